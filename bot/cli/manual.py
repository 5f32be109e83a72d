"""`docs/cli.md`, written from the commands themselves: `python -m bot.cli.manual > docs/cli.md`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from bot.cli import main


def manual() -> str:
    """Return the page."""
    context = click.Context(main, info_name="rapporteur")
    return "\n".join(_page(context)).rstrip() + "\n"


def _page(context: click.Context) -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Written from the code by `python -m bot.cli.manual`; the test run compares."
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        inner = click.Context(
            command, info_name=name, parent=context, terminal_width=100, max_content_width=100
        )
        yield from ("", f"## rapporteur {name}", "", "```", command.get_help(inner), "```")


if __name__ == "__main__":
    click.echo(manual(), nl=False)
