"""What each screen offers: the commands that count there, of which its buttons are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.moves import WEEKDAYS, On, Screen, Word

EVERYWHERE = frozenset(
    {
        Word.START,
        Word.SKIP,
        Word.BACK,
        Word.EDIT,
        Word.DELETE,
        Word.REPEAT,
        Word.HELP,
        Word.PAUSE,
        Word.PREVIEW,
        Word.DONE,
        Word.SUBMIT,
        Word.ABSENT,
        Word.NOBODY,
        Word.OTHER,
        Word.DROP,
        Word.TOGETHER,
        Word.REMIND,
        Word.HAND_OVER,
        Word.STOP,
    }
)
"""Commands that count on every screen of an interview that goes on."""

STAY = (Word.NO, Word.KEEP, Word.CANCEL)
"""What leaves an exit as it is."""

OPTIONS: Mapping[On, tuple[Word, ...]] = {
    On.OPENING: (
        Word.START,
        Word.TOGETHER,
        Word.TONIGHT,
        Word.TOMORROW,
        *WEEKDAYS,
        Word.PICK,
        Word.ABSENT,
        Word.OTHER,
        Word.COLLEAGUE,
        Word.WHY,
    ),
    On.FACTS: (Word.YES, Word.NO, Word.COLLEAGUE),
    On.QUESTION: (Word.EXAMPLES,),
    On.DOUBT: (Word.YES, Word.NO, Word.ADD, Word.KEEP, Word.CANCEL),
    On.MORE: (Word.NEXT,),
    On.STUCK: (Word.USE, Word.LEAVE, *WEEKDAYS, Word.COORDINATOR, Word.EXAMPLES),
    On.EDITING: (Word.KEEP, Word.CANCEL, Word.REPLACE, Word.ADD, Word.REMOVE),
    On.ADDING: (Word.KEEP, Word.CANCEL),
    On.REPLACING: (Word.KEEP, Word.CANCEL),
    On.REMOVING: (Word.REMOVE, Word.KEEP, Word.CANCEL),
    On.REASON: (Word.UNFIT, Word.GETTING, Word.ORGANIZER, Word.NO_REASON),
    On.WHEN: (Word.TOMORROW, *WEEKDAYS, Word.PICK, Word.NEVER),
    On.PAUSED: (Word.START, Word.TONIGHT, Word.TOMORROW, *WEEKDAYS, Word.PICK, Word.MYSELF),
    On.OFFER: (Word.USE, Word.YES, Word.NO),
    On.REVIEW: (Word.NO, Word.ATTRIBUTION),
    On.FINDING: (
        Word.AGREE,
        Word.REFUSE,
        Word.USE,
        Word.KEEP,
        Word.KEEP_ALL,
        Word.REMOVE,
        Word.COORDINATOR,
        Word.NAMED,
        Word.DELEGATION,
        Word.SEVERAL,
        Word.UNATTRIBUTED,
        Word.NO_NAME,
    ),
    On.SPEAKERS: (Word.ATTRIBUTION, Word.CANCEL),
    On.SURE_ABSENT: (
        Word.NOBODY,
        Word.COLLEAGUE,
        Word.PART,
        Word.MOVED,
        Word.NOTHING,
        Word.CLOSE,
        *STAY,
    ),
    On.SURE_OTHER: (Word.CLOSE, *STAY),
    On.AWAY: STAY,
    On.NEEDING: STAY,
    On.STOPPING: (Word.NO_REASON, *STAY),
    On.HANDING: STAY,
    On.ERASING: (Word.YES, *STAY),
    On.CLOSED: (),
}
"""What else each screen offers. Buttons are drawn from this table, so that words and buttons are equal."""

EXITS = (Word.TOMORROW, *WEEKDAYS, Word.PICK, Word.AWAY, Word.NEED, Word.HAND_OVER, Word.STOP)
"""What a screen offers besides that came by itself, or to somebody who stops; `Word.ABSENT` counts everywhere."""


HINTED = (Word.USE, Word.MINE)
"""What a screen offers besides where a suggestion of style stands beside it."""


def offered(screen: Screen) -> tuple[Word, ...]:
    """Return what a screen offers besides the commands that count everywhere."""
    exits = EXITS if screen.exits else ()
    hinted = HINTED if screen.hint else ()
    return tuple(dict.fromkeys((*OPTIONS[screen.on], *hinted, *exits)))
