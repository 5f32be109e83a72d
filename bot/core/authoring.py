"""A note type as its author wrote it becomes a `NoteType`, or a list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from bot.core.kinds import KINDS
from bot.core.questions import MORE, Group, NoteType, Question

Raw = Mapping[str, Any]

COMMON = frozenset(field.name for field in fields(Question)) - {"extra"}
TOP = {
    "title": str,
    "prefix": str,
    "facts": list,
    "names": str,
    "ends": str,
    "hold": str,
    "working_days": int,
    "constants": dict,
    "question": list,
    "group": dict,
}
TYPES = {"key": str, "kind": str, "label": str, "prompt": str, "example": str, "why": str, "required": bool, "section": bool}
TYPES |= {"choices": list, "when": dict, "least": int, "most": int, "parts": bool, "nothing": str, "group": str}
NEEDED = ("key", "kind", "label", "prompt")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the author of a note type must mend: where it is, what is wrong, how to mend it."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.mend}"


def build(name: str, raw: Raw) -> NoteType:
    """Return the note type; call only when `faults` found nothing."""
    groups = {key: Group(key=key, **group) for key, group in raw.get("group", {}).items()}
    top = {k: raw[k] for k in ("title", "prefix", "names", "ends", "hold", "working_days") if k in raw}
    questions = tuple(_question(question) for question in raw["question"])
    facts = tuple(raw.get("facts", ()))
    return NoteType(
        name=name, questions=questions, groups=groups, facts=facts, constants=raw.get("constants", {}), **top
    )


def _question(raw: Raw) -> Question:
    given = {k: v for k, v in raw.items() if k in COMMON}
    given["choices"] = tuple(raw.get("choices", ()))
    given["when"] = {key: tuple(values) for key, values in raw.get("when", {}).items()}
    return Question(**given, extra={k: v for k, v in raw.items() if k not in COMMON})


def faults(raw: Raw) -> list[Fault]:
    """Return every fault of a note type's questions, all at once."""
    found = [*_top(raw)]
    questions = [q for q in raw.get("question", []) if isinstance(q, dict)]
    for number, question in enumerate(questions, 1):
        found += _fields(number, question)
    if not found:
        found += [*_keys(questions), *_names(raw, questions), *_groups(raw, questions)]
        for at, question in enumerate(questions):
            found += _conditions(question, questions[:at])
    return found


def _top(raw: Raw) -> Iterator[Fault]:
    for key, value in raw.items():
        if key not in TOP:
            yield Fault(key, "is no setting of a note type", meant(key, TOP))
        elif not isinstance(value, TOP[key]):
            yield Fault(key, f"must be a {TOP[key].__name__}", f"It is {value!r} now")
    for key in ("title", "prefix", "question"):
        if not raw.get(key):
            yield Fault(key, "is missing", f"Every note type has a {key}")


def _fields(number: int, question: Raw) -> Iterator[Fault]:
    where = f"question {question.get('key') or number}"
    for key in NEEDED:
        if not question.get(key):
            yield Fault(where, f"has no {key}", f'Write {key} = "..."')
    kind = KINDS.get(str(question.get("kind")))
    if question.get("kind") and kind is None:
        yield Fault(where, f"is of the unknown kind {question['kind']!r}", meant(str(question["kind"]), KINDS))
    allowed = COMMON | (kind.settings if kind else frozenset())
    for key, value in question.items():
        if key not in allowed and kind:
            yield Fault(where, f"has the unknown setting {key!r}", meant(key, allowed))
        elif key in TYPES and not isinstance(value, TYPES[key]):
            yield Fault(where, f"{key} must be a {TYPES[key].__name__}", f"It is {value!r} now")
    if question.get("kind") in {"choice", "choices"} and not question.get("choices"):
        yield Fault(where, "has no choices", 'Write choices = ["one", "another"]')


def _keys(questions: Sequence[Raw]) -> Iterator[Fault]:
    seen: set[str] = set()
    for question in questions:
        key = question["key"]
        if key in seen:
            yield Fault(f"question {key}", "stands there twice", "Give each question a key of its own")
        if not key.isidentifier() or key == MORE:
            yield Fault(f"question {key}", "has a key that can not be used", "Use letters, digits and _")
        seen.add(key)


def _names(raw: Raw, questions: Sequence[Raw]) -> Iterator[Fault]:
    keys = {q["key"]: q for q in questions}
    named = [("names", raw.get("names")), ("ends", raw.get("ends")), ("hold", raw.get("hold"))]
    named += [("facts", key) for key in raw.get("facts", [])]
    for where, key in named:
        if key and key not in keys:
            yield Fault(where, f"names {key!r}, which is no question", meant(key, keys))
    kinds = [("ends", {"date", "date_range"}), ("hold", {"yes_no"})]
    for where, allowed in kinds:
        question = keys.get(raw.get(where, ""))
        if question and question["kind"] not in allowed:
            yield Fault(where, f"names {question['key']!r}, of kind {question['kind']}", f"Use {sorted(allowed)}")


def _groups(raw: Raw, questions: Sequence[Raw]) -> Iterator[Fault]:
    groups = raw.get("group", {})
    used = {q["group"] for q in questions if q.get("group")}
    for key in used - groups.keys():
        yield Fault(f"group {key}", "is used and not described", f'Write [group.{key}] with label and again')
    for key, group in groups.items():
        if key not in used:
            yield Fault(f"group {key}", "has no questions", f'Write group = "{key}" in its questions')
        for need in ("label", "again"):
            if not group.get(need):
                yield Fault(f"group {key}", f"has no {need}", f'Write {need} = "..."')
        for extra in group.keys() - {"label", "again", "most"}:
            yield Fault(f"group {key}", f"has the unknown setting {extra!r}", meant(extra, ["label", "again", "most"]))


def _conditions(question: Raw, earlier: Sequence[Raw]) -> Iterator[Fault]:
    where = f"question {question['key']}"
    keys = {q["key"]: q for q in earlier}
    for key, values in question.get("when", {}).items():
        if key not in keys:
            yield Fault(where, f"`when` names {key!r}, which is no earlier question", meant(key, keys))
        elif not isinstance(values, list):
            yield Fault(where, f"`when` gives no list for {key!r}", f'Write when = {{ {key} = ["..."] }}')
        else:
            yield from _allowed(where, keys[key], values)


def _allowed(where: str, asked: Raw, values: list[Any]) -> Iterator[Fault]:
    known = {"yes_no": [True, False]}.get(asked["kind"], asked.get("choices"))
    for value in values:
        if known and value not in known:
            what = f"`when` waits for {value!r}, which {asked['key']!r} never is"
            yield Fault(where, what, meant(str(value), [str(k) for k in known]))


def meant(said: str, known: Iterable[str]) -> str:
    """Return how to mend a name: the nearest one that exists, or all of them."""
    names = sorted(known)
    close = get_close_matches(said, names, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(names) or 'none'}"
