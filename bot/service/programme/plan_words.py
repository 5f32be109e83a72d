"""A plan in words: what happens to which event, who is added, and what is wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.text import excerpt
from bot.render.lexicons import Phrases
from bot.render.scenes import fill, listed, shorten, town
from bot.service.programme.facts import dates_of
from bot.service.programme.planning import CANCELLED, Change, Plan, What
from storage import Event

MOST = 20
"""Changes, and faults, that one message shows."""

Row = tuple[str, str, str, str]
"""What is new, the days, the event, the people."""


class PlanWords:
    """Says a plan, as a table, as a message, and as JSON."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def title(self, plan: Plan) -> str:
        """Return what heads it."""
        name = shorten(plan.name, 60)
        if plan.faults and not plan.changes:
            return self._say("title_wrong", name=name, n=len(plan.faults))
        return self._say("title" if plan.changes else "title_same", name=name, n=len(plan.changes))

    def rows(self, plan: Plan) -> list[Row]:
        """Return the changes as the rows of a table."""
        return [self._row(change, plan.names) for change in plan.changes]

    def lines(self, plan: Plan) -> list[str]:
        """Return the changes and all else as the lines of a message, the first of each."""
        rows = ["; ".join(filter(None, row)) for row in self.rows(plan)]
        return [*self._first(rows), *self.remarks(plan, most=MOST)]

    def remarks(self, plan: Plan, *, most: int | None = None) -> list[str]:
        """Return what is to be said besides the changes."""
        lines = [self._say("same", n=plan.same)] if plan.same else []
        lines += self._together([change for change in plan.changes if change.added and change.people > 1])
        lines += [excerpt(notice, 600) for notice in plan.notices[:most]]
        if plan.left_out:
            lines.append(self._say("left_out", n=len(plan.left_out), events=self._named(plan.left_out)))
        lines += self._alone([change.event for change in plan.changes if _has_nobody(change)])
        lines += self._first([self._unknown(*each) for each in plan.unknown.items()], most)
        lines += self._first([self._say("unmet", person=person) for person in plan.unmet], most)
        return [*lines, *self._first([excerpt(str(each), 300) for each in plan.faults], most)]

    def _together(self, changes: Sequence[Change]) -> list[str]:
        """Say of the events to which several people go that one note is enough."""
        if not changes:
            return []
        events = self._named([change.event for change in changes])
        return [self._say("together", n=len(changes), people=changes[0].people, events=events)]

    def _alone(self, events: Sequence[Event]) -> list[str]:
        """Say of which events nobody will write a note."""
        return [self._say("alone", n=len(events), events=self._named(events))] if events else []

    def _named(self, events: Sequence[Event]) -> str:
        named = [shorten(event.title, 60) for event in events[:5]]
        more = [self._say("others", n=len(events) - 5)] if len(events) > 5 else []
        return listed([*named, *more], self.phrases.lexicon)

    def json(self, plan: Plan) -> dict[str, Any]:
        """Return the plan as JSON values."""
        return {
            "file": plan.name,
            "changes": [_json(change) for change in plan.changes],
            "unchanged": plan.same,
            "left_out": [event.uid for event in plan.left_out],
            "unknown": {said: list(like) for said, like in plan.unknown.items()},
            "unmet": list(plan.unmet),
            "faults": [{"where": f.where, "what": f.what, "mend": f.mend} for f in plan.faults],
            "notices": list(plan.notices),
        }

    def _row(self, change: Change, names: Mapping[str, str]) -> Row:
        now, before = change.event, change.before
        what = ", ".join(self._say(f"what_{each}") for each in change.what)
        people = [
            *(self._say("add", name=names[person]) for person in change.added),
            *(self._say("drop", name=names[person]) for person in change.removed),
            *(self._say("who", name=excerpt(said, 60)) for said in change.unknown),
        ]
        days = self._was(self._days(before) if before else "", self._days(now))
        told = set(change.what) & {What.RENAMED, What.PLACE}
        event = self._was(self._event(before) if before and told else "", self._event(now))
        return what, days, event, ", ".join(people)

    def _days(self, event: Event) -> str:
        """Return the days of an event, and at what hour it ends where the file says so."""
        days = dates_of(event, self.phrases.lexicon)
        if not event.ends:
            return days
        facts = {"days": days, "hour": event.ends, "place": town(event.zone)}
        return self._say("ends_at" if event.zone else "ends_there", **facts)

    def _event(self, event: Event) -> str:
        facts = {"event": shorten(event.title, 80), "place": shorten(event.place, 60)}
        return self._say("held_in", **facts) if event.place else facts["event"]

    def _was(self, was: str, now: str) -> str:
        return self._say("was", now=now, was=was) if was and was != now else now

    def _unknown(self, said: str, like: Sequence[str]) -> str:
        meant = self._say("meant", names=listed(list(like), self.phrases.lexicon)) if like else ""
        return self._say("unknown", name=excerpt(said, 80), meant=meant)

    def _first(self, lines: Sequence[str], most: int | None = MOST) -> list[str]:
        """Return the first lines, and how many more there are."""
        if most is None or len(lines) <= most:
            return list(lines)
        return [*lines[:most], self._say("more", n=len(lines) - most)]

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.phrases.programme, key, facts)


def _has_nobody(change: Change) -> bool:
    return not (change.people or change.unknown or change.event.status == CANCELLED)


def _json(change: Change) -> dict[str, Any]:
    now, before = change.event, change.before
    was = (
        {"title": before.title, "first": before.first, "last": before.last, "place": before.place}
        if before
        else {}
    )
    return {
        "uid": now.uid,
        "what": [str(each) for each in change.what],
        "title": now.title,
        "first": now.first.isoformat(),
        "last": now.last.isoformat(),
        "place": now.place,
        "organizers": list(now.organizers),
        "zone": now.zone,
        "ends": now.ends,
        "status": now.status,
        "was": {name: str(value) for name, value in was.items()},
        "added": list(change.added),
        "removed": list(change.removed),
        "unknown": list(change.unknown),
    }
