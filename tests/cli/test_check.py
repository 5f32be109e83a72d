"""`rapporteur check` as an author uses it: it counts, passes over what is no note type, and always comes to an end."""

import gc
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import limits, main

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}"


@pytest.fixture
def home(tmp_path):
    for name in ("phrases", "papers", "information_note"):
        shutil.copytree(TEMPLATES / name, tmp_path / name)
    return tmp_path / "information_note"


def check(*folders):
    done = CliRunner().invoke(main, ["check", *map(str, folders)])
    return done.exit_code, done.output.splitlines()


def test_all_folders_of_templates_can_be_given(home):
    phrases, papers = home.parent / "phrases", home.parent / "papers"
    assert check(home, phrases, papers) == (
        0,
        [
            f"{home}: all is well",
            f"{phrases}: the words of the bot, no note type; passed over",
            f"{papers}: the pattern of the papers, no note type; passed over",
        ],
    )


def test_one_fault_is_one_fault(home):
    (home / "example" / "note.md").unlink()
    code, shown = check(home)
    assert (code, shown[0]) == (1, f"{home}: 1 fault")


def test_a_loop_without_end_is_a_fault_with_its_line(home, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    note = home / "note.md.j2"
    note.write_text(f"{LOOPS}\n{note.read_text()}")
    why = "fails with the example's answers: it takes too long. Write less: look at its loops and numbers"
    assert check(home) == (1, [f"{home}: 1 fault", f"- note.md.j2, line 1: {why}"])


def test_questions_that_take_too_long_to_read_are_a_fault(home, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    questions = home / "questions.toml"
    questions.write_text(
        questions.read_text() + "".join(f'[[question]]\nkey = "a{n}"\n' for n in range(20_000))
    )
    gc.disable()  # the tests themselves listen to the collector, and would swallow the alarm
    try:
        code, [head, fault] = check(home)
    finally:
        gc.enable()
    assert (code, head) == (1, f"{home}: 1 fault")
    assert fault.startswith(f"- {home}: can not be looked at within 0.01 seconds")
