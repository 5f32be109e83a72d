"""Answers become a draft: the note type's own template, filled; what is open is marked as a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.core.attribution import NAMELESS
from bot.core.finding import BARRED
from bot.core.housestyle import written
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.naming import spoken
from bot.core.questions import AUTHORS, MORE, Question
from bot.core.replies import Context, Value
from bot.core.text import unmarked
from bot.render.library import NOTE, Folder
from bot.render.markdown import Safe, escape


class Gap:
    """A question without an answer: false in a condition, and a visible gap where it is printed."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __str__(self) -> str:
        return f"[{escape(self.label)}: to be supplied]"


def draft(folder: Folder, interview: Interview, context: Context) -> str:
    """Return the note as Markdown, with a gap for each question that has no answer yet."""
    return write(folder, filling(interview, context))


def write(folder: Folder, values: Mapping[str, Any]) -> str:
    """Return the template filled with these."""
    return _template(folder, NOTE).render(values).strip() + "\n"


def environment() -> ImmutableSandboxedEnvironment:
    """Return the room in which templates run: out of reach of Python, and nothing undefined passes."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        finalize=_finalize,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


@lru_cache(maxsize=64)
def _template(folder: Folder, name: str) -> Template:
    made = environment()
    made.loader = FunctionLoader(lambda wanted: _source(folder, wanted))
    return made.get_template(name)


def _source(folder: Folder, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """Return a template with its name, by which a traceback tells the line where it failed."""
    return (folder.files[name], name, lambda: True) if name in folder.files else None


def _finalize(value: object) -> Safe:
    return value if isinstance(value, Safe) else Safe(value if isinstance(value, Gap) else escape(str(value)))


def filling(interview: Interview, context: Context) -> Mapping[str, Any]:
    """Return what the template is filled with: constants, answers as they are shown, gaps, groups as lists."""
    interview = without_names(interview)
    kind = interview.type
    here = {question.key: question for question in interview.path}
    values: dict[str, Any] = {q.key: Gap(q.label) for q in kind.questions if not q.group}
    values |= {key: _shown(q, interview.values, context) for key, q in here.items() if "." not in key}
    values |= {key: list(_items(interview, key, context)) for key in kind.groups}
    if interview.others and kind.each in interview.values:
        values[kind.each] = _side_by_side(interview, here[kind.each].label)
    return {**kind.constants, **values, AUTHORS: 1 + len(interview.others)}


def without_names(interview: Interview) -> Interview:
    """Put a gap for each highlight that has a name and may not: from here on no paper can print it."""
    if NAMELESS.isdisjoint(interview.decided.values()):
        return interview
    asked = {q.key: q.label for q in interview.path if q.key in interview.values}
    shown = {key: written(interview.values[key]) for key in asked}
    barred = {key: _unsaid(interview, key, text, asked[key]) for key, text in shown.items()}
    answers = {key: text for key, text in barred.items() if text != shown[key]}
    each = interview.type.each
    label = asked.get(each, "")
    others = tuple(
        (name, _unsaid(interview, each, text, label, asked=False)) for name, text in interview.others
    )
    return replace(interview, answers={**interview.answers, **answers}, others=others)


def _unsaid(interview: Interview, key: str, text: str, label: str, *, asked: bool = True) -> str:
    """Put the gaps in one answer. Who was there too was never asked: whom the note may not name is in none of it."""
    style, whom = interview.type.style, interview.barred
    found = {
        (one.start, one.end): one
        for one in spoken(style, {key: text}, interview.decided, whom=whom)
        if one.rule == BARRED or (not (asked or one.id in interview.decided) and whom.is_among(one.named))
    }
    for one in reversed(found.values()):
        text = f"{text[: one.start]}[{label}: to be written without the name]{text[one.end :]}"
    return text


def _side_by_side(interview: Interview, label: str) -> str:
    """Return what each author wrote, under their names, where they do not all say the same."""
    first = str(interview.values[interview.type.each])
    if all(text == first for _, text in interview.others):
        return first
    written = ((interview.lead, first), *interview.others)
    return "\n\n".join(f"{label} ({name})\n\n{text}" for name, text in written)


def _items(interview: Interview, group: str, context: Context) -> Iterator[SimpleNamespace]:
    """Give the items of a group; not as dicts, whose own `items` or `copy` would hide a question of that key."""
    items: dict[str, dict[str, Any]] = {}
    for question in interview.path:
        if question.group == group:
            _, number, key = question.key.split(".")
            if key != MORE:
                items.setdefault(number, {})[key] = _shown(question, interview.values, context)
    yield from (SimpleNamespace(**item) for item in items.values())


def _shown(question: Question, values: Mapping[str, Value], context: Context) -> Any:  # noqa: ANN401  templates see str, list or Gap
    value = values.get(question.key)
    if value is None:
        return Gap(question.label)
    if question.kind in PLAIN:
        return value
    return KINDS[question.kind].show(value, question, context)


PLAIN = frozenset({"text", "line", "lines", "choices", "url", "yes_no", "file"})
"""Kinds whose values a template works with; the others are written as their kind writes them."""


def _paragraphs(value: str | Gap) -> Safe:
    if isinstance(value, Gap):
        return Safe(value)
    return Safe("\n\n".join(escape(paragraph) for paragraph in value.split("\n\n")))


def _bullets(value: Sequence[str] | Gap) -> Safe:
    """Write a list as the genre does: `;` after each item, `.` after the last."""
    if isinstance(value, Gap):
        return Safe(value)
    ends = [";"] * (len(value) - 1) + ["."]
    return Safe("\n\n".join(f"• {escape(item)}{end}" for item, end in zip(value, ends, strict=True)))


def _names(value: Sequence[str] | Gap) -> Safe:
    """Write names as `A, B and C`, with semicolons where a name holds a comma."""
    if isinstance(value, Gap):
        return Safe(value)
    comma = any("," in name for name in value)
    *first, last = (escape(name) for name in value)
    if not first:
        return Safe(last)
    return Safe(f"{'; '.join(first)}; and {last}" if comma else f"{', '.join(first)} and {last}")


def _ending(value: str | Gap, ending: str, unless: str) -> Safe | Gap:
    """Write a text on one line, without its full stop and with this ending, unless it says that already."""
    if isinstance(value, Gap):
        return value
    text = ", ".join(_stripped(value.split("\n\n")))
    return Safe(escape(text if unless.casefold() in text.casefold() else text + ending))


def _stripped(lines: Sequence[str]) -> list[str]:
    """Take the bullets and stops from lines that become a list within a sentence."""
    ends = "." if len(lines) == 1 else ".,;"
    return [unmarked(line).rstrip(ends) for line in lines]


def _at(dates: str | Gap, *places: str | Gap) -> Safe:
    """Write days and places as `3-4 June 2009; Brussels, Belgium, and virtual`.

    Days in several months have a line each: a `;` between them would collide with the one before the place.
    """
    legs = [dates] if isinstance(dates, Gap) else dates.split("; ")
    where = ", and ".join(map(_finalize, places))
    return Safe("\n\n".join(f"{_finalize(days)}; {where}" for days in legs))


def _links(value: Sequence[Mapping[str, str]] | Gap, near: str | Gap) -> Safe:
    """Write the links that the text `near` does not name already, a sentence each."""
    if isinstance(value, Gap):
        return Safe(value)
    new = [link for link in value if link["url"] not in str(near)]
    return Safe("\n\n".join(_sentence(link) for link in new))


def _sentence(link: Mapping[str, str]) -> str:
    title = f'"{link["title"]}"' if link["title"] else "document"
    return escape(f"The {title} can be accessed here: {link['url']}.")


FILTERS = {
    "paragraphs": _paragraphs,
    "bullets": _bullets,
    "names": _names,
    "ending": _ending,
    "links": _links,
    "at": _at,
}
