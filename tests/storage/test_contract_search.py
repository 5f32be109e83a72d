"""What every store promises about finding notes: by words that mean nothing but themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Found

LAGOS = "The meeting in Lagos was about water and trade."


@pytest.fixture
def notes(tx, new):
    for _ in range(3):
        tx.notes.add(new.note())
    return tx


@pytest.fixture
def find(notes):
    """The numbers of the notes that these words find."""

    def numbers(words, most=9):
        return [found.note for found in notes.search.find(words, most=most)]

    return numbers


def test_a_find_is_the_version_with_the_words_in_marks(notes):
    notes.search.put(2, 7, LAGOS)
    assert notes.search.find("water", most=9) == [
        Found(note=2, version=7, snippet="The meeting in Lagos was about «water» and trade.")
    ]


def test_a_snippet_is_some_words_of_a_long_text(notes):
    notes.search.put(1, 1, "before " * 500 + "Lagos" + " after" * 500)
    (found,) = notes.search.find("lagos", most=1)
    assert "«Lagos»" in found.snippet
    assert found.snippet.startswith("…")
    assert found.snippet.endswith("…")
    assert len(found.snippet) < 200


def test_all_the_words_are_looked_for_in_any_order_case_accent_and_ending(notes, find):
    notes.search.put(1, 1, LAGOS)
    notes.search.put(2, 1, "Résolution of the meetings on water")
    assert find("WATER lagos") == [1]
    assert find("resolution") == find("Résolutions") == [2]
    assert sorted(find("meeting")) == [1, 2]
    assert find("water desert") == []


def test_the_best_find_comes_first_and_no_more_than_asked(notes, find):
    notes.search.put(1, 1, "water " + "and many other words " * 50)
    notes.search.put(2, 1, "water water water")
    assert find("water") == [2, 1]
    assert find("water", most=1) == [2]
    assert find("water", most=0) == find("water", most=-1) == []


def test_a_later_version_takes_the_place_of_the_earlier_one(notes, find):
    notes.search.put(1, 1, "water")
    notes.search.put(2, 1, "water")
    notes.search.put(1, 2, "trade")
    assert find("water") == [2]
    assert [(found.note, found.version) for found in notes.search.find("trade", most=9)] == [(1, 2)]


def test_a_note_that_is_dropped_is_found_no_more_and_may_come_back(notes, find):
    for note in (1, 2):
        notes.search.put(note, 1, "water")
    notes.search.drop(1)
    notes.search.drop(1)
    notes.search.drop(3)
    assert find("water") == [2]
    notes.search.put(1, 2, "water")
    assert sorted(find("water")) == [1, 2]


def test_the_rooms_are_the_channels_that_got_a_note_that_can_be_found(notes, new):
    promised = (
        ("C2", 1, "post"),
        ("C1", 1, "post"),
        ("C2", 2, "post"),
        ("C3", 3, "post"),
        ("C4", 1, "thread"),
    )
    rows = [
        notes.outbox.enqueue(new.delivery(str(n), recipient=room, note=note, purpose=purpose))
        for n, (room, note, purpose) in enumerate((*promised, ("ada", 1, "post"), ("C5", 1, "post")))
    ]
    for row in rows[:-1]:
        notes.outbox.sent(row.id, place="D1" if row.recipient == "ada" else row.recipient, receipt="1")
    for note in (1, 2):
        notes.search.put(note, 1, "water")
    assert notes.search.rooms() == ["C1", "C2"]


def test_a_team_finds_and_drops_its_own_notes_only(store, new):
    for team, word in (("T1", "water"), ("T2", "trade")):
        with store.transaction(team) as tx:
            tx.notes.add(new.note())
            tx.search.put(1, 1, f"{word} and T1 and T2")
    with store.transaction("T1") as tx:
        assert tx.search.find("trade", most=9) == []
        assert [found.snippet for found in tx.search.find("T2", most=9)] == ["water and T1 and «T2»"]
        tx.search.drop(1)
        assert tx.search.find("and", most=9) == []
    with store.transaction("T2") as tx:
        assert [found.note for found in tx.search.find("trade", most=9)] == [1]


@pytest.mark.parametrize(
    "words",
    [
        "lagos OR desert",
        "lagos NOT water",
        "NEAR(lagos water)",
        "lag*",
        "^lagos OR ^the",
        "text: lagos",
        "team: t1",
        '"lagos" OR "desert"',
        "(lagos) AND (water)",
    ],
)
def test_signs_and_words_of_a_query_language_are_words_like_others(notes, find, words):
    notes.search.put(1, 1, LAGOS.replace("and", "&"))
    assert find(words) == []
    assert find('"lagos" (water)') == [1]


@pytest.mark.parametrize("words", ["", "  ", "-", '"', "- * -", "\0"])
def test_no_word_finds_nothing(notes, find, words):
    notes.search.put(1, 1, f"water {words}")
    assert find(words) == []


def test_signs_between_words_are_passed_over(notes, find):
    notes.search.put(1, 1, LAGOS)
    assert find("Lagos / water, trade?") == find("- lagos") == find("lagos\0water") == [1]


@settings(settings.get_profile("storage"), max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text('"*^:(){}+- \0ANDORT'))
def test_whatever_is_typed_is_no_fault(notes, words):
    notes.search.put(1, 1, LAGOS)
    assert {found.note for found in notes.search.find(words, most=9)} <= {1}


def test_a_note_that_never_was_can_not_be_put(notes):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        notes.search.put(9, 1, "water")
