"""`rapporteur programme import`: a calendar or a sheet says which events there are, and who owes a note on each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from bot.app import build_office
from bot.cli.config import settings_for
from bot.cli.copies import blank, copied
from bot.cli.teams import team_of
from bot.render.lexicons import Phrases
from bot.render.library import LibraryError
from bot.render.programmes import LARGEST
from bot.service.programme.plan_words import PlanWords, Row
from bot.service.programme.planning import Plan
from bot.service.programme.programme import Outcome, Programme
from bot.settings import Settings
from storage import Store, StoreError, open_store

ALONE = "There is no database {} yet, so that nobody is known by name: {} is checked alone."
BUSY = "While the bot runs, send the file to it in a direct message instead, as a coordinator."
NOT_FETCHED = "An address is not fetched. Save the calendar in a file and give that"
SCHEMES = ("http:", "https:", "webcal:")


@click.group("programme", short_help="Import the programme of work.")
def command() -> None:
    """Import the programme of work: a calendar (.ics) or a sheet (.csv)."""


@command.command("import", short_help="Show, or apply, what a calendar or a sheet changes.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Carry it out; without this, it is only shown.")
@click.option(
    "--by", default="", help="Your member id, to apply it.  [default: that of the only coordinator]"
)
@click.option("--json", "as_json", is_flag=True, help="Show it as JSON.")
@click.option(
    "--partial", is_flag=True, help="Apply the rest, where people are unknown or events have faults."
)
@click.option(
    "--complete", is_flag=True, help="It is the whole programme: cancel coming events that it leaves out."
)
@click.option("--team", default="", help="The workspace's id, where the database holds none or several.")
def import_(  # noqa: PLR0913  one argument an option
    file: Path, *, applies: bool, by: str, as_json: bool, partial: bool, complete: bool, team: str
) -> None:
    """Show what FILE, such as programme.ics or june.csv, would change: which events are new, moved or cancelled.

    With --apply, who goes to an event owes a note on it, and is asked on the evening of its last day. The same file
    twice changes nothing. To show it, the bot may go on running; to apply it, stop the bot first. Before there is a
    database, the file is checked alone.
    """
    settings = settings_for()
    content = _content(file)
    alone = not applies and not settings.database.exists()
    try:
        with blank() if alone else _store(settings, applies=applies) as store:
            office = build_office(settings, store, team=team or ("nobody" if alone else _team(store)))
            programme = Programme(office)
            if applies:
                who = by or _coordinator(settings)
                outcome = programme.apply(file.name, content, by=who, partial=partial, complete=complete)
            else:
                outcome = programme.plan(file.name, content, by=by, complete=complete)
    except (StoreError, LibraryError) as error:
        _fail(f"{error}\n{BUSY}" if applies and isinstance(error, StoreError) else str(error))
    if alone:
        click.echo(ALONE.format(settings.database, file), err=True)
        outcome = _nameless(outcome)
    _show(outcome, office.phrases, as_json=as_json)
    sys.exit(_code(outcome))


def _nameless(outcome: Outcome) -> Outcome:
    """Return it without what nobody can be told yet: who is meant by a name or an id."""
    return replace(outcome, plan=outcome.plan and replace(outcome.plan, unknown={}, unmet=()))


def _content(file: Path) -> bytes:
    """Read the file, and no more of it than can be used."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        fault = (
            NOT_FETCHED
            if file.parts[0] in SCHEMES
            else f"{file} can not be read: {error.strerror}. Give a file"
        )
        _fail(f"{fault}, for example programme.ics")


@contextmanager
def _store(settings: Settings, *, applies: bool) -> Iterator[Store]:
    """Open the database where something is to be written, else a copy of it."""
    if not applies:
        with copied(settings.database) as store:
            yield store
        return
    if not settings.database.exists():
        raise StoreError(
            f"there is no database {settings.database}. The first rapporteur run makes it; "
            "without --apply the file is checked alone."
        )
    with closing(open_store(settings.database)) as store:
        yield store


def _team(store: Store) -> str:
    try:
        return team_of(store, "")
    except StoreError as error:
        _fail(str(error))  # the bot need not be stopped for that


def _coordinator(settings: Settings) -> str:
    if len(settings.coordinators) != 1:
        named = ", ".join(settings.coordinators) or "COORDINATORS names nobody"
        _fail(f"who imports it? Say your member id, for example --by U0123ABCD. Coordinators: {named}")
    return settings.coordinators[0]


def _show(outcome: Outcome, phrases: Phrases, *, as_json: bool) -> None:
    words = PlanWords(phrases)
    if as_json:
        plan = words.json(outcome.plan) if outcome.plan else {}
        whole = {**plan, "refused": outcome.refused, "done": list(outcome.done)}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    if outcome.plan:
        click.echo("\n".join(_lines(outcome.plan, words)))
    if outcome.done:
        click.echo("\n".join(["", *outcome.done]))
    if outcome.refused:
        click.echo(f"rapporteur: {outcome.refused}", err=True)


def _lines(plan: Plan, words: PlanWords) -> list[str]:
    return [words.title(plan), *_table(words.rows(plan)), *words.remarks(plan)]


def _table(rows: list[Row]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _code(outcome: Outcome) -> int:
    """Return 1 where nothing was applied, or where a file that was only shown can not be applied whole."""
    plan = outcome.plan
    wrong = plan is None or (not outcome.done and bool(plan.faults or plan.unknown))
    return 1 if outcome.refused or wrong else 0


def _fail(why: str) -> NoReturn:
    click.echo(f"rapporteur: {why}", err=True)
    sys.exit(1)
