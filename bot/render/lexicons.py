"""The lexicon of a language, from `templates/phrases` and, for the names of months and days, from the CLDR by Babel."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from bot.core.lexicon import Lexicon, MomentWords

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""The official languages of the United Nations: a date may be typed in any of them."""

IN_ORDER = frozenset({"unknown_begins", "later", "polite", "corrects", "instead", "wants"})
"""What is understood of words within a reply, and not of a whole one."""

LONGEST_GUESS = 60
"""dateparser takes a second on 10 kB; nobody writes a day in more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Everything that the bot says and understands in one language."""

    lexicon: Lexicon
    screen: Mapping[str, str]
    say: Mapping[str, str]
    problem: Mapping[str, str]
    buttons: Mapping[str, str]
    command: Mapping[str, str]
    post: Mapping[str, str]
    review: Mapping[str, str]
    programme: Mapping[str, str]
    board: Mapping[str, str]


@lru_cache(maxsize=8)
def read_phrases(path: Path) -> Phrases:
    """Read a file of phrases. Raises KeyError or TOMLDecodeError: the files are ours, and a test reads them all."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Phrases(
        lexicon=_lexicon(raw),
        screen=raw["screen"],
        say=raw["say"],
        problem=raw["problem"],
        buttons=raw["buttons"],
        command=raw["command"],
        post=raw["post"],
        review=raw["review"],
        programme=raw["programme"],
        board=raw["board"],
    )


def _lexicon(raw: Mapping[str, Any]) -> Lexicon:
    locale = Locale(raw["language"])
    words = {command: tuple(name.casefold() for name in names) for command, names in raw["words"].items()}
    return Lexicon(
        months={name: number for language in LANGUAGES for name, number in _months(Locale(language))},
        month_names=tuple(locale.months["format"]["wide"][month] for month in range(1, 13)),
        weekdays=tuple(locale.days["format"]["wide"][day] for day in range(7)),
        joins=frozenset(raw["dates"]["joins"]),
        ands=frozenset(raw["dates"]["ands"]),
        and_word=raw["dates"]["ands"][0],
        fillers=frozenset(raw["dates"]["fillers"])
        | {day for code in LANGUAGES for day in _days(Locale(code))},
        relative=raw["dates"]["relative"],
        commands=words,
        yes=frozenset(words["yes"]),
        no=frozenset(words["no"]),
        chat={phrase: kind for kind, phrases in raw["chat"].items() for phrase in phrases},
        moments=_moments(raw["moments"]),
        **_understood(raw["understood"]),
    )


def _understood(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: (tuple if key in IN_ORDER else frozenset)(words) for key, words in raw.items()}


def _moments(raw: Mapping[str, Any]) -> MomentWords:
    sets: Any = {key: frozenset(words) if isinstance(words, list) else words for key, words in raw.items()}
    return MomentWords(**sets)


def _months(locale: Locale) -> Iterator[tuple[str, int]]:
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[form][width].items():
                yield name.casefold().rstrip("."), number


def _days(locale: Locale) -> Iterator[str]:
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for name in locale.days[form][width].values():
                yield name.casefold().rstrip(".")


def guess_day(text: str, today: date) -> date | None:
    """Read one relative or oddly written day with dateparser, looking back rather than ahead; None if it can not."""
    if len(text) > LONGEST_GUESS:
        return None
    from dateparser import parse  # noqa: PLC0415  60 ms that most replies never need

    base = datetime(today.year, today.month, today.day)  # noqa: DTZ001  dateparser works on wall-clock time
    settings: Any = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": base, "REQUIRE_PARTS": ["day"]}
    found = parse(text, languages=list(LANGUAGES), settings=settings)
    return found.date() if found else None
