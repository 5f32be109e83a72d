"""Four weeks of the demo in seconds: from the programme to what the coordinator does in a digest; nobody waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.demo_limits import Hearer, Silence, broken
from bot.cli.demo_office import BOSS, MINUTE, NOTE_TYPE, Member, Weeks, whole
from bot.core.policy import HEARS
from bot.render.policies import policy
from bot.service.programme.programme import Programme, Sent
from bot.service.sweeps.simulation import Coming
from bot.settings import Settings

EXPERTS = {
    "ada": Member("Ada", "Africa/Accra"),
    "lea": Member("Lea", "Europe/Brussels"),
    "max": Member("Max", "Europe/Brussels"),
    "cy": Member("Cy", "America/New_York"),
}
CONTROLS, CONTACTS = "Workshop on export controls", "Meeting of contact points"
SHEET = f"""\
title,first,last,place,organizers,experts
{CONTROLS},2026-06-03,2026-06-04,"Geneva, Switzerland",United Nations,Ada
Seminar on safe laboratories,2026-06-03,2026-06-04,"Vienna, Austria",United Nations,Lea
{CONTACTS},2026-06-03,2026-06-04,"Tirana, Albania",OSCE,Max
Round table on transport,2026-06-03,2026-06-04,"Lima, Peru",United Nations,Cy
"""
ANSWERS = {
    "format": "in person",
    "participants": "Some 60 participants from 14 States",
    "objectives": "share experiences",
    "highlights": "Several speakers underlined the cooperative dimension of resolution 1540 (2004).",
    "sensitive": "no",
}
DIGEST = "Notes owed,"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of June 2026."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


BACK = at(22, 7)
"""When Lea is back: at nine in the morning where she is."""

END = at(30, 10)


def play(settings: Settings, folder: Path) -> Sequence[Coming]:
    """Play the four weeks; return what was sent. Raises ClickException for what the policy forbids."""
    weeks = Weeks(settings, folder, at(2, 8), {**EXPERTS, BOSS: Member("Bo", "Europe/Brussels")})
    click.echo("\n--- four weeks in which the clock leaps " + "-" * 40)
    with closing(weeks.store):
        silent = list(story(weeks))
        people = hearers(weeks)
    rules = policy(weeks.office.library.folder(NOTE_TYPE))
    faults = list(broken(rules, people, weeks.seen, silent))
    if faults:
        raise click.ClickException("\n".join(faults))
    heard = [one for one in weeks.seen if one.step in HEARS and one.to in EXPERTS]
    click.echo(
        f"Checked: {len(heard)} messages came by themselves to {len(EXPERTS)} experts, and no limit was broken."
    )
    return weeks.seen


def hearers(weeks: Weeks) -> dict[str, Hearer]:
    """Return everybody who may hear something, with the days on which they work."""
    with weeks.office.transaction() as tx:
        known = [weeks.office.person(tx, person) for person in (*EXPERTS, BOSS)]
    return {one.id: Hearer(one.name, weeks.office.calendar(one)) for one in known}


def story(weeks: Weeks) -> Iterator[Silence]:
    """Let everybody act, day by day; give who is to hear nothing by itself after that."""
    bring(weeks)
    weeks.until(at(5, 19))
    yield from first_replies(weeks)
    weeks.until(at(8, 14), show=whole)
    yield approve(weeks, CONTROLS)
    weeks.until(at(12, 9))
    yield from hand_over(weeks)
    weeks.until(at(15, 14))
    yield approve(weeks, CONTACTS)
    weeks.until(at(18, 23))
    weeks.until(at(19, 14), show=whole)
    words = "Three sentences are enough."
    weeks.press(BOSS, "Nudge", of=f"{DIGEST} Friday 19 June", beside="Cy", words=words)
    weeks.until(at(28, 23))
    weeks.until(at(29, 14), show=whole)
    why = "It was an informal meeting."
    weeks.press(BOSS, "Waive", of=f"{DIGEST} Monday 29 June", beside="Cy", why=why)
    yield Silence("cy", "owes no note any more", weeks.time.now, END)
    weeks.until(END)


def bring(weeks: Weeks) -> None:
    """Let the coordinator drop the programme in his direct messages, and press what it is answered with."""
    sent = Sent(id="F1", name="june.csv", content=SHEET.encode(), by=BOSS)
    weeks.did(BOSS, "(sends the bot a file, june.csv: four events, and who goes)")
    programme = Programme(weeks.office)
    programme.propose(sent)
    weeks.until(weeks.time.now + MINUTE, show=whole)
    button = weeks.button(BOSS, "Apply", of=sent.name)
    weeks.did(BOSS, "(Apply)")
    programme.accept(weeks.deed(BOSS, button), sent)
    weeks.until(weeks.time.now + MINUTE, show=whole)


def first_replies(weeks: Weeks) -> Iterator[Silence]:
    """Let Lea go away, Max snooze, and Ada answer what she was reminded of; Cy is silent."""
    weeks.say("lea", "away", "22 June")
    yield Silence("lea", "is away", weeks.time.now, BACK)
    weeks.say("max", "Friday 09:00")
    yield Silence("max", "has snoozed", weeks.time.now, at(12, 7))
    answer(weeks, "ada")


def hand_over(weeks: Weeks) -> Iterator[Silence]:
    """Let Max name Ada, who takes his note and writes it."""
    weeks.say("max", "hand over", "Ada")
    weeks.press("ada", "Accept", of="can you take")
    yield Silence("max", "has handed over", weeks.time.now, END)
    answer(weeks, "ada")


def answer(weeks: Weeks, person: str) -> None:
    """Let somebody answer what is required, and hand it in."""
    weeks.say(person, "Yes, all right")
    weeks.did(person, f"(answers {len(ANSWERS)} more questions)")
    for key, text in ANSWERS.items():
        weeks.say(person, f"edit {key}", text, shown=False)
        if key == "highlights":
            weeks.say(person, "that is all", shown=False)
    weeks.say(person, "submit")


def approve(weeks: Weeks, event: str) -> Silence:
    """Let the coordinator approve a note of Ada's, about which nobody asks any more."""
    weeks.press(BOSS, "Approve", of=event)
    return Silence("ada", "has it approved", weeks.time.now, END, about=event)
