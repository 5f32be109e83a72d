"""`rapporteur talk` as somebody uses it: a process, a keyboard, a file that is still there tomorrow."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def talk(file, *lines):
    typed = "".join(f"{line}\n" for line in lines)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "talk", "--file", str(file)],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_conversation_in_the_terminal_asks_the_first_question(tmp_path):
    code, shown = talk(tmp_path / "talk.db", "quit")
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


def test_the_end_of_input_says_where_everything_is_kept(tmp_path):
    _, shown = talk(tmp_path / "talk.db")
    assert shown.rstrip().endswith(f"Everything is kept in {tmp_path / 'talk.db'}; rapporteur talk goes on.")


def test_another_note_type_needs_no_python(tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bot",
            "talk",
            "--file",
            str(tmp_path / "t.db"),
            "--type",
            "back_to_office_report",
        ],
        input="quit\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "1 of" in done.stdout


def test_an_unknown_note_type_is_told_with_those_that_there_are(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "talk", "--file", str(tmp_path / "t.db"), "--type", "informaton_note"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
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


def test_a_sensitive_draft_is_shown_to_the_coordinator_alone(tmp_path):
    facts = ["Workshop on safety", "skip", "European Commission", "skip", "online", "3 June 2009"]
    rest = ["Some 60 participants from 14 States", "share experiences", "skip, no time"]
    long = "Several speakers underlined the cooperative dimension of resolution 1540 (2004)."
    end = [long, "That is all", "skip", "skip", "yes", "submit"]
    _, shown = talk(tmp_path / "talk.db", *facts, *rest, *end)
    assert "To the coordinator alone:\nInformation Note IN-" in shown
    assert "In the team's channel:" not in shown
