"""`rapporteur workspace`: the bot in a Slack in miniature, to be clicked through in a browser."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.config import settings_for
from bot.cli.processes import Bot, end_in_order, working_clock
from bot.fakeslack import FakeSlack


@click.command("workspace", short_help="Click through the bot in a browser; no Slack account needed.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Where the page is served, on this machine only; 0 takes any free port.",
)
def command(port: int) -> None:
    """Serve a small workspace with Ada, Bo and Cy in it, and run the bot there; Ctrl-C ends it."""
    settings_for()
    end_in_order()
    with ExitStack() as house:
        folder = house.enter_context(tempfile.TemporaryDirectory())
        slack = _serve(house, port)
        bot = house.enter_context(Bot(slack, Path(folder)))
        bot.wait_until_connected()
        click.echo(f"Open {slack.page_url} and be Ada, Bo or Cy; Ctrl-C ends it.")
        if bot.ahead:
            click.echo(
                f"People are at work there: it is {datetime.now(UTC) + bot.ahead:%A %d %B, %H:%M} (UTC)."
            )
        click.echo(
            'Bo coordinates: as Bo, type /note owe @ada Workshop on "Safety" | 3-4 June 2009 | Brussels, '
            "Belgium | European Commission"
        )
        with suppress(KeyboardInterrupt):
            while bot.alive:
                time.sleep(0.5)


def _serve(house: ExitStack, port: int) -> FakeSlack:
    try:
        return house.enter_context(FakeSlack(port=port, clock=working_clock()))
    except OSError as error:
        why = f"the page can not be served on port {port}: {os.strerror(error.errno or 0)}"
        raise click.ClickException(
            f"{why}. Take another one with --port N, or any free one with --port 0"
        ) from None
