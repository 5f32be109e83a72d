"""What every store promises about events, who owes which note for one, and what people wish."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.fixture
def tx(tx, new):
    """With three notes."""
    for _ in range(3):
        tx.notes.add(new.note())
    return tx


def test_an_event_comes_back_as_put_and_the_last_put_wins(tx, new):
    tx.events.put(new.event(place="Accra", organizers=("Ghana", "the é office")))
    assert tx.events.get("e1") == new.event(place="Accra", organizers=("Ghana", "the é office"))
    changed = new.event(
        title="Moved",
        first=date(2009, 7, 1),
        last=date(2009, 7, 2),
        place="Lagos",
        status="cancelled",
        source="programme.ics",
        sha256="11",
        zone="Africa/Lagos",
        ends="18:30",
        at=new.after(days=1),
    )
    tx.events.put(changed)
    assert tx.events.get("e1") == changed
    assert tx.events.get("e2") is None


def test_all_events_come_by_their_first_days(tx, new):
    for uid, day in [("late", 9), ("b", 2), ("a", 2), ("early", 1)]:
        tx.events.put(new.event(uid=uid, first=date(2009, 6, day)))
    assert [event.uid for event in tx.events.all()] == ["early", "a", "b", "late"]


def test_the_links_of_an_event_are_the_notes_that_each_person_owes_for_it(tx, new):
    for uid in ("e1", "e2"):
        tx.events.put(new.event(uid=uid))
    tx.events.link("e1", "ada", 1)
    tx.events.link("e1", "bo", 2)
    tx.events.link("e2", "ada", 3)
    assert tx.events.links("e1") == {"ada": 1, "bo": 2}
    assert tx.events.links("e3") == {}
    assert [tx.events.of_note(note).uid for note in (1, 2, 3)] == ["e1", "e1", "e2"]


def test_a_link_leads_to_the_note_that_was_linked_last_and_outlives_a_change_of_the_event(tx, new):
    tx.events.put(new.event())
    for note in (1, 2):
        tx.events.link("e1", "ada", note)
    tx.events.put(new.event(title="Moved"))
    assert tx.events.links("e1") == {"ada": 2}
    assert tx.events.of_note(2).title == "Moved"
    assert tx.events.of_note(1) is None


def test_two_people_may_owe_one_note(tx, new):
    tx.events.put(new.event())
    for person in ("ada", "bo"):
        tx.events.link("e1", person, 1)
    assert tx.events.links("e1") == {"ada": 1, "bo": 1}
    assert tx.events.of_note(1) == new.event()


@pytest.mark.parametrize(("uid", "note"), [("e1", 7), ("e2", 1)])
def test_a_link_to_no_event_or_no_note_is_refused(tx, new, uid, note):
    tx.events.put(new.event())
    with pytest.raises(Exception, match="FOREIGN KEY"):
        tx.events.link(uid, "ada", note)
    assert tx.events.links(uid) == {}


def test_the_wishes_about_a_note_come_as_added_in_the_order_of_adding(tx, new):
    wishes = [
        new.wish(until=new.after(days=2), reason="in the é field", at=new.after(days=1)),
        new.wish(person="bo", kind="offer", other="cy", by="bo"),
        new.wish(kind="resume"),
    ]
    added = []
    for wish in wishes:
        added.append(tx.wishes.add(wish))
        tx.wishes.add(new.wish(note=2))
        tx.wishes.add(new.wish(note=None))
    assert tx.wishes.of(1) == added
    assert added == [
        new.wish(id=1, until=new.after(days=2), reason="in the é field", at=new.after(days=1)),
        new.wish(id=4, person="bo", kind="offer", other="cy", by="bo"),
        new.wish(id=7, kind="resume"),
    ]


def test_the_wishes_of_a_person_are_those_about_no_single_note(tx, new):
    tx.wishes.add(new.wish(note=1))
    away = tx.wishes.add(new.wish(id=77, note=None, kind="away", until=new.after(days=9)))
    tx.wishes.add(new.wish(note=None, person="bo", kind="away", by="ada"))
    back = tx.wishes.add(new.wish(note=None, kind="resume", at=new.after(days=-1)))
    assert [away.id, back.id] == [2, 4]
    assert tx.wishes.of_person("ada") == [away, back]
    assert tx.wishes.of_person("cy") == []


def test_a_wish_about_no_note_that_there_is_is_refused(tx, new):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        tx.wishes.add(new.wish(note=7))
    assert tx.wishes.of(7) == []
