"""The words of a date: a text becomes tokens that no longer depend on language, script or digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from bot.core.lexicon import Lexicon
from bot.core.text import unmarked


class Mark(Enum):
    """What a token is. `DAY` is any number of one or two digits until the grammar knows better."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SHORT_YEAR = "short year"
    WEEKDAY = "weekday"
    JOIN = "join"
    AND = "and"
    SLASH = "slash"
    STOP = "stop"
    UNIT = "unit"
    SKIP = "skip"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is the number or the month; `glued`: no blank stands before it; `sign`: it is a dash."""

    mark: Mark
    value: int = 0
    glued: bool = False
    sign: bool = False


_PIECES = re.compile(r"(\s*)(\d+|[^\W\d_]+|\S)")
_DASHES = frozenset("-‐‒–—―−~〜")  # noqa: RUF001 - every dash that people and word processors type
_SIGNS: Mapping[str, Mark] = {
    **dict.fromkeys(_DASHES, Mark.JOIN),
    **dict.fromkeys(",،、;؛&+", Mark.AND),
    **dict.fromkeys("()[]'’\"", Mark.SKIP),  # noqa: RUF001 - the apostrophe of '09 as typed
    ".": Mark.STOP,
    "。": Mark.STOP,
    "/": Mark.SLASH,
}
# Chinese writes its units after the number and no blanks: these are punctuation more than words.
_UNITS: Mapping[str, Token] = {
    "年": Token(Mark.UNIT, 1),
    "月": Token(Mark.UNIT, 2),
    "日": Token(Mark.UNIT, 3),
    "号": Token(Mark.UNIT, 3),
    "至": Token(Mark.JOIN),
    "到": Token(Mark.JOIN),
    "和": Token(Mark.AND),
}
_LONGEST_SUFFIX = 3


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a cleaned text; weekdays, fillers and ordinal endings are gone."""
    words = vocabulary(lexicon)
    weekdays = tuple(fold(name) for name in lexicon.weekdays)
    found: list[Token] = []
    for blank, piece in _PIECES.findall(fold(_without_bullets(text))):
        for token in _classified(piece, words, weekdays):
            _add(found, replace(token, glued=not blank))
    return [token for token in _without_weekdays(found) if token.mark is not Mark.SKIP]


def fold(text: str) -> str:
    """Return the letters that count: small, without accents and invisible marks, with digits 0-9."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(_digit(c) for c in plain if unicodedata.category(c) not in {"Mn", "Cf"})


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Mapping[str, Token]:
    """Return all words that mean something, months winning over joins, joins over fillers."""
    written = {name: number for number, name in enumerate(lexicon.month_names, 1)}
    months = {**lexicon.months, **written}
    return {
        **{_word(word): Token(Mark.SKIP) for word in lexicon.fillers},
        **{_word(word): Token(Mark.AND) for word in lexicon.ands},
        **{_word(word): Token(Mark.JOIN) for word in lexicon.joins},
        **{_word(word): Token(Mark.WEEKDAY) for word in lexicon.weekdays},
        **_UNITS,
        _word(lexicon.and_word): Token(Mark.AND),
        **{_word(word): Token(Mark.MONTH, number) for word, number in months.items()},
    }


def _word(word: str) -> str:
    return fold(word).strip(" .")


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _without_bullets(text: str) -> str:
    """Read each line as an item; a dash before a line is a bullet only if one is before the first line."""
    lines = text.split("\n")
    if lines[0][:1].isdecimal() or unmarked(lines[0]) == lines[0]:
        return " ; ".join(lines)
    return " ; ".join(line if line[:1].isdecimal() else unmarked(line) for line in lines)


def _classified(piece: str, words: Mapping[str, Token], weekdays: tuple[str, ...]) -> Iterator[Token]:
    if piece in words:
        yield words[piece]
    elif piece.isdecimal():
        yield _number(piece)
    elif piece in _SIGNS:
        yield Token(_SIGNS[piece], sign=piece in _DASHES)
    elif len(piece) >= 3 and any(name.startswith(piece) for name in weekdays):
        yield Token(Mark.WEEKDAY)
    elif len(piece) > 1 and piece[0] >= "\u2e80":
        yield from _segments(piece, words)
    else:
        yield Token(Mark.UNKNOWN, len(piece))


def _number(digits: str) -> Token:
    if len(digits) <= 2:
        return Token(Mark.DAY, int(digits))
    return Token(Mark.YEAR, int(digits)) if len(digits) == 4 else Token(Mark.UNKNOWN, 9)


def _segments(piece: str, words: Mapping[str, Token]) -> Iterator[Token]:
    """Cut a run of Chinese into its known words, longest first."""
    start = 0
    while start < len(piece):
        length = next((n for n in (3, 2, 1) if piece[start : start + n] in words), 0)
        yield words[piece[start : start + length]] if length else Token(Mark.UNKNOWN, 9)
        start += length or 1


def _add(found: list[Token], token: Token) -> None:
    """Add a token; units and ordinal endings change or leave the number before them."""
    last = found[-1] if found else None
    if token.mark is Mark.UNIT and last and last.mark in {Mark.DAY, Mark.YEAR}:
        found[-1] = _with_unit(last, token.value)
    elif _is_ending(token, found):
        if last and last.sign:
            found.pop()
    else:
        found.append(token if token.mark is not Mark.UNIT else Token(Mark.UNKNOWN, 9))


def _with_unit(number: Token, unit: int) -> Token:
    match unit, number.mark:
        case 1, Mark.DAY:
            return replace(number, mark=Mark.SHORT_YEAR)
        case 2, Mark.DAY:
            return replace(number, mark=Mark.MONTH)
        case _:
            return number


def _is_ending(token: Token, found: list[Token]) -> bool:
    """Recognize "rd" in 3rd, "er" in 1er, "-go" in Russian: short, unknown, with no blank before."""
    if token.mark is not Mark.UNKNOWN or not token.glued or token.value > _LONGEST_SUFFIX:
        return False
    before = found[-2:] if found and found[-1].sign and found[-1].glued else found[-1:]
    return bool(before) and before[0].mark in {Mark.DAY, Mark.YEAR}


def _without_weekdays(found: list[Token]) -> Iterator[Token]:
    """Drop weekdays, and what joins two of them: the dash of "(Wednesday-Thursday)"."""
    around = zip([None, *found], found, [*found[1:], None], strict=False)
    for before, token, after in around:
        between = before and after and before.mark is after.mark is Mark.WEEKDAY
        if token.mark is not Mark.WEEKDAY and not between:
            yield token
