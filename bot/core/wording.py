"""The rules of style: each looks for one habit of wording, and knows the house's own where it is certain.

Every pattern begins behind a boundary and bounds what it repeats, so that no text makes it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from bot.core.passages import HIDDEN, Hit, Passage, any_of, called, matches

Settings = Mapping[str, Any]

_ROMAN = re.compile(r"[IVXLCM]+")
_DAY, _YEAR = r"(\d{1,2})", r"((?:19|20)\d\d)"


def resolutions(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give the first mention of each resolution where it is not by its full name: resolution 1540 (2004)."""
    name, years = settings["name"], settings["years"]
    called = any_of([name, f"{name}s", *settings["also"]])
    pattern = rf"(?i)(?<![\w/])({called})\s?({any_of(years)})(?!\w| committee)(?:\s?\(\d{{4}}\))?"
    seen: set[str] = set()
    for text, found in matches(pattern, texts):
        word, number = found[1], found[2]
        plural = word.casefold() == f"{name}s".casefold()
        full = f"{word if plural else name} {number} ({years[number]})"
        whole = found[0].casefold() == full.casefold()
        if number not in seen and text.prose and not whole:
            yield text.hit(*found.span(), as_begun(full, text.text[: found.start()]))
        if text.prose or whole:
            seen.add(number)


def as_begun(words: str, before: str) -> str:
    """Return the words with a capital where a sentence begins."""
    begins = not before.strip() or re.search(r"[.!?]\s$|\n$", before[-2:])
    return words[:1].upper() + words[1:] if begins else words


def dates(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give dates in another form than 3-4 June 2009; where day and month could be exchanged, without a fix."""
    yield from _written(texts, settings)
    months = settings["months"]
    for text, found in matches(rf"(?<![\w/.-]){_DAY}[/.]{_DAY}[/.]{_YEAR}(?![\w/.-])", texts):
        day, month, year = map(int, found.groups())
        certain = next(((d, m) for d, m in ((day, month), (month, day)) if d > 12 >= m), None)
        if 0 < day <= 31 and 0 < month <= 31 and min(day, month) <= 12:
            fix = f"{certain[0]} {months[certain[1] - 1]} {year}" if certain else ""
            yield text.hit(*found.span(), fix)
    for text, found in matches(rf"(?<![\w/.-]){_YEAR}-(\d\d)-(\d\d)(?![\w/-])", texts):
        year, month, day = map(int, found.groups())
        if 0 < month <= 12 and 0 < day <= 31:
            yield text.hit(*found.span(), f"{day} {months[month - 1]} {year}")


def _written(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give dates with a month's name that have a weekday, an ordinal, a dash, or the month first."""
    month, day = f"({any_of(settings['months'])})", rf"{_DAY}({any_of(settings.get('ordinals', ()))})?"
    join = rf"(\s?[-–—]\s?|\s{any_of(settings.get('joins', ()))}\s)"  # noqa: RUF001  dashes as typed
    days = rf"{day}(?:{join}{day})?"
    filler = rf"(?:{any_of(settings.get('fillers', ()))}\s)?"
    weekday = rf"(?:{any_of(settings.get('weekdays', ()))},?\s{filler})?"
    forms = (
        rf"(?<![\w.,/-]){weekday}{days}\s{filler}{month}(?:,?\s{_YEAR}(?!\w))?(?!\w)",
        rf"(?<!\w){weekday}{month}\s{filler}{days}(?!\w)(?:,?\s{_YEAR}(?!\w))?",
    )
    for number, form in enumerate(forms):
        for text, found in matches(form, texts):
            first, *rest = found.groups() if number == 0 else (*found.groups()[1:6], found[1], found[7])
            fix = _house_date(first, rest)
            ordinal = rest[0] or rest[3]
            sure = number == 0 or ordinal or rest[5]  # "in May 20 people came" is no date
            if fix and sure and fix != found[0]:
                yield text.hit(*found.span(), fix)


def _house_date(first: str, rest: Sequence[str | None]) -> str:
    """Return the house's form: 3-4 June 2009; empty where there are no such days."""
    _, join, last, _, month, year = rest
    if not all(0 < int(day) <= 31 for day in (first, last or "1")):
        return ""
    joined = f"{join if join and join.strip().isalpha() else '-'}{int(last)}" if last else ""
    return f"{int(first)}{joined} {month}{f' {year}' if year else ''}"


def quotes(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give words in other quotation marks than the straight double ones; an apostrophe is none."""
    for pair in settings["pairs"]:
        begin, end = re.escape(pair[0]), re.escape(pair[1])
        pattern = rf"(?<!\w){begin}([^{begin}{end}\n{HIDDEN}]{{1,300}}){end}(?!\w)"
        for text, found in matches(pattern, texts):
            yield text.hit(*found.span(), f'"{found[1].strip()}"')


def speakers(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give people who are named with their title; a genitive behind a long one says whence: Embajador del Perú."""
    for hit in titled(texts, tuple(settings["titles"])):
        title, first, *_ = hit.words.split()
        if len(title) <= SHORT or first not in GENITIVES:
            yield hit


def titled(texts: Sequence[Passage], titles: Sequence[str]) -> Iterator[Hit]:
    """Give whoever stands behind a title, also in small letters; in capitals where the name is as well."""
    for text, found in matches(_small(titles), texts):
        yield text.hit(found.start(), found.end("words"))
    for text, found in matches(_titled(titles), texts):
        words = found["words"].split()
        if not found["loud"] or (len(words[0]) > 1 and words[0].isupper()):  # DR Congo
            yield text.hit(found.start(), found.end("words"))


PARTICLES = (
    *(
        "al",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
    ),
    *("la", "le", "ten", "ter", "van", "von", "zu"),
)
"""Words in small letters that belong to a surname."""

GENITIVES = frozenset({"de", "del", "du"})
"""Those that also say whence somebody came."""

LOWER = "a-z" + "".join(chr(code) for code in range(0xDF, 0x250) if chr(code).islower())
CAPITAL = rf"[^\W\d_{LOWER}]"
PREFIX = r"(?:[ae]l-|d['’])"  # noqa: RUF001  an apostrophe as typed
INITIALS = rf"{CAPITAL}\.(?:[\s-]?{CAPITAL}\.){{0,2}}"

SHORT = 4
"""A title with fewer letters never stands without a name: behind it one may be in small letters as well."""


@cache
def _titled(titles: Sequence[str]) -> str:
    """Return the pattern of a name behind a row of titles as they are written, or small, or in capitals.

    One of a single letter is no title behind another initial: J. M. Smith. Initials and particles belong to a name:
    Mr. J. van der Berg.
    """
    short = [title for title in titles if len(title.rstrip(".")) == 1]
    small = {each for title in titles if title not in short for each in (title, title.lower())}
    loud = {title.upper() for title in titles if title not in short} - small
    word = rf"(?:{CAPITAL}\.-?){{0,3}}{PREFIX}?{CAPITAL}[\w'’-]{{0,40}}"  # noqa: RUF001  an apostrophe as typed
    link = rf"\s(?:{any_of(PARTICLES)}|{INITIALS})(?=\s)"
    name = rf"(?!\sl[ae]\s)(?:(?:{link}){{0,4}}\s{word}){{1,3}}"
    more = rf"(?:\s(?:{any_of(small | loud | {*short})})\.?){{0,2}}"
    title = rf"(?:{any_of(small)}|(?<!\b\w\.\s){any_of(short)})\.?"
    return rf"(?<!\w)(?:{title}|(?P<loud>{any_of(loud)}\.?)){more}(?=(?P<words>{name}))"


@cache
def _small(titles: Sequence[str]) -> str:
    """Return the pattern of a name in small letters: Mr. osei, but not Dr. and Mrs. Osei, nor the Ambassador said."""
    brief = any_of(title for title in titles if title.isalpha() and 1 < len(title) < SHORT)
    none = any_of([*PARTICLES, "and", "et", "y", "e", "of", "from", "for", "des", "the"])
    word = rf"(?!{none}\b)[{LOWER}][\w'’-]{{2,40}}"  # noqa: RUF001  an apostrophe as typed
    last = rf"(?:\s{CAPITAL}[\w'’-]{{1,40}}){{0,2}}"  # noqa: RUF001  an apostrophe as typed
    return rf"(?<!\w)(?<!\b[Tt]he\s){brief}\.?(?=(?P<words>(?:\s{any_of(PARTICLES)}){{0,3}}\s{word}{last}))"


def acronyms(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give acronyms that are not spelled out where they stand first; the best known need not be."""
    seen, long = set(settings["known"]), settings.get("long", {})
    read = [each for each in texts if not _shouts(each.text)]
    for text, found in matches(r"(?<![\w/])([A-Z][A-Z0-9]{1,9})s?(?![\w/])", read):
        word = found[1]
        if word in seen or _ROMAN.fullmatch(word) or not word[1].isalpha():
            continue
        spelled = _is_spelled(text.plain, *found.span())
        if text.prose or spelled:
            seen.add(word)
        if text.prose and not spelled:
            yield text.hit(*found.span(1), f"{long[word]} ({word})" if word in long else "")


def _shouts(text: str) -> bool:
    """Whether a text is written in capitals, where a word in capitals is no acronym."""
    return sum(map(str.isupper, text)) > sum(map(str.islower, text))


def _is_spelled(text: str, start: int, end: int) -> bool:
    """Whether the long form stands beside it: Group of Eight (GOE), or GOE (Group of Eight)."""
    return text[max(start - 1, 0) : start] == "(" or bool(re.match(r"\s\([^\W\d_]{2}", text[end : end + 4]))


def first_persons(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give words of the first person; a single capital only before a small letter, as it may be a number."""
    words = [*settings["words"], *(word.capitalize() for word in settings["words"])]
    short = any_of(word for word in words if len(word) == 1)
    long = any_of(word for word in words if len(word) > 1)
    after = {word.casefold() for word in settings.get("after", ())}
    pattern = rf"(?<![\w'’-])(?:{long}(?![\w-])|{short}(?=['’]|\s[a-z]))"  # noqa: RUF001  as typed
    for text, found in matches(pattern, texts):
        before = text.plain[max(found.start() - 40, 0) : found.start()].split()
        if not before or before[-1].casefold() not in after:
            yield text.hit(*found.span())


def countries(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give countries that are called otherwise here, where one stands by itself or behind a comma."""
    names = {old.casefold(): new for old, new in settings["names"].items()}
    for text in texts:
        if called(text.key) not in settings["of"]:
            continue
        for found in re.finditer(r"[^,\s](?:[^,]*[^,\s])?", text.plain):
            fix = names.get(found[0].casefold())
            if fix and fix != found[0]:
                yield text.hit(*found.span(), fix)


def footnotes(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give marks of a footnote that the note type has itself: a reader would look for it there."""
    raised = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"  # a digit of a larger number is none
    for text, found in matches(rf"(?<![{raised}]){any_of(settings['taken'])}(?![{raised}])", texts):
        yield text.hit(*found.span())
