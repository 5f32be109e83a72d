"""Whoever is named first in a line is told from what stands after the name."""

from datetime import UTC, datetime

import pytest

from bot.service.expert.roll import Roll
from storage import Person

AT = datetime(2009, 6, 4, tzinfo=UTC)


@pytest.fixture
def roll():
    names = {"U1": "Ada Osei", "U2": "Jörg Weiß-Groß", "U3": "Ada"}
    return Roll(Person(id=each, name=name, known_at=AT) for each, name in names.items())


@pytest.mark.parametrize(
    ("line", "person", "rest"),
    [
        ("@Ada Osei Talk on things", "U1", "Talk on things"),
        ("ada  osei: Talk", "U1", "Talk"),
        ("@Jörg Weiß-Groß Talk on things", "U2", "Talk on things"),
        ("@JÖRG WEISS-GROSS, Talk", "U2", "Talk"),
        ("@Ada Talk", "U3", "Talk"),
        ("@Adalbert Talk", "", "@Adalbert Talk"),
    ],
)
def test_what_stands_after_a_name_is_whole_whatever_its_letters(roll, line, person, rest):
    assert roll.first(line) == (person, rest)
