"""The demo, run as its reader runs it: it ends well by itself, and notices a note that is not the published one."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bot.cli.demo import compare
from bot.cli.demo_script import golden_replies

HOME = Path(__file__).parents[2]
GOLDEN = HOME / "templates" / "information_note" / "example" / "note.md"


def run_demo(folder):
    clean = {name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")}
    clean |= {"PYTHONPATH": str(HOME)}
    command = [sys.executable, "-m", "bot", "demo", "--out", str(folder / "out"), "--pace", "0.1"]
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, timeout=100, check=False
    )


def is_draft(paper):
    return "Draft" in Document(BytesIO(paper)).sections[0].header.paragraphs[0].text


def test_the_demo_writes_the_published_note_and_the_answers(tmp_path):
    done = run_demo(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / "note.md").read_bytes() == GOLDEN.read_bytes()
    answers = json.loads((tmp_path / "out" / "answers.json").read_text(encoding="utf-8"))
    assert set(golden_replies(GOLDEN.parents[1])) - set(answers) == set()
    papers = {path.name[12:]: path.read_bytes() for path in (tmp_path / "out").glob("IN-*")}
    kinds = ("docx", "pdf", "png")
    assert set(papers) == {f"{n}.{kind}" for n in ("v1", "v2", "v2-approved") for kind in kinds}
    assert len(set(papers.values())) == len(papers)
    assert [is_draft(papers[f"{n}.docx"]) for n in ("v1", "v2", "v2-approved")] == [True, True, False]
    assert done.stdout.splitlines()[-1] == "The note equals the published one, character for character."


def test_the_demo_fails_when_the_note_is_not_the_published_one(capsys):
    """What it ends with, alone: all that comes before is the same as above."""
    note = GOLDEN.read_text(encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        compare(note.replace("2009", "2010", 1), GOLDEN)
    assert (ended.value.code, capsys.readouterr().err) == (1, f"The note differs from {GOLDEN}.\n")
