"""`rapporteur talk`: the same interview in this terminal, with no Slack at all."""

from __future__ import annotations

import contextlib
import getpass
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from bot.app import build_office
from bot.cli.config import settings_for
from bot.cli.keyboard import replies
from bot.render.library import Library, LibraryError
from bot.service.outbox import Letter
from bot.transports.terminal import Terminal, write
from storage import StoreError, open_store

TEAM = "terminal"
LEAVING = {"quit", "exit"}
CHANNEL, COORDINATOR = "#channel", "#coordinator"
HEADINGS = {CHANNEL: "In the team's channel:\n", COORDINATOR: "To the coordinator alone:\n"}
"""Who else would hear something, were this not a terminal."""

GREETING = """\
Type your answers, or the words on a button; help explains, /note list shows your notes, quit ends for now.
What you paste is one answer, also when it has several lines. Nobody reads along, and nothing runs between two calls:
what you put off comes with the first call after its time."""
COMMANDS = """\
Here there are: /note new starts a note, /note list shows yours, /note resume 2 goes on with one; quit ends for now.
To register what somebody else owes (/note owe) is for Slack: rapporteur run. So is the form of /note delete: here, Undo
opens a closed note again, and delete 2 deletes an answer of it."""

OTHER = "What is open is of another type ({}), so I go on with that; /note new starts a {}."
DEFAULT = Path("data/talk.db")

REMEDY = "A talk in another window ends with quit there; --file NAME talks in another file."


@click.command("talk", short_help="Have the interview in this terminal.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    default=DEFAULT,
    show_default=True,
    help="Where the conversation is kept; start again with the same file to go on.",
)
@click.option(
    "--type",
    "note_type",
    default=None,
    help="The note type of a new note: the name of a folder of templates/.  [default: NOTE_TYPE]",
)
def command(path: Path, note_type: str | None) -> None:
    """Have the interview in this terminal, with no Slack; quit ends it, and the next call goes on.

    A line is an answer; so is a paste of several lines. From a pipe, each line is an answer.
    """
    settings = settings_for(slack=False)
    chosen = note_type or settings.note_type
    names = Library(settings.templates).names()
    if chosen not in names:
        _fail(f"there is no note type {chosen!r}. There are: {', '.join(names)}")
    try:
        store = open_store(path)
    except StoreError as error:
        _fail(f"{error}\n{REMEDY}")
    alone = replace(settings, notes_channel=CHANNEL, notes_channels=(), coordinators=(COORDINATOR,))
    with contextlib.closing(store):
        office = build_office(alone, store, team=TEAM)
        try:
            terminal = Terminal(office, getpass.getuser(), _hear, note_type=chosen)
            _talk(terminal, path, note_type or "")
        except LibraryError as error:
            _fail(str(error))


def _fail(why: str) -> NoReturn:
    click.echo(f"rapporteur: {why}", err=True)
    sys.exit(1)


def _talk(terminal: Terminal, path: Path, asked: str) -> None:
    click.echo(GREETING)
    begun = terminal.open_types()
    if asked and begun and asked not in begun:
        click.echo("\n" + OTHER.format(", ".join(sorted(begun)), asked))
    terminal.begin()
    for text in replies("> "):
        if text.strip().lower() in LEAVING:
            break
        if text.split()[:1] == ["/note"]:
            _note(terminal, *text.split()[1:])
        elif text.strip() and (refused := terminal.say(text)):
            click.echo(f"\n{refused}\n")
    again = "rapporteur talk" if path == DEFAULT else f"rapporteur talk --file {shlex.quote(str(path))}"
    click.echo(f"Everything is kept in {path}; {again} goes on.")


def _note(terminal: Terminal, word: str = "help", *rest: str) -> None:
    shown = ""
    match word.lower():
        case "list":
            shown = terminal.listing()
        case "new":
            terminal.new()
        case "resume":
            shown = terminal.resume(" ".join(rest))
        case _:
            shown = COMMANDS
    if shown:
        click.echo(f"\n{shown}\n")


def _hear(letter: Letter) -> None:
    if letter.link:
        return  # the same once more, with a button that opens a channel
    heading = HEADINGS.get(letter.recipient, "")
    click.echo(f"\n{heading}{write(letter.message)}\n")
