"""How an answer is changed: it is kept, replaced or added to, one line goes, or a highlight is attributed anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from bot.core.items import lines_of
from bot.core.kinds import KINDS
from bot.core.messages import Button, Line, Part, Quote, Title
from bot.core.moves import On, Screen, Word
from bot.core.questions import Question
from bot.core.replies import Shape
from bot.render import exit_screens, findings
from bot.render.exit_screens import presses
from bot.render.lexicons import Phrases
from bot.render.scenes import shown


class Painter(exit_screens.Painter, Protocol):
    """Whoever draws a screen: what these drawings need of it besides."""

    phrases: Phrases

    def heading(self, question: Question) -> str: ...
    def question(self, screen: Screen) -> Question: ...


def kept(paint: Painter, screen: Screen) -> list[Part]:
    """Show the words that could not be used, when the question comes again."""
    interview, key = paint.interview, screen.key
    words = "" if screen.said else interview.kept.get(key, "")
    alone = key not in interview.values and not interview.posted
    drop = [Line(paint.text("kept_drop"))] if alone else []  # where an answer stands, it would go as well
    return [Line(paint.text("kept")), Quote(words), *drop] if words else []


def _editing(paint: Painter, screen: Screen) -> list[Part]:
    question = paint.question(screen)
    value = paint.interview.values.get(screen.key)
    now = shown(paint.interview, screen.key, value, paint.context) if value is not None else ""
    lines = isinstance(value, list) and KINDS[question.kind].shape is Shape.LINES
    how = "editing_lines" if lines else "editing_text"
    own = screen.key in paint.interview.said
    title = paint.text("editing" if own else "editing_fact", title=paint.heading(question))
    return [Title(title), Quote(now), *kept(paint, screen), Line(paint.text(how))]


def _adding(paint: Painter, screen: Screen) -> list[Part]:
    return [Line(paint.text("adding", label=paint.question(screen).label))]


def _replacing(paint: Painter, screen: Screen) -> list[Part]:
    return [Line(paint.text("replacing", label=paint.question(screen).label))]


def _removing(paint: Painter, screen: Screen) -> list[Part]:
    lines = lines_of(paint.interview, screen.key, paint.context)
    numbered = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    return [Line(paint.text("removing", label=paint.question(screen).label)), Line(numbered)]


def choices(paint: Painter, question: Question) -> list[Button]:
    if KINDS[question.kind].shape is not Shape.ONE:
        return []
    if question.kind == "yes_no":
        return [paint.button("yes", Word.YES), paint.button("no", Word.NO)]
    return [Button(choice, choice) for choice in question.choices]


def _press_editing(paint: Painter, screen: Screen) -> list[Button]:
    question = paint.question(screen)
    kind, keep = KINDS[question.kind], paint.button("keep", Word.KEEP)
    if not kind.adds:
        return [*choices(paint, question), keep]
    if kind.shape is not Shape.LINES:
        return [keep, paint.button("add", Word.ADD)]
    lines = isinstance(paint.interview.values.get(screen.key), list)
    several = lines_of(paint.interview, screen.key, paint.context)
    ways = {"replace": Word.REPLACE, "add_line" if lines else "add": Word.ADD}
    ways |= {"remove_line": Word.REMOVE} if several else {}
    return [keep, *(paint.button(name, word) for name, word in ways.items())]


def _press_removing(paint: Painter, screen: Screen) -> list[Button]:
    word = paint.phrases.lexicon.commands[Word.REMOVE][0]
    lines = lines_of(paint.interview, screen.key, paint.context)
    labels = [paint.text("remove_number", n=n) for n in range(1, len(lines) + 1)]
    drawn = [
        Button(label, f"{word} {n}", aloud=f"{label}: {line}")
        for n, (label, line) in enumerate(zip(labels, lines, strict=True), 1)
    ]
    return [*drawn, paint.button("cancel", Word.CANCEL)]


def _press_speakers(paint: Painter, _screen: Screen) -> list[Button]:
    ends = (
        [] if paint.interview.missing or paint.interview.handed_in else [paint.button("submit", Word.SUBMIT)]
    )
    numbers = findings.press_speakers(paint.phrases, paint.interview)
    return [*numbers, paint.button("preview", Word.PREVIEW), *ends]


DRAWN: Mapping[On, Callable[[Painter, Screen], list[Part]]] = {
    On.EDITING: _editing,
    On.ADDING: _adding,
    On.REPLACING: _replacing,
    On.REMOVING: _removing,
    On.SPEAKERS: lambda paint, _screen: findings.speakers(paint.phrases, paint.interview),
}

PRESSED: Mapping[On, Callable[[Painter, Screen], list[Button]]] = {
    On.EDITING: _press_editing,
    On.ADDING: presses(("nothing_to_add", Word.KEEP)),
    On.REPLACING: presses(("cancel", Word.CANCEL)),
    On.REMOVING: _press_removing,
    On.SPEAKERS: _press_speakers,
}
