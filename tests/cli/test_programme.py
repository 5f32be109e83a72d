"""`rapporteur programme import` as a coordinator uses it: shown first, applied while the bot stands still."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.programme import command
from storage import open_store
from tests.service.town import Town

ROOT = Path(__file__).resolve().parents[2]
SHEET = "title,first,last,experts\nTalk,2031-06-03,2031-06-04,Ada\nOld talk,2009-05-03,,Ada; Zoe\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with a database that no bot holds, in which Ada owes one note; and a sheet."""
    town = Town(tmp_path)
    town.owe()
    town.store.close()
    (tmp_path / "june.csv").write_text(SHEET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(place):
    def run(*words, **settings):
        env = {"DATABASE": str(place / "rapporteur.db"), "COORDINATORS": "U0000000B"} | settings
        return CliRunner().invoke(command, ["import", *words], env=env)

    return run


def events(place):
    store = open_store(place / "rapporteur.db")
    try:
        with store.transaction("T1") as tx:
            return {event.title: tx.events.links(event.uid) for event in tx.events.all()}
    finally:
        store.close()


def test_what_would_change_is_shown_as_a_table_and_nothing_is_changed(run, place):
    done = run("june.csv")
    assert done.stdout == (
        "The programme june.csv: 2 changes\n"
        "new  3-4 June 2031  Talk      + Ada\n"
        "new  3 May 2009     Old talk  + Ada, unknown: Zoe\n"
        "I know nobody called Zoe. Write a name as Slack shows it, or a member id, for example U0123ABCD.\n"
    )
    assert (done.exit_code, events(place)) == (1, {})


@pytest.mark.parametrize(
    "address", ["https://calendar.example.org/june.ics", "webcal://calendar.example.org/june.ics"]
)
def test_an_address_is_not_fetched(run, place, address):
    done = run(address, "--apply")
    assert (done.exit_code, done.stdout, events(place)) == (1, "", {})
    assert done.stderr == (
        "rapporteur: An address is not fetched. Save the calendar in a file and give that, for example programme.ics\n"
    )


def test_it_is_applied_and_the_same_file_again_changes_nothing(run, place):
    done = run("june.csv", "--apply", "--partial")
    assert done.exit_code == 0
    assert "Ada will be asked about Talk on Wednesday 4 June 2031, 18:00" in done.stdout
    assert re.search(
        "Ada (is asked about Old talk now; the note is due by|will be asked about Old talk on) ", done.stdout
    )
    assert events(place) == {"Old talk": {"ada": 3}, "Talk": {"ada": 2}}
    again = run("june.csv", "--apply", "--partial")
    assert (again.exit_code, "what is right in the file is known already" in again.stdout) == (0, True)


def test_unknown_people_are_a_reason_to_change_nothing(run, place):
    done = run("june.csv", "--apply")
    assert (done.exit_code, events(place)) == (1, {})
    assert done.stderr == (
        "rapporteur: Nothing was changed: people are unknown. Mend their names, or apply the rest with --partial.\n"
    )


def test_as_json_it_is_one_value(run):
    said = json.loads(run("june.csv", "--json").stdout)
    assert [(change["title"], change["what"]) for change in said["changes"]] == [
        ("Talk", ["new"]),
        ("Old talk", ["new"]),
    ]
    assert (said["unknown"], said["done"], said["refused"]) == ({"Zoe": []}, [], "")


def test_it_is_shown_while_the_bot_runs_and_applied_only_when_it_does_not(run, place):
    store = open_store(place / "rapporteur.db")
    try:
        shown, applied = run("june.csv"), run("june.csv", "--apply")
    finally:
        store.close()
    assert shown.stdout.startswith("The programme june.csv: 2 changes")
    assert applied.exit_code == 1
    assert "is in use by process" in applied.stderr
    assert applied.stderr.endswith("send the file to it in a direct message instead, as a coordinator.\n")


@pytest.mark.parametrize("coordinators", ["", "U0000000B,U0000000C"])
def test_to_look_nobody_has_to_be_named(run, place, coordinators):
    done = run("june.csv", COORDINATORS=coordinators)
    assert (done.stdout.split("\n")[0], events(place)) == ("The programme june.csv: 2 changes", {})
    assert "who imports it?" in run("june.csv", "--apply", COORDINATORS=coordinators).stderr


def test_who_imports_it_has_to_be_known(run):
    several = run("june.csv", "--apply", COORDINATORS="U0000000B,U0000000C")
    assert several.stderr == (
        "rapporteur: who imports it? Say your member id, for example --by U0123ABCD. "
        "Coordinators: U0000000B, U0000000C\n"
    )
    named = ("--apply", "--partial", "--by", "U0000000C")
    assert run("june.csv", *named, COORDINATORS="U0000000B,U0000000C").exit_code == 0
    stranger = run("june.csv", "--apply", "--by", "U0000000X")
    assert stranger.stderr == (
        "rapporteur: Only a coordinator can import a programme. Ask one of: U0000000B.\n"
    )


@pytest.mark.parametrize(
    ("words", "settings", "why"),
    [
        (("none.csv",), {}, "none.csv can not be read: No such file or directory. Give a file"),
        (("june.csv", "--apply"), {"DATABASE": "none.db"}, "there is no database none.db"),
    ],
)
def test_what_is_missing_is_named(run, words, settings, why):
    done = run(*words, **settings)
    assert (done.exit_code, why in done.stderr) == (1, True)
    assert not Path("none.db").exists()


def test_before_there_is_a_database_a_file_is_checked_alone(run, place):
    done = run("june.csv", DATABASE="none.db", COORDINATORS="")
    assert done.stdout == (
        "The programme june.csv: 2 changes\n"
        "new  3-4 June 2031  Talk      unknown: Ada\n"
        "new  3 May 2009     Old talk  unknown: Ada, unknown: Zoe\n"
    )
    assert done.stderr == (
        "There is no database none.db yet, so that nobody is known by name: june.csv is checked alone.\n"
    )
    assert (done.exit_code, Path("none.db").exists()) == (0, False)
    (place / "bad.csv").write_text("title,first\nTalk,soon\n", encoding="utf-8")
    bad = run("bad.csv", DATABASE="none.db")
    assert (bad.exit_code, bad.stdout.splitlines()[0]) == (1, "The programme bad.csv has 1 fault")


def test_a_database_without_a_workspace_asks_which(run, place):
    open_store(place / "empty.db").close()
    done = run("june.csv", DATABASE=str(place / "empty.db"))
    assert done.stderr == (
        "rapporteur: which workspace? In the database there is none that has a note. "
        "Say it, for example --team T0123ABCD\n"
    )
    assert run("june.csv", "--team", "T1", DATABASE=str(place / "empty.db")).stdout != ""


def test_the_sheet_of_the_manual_can_be_imported(run, place):
    page = (ROOT / "docs" / "programme.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```csv\n(.*?)```", page, flags=re.DOTALL)
    (place / "june.csv").write_text(example, encoding="utf-8")
    done = run("june.csv", "--json")
    said = json.loads(done.stdout)
    assert (said["faults"], said["unknown"], said["notices"]) == ([], {}, [])
    assert [(each["uid"], each["first"], each["last"], each["added"]) for each in said["changes"]] == [
        ("in-07", "2026-06-03", "2026-06-04", ["ada", "cy"]),
        ("in-08", "2026-06-09", "2026-06-09", ["ada"]),
    ]
    assert run("june.csv", "--apply").exit_code == 0


def test_a_calendar_is_imported_but_for_the_meetings_of_a_series_long_ago(run, place):
    (place / "a.ics").write_bytes((ROOT / "tests" / "data" / "programme.ics").read_bytes())
    assert run("a.ics", "--apply").exit_code == 0
    assert events(place) == {'Workshop on "Making the difference"': {"ada": 2}}
