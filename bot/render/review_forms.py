"""The forms that open when a reader presses a button of a posted draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.forms import Field, Form
from bot.core.messages import Button, Line, Message, pages
from bot.core.notes import Act
from bot.core.questions import Question
from bot.render.board_forms import REASON, WHY
from bot.render.diff import LONGEST, Change, differences, readable
from bot.render.markdown import plain
from bot.render.scenes import fill, shorten

PIECE = 3000
"""Characters of one line of a form; more do not fit into a block of Slack."""

MOST_PIECES = 20
"""Lines of text that a form shows; a longer draft goes on in the thread."""

MOST_CHANGES = 5
"""Changes that are listed before an approval; the thread has them all."""

MOST_FIELDS = 95
"""Fields of a form; Slack takes 100 blocks in one."""

SHORT = 500
"""Characters of one line of a request."""

LONG = 3000
"""Characters of a comment."""

COMMENT = "comment"
"""The key of the one field of a comment."""

OWN, MORE = "own", "more"
"""The keys of what somebody writes who was there too, and of what they would correct."""

HINT = 150

Sentences = Mapping[str, str]
Facts = Mapping[str, object]


def read_form(words: Sentences, facts: Facts, sheet: str, *above: str) -> Form:
    """Return the text of a version, as much of it as a form takes."""
    pieces = pages(Message(parts=(Line(plain(sheet)),)), PIECE)
    texts = [page.text.strip("\n") for page in pieces]
    more = [words["read_more"]] if len(texts) > MOST_PIECES else []
    return Form(title=fill(words, "read_title", facts), lines=(*above, *texts[:MOST_PIECES], *more))


def comment_form(words: Sentences, facts: Facts, about: str) -> Form:
    """Return the form of a comment on the whole."""
    field = Field(key=COMMENT, label=words["comment_label"], required=True, lines=True, most=LONG)
    return _asking(words, facts, about, "comment", field, submit=words["send"])


def withdraw_form(words: Sentences, facts: Facts, about: str) -> Form:
    """Return the form that withdraws what was approved, with the reason."""
    field = Field(key=WHY, label=words["why_label"], required=True, lines=True, most=REASON)
    return _asking(words, facts, about, "withdraw", field, submit=words["withdraw"])


def stop_form(words: Sentences, line: str, about: str) -> Form:
    """Return the form of a reviewer who wants no more reminders; the reason may stay empty."""
    field = Field(key=WHY, label=words["why_label"], lines=True, most=REASON)
    title, submit = words["stop_title"], words["stop"]
    return Form(act="stop", about=about, title=title, lines=(line,), fields=(field,), submit=submit)


def _asking(words: Sentences, facts: Facts, about: str, act: str, field: Field, *, submit: str) -> Form:  # noqa: PLR0913
    title, line = words[f"{act}_title"], fill(words, f"{act}_line", facts)
    return Form(act=act, about=about, title=title, lines=(line,), fields=(field,), submit=submit)


def join_form(words: Sentences, above: Sequence[str], about: str, question: Question, answer: str) -> Form:
    """Return the form for somebody who was there too: their own words, and what they would correct."""
    own = Field(
        key=OWN, label=question.label, hint=shorten(answer, HINT), required=True, lines=True, most=LONG
    )
    return Form(
        act="join",
        about=about,
        title=words["join_title"],
        lines=tuple(above),
        fields=(own, Field(key=MORE, label=words["join_more"], lines=True, most=LONG)),
        submit=words["send"],
    )


def changes_form(words: Sentences, facts: Facts, about: str, asked: Sequence[tuple[Question, str]]) -> Form:
    """Return the form with a line for each question; the pairs are a question and its answer as it is shown."""
    fields = tuple(
        Field(key=q.key, label=q.label, hint=shorten(answer, HINT), most=SHORT)
        for q, answer in asked[:MOST_FIELDS]
    )
    more = len(asked) - len(fields)
    room = [fill(words, "changes_more", {"most": MOST_FIELDS, "n": more})] if more else []
    return Form(
        act="changes",
        about=about,
        title=words["changes_title"],
        lines=(fill(words, "changes_line", facts), *room),
        fields=fields,
        submit=words["send"],
    )


def approve_form(
    words: Sentences, facts: Facts, about: str, found: Sequence[Change] | None, *below: str
) -> Form:
    """Return the form that names the version and what changed in it; `found` is None for a first version.

    `below` is what else whoever approves should have seen.
    """
    return Form(
        act="approve",
        about=about,
        title=fill(words, "approve_title", facts),
        lines=(fill(words, "approve_line", facts), *_differs(words, facts, found), *below),
        buttons=(Button(words["read_again"], act=Act.READ, about=about),),
        submit=words["approve"],
    )


def side_by_side(words: Sentences, label: str, written: Sequence[tuple[str, str]]) -> list[str]:
    """Return what the first author and each of the others wrote differently, next to each other.

    The pairs are a name and what that person wrote.
    """
    (first, mine), *others = written
    lines: list[str] = []
    for second, theirs in others:
        found = differences(mine, theirs)
        names = {"first": first, "second": second, "label": label, "n": len(found)}
        lines += [fill(words, "sides", names)] if found else []
        lines += [_sides(words, names, was, now) for was, now in found[:MOST_CHANGES]]
        more = len(found) - MOST_CHANGES
        lines += [fill(words, "diff_more", {"n": more})] if more > 0 else []
    return lines


def _sides(words: Sentences, names: Facts, was: str, now: str) -> str:
    key = "sides_both" if was and now else "sides_first" if was else "sides_second"
    return fill(words, key, {**names, "was": shorten(was, LONGEST), "now": shorten(now, LONGEST)})


def _differs(words: Sentences, facts: Facts, found: Sequence[Change] | None) -> list[str]:
    if found is None:
        return [words["first"]]
    if not found:
        return [fill(words, "diff_same", facts)]
    return [fill(words, "differs", {**facts, "n": len(found)}), *readable(found, words, most=MOST_CHANGES)]
