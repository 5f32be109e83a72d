"""The kind `number`: an int or a float as people type it; the stop is the decimal mark of the house."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import excerpt, one_line

_LONGEST = 40
_NUMBER = re.compile(r"[-−+]?\d[\d., '’٬٫]*")  # noqa: RUF001 - a minus and marks as typed
_MARKS = str.maketrans({"٬": ",", "٫": ".", "’": "'", "−": "-", "+": ""})  # noqa: RUF001 - same
_COMMA_GROUPS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_STOP_GROUPS = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|-?\d{1,3}\.\d{3},\d+")
_BLANK_GROUPS = re.compile(r"-?\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
_EITHER = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    said = one_line(reply.text)
    if not said:
        return Unclear("empty")
    number = _number(said)
    if number is None:
        return Unclear("not_a_number", {"said": excerpt(said), "suggestions": _inside(said)})
    return _range_fault(number, question) or _doubt(said, number, question) or Clear(number)


def _number(said: str) -> int | float | None:
    if len(said) > _LONGEST or not _NUMBER.fullmatch(said):
        return None
    typed = said.translate(_MARKS)
    plain = _without_groups(typed)
    if plain is None:
        return None
    return float(plain) if "." in plain else int(plain)


def _without_groups(typed: str) -> str | None:
    if _COMMA_GROUPS.fullmatch(typed):
        return typed.replace(",", "")
    if _STOP_GROUPS.fullmatch(typed):
        return typed.replace(".", "").replace(",", ".")
    if _BLANK_GROUPS.fullmatch(typed) or _PLAIN.fullmatch(typed):
        return typed.replace(" ", "").replace("'", "").replace(",", ".")
    return None


def _inside(said: str) -> list[str]:
    """Offer the number in "about 300 people", if there is one and only one."""
    found = [match.strip(" .,'’") for match in _NUMBER.findall(said[:1000])]  # noqa: RUF001 - as typed
    numbers = [number for number in map(_number, found) if number is not None]
    return [_written(number) for number in numbers] if len(found) == len(numbers) == 1 else []


def _range_fault(number: float, question: Question) -> Unclear | None:
    if question.least is not None and number < question.least:
        return Unclear("too_small", {"said": _written(number), "least": question.least})
    if question.most is not None and number > question.most:
        return Unclear("too_large", {"said": _written(number), "most": question.most})
    return None


def _doubt(said: str, number: float, question: Question) -> Doubt | None:
    usual = question.extra.get("usual")
    if usual is not None and number > usual:
        return Doubt(number, "odd_number", {"said": _written(number), "usual": usual})
    if _EITHER.fullmatch(said.translate(_MARKS)):
        whole = _written(int(said.translate(_MARKS).replace(".", "")))
        return Doubt(number, "decimal_point", {"said": _written(number), "suggestions": [whole]})
    return None


def _written(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{Decimal(repr(number)):f}"


def _show(value: Value, _question: Question, _context: Context) -> str:
    return _written(value)


KIND = Kind(name="number", shape=Shape.LINE, parse=_parse, show=_show, settings=frozenset({"usual"}))
