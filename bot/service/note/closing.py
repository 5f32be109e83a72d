"""A note is closed without a draft: whoever asked for it is told, and those who joined it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.interview import Interview
from bot.core.messages import Button, Line, Message
from bot.core.notes import Status
from bot.render.scenes import long_day, title_of
from bot.service.chase.away import calendar_of
from bot.service.chase.deadlines import policy_of
from bot.service.chase.steps import drop_promises
from bot.service.circle import TOGETHER
from bot.service.note.handing_in import HandingIn


def close(end: HandingIn, interview: Interview, why: str, *, other: str = "") -> None:
    """Close the note without a draft, and tell whoever asked for it; `other` is whose note was joined."""
    times = [entry for entry in end.tx.journal.of(end.note.id) if entry.what == Status.DECLINED]
    end.become(Status.DECLINED, why=why)
    drop_promises(end.tx, end.note.id, interview.skipped)
    key = ":".join(map(str, ("declined", end.note.id, *([len(times)] if times else []))))
    facts = {"name": end.by.name, "title": title_of(interview), "other": other, "day": _last_day(end)}
    _tell_beside(end, key, facts)
    if end.note.asked_by != end.by.id:
        said = Line(end.sentence(f"declined_{why}", facts))
        labels, about = end.office.phrases.buttons, str(end.note.id)
        acts = {"nobody": ("confirm", "again"), "joined": (), "cancelled": ()}.get(why, ("again",))
        buttons = tuple(Button(labels[f"board_{act}"], act=act, about=about) for act in acts)
        message = Message(parts=(said,), buttons=buttons)
        end.mail.post(end.note.asked_by, message, key=key, purpose="tell", note=end.note.id)


def _last_day(end: HandingIn) -> str:
    """Return until which day a coordinator can confirm that nobody went; after it the note is closed."""
    calendar = calendar_of(end.office, end.tx, end.by)
    days = policy_of(end.office, end.tx, end.note).confirm_days
    day = calendar.add(end.office.local(end.by).date(), days)
    return long_day(day, end.office.phrases.lexicon)


def _tell_beside(end: HandingIn, key: str, facts: Mapping[str, object]) -> None:
    """Tell those who joined the note that it is closed: nobody writes on the event unless they do."""
    own = {
        entry.who: entry.facts["own"]
        for entry in end.tx.journal.of(end.note.id)
        if entry.what == TOGETHER and "own" in entry.facts
    }
    undo = end.office.phrases.buttons["board_undo"]
    for author in end.circle.writers[1:]:
        if author in own:
            said = Line(end.sentence("declined_beside", facts))
            message = Message(parts=(said,), buttons=(Button(undo, act="again", about=str(own[author])),))
            end.mail.post(author, message, key=f"{key}:{author}", purpose="tell", note=end.note.id)
