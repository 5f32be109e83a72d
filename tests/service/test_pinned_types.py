"""A note type that changes on disk: who has begun goes on with the old questions, who begins gets the new ones."""

import shutil

import pytest

from bot.render.library import LibraryError
from tests.service.town import TEMPLATES, Town


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(TEMPLATES / "information_note", tmp_path / "templates" / "information_note")


@pytest.fixture
def town(folder, tmp_path):
    town = Town(tmp_path, templates=folder.parent)
    yield town
    town.store.close()


def rewrite(folder, old, new):
    path = folder / "questions.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_trap_16_an_interview_goes_on_with_the_questions_it_began_with(town, folder):
    town.begin("ada")
    rewrite(folder, "Did you speak in one particular session?", "Which panel was it?")
    town.write("ada", "Seminar")
    assert "Did you speak in one particular session?" in town.last("ada")


def test_a_new_interview_begins_with_the_new_questions(town, folder):
    town.begin("ada")
    rewrite(folder, "What was the event called?", "How was it called?")
    town.begin("cy")
    assert ("How was it called?" in town.last("cy"), town.note(1).type_hash == town.note(2).type_hash) == (
        True,
        False,
    )


def test_a_restart_does_not_lose_the_old_questions(town, folder, tmp_path):
    town.begin("ada")
    rewrite(folder, "Did you speak in one particular session?", "Which panel was it?")
    again = Town(tmp_path, templates=folder.parent, store=town.store)
    again.now = town.now
    again.write("ada", "Seminar")
    assert "Did you speak in one particular session?" in again.last("ada")


def test_a_draft_is_written_with_the_template_it_began_with(town, folder):
    town.answer_all()
    town.write("ada", "preview")
    before = town.last("ada")
    (folder / "note.md.j2").write_text("# Something else\n", encoding="utf-8")
    town.write("ada", "preview")
    assert town.last("ada") == before


def test_an_interview_goes_on_when_its_folder_is_gone(town, folder):
    town.begin("ada")
    shutil.rmtree(folder)
    town.write("ada", "Seminar", "Plenary")
    assert (town.values(), town.screen("ada")) == (
        {"event": "Seminar", "session": "Plenary"},
        (1, "question", "organizers"),
    )


def test_the_hash_of_a_note_type_that_is_changed_back_is_the_same(town, folder):
    town.begin("ada")
    rewrite(folder, "What was the event called?", "How was it called?")
    rewrite(folder, "How was it called?", "What was the event called?")
    town.begin("cy")
    assert town.note(1).type_hash == town.note(2).type_hash


@pytest.mark.parametrize("broken", ["questions.toml", "note.md.j2"])
def test_no_interview_begins_with_a_type_that_can_not_become_a_draft(town, folder, broken):
    (folder / broken).unlink()
    with pytest.raises(LibraryError):
        town.notes.begin("ada", key="new")
    assert (town.open_notes("ada"), town.deliver()) == ([], [])
