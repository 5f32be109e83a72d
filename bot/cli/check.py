"""`rapporteur check`: every fault of a note type, before anybody meets one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.render.checking import check


@click.command("check")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(folders: tuple[Path, ...]) -> None:
    """Check note types: FOLDERS are folders of templates/, such as templates/information_note."""
    wrong = False
    for folder in folders:
        faults = check(folder)
        wrong = wrong or bool(faults)
        click.echo(f"{folder}: {len(faults)} faults" if faults else f"{folder}: all is well")
        for fault in faults:
            click.echo(f"- {fault}")
    sys.exit(1 if wrong else 0)
