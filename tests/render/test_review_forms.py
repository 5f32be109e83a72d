"""The forms of a posted draft: what stands in them, and that they stay as small as a form may be."""

from pathlib import Path

from bot.core.questions import Question
from bot.render.diff import Change
from bot.render.lexicons import read_phrases
from bot.render.review_forms import (
    MOST_CHANGES,
    MOST_FIELDS,
    MOST_PIECES,
    PIECE,
    approve_form,
    changes_form,
    join_form,
    read_form,
)

WORDS = read_phrases(Path(__file__).resolve().parents[2] / "templates" / "phrases" / "en.toml").review
FACTS = {"reference": "IN-2009-017", "version": 2, "previous": 1, "name": "Ada"}


def question(number=1):
    return Question(key=f"q{number}", kind="line", label=f"Question {number}", prompt="Which?")


def test_a_short_draft_is_read_whole():
    form = read_form(WORDS, FACTS, "# A *note*\n\nAll was said.\n", "Above it.")
    assert (form.title, form.lines) == (
        "IN-2009-017, version 2",
        ("Above it.", "A note\n\nAll was said."),
    )


def test_a_draft_that_is_longer_than_a_form_is_cut_and_points_to_the_thread():
    sheet = "\n\n".join(f"{number} " + "word " * 500 for number in range(60))
    *lines, last = read_form(WORDS, FACTS, sheet).lines
    assert (len(lines), last) == (MOST_PIECES, "The rest is in the thread of the draft.")
    assert max(map(len, lines)) <= PIECE
    assert lines[0].startswith("0 word")


def test_a_request_has_no_more_fields_than_a_form_takes_and_says_so():
    asked = [(question(number), "yes " * 100) for number in range(120)]
    form = changes_form(WORDS, FACTS, "17.2", asked)
    assert (len(form.fields), form.about) == (MOST_FIELDS, "17.2")
    assert max(len(field.hint) for field in form.fields) <= 150
    assert form.lines[1] == (
        "A form has room for 95 questions, so the last 25 of this note are not in it. To ask about those, press "
        "Comment."
    )
    assert len(changes_form(WORDS, FACTS, "17.2", asked[:MOST_FIELDS]).lines) == 1


def test_of_many_changes_an_approval_names_the_first_and_counts_the_others():
    found = [Change("Event", str(number), "") for number in range(9)]
    lines = approve_form(WORDS, FACTS, "17.2", found, "No gaps.").lines
    assert lines[1] == "It differs from version 1 in 9 places:"
    assert (len(lines), lines[-2:]) == (MOST_CHANGES + 4, ("and 4 more places", "No gaps."))


def test_an_approval_of_an_unchanged_version_says_that_it_is_unchanged():
    assert approve_form(WORDS, FACTS, "17.2", []).lines[1] == "The text is the same as in version 1."


def test_whoever_joins_sees_what_the_first_author_wrote():
    form = join_form(WORDS, FACTS, "17.2", question(), "All was said.")
    assert [(field.key, field.label, field.hint) for field in form.fields] == [
        ("own", "Question 1", "All was said."),
        ("more", "What would you correct?", ""),
    ]
