"""`docs/cli.md`, written from the commands themselves: `python -m bot.cli.manual > docs/cli.md`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from bot.cli import main


def manual() -> str:
    """Return the page."""
    context = click.Context(main, info_name="rapporteur", **main.context_settings)
    return "\n".join(_page(context)).rstrip() + "\n"


def _page(context: click.Context) -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Written from the code by `python -m bot.cli.manual`; the test run compares."
    yield from _commands(main, context)


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """Give a section for each command of a group; where one is a group itself, for those in it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(
            command, info_name=name, parent=context, terminal_width=100, max_content_width=100
        )
        if isinstance(command, click.Group):
            yield from _commands(command, inner)
        else:
            yield from ("", f"## {inner.command_path}", "", "```", command.get_help(inner), "```")


if __name__ == "__main__":
    click.echo(manual(), nl=False)
