"""The office of the demo's four weeks: no Slack; what it sends is kept and printed, and the clock leaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from textwrap import wrap

import click

from bot.app import build_office
from bot.core.forms import Deed
from bot.core.messages import Button, Item, Message
from bot.core.policy import HEARS
from bot.core.replies import Reply
from bot.render.scenes import shorten, town
from bot.service.coordinator.steering import Steering
from bot.service.deeds import Deeds
from bot.service.expert.handover import Offers
from bot.service.expert.interviews import Interviews
from bot.service.outbox import Arrival, Outbox
from bot.service.people import People
from bot.service.review.reviews import Reviews
from bot.service.said import Said, message_key
from bot.service.sweeps.simulation import Coming, Simulation
from bot.settings import Settings
from storage import open_store

NOTE_TYPE, CHANNEL, TEAM = "information_note", "#notes", "T0WEEKS01"
BOSS = "bo"
LISTS = frozenset({"digest", "programme"})
WIDTH, INDENT = 118, 39
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the office: a name, and the zone whose clock hangs on their wall."""

    name: str
    zone: str


class Kept(Outbox):
    """An outbox whose messages are kept as they were sent, with their buttons."""

    def __init__(self, outbox: Outbox) -> None:
        super().__init__(outbox.office)
        self.letters: list[tuple[str, Message]] = []

    def sent(self, *arrivals: Arrival) -> None:
        """Note what arrived."""
        super().sent(*arrivals)
        self.letters += [(one.letter.recipient, one.letter.message) for one in arrivals]


class Weeks:
    """An office in which people act between two leaps of the clock."""

    def __init__(self, settings: Settings, folder: Path, begin: datetime, people: dict[str, Member]) -> None:
        self.store = open_store(folder / "weeks.db")
        office = build_office(alone(settings), self.store, team=TEAM)
        self.time = Simulation(office, begin)
        self.time.outbox = self.kept = Kept(self.time.outbox)
        self.office = self.time.office
        self.takers: Sequence[Deeds] = (Steering(self.office), Offers(self.office), Reviews(self.office))
        self.seen: list[Coming] = []
        self.deeds = 0
        for person, member in people.items():
            People(self.office).know(person, name=member.name, zone=member.zone, locale="en")

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

    def press(self, person: str, label: str, *, of: str, beside: str = "", **values: str) -> None:
        """Let somebody press a button of the last message that says `of`, and send the form that opens, if any.

        In a list, it is the button of the entry that says `beside`.
        """
        button = self.button(person, label, of=of, beside=beside)
        where = f"beside {beside} in “{of}”" if beside else f"of “{of}”"
        self.did(person, f"({label}) {where}{''.join(f': {value}' for value in values.values())}")
        taker = next(each for each in self.takers if button.act in each.acts)
        form = taker.press(self.deed(person, button))
        if form and not form.submit:
            raise click.ClickException(f"{label} was refused: {' '.join(form.lines)}")
        faults = taker.send(self.deed(person, button, **values)) if form else {}
        if faults:
            raise click.ClickException(f"{label} was refused: {' '.join(faults.values())}")
        self.until(self.time.now + MINUTE)

    def button(self, person: str, label: str, *, of: str, beside: str = "") -> Button:
        """Return that button. Raises ClickException where nothing that was sent has it."""
        places = {person, CHANNEL}
        read = (one for to, one in reversed(self.kept.letters) if to in places and of in one.text)
        for button in (each for message in read for each in _buttons(message, beside)):
            if button.label == label:
                return button
        raise click.ClickException(f"no message to {person} that says “{of}” has “{label}”")

    def deed(self, person: str, button: Button, **values: str) -> Deed:
        """Return what somebody does with a button or a form."""
        self.deeds += 1
        return Deed(
            person=person, act=button.act, about=button.about, key=f"deed:{self.deeds}", values=values
        )

    def did(self, person: str, what: str) -> None:
        """Print what somebody did."""
        with self.office.transaction() as tx:
            row = self.office.person(tx, person)
        line(self.office.local(row, self.time.now), row.zone, row.name, what)


def alone(settings: Settings) -> Settings:
    """Return the settings of a place where only these people are."""
    return replace(
        settings,
        note_type=NOTE_TYPE,
        notes_channel=CHANNEL,
        notes_channels=(),
        coordinators=(BOSS,),
        reviewers=(),
        digest_channel="",
        holidays=(("", ""),),  # none: what is shown has the days of the policy alone
        holiday_dates=frozenset(),
    )


def _buttons(message: Message, beside: str) -> Iterator[Button]:
    if not beside:
        yield from message.buttons
    for part in message.parts:
        if isinstance(part, Item) and beside and beside in part.text:
            yield from part.buttons


# ------------------------------------------------------------------ what is printed


def tell(coming: Coming) -> None:
    """Print what the bot sent: its first line, and of a digest the counts."""
    _print(coming, 2 if coming.step == "digest" else 1)


def whole(coming: Coming) -> None:
    """Print what the bot sent: all of a list, the first line of anything else."""
    _print(coming, 99 if coming.step in LISTS else 1)


def _print(coming: Coming, most: int) -> None:
    if coming.to == CHANNEL:
        return  # the channel was shown before
    first, *rest = [one for one in coming.text.split("\n") if one][:most]
    step = f"({coming.step}) " if coming.step in HEARS else ""
    line(coming.local, coming.zone, f"Bot to {coming.name}", f"{step}{first}")
    for row in (row for one in rest for row in wrap(one, WIDTH - INDENT, subsequent_indent="  ")):
        click.echo(" " * INDENT + row)


def line(local: datetime, zone: str, who: str, what: str) -> None:
    """Print a line with the weekday and the time on somebody's wall."""
    place = town(zone)
    head = f"{local:%a %d %b %H:%M} {place:<8}  {who:<10}  "
    click.echo(head + shorten(what, WIDTH - INDENT))
