"""Slack's text: what people type comes back as typed; references become words; nothing that we say pings."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transports.slack.text import decode, escape, mentioned, unescape

CASES = tomllib.loads((Path(__file__).parents[2] / "data" / "hard_cases.toml").read_text(encoding="utf-8"))
TYPED = st.text(
    st.one_of(st.sampled_from("<>&;|!@#^ltgamp "), st.characters(exclude_categories=["Cs"])), max_size=40
)
NAMES = {"U1": "Ada Lovelace"}

REFERENCES = {
    "<@U1>": "Ada Lovelace",
    "<@U1|ada>": "Ada Lovelace",
    "<@U9>": "@U9",
    "<@U9|bo>": "bo",
    "<#C1|general>": "#general",
    "<#C1>": "#C1",
    "<#C1|>": "#C1",
    "<!channel>": "@channel",
    "<!here>": "@here",
    "<!here|here>": "@here",
    "<!everyone>": "@everyone",
    "<!subteam^S1|@team>": "@team",
    "<!subteam^S1>": "@S1",
    "<!date^1243987200^{date_long}|3 June 2009>": "3 June 2009",
    "<!date^1243987200^{date}^http://y.example|3 June 2009>": "3 June 2009",
    "<http://y.example/a_b>": "http://y.example/a_b",
    "<http://y.example|http://y.example>": "http://y.example",
    "<http://y.example|y.example>": "y.example",
    "<http://y.example/|y.example>": "y.example",
    "<http://y.example/?a=1&amp;b=2>": "http://y.example/?a=1&b=2",
    "<http://y.example/?a=1&amp;b=2|the R&amp;D page>": "the R&D page (http://y.example/?a=1&b=2)",
    "<http://y.example|Summary of *all*>": "Summary of *all* (http://y.example)",
    "<mailto:a@b.example|a@b.example>": "a@b.example",
    "<mailto:a@b.example>": "a@b.example",
    "<mailto:a@b.example|write>": "write (a@b.example)",
    "<tel:+3221234567|+32 2 123 45 67>": "+32 2 123 45 67 (+3221234567)",
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_typed_comes_back_as_typed(name):
    assert decode(escape(CASES[name]), NAMES) == CASES[name]


@given(typed=TYPED)
def test_anything_typed_comes_back_as_typed(typed):
    assert decode(escape(typed), NAMES) == typed


@given(typed=TYPED)
def test_nothing_escaped_holds_a_reference(typed):
    assert {"<", ">"} & set(escape(typed)) == set()
    assert mentioned(escape(typed)) == []


@given(before=TYPED, after=TYPED, reference=st.sampled_from(sorted(REFERENCES)))
def test_a_reference_is_read_whatever_stands_around_it(before, after, reference):
    received = escape(before) + reference + escape(after)
    assert decode(received, NAMES) == before + REFERENCES[reference] + after


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_reads_as_its_words(reference):
    assert decode(reference, NAMES) == REFERENCES[reference]


@pytest.mark.parametrize("reference", REFERENCES)
def test_what_was_a_reference_pings_nobody_when_it_is_said_again(reference):
    said = escape(decode(reference, NAMES))
    assert decode(said, {}) == REFERENCES[reference]
    assert {"<", ">"} & set(said) == set()


def test_a_typed_entity_stays_an_entity():
    assert decode("&amp;lt;!channel&amp;gt; R&amp;D", NAMES) == "&lt;!channel&gt; R&D"


def test_unescape_undoes_one_escape_only():
    assert unescape(escape(escape("<&>"))) == escape("<&>")


def test_everybody_who_is_named_is_found():
    assert mentioned("<@U1> and <@W2|bo> but &lt;@U3&gt;") == ["U1", "W2"]


def test_half_a_character_becomes_a_question_mark():
    assert decode("safe \ud83d and sound", {}) == "safe ? and sound"
