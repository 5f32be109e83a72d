"""`rapporteur doctor`: everything the bot needs, looked at one by one, each fault with its remedy."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.app import slack_door
from bot.cli.config import first_steps, read_settings
from bot.cli.limits import checked
from bot.render.library import Library
from bot.service.coordinator.health import A_NIGHT
from bot.settings import SLACK, Settings, SettingsError
from bot.transports.slack import SCOPES, SlackDoorError
from storage import VERSION, Backups, StoreBusyError, StoreError, open_store

SOUND_SQLITE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite 3.51.3 mended a race that can lose committed pages in WAL mode; 3.50.7 and 3.44.6 have the mend too."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and otherwise what to do."""

    what: str
    well: bool
    remedy: str = ""

    def __str__(self) -> str:
        return f"{'ok   ' if self.well else 'FAULT'}  {self.what}" + "".join(
            f"\n       {line}" for line in self.remedy.split("\n") if line
        )


@click.command("doctor", short_help="Look at everything that run needs; say how to mend it.")
def command() -> None:
    """Look at settings, tokens, scopes, database and note types; say how to mend what is wrong."""
    wrong = False
    for finding in examine():
        click.echo(str(finding))
        wrong = wrong or not finding.well
    sys.exit(1 if wrong else 0)


def examine() -> Iterator[Finding]:
    """Yield what was found, in the order in which one would mend it."""
    try:
        settings = read_settings({SLACK})
    except SettingsError as error:
        for fault in error.faults:
            yield Finding(f"setting {fault.variable}", False, str(fault).removeprefix(f"{fault.variable}: "))
        first = ["Mend these first; the rest is looked at then.", *first_steps(error)]
        yield Finding("settings", False, "\n".join(first))
        return
    yield Finding("settings", True)
    yield from _note_types(settings)
    yield from _database(settings)
    yield _backups(settings)
    yield holidays_of(settings)
    yield from asyncio.run(_slack(settings))


def _note_types(settings: Settings) -> Iterator[Finding]:
    for name in Library(settings.templates).names():
        faults = checked(settings.templates / name)
        remedy = "\n".join(str(fault) for fault in faults)
        yield Finding(f"note type {name}", not faults, remedy)


def _database(settings: Settings) -> Iterator[Finding]:
    """Look at the file; while the bot has it open its rows can not be checked, which is no fault."""
    what, hint = f"database {settings.database}", ""
    try:
        with closing(open_store(settings.database)) as store:
            if store.facts()["integrity"] != "ok":
                hint = "Restore the newest sound backup."
        yield Finding(what, not hint, hint)
    except StoreBusyError as error:
        hint = "If that is the bot, all is well; to have the rows checked too, stop it first."
        yield Finding(f"{what}: in use by process {error.holder or 'unknown'}", True, hint)
    except StoreError as error:
        yield Finding(what, False, str(error))
        return
    yield sqlite_of(VERSION)
    yield from _modes(settings.database)


def _backups(settings: Settings) -> Finding:
    folder, now, hint = settings.backups, datetime.now(UTC), ""
    if folder is None:
        return Finding("backups: none is made", True, "Set BACKUPS to a folder, and one is made each night.")
    try:
        last = Backups(settings.database, folder).last_at(now)
    except StoreError as error:
        return Finding(f"backups in {folder}", False, str(error))
    if last is None or last < now - A_NIGHT:
        hint = "The bot makes one when it starts; rapporteur backup makes one now."
    made = f"the last on {last:%Y-%m-%d at %H:%M} (UTC)" if last else "none yet"
    if not os.access(folder, os.W_OK | os.X_OK):
        hint = "Nothing can be written there: give the folder to the user the bot runs as."
        return Finding(f"backups in {folder}: {made}", False, hint)
    return Finding(f"backups in {folder}: {made}", True, hint)


def holidays_of(settings: Settings) -> Finding:
    """Say whose public holidays are kept: nobody looks for a setting that they do not know of."""
    kept = [f"{code or 'none'} in {zone or 'every other zone'}" for zone, code in settings.holidays]
    if not kept:
        hint = (
            "HOLIDAYS names others, HOLIDAY_DATES adds days of your own. A person whose zone is UTC has none."
        )
        return Finding("public holidays: of each person's country, by their time zone", True, hint)
    hint = (
        ""
        if any(code for _, code in settings.holidays)
        else (
            "People are reminded on public holidays. Take HOLIDAYS out, and those of each person's country are kept."
        )
    )
    return Finding(f"public holidays: {', '.join(kept)}", True, hint)


def sqlite_of(version: str) -> Finding:
    """Say whether this version of SQLite keeps what it committed."""
    number = tuple(int(part) for part in version.split("."))
    well = any(
        number >= sound and (number[:2] == sound[:2] or sound == SOUND_SQLITE[0]) for sound in SOUND_SQLITE
    )
    remedy = "" if well else "This SQLite may lose data when two programs write: pip install pysqlite3."
    return Finding(f"SQLite {version}", well, remedy)


def _modes(database: Path) -> Iterator[Finding]:
    for path in sorted(database.parent.glob(f"{database.name}*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        well = not mode & 0o077
        remedy = "" if well else f"Others can read it: chmod 600 {path}"
        yield Finding(f"mode {mode:o} of {path}", well, remedy)


async def _slack(settings: Settings) -> list[Finding]:
    async with slack_door(settings) as slack:
        try:
            identity = await slack.identify()
            faults = {name: await slack.try_channel(name) for name in _channels(settings)}
        except SlackDoorError as error:
            return [Finding("Slack", False, str(error))]
        found = [Finding(f"Slack: workspace {identity.team}, bot {identity.user}", True)]
        try:
            await slack.try_socket()
        except SlackDoorError as error:
            found.append(Finding("Slack", False, str(error)))
    missing = sorted(SCOPES - identity.scopes)
    remedy = (
        f"Add {', '.join(missing)} on the app's page OAuth & Permissions, then reinstall it."
        if missing
        else ""
    )
    found.append(Finding("scopes of SLACK_BOT_TOKEN", not missing, remedy))
    return [*found, *(Finding(f"channel {name}", not fault, fault) for name, fault in faults.items())]


def _channels(settings: Settings) -> Iterable[str]:
    own = (channel for _, channel in settings.notes_channels)
    return filter(None, dict.fromkeys((settings.notes_channel, *own, settings.digest_channel)))
