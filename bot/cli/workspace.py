"""`rapporteur workspace`: the bot in a Slack in miniature, to be clicked through in a browser."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from pathlib import Path

import click

from bot.cli.processes import Bot
from bot.fakeslack import FakeSlack


@click.command("workspace")
@click.option(
    "--port", default=8765, show_default=True, help="Where the page is served, on this machine only."
)
def command(port: int) -> None:
    """Serve a small workspace with Ada, Bo and Cy in it, and run the bot there; Ctrl-C ends it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        FakeSlack(port=port) as slack,
        Bot(slack, Path(folder)) as bot,
    ):
        bot.wait_until_connected()
        click.echo(f"Open {slack.page_url} and be Ada, Bo or Cy.")
        click.echo(
            'Bo coordinates: as Bo, type /note owe @ada Workshop on "Safety" | 3-4 June 2009 | Brussels, '
            "Belgium | European Commission"
        )
        with suppress(KeyboardInterrupt):
            while bot.alive:
                time.sleep(0.5)
