"""`rapporteur talk`: the same interview in this terminal, with no Slack at all."""

from __future__ import annotations

import contextlib
import getpass
import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from bot.app import build_office
from bot.cli.config import settings_for
from bot.render.library import Library
from bot.service.outbox import Letter
from bot.transports.terminal import Terminal, write
from storage import StoreError, open_store

TEAM = "terminal"
LEAVING = {"quit", "exit"}
CHANNEL, COORDINATOR = "#channel", "#coordinator"
HEADINGS = {CHANNEL: "In the team's channel:\n", COORDINATOR: "To the coordinator alone:\n"}
"""Who else would hear something, were this not a terminal."""


@click.command("talk")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    default=Path("data/talk.db"),
    show_default=True,
    help="Where the conversation is kept; start again with the same file to go on.",
)
@click.option(
    "--type", "note_type", default=None, help="The note type of a new note; a folder of templates/."
)
def command(path: Path, note_type: str | None) -> None:
    """Have the interview in this terminal; quit ends it, and the next call goes on."""
    settings = settings_for()
    chosen = note_type or settings.note_type
    names = Library(settings.templates).names()
    if chosen not in names:
        click.echo(f"rapporteur: there is no note type {chosen!r}. There are: {', '.join(names)}", err=True)
        sys.exit(1)
    try:
        store = open_store(path)
    except StoreError as error:
        click.echo(f"rapporteur: {error}", err=True)
        sys.exit(1)
    alone = replace(settings, notes_channel=CHANNEL, coordinators=(COORDINATOR,))
    with contextlib.closing(store):
        office = build_office(alone, store, team=TEAM)
        _talk(Terminal(office, getpass.getuser(), _hear, note_type=chosen), path)


def _talk(terminal: Terminal, path: Path) -> None:
    click.echo("Type your answers, or the words on a button; help explains, quit ends for now.")
    terminal.begin()
    for text in _lines():
        if text.strip().lower() in LEAVING:
            break
        if text.strip():
            terminal.say(text)
    click.echo(f"Everything is kept in {path}; rapporteur talk goes on.")


def _lines() -> Iterator[str]:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415  gives input() its editing keys and history
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            yield input("> ")


def _hear(letter: Letter) -> None:
    heading = HEADINGS.get(letter.recipient, "")
    click.echo(f"\n{heading}{write(letter.message)}\n")
