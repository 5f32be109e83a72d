"""Who is named in a text as having spoken: with a title, by name, or for a delegation.

Every pattern begins behind a boundary and bounds what it repeats, so that no text makes it slow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.core.passages import Passage, any_of, called, folded, without_addresses
from bot.core.wording import CAPITAL, INITIALS, LOWER, PARTICLES, PREFIX, titled

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    """Who is named, from `start` to `end`; from `tail` on it is said whence a person came.

    `open` says that it asks for a word: not where it is a delegation in the form that names none of its people.
    `speaks` says that a verb stands with it, and not a title alone.
    """

    start: int
    end: int
    tail: int
    person: bool = False
    open: bool = True
    speaks: bool = True


_WORD = rf"{CAPITAL}[\w'’-]{{1,30}}"  # noqa: RUF001  an apostrophe as typed
# also O'Neill and Jean-Pierre, each part as long as a word may be
_PLAIN = rf"{CAPITAL}(?:['’]{CAPITAL})?[{LOWER}'’-]{{1,30}}(?:(?<=-){CAPITAL}[{LOWER}'’]{{1,30}}){{0,2}}"  # noqa: RUF001
_BETWEEN = rf"(?:\s{any_of(PARTICLES)}){{0,3}}"
_LOUD = rf"{CAPITAL}(?:['’-]?{CAPITAL}){{2,30}}"  # noqa: RUF001  OSEI, O'NEILL
_FIRST = rf"(?:{_PLAIN}|{CAPITAL}\.(?:\s?{CAPITAL}\.)?)"
_LAST = rf"{_BETWEEN}\s(?:[ae]l-)?"
_PERSON = rf"{_FIRST}(?:(?:{_LAST}{_PLAIN}){{1,3}}(?!\w)|(?:{_LAST}{_PLAIN}){{0,2}}{_LAST}{_LOUD})"
_ACCENTED = "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
# the surname alone in capitals, where it can be no acronym: MÜLLER, O'NEILL
_LONE = rf"(?=[A-Z]{{0,30}}[{_ACCENTED}]|[A-Z]['’])[A-Z{_ACCENTED}](?:['’-]?[A-Z{_ACCENTED}]){{3,30}}"  # noqa: RUF001
_BY = r"(?:by|par|por)"
_AFTER = r"(?:[Aa]ccording\sto|[Ss]elon|[Ss]egún|[Dd]['’]après)"  # noqa: RUF001  an apostrophe as typed
AND = r"(?:and|et|y|e)"
_THE = r"(?:(?:[Tt]he|[Ll][ae]s?|[Ee]l|[Ll]os)\s|[Ll]['’])"  # noqa: RUF001  as typed
_OF = rf"(?:(?:(?:of|from|de|des)\s|d['’]){_THE}?|(?:du|del)\s)"  # noqa: RUF001  as typed
_SOME = r"(?:(?i:a|an|another|one|several|some|many)|[Uu]ne?|[Uu]na|[Pp]lusieurs|[Cc]ertains|[Vv]arios|[Aa]lgunos)\s"
# a place, or what another word belongs to: the workshop in Peru, la conférence de la Suisse
_PLACES = (
    "in",
    "in the",
    "en",
    "en el",
    "a",
    "à",
    "al",
    "au",
    "aux",
    "de",
    "de la",
    "de los",
    "del",
    "des",
    "du",
)
_PLACED = "".join(rf"(?<!\b(?i:{word})\s)" for word in _PLACES) + r"(?<!\bd['’])(?<!\bde\sl['’])"  # noqa: RUF001  as typed


_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"  # written without spaces: a name ends at any character
LEAST = 4
"""Letters of a name that is known from elsewhere and is looked for in small letters as well."""

BEGINS = rf"(?<![^\W{_HAN}])"
# a part of another name is none, and the initials before it belong to it: Osei-Mensah, K. Osei
_BEGINS, _ENDS = rf"(?<![@-]){BEGINS}(?:{INITIALS}\s?)?", rf"(?![^\W{_HAN}]|@|-{CAPITAL})"


class Search:
    """Looks for names as the settings of one note type have it."""

    def __init__(self, settings: Settings) -> None:
        self.titles = settings.get("titles", ())
        self.known, self.of = any_of(settings["delegations"]), frozenset(settings.get("of", ()))
        self.nobody = {word.casefold() for key in ("groups", "acronyms") for word in settings.get(key, ())}
        self.verbs, self.speaks = any_of(settings["verbs"]), frozenset(settings["verbs"])
        self.shared = {*settings["delegations"], *settings.get("groups", ()), *settings.get("months", ())}
        self.met, self.is_told = [re.compile(any_of(()))] * 3, False
        proper = rf"(?:{self.known}(?!\w)|{_WORD}(?:\s(?:(?:of|and|the|for)\s){{0,2}}{_WORD}){{0,4}})"
        which = rf"(?:[\w-]{{1,30}}\s)?(?i:{any_of(settings['delegates'])})s?"
        some = rf"{_SOME}(?:[\w-]{{1,30}}\s){{1,3}}"
        row = rf"{_THE}?{self.known}(?:,?\s(?:{AND}\s)?{_THE}?{self.known}(?!\w)){{0,9}}"
        self.row, self.begins = re.compile(row), re.compile(rf"{self.known}\s")
        self.whence = re.compile(rf"\s{_OF}{self.known}(?!\w)")
        self.tail = re.compile(rf",?\s{_OF}{proper}|\s\([^()\n]{{2,60}}\)")
        self.unnamed = self._spoken(rf"{some}{_OF}{proper}")
        self.delegations = (
            self._spoken(rf"{_THE}?{which}\s{_OF}{proper}"),
            self._spoken(rf"(?:[Tt]he\s)?{proper}(?:['’]s)?\s{which}"),  # noqa: RUF001  as typed
            self._spoken(rf"{_PLACED}{row}"),
        )
        self.says, self.told = re.compile(self._says()), re.compile(rf"{self._told()}$")
        self.bare = [self._spoken(rf"(?<![Tt]he\s)(?<!of\s)(?<!for\s){form}") for form in (_PERSON, _LONE)]

    def _spoken(self, name: str) -> re.Pattern[str]:
        """Return where such a name speaks: "Ghana also stressed", "as was stressed by Ghana"."""
        told = rf"{self._told()}(?P<told>{name})(?!\w)"
        return re.compile(rf"{told}|(?<!\w)(?P<says>{name})(?!\w)(?={self._says()})")

    def _says(self) -> str:
        aside = r"(?:\s\([^()\n]{1,60}\)|,\s[^,.\n]{1,80},)?"
        return rf"{aside}(?:\s[\w-]{{1,30}},?){{0,2}}?\s{self.verbs}(?!\w)"

    def _told(self) -> str:
        return rf"(?<!\w)(?:{self.verbs}\s{_BY}|{_AFTER})\s"

    def meet(self, text: Passage, known: Collection[str]) -> None:
        """Remember the surnames of those who are named; without a title, or as another word too, one must speak.

        So are those who are `known` from elsewhere, as if a title stood with them here; in small letters only where
        it is asked who spoke: young people are no Mr. Young.
        """
        self.is_told = bool(known)
        owns = {own for name in self._titled(text) for own in _surnames(text.plain[name.start : name.tail])}
        owns |= {*known}
        named = {
            own for name in self._people(text.plain) for own in _surnames(text.plain[name.start : name.end])
        }
        named -= owns
        asks = called(text.key) in self.of
        small = ({own.lower()} if asks and own in known and len(own) >= LEAST else set() for own in owns)
        forms = [_forms(own) | lower for own, lower in zip(owns, small, strict=True)]
        also = {form for each in forms if not self.shared.isdisjoint(each) for form in each}
        alone = any_of({form for each in forms for form in each} - also)
        again = {form for own in named for form in _forms(own)}
        speaks = [self._spoken(rf"(?<![Tt]he\s)(?<!of\s)(?<!from\s){any_of(each)}") for each in (also, again)]
        self.met = [re.compile(rf"(?P<says>{_BEGINS}{alone}){_ENDS}"), *speaks]

    def names(self, text: Passage) -> Iterator[Name]:
        """Give who is named as having spoken, in the order of the text."""
        if not (self.is_told or _has_capital(text.plain)):
            return
        titled = list(self._titled(text))
        alone, shared, again = (self._met(text.plain, titled, form) for form in self.met)
        named, bare = list(self._named(text.plain)), list(alone)
        full = {at for name in named if name.person for at in range(name.start, name.end)}
        first = [name for name in bare if full.isdisjoint(range(name.start, name.end))]  # Osei of Ghana
        found = [*titled, *shared, *first, *named, *bare, *again]
        taken: set[int] = set()
        apart: list[Name] = []
        for name in found:
            if taken.isdisjoint(range(name.start, name.end)):
                taken.update(range(name.start, name.end))
                apart.append(replace(name, speaks=self._is_speaking(text.plain, name)))
        yield from sorted(apart, key=lambda name: name.start)

    def _is_speaking(self, plain: str, name: Name) -> bool:
        """Whether a verb stands with a name; it is looked for where a title, or an earlier mention, is enough."""
        before = plain[max(name.start - 40, 0) : name.start]
        return bool(self.says.match(plain, name.end) or self.told.search(before))

    def again(self, words: str, names: Iterable[Name]) -> Iterator[tuple[int, int]]:
        """Give where the same are named once more, by a part of the name."""
        parts = {form for name in names for part in self.parts(words, name) for form in _forms(part)}
        a_day = r"(?!\s\d)" if not parts.isdisjoint(self.shared) else ""  # Mr. May, in May 2009
        form = rf"(?:(?<!\w)[Tt]he\s)?{_BEGINS}{any_of(parts)}{_ENDS}{a_day}"
        for found in re.finditer(form, without_addresses(words)):
            yield found.span()

    def cuts(self, words: str, start: int, end: int) -> bool:
        """Whether a part of a name would stay beside what goes: a title, an initial, a particle, or a word of it."""
        titles, before = rf"(?i:{any_of(self.titles)})", words[max(start - 60, 0) : start]
        begun = rf"(?<!\w)(?:{titles}\.?|{CAPITAL}\.)(?:\s(?i:{any_of(PARTICLES)})){{0,3}}\s?$"
        whose = rf"(?<!\w){_WORD}\s{_OF}$"  # Osei of Ghana
        goes_on = re.match(rf"\s{CAPITAL}[{LOWER}]", words[end:])  # Ms. Ama Afua Esi Yaa
        stops = re.match(r"\.\s?\w", words[end:]) and re.search(
            rf"(?:{titles}|(?<!\w){CAPITAL})$", words[start:end]
        )
        return bool(re.search(begun, before) or re.search(whose, before) or goes_on or stops)

    def parts(self, words: str, name: Name) -> set[str]:
        """Return by which parts of the name the same may be named: the whole of it, the surname, the delegation."""
        own = re.sub(rf"^(?:{_THE}|(?i:a|an|one|another)\s)", "", words[name.start : name.tail])
        rows: list[str] = re.findall(rf"{_WORD}(?:\s{_WORD})*", own)
        rows += re.findall(rf"(?<!\w){self.known}(?!\w)", words[name.start : name.end])
        found = (
            {*rows, *(row.split()[-1] for row in rows), *_surnames(own)} if name.person else {*rows} or {own}
        )
        return found - {form for title in self.titles for form in _forms(title)}

    def _titled(self, text: Passage) -> Iterator[Name]:
        """Give who is named with a title; in a text of capitals the name ends where a verb begins."""
        for hit in titled([text], tuple(self.titles)):
            words = [*re.finditer(r"\S+", hit.words)][1:]
            ends = [found.start() - 1 for found in words if found[0].casefold() in self.speaks]
            ends += [found.start() for found in self.whence.finditer(hit.words)]
            first = words[0].start() if words else 0
            end = hit.start + min([len(hit.words), *(at for at in ends if at > first)])
            if self.speaks.isdisjoint(word[0] for word in words[:1]) and not self.whence.match(
                hit.words, first - 1
            ):
                yield Name(hit.start, self._tail(text.plain, end), end, person=True)

    def _met(self, plain: str, titled: Sequence[Name], form: re.Pattern[str]) -> Iterator[Name]:
        """Give whom a title has named elsewhere, and here the surname alone."""
        here = {folded(word) for name in titled for word in plain[name.start : name.tail].split()}
        for start, end in _spans(form, plain):
            if folded(plain[start:end]) not in here:
                yield Name(start, self._tail(plain, end), end, person=True)

    def _tail(self, plain: str, at: int) -> int:
        found = self.tail.match(plain, at)
        return found.end() if found else at

    def _named(self, plain: str) -> Iterator[Name]:
        """Give who speaks for a delegation, named or not, the delegations, and people without a title.

        One who speaks unnamed is no question: a representative of Ghana.
        """
        people = list(self._people(plain))
        yield from (Name(*span, span[1], open=False) for span in _spans(self.unnamed, plain))
        yield from (name for name in people if self.begins.match(plain, name.start))  # Jordan Peters
        for form in self.delegations:
            yield from (Name(*span, span[1]) for span in _spans(form, plain))
        yield from people

    def _people(self, plain: str) -> Iterator[Name]:
        """Give people without a title; what is a delegation by the whole of it is none: South Africa."""
        for start, end in (span for form in self.bare for span in _spans(form, plain)):
            words = plain[start:end]
            if self.nobody.isdisjoint(words.casefold().split()) and not self.row.fullmatch(words):
                yield Name(start, end, end, person=True)


def search_by(settings: Settings) -> Search:
    """Return a search as these settings have it, which has met nobody: what is fixed in it is made once."""
    return copy(_fixed(tuple((key, tuple(settings[key])) for key in sorted(settings))))


@lru_cache(maxsize=8)
def _fixed(settings: tuple[tuple[str, tuple[str, ...]], ...]) -> Search:
    return Search(dict(settings))


def _spans(pattern: re.Pattern[str], plain: str) -> Iterator[tuple[int, int]]:
    for found in pattern.finditer(plain):
        yield found.span("told" if found.groupdict().get("told") else "says")


def _surnames(name: str) -> set[str]:
    """Return the last word of a name, and all that belongs to it: Berg, van der Berg."""
    particles = rf"(?:(?:(?i:{any_of(PARTICLES)})\s){{1,3}}|{PREFIX})"
    whole = re.search(rf"(?<![\w'’-]){particles}(?:{PREFIX})?[\w'’-]+$", name)  # noqa: RUF001  as typed
    return {
        re.sub(rf"^{PREFIX}", "", last := name.rsplit(maxsplit=1)[-1]),
        last,
        *([whole[0]] if whole else ()),
    }


def _forms(word: str) -> frozenset[str]:
    """Return a name as it stands, in capitals, and with one."""
    return frozenset({word, word.upper(), word.title(), word[:1].upper() + word[1:]})


def _has_capital(text: str) -> bool:
    return any(map(str.isupper, text))
