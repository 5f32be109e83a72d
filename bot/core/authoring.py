"""A note type as its author wrote it becomes a `NoteType`, or a list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from keyword import iskeyword
from typing import Any

from bot.core.approval import POLICIES
from bot.core.faults import Fault, meant
from bot.core.fields import COMMON, Raw, field_faults, fits, mistyped, sound
from bot.core.questions import AUTHORS, MORE, Group, NoteType, Question

__all__ = ["Fault", "build", "faults", "meant", "question", "readable", "usable"]

TOP: Mapping[str, type] = {
    **dict.fromkeys(("title", "prefix", "names", "ends", "hold", "each"), str),
    "working_days": int,
    "constants": dict,
    "question": list,
    "group": dict,
    "facts": list,
    "review": dict,
}
REVIEW: Mapping[str, type] = {"approvals": object, "working_days": int}
GROUP: Mapping[str, type] = {"label": str, "again": str, "most": int}
KINDS_OF: Mapping[str, frozenset[str]] = {
    "names": frozenset({"line", "text", "choice", "person"}),
    "ends": frozenset({"date", "date_range"}),
    "hold": frozenset({"yes_no"}),
    "each": frozenset({"text"}),
}
"""The kinds of question that these settings may name."""

RESERVED = frozenset({MORE, AUTHORS, "loop", "true", "false", "none"})
DECIDE = frozenset({"choice", "yes_no"})
"""The kinds whose answer can be waited for: those with few values."""


def build(name: str, raw: Raw) -> NoteType:
    """Return the note type; call only when `faults` found nothing."""
    groups = {key: Group(key=key, **group) for key, group in raw.get("group", {}).items()}
    top = {
        k: raw[k] for k in ("title", "prefix", "names", "ends", "hold", "each", "working_days") if k in raw
    }
    return NoteType(
        name=name,
        questions=tuple(question(each) for each in raw["question"]),
        groups=groups,
        facts=tuple(raw.get("facts", ())),
        constants=raw.get("constants", {}),
        **_review(raw.get("review", {})),
        **top,
    )


def _review(raw: Raw) -> Raw:
    names = {"approvals": "approvals", "working_days": "review_days"}
    return {names[key]: value for key, value in raw.items()}


def question(raw: Raw) -> Question:
    """Return one question; call only when it has no faults."""
    given = {k: v for k, v in raw.items() if k in COMMON}
    given["choices"] = tuple(raw.get("choices", ()))
    given["when"] = {key: tuple(values) for key, values in raw.get("when", {}).items()}
    return Question(**given, extra={k: v for k, v in raw.items() if k not in COMMON})


def faults(raw: Raw) -> list[Fault]:
    """Return every fault of a note type's questions, all at once: what can be read is checked, whatever else is not."""
    found = [*_top(raw)]
    top = _fitting(raw)
    for number, each in enumerate(_listed(top), 1):
        found += field_faults(f"question {each.get('key') or number}", each)
    questions = readable(raw)
    found += [*_keys(top, questions), *_names(top, questions), *_groups(top, questions)]
    for at, each in enumerate(questions):
        found += _conditions(each, questions[:at])
    return found


def readable(raw: Raw) -> list[Raw]:
    """Return the questions that have a key, with those of their fields that can be relied on."""
    return [good for good in map(sound, _listed(_fitting(raw))) if good.get("key")]


def usable(key: str) -> bool:
    """Say whether a template can name a question, a group or a constant so."""
    return key.isidentifier() and key[0] != "_" and not iskeyword(key) and key not in RESERVED


def _fitting(raw: Raw) -> Raw:
    return {k: v for k, v in raw.items() if fits(v, TOP.get(k, object))}


def _listed(top: Raw) -> list[Raw]:
    return [q for q in top.get("question", []) if isinstance(q, dict)]


def _top(raw: Raw) -> Iterator[Fault]:
    for key, value in raw.items():
        if key not in TOP:
            yield Fault(key, "is no setting of a note type", meant(key, TOP))
        elif key == "question" and isinstance(value, dict):
            yield Fault(key, "is written with one bracket", "Write [[question]], with two")
        elif not fits(value, TOP[key]):
            yield mistyped("the note type", key, value, TOP[key])
    for key in ("title", "prefix", "question"):
        if not raw.get(key):
            yield Fault(key, "is missing", f"Every note type has a {key}")
    yield from _ranges(raw)
    yield from _review_faults(_fitting(raw).get("review", {}))


def _review_faults(review: Raw) -> Iterator[Fault]:
    for key, value in review.items():
        if key not in REVIEW:
            yield Fault("[review]", f"has the unknown setting {key!r}", meant(key, REVIEW))
        elif not fits(value, REVIEW[key]):
            yield mistyped("[review]", key, value, REVIEW[key])
        elif key == "working_days" and not 1 <= value <= 365:
            yield Fault("[review]", f"has working_days = {value}", "Write a number from 1 to 365")
        elif key == "approvals" and value not in POLICIES and not (fits(value, int) and 1 <= value <= 99):
            what = f"has approvals = {value!r}"
            yield Fault("[review]", what, 'Write "any", "all", "majority" or a number from 1 to 99')


def _ranges(raw: Raw) -> Iterator[Fault]:
    prefix, days = raw.get("prefix"), raw.get("working_days", 1)
    if isinstance(prefix, str) and prefix and not (prefix.isascii() and prefix.isalnum()):
        yield Fault("prefix", f"can not be {prefix!r}", "Use letters and digits only, such as IN")
    if fits(days, int) and not 1 <= days <= 365:
        yield Fault("working_days", f"can not be {days}", "Write a number from 1 to 365")
    questions = raw.get("question")
    for number, question in enumerate(questions if isinstance(questions, list) else (), 1):
        if not isinstance(question, dict):
            yield Fault(f"question {number}", f"is {question!r}", "Write [[question]], and its fields below")


def _keys(top: Raw, questions: Sequence[Raw]) -> Iterator[Fault]:
    seen: set[str] = set()
    for question in questions:
        key = question["key"]
        if key in seen:
            yield Fault(f"question {key}", "stands there twice", "Give each question a key of its own")
        seen.add(key)
    others = [("group", key) for key in top.get("group", {})] + [
        ("constant", k) for k in top.get("constants", {})
    ]
    for what, key in [("question", key) for key in seen] + others:
        if not usable(key):
            mend = "Begin with a letter; use letters, digits and _, and no word of the template language"
            yield Fault(f"{what} {key}", "has a key that can not be used", mend)
    for what, key in others:
        if key in seen:
            yield Fault(f"{what} {key}", "has the key of a question", "Give it a key of its own")


def _names(top: Raw, questions: Sequence[Raw]) -> Iterator[Fault]:
    keys = {q["key"]: q for q in questions}
    named = [(where, top[where]) for where in KINDS_OF if top.get(where)]
    facts = top.get("facts", [])
    for where, key in [*named, *(("facts", key) for key in facts)]:
        yield from _name(where, key, keys)
    for key in facts:
        if "|" in keys.get(str(key), {}).get("example", ""):
            what = "has an example with |, which stands between the facts of /note owe"
            yield Fault(f"question {key}", what, "Write the example without it")
    for key in {str(key) for key in facts if facts.count(key) > 1}:
        yield Fault("facts", f"names {key!r} twice", "Take one out")


def _name(where: str, key: Any, keys: Mapping[str, Raw]) -> Iterator[Fault]:  # noqa: ANN401  an author wrote it
    question = keys.get(str(key))
    allowed = KINDS_OF.get(where)
    if question is None:
        yield Fault(where, f"names {key!r}, which is no question", meant(str(key), keys))
    elif question.get("group"):
        yield Fault(
            where, f"names {key!r}, which is asked for each {question['group']}", "Name one asked once"
        )
    elif allowed and question.get("kind", "") not in allowed and question.get("kind"):
        what = f"names {key!r}, which is of the kind {question['kind']}"
        yield Fault(where, what, f"Name one of the kind {' or '.join(sorted(allowed))}")


def _groups(top: Raw, questions: Sequence[Raw]) -> Iterator[Fault]:
    groups: Raw = top.get("group", {})
    used = dict.fromkeys(q["group"] for q in questions if q.get("group"))
    for key in used.keys() - groups.keys():
        yield Fault(f"group {key}", "is used and not described", f"Write [group.{key}] with label and again")
    for key, group in groups.items():
        if key not in used:
            yield Fault(f"group {key}", "has no questions", f'Write group = "{key}" in its questions')
        yield from _group(f"group {key}", group)
    for key in used:
        yield from _members(f"group {key}", [q.get("group") == key for q in questions], questions)


def _group(where: str, group: Any) -> Iterator[Fault]:  # noqa: ANN401  an author wrote it
    if not isinstance(group, dict):
        yield mistyped(where, "it", group, dict)
        return
    for need in ("label", "again"):
        if not group.get(need):
            yield Fault(where, f"has no {need}", f'Write {need} = "..."')
    for key, value in group.items():
        if key not in GROUP:
            yield Fault(where, f"has the unknown setting {key!r}", meant(key, GROUP))
        elif not fits(value, GROUP[key]):
            yield mistyped(where, key, value, GROUP[key])
    if fits(group.get("most"), int) and group["most"] < 1:
        yield Fault(where, f"has most = {group['most']}", "Write 1 or more")


def _members(where: str, here: Sequence[bool], questions: Sequence[Raw]) -> Iterator[Fault]:
    """A group is asked as one, where its first question stands; so that one decides whether it is asked."""
    if sum(now and not before for before, now in pairwise([False, *here])) > 1:
        yield Fault(where, "has other questions between its own", "Put its questions one after the other")
    first, *others = (question for question, member in zip(questions, here, strict=True) if member)
    needed = first.get("when", {})
    for other in others:
        when = other.get("when", {})
        if any(when.get(key) != values for key, values in needed.items()):
            what = f"is asked only when {', '.join(needed)} says so, but its question {other['key']} is not"
            yield Fault(where, what, "Give each of its questions the conditions of the first")


def _conditions(question: Raw, earlier: Sequence[Raw]) -> Iterator[Fault]:
    where = f"question {question['key']}"
    keys = {q["key"]: q for q in earlier}
    for key, values in question.get("when", {}).items():
        if key not in keys:
            yield Fault(where, f"`when` names {key!r}, which is no earlier question", meant(key, keys))
        elif keys[key].get("group") not in {None, "", question.get("group")}:
            what = f"`when` names {key!r}, which is asked for each {keys[key]['group']}"
            yield Fault(where, what, "Name one that is asked once, or put this one into the group")
        elif keys[key].get("kind", "choice") not in DECIDE:
            what = f"`when` names {key!r}, which is of the kind {keys[key]['kind']}"
            yield Fault(where, what, "Only a choice or a yes_no can be waited for")
        elif not isinstance(values, list) or not values:
            yield Fault(where, f"`when` gives no list for {key!r}", f'Write when = {{ {key} = ["..."] }}')
        else:
            yield from _allowed(where, keys[key], values)


def _allowed(where: str, asked: Raw, values: list[Any]) -> Iterator[Fault]:
    known = [True, False] if asked.get("kind") == "yes_no" else asked.get("choices", [])
    for value in values:
        if known and value not in known:
            what = f"`when` waits for {value!r}, which {asked['key']!r} never is"
            yield Fault(where, what, meant(str(value), [_written(k) for k in known]))


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
