"""The page on review can not lie: its diagram, its statuses and its buttons are those of the program."""

import re
from pathlib import Path

from bot.cli.states import PAGE, drawn
from bot.core.notes import TRANSITIONS, Role, Status, ball, diagram
from bot.render.lexicons import read_phrases
from bot.service.note.posting import ACTS, DONE

ROOT = Path(__file__).resolve().parents[1]
TEXT = PAGE.read_text(encoding="utf-8")
WORDS = {Role.EXPERT: "the expert", Role.REVIEWER: "the reviewers", None: "nobody"}


def test_the_diagram_is_the_table_of_lawful_ways():
    assert drawn(TEXT) == TEXT
    assert f"```mermaid\n{diagram()}\n```" in TEXT


def test_the_diagram_has_every_lawful_way_and_no_other():
    found = re.findall(r"^    (\w+) --> (\w+)$", diagram(), flags=re.MULTILINE)
    assert set(found) == {(was, to) for was, after in TRANSITIONS.items() for to in after}


def test_a_page_with_another_diagram_is_written_anew():
    assert drawn("a\n```mermaid\nold\n```\nb\n") == f"a\n```mermaid\n{diagram()}\n```\nb\n"


def test_each_status_stands_there_with_whoever_has_the_ball():
    rows = dict(re.findall(r"^\| `(\w+)` \| .+ \| ([^|;]+?)(?:;[^|]*)? \|$", TEXT, flags=re.MULTILINE))
    assert rows == {status: WORDS[ball(status)] for status in Status}


def test_each_button_of_a_post_stands_there():
    labels = read_phrases(ROOT / "templates" / "phrases" / "en.toml").buttons
    assert re.findall(r"^\| \*(.+?)\* \|", TEXT, flags=re.MULTILINE) == [
        labels[f"review_{act}"] for act in (*ACTS, *DONE)
    ]
