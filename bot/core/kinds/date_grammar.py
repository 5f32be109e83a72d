"""The grammar of dates: tokens become days whose month and year may stand before or after them.

A month or a year belongs to the days before it that still lack one ("3-4 June 2009"); if there are none, to
the days after it ("June 3-4", "2009年6月3日"). That one rule reads all the languages of the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.core.kinds.date_words import Mark, Token

_BETWEEN = frozenset({Mark.JOIN, Mark.AND, Mark.SLASH, Mark.STOP})
_NUMBERS = frozenset({Mark.DAY, Mark.YEAR})


@dataclass(slots=True)
class Day:
    """A day as far as it was written.

    `joined` says that it ends a range begun by the day before, `shared` that its year was written once, at a
    later day, `short` that its year had two digits.
    """

    day: int
    month: int | None
    year: int | None
    joined: bool
    short: bool = False
    shared: bool = False


@dataclass(slots=True)
class _Desk:
    """The days so far, the month and year that hold for the next, and what was written since the last day."""

    days: list[Day] = field(default_factory=list)
    month: int | None = None
    year: Token | None = None
    unused: set[Mark] = field(default_factory=set)
    links: set[Mark] = field(default_factory=set)
    after_year: bool = False


def days(found: Sequence[Token], *, month_first: bool) -> list[Day] | None:
    """Return the days that the tokens name: [] for a month or year alone, None for what makes no sense.

    `month_first` reads 3/4 as 4 March.
    """
    desk = _Desk()
    for token in _numeric(_unglued(found), month_first=month_first):
        if not _take(desk, token):
            return None
    if not desk.days:
        return [] if desk.unused else None
    whole = not desk.unused and Mark.JOIN not in desk.links and all(day.month for day in desk.days)
    return desk.days if whole else None


def _unglued(found: Sequence[Token]) -> list[Token]:
    """Drop the dashes inside one date: 3-June-2009."""
    kept: list[Token] = []
    for number, token in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if after and _is_inside(kept[-2:], token, after):
            continue
        kept.append(token)
    return kept


def _is_inside(before: list[Token], token: Token, after: Token) -> bool:
    sign = token.sign or token.mark in {Mark.SLASH, Mark.STOP}
    if not (sign and token.glued and after.glued):
        return False
    match [*(each.mark for each in before), after.mark]:
        case [Mark.MONTH, Mark.DAY, Mark.MONTH]:
            return False  # 6月30日-7月2日: the month after the dash begins another day
        case [*_, Mark.DAY, Mark.MONTH] | [*_, Mark.MONTH, Mark.YEAR]:
            return True
        case _:
            return False


def _numeric(found: Sequence[Token], *, month_first: bool) -> list[Token]:
    """Write 2009-06-03, 3.6.2009 and 3/6 as day, month and year, in that order."""
    written: list[Token] = []
    worded = any(token.mark is Mark.MONTH for token in found)
    number = 0
    while number < len(found):
        size = _numeric_size(found[number : number + 6], worded=worded)
        parts = [token for token in found[number : number + size] if token.mark in _NUMBERS]
        written += _ordered(parts, month_first=month_first) if size else [found[number]]
        number += size or 1
    return written


def _numeric_size(found: Sequence[Token], *, worded: bool) -> int:
    """Return how many of these tokens are one date in numbers: 5, 3 (no year) or 0."""
    match found:
        case [a, s, b, t, c, *_] if _are(s, t, mark=s.mark) and _is_date(a, b, c) and _tight(found[1:5]):
            return 5
        case [Token(Mark.DAY), Token(Mark.SLASH | Mark.STOP), Token(Mark.DAY), *rest] if not worded:
            return 0 if rest and rest[0].mark is Mark.YEAR else 3
        case _:
            return 0


def _are(*separators: Token, mark: Mark) -> bool:
    return mark in _BETWEEN - {Mark.AND} and all(token.mark is mark for token in separators)


def _is_date(a: Token, b: Token, c: Token) -> bool:
    marks = (a.mark, b.mark, c.mark)
    return b.mark is Mark.DAY and _NUMBERS.issuperset(marks) and marks.count(Mark.YEAR) <= 1


def _tight(found: Sequence[Token]) -> bool:
    """Say that no blanks part the numbers, which only stops and slashes allow."""
    return all(token.glued and (token.sign or token.mark in _NUMBERS) for token in found) or all(
        token.mark is not Mark.JOIN for token in found
    )


def _ordered(parts: list[Token], *, month_first: bool) -> list[Token]:
    if parts[0].mark is Mark.YEAR:
        year, month, day = parts
        return [replace(day, mark=Mark.DAY), replace(month, mark=Mark.MONTH), year]
    day, month, *rest = [parts[1], parts[0], *parts[2:]] if month_first else parts
    years = [token if token.mark is Mark.YEAR else replace(token, mark=Mark.SHORT_YEAR) for token in rest]
    return [day, replace(month, mark=Mark.MONTH), *years]


def _take(desk: _Desk, token: Token) -> bool:
    match token.mark:
        case Mark.DAY:
            return _take_day(desk, token)
        case Mark.MONTH:
            return _take_month(desk, token)
        case Mark.YEAR | Mark.SHORT_YEAR:
            return _take_year(desk, token)
        case Mark.JOIN | Mark.AND | Mark.SLASH:
            return _take_link(desk, token)
        case mark:
            return mark is Mark.STOP


def _take_day(desk: _Desk, token: Token) -> bool:
    if desk.days and not desk.links:
        return _take_year(desk, replace(token, mark=Mark.SHORT_YEAR))
    joined = Mark.JOIN in desk.links
    if joined and (not desk.days or desk.days[-1].joined):
        return False
    short = bool(desk.year and desk.year.mark is Mark.SHORT_YEAR)
    desk.days.append(Day(token.value, desk.month, desk.year.value if desk.year else None, joined, short))
    desk.unused.clear()
    desk.links.clear()
    desk.after_year = False
    return True


def _take_month(desk: _Desk, token: Token) -> bool:
    lacking = [day for day in desk.days if day.month is None]
    for day in lacking:
        day.month = token.value
    desk.month = None if lacking else token.value
    return bool(lacking) or _holds(desk, Mark.MONTH)


def _take_year(desk: _Desk, token: Token) -> bool:
    lacking = [day for day in desk.days if day.year is None]
    for day in lacking:
        day.year, day.short, day.shared = token.value, token.mark is Mark.SHORT_YEAR, day is not lacking[-1]
    desk.year = None if lacking else token
    desk.after_year = True
    return bool(lacking) or _holds(desk, Mark.YEAR)


def _holds(desk: _Desk, mark: Mark) -> bool:
    """Note that a month or year waits for its day; two that wait make no sense."""
    if mark in desk.unused:
        return False
    desk.unused.add(mark)
    return True


def _take_link(desk: _Desk, token: Token) -> bool:
    """Note what stands between days. A slash joins whole dates (ISO 8601) and lists bare days: 3/4 June."""
    if not desk.days:
        return token.sign or token.mark is Mark.AND
    whole = token.mark is Mark.SLASH and desk.after_year
    desk.links.add(Mark.JOIN if whole else token.mark)
    return True
