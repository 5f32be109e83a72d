"""A look at the rows asks each question once, sees what was written before it, and can not write."""

import pytest

from bot.service.chase.once import once


class Counted:
    """The people of a transaction; counts how often it is asked for them."""

    def __init__(self, tx):
        self.asked = []
        self._people = tx.people

    @property
    def people(self):
        return self

    def get(self, person):
        self.asked.append(person)
        return self._people.get(person)


def test_what_is_asked_again_is_not_read_again(town):
    with town.office.transaction() as tx:
        counted = Counted(tx)
        look = once(counted)
        names = [look.people.get(person).name for person in ("ada", "bo", "ada", "bo")]
    assert (names, counted.asked) == (["Ada", "Bo", "Ada", "Bo"], ["ada", "bo"])


def test_the_same_question_about_something_else_is_another_one(town):
    town.owe()
    with town.office.transaction() as tx:
        look = once(tx)
        assert look.outbox.newest(note=1, purpose="opening") == tx.outbox.newest(note=1, purpose="opening")
        assert look.outbox.newest(note=1, purpose="wake") is None
        assert (
            look.notes.of("ada", statuses=frozenset({"owed"}))
            == tx.notes.of("ada", statuses=frozenset({"owed"}))
            != []
        )
        assert look.notes.of("ada", statuses=frozenset({"waived"})) == []


def test_nobody_writes_through_a_look(town):
    with town.office.transaction() as tx, pytest.raises(AttributeError, match="'put' is no question"):
        once(tx).people.put(tx.people.get("ada"))
