"""`rapporteur restore`: the database out of a copy of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.config import settings_for
from storage import StoreError, restore_store


@click.command("restore", short_help="Make the database out of a backup; stop the bot first.")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Make the database out of FILE, which `backup` or the bot made; FILE stays as it is.

    Refused while the bot runs, and where there is a database: move that one away first, it is the newer.
    """
    settings = settings_for()
    try:
        restore_store(file, settings.database)
    except StoreError as error:
        click.echo(f"rapporteur: {error}", err=True)
        sys.exit(1)
    click.echo(f"{settings.database} is made out of {file}. Next: rapporteur doctor, then rapporteur run")
