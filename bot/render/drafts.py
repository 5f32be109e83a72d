"""Answers become a draft: the note type's own template, filled with values; what is open is marked as a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context as Scope
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.questions import MORE, NoteType, Question
from bot.core.replies import Context, Value
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
        return f"[{self.label}: to be supplied]"


def draft(folder: Folder, interview: Interview, context: Context) -> str:
    """Return the note as Markdown, with a gap for each question that has no answer yet."""
    return _template(folder, NOTE).render(_values(interview, context)).strip() + "\n"


def environment() -> ImmutableSandboxedEnvironment:
    """Return the room in which templates run: no attribute of Python is reachable, nothing undefined passes."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  Markdown is no HTML: `finalize` escapes every value for Markdown
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
    made.loader = FunctionLoader(lambda wanted: folder.files.get(wanted))
    return made.get_template(name)


def _finalize(value: object) -> object:
    return value if isinstance(value, Safe) else Safe(value if isinstance(value, Gap) else escape(str(value)))


def _values(interview: Interview, context: Context) -> Mapping[str, Any]:
    kind = interview.type
    here = {question.key: question for question in interview.path}
    values: dict[str, Any] = {q.key: Gap(q.label) for q in kind.questions if not q.group}
    values |= {key: _shown(q, interview.values, context) for key, q in here.items() if "." not in key}
    values |= {key: list(_items(interview, key, context)) for key in kind.groups}
    return {**kind.constants, **values}


def _items(interview: Interview, group: str, context: Context) -> Iterator[Mapping[str, Any]]:
    items: dict[str, dict[str, Any]] = {}
    for question in interview.path:
        if question.group == group:
            _, number, key = question.key.split(".")
            if key != MORE:
                items.setdefault(number, {})[key] = _shown(question, interview.values, context)
    yield from items.values()


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
    """Write a text without its full stop and with this ending, unless the text says that already."""
    if isinstance(value, Gap):
        return value
    text = " ".join(value.split()).rstrip(".")
    return Safe(escape(text if unless.casefold() in text.casefold() else text + ending))


@pass_context
def _links(scope: Scope, value: Sequence[Mapping[str, str]] | Gap, near: str) -> Safe:
    """Write the links that the text of the answer `near` does not name already, a sentence each."""
    if isinstance(value, Gap):
        return Safe(value)
    text = str(scope.get(near, ""))
    new = [link for link in value if link["url"] not in text]
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
}


def filled(kind: NoteType) -> set[str]:
    """Return every name that a template of this note type may use."""
    return {q.key for q in kind.questions if not q.group} | set(kind.groups) | set(kind.constants)
