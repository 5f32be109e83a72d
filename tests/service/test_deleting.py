"""Whoever wrote something deletes it, also where the note is closed, with a colleague now, or was only joined."""

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.service.expert.deleting import ANSWERS, Deleting
from bot.service.records.exporting import Exporting
from bot.service.review.reviews import Reviews
from tests.service.test_erasing import GONE, SECRET, approve, files_with, read, take_back
from tests.service.test_handover import Table
from tests.service.town import LONG, handed_in

OWN = f"{SECRET} We saw it as well, and spoke of it with the delegation for a long time."
NONE = "I find no note of that reference in which something of yours is stored."


@pytest.fixture
def closed(town):
    """Ada wrote something, and then that it was cancelled."""
    town.owe("ada")
    town.write(
        "ada", "start", "yes", "edit background", SECRET, "preview", "I did not attend", "cancelled or moved"
    )
    assert town.status() == Status.DECLINED
    return town


@pytest.fixture
def passed(town):
    """Ada wrote something, and Cy has taken the note and goes on with it."""
    town.owe("ada")
    town.write("ada", "start", "yes", "edit background", SECRET, "edit session", "Depots")
    table = Table(town)
    table.hand()
    table.answer("cy", "Accept")
    town.write("cy", "edit session", "Roundtable on depots")
    return town


@pytest.fixture
def joined(town):
    """Ada has handed in, Cy was there too, and Ada has handed in what both wrote."""
    town.recall(handed_in)
    deed = Deed(person="cy", act="join", about="1.1", key="join", values={"own": OWN, "more": ""})
    assert Reviews(town.office).send(deed) == {}
    town.deliver()
    town.write("ada", "submit")
    return town


def opened(town, person, reference="IN-2009-001"):
    deed = Deed(person=person, act="delete", about=reference, key="look", values={})
    return Deleting(town.office).press(deed)


def offered(town, person):
    return {key: shown for field in opened(town, person).fields for key, shown in field.options.items()}


def refusal(town, person, reference="IN-2009-001"):
    form = opened(town, person, reference)
    assert form.fields == ()
    return " ".join(form.lines)


def delete(town, person, *keys, about="IN-2009-001"):
    values = {ANSWERS: ",".join(keys)}
    deed = Deed(person=person, act="delete", about=about, key=f"delete{town.tick()}", values=values)
    faults = Deleting(town.office).send(deed)
    town.deliver()
    return faults


def where(town):
    """Return who can still read it, and the files in which it stands."""
    readers = [
        who for who in ("ada", "bo", "cy", "C1540") if any("Strelsau" in text for text in read(town, who))
    ]
    return readers, files_with(town, "Strelsau")


def test_in_a_closed_note_its_author_deletes_what_they_wrote(closed):
    assert offered(closed, "ada")["background"].startswith("Background: The delegation of Ruritania said")
    assert where(closed)[0] == ["ada"]
    assert delete(closed, "ada", "background") == {}
    assert where(closed) == ([], [])
    assert closed.last("ada").startswith("Deleted: Background. Your words are gone")
    assert (closed.status(), closed.answers()["background"].state) == (Status.DECLINED, "erased")
    assert refusal(closed, "cy").startswith(NONE)


def test_what_is_typed_to_a_closed_note_says_how(closed):
    closed.write("ada", "delete background")
    assert closed.last("ada").endswith("To delete what you wrote in it, type: /note delete IN-2009-001")


def test_who_handed_a_note_over_deletes_their_own_words_alone(passed):
    passed.write("ada", "delete background")
    assert passed.last("ada").startswith("The note on Workshop")
    assert passed.last("ada").endswith(
        "with Cy now. To delete what you wrote in it, type: /note delete IN-2009-001"
    )
    assert delete(passed, "ada", "background", "session") == {}
    assert where(passed) == ([], [])
    rows = passed.answers()
    assert (rows["background"].state, rows["session"].value) == ("erased", "Roundtable on depots")
    with passed.office.transaction() as tx:
        assert [row.value for row in tx.answers.history(1) if row.key == "session"] == [
            None,
            "Roundtable on depots",
        ]
    assert passed.last("cy").startswith(
        "Ada has deleted for good what Ada wrote to Background and Session, in the"
    )
    passed.write("cy", "edit background", "It follows up on the workshop of 2007 in Vienna.")
    assert passed.answers()["background"].state == "answered"


def test_who_was_there_too_deletes_their_words_once_the_version_is_taken_back(joined):
    assert refusal(joined, "cy").startswith("A version of IN-2009-001 is before its readers")
    assert "Strelsau" in joined.drafts()[1].text
    take_back(joined, version=2)
    assert where(joined)[0] == ["ada", "C1540"]
    assert delete(joined, "cy", "highlights") == {}
    assert where(joined) == ([], [])
    assert [draft.text == GONE for draft in joined.drafts()] == [False, True]
    assert joined.values()["highlights"] == LONG
    joined.write("ada", "submit")
    assert [name for name in ("Strelsau", "Cy") if name in joined.drafts()[2].text] == []
    exported = Exporting(joined.office, lambda paper: paper.name.encode()).files(1, {})
    assert [name for name, content in exported.items() if b"Strelsau" in content] == []


def test_words_that_a_colleague_kept_beside_an_answer_hold_nothing_of_it_back(passed):
    passed.write("cy", "edit background", "Hm, no", "cancel")
    with passed.office.transaction() as tx:
        assert [row.by for row in tx.answers.history(1) if row.key == "background"] == ["ada", "cy"]
    assert delete(passed, "ada", "background") == {}
    assert where(passed) == ([], [])


def test_of_two_things_that_somebody_wrote_the_other_stays(passed):
    assert delete(passed, "ada", "session") == {}
    assert passed.answers()["background"].value == SECRET
    assert "session" not in offered(passed, "ada")


def test_what_is_approved_or_was_stays(town):
    town.recall(handed_in, background=SECRET)
    approve(town)
    assert refusal(town, "ada").startswith("A version of IN-2009-001 is before its readers")
    values = {"why": "wrong"}
    deed = Deed(person="bo", act="withdraw", about="1.1", key="withdraw", values=values)
    assert Reviews(town.office).send(deed) == {}
    assert town.status() == Status.WITHDRAWN
    assert refusal(town, "ada").startswith("IN-2009-001 was approved and withdrawn.")
    assert delete(town, "ada", "background") != {}
    assert town.values()["background"] == SECRET


def test_an_open_note_of_ones_own_has_its_own_word_for_it(town):
    town.owe("ada")
    town.write("ada", "start", "yes", "edit background", SECRET)
    assert refusal(town, "ada").startswith("IN-2009-001 is open, and you write it")


@pytest.mark.parametrize("named", ["", "1", "IN-2009-002", "IN-2008-001", "IN-2009-0001", "x" * 99])
def test_a_reference_that_there_is_not_is_told_how_one_looks(closed, named):
    assert refusal(closed, "ada", named).startswith(NONE)
    assert opened(closed, "ada", "in-2009-001").fields != ()


@pytest.mark.parametrize(
    ("about", "keys"),
    [("IN-2009-001", ("highlights", "x")), ("IN-2009-001", ()), ("1", ("background",)), ("", ())],
)
def test_what_nobody_wrote_is_not_deleted_whatever_is_sent(closed, about, keys):
    assert delete(closed, "ada", *keys, about=about) != {}
    assert closed.answers()["background"].state == "answered"


def test_nobody_deletes_what_somebody_else_wrote(passed):
    assert delete(passed, "bo", "background") != {}
    assert delete(passed, "cy", "background") != {}
    assert passed.answers()["background"].state == "answered"


def test_who_took_a_note_over_deletes_nothing_of_who_wrote_it_before(passed):
    heard = passed.heard("ada")
    passed.write("cy", "delete background")
    assert passed.screen("cy")[1] != "erasing"
    assert passed.last("cy").startswith("What stands for Background was written by Ada, and I delete only")
    assert (passed.values()["background"], passed.heard("ada")) == (SECRET, heard)


def test_of_a_question_to_which_both_wrote_the_words_of_the_other_stay(passed):
    passed.write("cy", "edit background", "Ruritania keeps its depots open, as Cy has heard from it there.")
    read_before = read(passed, "ada")
    passed.write("cy", "delete background", "delete it")
    assert "What Ada wrote to Background stays" in passed.last("cy")
    with passed.office.transaction() as tx:
        rows = [(row.by, row.value) for row in tx.answers.history(1) if row.key == "background"]
    assert rows == [("ada", SECRET), ("cy", None)]
    assert read(passed, "ada") == read_before
    assert files_with(passed, "as Cy has heard") == []


def test_words_kept_beside_the_answer_of_another_go_without_it(passed):
    passed.write("cy", "edit background", "Hm, by Zenda", "cancel", "delete background", "delete it")
    assert passed.last("cy").find("What Ada wrote to Background stays") >= 0
    assert (passed.values()["background"], passed.answers()["background"].kept) == (SECRET, "")
    assert files_with(passed, "Zenda") == []
    assert not any("Zenda" in text for text in read(passed, "cy"))


def test_in_a_closed_note_of_two_who_wrote_it_last_deletes_their_own_words(passed):
    passed.write("cy", "edit background", "Hm, by Zenda", "cancel", "preview", "I did not attend")
    passed.write("cy", "cancelled or moved")
    assert offered(passed, "cy")["background"] == "Background: Hm, by Zenda"
    assert delete(passed, "cy", "background", "background", "session") == {}
    assert passed.values()["background"] == SECRET
    with passed.office.transaction() as tx:
        rows = [(row.by, row.value) for row in tx.answers.history(1) if row.key == "session"]
    assert rows == [("ada", "Depots"), ("cy", None)]
    assert files_with(passed, "Zenda") == []


def test_a_fact_that_was_only_confirmed_is_shown_with_what_it_says(closed):
    shown = offered(closed, "ada")
    assert shown["event"].startswith('Event: Workshop on "Making the difference')
    assert "2009" in shown["dates"]


def test_who_has_a_version_before_its_readers_is_told_to_take_it_back(town):
    town.recall(handed_in, background=SECRET)
    assert "Take it back first, with Withdraw on its receipt" in refusal(town, "ada")
    take_back(town)
    assert refusal(town, "ada").startswith("IN-2009-001 is open, and you write it")


def test_the_receipt_says_what_is_not_reached(closed):
    assert delete(closed, "ada", "background") == {}
    assert "Words that I could use for no question, and the reason of a hand-over" in closed.last("ada")
