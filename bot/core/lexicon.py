"""The words of one language that the core must recognise or write: months, weekdays, commands, yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentWords:
    """Words for moments to come.

    `at` stands before an hour, `halves` (am, pm) after it; `hours` name one ("morning" is 9). `days` count from
    today, `units` are in minutes, `numbers` as words; `next_week` is its Monday; `fillers` are dropped.
    """

    at: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    next_week: frozenset[str] = frozenset()
    halves: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Words, all in lower case unless they are written into a note.

    `months` maps every accepted name or abbreviation, in all languages accepted, to 1-12; `month_names` and
    `weekdays` (Monday first) are those that are written. `joins` are words between the two ends of a range
    ("to", "until", "bis"); `ands` stand between separate days ("and", "et"); `fillers` are dropped ("the",
    "from", "of"). `commands` maps a command to the words for it; `nothing` are replies such as "none" or
    "n/a"; `asks` are words that begin a question to the bot. `relative` maps phrases to one of the keys today,
    yesterday, tomorrow, last_week, this_week, next_week. `chat` maps small talk to what it is: hello, thanks,
    never_mind, stop or help. `verbs` may begin an aim with a small letter. `puzzled` are replies of somebody who
    did not understand ("what?"), `unknown` of somebody who has no answer, `unknown_begins` how such replies begin.
    `later` begins a reply that names a time to come back; `oneself` are words of somebody who speaks of
    themselves, `polite` words before or after a command;
    `corrects` are words with which a correction begins, `instead` those that may follow, `wants` how somebody begins
    who wants to change another answer;
    `agrees` are words of which one makes a nod, `agreeing` those that may stand beside it; `wrong` say that a fact
    is wrong, `equals` stand between its name and what is right;
    `refuses` are words of which one begins a refusal, `refusing` those that may follow where nothing else is said,
    `told` those that somebody goes on with who says why not;
    `affirms` and `denies` are taken for yes and no where that is confirmed.
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
    chat: Mapping[str, str] = field(default_factory=dict)
    verbs: frozenset[str] = frozenset()
    puzzled: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    unknown_begins: tuple[str, ...] = ()
    oneself: frozenset[str] = frozenset()
    later: tuple[str, ...] = ()
    polite: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    agrees: frozenset[str] = frozenset()
    agreeing: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    equals: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    refusing: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    affirms: frozenset[str] = frozenset()
    denies: frozenset[str] = frozenset()
    moments: MomentWords = field(default_factory=MomentWords)


MORNING = 9
"""The hour that a day has which is named without one, unless a policy says otherwise; the words are written for it."""


@lru_cache(maxsize=64)
def at_morning(lexicon: Lexicon, hour: int) -> Lexicon:
    """Return the words in which mornings have this hour."""
    if hour == MORNING:
        return lexicon
    commands = {
        word: tuple(name.replace(clock(MORNING), clock(hour)) for name in names)
        for word, names in lexicon.commands.items()
    }
    return replace(lexicon, commands=commands)


def clock(hour: int) -> str:
    """Return a full hour as it is written."""
    return f"{hour:02}:00"
