"""A note type's own examples, tried out: what is shown to people must be taken, the example must give its note."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from bot.core.faults import Fault, meant
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.moves import On, Screen
from bot.core.questions import MORE, NoteType, Question
from bot.core.replies import Clear, Context, Reply, Unclear, Value, join
from bot.core.words import find, is_nothing
from bot.render.drafts import draft
from bot.render.library import NOTE, Folder, LibraryError, parse, read_text

ANSWERS = "example/answers.toml"
EXAMPLE = "example/note.md"
FAILURES = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError),
    *(RuntimeError, SyntaxError, MemoryError, TimeoutError),
)
"""What a template can do wrong while it runs."""

OPEN = "Any question may still be open, or answered in another way: ask {% if ... %} first"
ABSURD: Mapping[type[BaseException], tuple[str, str]] = {
    RecursionError: ("it goes round in circles", "Take out what includes itself, or is nested too deeply"),
    SyntaxError: ("it is nested too deeply", "Use fewer blocks within blocks"),
    MemoryError: ("it needs too much memory", "Write less: look at its loops and numbers"),
    TimeoutError: ("it takes too long", "Write less: look at its loops and numbers"),
    OverflowError: ("it uses too large a number", "A loop may go through 100000 numbers at most"),
}

WHY = {"yes_or_no": "neither yes nor no", "date_faults": "more than one thing in it"}
"""The keys of `kinds.FAULTS` that do not say it themselves."""

AROUND = 20
SHOWN = 70

Replies = Mapping[str, tuple[Reply, ...]]


def shown_faults(question: Question, context: Context) -> Iterator[Fault]:
    """Give what people are shown with a question and could not use: its example, its buttons."""
    where = f"question {question.key}"
    if question.example and question.kind != "file":
        outcome = KINDS[question.kind].parse(Reply(question.example), question, context)
        if not isinstance(outcome, Clear):
            what = f"has an example that its own kind does not take ({_why(outcome.key)})"
            yield Fault(where, what, f"Write one that could be sent: {question.example!r}")
    for choice in question.choices if question.kind != "yes_no" else ():
        command = find(choice, context.lexicon, Screen(on=On.QUESTION))
        if command or is_nothing(choice, context.lexicon):
            yield Fault(where, f"has the choice {choice!r}, which is a command of the bot", "Use other words")


def _why(key: str) -> str:
    """Return in words why a kind does not take something."""
    return WHY.get(key, key.replace("_", " "))


def file_faults(path: Path) -> list[Fault]:
    """Return what is wrong with the example's files, whatever the questions are."""
    return [*_raw(path)[1], *_text(path, EXAMPLE)[1]]


def example_faults(path: Path, folder: Folder | None, kind: NoteType, context: Context) -> list[Fault]:
    """Return how the example fails: its files, its replies, the note that they give; no folder: all but the note."""
    found = file_faults(path)
    values, wrong = example_answers(path, kind, context)
    found += wrong
    if folder is None:
        return found
    interview = Interview(type=kind, answers=values)
    found += _failures(folder, interview, context)
    return found or [*_differences(_text(path, EXAMPLE)[0], draft(folder, interview, context))]


def _text(path: Path, name: str) -> tuple[str, list[Fault]]:
    if not os.path.lexists(path / name):
        return "", [Fault(name, "is missing", MISSING[name])]
    try:
        return read_text(path / name), []
    except LibraryError as error:
        return "", error.faults


MISSING = {
    ANSWERS: 'Write key = "the reply as typed" there for each question',
    EXAMPLE: "Put the note there that these replies give",
}


def _raw(path: Path) -> tuple[dict[str, Any], list[Fault]]:
    text, unread = _text(path, ANSWERS)
    raw, broken = parse(ANSWERS, text)
    return raw, unread + broken


def example_answers(path: Path, kind: NoteType, context: Context) -> tuple[dict[str, Value], list[Fault]]:
    """Answer the questions in the order in which they are asked; nothing, if the file can not be read."""
    raw, broken = _raw(path)
    if broken:
        return {}, []
    replies, found = _replies(raw, kind)
    values: dict[str, Value] = {}
    asked: set[str] = set()
    while question := next((q for q in kind.path(values) if q.key not in asked), None):
        asked.add(question.key)
        found += _answer(question, replies, values, context)
    for key in replies.keys() - asked:
        found.append(
            Fault(ANSWERS, f"answers {key!r}, which is not asked", "Take it out, or mend what it depends on")
        )
    return values, found


def _replies(raw: Mapping[str, Any], kind: NoteType) -> tuple[Replies, list[Fault]]:
    """Return the replies by key; a group is a list of tables, and the yes and no between them are given for it."""
    found: list[Fault] = []
    once = {q.key for q in kind.questions if not q.group}
    said: dict[str, Any] = {}
    for key, value in raw.items():
        if key in kind.groups and isinstance(value, list) and all(isinstance(item, dict) for item in value):
            said |= _items(key, value)
        elif key in once:
            said[key] = value
        else:
            found.append(
                Fault(
                    ANSWERS, f"answers {key!r}, which is no question", meant(key, once | kind.groups.keys())
                )
            )
    for key, value in said.items():
        if not all(isinstance(text, str) for text in _listed(value)):
            found.append(Fault(ANSWERS, f"gives {value!r} for {key}", "Write it in quotes, as it is typed"))
            said[key] = []
    return {key: tuple(Reply(str(text)) for text in _listed(value)) for key, value in said.items()}, found


def _items(group: str, items: list[Mapping[str, Any]]) -> dict[str, Any]:
    said = {f"{group}.{n}.{key}": value for n, item in enumerate(items, 1) for key, value in item.items()}
    more = {f"{group}.{n}.{MORE}": "yes" if n < len(items) else "no" for n in range(1, len(items) + 1)}
    return said | more


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _answer(
    question: Question, replies: Replies, values: dict[str, Value], context: Context
) -> Iterator[Fault]:
    """Put the answer to one question into the values, or say why there is none."""
    said = replies.get(question.key)
    if said is None and question.required and not question.key.endswith(f".{MORE}"):
        yield Fault(ANSWERS, f"does not answer {question.key}, which is required", "Write a reply to it")
    if not said:
        return
    outcome = KINDS[question.kind].parse(join(said), question, context)
    if isinstance(outcome, Unclear):
        what = f"answers {question.key} with what its kind refuses ({_why(outcome.key)})"
        yield Fault(ANSWERS, what, f"Mend the reply: {said[0].text!r}")
    else:
        values[question.key] = outcome.value


def _failures(folder: Folder, interview: Interview, context: Context) -> Iterator[Fault]:
    """Write the draft as people will see it: empty, full, with one gap, with each other choice."""
    for answers, state in _states(interview.type, interview.answers):
        try:
            draft(folder, replace(interview, answers=answers), context)
        except FAILURES as error:
            absurd = (words for kind, words in ABSURD.items() if isinstance(error, kind))
            why, mend = next(absurd, (str(error), OPEN))
            yield Fault(_place(error, folder), f"fails {state}: {why}", mend)
            return


def _states(kind: NoteType, full: Mapping[str, Value]) -> Iterator[tuple[Mapping[str, Value], str]]:
    yield full, "with the example's answers"
    yield {}, "while nothing is answered"
    for key in full:
        yield {k: v for k, v in full.items() if k != key}, f"while {key} is open"
    for question in kind.questions:
        for other in (True, False) if question.kind == "yes_no" else question.choices:
            if question.kind in {"yes_no", "choice"} and not question.group:
                yield {**full, question.key: other}, f"when {question.key} is {other!r}"


def _place(error: BaseException, folder: Folder) -> str:
    """Return the template and line where it failed: Jinja puts them into the traceback."""
    place, trace = NOTE, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        place = f"{name}, line {trace.tb_lineno}" if name in folder.files else place
        trace = trace.tb_next
    return place


def _differences(example: str, given: str) -> Iterator[Fault]:
    lines = zip_longest(example.split("\n"), given.split("\n"), fillvalue="(nothing)")
    for number, (wanted, got) in enumerate(lines, 1):
        if wanted != got:
            at = max(0, _column(wanted, got) - AROUND)
            what = f"says {wanted[at : at + SHOWN]!r}, and the replies give {got[at : at + SHOWN]!r}"
            yield Fault(f"{EXAMPLE}, line {number}", what, "Mend the one that is wrong")
            return


def _column(wanted: str, got: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got))
    )
