"""What is said survives the outbox, and is cut into pages without losing a character."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.messages import Button, Fact, Line, Message, Quote, Sheet, Title, dump, load, pages

TEXT = st.text(max_size=400)
PIECES = st.sampled_from(["a", "word ", "\n", "\n\n", "longerword", "• ", "\\_", "é", " "])
LONG = st.lists(PIECES, max_size=120).map("".join)
SHORT = st.text(max_size=10)
PARTS = st.one_of(
    TEXT.map(Title),
    TEXT.map(Line),
    TEXT.map(Quote),
    LONG.map(Quote),
    LONG.map(Sheet),
    st.builds(Fact, SHORT, TEXT),
)
BUTTONS = st.lists(st.builds(Button, SHORT, SHORT, st.booleans()), max_size=3).map(tuple)
MESSAGES = st.builds(
    Message,
    parts=st.lists(PARTS, max_size=6).map(tuple),
    buttons=BUTTONS,
    ticks=st.lists(SHORT, max_size=3).map(tuple),
)
quick = settings(deadline=None, max_examples=100)


def flow(parts):
    """Return what is said by each kind of part, end to end."""
    said = {}
    for part in parts:
        said[type(part)] = said.get(type(part), "") + part.text
    return said


@quick
@given(MESSAGES)
def test_what_is_dumped_as_json_is_loaded_as_it_was(message):
    assert load(json.loads(json.dumps(dump(message)))) == message


@quick
@given(MESSAGES, st.integers(60, 300))
def test_no_page_is_longer_than_it_may_be(message, most):
    assert [page for page in pages(message, most) if len(page.text) > most] == []


@quick
@given(MESSAGES, st.integers(60, 300))
def test_the_last_page_has_the_buttons_and_no_other_has(message, most):
    *first, last = pages(message, most)
    assert (last.buttons, last.ticks) == (message.buttons, message.ticks)
    assert [(page.buttons, page.ticks) for page in first] == [((), ())] * len(first)


@quick
@given(MESSAGES, st.integers(60, 300))
def test_no_character_is_lost_or_moved(message, most):
    exact = Message(parts=tuple(part for part in message.parts if not isinstance(part, Sheet)))
    assert flow(part for page in pages(exact, most) for part in page.parts) == flow(exact.parts)


@quick
@given(st.lists(LONG.map(Sheet), max_size=4).map(tuple), st.integers(60, 300))
def test_a_sheet_loses_nothing_but_blank_lines_at_a_turn_of_the_page(parts, most):
    turned = flow(part for page in pages(Message(parts=parts), most) for part in page.parts)
    assert "".join(turned.get(Sheet, "").split()) == "".join("".join(part.text for part in parts).split())


@quick
@given(MESSAGES)
def test_a_message_that_fits_stays_one(message):
    blank = any(isinstance(part, Sheet) and part.text.startswith("\n") for part in message.parts)
    assert pages(message) == (message,) or blank or len(message.text) > 9_000


def test_a_sheet_is_cut_between_its_blocks():
    message = Message(parts=(Sheet("one " * 10 + "\n\n" + "two " * 10),))
    assert [page.text for page in pages(message, 60)] == ["one " * 10, "two " * 10]


def test_a_fact_that_is_cut_repeats_its_label():
    first, second = pages(Message(parts=(Fact("Place", "x" * 30 + " " + "y" * 30),)), 50)
    assert (first.parts, second.parts) == ((Fact("Place", "x" * 30 + " "),), (Fact("Place", "y" * 30),))


def test_an_empty_message_is_one_page():
    assert pages(Message(parts=())) == (Message(parts=()),)


def test_the_text_of_a_message_is_what_a_screen_reader_says():
    assert (
        Message(parts=(Title("Draft"), Fact("Place", "Vienna"), Quote("said"))).text
        == "Draft\nPlace: Vienna\nsaid"
    )
