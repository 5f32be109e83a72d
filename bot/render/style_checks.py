"""What is wrong with the house style of a note type: rules, settings and words that there are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.core.faults import Fault, meant
from bot.core.fields import Raw, fits, mistyped
from bot.core.housestyle import SENSITIVE, STYLE, Rule

FILE = "style.toml"
PROSE = "prose"
RULES: Mapping[str, Rule] = {**STYLE, **{name: rule for name, rule in SENSITIVE.items() if rule.settings}}
"""The rules that a note type may set; the others are looked for in every note."""

WRITTEN = frozenset({"line", "text", "lines"})


def style_faults(raw: Raw, questions: Sequence[Raw]) -> Iterator[Fault]:
    """Give every fault of a house style; `questions` are those of the note type that can be read."""
    for key, value in raw.items():
        if key == PROSE:
            yield from _prose(value, {q["key"]: q for q in questions})
        elif key not in RULES:
            yield Fault(f"{FILE}, {key}", "is no rule of style", meant(key, {PROSE, *RULES}))
        elif not isinstance(value, dict):
            yield Fault(f"{FILE}, {key}", "must be a table", f"Write [{key}], and its settings below")
        else:
            yield from _rule(f"{FILE}, [{key}]", RULES[key], value)
    if not raw.get(PROSE) and any(key in STYLE for key in raw):
        yield Fault(FILE, f"has rules and no {PROSE}", f'Write {PROSE} = ["..."], the questions they are for')


def _prose(value: object, questions: Mapping[str, Raw]) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield mistyped(FILE, PROSE, value, list)
        return
    for key in value:
        question = questions.get(str(key))
        if question is None:
            yield Fault(FILE, f"{PROSE} names {key!r}, which is no question", meant(str(key), questions))
        elif question.get("kind", "text") not in WRITTEN:
            what = f"{PROSE} names {key!r}, which is of the kind {question['kind']}"
            yield Fault(FILE, what, f"Name one of the kind {', '.join(sorted(WRITTEN))}")


def _rule(where: str, rule: Rule, given: Raw) -> Iterator[Fault]:
    for key in rule.needed:
        if not given.get(key):
            yield Fault(where, f"has no {key}", f"Write {key} = ...; without it nothing is looked for")
    for key, value in given.items():
        if key not in rule.settings:
            yield Fault(where, f"has the unknown setting {key!r}", meant(key, rule.settings))
        elif not fits(value, rule.settings[key]):
            yield mistyped(where, key, value, rule.settings[key])
        else:
            yield from _setting(where, key, value)


def _setting(where: str, key: str, value: object) -> Iterator[Fault]:
    match key, value:
        case "years", dict():
            yield from _years(where, value)
        case "long", dict():
            yield from _words(where, key, [*value.keys(), *value.values()])
        case _, list():
            yield from _words(where, key, value)
    if key == "months" and isinstance(value, list) and len(value) != 12:
        yield Fault(where, f"has {len(value)} months", "Write all twelve, January first")
    if key == "pairs" and isinstance(value, list):
        for pair in value:
            if isinstance(pair, str) and pair and len(pair) != 2:
                mend = "Write the mark that begins and the one that ends, such as «»"
                yield Fault(where, f"has the pair {pair!r}", mend)


def _years(where: str, years: Raw) -> Iterator[Fault]:
    for number, year in years.items():
        if not number.isdecimal() or not fits(year, int) or not 1900 <= year <= 2999:
            yield Fault(
                where, f"has years = {number} = {year!r}", "Write number and year, such as 1540 = 2004"
            )


def _words(where: str, key: str, words: Sequence[object]) -> Iterator[Fault]:
    for word in words:
        if not isinstance(word, str) or not word.strip():
            yield Fault(where, f"{key} holds {word!r}", f'Write words in quotes, such as {key} = ["..."]')
