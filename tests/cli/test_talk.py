"""`rapporteur talk` as somebody uses it: a keyboard, a file that is still there tomorrow, once as a process."""

import contextlib
import os
import pty
import shutil
import subprocess
import sys
from contextlib import closing

import pytest

from storage import open_store
from tests.cli.calls import ROOT, call

WHOLE = (
    *("Workshop on safety", "skip", "European Commission", "skip", "online", "3 June 2009"),
    *("Some 60 participants from 14 States", "share experiences", "skip, no time"),
    "Several speakers underlined the cooperative dimension of resolution 1540 (2004).",
    *("That is all", "skip", "skip", "yes", "submit"),
)
"""A note that is sensitive, from its first answer until it is handed in."""


def talk(file, *lines, **settings):
    typed = "".join(f"{line}\n" for line in lines)
    done = call("talk", "--file", str(file), env={**os.environ, **settings}, typed=typed)
    return done.returncode, done.stdout + done.stderr


def talk_in_a_process(file, *lines):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "talk", "--file", str(file)],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_conversation_in_the_terminal_asks_the_first_question(tmp_path):
    code, shown = talk_in_a_process(tmp_path / "talk.db", "quit")
    assert code == 0
    assert "What was the event called?" in shown


def test_the_next_call_goes_on_where_the_last_one_stopped(tmp_path):
    talk(tmp_path / "talk.db", 'Workshop on "Safety"')
    _, shown = talk(tmp_path / "talk.db", "quit")
    assert "Did you speak in one particular session?" in shown
    assert "What was the event called?" not in shown


def test_a_label_of_a_button_can_be_typed(tmp_path):
    _, shown = talk(tmp_path / "talk.db", "Workshop", "Skip")
    assert "Skipped Session." in shown


@pytest.mark.parametrize("typed", ["Undo: I write it", "undo", "UNDO.", "1"])
def test_that_a_note_was_closed_is_undone_by_typing_what_stands_on_the_button_or_its_number(tmp_path, typed):
    _, shown = talk(tmp_path / "talk.db", "Workshop", "did not attend", "nobody went", typed, "Skip")
    closed, _, after = shown.partition("[Undo: I write it]")
    assert "I will not ask about this one again" in closed
    assert "Noted: you write it after all." in after
    assert "Skipped Session." in after


def test_what_was_closed_can_be_undone_by_the_next_call_too(tmp_path):
    talk(tmp_path / "talk.db", "Workshop", "did not attend", "nobody went", "oh no")
    _, shown = talk(tmp_path / "talk.db", "undo", "Skip")
    closed, _, after = shown.partition("[Undo: I write it]")
    assert "is closed, and you need not write it" in closed
    assert "Noted: you write it after all." in after
    assert "Skipped Session." in after
    _, shown = talk(tmp_path / "talk.db", "quit")
    assert "Undo" not in shown


def test_what_was_handed_in_can_be_taken_back_by_the_next_call_too(tmp_path):
    talk(tmp_path / "talk.db", *WHOLE)
    _, shown = talk(tmp_path / "talk.db", "withdraw")
    assert "[Withdraw]" in shown
    assert "is taken back: nobody reviews it now" in shown


def test_it_can_be_undone_after_some_other_words_too_and_only_once(tmp_path):
    told = ("Workshop", "did not attend", "nobody went", "oh no", "undo", "undo")
    _, shown = talk(tmp_path / "talk.db", *told)
    assert shown.count("Noted: you write it after all.") == 1
    assert "is closed, and you need not write it" in shown


def test_the_end_of_input_says_where_everything_is_kept(tmp_path):
    file = tmp_path / "my talk.db"
    _, shown = talk(file)
    again = f"rapporteur talk --file '{file}' goes on."
    assert shown.rstrip().endswith(f"Everything is kept in {file}; {again}")


def test_a_wrong_token_and_an_open_file_of_settings_are_nothing_to_who_needs_no_slack(tmp_path):
    env = tmp_path / ".env"
    env.write_text("SLACK_BOT_TOKEN=wrong\nSLACK_TOKN=x\nREVIEWERS=?\n", encoding="utf-8")
    env.chmod(0o644)
    done = call("talk", cwd=tmp_path, typed="quit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith("Everything is kept in data/talk.db; rapporteur talk goes on.")
    env.write_text("NOTE_TYP=information_note\n", encoding="utf-8")
    assert "did you mean NOTE_TYPE?" in call("talk", cwd=tmp_path).stderr


def test_a_type_that_is_asked_for_is_not_passed_over_in_silence(tmp_path):
    file, other = str(tmp_path / "t.db"), ("--type", "back_to_office_report")
    talk(tmp_path / "t.db", "quit")
    shown = call("talk", "--file", file, *other, typed="/note new\nquit\n").stdout
    told = (
        "of another type (information_note), so I go on with that; /note new starts a back_to_office_report"
    )
    assert told in shown
    assert told not in call("talk", "--file", file, *other, typed="quit\n").stdout


def test_another_note_type_needs_no_python(tmp_path):
    done = call("talk", "--file", str(tmp_path / "t.db"), "--type", "back_to_office_report", typed="quit\n")
    assert done.returncode == 0
    assert "1 of" in done.stdout


def test_an_unknown_note_type_is_told_with_those_that_there_are(tmp_path):
    done = call("talk", "--file", str(tmp_path / "t.db"), "--type", "informaton_note")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "rapporteur: there is no note type 'informaton_note'. There are: back_to_office_report, information_note\n"
    )


def test_a_file_that_is_no_store_is_refused_and_kept(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear colleagues, this is no database, and longer than a header.\n" * 30)
    code, shown = talk(file)
    assert code == 1
    assert shown.startswith("rapporteur: ")
    assert file.read_text().startswith("Dear colleagues")


def test_no_lock_is_left_beside_a_file_that_was_refused(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear colleagues, this is no database, and longer than a header.\n" * 30)
    talk(file)
    assert list(tmp_path.iterdir()) == [file]


def test_a_second_talk_on_the_same_file_is_told_what_to_do(tmp_path):
    with closing(open_store(tmp_path / "talk.db")):
        code, shown = talk(tmp_path / "talk.db")
    assert code == 1
    assert shown.splitlines()[0].startswith(f"rapporteur: {tmp_path / 'talk.db'} is in use by process ")
    assert shown.splitlines()[1:] == [
        "A talk in another window ends with quit there; --file NAME talks in another file."
    ]


def test_a_note_type_with_a_fault_is_told_and_is_no_traceback(tmp_path):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "information_note" / "questions.toml").write_text("title = 5")
    code, shown = talk(tmp_path / "t.db", TEMPLATES=str(tmp_path / "templates"))
    assert code == 1
    assert "the note type information_note has faults" in shown
    assert "Traceback" not in shown


def test_the_commands_of_slack_are_understood(tmp_path):
    _, shown = talk(
        tmp_path / "t.db", "First | meeting", "/note new", "/note list", "/note resume 1", "/note list"
    )
    started, new, one, resumed, other, _ = shown.split("> ")[1:]
    assert started.startswith("\nSaved: Event \u2013 First | meeting\n")
    left, asked = new.split("\n")[1:3]
    assert left.startswith("First | meeting stays as it is: begun, ")
    assert asked.startswith("Information Note: 1 of ")
    assert one == other
    assert [line[:18] for line in one.splitlines()[2:4]] == ["1. First | meeting", "2. Information Note"[:18]]
    assert "\nFirst | meeting: 2 of " in resumed


def test_a_number_that_there_is_not_is_asked_for_again(tmp_path):
    _, shown = talk(tmp_path / "t.db", "/note resume 7")
    assert "Which one? Type for example: /note resume 1\n1. Information Note" in shown


def test_what_was_said_in_a_note_that_is_closed_is_deleted_after_undo_and_that_is_said(tmp_path):
    close = ("start", "Seminar at Strelsau", "I did not attend", "nobody went")
    path = tmp_path / "t.db"
    _, shown = talk(path, *close, "delete event", "/note delete IN-2026-001", "Undo", "delete 1", "delete it")
    assert "here, Undo\nopens a closed note again, and delete 2 deletes an answer of it." in shown
    assert "Deleted: Event." in shown
    assert b"Strelsau" not in path.read_bytes()


@pytest.mark.parametrize("words", ["/note", "/note help", "/note owe @ada a | b", "/note lst"])
def test_what_makes_no_sense_here_is_answered_with_what_does(tmp_path, words):
    _, shown = talk(tmp_path / "t.db", words)
    assert "> \nHere there are: /note new starts a note, /note list shows yours" in shown
    assert "Saved" not in shown


@pytest.mark.parametrize("pasted", [b"one\ntwo\nthree\n", b"\x1b[200~one\ntwo\nthree\x1b[201~\n"])
def test_a_paste_of_several_lines_is_one_reply(pasted):
    assert b"['one\\ntwo\\nthree']" in typed(pasted)


def test_lines_that_are_typed_one_after_the_other_are_replies_of_their_own():
    assert b"['one', 'two']" in typed(b"one\n", b"two\n")


def typed(*pieces):
    """Type each piece at a terminal once the prompt is there, then Ctrl-D; return what the terminal shows."""
    program = "from bot.cli.keyboard import replies; print(list(replies('> ')))"
    person, computer = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=computer, stdout=computer
    ) as process:
        os.close(computer)
        shown = b""
        for number, piece in enumerate([*pieces, b"\x04"], 1):
            while shown.count(b"> ") < number:
                shown += os.read(person, 4096)
            os.write(person, piece)
        with contextlib.suppress(OSError):  # the terminal is gone with the program
            while more := os.read(person, 4096):
                shown += more
        process.wait(10)
    os.close(person)
    return shown


def test_a_sensitive_draft_is_shown_to_the_coordinator_alone(tmp_path):
    _, shown = talk(tmp_path / "talk.db", *WHOLE)
    assert "To the coordinator alone:\nInformation Note IN-" in shown
    assert "In the team's channel:" not in shown
