"""A town for each test: Ada the expert in Accra, Bo who coordinates in Brussels, Cy who may see nothing in New York."""

import pytest

from tests.service.town import Town


@pytest.fixture
def town(tmp_path):
    town = Town(tmp_path)
    yield town
    town.store.close()


@pytest.fixture
def elsewhere(town, tmp_path):
    """Another workspace in the same store."""
    return Town(tmp_path, team="T2", store=town.store)


@pytest.fixture
def own_type(tmp_path):
    """A town whose notes are of a type of its own: these questions."""
    towns = []

    def found(questions, note="# A note\n"):
        folder = tmp_path / "templates" / "information_note"
        folder.mkdir(parents=True)
        (folder / "questions.toml").write_text(questions, encoding="utf-8")
        (folder / "note.md.j2").write_text(note, encoding="utf-8")
        towns.append(Town(tmp_path, templates=tmp_path / "templates"))
        return towns[-1]

    yield found
    for town in towns:
        town.store.close()
