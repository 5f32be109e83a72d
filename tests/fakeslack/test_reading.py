"""Reading and typing, for any text at all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fakeslack import reading

typed = st.text(alphabet=st.sampled_from("ab&<>|@#!:/.;-_*` \n\u00e9\u4e16") | st.characters(), max_size=60)
pieces = st.lists(
    st.sampled_from(
        ["https://x.org/?a=1&b=2", "ada@x.org", "example.org", "&amp;", "&lt;", "<@U1>", "(", ")", ".", " "]
    )
    | st.text(max_size=5)
).map("".join)


def find_nobody(_kind, _name):
    return None


@given(typed | pieces)
def test_what_is_typed_is_read_back_the_same_from_text_and_from_blocks(words):
    parts = reading.write_rich(words, find_nobody)
    assert reading.read_text(reading.write_text(parts), {}) == words
    assert "".join(reading.read_rich(part, {}) for part in parts) == words


@given(typed)
def test_escaped_text_has_no_marks_left_and_is_read_back(words):
    escaped = reading.escape(words)
    assert "<" not in escaped
    assert ">" not in escaped
    assert reading.unescape(escaped) == words


@given(typed)
def test_any_text_of_a_bot_can_be_read(words):
    reading.read_text(words, {})


def test_marks_are_read_as_they_look():
    names = {"U1": "@Ada", "C1": "#notes"}
    assert reading.read_text("<@U1> <#C1|n> <@U9|zoe> <@U9>", names) == "@Ada #notes @zoe @U9"
    assert reading.read_text(
        "<!channel> <!date^1^{date}|4 June> <https://x.org|x> <mailto:a@b.c>", names
    ) == ("@channel 4 June x a@b.c")


@pytest.mark.parametrize("piece", ["x", "a.", "a@a."])
def test_a_long_message_without_a_blank_is_read_at_once(piece):
    began = time.process_time()
    reading.write_rich(piece * (30_000 // len(piece)), find_nobody)
    assert time.process_time() - began < 2
