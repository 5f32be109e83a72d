"""A small note type without faults, of which a test changes one line."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.render.checking import check

PHRASES = Path(__file__).resolve().parents[2] / "templates" / "phrases" / "en.toml"

QUESTIONS = """
title = "Trip note"
prefix = "TN"
facts = ["trip"]
names = "trip"
ends = "dates"
hold = "closed"
working_days = 10

[constants]
contact = "office@un.example"

[group.step]
label = "Another step"
again = "Is there another step?"
most = 3

[[question]]
key = "trip"
kind = "line"
label = "Trip"
prompt = "Which trip?"
example = "Visit to Dakar"
required = true
least = 3
most = 80

[[question]]
key = "dates"
kind = "date_range"
label = "Dates"
prompt = "Which days?"
example = "3-4 June 2009"
required = true
past = true

[[question]]
key = "format"
kind = "choice"
label = "Format"
prompt = "How?"
choices = ["in person", "online"]
required = true

[[question]]
key = "place"
kind = "line"
label = "Place"
prompt = "Where?"
required = true
when = { format = ["in person"] }

[[question]]
key = "findings"
kind = "text"
label = "Findings"
prompt = "What came of it?"
required = true
parts = true
nothing = "No findings."

[[question]]
key = "task"
kind = "line"
label = "Task"
prompt = "What is to be done?"
required = true
group = "step"

[[question]]
key = "who"
kind = "person"
label = "Who"
prompt = "By whom?"
group = "step"

[[question]]
key = "closed"
kind = "yes_no"
label = "Closed"
prompt = "Was it closed?"
required = true
"""

NOTE = """# {{ trip }}

{{ dates }}{% if format == "in person" %}, {{ place }}{% endif +%}

{{ findings | paragraphs }}

{% for one in step %}
• {{ one.task }}: {{ one.who }}

{% endfor %}
{{ contact }}
"""

ANSWERS = """
trip = "Visit to Dakar"
dates = "3-4 June 2009"
format = "in person"
place = "Dakar, Senegal"
findings = ["All went well.", "All came."]
closed = "no"

[[step]]
task = "Write the letter"
who = "Ada"

[[step]]
task = "Send it"
who = "Bo"
"""

EXAMPLE = """# Visit to Dakar

3-4 June 2009, Dakar, Senegal

All went well.

All came.

• Write the letter: Ada

• Send it: Bo

office@un.example
"""


@dataclass(frozen=True)
class Author:
    """Somebody who writes a note type, and has it checked."""

    home: Path

    def change(self, file, old, new):
        text = (self.home / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (self.home / file).write_text(text.replace(old, new), encoding="utf-8")

    def faults(self):
        return [str(fault) for fault in check(self.home, phrases=PHRASES)]


@pytest.fixture
def author(tmp_path):
    home = tmp_path / "trip_note"
    (home / "example").mkdir(parents=True)
    files = {"questions.toml": QUESTIONS, "note.md.j2": NOTE}
    files |= {"example/answers.toml": ANSWERS, "example/note.md": EXAMPLE}
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    return Author(home)
