"""What is wrong with the house style of a note type: rules, settings and words that there are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.core.attribution import Attribution
from bot.core.faults import Fault, meant
from bot.core.fields import Raw, fits, mistyped
from bot.core.finding import COUNTRY, PRESENT, SPOKEN
from bot.core.housestyle import SENSITIVE, STYLE, WHOLE, Table
from bot.render.countries import is_language

FILE = "style.toml"
PROSE = "prose"
RULES: Mapping[str, Table] = {
    **STYLE,
    **{name: rule for name, rule in SENSITIVE.items() if rule.settings},
    **WHOLE,
}
"""The rules that a note type may set; the others are looked for in every note."""

WRITTEN = frozenset({"line", "text", "lines"})


PLACE = re.compile(r"\{(\w+)\}")
INSTEAD = tuple(how for how in Attribution if how != Attribution.NAMED)
"""The attributions under which somebody's name can not stand, so that another word stands there."""


def filled(line: str, constants: Mapping[str, object]) -> str:
    """Return a line with constants in the places that are named for them."""
    return PLACE.sub(lambda place: str(constants.get(place[1], place[0])), line)


def style_faults(raw: Raw, questions: Sequence[Raw], constants: Raw) -> Iterator[Fault]:
    """Give every fault of a house style; `questions` are those of the note type that can be read."""
    asked = {q["key"]: q for q in questions}
    yield from _paragraphs(raw, asked, constants)
    for key, value in raw.items():
        if key == PROSE:
            yield from _prose(value, asked)
        elif key not in RULES:
            yield Fault(f"{FILE}, {key}", "is no rule of style", meant(key, {PROSE, *RULES}))
        elif not isinstance(value, dict):
            yield Fault(f"{FILE}, {key}", "must be a table", f"Write [{key}], and its settings below")
        else:
            yield from _rule(f"{FILE}, [{key}]", RULES[key], value)
    if not raw.get(PROSE) and any(key in STYLE.keys() - {COUNTRY} for key in raw):
        yield Fault(FILE, f"has rules and no {PROSE}", f'Write {PROSE} = ["..."], the questions they are for')


def _paragraphs(raw: Raw, questions: Mapping[str, Raw], constants: Raw) -> Iterator[Fault]:
    """Give what is wrong with the questions, words and lines that rules of whole paragraphs name."""
    rules = {key: raw[key] if isinstance(raw.get(key), dict) else {} for key in (SPOKEN, COUNTRY, PRESENT)}
    of = {rule: rules[rule].get("of") for rule in (SPOKEN, COUNTRY)}
    named = [
        (rule, "of", key) for rule, keys in of.items() for key in (keys if isinstance(keys, list) else ())
    ]
    present = rules[PRESENT]
    at = present.get("at")
    for rule, setting, key in [*named, *([(PRESENT, "at", at)] if isinstance(at, str) else [])]:
        kinds = WRITTEN if rule == COUNTRY else {"text"}
        if str(key) not in questions:
            what = f"{setting} names {key!r}, which is no question"
            yield Fault(f"{FILE}, [{rule}]", what, meant(str(key), questions))
        elif questions[key].get("kind", "text") not in kinds:
            what = f"{setting} names {key!r}, which is of the kind {questions[key]['kind']}"
            yield Fault(f"{FILE}, [{rule}]", what, f"Name one of the kind {', '.join(sorted(kinds))}")
    lines = present.get("lines", [])
    for line in lines if isinstance(lines, list) else ():
        for name in PLACE.findall(str(line)):
            if name not in constants:
                what = f"has a line with {{{name}}}, which is no constant"
                yield Fault(f"{FILE}, [{PRESENT}]", what, meant(name, constants))


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


def _rule(where: str, rule: Table, given: Raw) -> Iterator[Fault]:
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
        case "instead", dict():
            yield from _instead(where, value)
        case "long" | "names", dict():
            yield from _words(where, key, [*value.keys(), *value.values()])
        case "languages", list():
            yield from _languages(where, value)
        case _, list():
            yield from _words(where, key, value)
    if key == "months" and isinstance(value, list) and len(value) != 12:
        yield Fault(where, f"has {len(value)} months", "Write all twelve, January first")
    if key == "pairs" and isinstance(value, list):
        for pair in value:
            if isinstance(pair, str) and pair and len(pair) != 2:
                mend = "Write the mark that begins and the one that ends, such as «»"
                yield Fault(where, f"has the pair {pair!r}", mend)


def _instead(where: str, words: Raw) -> Iterator[Fault]:
    for how in INSTEAD:
        if not isinstance(words.get(how), str) or not words[how].strip():
            yield Fault(where, f"instead says nothing for {how}", f'Write instead = {{ {how} = "..." }}')
    for other in words.keys() - set(INSTEAD):
        yield Fault(where, f"instead has {other!r}, which is no attribution", meant(other, INSTEAD))


def _languages(where: str, codes: Sequence[object]) -> Iterator[Fault]:
    for code in codes:
        if not is_language(code):
            yield Fault(where, f"languages holds {code!r}", 'Write codes of languages, such as ["fr", "es"]')


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
