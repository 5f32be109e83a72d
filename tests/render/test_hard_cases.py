"""Whatever is typed reads as typed: an independent Markdown reader gives back the cleaned text, letter for letter."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.replies import Context, Reply
from bot.core.text import clean
from bot.render.drafts import draft
from bot.render.lexicons import read_phrases
from bot.render.library import Folder, note_type
from bot.render.markdown import escape, plain
from bot.render.papers.model import Kind, read
from tests.cells import cell

ROOT = Path(__file__).resolve().parents[2]
CASES = tomllib.loads((ROOT / "tests" / "data" / "hard_cases.toml").read_text(encoding="utf-8"))
ALL = CASES | {
    "long_text": "The cooperative dimension_of *resolution* 1540 (2004) was underlined. " * 430,
    "long_word": "a_*b" * 7_500,
    "many_markers": "*_~`[" * 2_000,
    "no_break_spaces": "3–4\u00a0June\u202f2009",  # noqa: RUF001 - as word processors type it
    "zero_width": "non\u200bproliferation\ufeff",
    "soft_hyphen": "non\u00adproliferation",
    "overridden": "\u202e(2004)\u202c",
    "windows": "one\r\n- two\r\n",
    "soft_return": "one\v- two",
}
CLEANED = {name: clean(typed) for name, typed in ALL.items()}
READERS = {
    "commonmark": MarkdownIt("commonmark"),
    "gfm": MarkdownIt("gfm-like", {"linkify": False, "html": True}),
}
# Where Markdown has a meaning, more often than chance would bring it.
TYPED = st.text(st.one_of(st.sampled_from("*_`~[]()<>#+-=.:|\\!&;1 \nab/"), st.characters()), max_size=40)
ADDRESSES = st.lists(
    st.sampled_from(("http://y.example/", "_", "*", "~", "&lt", ";", "%20", "(", ")", ".", "a", " "))
)

QUESTIONS = """
title = "Note"
prefix = "N"
[[question]]
key = "words"
kind = "text"
label = "Words"
prompt = "Say?"
[[question]]
key = "items"
kind = "lines"
label = "Items"
prompt = "Say?"
"""


def read_back(markdown, reader):
    """Return the words as the reader shows them; all else that it finds is named."""
    found = []
    for token in READERS[reader].parse(markdown):
        if token.type == "inline":
            found += ["\n" if t.type == "softbreak" else words(t) for t in token.children]
        elif token.type not in {"paragraph_open", "paragraph_close"}:
            found.append(f"[{token.type}]")
    return "".join(found)


def words(token):
    harmless = {"text", "link_open", "link_close"}
    return token.content if token.type in harmless else f"[{token.type} {token.content}]"


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_of_markdown_gives_back_what_was_typed(reader):
    assert {name: read_back(escape(text), reader) for name, text in CLEANED.items()} == CLEANED


def test_the_bot_reads_its_own_markdown_as_typed():
    assert {name: plain(escape(text)) for name, text in CLEANED.items()} == CLEANED


@pytest.mark.parametrize("reader", READERS)
@given(typed=TYPED)
@example(typed="a |b\n:-")
@example(typed="a\n-\nb")
def test_any_paragraph_reads_as_typed(reader, typed):
    text = "\n".join(filter(None, clean(typed).split("\n")))
    assert read_back(escape(text), reader) == text


@pytest.mark.parametrize("reader", READERS)
@given(pieces=ADDRESSES)
def test_any_address_reads_as_typed(reader, pieces):
    text = clean("".join(pieces))
    assert read_back(escape(text), reader) == text


@given(typed=TYPED, after=st.sampled_from((";", ".", " and so on", ", a 1540 Committee expert")))
def test_a_value_reads_as_typed_with_the_words_of_the_template_around_it(typed, after):
    text = " ".join(clean(typed).split())
    assert plain(f"• {escape(text)}{after}") == f"• {text}{after}"


def test_names_and_plain_links_stay_readable():
    text = 'R&D in a_b_c, see http://y.example/a_en.pdf?x=1&y=2 -1 #one =cmd() "quoted"'
    assert escape(text) == text


def test_no_backslash_breaks_an_address():
    assert escape("See http://y.example/_a_*b.") == "See <http://y.example/_a_*b>."


def test_what_only_looks_like_an_entity_stays():
    assert escape("R&D; A&B") == "R&D; A&B"


def test_an_entity_that_the_template_would_complete_is_escaped():
    assert plain(f"{escape('R&amp')};") == "R&amp;"


def drafted(template, **replies):
    folder = Folder("note", {"questions.toml": QUESTIONS, "note.md.j2": template})
    kind = note_type(folder)
    lexicon = read_phrases(ROOT / "templates" / "phrases" / "en.toml").lexicon
    context = Context(today=date(2026, 11, 24), lexicon=lexicon)
    values = {
        q.key: KINDS[q.kind].parse(Reply(replies[q.key]), q, context).value
        for q in kind.questions
        if q.key in replies
    }
    return draft(folder, Interview(type=kind, answers=values), context)


def test_an_answer_reads_in_the_note_as_its_kind_took_it():
    for name, typed in ALL.items():
        filtered = drafted("{{ words | paragraphs }}", words=f"a {typed} z")
        printed = drafted("{{ words }}", words=f"a {typed} z")
        with cell(name):
            assert plain(filtered) == plain(printed) == taken(f"a {typed} z")


def taken(typed):
    question = note_type(Folder("note", {"questions.toml": QUESTIONS})).questions[0]
    return KINDS["text"].parse(Reply(typed), question, None).value


def test_trap_23_an_answer_is_a_value_and_no_template():
    assert drafted("{{ words }}", words="{{ 7*7 }} {% raw %}") == "{{ 7\\*7 }} {% raw %}\n"


def test_a_bullet_ends_as_the_genre_wants_whatever_it_says():
    note = drafted("{{ items | bullets }}", items="share R&amp\nuse a_b_c\n*emphasize*")
    assert plain(note) == "• share R&amp;\n\n• use a_b_c;\n\n• *emphasize*."


def test_a_list_that_is_typed_in_a_text_is_a_list_in_every_paper_and_within_a_sentence_none():
    typed = "Three aims:\n- share R&D\n* train;\n2) agree."
    items = [
        (Kind.TEXT, "Three aims:"),
        (Kind.BULLET, "share R&D"),
        (Kind.BULLET, "train;"),
        (Kind.TEXT, "2) agree."),
    ]
    note = drafted("{{ words | paragraphs }}", words=typed)
    assert [(paragraph.kind, paragraph.text) for paragraph in read(note)] == items
    assert plain(note) == "Three aims:\n\n• share R&D\n\n• train;\n\n2) agree."
    assert drafted("{{ words | ending(', all', unless='all') }}", words="- 14 States.") == "14 States, all\n"


def test_an_open_question_shows_as_a_gap():
    assert drafted("{{ words | paragraphs }}") == "[Words: to be supplied]\n"
