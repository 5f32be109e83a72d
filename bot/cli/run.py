"""`rapporteur run`: the bot in Slack."""

from __future__ import annotations

import asyncio
import sys

import click

from bot.app import run_slack, start_logging
from bot.cli.config import settings_for
from bot.settings import SLACK
from bot.transports.slack import SlackDoorError
from storage import StoreError


@click.command("run", short_help="Run the bot in Slack; it needs .env.")
def command() -> None:
    """Run the bot in Slack, until Ctrl-C or SIGTERM; its settings come from the environment and .env."""
    settings = settings_for({SLACK})
    start_logging(settings.log_level)
    try:
        asyncio.run(run_slack(settings, ready=lambda: click.echo("rapporteur: connected to Slack", err=True)))
    except (StoreError, SlackDoorError) as error:
        click.echo(f"rapporteur: {error}", err=True)
        sys.exit(1)
