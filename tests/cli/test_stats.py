"""`rapporteur stats` as a coordinator reads it: a table, a sheet, a picture, all of the same numbers."""

import csv
from io import StringIO

import pytest
from click.testing import CliRunner

from bot.cli.stats import command, defused
from tests.service.test_reminders import live
from tests.service.town import Town


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A database with a note that was handed in, and one that nobody has begun."""
    place = tmp_path_factory.mktemp("bot")
    town = Town(place)
    town.answer_all()
    town.write("ada", "submit")
    town.owe("cy")
    yield place
    town.store.close()


@pytest.fixture
def stats(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        return CliRunner().invoke(command, words, env={"DATABASE": str(place / "rapporteur.db")})

    return run


def test_a_table_has_a_line_for_each_number(stats):
    done = stats()
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert (done.exit_code, done.stderr) == (0, "")
    assert lines == [
        "notes 2",
        "open 2",
        "owed now 2",
        "overdue now 2",
        "approved 0",
        "withdrawn 0",
        "waived 0",
        "declined 0",
        "closed, and untouched for a year 0",
        "median working days from event to first version 0",
        "median working days from event to approval -",
        "handed in on time 1 of 2 (50%)",
        "messages per note 0",
        "owed now, with the expert 1",
        "owed now, with a coordinator 1",
    ]


def test_how_soon_a_step_was_answered_has_a_line_for_each(tmp_path, monkeypatch):
    town = Town(tmp_path)
    for person in ("ada", "cy"):
        town.owe(person)
    live(town, days=1)
    town.press("ada", "Yes, all right")
    town.store.close()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [], env={"DATABASE": str(tmp_path / "rapporteur.db")})
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert [line for line in lines if "within" in line] == [
        "answered within 24 hours: ask 0 of 2 (0%)",
        "answered within 24 hours: r1 1 of 2 (50%)",
    ]


def test_as_csv_the_same_numbers_are_cells(stats):
    rows = list(csv.reader(StringIO(stats("--csv").stdout)))
    assert rows[0] == ["figure", "value", "of"]
    assert ["handed in on time", "1", "2"] in rows
    assert {len(row) for row in rows} == {3}
    assert [row[0] for row in rows[1:]] == [
        line[:50].strip().split("  ")[0] for line in stats().stdout.splitlines()
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1"])
def test_what_a_sheet_would_compute_is_a_text(cell):
    assert defused(cell) == f"'{cell}"
    assert defused(f"a{cell}") == f"a{cell}"


def test_a_picture_is_drawn_beside_the_table_and_twice_the_same(stats, tmp_path):
    done = stats("--picture", "figures.png")
    assert (done.exit_code, done.stdout) == (0, stats().stdout)
    assert done.stderr == "The picture is in figures.png; it shows these numbers.\n"
    drawn = (tmp_path / "figures.png").read_bytes()
    assert (drawn[:8], drawn[12:16]) == (b"\x89PNG\r\n\x1a\n", b"IHDR")
    stats("--picture", "again.png")
    stats("--picture", "earlier.png", "--to", "2009-06-03")
    assert (tmp_path / "again.png").read_bytes() == drawn
    assert (tmp_path / "earlier.png").read_bytes() != drawn


def test_a_picture_may_be_a_drawing(stats, tmp_path):
    assert stats("--picture", "figures.SVG").exit_code == 0
    assert (tmp_path / "figures.SVG").read_text().startswith("<svg")


def test_another_ending_is_refused_before_anything_is_counted(stats, tmp_path):
    done = stats("--picture", "figures.gif")
    assert (done.exit_code, done.stdout, list(tmp_path.iterdir())) == (1, "", [])
    assert done.stderr == (
        "rapporteur: figures.gif is no picture that can be drawn. Give a name such as figures.png or figures.svg\n"
    )


def test_a_place_that_can_not_be_written_is_told(stats, tmp_path):
    done = stats("--picture", "nowhere/figures.png")
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert done.stderr.startswith("rapporteur: nowhere/figures.png can not be written: No such file")


@pytest.mark.parametrize("said", ["1.12.2026", "june", "2026-02-30"])
def test_a_day_in_another_form_is_told_how_it_is_written(stats, said):
    done = stats("--from", said)
    assert done.exit_code == 2
    assert f"{said!r} is no day. Write year-month-day, for example 2026-06-01" in done.stderr


def test_days_that_are_turned_round_are_told(stats):
    done = stats("--from", "2009-06-05", "--to", "2009-06-04")
    assert done.exit_code == 1
    assert done.stderr.startswith("rapporteur: --from is after --to.")


def test_days_in_which_nothing_ended_give_no_number_and_no_fault(stats, tmp_path):
    done = stats("--to", "2009-01-01", "--picture", "none.png")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert (done.exit_code, lines[0], lines[-2:]) == (
        0,
        "notes 0",
        ["handed in on time 0", "messages per note -"],
    )
    assert (tmp_path / "none.png").exists()
