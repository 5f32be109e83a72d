"""What the policy forbids, looked for in everything that was sent in the four weeks of the demo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.core.policy import HEARS, Policy
from bot.service.sweeps.simulation import Coming

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Silence:
    """Why somebody is to hear nothing by itself, from when until when; `about` one event, or any."""

    person: str
    why: str
    begins: datetime
    ends: datetime
    about: str = ""


def broken(
    rules: Policy, people: Mapping[str, str], seen: Sequence[Coming], silent: Sequence[Silence]
) -> Iterator[str]:
    """Give every message that the policy forbids; `people` are the names of the experts by id."""
    for person, name in people.items():
        heard = [one for one in seen if one.to == person and one.step in HEARS]
        for one in heard:
            yield from (f"{name} heard {one.step} {why}." for why in _wrong(rules, one, silent))
        for first, then in pairwise(heard):
            apart = then.at - first.at >= timedelta(hours=rules.apart_hours)
            if not apart or first.local.date() == then.local.date():
                yield f"{name} heard {first.step} and {then.step} too soon after each other."
        for note in {one.note for one in heard}:
            if (count := sum(one.note == note for one in heard)) > rules.in_all:
                yield f"{name} heard {count} messages about one note."
    digests = [one.local.date() for one in seen if one.step == "digest"]
    if len(digests) != len(set(digests)):
        yield "Bo had two digests on one day."


def _wrong(rules: Policy, one: Coming, silent: Sequence[Silence]) -> Iterator[str]:
    closes = rules.first_until if one.step == "ask" else rules.closes
    if one.local.weekday() > FRIDAY or not rules.opens <= one.local.hour < closes:
        yield f"on {one.local:%A at %H:%M}"
    for each in silent:
        meant = each.person == one.to and each.about in one.about
        if meant and each.begins <= one.at < each.ends:
            yield f"and {each.why}"
