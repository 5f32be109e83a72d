"""The command line: names and options. What a command does is in its own file, read only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from bot import __version__

COMMANDS = {
    "run": "run",
    "demo": "demo",
    "talk": "talk",
    "check": "check",
    "export": "export",
    "backup": "backup",
    "restore": "restore",
    "programme": "programme",
    "simulate": "simulate",
    "stats": "stats",
    "doctor": "doctor",
    "workspace": "workspace",
}
"""Command -> module of this package; each module has a `command`."""


class Lazy(click.Group):
    """A group whose commands are imported when they are needed: `--version` should not wait for Slack's SDK."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"bot.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rapporteur")
def main() -> None:
    """Walk experts through the note they owe after an event.

    To begin: rapporteur demo shows it work, talk lets you try it here. For Slack: doctor, then run.
    """
