"""What is pasted becomes plain: nothing invisible stays, no letter is lost."""

# ruff: noqa: RUF001 - dashes and scripts are what is tested

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.text import clean, excerpt, is_bullet, one_line, paragraphs, straighten, unhyphenated, unmarked

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  two \t  words  ", "two words"),
        ("one\r\ntwo\rthree\vfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("no\u00a0break\u2009space\u3000here", "no break space here"),
        ("soft\u00adhyphen zero\u200bwidth bom\ufeff\x00\x1b", "softhyphen zerowidth bom"),
        ("over\u202eride\u202c, \u2066isolate\u2069", "override, \u2066isolate\u2069"),
        ("\u2068set apart\u2069", "set apart"),
        ("\u2068one\u2069 and \u2068two\u2069", "\u2068one\u2069 and \u2068two\u2069"),
        ("lone \ud83d surrogate", "lone surrogate"),
        ("Co\u0302te d'Ivoire", "Côte d'Ivoire"),
        ("Türkiye, Việt Nam, R&D", "Türkiye, Việt Nam, R&D"),
        ("ASCII\u200cjoiner", "ASCIIjoiner"),
        ("one \u200c two", "one two"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
        ("", ""),
    ],
)
def test_cleaning_keeps_the_letters_and_drops_what_nobody_sees(typed, cleaned):
    assert clean(typed) == cleaned


@given(ANYTHING)
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=("L", "N", "P"), exclude_characters="\u180e")))
def test_cleaning_loses_no_letter_no_digit_and_no_punctuation(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("One line\nwrapped by a PDF\nthree times", ["One line wrapped by a PDF three times"]),
        ("A sentence.\nAnother", ["A sentence.", "Another"]),
        ('He said "stop."\nAnother', ['He said "stop."', "Another"]),
        ("Why?\nBecause!\nList:\nend", ["Why?", "Because!", "List:", "end"]),
        ("A heading\n\nand its text", ["A heading", "and its text"]),
        ("Two points\n- one\n- two goes\non here", ["Two points", "• one", "• two goes on here"]),
        ("Two points\n• one\n• two", ["Two points", "• one", "• two"]),
        ("Aims:\n* one\n· two\n- • three", ["Aims:", "• one", "• two", "• three"]),
        ("Aims:\n– to see;\n— to hear.\nThe end", ["Aims:", "• to see;", "• to hear.", "The end"]),
        ("- a short item\nThe next sentence", ["• a short item", "The next sentence"]),
        (f"- {'long ' * 9}\nThe Hague", [f"• {'long ' * 9}The Hague"]),
        ("One\n* * *\n- -\n-5 degrees", ["One", "* * *", "• -5 degrees"]),
        ("Two points\n1) one\n2) two", ["Two points", "1) one", "2) two"]),
        ("representantes\no participantes", ["representantes o participantes"]),
        ("Sub-list\no First\no Second", ["Sub-list", "o First", "o Second"]),
        ("the event\n– a table – was", ["the event – a table – was"]),
        ("第一行\n第二行", ["第一行第二行"]),
        ("结束。\n第二行", ["结束。", "第二行"]),
        ("\n \n", []),
    ],
)
def test_a_line_goes_on_unless_something_ends_it(typed, found):
    assert paragraphs(typed) == found


@given(ANYTHING | st.text(st.sampled_from("-–—*•1) aB.:;\n"), max_size=30))
@example("–\r0")
def test_paragraphs_are_found_once(text):
    assert paragraphs("\n\n".join(paragraphs(text))) == paragraphs(text)


def test_curly_quotes_become_straight_and_apostrophes_stay():
    assert straighten("“Côte d’Ivoire” and „this‟") == '"Côte d’Ivoire" and "this"'


@pytest.mark.parametrize(
    "line",
    ["• item", "•item", "· item", "o item", "- item", "* item", "– item", "1) item", "12. item", "- • item"],
)
def test_markers_are_stripped(line):
    assert unmarked(line) == "item"


@pytest.mark.parametrize(
    "line", ["-5 degrees", "1.5 million", "2009. A year", "*bold*", "other", "1540 (2004)"]
)
def test_what_only_looks_like_a_marker_stays(line):
    assert unmarked(line) == line
    assert is_bullet(line) is False


def test_an_excerpt_fits_in_a_sentence():
    assert excerpt("short\nenough") == "short enough"
    assert excerpt("x" * 200, most=10) == "x" * 9 + "…"


def test_one_line_joins_lines():
    assert one_line(" a\n\n b\t c ") == "a b c"


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("the imple-\nmentation of it", "the implementation of it"),
        ("the imple- mentation of it", "the implementation of it"),
        ("short- and long-term", "short- and long-term"),
        ("vor- und nachher", "vor- und nachher"),
        ("the EU-\nwide list", "the EU-\nwide list"),
        ("non-\nEuropean", "non-\nEuropean"),
        ("3-\n4 June", "3-\n4 June"),
        ("http://www.example.org/my-\nfile.pdf", "http://www.example.org/my-\nfile.pdf"),
        ("workshop - organized", "workshop - organized"),
    ],
)
def test_a_word_that_a_pdf_broke_is_whole_again(typed, joined):
    assert unhyphenated(typed) == joined


def test_a_pasted_paragraph_has_no_broken_words():
    assert paragraphs("Several speakers under-\nlined the imple-\nmentation.") == [
        "Several speakers underlined the implementation."
    ]


def test_bullets_of_the_second_level_as_word_pastes_them_are_bullets():
    pasted = "States agreed on:\no\tdual-use items;\n\to\tcatch-all clauses.\nAnd on more."
    lines = ["States agreed on:", "• dual-use items;", "• catch-all clauses.", "And on more."]
    assert paragraphs(pasted) == lines
    assert clean(clean(pasted)) == clean(pasted)
    assert paragraphs("It may stay\no venir") == ["It may stay o venir"]
