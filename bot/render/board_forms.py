"""The forms of a digest and of a hand-over, and the one that registers a note."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bot.core.forms import Field, Form
from bot.core.questions import Question
from bot.render.scenes import fill, shorten

WORDS, DAY, HOUR, PERSON, WHY = "words", "day", "hour", "person", "why"
"""The keys of the fields."""

REASON = 300
"""Characters of a reason."""

LONG = 1000
"""Characters of a nudge."""

Sentences = Mapping[str, str]
Facts = Mapping[str, object]


def nudge_form(words: Sentences, facts: Facts, about: str) -> Form:
    """Return the form for a coordinator's own words to whoever has the ball."""
    hint = words["nudge_example"]
    field = Field(key=WORDS, label=words["nudge_label"], hint=hint, required=True, lines=True, most=LONG)
    return _form(words, "nudge", about, facts, (field,), submit="send")


def until_form(words: Sentences, facts: Facts, about: str, day: date) -> Form:
    """Return the form that gives more time; it begins with a day that is likely."""
    field = Field(key=DAY, label=words["until_label"], value=day.isoformat(), required=True, kind="day")
    return _form(words, "until", about, facts, (field,), submit="give")


def pick_form(words: Sentences, about: str, place: str, day: date) -> Form:
    """Return the form that picks a moment; it begins with the morning of a day that is likely."""
    fields = (
        Field(key=DAY, label=words["pick_day"], value=day.isoformat(), required=True, kind="day"),
        Field(key=HOUR, label=words["pick_hour"], value="09:00", required=True, kind="time"),
    )
    return _form(words, "pick", about, {"place": place}, fields, submit="pick")


def person_form(words: Sentences, act: str, facts: Facts, about: str) -> Form:
    """Return the form that asks for somebody, and why: to take a note, to write or to review it as well."""
    person = Field(key=PERSON, label=words[f"{act}_person"], required=True, kind="person")
    return _form(words, act, about, facts, (person, _why(words)), submit="hand")


def waive_form(words: Sentences, facts: Facts, about: str, *, how: str = "") -> Form:
    """Return the form that closes a note: without a draft, or `posted`, or where an approved version `stands`."""
    line = f"waive_line_{how}" if how else "waive_line"
    return _form(words, "waive", about, facts, (_why(words),), submit="waive", line=line)


def confirm_form(words: Sentences, facts: Facts, about: str) -> Form:
    """Return what asks whether it stands that nobody went."""
    return _form(words, "confirm", about, facts, (), submit="confirm")


def leave_form(words: Sentences, facts: Facts, about: str) -> Form:
    """Return the form of somebody who can not take a note."""
    return _form(words, "leave", about, facts, (_why(words),), submit="leave")


def answers_form(words: Sentences, answers: Sequence[tuple[str, str]]) -> Form:
    """Return the answers so far, a question and what it was answered."""
    lines = [f"{label}: {text}" for label, text in answers] or [words["answers_none"]]
    return Form(title=words["answers_title"], lines=lines)


def owe_form(
    words: Sentences,
    asked: Sequence[Question],
    needed: Collection[str],
    *,
    person: str = "",
    first: str = "",
) -> Form:
    """Return the form that registers a note: whose it is, and the facts of its type, of which the first is known."""
    whose = Field(key=PERSON, label=words["owe_person"], value=person, required=True, kind="person")
    facts = tuple(
        Field(key=q.key, label=q.label, hint=q.example, value="" if n else first, required=q.key in needed)
        for n, q in enumerate(asked)
    )
    return _form(words, "owe", "", {}, (whose, *facts), submit="owe_send")


def _why(words: Sentences) -> Field:
    return Field(key=WHY, label=words["why_label"], required=True, lines=True, most=REASON)


def _form(  # noqa: PLR0913  a form has that many parts
    words: Sentences,
    act: str,
    about: str,
    facts: Facts,
    fields: tuple[Field, ...],
    *,
    submit: str,
    line: str = "",
) -> Form:
    return Form(
        act=act,
        about=about,
        title=words[f"{act}_title"],
        lines=(fill(words, line or f"{act}_line", {k: shorten(str(v), 200) for k, v in facts.items()}),),
        fields=fields,
        submit=words[submit],
    )
