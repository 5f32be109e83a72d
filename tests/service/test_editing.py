"""A message that is edited or deleted later: the answer that it is part of follows, and nothing else."""

from dataclasses import replace

import pytest

from bot.core.replies import File, Reply
from tests.service.town import LONG

PAPERS = """
title = "Papers"
prefix = "P"
[[question]]
key = "papers"
kind = "file"
label = "Papers"
prompt = "Which papers?"
"""


@pytest.fixture
def ada(town):
    town.begin("ada")
    return town


def pieces(row):
    return [piece.text for piece in row.pieces]


def test_trap_13_an_edited_message_is_a_new_revision_and_the_question_stays(ada):
    message = ada.write("ada", "Seminar")
    ada.edit("ada", message, "Workshop")
    row = ada.answers()["event"]
    assert (row.value, row.revision, pieces(row)) == ("Workshop", 2, ["Workshop"])
    assert ada.screen("ada") == (1, "question", "session")


def test_an_edited_message_can_be_edited_again(ada):
    message = ada.write("ada", "Seminar")
    ada.edit("ada", message, "Workshop")
    ada.edit("ada", message, "Roundtable")
    assert ada.values()["event"] == "Roundtable"


def test_the_same_edit_twice_is_one_revision(ada):
    message = ada.write("ada", "Seminar")
    said = ada.said("ada", "Workshop", key="edit", message=message)
    ada.interviews.amend(said)
    ada.interviews.amend(said)
    assert ada.answers()["event"].revision == 2


def test_trap_13_a_link_preview_is_no_edit(ada):
    message = ada.write("ada", "Seminar")
    heard = len(ada.heard("ada"))
    ada.edit("ada", message, "Seminar")
    assert (ada.answers()["event"].revision, len(ada.heard("ada"))) == (1, heard)


def test_one_of_several_messages_is_edited_alone(ada):
    first = ada.write("ada", "edit highlights", LONG)
    ada.write("ada", "A list was proposed.")
    ada.edit("ada", first, f"{LONG} They did so twice.")
    assert ada.values()["highlights"] == f"{LONG} They did so twice.\n\nA list was proposed."
    assert ada.screen("ada") == (1, "more", "highlights")


def test_a_message_that_was_part_of_an_older_revision_changes_nothing(ada):
    message = ada.write("ada", "Seminar")
    ada.write("ada", "edit event", "Workshop")
    ada.edit("ada", message, "Roundtable")
    assert ada.values()["event"] == "Workshop"


def test_words_that_do_not_fit_are_kept_and_the_answer_stays(ada):
    message = ada.write("ada", "Seminar")
    ada.edit("ada", message, "x")
    row = ada.answers()["event"]
    assert (row.value, row.kept, pieces(row)) == ("Seminar", "x", ["Seminar"])


def test_a_message_in_doubt_is_read_anew(ada):
    message = ada.write("ada", 'Seminar on "arms')
    assert ada.screen("ada") == (1, "doubt", "event")
    ada.edit("ada", message, "Seminar on arms")
    assert (ada.values(), ada.screen("ada")) == ({"event": "Seminar on arms"}, (1, "question", "session"))


def test_a_message_that_is_offered_is_offered_anew(ada):
    message = ada.write("ada", "preview", "Semnar")
    ada.edit("ada", message, "Seminar")
    assert ada.screen("ada") == (1, "offer", "event")
    ada.press("ada", "Use it")
    assert (ada.values(), pieces(ada.answers()["event"])) == ({"event": "Seminar"}, ["Seminar"])


def test_an_edit_in_another_note_leaves_the_screen_alone(ada):
    message = ada.write("ada", "Seminar")
    ada.begin("ada")
    ada.edit("ada", message, "Workshop")
    assert ada.screen("ada") == (2, "question", "event")
    ada.write("ada", "Roundtable")
    assert (ada.values(1), ada.values(2)) == ({"event": "Workshop"}, {"event": "Roundtable"})


def test_an_edit_of_an_answer_that_left_the_path_is_taken(ada):
    ada.write("ada", "edit format", "several places", "edit leg.1.more", "yes")
    message = ada.write("ada", "edit leg.2.leg_place", "Graz, Austria")
    ada.write("ada", "edit leg.1.more", "no")
    ada.edit("ada", message, "Linz, Austria")
    assert ada.values()["leg.2.leg_place"] == "Linz, Austria"


def test_an_edit_after_handing_in_makes_the_draft_an_old_one(town):
    town.answer_all()
    message = town.write("ada", "edit event", "Workshop")
    town.write("ada", "submit")
    town.edit("ada", message, "Roundtable")
    town.write("ada", "submit")
    assert [draft.version for draft in town.drafts()] == [1, 2]


def test_an_edit_in_a_closed_note_changes_nothing(town):
    town.owe()
    town.press("ada", "Start now")
    message = town.write("ada", "change place", "Ghent, Belgium")
    town.write("ada", "I did not attend", "close it all the same")
    town.edit("ada", message, "Bruges, Belgium")
    assert town.values()["place"] == "Ghent, Belgium"
    assert "is closed, and you need not write it" in town.last("ada")


def test_a_deleted_message_leaves_the_answer_and_says_so(ada):
    message = ada.write("ada", "Seminar")
    ada.delete("ada", message)
    assert ada.values() == {"event": "Seminar"}
    assert ada.last("ada").startswith("You deleted a message of yours. Your answer to Event stays.")
    assert ada.screen("ada") == (1, "question", "session")


def test_a_deletion_in_another_note_leaves_the_screen_alone(ada):
    message = ada.write("ada", "Seminar")
    ada.begin("ada")
    ada.delete("ada", message)
    assert ada.screen("ada") == (2, "question", "event")


def test_a_message_that_is_part_of_nothing_may_go(ada):
    message = ada.write("ada", "help")
    ada.edit("ada", message, "skip")
    assert ada.last("ada").startswith("You edited a message that is part of no answer; nothing changed.")
    heard = len(ada.heard("ada"))
    ada.delete("ada", message)
    assert (ada.values(), len(ada.heard("ada"))) == ({}, heard)


def send_file(town, name):
    said = town.said("ada", "")
    file = File(id=name, name=f"{name}.pdf", media_type="application/pdf", size=9)
    town.interviews.reply(replace(said, reply=replace(said.reply, files=(file,))))
    town.deliver()


def test_a_further_file_does_not_replace_the_first(own_type):
    town = own_type(PAPERS)
    town.begin("ada")
    send_file(town, "F1")
    town.write("ada", "edit papers", "add to it")
    send_file(town, "F2")
    assert [item["id"] for item in town.values()["papers"]] == ["F1", "F2"]


def test_an_edit_that_overtakes_its_message_is_the_message(ada):
    first = ada.said("ada", "Seminar on A")
    edit = replace(first, reply=Reply("Seminar on B", message=first.message), key="event:edit")
    ada.interviews.amend(edit)
    ada.interviews.reply(first)
    assert ada.values() == {"event": "Seminar on B"}


def test_a_message_that_was_deleted_before_it_came_is_not_heard(ada):
    first = ada.said("ada", "Seminar on A")
    ada.interviews.forget(replace(first, reply=Reply(""), key="event:delete"))
    ada.interviews.reply(first)
    assert ada.values() == {}
