"""The words of one language that the core must recognise or write: months, weekdays, commands, yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Words, all in lower case unless they are written into a note.

    `months` maps every accepted name or abbreviation, in all languages accepted, to 1-12; `month_names` and
    `weekdays` (Monday first) are those that are written. `joins` are words between the two ends of a range
    ("to", "until", "bis"); `ands` stand between separate days ("and", "et"); `fillers` are dropped ("the",
    "from", "of"). `commands` maps a command to the words for it; `nothing` are replies such as "none" or
    "n/a"; `asks` are words that begin a question to the bot. `relative` maps phrases to one of the keys today,
    yesterday, tomorrow, last_week, this_week, next_week.
    """

    months: Mapping[str, int]
    month_names: tuple[str, ...]
    weekdays: tuple[str, ...]
    joins: frozenset[str]
    ands: frozenset[str]
    fillers: frozenset[str]
    commands: Mapping[str, tuple[str, ...]]
    yes: frozenset[str]
    no: frozenset[str]
    nothing: frozenset[str]
    asks: frozenset[str]
    relative: Mapping[str, str] = field(default_factory=dict)
    and_word: str = "and"
