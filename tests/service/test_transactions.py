"""One use case is one transaction: whatever breaks in the middle, all of it happened or none."""

from dataclasses import replace

import pytest

from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes, Owed
from tests.service.town import FACTS
from tests.service.tripwire import BrokenError, Tripwire


def everything(town):
    """Return every row that a use case may leave behind."""
    with town.office.transaction() as tx:
        return [
            (tx.notes.get(n), tx.answers.history(n), tx.drafts.of(n), tx.journal.of(n)) for n in range(1, 4)
        ] + [tx.outbox.counts(), [tx.outbox.get(n) for n in range(1, 60)]]


def break_everywhere(town, do):
    """Do it with a failure before each statement in turn; return after how many it went through."""
    wire = Tripwire(town.store)
    office = replace(town.office, store=wire)
    before = everything(town)
    for number in range(200):
        wire.left = number
        try:
            do(office)
        except BrokenError:
            assert everything(town) == before, number
        else:
            return number
    raise AssertionError("it never went through")


@pytest.fixture
def ada(town):
    town.begin("ada")
    return town


def test_no_answer_without_the_next_question_and_no_question_without_the_answer(ada):
    said = ada.said("ada", "Seminar")
    assert break_everywhere(ada, lambda office: Interviews(office).reply(said)) > 5
    assert (ada.values(), [letter.recipient for letter in ada.deliver()]) == ({"event": "Seminar"}, ["ada"])
    assert ada.screen("ada") == (1, "question", "session")


def test_a_payload_that_failed_is_not_seen_and_comes_through_the_next_time(ada):
    said = ada.said("ada", "Seminar")
    break_everywhere(ada, lambda office: Interviews(office).reply(said))
    ada.interviews.reply(said)
    assert ada.answers()["event"].revision == 1


def test_no_promise_without_the_skip_that_it_is_about(ada):
    ada.write("ada", "Seminar", "Plenary", "skip", "I will get it")
    said = ada.said("ada", "tomorrow")
    break_everywhere(ada, lambda office: Interviews(office).reply(said))
    assert (ada.answers()["organizers"].again_at, ada.promised(1, "debt:organizers").due_at) == (
        ada.promised(1, "debt:organizers").due_at,
        ada.answers()["organizers"].again_at,
    )


def test_an_edit_is_taken_whole_or_not_at_all(ada):
    message = ada.write("ada", "Seminar")
    said = ada.said("ada", "Workshop", message=message, key="edit")
    break_everywhere(ada, lambda office: Interviews(office).amend(said))
    assert [row.value for row in history(ada, "event")] == ["Seminar", "Workshop"]


def history(town, key):
    with town.office.transaction() as tx:
        return [row for row in tx.answers.history(1) if row.key == key]


def test_no_draft_without_its_post_and_no_post_without_its_draft(town):
    town.answer_all()
    said = town.said("ada", "submit")
    break_everywhere(town, lambda office: Interviews(office).reply(said))
    assert [draft.version for draft in town.drafts()] == [1]
    assert sorted({letter.recipient for letter in town.deliver()}) == ["C1540", "ada"]


def test_no_closed_note_without_word_to_whoever_asked_for_it(town):
    town.owe()
    town.press("ada", "I did not attend")
    said = town.said("ada", "nobody went")
    break_everywhere(town, lambda office: Interviews(office).reply(said))
    assert (town.status(), sorted(letter.recipient for letter in town.deliver())) == (
        "declined",
        ["ada", "bo"],
    )


def test_no_owed_note_without_its_first_message(town):
    owed = Owed(by="bo", person="ada", facts=FACTS, key="owe")
    break_everywhere(town, lambda office: Notes(office).owe(owed))
    assert (town.open_notes("ada"), len(town.deliver())) == ([1], 1)
