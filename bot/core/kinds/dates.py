"""What a text about days means: its legs, or all that is wrong with them and what may be meant instead."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from bot.core.kinds.date_grammar import Day, days
from bot.core.kinds.date_style import Leg, merged, write
from bot.core.kinds.date_words import Mark, Token, fold, tokens
from bot.core.replies import Context, Unclear
from bot.core.text import clean, excerpt

_LONGEST = 5_000  # a meeting every week for years
_LAST_YEAR = MAXYEAR - 9  # so that a few days and weeks can still be added
_LONGEST_GUESS = 60
_OVER_NEW_YEAR = 31
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKS = {"last_week": -7, "this_week": 0, "next_week": 7}


@dataclass(frozen=True, slots=True)
class Reading:
    """Legs as understood. With problems they are only a proposal, and none if there is no proposal."""

    legs: tuple[Leg, ...]
    problems: tuple[str, ...] = ()
    guessed: bool = False


def understood(text: str, context: Context) -> Reading | Unclear:
    """Return the days that the text names, or what to ask about them."""
    said = clean(text)
    if not said:
        return Unclear("empty")
    found = tokens(said, context.lexicon) if len(said) <= _LONGEST else []
    readings = _readings(found, context.today)
    sure = [reading for reading in readings if not reading.problems]
    if len(sure) == 1:
        return sure[0]
    if readings:
        return _asked(said, sure or readings, context)
    return _guessed(said, found, context) or Unclear("not_a_date", {"said": excerpt(said), "suggestions": []})


def suggested(key: str, said: str, legs: Sequence[Sequence[Leg]], context: Context) -> Unclear:
    """Ask, with the days to choose from: each written so that it can be sent back."""
    written = dict.fromkeys(write(choice, context.lexicon) for choice in legs if choice)
    return Unclear(key, {"said": excerpt(said), "suggestions": list(written)})


def _asked(said: str, readings: Sequence[Reading], context: Context) -> Unclear:
    """Name every problem at once: nobody likes to be corrected twice."""
    ambiguous = ["ambiguous_date"] if len(readings) > 1 else []
    problems = list(dict.fromkeys([*ambiguous, *(key for reading in readings for key in reading.problems)]))
    legs = [reading.legs for reading in readings]
    if len(problems) == 1:
        return suggested(problems[0], said, legs, context)
    asked = suggested("date_faults", said, legs, context)
    return replace(asked, facts={**asked.facts, "problems": problems})


def _readings(found: Sequence[Token], today: date) -> list[Reading]:
    """Read 3/4 as 3 April and as 4 March; readings that are the same or lead nowhere are one."""
    both = (days(found, month_first=False), days(found, month_first=True))
    distinct = list(dict.fromkeys(_resolved(each, today) for each in both if each is not None))
    return [reading for reading in distinct if reading.legs] or distinct[:1]


def _resolved(found: list[Day], today: date) -> Reading:
    if not found:
        return Reading((), ("day_missing",))
    dated = _with_years(found, today)
    checks = {
        "short_year": any(day.short for day in found),
        "year_missing": any(day.year is None for day in found),
        "no_such_day": not all(_exists(day) for day in dated),
    }
    problems = [key for key, wrong in checks.items() if wrong]
    legs = [_leg(pair) for pair in _pairs(dated)]
    problems += [problem for _, problem in legs if problem]
    known = [leg for leg, _ in legs if leg]
    proposal = merged(known) if len(known) == len(legs) else []
    return Reading(tuple(proposal), tuple(dict.fromkeys(problems)))


def _with_years(found: Sequence[Day], today: date) -> list[Day]:
    """Fill in the years that were not written: like the day before, or else the most recent."""
    dated: list[Day] = []
    for day in found:
        if day.year is None:
            year = dated[-1].year if dated else _recent(day, today)
            dated.append(replace(day, year=year, shared=True))
        else:
            dated.append(replace(day, year=_century(day.year, today) if day.short else day.year))
    return dated


def _recent(day: Day, today: date) -> int:
    """Return the last year in which this day was past or present; a 29 February may be eight years ago."""
    tried = (replace(day, year=today.year - back) for back in range(9))
    past = (each.year for each in tried if _exists(each) and _date(each) <= today)
    return next(past, None) or today.year


def _century(year: int, today: date) -> int:
    full = today.year // 100 * 100 + year
    return full if full <= today.year + 1 else full - 100


def _pairs(dated: Sequence[Day]) -> Iterator[tuple[Day, Day]]:
    for day, after in zip(dated, [*dated[1:], None], strict=True):
        if not day.joined:
            yield (day, after) if after and after.joined else (day, day)


def _leg(pair: tuple[Day, Day]) -> tuple[Leg | None, str]:
    """Return the leg, or the likeliest one and what was wrong: the order, or a new year left unsaid."""
    if not all(map(_is_near, pair)):
        return None, ""
    first, last = map(_date, pair)
    if first <= last:
        return (first, last), ""
    turn = _over_new_year(*pair)
    if turn:
        return turn, "year_missing" if any(day.shared for day in pair) else "first_after_last"
    return (last, first), "first_after_last"


def _over_new_year(first: Day, last: Day) -> Leg | None:
    """Read 30 December - 2 January 2010 as beginning in 2009."""
    if last.shared or not first.shared:
        last = replace(last, year=(last.year or 0) + 1)
    else:
        first = replace(first, year=(first.year or 0) - 1)
    if not (_exists(first) and _exists(last)):
        return None
    leg = _date(first), _date(last)
    return leg if 0 <= (leg[1] - leg[0]).days <= _OVER_NEW_YEAR else None


def _exists(day: Day) -> bool:
    return _is_near(day) and _date(day).day == day.day


def _is_near(day: Day) -> bool:
    """Say whether the day exists or is at most beyond the end of its month, like 31 June."""
    return 1 <= (day.month or 0) <= 12 and MINYEAR <= (day.year or 0) <= _LAST_YEAR and 1 <= day.day <= 31


def _date(day: Day) -> date:
    year, month = day.year or MINYEAR, day.month or 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _guessed(said: str, found: Sequence[Token], context: Context) -> Reading | None:
    """Read a few words that are no date: relative ones, a date among others, or what the guesser says."""
    if len(said) > _LONGEST_GUESS:
        return None
    legs = _relative(said, context) or _among_others(found, context.today)
    if not legs:
        day = context.guess(said, context.today)
        legs = ((day, day),) if day else ()
    return Reading(legs, guessed=True) if legs else None


def _relative(said: str, context: Context) -> tuple[Leg, ...]:
    keys = {fold(words): key for words, key in context.lexicon.relative.items()}
    key = keys.get(fold(said).strip(" .!"), "")
    if key in _NEAR:
        day = context.today + timedelta(days=_NEAR[key])
        return ((day, day),)
    if key in _WEEKS:
        monday = context.today + timedelta(days=_WEEKS[key] - context.today.weekday())
        return ((monday, monday + timedelta(days=4)),)
    return ()


def _among_others(found: Sequence[Token], today: date) -> tuple[Leg, ...]:
    readings = _readings([token for token in found if token.mark is not Mark.UNKNOWN], today)
    match readings:
        case [Reading(legs, ())]:
            return legs
        case _:
            return ()
