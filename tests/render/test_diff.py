"""What differs between two drafts: every place is named, every changed word is there, and it can be read aloud."""

from pathlib import Path

import pytest

from bot.render import diff
from bot.render.diff import LONGEST, MOST, Change, changes, readable
from bot.render.lexicons import read_phrases

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = read_phrases(ROOT / "templates" / "phrases" / "en.toml").review
GOLDEN = (ROOT / "templates" / "information_note" / "example" / "note.md").read_text(encoding="utf-8")
NOTE = """# **Note**

**Event:** Seminar on export controls

**Date and Venue:** 3-4 June 2009; Brussels, Belgium

### 3. Highlights

Several speakers underlined the cooperative dimension of the resolution and called for more of it.

The second day was about training.

### 4. Additional comments

For information, write to us.
"""


def test_a_draft_does_not_differ_from_itself():
    assert changes(GOLDEN, GOLDEN) == ()


def test_a_changed_word_stands_with_its_place_and_some_words_around_it():
    after = NOTE.replace("Several speakers", "A representative of the EU")
    assert changes(NOTE, after) == (
        Change(
            "Highlights",
            "Several speakers underlined the cooperative …",
            "A representative of the EU underlined the cooperative …",
        ),
    )


def test_a_place_behind_a_label_is_named_by_the_label_and_does_not_repeat_it():
    after = NOTE.replace("Seminar on export controls", "Workshop on export controls")
    assert changes(NOTE, after) == (
        Change("Event", "Seminar on export controls", "Workshop on export controls"),
    )


def test_two_changes_far_apart_in_one_paragraph_are_two_places():
    after = NOTE.replace("Several", "Many").replace("more of it", "less of it")
    assert [(one.place, one.was, one.now) for one in changes(NOTE, after)] == [
        ("Highlights", "Several speakers underlined the …", "Many speakers underlined the …"),
        ("Highlights", "… and called for more of it.", "… and called for less of it."),
    ]


def test_an_added_and_a_removed_paragraph_have_one_side_only():
    fuller = NOTE.replace("about training.", "about training.\n\nA third day is planned.")
    assert changes(NOTE, fuller) == (Change("Highlights", "", "A third day is planned."),)
    assert changes(fuller, NOTE) == (Change("Highlights", "A third day is planned.", ""),)


def test_a_place_that_is_new_or_gone_is_named():
    fuller = NOTE.replace("### 4.", "### Annex\n\nThe agenda.\n\n### 4.")
    assert changes(NOTE, fuller) == (Change("Annex", "", "The agenda."),)
    assert changes(fuller, NOTE) == (Change("Annex", "The agenda.", ""),)


def test_a_paragraph_that_was_written_anew_is_shown_whole():
    after = NOTE.replace("The second day was about training.", "Nobody expected so many questions there!")
    assert changes(NOTE, after) == (
        Change(
            "Highlights", "The second day was about training.", "Nobody expected so many questions there!"
        ),
    )


def test_what_was_escaped_for_markdown_is_read_as_it_was_typed():
    before = NOTE.replace("Seminar on export controls", "R&D \\*one\\* \\_two\\_ three")
    after = NOTE.replace("Seminar on export controls", "R&D \\*one\\* \\_two\\_ four")
    assert changes(before, after) == (Change("Event", "R&D *one* _two_ three", "R&D *one* _two_ four"),)


def test_chinese_is_compared_character_by_character():
    before = NOTE.replace("Seminar on export controls", "关于出口管制的研讨会")
    after = NOTE.replace("Seminar on export controls", "关于进口管制的研讨会")
    assert changes(before, after) == (Change("Event", "关于出口管制 …", "关于进口管制 …"),)


def test_a_change_of_line_breaks_alone_is_none():
    assert changes(NOTE, NOTE.replace("dimension of", "dimension\nof")) == ()


@pytest.mark.parametrize("words", [["the", "of"], ["same"], [f"w{n}" for n in range(4000)]])
def test_long_and_repetitive_texts_are_compared_without_end_of_patience(words):
    text = " ".join(words * (4000 // len(words)))
    before = f"### A\n\nfirst {text} last\n"
    after = f"### A\n\n{text} middle {text}\n"
    assert {one.place for one in changes(before, after)} == {"A"}


def paragraph(first, last):
    return f"{first} a b c d e f g h i j {last}"


@pytest.mark.parametrize(("pairs", "shown"), [(300, 4), (200, 3), (3, 1)])
def test_what_comparing_may_cost_is_shared_by_all_paragraphs(monkeypatch, pairs, shown):
    """Each paragraph has two changes and costs 144 pairs; beyond what is left it is shown whole, at last all is."""
    monkeypatch.setattr(diff, "PAIRS", pairs)
    before = "\n\n".join(("### A", paragraph("x", "y"), paragraph("k", "l")))
    after = "\n\n".join(("### A", paragraph("q", "z"), paragraph("m", "n")))
    found = changes(before, after)
    assert len(found) == shown
    assert found[-1].now.endswith("j n")


def test_each_kind_of_change_is_a_sentence():
    found = [Change("Event", "a", "b"), Change("Event", "", "b"), Change("Event", "a", "")]
    assert readable(found, SENTENCES) == [
        "Event: was: “a”; now: “b”",
        "Event: added: “b”",
        "Event: removed: “a”",
    ]


def test_of_many_places_the_first_are_shown_and_the_others_counted():
    found = [Change("Event", str(n), "") for n in range(MOST + 3)]
    lines = readable(found, SENTENCES)
    assert (len(lines), lines[-2:]) == (MOST + 1, [f"Event: removed: “{MOST - 1}”", "and 3 more places"])
    assert readable(found[: MOST + 1], SENTENCES)[-1] == "and 1 more place"
    assert readable(found, SENTENCES, most=1) == ["Event: removed: “0”", "and 22 more places"]


def test_a_long_change_is_cut_with_an_ellipsis():
    [line] = readable([Change("Event", "word " * 500, "")], SENTENCES)
    assert (line.endswith("…”"), len(line) < LONGEST + 40) == (True, True)


@pytest.mark.parametrize("name", ["Participants", "Objectives", "Background", "Highlights"])
def test_a_change_anywhere_in_the_published_note_is_found_under_its_name(name):
    words = {
        "Participants": "Several hundreds",
        "Objectives": "share experiences",
        "Background": "Every two years",
        "Highlights": "as a panelist",
    }
    assert [one.place for one in changes(GOLDEN, GOLDEN.replace(words[name], "Otherwise"))] == [name]
