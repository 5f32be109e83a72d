"""How somebody leaves: the screens of the exits from being reminded, and the buttons that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from bot.core.interview import Interview
from bot.core.lexicon import clock
from bot.core.messages import Button, Line, Part
from bot.core.moves import WEEKDAYS, On, Screen, Word
from bot.core.replies import Context
from bot.core.words import NAME
from bot.render.lexicons import Phrases
from bot.render.scenes import LABEL, Scene, shorten

EVENING = 19
"""From this hour on, tonight is no longer offered."""

A_DAY = timedelta(days=1)


class Painter(Protocol):
    """Whoever draws a screen: what these drawings need of it."""

    phrases: Phrases
    interview: Interview
    scene: Scene
    context: Context

    def text(self, key: str, **facts: object) -> str: ...
    def button(self, name: str, word: Word, *, primary: bool = ..., **facts: object) -> Button: ...


def ways_out(paint: Painter, screen: Screen, there: Collection[str]) -> list[Button]:
    """Return the buttons of a screen that came by itself, without those that are there already."""
    if not screen.exits:
        return []
    late = paint.scene.due is not None and paint.scene.due <= paint.context.today
    need = {"need": Word.NEED} if late else {}
    names = {"away": Word.AWAY, **need, "hand_over": Word.HAND_OVER, "absent": Word.ABSENT, "stop": Word.STOP}
    others = [paint.button(name, word) for name, word in names.items()]
    mornings = _mornings(paint, paint.context.calendar.before_weekend(paint.context.today))
    return [button for button in (*mornings, pick(paint), *others) if button.say not in there]


def company(paint: Painter) -> list[Part]:
    """Return the lines that say who writes about the same event already."""
    found = zip(paint.interview.company.items(), press_company(paint), strict=True)
    return [
        Line(
            paint.text("company_handed_in" if handed_in else "company_begun", name=name, button=button.label)
        )
        for (name, handed_in), button in found
    ]


def press_company(paint: Painter) -> list[Button]:
    """Return the buttons that join their notes; what they say has no more words of a name than can be typed."""
    drawn = [
        (name, paint.button("together", Word.TOGETHER, person=shorten(name, LABEL)))
        for name in paint.interview.company
    ]
    return [replace(button, say=f"{button.say} {' '.join(name.split()[:NAME])}") for name, button in drawn]


def tonight(paint: Painter) -> list[Button]:
    """Return the button for this evening, as long as it is to come."""
    return [paint.button("tonight", Word.TONIGHT)] if paint.scene.hour < EVENING else []


def next_morning(paint: Painter) -> list[Button]:
    """Return the button for the next morning on which they work; what is typed may be any day."""
    return _mornings(paint, None)


def mornings(paint: Painter) -> list[Button]:
    """Return the buttons for the next morning, and for that after the weekend where it is another."""
    return _mornings(paint, paint.context.calendar.after_weekend(paint.context.today))


def _mornings(paint: Painter, other: date | None) -> list[Button]:
    """Return the buttons for the next morning, and for this other one: only such that their name means one day."""
    today = paint.context.today
    days = dict.fromkeys((paint.context.calendar.add(today, 1), other))
    return [_morning(paint, day) for day in days if day and day <= today + A_DAY * 7]


def _morning(paint: Painter, day: date) -> Button:
    if day == paint.context.today + A_DAY:
        return paint.button("tomorrow", Word.TOMORROW, morning=clock(paint.context.morning))
    return _on_a_day(paint, "day", day)


def _on_a_day(paint: Painter, name: str, day: date) -> Button:
    number = day.weekday()
    called, morning = paint.phrases.lexicon.weekdays[number], clock(paint.context.morning)
    return paint.button(name, WEEKDAYS[number], day=called, morning=morning)


def press_stuck(paint: Painter, _screen: Screen) -> list[Button]:
    """Return the buttons of a question that could not be answered."""
    week = paint.context.calendar.after_weekend(paint.context.today)
    later = [_on_a_day(paint, "day_stuck", week)] if week else []
    ways = [paint.button("coordinator", Word.COORDINATOR), paint.button("examples", Word.EXAMPLES)]
    return [paint.button("leave", Word.LEAVE), *later, *ways]


def pick(paint: Painter) -> Button:
    """Return the button for any other moment: a form where there are forms, else its words say how it is typed."""
    return replace(paint.button("pick", Word.PICK), act="pick")


def press_when(paint: Painter, _screen: Screen) -> list[Button]:
    """Return the buttons of the question when to ask one thing again."""
    return [*mornings(paint), pick(paint), paint.button("never", Word.NEVER)]


def _press_paused(paint: Painter, _screen: Screen) -> list[Button]:
    own = paint.interview.own and not paint.interview.version
    return [
        *tonight(paint),
        *mornings(paint),
        pick(paint),
        paint.button("myself", Word.MYSELF),
        paint.button("go_on", Word.START),
        *([paint.button("drop", Word.DROP)] if own else []),
    ]


def presses(*buttons: tuple[str, Word]) -> Callable[[Painter, Screen], list[Button]]:
    """Return how to draw buttons that are always the same."""
    return lambda paint, _screen: [paint.button(name, word) for name, word in buttons]


def says(key: str) -> Callable[[Painter, Screen], list[Part]]:
    """Return how to draw a screen of one sentence."""
    return lambda paint, _screen: [Line(_named(paint, key))]


def _named(paint: Painter, key: str) -> str:
    """Return a sentence, with the note's title where several are open."""
    sentence, note = paint.text(key, n=len(paint.interview.said)), paint.scene.note
    return paint.text("with_note", note=note, title=sentence) if note else sentence


def _sure_absent(paint: Painter, _screen: Screen) -> list[Part]:
    said = len(paint.interview.said)
    kept = [Line(paint.text("absent_kept", n=said))] if said else []
    return [Line(_named(paint, "absent")), *kept]


DRAWN: Mapping[On, Callable[[Painter, Screen], list[Part]]] = {
    On.PAUSED: says("paused"),
    On.SURE_ABSENT: _sure_absent,
    On.SURE_OTHER: says("sure"),
    On.AWAY: says("away"),
    On.NEEDING: says("needing"),
    On.STOPPING: says("stopping"),
    On.HANDING: says("handing"),
}

PRESSED: Mapping[On, Callable[[Painter, Screen], list[Button]]] = {
    On.PAUSED: _press_paused,
    On.SURE_ABSENT: presses(
        ("nobody", Word.NOBODY),
        ("colleague", Word.COLLEAGUE),
        ("part", Word.PART),
        ("moved", Word.MOVED),
        ("nothing", Word.NOTHING),
        ("keep_going", Word.NO),
    ),
    On.SURE_OTHER: presses(("close", Word.CLOSE), ("keep_going", Word.NO)),
    On.AWAY: presses(("keep_going", Word.NO)),
    On.NEEDING: presses(("keep_going", Word.NO)),
    On.STOPPING: presses(("no_reason", Word.NO_REASON), ("keep_going", Word.NO)),
    On.HANDING: presses(("keep_going", Word.NO)),
}
