"""An answer goes for good when its author says so: from the rows, from the file, and from what the bot wrote."""

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.service.records.exporting import Exporting
from bot.service.review.reviews import Reviews
from tests.service.town import handed_in

SECRET = "The delegation of Ruritania said that its depot at Strelsau stands open at night."
GONE = "Deleted, as the author of the answer asked."


@pytest.fixture
def told(town):
    """Ada has said something that she should not have said, and looks at the draft."""
    town.owe("ada")
    town.write("ada", "start", "yes", "edit background", SECRET, "preview")
    return town


def files_with(town, words):
    folder = town._rows.parent
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]


def read(town, place):
    """Return what somebody can read there now: what a message was written over with, not what it said before."""
    seen = {}
    for letter, receipt in town.letters:
        if letter.recipient == place:
            seen[letter.replaces or receipt] = letter.message.text
    return list(seen.values())


def test_nothing_goes_before_a_yes(told):
    told.write("ada", "delete background")
    assert told.screen("ada") == (1, "erasing", "background")
    told.press("ada", "Keep it")
    assert told.values()["background"] == SECRET
    assert told.last("ada").startswith("Background stays as it was.")


def test_the_words_leave_the_rows_the_file_and_what_the_bot_wrote(told):
    told.write("ada", "edit background", f"{SECRET} Twice.", "preview")
    assert files_with(told, "Strelsau") != []
    assert [text for text in read(told, "ada") if "Strelsau" in text] != []
    told.write("ada", "delete background")
    told.press("ada", "Delete it")
    assert [text for text in read(told, "ada") if "Strelsau" in text] == []
    assert files_with(told, "Strelsau") == []
    row = told.answers()["background"]
    assert (row.revision, row.state, row.value, row.pieces) == (2, "erased", None, ())


def test_only_what_shows_the_answer_is_written_over(told):
    before = read(told, "ada")
    told.write("ada", "delete background")
    told.press("ada", "Delete it")
    now = read(told, "ada")
    over = [old for old, new in zip(before, now, strict=False) if new == GONE]
    assert all("Strelsau" in text or text.startswith("Information Note") for text in over)
    assert now.count(GONE) == len(over) > 0


def test_the_question_is_open_again_and_takes_a_new_answer(told):
    told.write("ada", "delete background")
    told.press("ada", "Delete it")
    told.write("ada", "edit background", "It follows up on the workshop of 2007 in Vienna.")
    row = told.answers()["background"]
    assert (row.revision, row.state) == (2, "answered")
    assert row.value == "It follows up on the workshop of 2007 in Vienna."


def test_a_short_answer_is_found_beside_its_label_alone(town):
    town.owe("ada")
    town.write("ada", "start", "yes", "edit format", "both", "repeat", "edit format")
    before = len(read(town, "ada"))
    assert any(text.startswith("Saved: Format") for text in read(town, "ada"))
    town.write("ada", "delete format", "delete it")
    assert not any(text.startswith("Saved: Format") for text in read(town, "ada"))
    assert read(town, "ada").count(GONE) < before / 2


def test_words_in_doubt_and_words_that_were_kept_go_as_well(town):
    town.owe("ada")
    town.write("ada", "start", "yes", "edit background", "Strelsau depot")
    assert town.screen("ada") == (1, "doubt", "background")
    town.write("ada", "delete this answer", "yes")
    assert files_with(town, "Strelsau") == []
    assert [text for text in read(town, "ada") if "Strelsau" in text] == []


def test_an_answer_before_its_readers_is_taken_back_first(town):
    town.recall(handed_in, background=SECRET)
    town.write("ada", "delete background")
    assert town.last("ada").startswith("Version 1 is before its readers. Take it back first")
    assert town.values()["background"] == SECRET


def test_what_a_version_said_goes_from_the_channel_too(town):
    town.recall(handed_in, background=SECRET)
    Reviews(town.office).press(Deed(person="ada", act="take_back", about="1.1", key="back", values={}))
    town.deliver()
    assert [text for text in read(town, "C1540") if "Strelsau" in text] != []
    town.write("ada", "delete background", "delete it")
    assert town.status() == Status.DRAFTED
    assert [text for text in read(town, "C1540") if "Strelsau" in text] == []
    assert [draft.text for draft in town.drafts()] == [GONE]
    assert files_with(town, "Strelsau") == []
    exported = Exporting(town.office, lambda paper: paper.name.encode()).files(1, {})
    assert [name for name, content in exported.items() if b"Strelsau" in content] == []
    assert b'"erased"' in exported["answers.json"]


def test_what_is_deleted_in_slack_afterwards_is_no_news(told):
    message = told.answers()["background"].pieces[0].message
    told.write("ada", "delete background", "delete it")
    heard = len(told.heard("ada"))
    told.delete("ada", message)
    assert len(told.heard("ada")) == heard


def test_nothing_is_deleted_where_nothing_is_stored(told):
    told.write("ada", "delete session")
    assert told.last("ada").startswith("Nothing is stored for Session.")
    told.write("ada", "delete 77")
    assert told.screen("ada")[1] != "erasing"


def test_the_journal_tells_that_it_was_and_not_what(told):
    told.write("ada", "delete background", "delete it")
    with told.office.transaction() as tx:
        entry = tx.journal.of(1)[-1]
        assert (entry.who, entry.what, entry.facts) == ("ada", "erased", {"key": "background"})
        assert tx.erasures.of(1).keys() == {"background"}
