"""What every store promises about people, types, notes, answers, drafts, inbox and journal."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest


def test_a_person_comes_back_as_put_and_the_last_put_wins(tx, new):
    tx.people.put(new.person(name="Ada", zone="Europe/Brussels", locale="fr"))
    tx.people.put(new.person(name="Ada L.", address="D1", known_at=new.after(days=1)))
    assert tx.people.get("ada") == new.person(name="Ada L.", address="D1", known_at=new.after(days=1))


def test_nobody_is_found_who_was_not_put(tx, new):
    tx.people.put(new.person(id="ada"))
    assert tx.people.get("bo") is None


def test_all_people_are_given_in_the_order_of_their_names(tx, new):
    known = [new.person(id=name, name=name) for name in ("cy", "ada", "bo")]
    for person in known:
        tx.people.put(person)
    assert [person.name for person in tx.people.all()] == ["ada", "bo", "cy"]


def test_a_pinned_type_stays_as_it_was_pinned_first(tx, new):
    tx.types.pin(new.pinned(files={"questions.toml": "first"}))
    tx.types.pin(new.pinned(files={"questions.toml": "second"}))
    assert tx.types.get("h1") == new.pinned(files={"questions.toml": "first"})
    assert tx.types.get("h2") is None


def test_notes_count_from_one_whatever_id_is_given(tx, new):
    assert [tx.notes.add(new.note(id=77)).id, tx.notes.add(new.note(id=77)).id] == [1, 2]
    assert tx.notes.get(2) == new.note(id=2)
    assert tx.notes.get(77) is None


def test_the_notes_of_a_person_are_those_in_these_statuses_oldest_first(tx, new):
    tx.notes.add(new.note(opened_at=new.after(days=2)))
    tx.notes.add(new.note(opened_at=new.after(days=1), status="draft"))
    tx.notes.add(new.note(status="closed"))
    tx.notes.add(new.note(person="bo"))
    assert [note.id for note in tx.notes.of("ada", statuses={"open", "draft"})] == [2, 1]
    assert tx.notes.of("ada", statuses=()) == []


def test_the_notes_of_everybody_are_those_in_these_statuses_oldest_first(tx, new):
    tx.notes.add(new.note(opened_at=new.after(days=2)))
    tx.notes.add(new.note(opened_at=new.after(days=1), status="draft", person="bo"))
    tx.notes.add(new.note(status="closed"))
    tx.notes.add(new.note(opened_at=new.after(days=1), person="cy"))
    assert [note.id for note in tx.notes.all(statuses={"open", "draft"})] == [2, 4, 1]
    assert tx.notes.all(statuses=()) == []


def test_the_notes_that_changed_since_a_moment_are_those_in_these_statuses(tx, new):
    tx.notes.add(new.note(status="closed", changed_at=new.after(days=3)))
    tx.notes.add(new.note(status="closed", changed_at=new.after(days=1)))
    tx.notes.add(new.note(status="closed", changed_at=new.after(days=2)))
    tx.notes.add(new.note(changed_at=new.after(days=3)))
    assert [note.id for note in tx.notes.since(new.after(days=2), statuses={"closed"})] == [3, 1]
    assert tx.notes.since(new.now, statuses=()) == []


def test_a_note_passes_to_somebody_else(tx, new):
    tx.notes.add(new.note())
    tx.notes.add(new.note())
    tx.notes.set_person(1, "bo", at=new.after(days=1))
    assert tx.notes.get(1) == new.note(id=1, person="bo", changed_at=new.after(days=1))
    assert [note.id for note in tx.notes.of("ada", statuses={"open"})] == [2]
    with pytest.raises(LookupError, match="no note 3"):
        tx.notes.set_person(3, "bo", at=new.now)


def test_a_status_changes_only_from_what_it_was(tx, new):
    tx.notes.add(new.note(status="open"))
    later, last = new.after(hours=1), new.after(hours=2)
    assert tx.notes.set_status(1, was={"open", "draft"}, becomes="closed", at=later)
    assert not tx.notes.set_status(1, was={"open", "draft"}, becomes="waived", at=last)
    assert not tx.notes.set_status(99, was={"open"}, becomes="waived", at=last)
    assert tx.notes.get(1) == new.note(id=1, status="closed", changed_at=later)


def test_an_answer_comes_back_as_added(tx, new):
    tx.notes.add(new.note())
    given = new.answer(
        "m1", "m2", value={"é": [1, None, True]}, reason="later", kept="soon?", again_at=new.after(days=1)
    )
    added = tx.answers.add(given)
    assert added.revision == 1
    assert tx.answers.history(1) == [added]


@pytest.mark.parametrize(
    "value", [None, "", "\x00 \U0001f600 'x'", 0, 1.5, False, [], {}, ["a", {"b": None}]]
)
def test_any_json_value_is_kept_unchanged(tx, new, value):
    tx.notes.add(new.note())
    tx.answers.add(new.answer(value=value))
    kept = tx.answers.latest(1)["city"].value
    assert (kept, type(kept)) == (value, type(value))


def test_a_value_that_is_no_json_is_refused(tx, new):
    tx.notes.add(new.note())
    with pytest.raises(ValueError, match="JSON"):
        tx.answers.add(new.answer(value=float("nan")))
    assert tx.answers.history(1) == []


def test_revisions_count_from_one_for_each_question_of_each_note(tx, new):
    tx.notes.add(new.note())
    tx.notes.add(new.note())
    asked = [(1, "city"), (1, "date"), (1, "city"), (2, "city"), (1, "city")]
    added = [tx.answers.add(new.answer(note=note, key=key, revision=9)) for note, key in asked]
    assert [answer.revision for answer in added] == [1, 1, 2, 1, 3]


def test_the_latest_answers_come_in_the_order_of_the_first_touch(tx, new):
    tx.notes.add(new.note())
    tx.notes.add(new.note())
    for key, value in [("b", 1), ("a", 2), ("b", 3), ("c", 4), ("a", 5)]:
        tx.answers.add(new.answer(key=key, value=value))
    tx.answers.add(new.answer(note=2, key="a", value=6))
    assert [(key, answer.value) for key, answer in tx.answers.latest(1).items()] == [
        ("b", 3),
        ("a", 5),
        ("c", 4),
    ]


def test_the_history_comes_in_the_order_of_adding_whatever_the_clock_says(tx, new):
    tx.notes.add(new.note())
    tx.notes.add(new.note())
    for value, key in enumerate(["b", "a", "b"]):
        tx.answers.add(new.answer(key=key, value=value, at=new.after(days=-value)))
        tx.answers.add(new.answer(note=2, key=key, value="of another note"))
    assert [answer.value for answer in tx.answers.history(1)] == [0, 1, 2]


def test_a_message_leads_to_the_newest_revision_that_contains_it(tx, new):
    tx.notes.add(new.note())
    tx.answers.add(new.answer("m1"))
    added = tx.answers.add(new.answer("m1", "m2", "m2"))
    assert tx.answers.by_message("m1") == added
    assert tx.answers.by_message("m2") == added
    assert tx.answers.by_message("m3") is None


def test_a_message_that_no_longer_counts_leads_nowhere(tx, new):
    tx.notes.add(new.note())
    tx.answers.add(new.answer("m1"))
    tx.answers.add(new.answer("m2"))
    assert tx.answers.by_message("m1") is None


def test_a_message_in_two_answers_leads_to_the_later_one(tx, new):
    tx.notes.add(new.note())
    tx.answers.add(new.answer("m1", key="city"))
    tx.answers.add(new.answer("m1", key="date"))
    tx.answers.add(new.answer("m2", key="place"))
    assert tx.answers.by_message("m1").key == "date"


def test_the_same_id_of_two_peoples_messages_leads_to_the_answer_of_each(tx, new):
    for person in ("ada", "bo"):
        note = tx.notes.add(new.note(person=person))
        tx.answers.add(new.answer("m1", note=note.id, by=person))
    assert [tx.answers.by_message("m1", by=person).note for person in ("ada", "bo")] == [1, 2]
    assert tx.answers.by_message("m1", by="cy") is None


def test_drafts_count_versions_from_one_in_each_note(tx, new):
    tx.notes.add(new.note())
    tx.notes.add(new.note())
    first = tx.drafts.add(new.draft(version=5))
    second = tx.drafts.add(new.draft(text="again", revisions={"city": 2, "date": 1}))
    tx.drafts.add(new.draft(note=2))
    assert [first.version, second.version] == [1, 2]
    assert tx.drafts.of(1) == [first, second]


def test_the_outdated_notes_of_a_person_are_those_with_an_answer_that_came_after_their_newest_version(
    tx, new
):
    for changes in ({}, {}, {}, {"status": "draft"}, {"person": "bo"}, {}):
        note = tx.notes.add(new.note(**changes)).id
        tx.answers.add(new.answer(note=note))
        if note < 6:  # of the last one nothing was handed in
            tx.drafts.add(new.draft(note=note))
    for note in (2, 3, 4, 5):
        tx.answers.add(new.answer(note=note, key="date"))
    tx.drafts.add(new.draft(note=2, revisions={"city": 1, "date": 1}))
    outdated = [note.id for note in tx.drafts.outdated("ada", statuses={"open"}, undone="undone")]
    tx.reviews.add(new.review(note=2, version=2, verdict="undone"))
    without = [note.id for note in tx.drafts.outdated("ada", statuses={"open"}, undone="undone")]
    assert (outdated, without) == ([3], [2, 3])


def test_a_key_is_new_once(tx, new):
    assert [tx.inbox.seen(key, at=new.now) for key in ("e1", "e2", "e1", "e1")] == [False, False, True, True]


def test_a_key_stays_seen_in_later_transactions(store, new):
    with store.transaction("T1") as tx:
        tx.inbox.seen("e1", at=new.now)
    with store.transaction("T1") as tx:
        assert tx.inbox.seen("e1", at=new.after(days=400))


def test_the_journal_of_a_note_comes_in_the_order_of_adding(tx, new):
    tx.notes.add(new.note())
    entries = [new.entry(what=what, facts={"key": what}) for what in ("b", "a", "c")]
    for entry in entries:
        tx.journal.add(entry)
        tx.journal.add(new.entry(note=None))
    assert tx.journal.of(1) == entries


def test_an_answer_to_no_note_is_refused(store, new):
    with pytest.raises(Exception, match="FOREIGN KEY"), store.transaction("T1") as tx:
        tx.answers.add(new.answer(note=7))
    with store.transaction("T1") as tx:
        assert tx.answers.history(7) == []


def test_a_moment_without_a_zone_is_refused(tx, new):
    naive = datetime(2009, 6, 4, 10)  # noqa: DTZ001 - the fault under test
    with pytest.raises(ValueError, match="no zone"):
        tx.inbox.seen("e1", at=naive)
    assert not tx.inbox.seen("e1", at=new.now)


def test_a_moment_in_another_zone_is_the_same_moment_in_utc(tx, new):
    brussels = timezone(timedelta(hours=2))
    tx.people.put(new.person(known_at=new.now.astimezone(brussels)))
    known_at = tx.people.get("ada").known_at
    assert (known_at, known_at.utcoffset()) == (new.now, timedelta(0))
