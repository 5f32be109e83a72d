"""`rapporteur backup`: a copy of the database, while the bot goes on."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.config import settings_for
from storage import Backups, StoreError, backup_store


@click.command("backup", short_help="Copy the database; the bot may go on running.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def command(file: Path | None) -> None:
    """Copy the database into FILE, which must be new; without FILE it goes to the folder of BACKUPS.

    The copy is complete and checked, or there is none; it is for its owner alone. It has everybody's answers in it.
    """
    settings = settings_for()
    if not file and not settings.backups:
        raise click.UsageError("say where to, for example: rapporteur backup friday.db; or set BACKUPS")
    try:
        if file:
            backup_store(settings.database, file)
        elif settings.backups:
            file = Backups(settings.database, settings.backups).make(datetime.now(UTC))
    except StoreError as error:
        click.echo(f"rapporteur: {error}", err=True)
        sys.exit(1)
    click.echo(f"{settings.database} is copied to {file}. To go back to it: rapporteur restore {file}")
