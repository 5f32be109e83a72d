"""The kinds of words: line, text, lines, person."""

# ruff: noqa: RUF001 - apostrophes as typed

import pytest

from bot.core.replies import Clear, Doubt, Unclear


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Roundtable on safety", "Roundtable on safety"),
        ("Roundtable\non  safety ", "Roundtable on safety"),
        ("Workshop “on safety”", 'Workshop "on safety"'),
        ("Côte d’Ivoire & R&D {{ 7*7 }} <!channel>", "Côte d’Ivoire & R&D {{ 7*7 }} <!channel>"),
    ],
)
def test_a_line_is_one_line(reader, typed, line):
    assert reader.parse("line", typed) == Clear(line)


def test_a_line_has_bounds(reader):
    assert reader.parse("line", " \u200b\n") == Unclear("empty")
    assert reader.parse("line", "ab", least=3) == Unclear("too_short", {"said_length": 2, "least": 3})
    assert reader.parse("line", "abcd", most=3) == Unclear("too_long", {"said_length": 4, "most": 3})


def test_a_quote_that_is_not_closed_is_doubted(reader):
    assert reader.parse("line", 'Workshop "on safety') == Doubt('Workshop "on safety', "unbalanced_quotes")


@pytest.mark.parametrize("typed", ["Brussels", "Brussels,", ", Belgium"])
def test_a_line_that_lacks_a_piece_is_doubted(reader, typed):
    assert reader.parse("line", typed, extra={"pieces": 2}) == Doubt(typed, "piece_missing", {"pieces": 2})


@pytest.mark.parametrize("typed", ["Brussels, Belgium", "Geneva; Switzerland", "Hofburg, Vienna, Austria"])
def test_a_line_has_as_many_pieces_as_are_asked_or_more(reader, typed):
    assert reader.parse("line", typed, extra={"pieces": 2}) == Clear(typed)


def test_a_text_keeps_its_paragraphs_and_loses_its_wrapping(reader):
    pasted = "First line\nof a PDF.\nA “new” one\n\nand a last"
    assert reader.parse("text", pasted) == Clear('First line of a PDF.\n\nA "new" one\n\nand a last')


def test_a_short_text_counts_if_the_person_insists(reader):
    facts = {"said_length": 10, "least": 50}
    assert reader.parse("text", "good event", least=50) == Doubt("good event", "short", facts)


def test_a_long_text_is_never_cut(reader):
    assert reader.parse("text", "x" * 101, most=100) == Unclear("too_long", {"said_length": 101, "most": 100})
    assert reader.parse("text", "x" * 30_000) == Clear("x" * 30_000)


WRAPPED = "share the experiences of States with the broken lines"


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("European Commission\nUNODA", ["European Commission", "UNODA"]),
        ("• one;\n• two.", ["one", "two"]),
        ("1) one;\n2) two", ["one", "two"]),
        ("o one\no two", ["one", "two"]),
        ("-\u00a0one\n*\ttwo\n· three", ["one", "two", "three"]),
        (f"• {WRAPPED}\nof a page;\n• two", [f"{WRAPPED} of a page", "two"]),
        (f"- {WRAPPED}\nof a\nthird", [f"{WRAPPED} of a", "third"]),
        (f"- {WRAPPED}\nNorway", [WRAPPED, "Norway"]),
        (f"{WRAPPED}\nof a page", [WRAPPED, "of a page"]),
        ("- one\ntwo\n- three\nfour", ["one", "two", "three", "four"]),
        (f"- {WRAPPED}\n- show the advantages\nmeet people", [WRAPPED, "show the advantages", "meet people"]),
        ("• one;\nnot broken", ["one", "not broken"]),
        ("one\nnot a list\nwith bullets", ["one", "not a list", "with bullets"]),
        ("Acme Ltd.\nThe U.S.\nThe Commission.", ["Acme Ltd.", "The U.S.", "The Commission"]),
        ("Ministry of Trade, Industry and Energy", ["Ministry of Trade, Industry and Energy"]),
    ],
)
def test_a_list_has_one_item_per_line_without_markers_and_stops(reader, typed, items):
    assert reader.parse("lines", typed) == Clear(items)
    assert reader.again("lines", items) == items


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("Share experiences", "share experiences"),
        ("share experiences", "share experiences"),
        ("EU outreach", "EU outreach"),
        ("UNODA outreach", "UNODA outreach"),
        ("McX", "McX"),
        ("Kenya announced a plan", "Kenya announced a plan"),
        ("Paris meeting", "Paris meeting"),
        ("Élaborer un plan", "élaborer un plan"),
        ("Visit Iran.", "visit Iran"),
    ],
)
def test_a_list_of_verbs_begins_small_unless_the_word_is_a_name(reader, typed, item):
    assert reader.parse("lines", typed, extra={"verb": True}) == Clear([item])


@pytest.mark.parametrize(
    ("typed", "settings", "fault"),
    [
        ("\n- \n", {}, Unclear("empty")),
        ("one", {"least": 2}, Unclear("too_few", {"count": 1, "least": 2})),
        ("one\ntwo", {"most": 1}, Unclear("too_many", {"count": 2, "most": 1})),
        ("UN\nOSCE\nun", {}, Unclear("duplicate", {"item": "un"})),
        (
            "abcd\nabc",
            {"extra": {"item_least": 4}},
            Unclear("item_too_short", {"item": "abc", "said_length": 3, "least": 4}),
        ),
        (
            "abc\nabcd",
            {"extra": {"item_most": 3}},
            Unclear("item_too_long", {"item": "abcd", "said_length": 4, "most": 3}),
        ),
    ],
)
def test_a_list_has_bounds(reader, typed, settings, fault):
    assert reader.parse("lines", typed, **settings) == fault


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("@Ada Osei", Clear("Ada Osei")),
        ("Nguyễn Thị Ánh", Clear("Nguyễn Thị Ánh")),
        ("Sammy Davis Jr.", Clear("Sammy Davis Jr.")),
        ("@", Unclear("empty")),
        ("12345", Unclear("not_a_name", {"said": "12345"})),
        ("x" * 101, Unclear("too_long", {"said_length": 101, "most": 100})),
    ],
)
def test_a_person_is_a_name(reader, typed, answer):
    assert reader.parse("person", typed) == answer


def test_a_line_and_a_list_have_no_broken_words(reader):
    assert reader.parse("line", "Seminar on imple-\nmentation") == Clear("Seminar on implementation")
    assert reader.parse("lines", "• share experi-\nences;\n• learn") == Clear(["share experiences", "learn"])
