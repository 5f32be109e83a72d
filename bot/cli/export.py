"""`rapporteur export`: one note as a folder, with all its evidence."""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import click

from bot import __version__
from bot.app import build_office
from bot.cli.config import settings_for
from bot.cli.copies import copied
from bot.service.records.exporting import Exporting
from bot.service.records.papers import Papers
from bot.settings import Settings
from storage import Store, StoreError

OUT = Path("out")
MAKERS = ("python-docx", "typst")
"""Whose versions tell in a paper."""


@click.command("export", short_help="Write one note with all its evidence into a folder.")
@click.argument("note")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    help="The folder to write, which must be new or empty.  [default: out/ and the note's reference]",
)
@click.option("--team", default="", help="The workspace's id, where the database holds several.")
def command(note: str, folder: Path | None, team: str) -> None:
    """Write NOTE, a reference such as IN-2009-017 or its number, into a folder.

    Answers with all revisions, the conversation, drafts, papers, reviews, attachments, where each sentence comes
    from, and a manifest of hashes. The bot may go on running. Two exports of one note are the same, byte for byte.
    """
    settings = settings_for()
    try:
        with copied(settings.database) as store:
            exporting, number = _found(settings, store, note, team)
            files = exporting.files(
                number, {"rapporteur": __version__, **{name: version(name) for name in MAKERS}}
            )
            target = folder or OUT / exporting.reference(number)
    except StoreError as error:
        _fail(str(error))
    try:
        write_folder(target, files)
    except OSError as error:
        _fail(f"{target} can not be written: {error.strerror}. Nothing was left there. {_remedy(error)}")
    click.echo(f"{len(files)} files are in {target}; manifest.json has the hash of each.")


def _found(settings: Settings, store: Store, note: str, team: str) -> tuple[Exporting, int]:
    """Return the note that is meant, of the one workspace that has it."""
    found = []
    for each in [team] if team else store.teams():
        office = build_office(settings, store, team=each)
        exporting = Exporting(office, Papers(office).content)
        number = exporting.find(note)
        if number is not None:
            found.append((each, exporting, number))
    if not found:
        accepted = "Give its reference or its number, for example IN-2009-017 or 17"
        _fail(f"there is no note {note!r} in {settings.database}. {accepted}")
    if len(found) > 1:
        teams = ", ".join(each for each, _, _ in found)
        _fail(
            f"several workspaces have a note {note}: {teams}. Say which one, for example --team {found[0][0]}"
        )
    _, exporting, number = found[0]
    return exporting, number


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all, for its owner alone. Raises OSError."""
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, content in files.items():
            path = unfinished / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.touch(mode=0o600, exist_ok=False)
            path.write_bytes(content)
        unfinished.rename(target)  # in place of an empty folder, and of nothing else
    except BaseException:
        shutil.rmtree(unfinished)
        raise


def _remedy(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError) or error.errno == errno.ENOTEMPTY:
        return "Give a folder that is new or empty, for example --to export/first"
    return "Make room on the disk, or give another folder with --to"


def _fail(why: str) -> NoReturn:
    click.echo(f"rapporteur: {why}", err=True)
    sys.exit(1)
