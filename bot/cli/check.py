"""`rapporteur check`: every fault of a note type, before anybody meets one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.limits import checked
from bot.render.checking import PHRASES
from bot.render.papers import PATTERN


@click.command("check", short_help="Name every fault of a note type.")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(folders: tuple[Path, ...]) -> None:
    """Check note types: FOLDERS are folders of templates/, such as templates/information_note."""
    wrong = False
    for folder in folders:
        if kept := _kept(folder):
            click.echo(f"{folder}: {kept}, no note type; passed over")
            continue
        faults = checked(folder)
        wrong = wrong or bool(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        click.echo(f"{folder}: {count if faults else 'all is well'}")
        for fault in faults:
            click.echo(f"- {fault}")
    sys.exit(1 if wrong else 0)


def _kept(folder: Path) -> str:
    """Say what a folder of templates/* holds that is no note type."""
    folders = {PHRASES.parent.name: (PHRASES.name, "the words of the bot")}
    folders[PATTERN.parent.name] = (PATTERN.name, "the pattern of the papers")
    file, what = folders.get(folder.name, ("", ""))
    return what if file and (folder / file).is_file() else ""
