"""What one question of a note type may say: its fields, their types, and what makes sense for its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from bot.core.faults import Fault, meant
from bot.core.kinds import KINDS
from bot.core.kinds.choice import fold
from bot.core.questions import Question

Raw = Mapping[str, Any]

COMMON = frozenset(field.name for field in fields(Question)) - {"extra"}
NEEDED = ("key", "kind", "label", "prompt")
TYPES: Mapping[str, type] = {
    **dict.fromkeys(("key", "kind", "label", "prompt", "example", "why", "nothing", "group"), str),
    **dict.fromkeys(("required", "section", "parts", "past", "verb"), bool),
    **dict.fromkeys(("least", "most", "item_least", "item_most", "pieces"), int),
    **dict.fromkeys(("usual", "megabytes"), float),
    "choices": list,
    "when": dict,
    "words": dict,
}
CALLED = {
    str: "a text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list in [ ]",
    dict: "a table",
}

ADDING = frozenset(name for name, kind in KINDS.items() if kind.adds)
MEASURED = frozenset(KINDS) - {"choice", "yes_no", "date", "date_range"}
USED_BY: Mapping[str, frozenset[str]] = {
    "least": MEASURED,
    "most": MEASURED,
    "choices": frozenset({"choice", "choices", "yes_no"}),
    "parts": ADDING,
    "nothing": frozenset({"line", "text"}),
}
"""Fields of every question that only some kinds take notice of."""

LONGEST_LABEL = 40
LONGEST_CHOICE = 75
MOST_CHOICES = 10
"""What fits on buttons: a label stands on one behind "Change", a choice alone."""


def fits(value: object, wanted: type) -> bool:
    """Say whether the value is of this type; in Python true is a number as well, in a note type it is not."""
    if isinstance(value, bool):
        return wanted in {bool, object}
    return isinstance(value, (int, float) if wanted is float else wanted)


def mistyped(where: str, key: str, value: object, wanted: type) -> Fault:
    """Return the fault of a value of the wrong type."""
    return Fault(where, f"{key} must be {CALLED[wanted]}", f"It is {value!r} now")


def sound(question: Raw) -> Raw:
    """Return what of a question can be relied on: the fields of the right type, and a kind that exists."""
    good = {k: v for k, v in question.items() if fits(v, TYPES.get(k, object))}
    return {k: v for k, v in good.items() if k != "kind" or v in KINDS}


def field_faults(where: str, question: Raw) -> Iterator[Fault]:
    """Give the faults that one question has by itself."""
    yield from _needed(where, question)
    yield from _known(where, question)
    good = sound(question)
    yield from _unused(where, good)
    yield from _bounds(where, good)
    yield from _sizes(where, good)
    yield from _choices(where, good)


def _needed(where: str, question: Raw) -> Iterator[Fault]:
    for key in NEEDED:
        if not question.get(key):
            yield Fault(where, f"has no {key}", f'Write {key} = "..."')
    kind = question.get("kind")
    if isinstance(kind, str) and kind and kind not in KINDS:
        yield Fault(where, f"is of the unknown kind {kind!r}", meant(kind, KINDS))


def _known(where: str, question: Raw) -> Iterator[Fault]:
    kind = KINDS.get(str(question.get("kind")))
    allowed = COMMON | (kind.settings if kind else TYPES.keys())
    for key, value in question.items():
        if key not in allowed:
            yield Fault(where, f"has the unknown setting {key!r}", meant(key, allowed))
        elif not fits(value, TYPES.get(key, object)):
            yield mistyped(where, key, value, TYPES[key])


def _unused(where: str, question: Raw) -> Iterator[Fault]:
    kind = question.get("kind")
    for key, kinds in USED_BY.items():
        if kind and key in question and kind not in kinds:
            uses = f"Take it out; it is for: {', '.join(sorted(kinds))}"
            yield Fault(where, f"has {key}, which the kind {kind} does not use", uses)
    if question.get("nothing") and not question.get("required"):
        mend = "Write required = true, or take it out"
        yield Fault(where, "has `nothing`, which only a required question uses", mend)


def _bounds(where: str, question: Raw) -> Iterator[Fault]:
    for least, most in (("least", "most"), ("item_least", "item_most")):
        if least in question and most in question and question[least] > question[most]:
            yield Fault(where, f"has {least} above {most}", "No answer can fit; exchange them")
        for key in (least, most):
            if question.get(key, 1) < 1 and question.get("kind") != "number":
                yield Fault(where, f"has {key} = {question[key]}", "Write 1 or more, or take it out")


def _sizes(where: str, question: Raw) -> Iterator[Fault]:
    label = question.get("label", "")
    if len(label) > LONGEST_LABEL:
        what = f"has a label of {len(label)} characters, too long for a button"
        yield Fault(where, what, f"Use {LONGEST_LABEL} at most")
    if "\n" in label:
        yield Fault(where, "has a label of several lines", "Write it on one line")


def _choices(where: str, question: Raw) -> Iterator[Fault]:
    kind, choices = question.get("kind"), question.get("choices", [])
    if kind in {"choice", "choices"} and not choices:
        yield Fault(where, "has no choices", 'Write choices = ["one", "another"]')
    if kind == "yes_no" and choices and len(choices) != 2:
        yield Fault(where, f"has {len(choices)} choices", "A yes_no has two words, that for yes first")
    if len(choices) > MOST_CHOICES:
        yield Fault(where, f"has {len(choices)} choices", f"Use {MOST_CHOICES} at most, or ask for a line")
    seen: set[str] = set()
    for choice in choices:
        yield from _choice(where, choice, seen)
        seen.add(fold(str(choice)))
    for choice, words in question.get("words", {}).items():
        yield from _words(where, choice, words, choices, seen)


def _words(where: str, choice: str, words: object, choices: list[Any], seen: set[str]) -> Iterator[Fault]:
    if choice not in choices:
        yield Fault(where, f"has words for {choice!r}, which is no choice", meant(choice, map(str, choices)))
    for word in words if isinstance(words, list) else [words]:
        if not isinstance(words, list) or not isinstance(word, str) or not fold(word):
            yield Fault(
                where, f"has words = {words!r} for {choice!r}", f'Write words = {{ "{choice}" = ["..."] }}'
            )
        elif fold(word) in seen:
            yield Fault(where, f"has the word {word!r} twice", "Each word can mean one choice; take one out")
        else:
            seen.add(fold(word))


def _choice(where: str, choice: object, seen: set[str]) -> Iterator[Fault]:
    if not isinstance(choice, str):
        yield mistyped(where, "a choice", choice, str)
    elif not fold(choice):
        yield Fault(where, f"has the empty choice {choice!r}", "Write a word")
    elif fold(choice) in seen:
        yield Fault(where, f"has the choice {choice!r} twice", "Capitals do not count; take one out")
    elif len(choice) > LONGEST_CHOICE:
        what = f"has a choice of {len(choice)} characters, too long for a button"
        yield Fault(where, what, f"Use {LONGEST_CHOICE} at most: {choice!r}")
