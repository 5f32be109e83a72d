"""An answer goes for good when its author says so: from the rows, from the file, and from what the bot wrote."""

import io
import zipfile

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.service.records.exporting import Exporting
from bot.service.records.papers import Papers
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
    return [file.name for file in folder.iterdir() if file.is_file() and words.encode() in file.read_bytes()]


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
    assert told.last("ada").startswith("Unchanged: Background.")


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
    over = [(old, new) for old, new in zip(before, read(told, "ada"), strict=False) if old != new]
    assert len(over) >= 2  # the receipt, and the preview that shows it
    assert [old for old, _ in over if "Strelsau" not in old and "draft" not in old] == []
    assert [new for _, new in over if GONE not in new] == []


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
    assert town.last("ada").startswith("Version 1 is before its readers, and I delete nothing")
    assert town.values()["background"] == SECRET


def test_what_a_version_said_goes_from_the_channel_too(town):
    town.recall(handed_in, background=SECRET)
    take_back(town)
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


def shown(town, person="ada"):
    return " ".join(read(town, person))


def take_back(town, version=1):
    deed = Deed(person="ada", act="take_back", about=f"1.{version}", key=f"back{town.tick()}", values={})
    Reviews(town.office).press(deed)
    town.deliver()


def approve(town, version=1):
    deed = Deed(person="bo", act="approve", about=f"1.{version}", key=f"yes{town.tick()}", values={})
    assert Reviews(town.office).send(deed) == {}
    town.deliver()


def test_what_is_on_its_way_meanwhile_is_written_over_once_it_has_arrived(town):
    town.answer_all(background=SECRET)
    town.interviews.reply(town.said("ada", "submit"))
    held = []
    while claimed := town.outbox.claim():
        for letter in claimed:
            held.append(letter) if letter.message.attached else town.arrive(letter)
    take_back(town)
    town.write("ada", "delete background", "delete it")
    assert held != []
    for letter in held:
        town.arrive(letter)
    town.deliver()
    over = [letter.replaces for letter, _ in town.letters if letter.message.drops_files]
    papers = [receipt for letter, receipt in town.letters if letter in held]
    assert over == papers


def test_a_paper_that_is_being_made_meanwhile_is_made_anew(town):
    town.recall(handed_in, background=SECRET)
    papers = Papers(town.office)
    made, make = [], papers.writers["docx"]

    def slowly(model):
        if not made:
            made.append(make(model))
            take_back(town)
            town.write("ada", "delete background", "delete it")
        return make(model)

    papers.writers["docx"] = slowly
    paper = next(
        each for letter, _ in town.letters for each in letter.message.attached if each.format == "docx"
    )
    content = papers.content(paper)
    with town.office.transaction() as tx:
        assert [kept.content for kept in tx.papers.of(1, 1)] == [content]
    assert b"Strelsau" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_what_was_approved_is_not_deleted_by_a_correction_that_was_taken_back(town):
    town.recall(handed_in, background=SECRET)
    approve(town)
    town.write("ada", "edit event", "Seminar on other things", "submit")
    take_back(town, version=2)
    town.write("ada", "delete background")
    assert "What is approved can not be deleted here" in town.last("ada")
    assert SECRET in town.drafts()[0].text


def test_a_reason_that_was_typed_and_an_answer_beside_the_path_can_go(town):
    town.owe("ada")
    town.write("ada", "start", "yes", "edit background", "skip, the depot at Strelsau is secret")
    town.write("ada", "delete background", "delete it")
    town.write("ada", "edit format", "in person", "edit place", "Strelsau depot", "edit format", "online")
    town.write("ada", "delete place", "delete it")
    assert files_with(town, "Strelsau") == []
    assert "Strelsau" not in shown(town)


def test_a_day_is_found_as_the_bot_writes_it_and_a_short_answer_where_it_was_shown(town):
    town.owe("ada")
    town.write("ada", "start", "yes", "edit dates", "2009-05-05", "edit session", "Ruri", "edit session")
    town.write("ada", "delete session", "delete it", "delete dates", "delete it")
    assert "5 May 2009" not in shown(town)
    assert "Ruri" not in shown(town)


def test_what_others_were_sent_keeps_all_but_the_words(town):
    town.owe("ada")
    town.write("ada", "start", "yes", "edit format", "by horse", "by boat")
    town.press("ada", "Ask the coordinator")
    town.write("ada", "delete event", "delete it")
    card = [letter.message for letter, _ in town.letters if letter.recipient == "bo"][-1]
    assert "Making the difference" not in card.text
    assert "by boat" in card.text
    assert [button.act for button in card.buttons] == ["nudge"]


def remarks(town):
    with town.office.transaction() as tx:
        return [text for one in tx.reviews.of(1) for text in one.remarks.values()]


def say(town, act, **values):
    deed = Deed(person="bo", act=act, about="1.1", key=f"{act}{town.tick()}", values=values)
    assert Reviews(town.office).send(deed) == {}
    town.deliver()


def test_what_a_reader_quoted_goes_and_the_readers_own_words_stay(town):
    town.recall(handed_in, background=SECRET)
    say(
        town,
        "comment",
        comment=f"You write: the delegation of ruritania said, that its depot at Strelsau...\n"
        f"May we? {SECRET} ({SECRET})",
    )
    say(town, "changes", background=f'Is it so? "{SECRET}"', highlights="Who said that?")
    assert files_with(town, "Strelsau") != []
    take_back(town)
    town.write("ada", "delete background", "delete it")
    assert remarks(town) == [
        "You write: [deleted]...\nMay we? [deleted]. ([deleted].)",
        'Is it so? "[deleted]."',
        "Who said that?",
    ]
    assert files_with(town, "Strelsau") == []


def test_what_was_quoted_by_who_was_there_too_is_theirs(town):
    town.recall(handed_in, background=SECRET)
    own = f"{SECRET} We saw it as well, and spoke of it with the delegation for a long time."
    deed = Deed(person="cy", act="join", about="1.1", key="join", values={"own": own, "more": ""})
    assert Reviews(town.office).send(deed) == {}
    take_back(town)
    town.write("ada", "delete background", "delete it")
    assert remarks(town) == [own]


def test_the_next_version_is_not_compared_with_one_that_is_gone(town):
    town.recall(handed_in, background=SECRET)
    take_back(town)
    town.write("ada", "delete background", "delete it", "submit")
    form = Reviews(town.office).press(Deed(person="bo", act="approve", about="1.2", key="look", values={}))
    assert "Deleted" not in " ".join(form.lines)
    assert [text for text in read(town, "C1540") if "compared with" in text] == []
