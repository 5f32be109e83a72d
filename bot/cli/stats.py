"""`rapporteur stats`: how it went, in numbers from the rows: as a table, as CSV, as a picture."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NoReturn

import click

from bot.app import build_office
from bot.cli.config import settings_for
from bot.cli.copies import copied
from bot.cli.days import Day
from bot.cli.teams import team_of
from bot.core.figures import Figures
from bot.core.notes import OPEN, Status
from bot.render.figures import Bar, Chart, Form, Panel, picture
from bot.render.library import LibraryError
from bot.service.coordinator.statistics import Statistics
from storage import StoreError

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""

FORMS: dict[str, Form] = {".png": "png", ".svg": "svg"}
BALLS = {
    "expert": "the expert",
    "reviewer": "a reviewer",
    "coordinator": "a coordinator",
    "new_owner": "whom it is offered to",
    "fact": "nobody: a fact is awaited",
    "snoozed": "nobody: put off",
    "away": "nobody: away",
}
BY_BALL = "Owed now, by who has the ball"
BY_STEP = "Answered within 24 hours of a message, by step"

Cell = tuple[str, str, str]
"""What is counted, how many, and of how many where that matters."""


@click.command("stats", short_help="Count what is owed, what is late, and what reminders do.")
@click.option(
    "--from",
    "first",
    type=Day(),
    metavar="DATE",
    default=None,
    help="Of events that ended on this day or later, such as 2026-01-01.  [default: all]",
)
@click.option(
    "--to",
    "last",
    type=Day(),
    metavar="DATE",
    default=None,
    help="Of events that ended on this day or earlier.  [default: today]",
)
@click.option("--csv", "as_csv", is_flag=True, help="Show it as CSV.")
@click.option(
    "--picture",
    "target",
    type=click.Path(path_type=Path),
    default=None,
    help="Draw it as well, into this .png or .svg.",
)
@click.option("--team", default="", help="The workspace's id, where the database holds several.")
def command(first: date | None, last: date | None, *, as_csv: bool, target: Path | None, team: str) -> None:
    """Count the notes on events that ended in these days: owed, late, how fast, how often they were reminded.

    Open is what is not closed yet; owed, where the event is over as well. What is owed and late is so now; everything
    is counted from the rows of the database, on a copy of it.
    """
    if target and target.suffix.lower() not in FORMS:
        _fail(f"{target} is no picture that can be drawn. Give a name such as figures.png or figures.svg")
    if first and last and first > last:
        _fail(
            "--from is after --to. Give the earlier day first, for example --from 2026-01-01 --to 2026-06-30"
        )
    figures = _figures(team, first, last)
    cells = list(counted(figures))
    click.echo(_csv(cells) if as_csv else "\n".join(_table(cells)), nl=not as_csv)
    if target:
        _draw(figures, target, _when(first, last))


def _figures(team: str, first: date | None, last: date | None) -> Figures:
    settings = settings_for()
    try:
        with copied(settings.database) as store:
            office = build_office(settings, store, team=team_of(store, team))
            return Statistics(office).of(first, last)
    except (StoreError, LibraryError) as error:
        _fail(str(error))


def counted(figures: Figures) -> Iterator[Cell]:
    """Give what is counted, a line each."""
    yield "notes", str(len(figures.courses)), ""
    yield "open", str(figures.of(*OPEN)), ""
    yield "owed now", str(figures.owed), ""
    yield "overdue now", str(figures.overdue), ""
    yield "approved", str(figures.of(Status.APPROVED)), ""
    yield "withdrawn", str(figures.of(Status.WITHDRAWN)), ""
    yield "waived", str(figures.of(Status.WAIVED)), ""
    yield "declined", str(figures.of(Status.DECLINED)), ""
    yield "closed, and untouched for a year", str(figures.untouched), ""
    yield "median working days from event to first version", _number(figures.median_first_days), ""
    yield "median working days from event to approval", _number(figures.median_days), ""
    yield "handed in on time", str(figures.on_time), str(len(figures.judged))
    yield "messages per note", _number(figures.messages), ""
    for ball, count in figures.balls.items():
        yield f"owed now, with {BALLS.get(ball, ball)}", str(count), ""
    for echo in figures.echoes:
        yield f"answered within 24 hours: {echo.step}", str(echo.answered), str(echo.sent)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".removesuffix(".0")


def _table(cells: Sequence[Cell]) -> Iterator[str]:
    width = max(len(what) for what, _, _ in cells)
    for what, value, of in cells:
        share = f" of {of} ({int(value) / int(of):.0%})" if of and of != "0" else ""
        yield f"{what.ljust(width)}  {value or '-':>4}{share}"


def _csv(cells: Sequence[Cell]) -> str:
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (("figure", "value", "of"), *cells):
        writer.writerow([defused(cell) for cell in row])
    return written.getvalue()


def defused(cell: str) -> str:
    """Return a cell as a spreadsheet shows it, and never computes it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _draw(figures: Figures, target: Path, when: str) -> None:
    try:
        target.write_bytes(picture(chart(figures, when), FORMS[target.suffix.lower()]))
    except OSError as error:
        _fail(f"{target} can not be written: {error.strerror}. Give another file, for example figures.png")
    click.echo(f"The picture is in {target}; it shows these numbers.", err=True)


def _when(first: date | None, last: date | None) -> str:
    begins = f"from {first} " if first else ""
    return f"Notes on events that ended {begins}{f'until {last}' if last else 'until today'}"


def chart(figures: Figures, when: str) -> Chart:
    """Return what the picture shows: the same numbers, those of bars in words as well."""
    most = max([*figures.balls.values(), 1])
    balls = [Bar(BALLS.get(ball, ball), n / most, str(n)) for ball, n in figures.balls.items()]
    steps = [
        Bar(echo.step, echo.answered / echo.sent, f"{echo.answered} of {echo.sent}")
        for echo in figures.echoes
    ]
    lines = [
        f"{_notes(len(figures.courses))}, {figures.owed} owed now, {figures.overdue} of them overdue.",
        f"Handed in on time: {figures.on_time} of {len(figures.judged)}.",
        f"Median working days from event to approval: {_number(figures.median_days) or 'not known yet'}.",
        f"Messages per note: {_number(figures.messages) or 'none'}.",
    ]
    panels = [Panel(BY_BALL, balls, "Nothing."), Panel(BY_STEP, steps, "No message was sent.")]
    return Chart(when, lines, panels)


def _notes(number: int) -> str:
    return "1 note" if number == 1 else f"{number} notes"


def _fail(told: str) -> NoReturn:
    click.echo(f"rapporteur: {told}", err=True)
    sys.exit(1)
