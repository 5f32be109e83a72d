"""What the policy forbids, looked for in everything that was sent in the four weeks of the demo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from bot.core.calendar import Calendar
from bot.core.chasing import EXPERT, HANDOFF
from bot.core.policy import HEARS, Policy
from bot.service.chase.steps import DIGEST
from bot.service.sweeps.simulation import Coming


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who may hear something by itself, with the days on which they work."""

    name: str
    calendar: Calendar = field(default_factory=Calendar)


@dataclass(frozen=True, slots=True)
class Silence:
    """Why somebody is to hear nothing by itself, from when until when; `about` one event, or any."""

    person: str
    why: str
    begins: datetime
    ends: datetime
    about: str = ""


def broken(
    rules: Policy, people: Mapping[str, Hearer], seen: Sequence[Coming], silent: Sequence[Silence]
) -> Iterator[str]:
    """Give every message that the policy forbids; `people` are all who may hear something, coordinators as well."""
    for person, who in people.items():
        heard = [one for one in seen if one.to == person and (one.step in HEARS or one.step == DIGEST)]
        for one in heard:
            yield from (f"{who.name} heard {one.step} {why}." for why in _wrong(rules, who, one, silent))
        for first, then in pairwise(heard):
            yield from _too_soon(rules, who, first, then)
        for note in {one.note for one in heard if HEARS.get(one.step) == EXPERT}:
            yield from _too_many(rules, who, [one for one in seen if one.note == note])


def _too_soon(rules: Policy, who: Hearer, first: Coming, then: Coming) -> Iterator[str]:
    """Say whether two came too soon; the digest of the week comes on its hour, whatever came the day before."""
    apart = then.at - first.at >= timedelta(hours=rules.apart_hours) or (
        then.step == DIGEST and not then.news
    )
    if not apart or first.local.date() == then.local.date():
        yield f"{who.name} heard {first.step} and {then.step} too soon after each other."


def _too_many(rules: Policy, who: Hearer, about: Sequence[Coming]) -> Iterator[str]:
    """Say whether an expert heard too often of one note, or too often before a coordinator was told."""
    heard = [one for one in about if HEARS.get(one.step) == EXPERT]
    if len(heard) > rules.in_all:
        yield f"{who.name} heard {len(heard)} messages about one note."
        return
    handed = min((one.at for one in about if one.step == HANDOFF), default=None)
    before = [one for one in heard if handed is None or one.at < handed]
    if len(before) > rules.before_handoff:
        yield f"{who.name} heard {len(before)} messages about one note before anybody else was told."


def _wrong(rules: Policy, who: Hearer, one: Coming, silent: Sequence[Silence]) -> Iterator[str]:
    closes = rules.first_until if one.step == "ask" else rules.closes
    if not who.calendar.works(one.local.date()) or not rules.opens <= one.local.hour < closes:
        yield f"on {one.local:%A %d %B at %H:%M}"
    for each in silent:
        meant = each.person == one.to and each.about in one.about
        if meant and each.begins <= one.at < each.ends:
            yield f"and {each.why}"
