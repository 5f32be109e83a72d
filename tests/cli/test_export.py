"""`rapporteur export` as an operator uses it: a folder for its owner alone, whole or not at all."""

import json
import resource
import stat
from hashlib import sha256

import pytest
from click.testing import CliRunner

from bot import __version__
from bot.cli.export import command, write_folder
from tests.service.town import Town


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A database with Ada's note in it, which another process holds as the bot does."""
    place = tmp_path_factory.mktemp("bot")
    town = Town(place)
    town.answer_all()
    town.write("ada", "submit")
    yield place
    town.store.close()


@pytest.fixture
def export(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*words, database=place / "rapporteur.db"):
        return CliRunner().invoke(command, words, env={"DATABASE": str(database)})

    return run


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_note_is_written_while_the_bot_holds_the_database(export, tmp_path):
    done = export("IN-2009-001")
    folder = tmp_path / "out" / "IN-2009-001"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "12 files are in out/IN-2009-001; manifest.json has the hash of each.\n"
    assert names(folder) == [
        "answers.json",
        "attachments.json",
        "decisions.json",
        "draft-1.md",
        "journal.json",
        "manifest.json",
        "paper-1.docx",
        "paper-1.pdf",
        "reviews.json",
        "trace-1.json",
        "trace-1.md",
        "transcript.txt",
    ]


def test_the_hashes_in_the_manifest_are_those_of_the_files(export, tmp_path):
    export("1", "--to", "there")
    folder = tmp_path / "there"
    manifest = json.loads((folder / "manifest.json").read_text())
    found = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names(folder)}
    del found["manifest.json"]
    assert manifest["sha256"] == found
    assert manifest["program"]["rapporteur"] == __version__
    assert set(manifest["program"]) == {"rapporteur", "python-docx", "typst"}
    assert manifest["not_made"] == {}


def test_two_exports_are_the_same_byte_for_byte(export, tmp_path):
    export("1", "--to", "one")
    export("1", "--to", "two")
    one, two = tmp_path / "one", tmp_path / "two"
    assert names(one) == names(two)
    assert [(one / name).read_bytes() for name in names(one)] == [
        (two / name).read_bytes() for name in names(two)
    ]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_can_read_it(export, tmp_path):
    export("1", "--to", "there")
    folder = tmp_path / "there"
    assert mode(folder) == 0o700
    assert {mode(folder / name) for name in names(folder)} == {0o600}


def test_an_empty_folder_is_filled(export, tmp_path):
    (tmp_path / "there").mkdir()
    assert export("1", "--to", "there").exit_code == 0
    assert "manifest.json" in names(tmp_path / "there")


@pytest.mark.parametrize("note", ["2", "IN-2010-001", "../1", "x"])
def test_an_unknown_note_is_told_with_what_is_accepted(export, tmp_path, place, note):
    done = export(note)
    told = f"rapporteur: there is no note {note!r} in {place / 'rapporteur.db'}. Give its reference or its number"
    assert done.exit_code == 1
    assert done.stderr.startswith(told)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_as_it_is(export, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    done = export("1", "--to", "there")
    assert done.exit_code == 1
    assert done.stderr == (
        "rapporteur: there can not be written: Directory not empty. Nothing was left there. "
        "Give a folder that is new or empty, for example --to export/first\n"
    )
    assert names(tmp_path) == ["there/mine.txt"]


def test_a_file_is_not_overwritten(export, tmp_path):
    (tmp_path / "there").write_text("mine")
    assert export("1", "--to", "there").exit_code == 1
    assert (tmp_path / "there").read_text() == "mine"


def test_without_a_database_it_is_said_where_one_is_looked_for(export, tmp_path):
    done = export("1", database=tmp_path / "none.db")
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert done.stderr.startswith(f"rapporteur: there is no database {tmp_path / 'none.db'}.")


def test_what_is_no_database_of_ours_is_said_to_be_none(export, tmp_path):
    (tmp_path / "other.db").write_text("something else entirely")
    done = export("1", database=tmp_path / "other.db")
    assert done.exit_code == 1
    assert "could not be copied" in done.stderr


def test_on_a_full_disk_nothing_is_left(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_folder(tmp_path / "there", {"small.txt": b"x", "large.txt": b"x" * 1000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_a_note_that_two_workspaces_have_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    town = Town(tmp_path)
    other = Town(tmp_path, team="T2", store=town.store)
    for one in (town, other):
        one.begin("ada")
    run = CliRunner().invoke
    env = {"DATABASE": str(tmp_path / "rapporteur.db")}
    told = run(command, ["1"], env=env)
    assert (
        told.stderr
        == "rapporteur: several workspaces have a note 1: T1, T2. Say which one, for example --team T1\n"
    )
    assert run(command, ["1", "--team", "T2"], env=env).exit_code == 0
    town.store.close()
