"""A finding on the screen: the rule, the words, what would stand there, and buttons that equal their words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.core.deciding import undecided
from bot.core.finding import EMOJI
from bot.core.housestyle import SENSITIVE, STYLE
from bot.core.interview import Interview
from bot.core.messages import Fact, Quote
from bot.core.moves import On, Screen
from bot.core.passages import around
from bot.core.replies import Context
from bot.core.words import find
from bot.render.findings import counted, style_left
from bot.render.lexicons import read_phrases
from bot.render.library import note_type, read_folder
from bot.render.scenes import Scene
from bot.render.screens import Painter

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PHRASES = read_phrases(TEMPLATES / "phrases" / "en.toml")
CONTEXT = Context(today=date(2009, 6, 8), lexicon=PHRASES.lexicon)
SCENE = Scene(name="Ada", by="Bo", place="Brussels", hour=10)
KIND = note_type(read_folder(TEMPLATES / "information_note"))
TEXTS = {
    "resolution": "It praised UNSCR 1540.",
    "date": "It was on June 3rd, 2009.",
    "quotes": "They said «yes».",
    "speaker": "Mr. Lund spoke.",
    "acronym": "The XYZ spoke.",
    "country": "Abidjan, Ivory Coast",
    "footnote": "It was said.¹",
    "person": "Then we spoke.",
    "secret": f"It is xoxb-{123456789}-abcdef.",
    "address": "Write to a.lund@mfa.example.",
    "phone": "Call +32 2 555 12 34.",
    "confidence": "It was off the record.",
    "emoji": "It went well 🎉 there.",
}


CUT = {"secret": "It is.", "address": "Write to.", "phone": "Call."}
CUT |= {"confidence": "nothing is left of Background; it is then skipped"}
"""What is left of them."""


def painted(**answers):
    """Return the painter and the screen that asks about the first finding of these answers."""
    interview = Interview(type=KIND, answers=answers)
    first = undecided(interview)[0]
    return Painter(PHRASES, interview, SCENE, CONTEXT), Screen(on=On.FINDING, key=first.key, about=first.id)


def test_there_is_a_text_for_every_rule():
    assert set(TEXTS) == STYLE.keys() | SENSITIVE.keys() | {EMOJI}


@pytest.mark.parametrize("rule", TEXTS)
def test_a_finding_shows_its_rule_its_words_and_their_place(rule):
    key = "place" if rule == "country" else "background"
    paint, screen = painted(**{key: TEXTS[rule]})
    title, why, words, *fix, place = paint.parts(screen)
    assert why.text == PHRASES.screen[f"finding_{rule}"]
    assert words.text in TEXTS[rule]
    assert (title.text.casefold().endswith(key), place) == (True, Quote(TEXTS[rule]))
    without = [Fact("Without it", CUT[rule])] if rule in CUT else []
    assert fix in (without, [Fact("Suggested", undecided(paint.interview)[0].fix)])


@pytest.mark.parametrize("rule", TEXTS)
def test_typing_what_stands_on_a_button_does_what_pressing_it_does(rule):
    paint, screen = painted(highlights=f"{TEXTS[rule]} {TEXTS['person']}")
    labels = ("Highlights", "highlights")
    offered = paint.buttons(screen)
    pressed = [find(button.say, PHRASES.lexicon, screen, labels) for button in offered]
    typed = [find(button.label, PHRASES.lexicon, screen, labels) for button in offered]
    assert [command.word for command in typed] == [command.word for command in pressed]


def labels(**answers):
    paint, screen = painted(**answers)
    return [button.label for button in paint.buttons(screen)]


def test_buttons_offer_what_can_be_done():
    assert labels(highlights=TEXTS["date"]) == ["Use it", "Keep mine"]
    assert labels(highlights=TEXTS["person"]) == ["Edit Highlights", "Keep mine"]
    assert labels(highlights=f"{TEXTS['person']} {TEXTS['date']}") == [
        "Edit Highlights",
        "Keep mine",
        "Keep all",
    ]
    assert labels(highlights=TEXTS["phone"]) == [
        "Remove it",
        "Keep it",
        "Ask the coordinator",
        "Edit Highlights",
    ]


def test_before_something_private_is_cut_out_it_is_shown_how_the_rest_reads():
    paint, screen = painted(comments="Contact: fatou@senat.example or +221 33 123 45 67")
    told = [
        part.text for part in paint.parts(screen) if isinstance(part, Fact) and part.label == "Without it"
    ]
    assert told == ["Contact: or +221 33 123 45 67"]
    paint, screen = painted(event="fatou@senat.example")
    needed = "nothing is left of Event; I then ask you for another answer, as the note needs one"
    assert Fact("Without it", needed) in paint.parts(screen)
    paint, screen = painted(comments="Contact: the office or +221 33 123 45 67")
    assert Fact("Without it", "Contact: the office or") in paint.parts(screen)


def test_a_sentence_that_goes_as_a_whole_needs_no_such_line():
    paint, screen = painted(highlights=f"All went well. {TEXTS['confidence']}")
    assert "Without it" not in [part.label for part in paint.parts(screen) if isinstance(part, Fact)]


def test_a_finding_that_is_decided_shows_nothing_but_a_way_on():
    paint, _ = painted(highlights=TEXTS["phone"])
    gone = Screen(on=On.FINDING, key="highlights", about="decided")
    assert (paint.parts(gone), [button.label for button in paint.buttons(gone)]) == ([], ["Go on now"])


def count(**answers):
    interview = Interview(type=KIND, answers=answers)
    return " ".join(counted(PHRASES, interview))


def test_findings_are_counted_by_what_they_are_and_where():
    assert count(highlights="All was said.") == ""
    assert count(highlights=TEXTS["date"]) == "Style: 1 suggestion."
    assert count(highlights=f"{TEXTS['person']} {TEXTS['date']} {TEXTS['address']}") == (
        "Style: 2 suggestions. Sensitive: 1 e-mail address of a person, in Highlights."
    )
    assert count(background="a@b.example, c@d.example", comments="a@b.example, +32 2 555 12 34") == (
        "Sensitive: 3 e-mail addresses of persons, in Background and Additional comments; "
        "1 telephone number, in Additional comments."
    )


NAMED, JAPAN = "Ms. Osei stressed it.", "The delegation of Japan proposed a pilot."


def test_a_highlight_that_names_somebody_shows_who_and_the_buttons_that_attribute_it():
    paint, screen = painted(highlights=f"{NAMED}\n\n{JAPAN}")
    title, why, place = paint.parts(screen)
    assert (title.text, place) == ("Who spoke, 2 to say – Highlights", Quote(NAMED))  # noqa: RUF001
    assert why.text == "It names: Ms. Osei. How may this be attributed?"
    ways = ["Named", "Delegation", "Several speakers", "Not for attribution", "Keep all"]
    assert [button.label for button in paint.buttons(screen)] == ways
    assert labels(highlights=JAPAN) == ways[:4]
    assert count(highlights=f"{NAMED}\n\n{JAPAN}") == "Attribution: 2 to be asked about."
    assert count(highlights="A representative of Japan proposed it.") == "Attribution: 1 by delegation."


def test_of_a_highlight_that_names_several_it_is_said_that_one_choice_counts_for_all():
    paint, screen = painted(highlights=f"{NAMED} {JAPAN}")
    _, why, _ = paint.parts(screen)
    assert why.text == (
        "It names: Ms. Osei; The delegation of Japan. How may they be attributed? Your choice counts for all of them. "
        "If they differ, type edit Highlights, and give each a paragraph of its own."
    )


def test_a_name_that_can_not_stand_is_shown_with_what_would():
    first = Interview(type=KIND, answers={"highlights": NAMED}).findings[0]
    interview = Interview(type=KIND, answers={"highlights": NAMED}, decided={first.id: "unattributed"})
    (barred,) = undecided(interview)
    paint, screen = Painter(PHRASES, interview, SCENE, CONTEXT), Screen(on=On.FINDING, about=barred.id)
    title, why, fix, place = paint.parts(screen)
    assert (title.text, why.text[:24]) == ("Without the name – Highlights", "It still names: Ms. Osei")  # noqa: RUF001
    assert (fix, place) == (Fact("Suggested", "One participant stressed it."), Quote(NAMED))
    assert [button.label for button in paint.buttons(screen)] == ["Use it", "Name them"]


def test_a_line_that_every_note_has_is_shown_as_what_would_be_added():
    kind = replace(KIND, style=replace(KIND.style, lacks=("Write to us.",)))
    interview = Interview(type=kind, answers={})
    (found,) = undecided(interview)
    paint = Painter(PHRASES, interview, SCENE, CONTEXT)
    _, why, fix = paint.parts(Screen(on=On.FINDING, key=found.key, about=found.id))
    assert (why.text[:24], fix) == ("Every note has this line", Fact("Suggested", "Write to us."))


def left(kind=KIND, **answers):
    return style_left(PHRASES, Interview(type=kind, answers=answers))


def test_readers_are_told_where_the_style_was_not_followed():
    assert left(highlights=f"{TEXTS['person']} {TEXTS['date']} {TEXTS['phone']}") == (
        "House style: 2 suggestions not taken: “we” in Highlights; "
        "“June 3rd, 2009” in Highlights, suggested “3 June 2009”."
    )
    assert left(highlights=TEXTS["phone"]) == ""
    lacking = replace(KIND, style=replace(KIND.style, lacks=("Write to us.",)))
    assert left(lacking) == "House style: 1 suggestion not taken: the line “Write to us.” is missing."


def test_of_many_suggestions_that_were_not_taken_three_are_named():
    days = " ".join(f"On June {day}th, 2009 it went on." for day in range(4, 9))
    told = left(highlights=days)
    assert told.startswith("House style: 5 suggestions not taken: “June 4th, 2009” in Highlights")
    assert told.endswith("suggested “6 June 2009”; 2 more.")


def test_words_are_shown_with_their_paragraph_alone_and_cut_where_it_is_long():
    assert around("One.\n\nTwo words here.\n\nThree.", 10, 5) == "Two words here."
    long = "a" * 200 + " word " + "b" * 200
    assert around(long, 201, 4) == f"…{'a' * 119} word {'b' * 119}…"


def test_a_sentence_without_an_end_is_shown_in_part():
    paint, screen = painted(highlights="off the record " * 2000)
    assert sum(len(part.text) for part in paint.parts(screen)) < 1200
