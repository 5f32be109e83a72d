"""Every folder of templates/ that holds questions is a note type without faults that gives its own example."""

from pathlib import Path

import pytest

from bot.render.checking import check
from bot.render.library import Library

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
NAMES = Library(TEMPLATES).names()


def test_there_are_two_note_types():
    assert NAMES == ["back_to_office_report", "information_note"]


@pytest.mark.parametrize("name", NAMES)
def test_a_note_type_has_no_faults_and_gives_its_example(name):
    assert check(TEMPLATES / name) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_note_type_is_data_alone(name):
    kinds = {path.suffix for path in (TEMPLATES / name).rglob("*") if path.is_file()}
    assert kinds == {".toml", ".j2", ".md"}
