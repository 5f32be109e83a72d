"""Four weeks of the demo in seconds: real sweeps on real rows, with a clock that leaps; nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import click

from bot.app import build_office
from bot.core.forms import Deed
from bot.core.policy import HEARS, Policy
from bot.core.replies import Reply
from bot.render.policies import policy
from bot.render.scenes import shorten
from bot.service.coordinator.steering import Steering
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.people import People
from bot.service.review.reviews import Reviews
from bot.service.said import Said, message_key
from bot.service.sweeps.simulation import Coming, Simulation
from bot.settings import Settings
from storage import open_store

NOTE_TYPE = "information_note"
TEAM, BOSS = "T0WEEKS01", "bo"
PEOPLE = {"ada": ("Ada", "Africa/Accra"), "lea": ("Lea", "Europe/Brussels"), "cy": ("Cy", "America/New_York")}
FACTS = ("Workshop on export controls", "3-4 June 2026", "Geneva, Switzerland", "United Nations")
ANSWERS = {
    "format": "in person",
    "participants": "Some 60 participants from 14 States",
    "objectives": "share experiences",
    "highlights": "Several speakers underlined the cooperative dimension of resolution 1540 (2004).",
    "sensitive": "no",
}
BACK = datetime(2026, 6, 22, 7, tzinfo=UTC)
"""When Lea is back: at nine in the morning where she is."""

WHOLE = (8, 22)
"""The days whose digests are shown whole."""

FRIDAY = 4
WIDTH, INDENT = 118, 39
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Silence:
    """Why somebody is to hear nothing by itself, and from when until when."""

    person: str
    why: str
    begins: datetime
    ends: datetime


class Weeks:
    """An office without Slack: what it sends is kept and printed, and people act between two leaps of the clock."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.store = open_store(folder / "weeks.db")
        office = build_office(alone(settings), self.store, team=TEAM)
        self.time = Simulation(office, at(2, 10))
        self.office = self.time.office
        self.seen: list[Coming] = []
        self.silent: list[Silence] = []
        self.deeds = 0
        for person, (name, zone) in {**PEOPLE, BOSS: ("Bo", "Europe/Brussels")}.items():
            People(self.office).know(person, name=name, zone=zone, locale="en")

    def until(self, moment: datetime, *, show: Callable[[Coming], object] | None = None) -> None:
        """Let time pass, and print what is sent."""
        for coming in self.time.run(moment):
            self.seen.append(coming)
            (show or tell)(coming)

    def say(self, person: str, *texts: str, shown: bool = True) -> None:
        """Let somebody write these, each after the answer to the one before."""
        for text in texts:
            self.time.now += MINUTE
            ts = f"{self.time.now.timestamp():.6f}"
            said = Said(
                person=person,
                reply=Reply(text, message=ts),
                key=message_key(person, ts),
                message=ts,
                place=person,
            )
            if shown:
                self.did(person, text)
            Interviews(self.office).reply(said)
            self.until(self.time.now + MINUTE, show=tell if shown else lambda _: None)

    def did(self, person: str, what: str) -> None:
        """Print what somebody did."""
        with self.office.transaction() as tx:
            row = self.office.person(tx, person)
        line(self.office.local(row, self.time.now), row.zone, row.name, what)

    def deed(self, act: str, about: str, **values: str) -> Deed:
        """Return what the coordinator does with a button or a form."""
        self.deeds += 1
        return Deed(person=BOSS, act=act, about=about, key=f"deed:{self.deeds}", values=values)


def play(settings: Settings, folder: Path) -> Sequence[Coming]:
    """Play the four weeks; return what was sent. Raises ClickException for what the policy forbids."""
    weeks = Weeks(settings, folder)
    click.echo("\n--- four weeks in which the clock leaps " + "-" * 40)
    with closing(weeks.store):
        register(weeks)
        weeks.until(at(5, 19))
        answer(weeks)
        weeks.until(at(8, 8))
        approve(weeks)
        weeks.until(at(23, 13, 30))
        give_time(weeks)
        weeks.until(at(30, 10))
    rules = policy(weeks.office.library.folder(NOTE_TYPE))
    faults = list(broken(rules, weeks.seen, weeks.silent))
    if faults:
        raise click.ClickException("\n".join(faults))
    heard = [one for one in weeks.seen if one.step in HEARS and one.to in PEOPLE]
    click.echo(
        f"Checked: {len(heard)} messages came by themselves to three experts, and no limit was broken."
    )
    return weeks.seen


def register(weeks: Weeks) -> None:
    """Let the coordinator register that all three owe a note."""
    for person in PEOPLE:
        weeks.did(BOSS, f"/note owe @{person} {' | '.join(FACTS)}")
        Notes(weeks.office).owe(Owed(by=BOSS, person=person, facts=FACTS, key=f"owe:{person}"))


def answer(weeks: Weeks) -> None:
    """Let Lea go away, and Ada answer what she was reminded of."""
    weeks.say("lea", "away", "22 June")
    weeks.silent.append(Silence("lea", "is away", weeks.time.now, BACK))
    weeks.say("ada", "Yes, all right")
    weeks.did("ada", f"(answers {len(ANSWERS)} more questions)")
    for key, text in ANSWERS.items():
        weeks.say("ada", f"edit {key}", text, shown=False)
        if key == "highlights":
            weeks.say("ada", "that is all", shown=False)
    weeks.say("ada", "submit")


def approve(weeks: Weeks) -> None:
    """Let the coordinator approve Ada's note, which nobody asks about any more."""
    weeks.did(BOSS, "(Approve) on the draft of Ada")
    Reviews(weeks.office).send(weeks.deed("approve", "1.1"))
    weeks.silent.append(Silence("ada", "has an approved note", weeks.time.now, at(30, 23)))


def give_time(weeks: Weeks) -> None:
    """Let the coordinator act in the message that told of the hand-off."""
    weeks.did(BOSS, "(Give until) in that message, for Cy: 30 June")
    Steering(weeks.office).send(weeks.deed("until", "3", day="2026-06-30"))


def alone(settings: Settings) -> Settings:
    """Return the settings of a place where only these people are."""
    return replace(
        settings,
        note_type=NOTE_TYPE,
        notes_channel="#notes",
        coordinators=(BOSS,),
        reviewers=(),
        digest_channel="",
        holidays=(),
        holiday_dates=frozenset(),
    )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of June 2026."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


# ------------------------------------------------------------------ what is printed


def tell(coming: Coming) -> None:
    """Print what the bot sent: the first line, and of a digest all of it on the days that matter here."""
    if coming.to not in PEOPLE and coming.to != BOSS:
        return  # the channel was shown before
    first, *rest = [one for one in coming.text.split("\n") if one]
    step = f"({coming.step}) " if coming.step in HEARS else ""
    line(coming.local, coming.zone, f"Bot to {coming.name}", f"{step}{first}")
    shown = rest if coming.local.day in WHOLE else rest[:1]
    for one in shown if coming.step == "digest" else ():
        click.echo(" " * INDENT + shorten(one, WIDTH - INDENT))


def line(local: datetime, zone: str, who: str, what: str) -> None:
    """Print a line with the weekday and the time on somebody's wall."""
    place = zone.rsplit("/", 1)[-1].replace("_", " ")
    head = f"{local:%a %d %b %H:%M} {place:<8}  {who:<10}  "
    click.echo(head + shorten(what, WIDTH - INDENT))


# ------------------------------------------------------------------ the check


def broken(rules: Policy, seen: Sequence[Coming], silent: Sequence[Silence]) -> Iterator[str]:
    """Give every message that the policy forbids."""
    for person, (name, _) in PEOPLE.items():
        heard = [one for one in seen if one.to == person and one.step in HEARS]
        for one in heard:
            yield from (f"{name} heard {one.step} {why}." for why in _wrong(rules, one, silent))
        for first, then in pairwise(heard):
            apart = then.at - first.at >= timedelta(hours=rules.apart_hours)
            if not apart or first.local.date() == then.local.date():
                yield f"{name} heard {first.step} and {then.step} too soon after each other."
        if len(heard) > rules.in_all:
            yield f"{name} heard {len(heard)} messages."
    digests = [one.local.date() for one in seen if one.step == "digest"]
    if len(digests) != len(set(digests)):
        yield "Bo had two digests on one day."


def _wrong(rules: Policy, one: Coming, silent: Sequence[Silence]) -> Iterator[str]:
    closes = rules.first_until if one.step == "ask" else rules.closes
    if one.local.weekday() > FRIDAY or not rules.opens <= one.local.hour < closes:
        yield f"on {one.local:%A at %H:%M}"
    for each in silent:
        if each.person == one.to and each.begins <= one.at < each.ends:
            yield f"and {each.why}"
