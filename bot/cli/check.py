"""`rapporteur check`: every fault of a note type, before anybody meets one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.limits import checked
from bot.render.checking import PHRASES


@click.command("check", short_help="Name every fault of a note type.")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(folders: tuple[Path, ...]) -> None:
    """Check note types: FOLDERS are folders of templates/, such as templates/information_note."""
    wrong = False
    for folder in folders:
        if _is_words(folder):
            click.echo(f"{folder}: the words of the bot, no note type; passed over")
            continue
        faults = checked(folder)
        wrong = wrong or bool(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        click.echo(f"{folder}: {count if faults else 'all is well'}")
        for fault in faults:
            click.echo(f"- {fault}")
    sys.exit(1 if wrong else 0)


def _is_words(folder: Path) -> bool:
    """Say whether this is the one folder of templates/* that holds no note type."""
    return folder.name == PHRASES.parent.name and (folder / PHRASES.name).is_file()
