"""House style: what is found, what would mend it, and that no text makes the search slow."""

import tomllib
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.finding import EMOJI, SPOKEN, Style
from bot.core.housestyle import findings, style
from bot.core.mending import mended

FOLDER = Path(__file__).parents[2] / "templates" / "information_note"
HOUSE = style(tomllib.loads((FOLDER / "style.toml").read_text(encoding="utf-8")), ["1540experts@un.org"])
TOKEN, KEY = f"xoxb-{123456789}-abcdef", f"AKIA{'ABCDEFGHIJKLMNOP'}"


def found(text, rule="", key="highlights"):
    """Return the words that are found, with what would stand in their place."""
    each = findings(HOUSE, {key: text})
    return [(one.words, one.fix) for one in each if rule in {"", one.rule}]


def test_the_published_note_departs_from_nothing():
    typed = tomllib.loads((FOLDER / "example" / "answers.toml").read_text(encoding="utf-8"))
    texts = {key: "\n\n".join(said) if isinstance(said, list) else said for key, said in typed.items()}
    assert findings(HOUSE, texts) == ()


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("It welcomed UNSCR 1540.", "UNSCR 1540", "resolution 1540 (2004)"),
        ("It welcomed res. 1540 again.", "res. 1540", "resolution 1540 (2004)"),
        ("It welcomed resolution 1540.", "resolution 1540", "resolution 1540 (2004)"),
        ("It welcomed resolution 1540 (2005).", "resolution 1540 (2005)", "resolution 1540 (2004)"),
        ("UNSCR 1540 was welcomed.", "UNSCR 1540", "Resolution 1540 (2004)"),
        ("All was said. UNSCR 1373 was not.", "UNSCR 1373", "Resolution 1373 (2001)"),
        ("Of resolutions 1540 it was said", "resolutions 1540", "resolutions 1540 (2004)"),
    ],
)
def test_a_resolution_has_its_full_name_where_it_stands_first(text, words, fix):
    assert found(text, "resolution") == [(words, fix)]


@pytest.mark.parametrize(
    "text",
    [
        "resolution 1540 (2004), and later UNSCR 1540",
        "Resolution 1540 (2004)",
        "the 1540 Committee and the UNSCR 1718 Committee",
        'a paper on "UNSCR 1540 and after"',
        "https://www.un.org/UNSCR 15400",
    ],
)
def test_other_mentions_of_a_resolution_are_left(text):
    assert found(text, "resolution") == []


def test_the_full_name_in_an_earlier_answer_counts_as_the_first_mention():
    texts = {"objectives": "apply resolution 1540 (2004)", "highlights": "UNSCR 1540 was praised"}
    assert findings(HOUSE, texts) == ()


def test_a_title_is_no_prose_and_what_it_lacks_is_asked_of_the_prose():
    texts = {"event": "Workshop on UNSCR 1540", "highlights": "It praised UNSCR 1540."}
    assert [(one.key, one.words) for one in findings(HOUSE, texts)] == [("highlights", "UNSCR 1540")]


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("held on Wednesday, 3rd of June 2009.", "Wednesday, 3rd of June 2009", "3 June 2009"),
        ("held on June 3rd-4th, 2009", "June 3rd-4th, 2009", "3-4 June 2009"),
        ("held 3–4 June 2009", "3–4 June 2009", "3-4 June 2009"),  # noqa: RUF001  as typed
        ("on the 3rd and 4th June", "3rd and 4th June", "3 and 4 June"),
        ("on 03 June 2009", "03 June 2009", "3 June 2009"),
        ("on 13/06/2009", "13/06/2009", "13 June 2009"),
        ("on 06/13/2009", "06/13/2009", "13 June 2009"),
        ("on 3/4/2009", "3/4/2009", ""),
        ("on 2009-06-03", "2009-06-03", "3 June 2009"),
    ],
)
def test_a_date_has_the_form_of_the_house(text, words, fix):
    assert found(text, "date") == [(words, fix)]


@pytest.mark.parametrize(
    "text",
    [
        "3-4 June 2009",
        "from 3 to 4 June 2009",
        "in May 20 people came",
        "in May 2009",
        "on 31/31/2009",
        "on 99 June 2009",
        "S/2021/123",
    ],
)
def test_what_has_that_form_or_is_no_date_is_left(text):
    assert found(text, "date") == []


def test_the_first_person_is_found_and_roman_numbers_and_other_peoples_words_are_not():
    text = 'I spoke. In Annex I and part I we read "our aims" of the US; Our view was heard.'
    assert found(text, "person") == [("I", ""), ("we", ""), ("Our", "")]


def test_the_mark_of_the_notes_own_footnote_is_found_and_those_of_its_author_are_not():
    text = 'It was said.¹ And [^1] or [^2], 10¹² and ², and in a "title¹".'
    assert found(text, "footnote") == [("¹", ""), ("[^1]", "")]


@pytest.mark.parametrize("key", ["place", "leg.2.leg_place"])
def test_a_country_has_the_name_that_the_united_nations_uses_where_it_is_a_place(key):
    assert found("Abidjan, Ivory Coast", key=key) == [("Ivory Coast", "Côte d'Ivoire")]
    assert found("Skopje , north macedonia;Ankara,  Turkey ", key=key) == [("Turkey", "Türkiye")]
    assert found("Ivory Coast Street, Dakar, Senegal", key=key) == []
    assert found("Abidjan, Ivory Coast") == []


def test_an_acronym_is_spelled_out_where_it_stands_first():
    text = "The OAS met the XYZ, the Group of Experts (GOE) and the FATF (Financial Action). OAS, GOE."
    assert found(text, "acronym") == [("OAS", "Organization of American States (OAS)"), ("XYZ", "")]


def test_well_known_acronyms_numbers_and_shouting_are_left():
    assert found("EU Member States, NGOs, phase II, B2B, S/RES/1540", "acronym") == []
    assert found("ALL OF THIS WAS SHOUTED", "acronym") == []


def test_a_person_named_with_a_title_is_found_by_the_whole_name():
    text = "Mr. Lund and Ambassador Jean-Claude Van Damme of France answered Dr. no and a professor"
    assert found(text, "speaker", key="background") == [
        ("Mr. Lund", ""),
        ("Ambassador Jean-Claude Van Damme", ""),
    ]


def test_other_quotation_marks_become_straight_and_apostrophes_are_none():
    text = "« Tous », ‘one’ and 'two words'; the States' views, experts' roles, it's, Côte d'Ivoire"  # noqa: RUF001  as typed
    assert found(text, "quotes") == [
        ("« Tous »", '"Tous"'),
        ("‘one’", '"one"'),  # noqa: RUF001  as typed
        ("'two words'", '"two words"'),
    ]


WIDE = "\N{FULLWIDTH PLUS SIGN}" + "".join(chr(ord(digit) + 0xFEE0) for digit in "3225551234")


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("address", "Write to ada.osei@mfa.example.", "ada.osei@mfa.example"),
        ("address", "mailto:ada+notes@un.example", "ada+notes@un.example"),
        ("phone", "Call +32 2 555 12 34.", "+32 2 555 12 34"),
        ("phone", "Call 0032 2 555 12 34", "0032 2 555 12 34"),
        ("phone", "Call 212-963-1234 or ask", "212-963-1234"),
        ("phone", "Call (02) 555 12 34 56", "(02) 555 12 34 56"),
        ("phone", "Tel. 0032/2/555.12.34, please", "0032/2/555.12.34"),
        ("phone", "Ask +32/2/5551234.", "+32/2/5551234"),
        ("phone", f"Ask {WIDE} there", WIDE),
        ("phone", "Ask ٠٠٣٢٢٥٥٥١٢٣٤", "٠٠٣٢٢٥٥٥١٢٣٤"),
        ("phone", "Call me at 2125550100.", "2125550100"),
        ("phone", "Mobile: 555-1234", "555-1234"),
        ("phone", "电话\N{FULLWIDTH COLON}25550100", "25550100"),
        ("address", "Write to a.lund [at] mfa.example.", "a.lund [at] mfa.example"),
        ("address", "a.lund(at)mfa(dot)example", "a.lund(at)mfa(dot)example"),
        ("address", "ask a.lund at mfa dot example", "a.lund at mfa dot example"),
        ("secret", "It is in postgres://u:pw@host/db", "postgres://u:pw@host"),
        ("secret", f"It is {TOKEN}.", TOKEN),
        ("secret", f"It is {KEY}", KEY),
        ("secret", "It is " + "Ab1" * 12, "Ab1" * 12),
        ("secret", "It is " + "0f" * 16, "0f" * 16),
        ("secret", "The Wi-Fi: password: hunter2, all day.", "password: hunter2"),
        ("secret", "My password for the portal is Hunter2!x.", "password for the portal is Hunter2!x"),
        ("secret", "my pw is hunter2", "pw is hunter2"),
        ("secret", "Le mot de passe : Secret99!", "mot de passe : Secret99"),
        ("secret", "Пароль: секрет", "Пароль: секрет"),
        ("secret", "会议密码\N{FULLWIDTH COLON}abc123", "密码\N{FULLWIDTH COLON}abc123"),
        ("secret", "PWD=Open_sesame!", "PWD=Open_sesame"),
        ("secret", "The passcode is 4711.", "passcode is 4711"),
        ("confidence", "First. This was said off-the-record. Third.", "This was said off-the-record."),
        ("confidence", "Confidential: do not share this.", "Confidential: do not share this."),
    ],
)
def test_what_should_perhaps_not_be_posted_is_found_in_every_answer(rule, text, words):
    assert found(text, rule, key="session") == [(words, "")]


@pytest.mark.parametrize(
    "text",
    [
        "1540experts@un.org or 1540Experts@UN.org",
        "1540 experts @un.org",
        "the years 2009-2010, 2004 2009 2010",
        "12 000 000 people, 3-4 June 2009, S/2021/123, 03.06.2009, 1540 (2004)",
        "https://www.example.org/" + "Ab1" * 12,
        "a" * 40,
        "The password is changed every month, and passwords: none",
        "The password policy of all 27 States is the same in 2009.",
        "The confidentiality of unclassified talks",
        "In document 0012/2009/15 and in A/2125550100, as project 2125550100 says",
        "They call 1540 (2004) a success. Call 2009-2010 a good time.",
        "They called 1540 people; a call in 2009 and 2010; the phone numbers of 27 States",
        "The expert (at) the workshop, and a talk at noon; they met at http://x.example:8080/@a",
    ],
)
def test_ordinary_words_numbers_and_links_are_not_sensitive(text):
    assert [one for one in findings(HOUSE, {"session": text}) if one.sensitive] == []


def test_without_a_style_addresses_numbers_and_secrets_are_found_all_the_same():
    text = f"We met ada@mfa.example, +32 2 555 12 34, off the record, on June 3rd: {TOKEN}"
    assert [one.rule for one in findings(Style(), {"findings": text})] == ["address", "phone", "secret"]


def test_what_is_sensitive_comes_first_then_the_order_of_the_answers():
    texts = {"background": "We met a@b.example. On June 3rd, 2009.", "highlights": "We met c@d.example."}
    each = findings(HOUSE, texts)
    assert [(one.key, one.rule) for one in each] == [
        ("background", "address"),
        ("highlights", "address"),
        ("background", "person"),
        ("background", "date"),
        ("highlights", "person"),
    ]


def test_an_answer_of_a_repeat_group_is_prose_by_the_name_of_its_question():
    house = style({"prose": ["task"], "person": {"words": ["we"]}}, [])
    assert [one.key for one in findings(house, {"action.1.task": "we act", "action.1.who": "we"})] == [
        "action.1.task"
    ]


def test_a_finding_has_the_same_name_wherever_its_words_stand_in_the_same_answer():
    first, second = (findings(HOUSE, {"highlights": text})[0] for text in ("We met.", "Then, We met."))
    elsewhere = findings(HOUSE, {"background": "We met."})[0]
    assert (first.id == second.id, first.id == elsewhere.id) == (True, False)
    assert "We" not in first.id


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("It went well 🎉 in Vienna.", "well 🎉", "well"),
        ("🎉 It went well.", "🎉 It", "It"),
        ("Thanks 👩‍💻, 👍🏽 and 🇧🇪 to all.", "Thanks 👩‍💻, 👍🏽 and 🇧🇪", "Thanks, and"),
        ("From Belgium :flag-be: and on.", "Belgium :flag-be:", "Belgium"),
        ("Done :+1::skin-tone-3:", "Done :+1::skin-tone-3:", "Done"),
        ("Great:tada: it was", "Great:tada:", "Great"),
        ("Step 1\ufe0f\u20e3 was done.", "Step 1\ufe0f\u20e3", "Step"),
        ("It was liked (👍) by all.", "liked (👍)", "liked"),
        ("We ❤\ufe0f it ©\ufe0f", "We ❤\ufe0f it ©\ufe0f", "We it"),
        ('The talk "All 🎉 in" was held.', '"All 🎉', '"All'),
        ("🎉", "🎉", ""),
    ],
)
@pytest.mark.parametrize("key", ["highlights", "event"])
def test_an_emoji_is_found_in_every_answer_with_the_text_without_it(text, words, fix, key):
    assert found(text, EMOJI, key) == [(words, fix)]


@pytest.mark.parametrize(
    "text",
    [
        "At 10:30:15 in room 2 :: the vote 1:0 * # ©",
        "Côte d'Ivoire, Türkiye, 中国, ✓ • → ☐ § № ™",
        "See https://example.org/🎉/:tada:/x for more.",
        "Participants: experts; Session: nuclear: all",
    ],
)
def test_other_signs_and_colons_are_no_emoji(text):
    assert found(text, EMOJI) == []


def test_emoji_are_found_in_note_types_without_a_house_style():
    assert [(one.rule, one.fix) for one in findings(Style(), {"a": "Well 🎉 done"})] == [(EMOJI, "Well")]


def mend(text, key="highlights"):
    each = findings(HOUSE, {key: text})
    return mended(text, each[0], each)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("On June 3rd, 2009 and on June 3rd, 2009.", "On 3 June 2009 and on 3 June 2009."),
        ("The contact (ada@mfa.example) answered.", "The contact answered."),
        ("The contact is ada@mfa.example.", "The contact is."),
        ("Said. It was off the record. More.", "Said. More."),
        ("ada@mfa.example", ""),
        ("🎉 It went well 👍, and on :tada: it went.", "It went well, and on it went."),
    ],
)
def test_a_mended_answer_differs_in_those_words_alone(before, after):
    assert " ".join(mend(before).split()) == after


HARMLESS = '{{ 7*7 }} <!channel> =cmd() #read("x") </w:t> \\1 \\g<0> (?i) [a-z]+ {0}'


def test_what_looks_like_code_stays_as_it_was_typed():
    text = f"{HARMLESS} On June 3rd, 2009. {HARMLESS}"
    assert mend(text) == text.replace("June 3rd, 2009", "3 June 2009")


def test_the_words_of_an_author_are_words_and_no_patterns():
    house = style({"prose": ["a"], "person": {"words": ["w.*", "(", "we"]}}, [])
    assert [one.words for one in findings(house, {"a": "we wait (long)"})] == ["we"]


PIECES = (
    *("a", "a.", "a@", "1", "1 ", '"', '"\n', " 'a", "«", "A", "AB ", "I ", "we ", "Mr. Aa ", "Mr. "),
    *("3 June ", "June 3 ", "Wednesday, the ", "confidential. ", "resolution 1540 ", "resolution "),
    *(
        "xoxb-",
        "eyJaaaaaaaaaaa.",
        "http://",
        "Aa1",
        "+",
        "(",
        "a-",
        "sk-",
        "👍",
        " 👍",
        "👍\u200d",
        ":a",
        ":a:",
        "-",
        " ",
        "\n",
        "1-",
        "(1) ",
    ),
)


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_makes_the_search_slow(piece):
    """All rules together take some 60 ms for half of the longest answer; a pattern that backtracks, minutes."""
    text = (piece * 20_000)[:20_000]
    began = process_time()
    findings(HOUSE, {"highlights": text})
    assert process_time() - began < 1.1


WORDS = st.sampled_from([*PIECES, "UNSCR 1540", "June 3rd, 2009", "ada@mfa.example", "OAS", "«x»", "."])


@given(st.lists(WORDS | st.text(max_size=5), max_size=30).map(" ".join))
def test_every_finding_points_at_its_words_and_none_overlaps_another_of_its_sort(text):
    each = findings(HOUSE, {"highlights": text})
    assert [text[one.start : one.end] for one in each] == [one.words for one in each]
    sorts = (
        lambda one: one.sensitive,
        lambda one: one.style and one.rule != EMOJI,
        lambda one: one.rule == SPOKEN,
    )
    for is_of_the_sort in sorts:
        spans = [(one.start, one.end) for one in each if is_of_the_sort(one)]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert all(start < end for start, end in spans)
