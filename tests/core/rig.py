"""The real Information Note, the words that people really type, and a Tuesday in November."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

from bot.core.engine import step
from bot.core.interview import Interview
from bot.core.moves import Amend, Answer, On, Screen, Tell
from bot.core.questions import Group, NoteType, Question
from bot.core.replies import Context, Reply
from bot.core.words import read
from bot.render.lexicons import read_phrases
from bot.render.library import note_type, read_folder

TEMPLATES = Path(__file__).parents[2] / "templates"
LEXICON = read_phrases(TEMPLATES / "phrases" / "en.toml").lexicon
NOTE = note_type(read_folder(TEMPLATES / "information_note"))
TODAY = date(2026, 11, 24)
CONTEXT = Context(today=TODAY, now=time(10, 20), lexicon=LEXICON)

LONG = "Several speakers underlined the cooperative dimension of resolution 1540 (2004)."
ANSWERS = {
    "event": "Workshop on resolution 1540",
    "organizers": ["European Commission"],
    "format": "online",
    "dates": {"days": [["2009-06-03", "2009-06-04"]]},
    "participants": "Some 60 participants from 14 States",
    "objectives": ["share experiences"],
    "highlights": LONG,
    "sensitive": False,
}
"""Everything that is required of an event that was online."""

FACTS = {key: ANSWERS[key] for key in ("event", "organizers")} | {"place": "Brussels, Belgium"}


def q(key, kind="line", **more):
    return Question(**{"key": key, "kind": kind, "label": key.capitalize(), "prompt": f"{key}?"} | more)


def sheet(*questions, **groups):
    made = {
        key: Group(key=key, label=f"More {key}", again="Another?", most=most) for key, most in groups.items()
    }
    return NoteType(name="sheet", title="Sheet", prefix="S", questions=questions, groups=made)


def keys(questions):
    return [question.key for question in questions]


def at(on, key="", *said, kind=NOTE, tries=0, **changes):
    """An interview with this on the screen."""
    replies = tuple(Reply(text, message=f"{n}") for n, text in enumerate(said, 1))
    return Interview(type=kind, screen=Screen(on=on, key=key, said=replies, tries=tries), **changes)


def asked(kind=NOTE, **changes):
    """An interview at whatever comes next."""
    made = Interview(type=kind, **changes)
    return replace(made, screen=made.onward())


def move(interview, text, message="100"):
    """Return what a typed text means there."""
    labels = [name for question in interview.path for name in (question.label, question.key)]
    return read(Reply(text, message=message), LEXICON, interview.screen, labels)


def say(interview, *texts, first=100):
    """Type these one after the other; return the last turn."""
    for number, text in enumerate(texts, first):
        turn = step(interview, move(interview, text, str(number)), CONTEXT)
        interview = turn.interview
    return turn


def answer(interview, text, *files, message="100"):
    return step(interview, Answer(Reply(text, files, message)), CONTEXT)


def amend(interview, key, text, message):
    return step(interview, Amend(key, Reply(text, message=message)), CONTEXT)


def told(turn):
    """Return what is said, as keys of phrases."""
    return [effect.key for effect in turn.effects if isinstance(effect, Tell)]


def screen(turn):
    return turn.interview.screen.on, turn.interview.screen.key


QUESTION, EDITING, REVIEW = On.QUESTION, On.EDITING, On.REVIEW
