"""`rapporteur run`: the bot in Slack."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

import click

from bot.app import run_slack, start_logging
from bot.cli.config import settings_for
from bot.service.office import Clock, system_clock
from bot.settings import SLACK
from bot.transports.slack import SlackDoorError
from storage import StoreError


@click.command("run", short_help="Run the bot in Slack; it needs .env.")
@click.option(
    "--ahead",
    type=float,
    default=0.0,
    show_default=True,
    help="Seconds that the bot's clock is ahead, to see what comes by itself then; for trials only.",
)
def command(ahead: float) -> None:
    """Run the bot in Slack, until Ctrl-C or SIGTERM; its settings come from the environment and .env."""
    settings = settings_for({SLACK})
    start_logging(settings.log_level)
    try:
        asyncio.run(run_slack(settings, ready=_tell_ready, clock=_clock(ahead)))
    except (StoreError, SlackDoorError) as error:
        click.echo(f"rapporteur: {error}", err=True)
        sys.exit(1)


def _tell_ready() -> None:
    click.echo("rapporteur: connected to Slack", err=True)


def _clock(ahead: float) -> Clock:
    return lambda: system_clock() + timedelta(seconds=ahead)
