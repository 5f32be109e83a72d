"""The composition root: settings become a bot. The only file that knows every room."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from bot.clockwork import Ticker
from bot.core.policy import Policy
from bot.render.lexicons import read_phrases
from bot.render.library import Library, LibraryError
from bot.render.policies import policy
from bot.service.office import Clock, Office, StillClock, system_clock
from bot.service.sweeps.digests import Digests
from bot.service.sweeps.nightly import Nightly
from bot.service.sweeps.reminders import Reminders
from bot.settings import RedactingFilter, Settings
from bot.transports.slack import Meet, Quiet, Slack
from storage import Backups, Store, open_store

log = logging.getLogger(__name__)

LANGUAGE = "en.toml"


def build_office(settings: Settings, store: Store, *, team: str, clock: Clock = system_clock) -> Office:
    """Return what every use case needs, for one workspace."""
    return Office(
        store=store,
        library=Library(settings.templates),
        phrases=read_phrases(settings.templates / "phrases" / LANGUAGE),
        clock=StillClock(clock),
        team=team,
        channel=settings.notes_channel,
        channels=dict(settings.notes_channels),
        coordinators=settings.coordinators,
        reviewers=settings.reviewers,
        fonts=settings.paper_fonts,
        note_type=settings.note_type,
        zone=settings.time_zone,
        holidays=dict(settings.holidays),
        holiday_dates=settings.holiday_dates,
        digest_channel=settings.digest_channel,
        rules=_rules(Library(settings.templates), settings.note_type),
        backups=Backups(settings.database, settings.backups) if settings.backups else None,
    )


def _rules(library: Library, name: str) -> Policy:
    """Return the policy that digests follow; the usual one where the type has faults: who begins a note is told."""
    try:
        return policy(library.folder(name))
    except LibraryError:
        return Policy()


async def run_slack(settings: Settings, *, ready: Callable[[], None], clock: Clock = system_clock) -> None:
    """Run the bot until SIGINT or SIGTERM. Raises StoreError and SlackDoorError before it begins."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    store = open_store(settings.database)
    try:
        async with slack_door(settings) as slack:
            identity = await slack.identify()
            office = build_office(settings, store, team=identity.team, clock=clock)
            reminders, quiet = Reminders(office), Quiet(slack.client, office.clock)
            nightly, digests = Nightly(office).sweep, Digests(office)
            slack.run_beside(
                lambda wake, meet: Ticker(
                    [nightly, lambda: remind(reminders, quiet, meet), lambda: report(digests, quiet, meet)],
                    wake,
                ).run()
            )
            gc.freeze()  # what the start has made stays, and need not be searched at every collection
            await slack.serve(identity, office, stop, ready)
    finally:
        store.close()


async def remind(reminders: Reminders, quiet: Quiet, meet: Meet) -> None:
    """Sweep, after asking Slack where those are who would hear something, and who is not to be disturbed now.

    Who travels and writes nothing is looked up here alone.
    """
    people = await asyncio.to_thread(reminders.expected)
    if not people:  # then nothing is due: who is not to be disturbed only takes away
        reminders.office.look()
        return
    await meet(people)
    until = await quiet.of(people)
    await asyncio.to_thread(reminders.sweep, until)


async def report(digests: Digests, quiet: Quiet, meet: Meet) -> None:
    """Send the digests that are due, after asking Slack the same of who would get one."""
    people = await asyncio.to_thread(digests.expected)
    await meet(people)
    until = await quiet.of(people)
    await asyncio.to_thread(digests.sweep, until)


def slack_door(settings: Settings) -> Slack:
    """Return Slack's door, still closed."""
    return Slack(
        bot_token=settings.slack_bot_token.reveal(),
        app_token=settings.slack_app_token.reveal(),
        url=settings.slack_api_url,
        pace=settings.slack_pace,
        zone=settings.time_zone,
    )


def start_logging(level: str, stream: Path | None = None) -> None:
    """Log to standard error, without secrets."""
    handler = logging.FileHandler(stream) if stream else logging.StreamHandler(sys.stderr)
    handler.addFilter(RedactingFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
