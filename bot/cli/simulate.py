"""`rapporteur simulate`: every message that would be sent, on a private copy of the database with a moved clock."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click

from bot.app import build_office
from bot.cli.config import settings_for
from bot.cli.copies import copied
from bot.cli.days import Day
from bot.cli.teams import team_of
from bot.core.policy import Step
from bot.render.library import LibraryError, parse, read_text
from bot.render.policies import WEEKDAYS, policy_faults
from bot.render.scenes import shorten, town
from bot.service.sweeps.simulation import Coming, Simulation
from bot.settings import Settings
from storage import StoreError

COUNTED_FROM = {
    "start": ("before the event begins", "on the first day of the event", "after the event began"),
    "end": ("before the event ends", "once the event was over", "after the event ended"),
    "activity": ("before the last answer", "at the last answer", "after the last answer or first message"),
    "due": ("before it is due", "on the day it is due", "after it was due"),
    "handoff": ("before the hand-off", "on the day of the hand-off", "after the hand-off"),
    "review_due": ("before it is to be read", "on the day it is to be read", "after it was to be read"),
    "offer": ("before it was offered", "on the day it was offered", "after it was offered"),
}
"""What a step counts from: when it comes before that, on that day, and after it."""

SOMEBODY = "a coordinator"
NOBODY = f"COORDINATORS is not set: what would be sent to one is shown as sent to {SOMEBODY}."
NEWS = "something became late, or an offer was not answered"
OTHER = {
    "digest": "the digest of the week",
    "wake": "they asked to be asked again then",
    "debt": "the answer was put off until then",
    "nudge": "a coordinator's own words",
    "offer": "the note is offered to them",
}
BEFORE = "was promised before"
HEADS = ("when", "where", "to", "step", "note", "why")
MINUTE = timedelta(minutes=1)
TITLE = 40
"""Characters of a title that a table shows."""

Row = tuple[str, ...]


@click.command("simulate", short_help="Show every message that would be sent, and why.")
@click.option(
    "--from",
    "first",
    type=Day(),
    metavar="DATE",
    default=None,
    help="The first day that is shown, such as 2026-06-01; until then time passes as well.  [default: today]",
)
@click.option("--days", type=click.IntRange(1, 400), default=28, show_default=True, help="How many days.")
@click.option(
    "--policy", type=click.Path(path_type=Path), default=None, help="Try this policy.toml for all notes."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    default=None,
    help="Show only what differs from this policy.toml: + is sent without it, - with it.",
)
@click.option("--json", "as_json", is_flag=True, help="Show it as JSON, with the text of each message.")
@click.option("--team", default="", help="The workspace's id, where the database holds several.")
def command(  # noqa: PLR0913  one argument an option
    first: date | None, days: int, policy: Path | None, against: Path | None, *, as_json: bool, team: str
) -> None:
    """Show every message that would be sent if nobody did anything: when, to whom, which step, and why.

    It works on a copy: the database is never written, nothing is sent, and the bot may go on running. Without
    --policy each note keeps its own. Two policies are compared with --policy first.toml --against second.toml.
    """
    settings = settings_for()
    if not settings.coordinators:
        click.echo(NOBODY, err=True)
        settings = replace(settings, coordinators=(SOMEBODY,))
    texts = [_policy(path) if path else None for path in (policy, against)]

    def run(text: str | None) -> list[Coming]:
        return _simulated(settings, team, (_begin(settings, first), days), text)

    try:
        ours = run(texts[0])
        theirs = run(texts[1]) if against else None
    except (StoreError, LibraryError) as error:
        _fail(str(error))
    shown = {"messages": ours} if theirs is None else _differences(ours, theirs)
    click.echo(_json(shown) if as_json else "\n".join(_table(shown, days)))


def _policy(path: Path) -> str:
    """Return the text of a policy without faults; with faults, print them all as `check` does, and exit."""
    try:
        text = read_text(path)
        raw, found = parse(path.name, text)
        found = found or list(policy_faults(raw))
    except LibraryError as error:
        text, found = "", error.faults
    if found:
        count = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        _fail("\n".join([f"{path}: {count}", *(f"- {fault}" for fault in found)]), begins="")
    return text


def _begin(settings: Settings, first: date | None) -> datetime:
    """Return midnight where the office is, or now."""
    if first is None:
        return datetime.now(UTC)
    return datetime.combine(first, time(), ZoneInfo(settings.time_zone)).astimezone(UTC)


def _simulated(settings: Settings, team: str, when: tuple[datetime, int], policy: str | None) -> list[Coming]:
    """Return what would be sent on these days; what comes before a later day has its effect on them."""
    first, days = when
    with copied(settings.database) as store:
        office = build_office(settings, store, team=team_of(store, team))
        simulation = Simulation(office, min(first, datetime.now(UTC)), policy=policy)
        return [each for each in simulation.run(first + timedelta(days=days)) if each.at >= first]


def _differences(ours: Sequence[Coming], theirs: Sequence[Coming]) -> dict[str, list[Coming]]:
    """Return what would be sent with one policy and not with the other."""
    same = {_identity(one) for one in ours} & {_identity(one) for one in theirs}
    return {
        sign: [one for one in found if _identity(one) not in same]
        for sign, found in (("policy", ours), ("against", theirs))
    }


def _identity(one: Coming) -> tuple[object, ...]:
    return one.at, one.to, one.step, one.note


# ------------------------------------------------------------------ what is shown


def _table(shown: dict[str, list[Coming]], days: int) -> list[str]:
    differs = "messages" not in shown
    signs = {"policy": "+", "against": "-"}
    found = sorted(
        ((one, signs.get(name, "")) for name, each in shown.items() for one in each), key=lambda p: p[0].at
    )
    rows = [(*([sign] if differs else []), *_row(one)) for one, sign in found]
    lines = aligned([(*([""] if differs else []), *HEADS), *rows]) if rows else []
    what = ("differs" if len(rows) == 1 else "differ") if differs else "would be sent"
    people = len({one.to for one, _ in found})
    sent, to, time = _counted(len(rows), "message"), _counted(people, "recipient"), _counted(days, "day")
    ends = f"{sent} to {to} {what} in {time}, if nobody does anything."
    return [*lines, *([""] if lines else []), ends]


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def aligned(rows: Sequence[Row]) -> list[str]:
    """Return rows as lines with straight columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _row(one: Coming) -> Row:
    place = town(one.zone)
    note = f"{one.note} {shorten(one.about, TITLE)}" if one.note else ""
    return (f"{one.local:%a %Y-%m-%d %H:%M}", place, one.name, one.step, note, why(one))


def why(one: Coming) -> str:
    """Return why a message comes, as the policy has it, and whether it comes later than that."""
    if one.rule is None:
        return NEWS if one.news else f"{OTHER.get(one.step, BEFORE)}{_hands(one)}"
    due = f" ({one.due})" if one.due and one.rule.anchor in {"due", "review_due"} else ""
    return f"{_after(one.rule)}{due}{_waited(one)}"


def _hands(one: Coming) -> str:
    numbers = ", ".join(map(str, one.hands))
    return f"; it hands off {numbers}" if numbers else ""


def _waited(one: Coming) -> str:
    """Say since when a limit held it back: one message a day, working hours, a day that is free."""
    if one.since is None or one.at - one.since < MINUTE:
        return ""
    return f"; a limit held it back since {one.since.astimezone(ZoneInfo(one.zone)):%a %Y-%m-%d %H:%M}"


def _after(rule: Step) -> str:
    before, on, after = COUNTED_FROM[rule.anchor]
    if not rule.days:
        return on
    n = abs(rule.days)
    text = f"{n} working day{'s' if n > 1 else ''} {after if rule.days > 0 else before}"
    return text if rule.weekday is None else f"the first {WEEKDAYS[rule.weekday]} from {text} on"


def _json(shown: dict[str, list[Coming]]) -> str:
    known = {name: [_said(one) for one in each] for name, each in shown.items()}
    return json.dumps(known, ensure_ascii=False, indent=2)


def _said(one: Coming) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "local": one.local.isoformat(),
        "zone": one.zone,
        "to": one.to,
        "name": one.name,
        "step": one.step,
        "note": one.note,
        "about": one.about,
        "why": why(one),
        "text": one.text,
    }


def _fail(told: str, *, begins: str = "rapporteur: ") -> NoReturn:
    click.echo(f"{begins}{told}", err=True)
    sys.exit(1)
