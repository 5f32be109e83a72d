"""Who is behind a highlight: somebody by name, a delegation, several speakers, or one who is not to be named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.core.passages import Passage, folded, passage
from bot.core.speakers import AND, Name, Search, search_by
from bot.core.wording import as_begun

Settings = Mapping[str, Any]


class Attribution(StrEnum):
    """How a highlight may be attributed, as its author says."""

    NAMED = "named"
    DELEGATION = "delegation"
    SEVERAL = "several"
    UNATTRIBUTED = "unattributed"


NAMELESS = frozenset({Attribution.DELEGATION, Attribution.SEVERAL, Attribution.UNATTRIBUTED})
"""Under these somebody's name can not stand."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A paragraph of an answer, and who is named in it as having spoken."""

    start: int
    end: int
    words: str
    names: tuple[Name, ...]

    @property
    def guess(self) -> str:
        """What it is as it is written; nothing where nobody is named."""
        people = any(name.person for name in self.names)
        return Attribution.NAMED if people else Attribution.DELEGATION if self.names else ""

    def called(self, names: Sequence[Name]) -> tuple[str, ...]:
        """Return names as they are written."""
        return tuple(dict.fromkeys(self.words[name.start : name.end] for name in names))

    def barred(self, verdict: str) -> tuple[Name, ...]:
        """Return the names that can not stand in it once its author has said this."""
        if verdict == Attribution.DELEGATION:
            return tuple(name for name in self.names if name.person)
        return self.names if verdict in NAMELESS else ()


@dataclass(frozen=True, slots=True)
class Barred:
    """Whom a note may not name beside their words, since its author said so of a paragraph.

    `people` are parts of names, with what was said of them, `others` those of delegations; `called` is each as it
    was written. Besides, `typed` are names that its author has told the bot, barred or not.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    typed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.called)

    @property
    def known(self) -> frozenset[str]:
        """The names that are looked for wherever they stand."""
        return self.typed.union(self.people)

    def is_among(self, called: Iterable[str]) -> bool:
        """Whether somebody is among these, as they are called."""
        said = folded(" ".join(called))
        return any(folded(part) in said for part in (*self.people, *self.called))

    def among(self, one: Highlight, settings: Settings) -> Highlight:
        """Return a paragraph with those names alone that are barred."""
        search, known = search_by(settings), {folded(part) for part in (*self.people, *self.others)}
        parts = ((name, search.parts(one.words, name)) for name in one.names)
        names = (name for name, each in parts if not known.isdisjoint(map(folded, each)))
        return replace(one, names=tuple(names))

    def verdict(self, one: Highlight) -> str:
        """Return what was said of people who speak in a paragraph elsewhere; nothing where none of them does.

        A delegation may have said something else there, and who only stands there may rightly do so.
        """
        words = folded(" ".join(one.called([name for name in one.names if name.person and name.speaks])))
        found = {how for part, how in self.people.items() if folded(part) in words}
        return next((how for how in sorted(found) if how != Attribution.DELEGATION), next(iter(found), ""))


NOBODY = Barred()


def barred(
    found: Iterable[tuple[Highlight, str]], settings: Settings, typed: frozenset[str] = frozenset()
) -> Barred:
    """Return whom these paragraphs name and may not, by what was said of each."""
    search, people = search_by(settings), dict[str, str]()
    others, called, loose = set[str](), set[str](), Attribution.DELEGATION
    for one, verdict in found:
        for name in one.barred(verdict):
            own = search.parts(one.words, replace(name, end=name.tail)) if name.person else set[str]()
            people |= {part: verdict for part in own if people.get(part, loose) == loose}
            others |= search.parts(one.words, name) - own if verdict != loose else set()
            called |= {one.words[name.start : name.end]}
    return Barred(people, frozenset(others), frozenset(called), typed)


def highlights(text: Passage, settings: Settings, known: Collection[str] = ()) -> Iterator[Highlight]:
    """Give each paragraph of an answer, with those who are named in it.

    Whoever is named with a title in one of them, or is `known` from elsewhere, is so without it in the others.
    """
    search = search_by(settings)
    search.meet(text, known)
    for found in re.finditer(r"[^\n]+", text.text):
        start, end = found.span()
        parts = (part[start:end] for part in (text.text, text.plain, text.unlinked))
        words, plain, unlinked = parts
        here = Passage(text.key, words, text.prose, plain, unlinked)
        yield Highlight(start, end, words, tuple(search.names(here)))


def nameless(one: Highlight, verdict: str, text: Passage, settings: Settings, whom: Barred = NOBODY) -> str:
    """Return the paragraph with another word in place of each name; empty where that leaves one.

    Elsewhere, where others may be named, it is about `whom` alone.
    """
    barred = one.barred(verdict)
    if verdict == Attribution.DELEGATION:
        barred = tuple(replace(name, end=name.tail) for name in barred)
    search, instead = search_by(settings), settings["instead"]
    words, places = one.words, sorted(_places(one.words, barred, search))
    single = _single(one, barred, places) if verdict == Attribution.SEVERAL else verdict
    for start, end, many in reversed(places):
        fix = instead[Attribution.SEVERAL if many else single]
        before, after = words[:start], words[end:]
        if search.cuts(words, start, end):
            return ""
        after = re.sub(r"^(['’])s(?!\w)", r"\1", after) if fix.endswith("s") else after  # noqa: RUF001
        words = before + as_begun(fix, before.lstrip("•-* ")) + after
    left = next(highlights(passage(text.key, words, prose=text.prose), settings, whom.known), None)
    left = whom.among(left, settings) if left and text.key not in settings["of"] else left
    return "" if left is None or left.barred(verdict) else words


def _single(one: Highlight, names: Sequence[Name], places: Sequence[tuple[int, int, bool]]) -> str:
    """Return how one name is replaced where its author says several: who speaks beside others spoke alone."""
    begun = {name.start for name in names}
    apart = {one.words[start:end] for start, end, _ in places if begun & set(range(start, end))}
    return Attribution.UNATTRIBUTED if len(apart) > 1 else Attribution.SEVERAL


def _places(words: str, names: Sequence[Name], search: Search) -> Iterator[tuple[int, int, bool]]:
    """Give where names stand, those in a row as one, and whether that is more than one."""
    spans = [(n.start, n.end, bool(re.search(rf",\s|\s{AND}\s", words[n.start : n.tail]))) for n in names]
    taken = {at for start, end, _ in spans for at in range(start, end)}
    again = (span for span in search.again(words, names) if taken.isdisjoint(range(*span)))
    spans += [(*span, False) for span in again]
    rows: list[tuple[int, int, bool]] = []
    for start, end, many in sorted(spans):
        between = words[rows[-1][1] : start] if rows else ""
        if rows and re.fullmatch(rf",?\s(?:{AND}\s)?", between):
            rows[-1] = (rows[-1][0], end, True)
        else:
            rows.append((start, end, many))
    yield from rows
