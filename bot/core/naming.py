"""Who is named in the answers: what asks how it may be attributed, and whom the note may not name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from bot.core.attribution import (
    NAMELESS,
    NOBODY,
    Attribution,
    Barred,
    Highlight,
    barred,
    highlights,
    nameless,
)
from bot.core.finding import BARRED, SPOKEN, WHOM, Finding, Style
from bot.core.passages import folded, passage
from bot.core.speakers import BEGINS


def spoken(
    house: Style,
    texts: Mapping[str, str],
    decided: Mapping[str, str],
    *,
    whom: Barred = NOBODY,
    every: bool = False,
) -> Iterator[Finding]:
    """Give the highlights that ask how they may be attributed, and those with names that were barred from them.

    With `every`, those as well that ask nothing, as nobody is seen in them, or none of a delegation. Of the other
    answers, give the paragraphs with somebody `whom` the note may not name: none of those may speak there by name.
    """
    asked = [key for key in texts if house.asks_who(key)]
    others = [key for key in texts if whom and house.is_prose(key) and key not in asked]
    for key in (*asked, *others):
        text, settings, elsewhere = passage(key, texts[key], prose=True), house.rules[SPOKEN], key in others
        for each in highlights(text, settings, whom.known):
            one = whom.among(each, settings) if elsewhere else each
            found = _about(key, one, elsewhere=elsewhere)
            said = decided.get(found.id, "")
            verdict = (elsewhere and said not in NAMELESS and whom.verdict(one)) or said
            asking = [name for name in one.names if name.open] or (one.names if said or every else ())
            if (asking and verdict == said) or ((said or every) and not elsewhere):
                yield replace(found, named=one.called(asking), guess=one.guess)
            if said in NAMELESS and not one.names and replace(found, rule=WHOM).id in decided:
                yield replace(found, rule=WHOM)
            if still := () if _is_other(found, decided) else one.barred(verdict):
                fix = nameless(one, verdict, text, settings, whom)
                yield replace(found, rule=BARRED, named=one.called(still), fix=fix, guess=verdict)


def _about(key: str, one: Highlight, *, elsewhere: bool = False) -> Finding:
    return Finding(key=key, rule=SPOKEN, start=one.start, end=one.end, words=one.words, elsewhere=elsewhere)


def _is_other(found: Finding, decided: Mapping[str, str]) -> bool:
    """Whether its author has said of a paragraph elsewhere that it is about somebody or something else."""
    return found.elsewhere and replace(found, rule=WHOM).id in decided


def unnamed(house: Style, texts: Iterable[tuple[str, str]], decided: Mapping[str, str]) -> Barred:
    """Return whom these answers name, earlier ones as well, where their author said that they may not."""
    told = {about for about, said in decided.items() if about.startswith(NAME) and said == Attribution.NAMED}
    if NAMELESS.isdisjoint(decided.values()) and not told:
        return NOBODY
    every = dict.fromkeys(texts)
    typed = frozenset(name for _, text in every for name in _typed(text, told))
    settings = house.rules.get(SPOKEN, {})
    found = [
        (one, decided.get(_about(key, one).id, ""))
        for key, text in every
        if house.asks_who(key)
        for one in highlights(passage(key, text, prose=True), settings, typed)
    ]
    return barred(found, settings, typed)


NAME = "name:"
"""Begins the key of a decision that tells a name."""


def known_as(name: str) -> str:
    """Return under what a name is kept that its author told: its length and a hash, so that it tells nothing of it."""
    return f"{NAME}{len(name)}:{sha256(folded(name).encode()).hexdigest()[:16]}"


def _typed(text: str, told: Collection[str]) -> Iterator[str]:
    """Give the names in a text that were told."""
    begins = [found.start() for found in re.finditer(BEGINS, text)] if told else []
    for length in {int(about.split(":")[1]) for about in told}:
        yield from (text[at : at + length] for at in begins if known_as(text[at : at + length]) in told)
