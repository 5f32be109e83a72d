"""Who is named in the answers: what asks how it may be attributed, and whom the note may not name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.core.attribution import NAMELESS, NOBODY, Barred, Highlight, barred, highlights, nameless
from bot.core.finding import BARRED, SPOKEN, Finding, Style
from bot.core.passages import passage


def spoken(
    house: Style,
    texts: Mapping[str, str],
    decided: Mapping[str, str],
    *,
    whom: Barred = NOBODY,
    every: bool = False,
) -> Iterator[Finding]:
    """Give the highlights that ask how they may be attributed, and those with names that were barred from them.

    With `every`, those as well that ask nothing, as they name a delegation and none of its people. Of the other
    answers, give the paragraphs with somebody `whom` the note may not name: none of those may speak there by name.
    """
    asked = [key for key in texts if house.asks_who(key)]
    others = [key for key in texts if whom and house.is_prose(key) and key not in asked]
    for key in (*asked, *others):
        text, settings = passage(key, texts[key], prose=True), house.rules[SPOKEN]
        elsewhere = key in others
        for each in highlights(text, settings, whom.people):
            one = whom.among(each, settings) if elsewhere else each
            found = _about(key, one, elsewhere=elsewhere)
            said = decided.get(found.id, "")
            verdict = (elsewhere and said not in NAMELESS and whom.verdict(one)) or said
            asking = [name for name in one.names if name.open] or (one.names if said or every else ())
            if (said and not elsewhere) or (asking and verdict == said):
                yield replace(found, named=one.called(asking), guess=one.guess)
            if still := one.barred(verdict):
                fix = nameless(one, verdict, text, settings, whom)
                yield replace(found, rule=BARRED, named=one.called(still), fix=fix, guess=verdict)


def _about(key: str, one: Highlight, *, elsewhere: bool = False) -> Finding:
    return Finding(key=key, rule=SPOKEN, start=one.start, end=one.end, words=one.words, elsewhere=elsewhere)


def unnamed(house: Style, texts: Iterable[tuple[str, str]], decided: Mapping[str, str]) -> Barred:
    """Return whom these answers name, earlier ones as well, where their author said that they may not."""
    if NAMELESS.isdisjoint(decided.values()):
        return NOBODY
    asked = [(key, text) for key, text in dict.fromkeys(texts) if house.asks_who(key)]
    settings = house.rules.get(SPOKEN, {})
    found = [
        (one, decided.get(_about(key, one).id, ""))
        for key, text in asked
        for one in highlights(passage(key, text, prose=True), settings)
    ]
    return barred(found, settings)
