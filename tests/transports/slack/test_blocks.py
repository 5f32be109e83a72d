"""A message in Slack reads as it was written: rich text is never parsed, the fallback is escaped."""

import tomllib
from pathlib import Path

import pytest

from bot.core.messages import Button, Fact, Line, Message, Quote, Sheet, Title, pages
from bot.core.text import clean, isolated
from bot.render.markdown import escape as as_markdown
from bot.transports.slack.blocks import draw, fallback
from bot.transports.slack.text import decode, unescape
from tests.cells import cell

CASES = tomllib.loads((Path(__file__).parents[2] / "data" / "hard_cases.toml").read_text(encoding="utf-8"))
LONG = {
    "sentences": "The cooperative - dimension_of *resolution* 1540. (2004) was 1. underlined. " * 400,
    "marks": "a_*b" * 7_500,
    "dashes": "- 1. # x " * 3_700,
}


def texts(message):
    """Return what stands in the text elements, in order; anything else in rich text is named."""
    (body,) = draw(message)
    runs = [run for element in body["elements"] for run in element["elements"]]
    return [run["text"] if run["type"] == "text" else f"[{run['type']}]" for run in runs]


def test_lines_stand_apart_and_facts_beneath_each_other():
    message = Message(parts=(Title("Title"), Line("Line"), Fact("Label", "value"), Fact("Other", "more")))
    assert "".join(texts(message)) == "Title\nLine\nLabel: value\nOther: more"


@pytest.mark.parametrize("part", [Title, Line, Quote])
def test_words_reach_rich_text_as_they_are(part):
    shown = {name: texts(Message(parts=(part(words),))) for name, words in CASES.items()}
    assert shown == {name: [words] for name, words in CASES.items()}


def test_a_fact_reaches_rich_text_as_it_is():
    shown = {name: texts(Message(parts=(Fact(words, words),))) for name, words in CASES.items()}
    assert shown == {name: [f"{words}: ", isolated(words)] for name, words in CASES.items()}


def test_a_sheet_shows_what_was_typed():
    typed = {name: clean(words) for name, words in CASES.items()}
    sheets = {name: texts(Message(parts=(Sheet(as_markdown(text)),))) for name, text in typed.items()}
    assert {name: "".join(shown) for name, shown in sheets.items()} == typed


def test_trap_23_the_fallback_is_escaped_once_and_pings_nobody():
    for name, words in CASES.items():
        text = clean(words)
        said = fallback(Message(parts=(Line(text), Quote(text), Sheet(as_markdown(text)))))
        with cell(name):
            assert {"<", ">"} & set(said) == set()
            assert decode(said, {}) == unescape(said) == "\n".join([text] * 3)


@pytest.mark.parametrize("name", LONG)
def test_a_long_sheet_reads_the_same_over_several_messages(name):
    text = clean(LONG[name])
    sheets = [part for page in pages(Message(parts=(Sheet(as_markdown(text)),))) for part in page.parts]
    shown = ["".join(texts(Message(parts=(sheet,)))) for sheet in sheets]
    assert "".join("".join(shown).split()) == "".join(text.split())
    assert max(len(sheet.text) for sheet in sheets) <= 9_000


@pytest.mark.parametrize("part", [Line, Quote])
@pytest.mark.parametrize("name", LONG)
def test_long_words_reach_several_messages_without_a_letter_lost(name, part):
    sent = pages(Message(parts=(part(LONG[name]),)))
    assert "".join(text for page in sent for text in texts(page)) == LONG[name]
    assert max(len(text) for page in sent for text in texts(page)) <= 9_000


def test_a_fallback_that_is_too_long_is_cut_before_it_is_escaped():
    said = fallback(Message(parts=(Line("&" * 5_000),)))
    assert said == "&amp;" * 3_900 + "…"


def test_headings_are_bold_and_a_footnote_mark_is_raised():
    (body,) = draw(Message(parts=(Sheet("# **Note**<sup>1</sup>\n\n**Event:** x"),)))
    assert body["elements"][0]["elements"] == [
        {"type": "text", "text": "Note", "style": {"bold": True}},
        {"type": "text", "text": "¹", "style": {"bold": True}},
        {"type": "text", "text": "\n\n"},
        {"type": "text", "text": "Event:", "style": {"bold": True}},
        {"type": "text", "text": " x"},
    ]


def test_a_button_shows_a_short_label_and_says_all_its_words():
    words = "Strengthening capacities " * 5
    (row,) = draw(Message(parts=(), buttons=(Button(words, words),)))
    (button,) = row["elements"]
    assert (len(button["text"]["text"]) <= 75, button["value"]) == (True, words)


def test_a_button_holds_no_markup():
    (row,) = draw(Message(parts=(), buttons=(Button("<!channel> *x* :flag-be:", "x"),)))
    assert row["elements"][0]["text"] == {
        "type": "plain_text",
        "text": "<!channel> *x* :flag-be:",
        "emoji": False,
    }


def test_ticks_stand_in_groups_of_ten_and_keep_their_numbers():
    groups = draw(Message(parts=(), ticks=tuple(f"choice {n}" for n in range(1, 13))))
    values = [[option["value"] for option in group["elements"][0]["options"]] for group in groups]
    assert values == [[str(n) for n in range(1, 11)], ["11", "12"]]
