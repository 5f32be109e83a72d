"""What a person can do in an interview, what is on their screen, and what follows from it: three small vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.core.replies import Reply, Value


class Word(StrEnum):
    """A command. The words for it, in each language, are in `templates/phrases`."""

    START = "start"
    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    DELETE = "delete"
    REPEAT = "repeat"
    HELP = "help"
    PAUSE = "pause"
    PREVIEW = "preview"
    DONE = "done"
    SUBMIT = "submit"
    YES = "yes"
    NO = "no"
    NEXT = "next"
    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"
    KEEP = "keep"
    CANCEL = "cancel"
    USE = "use"
    MINE = "mine"
    LEAVE = "leave"
    EXAMPLES = "examples"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    PICK = "pick"
    MYSELF = "myself"
    NEVER = "never"
    ABSENT = "absent"
    OTHER = "other"
    DROP = "drop"
    WHY = "why"
    UNFIT = "unfit"
    GETTING = "getting"
    ORGANIZER = "organizer"
    NO_REASON = "no_reason"
    CLOSE = "close"
    KEEP_ALL = "keep_all"
    COORDINATOR = "coordinator"
    NAMED = "named"
    DELEGATION = "delegation"
    SEVERAL = "several"
    UNATTRIBUTED = "unattributed"
    ATTRIBUTION = "attribution"
    NO_NAME = "no_name"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    AWAY = "away"
    NEED = "need"
    HAND_OVER = "hand_over"
    STOP = "stop"
    REMIND = "remind"
    NOBODY = "nobody"
    COLLEAGUE = "colleague"
    PART = "part"
    MOVED = "moved"
    NOTHING = "nothing"
    TOGETHER = "together"
    AGREE = "agree"
    REFUSE = "refuse"


WEEKDAYS = (
    Word.MONDAY,
    Word.TUESDAY,
    Word.WEDNESDAY,
    Word.THURSDAY,
    Word.FRIDAY,
    Word.SATURDAY,
    Word.SUNDAY,
)
"""The words that name a day to come, of the seven after today."""


class On(StrEnum):
    """What a message shows, and so what a reply to it answers."""

    OPENING = "opening"
    FACTS = "facts"
    QUESTION = "question"
    DOUBT = "doubt"
    MORE = "more"
    STUCK = "stuck"
    EDITING = "editing"
    ADDING = "adding"
    REPLACING = "replacing"
    REMOVING = "removing"
    REASON = "reason"
    WHEN = "when"
    PAUSED = "paused"
    OFFER = "offer"
    REVIEW = "review"
    FINDING = "finding"
    SPEAKERS = "speakers"
    SURE_ABSENT = "sure_absent"
    SURE_OTHER = "sure_other"
    AWAY = "away"
    NEEDING = "needing"
    STOPPING = "stopping"
    HANDING = "handing"
    ERASING = "erasing"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is shown. `key` is the question it is about, `tries` counts replies to it that did not fit.

    `said` are replies that wait for a decision: in doubt, or offered to this question. `about` is the id of
    the finding that is to be decided on, `hint` that of one that is suggested beside what is asked. `exits` says
    that it came by itself and offers `EXITS`.
    """

    on: On
    key: str = ""
    said: tuple[Reply, ...] = ()
    tries: int = 0
    about: str = ""
    hint: str = ""
    exits: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command, with what was typed after it."""

    word: Word
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply to what is on the screen; `quick` if it was sent before that could be seen."""

    reply: Reply
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Amend:
    """The person edited an earlier message of theirs, which is part of the answer to `key`."""

    key: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Offer:
    """A reply that points at another question than the one on the screen."""

    key: str
    reply: Reply


Move = Command | Answer | Amend | Offer


@dataclass(frozen=True, slots=True)
class Save:
    """Store this value as the answer, and the replies that made it."""

    key: str
    value: Value
    said: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Decide:
    """Store what the person decided about a finding, so that it is not asked again."""

    about: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Store that these known facts are right."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Keep:
    """Store replies that could not be used, so that nothing typed is lost."""

    key: str
    said: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time, by the clock on the person's wall."""

    day: date
    hour: int = 9
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Pass:
    """Store that the question is skipped, why, and when to ask it again if ever."""

    key: str
    reason: str = ""
    again: Moment | None = None


@dataclass(frozen=True, slots=True)
class Erase:
    """Let every word go that was said to the question of this label, for good; of one person alone if `by` says so."""

    key: str
    label: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something: a key of `templates/phrases` and what fills it. `quote` are words shown verbatim."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Wake:
    """Come back then with this screen, unless the person comes back first."""

    at: Moment
    screen: Screen


@dataclass(frozen=True, slots=True)
class Want:
    """Store what the person decides about being reminded, a word of the service's, and tell the coordinators."""

    kind: str
    until: Moment | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """Show the draft as it stands."""


@dataclass(frozen=True, slots=True)
class Submit:
    """Hand the draft in."""


@dataclass(frozen=True, slots=True)
class Close:
    """End it without a note: `reason` is a word of `exits.REASONS`, or `other`, or `joined`: then it names whose."""

    reason: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Put this on the screen. Each step ends with exactly one of these, at most."""

    screen: Screen


Effect = Save | Decide | Confirm | Keep | Pass | Erase | Tell | Wake | Want | Show | Submit | Close | Ask
