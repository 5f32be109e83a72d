"""Days as the house writes them: "3-4 June 2009"; no zero before, no ordinal, no language of the computer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from bot.core.lexicon import Lexicon
from bot.core.replies import Context, Value

Leg = tuple[date, date]

_BETWEEN = "; "


def to_value(legs: Iterable[Leg]) -> dict[str, list[list[str]]]:
    """Return the legs as they are stored: sorted, and joined where they touch."""
    return {"days": [[first.isoformat(), last.isoformat()] for first, last in merged(legs)]}


def to_legs(value: Value) -> list[Leg]:
    """Return the legs of a stored value: a range, or the ISO text of one day."""
    days = value["days"] if isinstance(value, Mapping) else [[value, value]]
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days]


def merged(legs: Iterable[Leg]) -> list[Leg]:
    """Sort the legs; those that overlap or follow each other become one."""
    done: list[Leg] = []
    for first, last in sorted(legs):
        if done and first.toordinal() <= done[-1][1].toordinal() + 1:
            done[-1] = (done[-1][0], max(last, done[-1][1]))
        else:
            done.append((first, last))
    return done


def first_day(value: Value) -> date:
    """Return the day on which the event begins."""
    return to_legs(value)[0][0]


def last_day(value: Value) -> date:
    """Return the day from which deadlines count."""
    return to_legs(value)[-1][1]


def write(legs: Sequence[Leg], lexicon: Lexicon) -> str:
    """Return the days in house style."""
    months, and_word = lexicon.month_names, lexicon.and_word
    groups = [list(group) for _, group in groupby(legs, key=_month)]
    if len(groups) == 2 and all(len(group) == 1 and _in_one_month(group[0]) for group in groups):
        (one,), (other,) = groups
        if one[0].year == other[0].year:
            return f"{_days(one)} {months[one[0].month - 1]} {and_word} {_leg(other, months)}"
    return _BETWEEN.join(_group(group, lexicon) for group in groups)


def with_weekdays(value: Value, context: Context) -> str:
    """Return the days with their weekdays, by which people notice a wrong date."""
    legs = to_legs(value)
    names = context.lexicon.weekdays
    weekdays = [
        names[first.weekday()] if first == last else f"{names[first.weekday()]}-{names[last.weekday()]}"
        for first, last in legs
    ]
    return f"{write(legs, context.lexicon)} ({listed(weekdays, context.lexicon.and_word)})"


def listed(words: Sequence[str], and_word: str) -> str:
    """Return "1, 8 and 15": no comma before the last."""
    return f" {and_word} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _month(leg: Leg) -> tuple[object, ...]:
    """Return what legs written together share; a leg over two months stands alone."""
    first, last = leg
    return (first.year, first.month) if _in_one_month(leg) else (first, last)


def _in_one_month(leg: Leg) -> bool:
    return (leg[0].year, leg[0].month) == (leg[1].year, leg[1].month)


def _group(group: Sequence[Leg], lexicon: Lexicon) -> str:
    last = group[-1][1]
    if len(group) == 1:
        return _leg(group[0], lexicon.month_names)
    days = listed([_days(leg) for leg in group], lexicon.and_word)
    return f"{days} {lexicon.month_names[last.month - 1]} {_year(last)}"


def _leg(leg: Leg, months: Sequence[str]) -> str:
    first, last = leg
    end = f"{months[last.month - 1]} {_year(last)}"
    if _in_one_month(leg):
        return f"{_days(leg)} {end}"
    year = "" if first.year == last.year else f" {_year(first)}"
    return f"{first.day} {months[first.month - 1]}{year} - {last.day} {end}"


def _days(leg: Leg) -> str:
    first, last = leg
    return str(first.day) if first == last else f"{first.day}-{last.day}"


def _year(day: date) -> str:
    return f"{day.year:04}"
