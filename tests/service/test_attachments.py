"""Files in a direct message: what is kept for the note, what is refused and how, and what is given up."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from bot.core.replies import File, Reply
from bot.service.expert.attachments import LARGEST, MOST, Attachments

CONTENT = b"%PDF-1.7 agenda"
SLIDES = """
title = "Trip"
prefix = "T"

[[question]]
key = "slides"
kind = "file"
label = "Slides"
prompt = "Attach your slides."

[[question]]
key = "city"
kind = "line"
label = "City"
prompt = "Which city?"
"""


@pytest.fixture
def begun(town):
    """Ada is asked what the event was called."""
    town.begin("ada")
    return town


def file(name="agenda.pdf", size=1_200_000, number=1):
    return File(id=f"F{number}", name=name, media_type="application/pdf", size=size)


def send(town, *files, text="", who="ada", **how):
    """Send files as the door does; return what they said."""
    said = town.said(who, text, **how)
    said = replace(said, reply=Reply(text, files, said.message))
    again(town, said)
    return said


def again(town, said):
    left = Attachments(town.office).take(said)
    if left:
        town.interviews.reply(left)
    town.deliver()


def kept(town, note=1):
    with town.office.transaction() as tx:
        return list(tx.uploads.of(note))


def names(town):
    return [upload.name for upload in kept(town)]


def test_a_file_alone_is_kept_told_and_the_question_is_asked_again(begun):
    send(begun, file())
    assert begun.last("ada").startswith("Kept: agenda.pdf (1.2 MB).\n")
    assert "What was the event called?" in begun.last("ada")
    assert (begun.screen("ada"), begun.values()) == ((1, "question", "event"), {})


def test_what_is_known_of_a_file_is_kept_before_its_content_is(begun):
    said = send(begun, file())
    (upload,) = kept(begun)
    assert (upload.id, upload.note, upload.name, upload.size) == ("F1", 1, "agenda.pdf", 1_200_000)
    assert (upload.by, upload.content) == ("ada", None)
    assert [(one.id, one.size) for one in Attachments(begun.office).missing()] == [("F1", 1_200_000)]
    assert said.person == "ada"


def test_words_with_a_file_are_the_answer_as_ever(begun):
    send(begun, file(), text="Seminar in Vienna")
    assert begun.values() == {"event": "Seminar in Vienna"}
    first, second = begun.heard("ada")[-2:]
    assert first == "Kept: agenda.pdf (1.2 MB)."
    assert second.startswith("Saved: Event")


def test_several_files_are_told_in_one_sentence(begun):
    send(begun, file(), file("list.xlsx", 900, 2))
    assert begun.last("ada").startswith("Kept: agenda.pdf (1.2 MB) and list.xlsx (900 bytes).\n")


REFUSED = {
    "a type that is not kept": (file("run.exe"), "I could not keep run.exe: I keep pdf, docx,"),
    "no type": (file("agenda"), "I could not keep agenda: I keep pdf, docx,"),
    "a page": (file("page.pdf.html"), "I could not keep page.pdf.html: I keep pdf, docx,"),
    "too much": (
        file(size=LARGEST + 1),
        "I could not keep agenda.pdf: it has 25.0 MB, and 25 MB are possible.",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_not_be_kept_is_refused_with_what_is_accepted(begun, what):
    refused, sentence = REFUSED[what]
    send(begun, refused)
    assert begun.last("ada").startswith(sentence)
    assert "What was the event called?" in begun.last("ada")
    assert names(begun) == []


def test_a_file_as_large_as_is_possible_is_kept(begun):
    send(begun, file("PHOTO.HEIC", LARGEST))
    assert names(begun) == ["PHOTO.HEIC"]


def test_one_that_is_refused_does_not_take_the_others_with_it(begun):
    send(begun, file("run.exe"), file(number=2))
    assert names(begun) == ["agenda.pdf"]
    assert "Kept: agenda.pdf (1.2 MB).\nI could not keep run.exe" in begun.last("ada")


def test_a_note_has_twenty_files_at_most(begun):
    send(begun, *(file(number=number) for number in range(1, MOST + 2)))
    assert len(kept(begun)) == MOST
    assert "this note has 20 files already" in begun.last("ada")


def test_a_message_that_slack_sends_twice_is_kept_and_told_once(begun):
    said = send(begun, file(), text="Seminar")
    heard = begun.heard("ada")
    again(begun, said)
    assert (len(kept(begun)), begun.heard("ada")) == (1, heard)
    alone = send(begun, file(number=2))
    heard = begun.heard("ada")
    again(begun, alone)
    assert (len(kept(begun)), begun.heard("ada")) == (2, heard)


def test_a_file_goes_to_the_note_in_whose_thread_it_was_sent(begun):
    begun.write("ada", "Seminar")
    begun.begin("ada")
    card = begun.card("ada", "What was the event called?")
    begun.begin("ada")
    send(begun, file(), card=begun.letters[0][1])
    assert (len(kept(begun, 1)), len(kept(begun, 2))) == (1, 0)
    assert card != begun.letters[0][1]


def test_the_same_file_is_not_kept_for_two_notes_and_that_is_said(begun):
    send(begun, file(), text="Seminar")
    begun.begin("ada")
    send(begun, file())
    assert kept(begun, 2) == []
    assert "was sent for another note before" in begun.last("ada")


@pytest.mark.parametrize("text", ["", "hello"])
def test_without_a_note_nothing_is_kept_and_that_is_said(town, text):
    send(town, file(), text=text, who="cy")
    assert town.heard("cy")[0].startswith("I keep files for a note that is open, and you have none.")
    assert kept(town) == []
    assert len(town.heard("cy")) == (2 if text else 1)


def test_a_closed_note_takes_no_file(town):
    town.owe()
    town.press("ada", "I did not attend")
    town.press("ada", "Nobody went")
    send(town, file())
    assert kept(town) == []
    assert town.last("ada").startswith("I keep files for a note that is open")


def test_where_a_file_is_asked_for_it_is_the_answer_and_is_kept(own_type):
    town = own_type(SLIDES)
    town.begin("ada")
    send(town, file("slides.pptx"))
    assert [one["name"] for one in town.values()["slides"]] == ["slides.pptx"]
    assert names(town) == ["slides.pptx"]
    assert [text for text in town.heard("ada") if text.startswith("Kept")] == []
    assert town.screen("ada") == (1, "question", "city")


def test_where_a_file_is_asked_for_one_that_is_refused_is_no_answer(own_type):
    town = own_type(SLIDES)
    town.begin("ada")
    send(town, file("slides.exe"))
    assert town.values() == {}
    assert town.last("ada").startswith("I could not keep slides.exe")
    assert town.screen("ada") == (1, "question", "slides")


def test_the_journal_tells_of_a_file_without_its_name(begun):
    said = send(begun, file())
    with begun.office.transaction() as tx:
        (entry,) = [one for one in tx.journal.of(1) if one.what == "attached"]
    assert (entry.who, dict(entry.facts)) == (
        "ada",
        {"upload": "F1", "size": 1_200_000, "message": said.reply.message},
    )


def test_a_name_is_kept_on_one_line_and_not_without_end(begun):
    send(begun, file("a\nb\u202e" + "c" * 300 + ".pdf"))
    (name,) = names(begun)
    assert (name[:4], len(name)) == ("a bc", 200)


# -------------------------------------------------------------- the content comes later


def test_what_was_fetched_is_kept_by_its_hash_and_not_missing_any_more(begun):
    send(begun, file())
    attachments = Attachments(begun.office)
    attachments.keep(attachments.missing()[0], CONTENT)
    assert [(one.content, one.sha256) for one in kept(begun)] == [(CONTENT, sha256(CONTENT).hexdigest())]
    assert list(attachments.missing()) == []


LOST = {
    "gone": "I could not fetch agenda.pdf: it is not in Slack any more.",
    "outside": "I could not fetch agenda.pdf: it lies outside of Slack",
    "large": "I could not keep agenda.pdf: it is larger than 25 MB.",
}


@pytest.mark.parametrize("why", LOST)
def test_who_sent_a_file_that_can_not_be_fetched_is_told_once(begun, why):
    send(begun, file())
    attachments = Attachments(begun.office)
    (missing,) = attachments.missing()
    attachments.lose(missing, why)
    attachments.lose(missing, why)
    begun.deliver()
    assert [text[: len(LOST[why])] for text in begun.heard("ada") if "agenda.pdf: it" in text] == [LOST[why]]
    assert list(attachments.missing()) == []


def test_after_a_day_a_file_is_given_up_and_that_is_told_once(begun):
    send(begun, file())
    attachments = Attachments(begun.office)
    begun.tick(hours=23)
    assert len(attachments.missing()) == 1
    begun.now += timedelta(hours=1)
    assert [list(attachments.missing()), list(attachments.missing())] == [[], []]
    begun.deliver()
    assert [text for text in begun.heard("ada") if "try no more" in text] == [begun.last("ada")]
