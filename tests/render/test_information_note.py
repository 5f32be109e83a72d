"""The Information Note: its example is the one published note, and the house rules for places, names and gaps."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.core.interview import Interview
from bot.core.replies import Context
from bot.render.drafts import draft
from bot.render.example_checks import example_answers
from bot.render.lexicons import read_phrases
from bot.render.library import note_type, read_folder

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "templates" / "information_note"
SEED = ROOT / "tests" / "data" / "seed_note.txt"
FOLDER = read_folder(HOME)
KIND = note_type(FOLDER)
CONTEXT = Context(
    today=date(2009, 6, 8), lexicon=read_phrases(ROOT / "templates" / "phrases" / "en.toml").lexicon
)
ANSWERS, REFUSED = example_answers(HOME, KIND, CONTEXT)

# What the conversion from PDF did to the seed, and what markup is: nothing else is taken out, on either side.
ACCIDENTS = (
    (r"<sup>&</sup>lt;sup>1</sup>", "1"),  # the footnote's mark, mangled
    (r"</?sup>", ""),  # raised figures
    (r'<a href="[^"]*">|</a>', ""),  # the link around its own address
    (r"\\_", "_"),  # underscores escaped within that address
    (r"(?m)^#+ ", ""),  # levels of headings
    (r"\*\*", ""),  # bold
    (r"\s+", ""),  # broken lines, and the blank within the e-mail address
)


def bare(text):
    for pattern, kept in ACCIDENTS:
        text = re.sub(pattern, kept, text)
    return text


def note(**changes):
    """Return the note with these answers changed; None leaves a question open."""
    values = {key: value for key, value in {**ANSWERS, **changes}.items() if value is not None}
    return draft(FOLDER, Interview(type=KIND, answers=values), CONTEXT)


def line(text, label):
    """Return what stands after a label, down to the next one."""
    found = re.search(rf"\*\*{label}:\*\* (.*?)\n\n(?:\*\*|###)", text, flags=re.DOTALL)
    return found[1]


def section(text, heading):
    return text.split(f"### {heading}\n\n")[1].split("\n\n###")[0].strip()


def days(*legs):
    return {"days": [[f"2009-{first}", f"2009-{last}"] for first, last in legs]}


def test_every_reply_of_the_example_is_taken():
    assert REFUSED == []


def test_the_example_is_rendered_as_it_stands_in_the_file():
    assert note() == (HOME / "example" / "note.md").read_text(encoding="utf-8")


def test_the_note_says_what_the_published_one_says_character_for_character():
    assert bare(note()) == bare(SEED.read_text(encoding="utf-8"))


def test_the_comparison_keeps_every_letter_figure_and_stop():
    kept = 'a-b – c; "d" (2004), e. • x_y & 1540 http://y.example/a_b'  # noqa: RUF001 - the seed has it
    assert bare(kept) == kept.replace(" ", "")


@pytest.mark.parametrize(
    ("slip", "mended"),
    [("–", "-"), (";", "."), ("emphasize", "emphasise"), ("3-4", "3-5")],  # noqa: RUF001 - same
)
def test_the_comparison_sees_a_single_slip(slip, mended):
    assert bare(note().replace(slip, mended, 1)) != bare(SEED.read_text(encoding="utf-8"))


def test_the_note_is_written_with_one_blank_line_between_blocks():
    assert re.findall(r"\n{3,}| +\n", note(supporters=["Norway"], comments="One.\n\nTwo.")) == []


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({"format": "in person"}, "3-4 June 2009; Brussels, Belgium"),
        ({"format": "online"}, "3-4 June 2009; virtual"),
        ({"format": "both"}, "3-4 June 2009; Brussels, Belgium, and virtual"),
        ({"dates": None}, "[Dates: to be supplied]; Brussels, Belgium"),
        ({"place": None}, "3-4 June 2009; [Place: to be supplied]"),
        (
            {"dates": days(("09-30", "10-02"))},
            "30 September - 2 October 2009; Brussels, Belgium",
        ),
        (
            {"dates": days(("06-03", "06-04"), ("07-01", "07-01"), ("08-08", "08-09"))},
            "3-4 June 2009; Brussels, Belgium\n\n1 July 2009; Brussels, Belgium\n\n8-9 August 2009; Brussels, Belgium",
        ),
        (
            {
                "format": "several places",
                "leg.1.leg_dates": days(("06-03", "06-04")),
                "leg.1.leg_place": "Brussels, Belgium",
                "leg.1.more": True,
                "leg.2.leg_dates": days(("06-08", "06-08")),
            },
            "3-4 June 2009; Brussels, Belgium\n\n8 June 2009; [Place: to be supplied]",
        ),
    ],
)
def test_date_and_venue(changes, written):
    assert line(note(**changes), "Date and Venue") == written


@pytest.mark.parametrize(
    ("organizers", "label", "written"),
    [
        (["A"], "Organizer", "A"),
        (["A", "B"], "Organizers", "A and B"),
        (["C", "A", "B"], "Organizers", "C, A and B"),
        (["A, Norway", "B"], "Organizers", "A, Norway; and B"),
        (["A, Norway", "B", "C"], "Organizers", "A, Norway; B; and C"),
        (None, "Organizer", "[Organizers: to be supplied]"),
    ],
)
def test_organizers_stand_in_their_own_order(organizers, label, written):
    assert line(note(organizers=organizers), label) == written


def test_supporters_are_credited_after_the_organizers():
    assert line(note(supporters=["Norway", "Peru"]), "Organizer") == (
        "European Commission, with the support of Norway and Peru"
    )


@pytest.mark.parametrize(
    ("participants", "written"),
    [
        ("Some 60 participants.", "Some 60 participants, a 1540 Committee expert"),
        (
            "60 people, among them two 1540 Committee experts",
            "60 people, among them two 1540 Committee experts",
        ),
        ("• EU institutions;\n\n• Member States.", "EU institutions, Member States, a 1540 Committee expert"),
        (None, "[Participants: to be supplied]"),
    ],
)
def test_participants_end_with_the_expert_on_one_line(participants, written):
    assert line(note(participants=participants), "Participants") == written


def test_a_document_is_pointed_to_in_a_sentence_at_the_end_of_the_highlights():
    documents = [{"title": "Final report", "url": "http://y.example/a_b.pdf"}]
    highlights = section(note(highlights="All was said.", documents=documents), "3. Highlights")
    assert highlights == 'All was said.\n\nThe "Final report" can be accessed here: http://y.example/a_b.pdf.'


def test_a_document_that_the_highlights_name_already_is_not_pointed_to_again():
    documents = [{"title": "", "url": "http://y.example/a.pdf"}]
    highlights = section(note(highlights="See http://y.example/a.pdf.", documents=documents), "3. Highlights")
    assert highlights == "See http://y.example/a.pdf."


def test_comments_stand_before_the_contact():
    comments = section(note(comments="More\n\nto come."), "4. Additional comments")
    assert comments.split("\n\n")[:3] == [
        "More",
        "to come.",
        "For further information, please contact the 1540 Committee experts by e-mail at 1540experts@un.org.",
    ]


def test_an_open_section_keeps_its_heading_and_says_that_it_is_open():
    text = note(background=None, highlights=None, objectives=None)
    assert [section(text, heading) for heading in ("1. Objectives", "2. Background", "3. Highlights")] == [
        "[Objectives: to be supplied]",
        "[Background: to be supplied]",
        "[Highlights: to be supplied]",
    ]


def test_what_is_sensitive_is_not_printed():
    assert note(sensitive=True) == note(sensitive=False) == note(sensitive=None)
