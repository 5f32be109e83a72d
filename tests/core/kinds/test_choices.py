"""The kinds that choose: choice, choices, yes_no."""

import pytest

from bot.core.replies import Clear, Doubt, Unclear

ROLES = ("panelist", "speaker", "speaker and moderator", "observer, silent", "other")


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("panelist", "panelist"),
        ("PANELIST.", "panelist"),
        ("2", "speaker"),
        ("2.", "speaker"),
        ("3)", "speaker and moderator"),
        ("٢", "speaker"),
        ("pan", "panelist"),
        ("speaker", "speaker"),
        ("observer,  silent", "observer, silent"),
    ],
)
def test_a_choice_is_named_numbered_or_begun(reader, typed, choice):
    assert reader.parse("choice", typed, choices=ROLES) == Clear(choice)


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("Hybrid.", "both"),
        ("face to face", "in person"),
        ("face\u2011to-face", "in person"),
        ("In-person", "in person"),
        ("both", "both"),
    ],
)
def test_a_choice_may_have_other_words(reader, typed, choice):
    words = {"both": ["hybrid"], "in person": ["face to face"]}
    answer = reader.parse("choice", typed, choices=("in person", "both"), extra={"words": words})
    assert answer == Clear(choice)


@pytest.mark.parametrize(
    ("typed", "key", "suggestions"),
    [
        ("speak", "ambiguous_choice", ["speaker", "speaker and moderator"]),
        ("panellist", "not_a_choice", ["panelist"]),
        ("6", "not_a_choice", []),
        ("0", "not_a_choice", []),
        ("dancer", "not_a_choice", []),
    ],
)
def test_what_is_not_a_choice_is_asked_again(reader, typed, key, suggestions):
    facts = {"said": typed, "choices": list(ROLES), "suggestions": suggestions}
    assert reader.parse("choice", typed, choices=ROLES) == Unclear(key, facts)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("speaker, panelist", ["panelist", "speaker"]),
        ("panelist\nother", ["panelist", "other"]),
        ("- panelist\n- other", ["panelist", "other"]),
        ("panelist and other", ["panelist", "other"]),
        ("panelist, speaker and other", ["panelist", "speaker", "other"]),
        ("speaker and moderator", ["speaker and moderator"]),
        ("speaker and moderator; other", ["speaker and moderator", "other"]),
        ("observer, silent", ["observer, silent"]),
        ("1, 3", ["panelist", "speaker and moderator"]),
        ("1 3", ["panelist", "speaker and moderator"]),
        ("5 and 1", ["panelist", "other"]),
        ("1، 2", ["panelist", "speaker"]),
        ("panelist, panelist", ["panelist"]),
    ],
)
def test_several_choices_come_in_the_order_of_the_question(reader, typed, chosen):
    assert reader.parse("choices", typed, choices=ROLES) == Clear(chosen)
    assert reader.again("choices", chosen, choices=ROLES) == chosen


def test_one_wrong_choice_is_named(reader):
    answer = reader.parse("choices", "panelist, dancer", choices=ROLES)
    assert (answer.key, answer.facts["said"]) == ("not_a_choice", "dancer")


def test_choices_have_bounds(reader):
    assert reader.parse("choices", " ", choices=ROLES) == Unclear("empty")
    too_few = Unclear("too_few", {"count": 1, "least": 2})
    assert reader.parse("choices", "1", choices=ROLES, least=2) == too_few
    too_many = Unclear("too_many", {"count": 2, "most": 1})
    assert reader.parse("choices", "1, 2", choices=ROLES, most=1) == too_many


@pytest.mark.parametrize(
    ("typed", "value"), [("Yes!", True), ("y", True), ("OUI", True), ("no", False), ("Нет", False)]
)
def test_yes_and_no_come_in_the_words_of_the_lexicon(reader, typed, value):
    assert reader.parse("yes_no", typed) == Clear(value)
    assert reader.again("yes_no", value) is value


def test_a_question_may_bring_its_own_yes_and_no(reader):
    words = ("It was closed", "It was open")
    assert reader.parse("yes_no", "it was closed", choices=words) == Clear(True)
    assert reader.show("yes_no", False, choices=words) == "It was open"


def test_perhaps_is_neither(reader):
    assert reader.parse("yes_no", "perhaps") == Unclear("yes_or_no", {"said": "perhaps"})


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("hybrid, about 60 people", "both"),
        ("hybrid but mostly online", "both"),
        ("it was in person", "in person"),
        ("I think face to face", "in person"),
    ],
)
def test_a_choice_with_words_around_it_is_read_and_asked(reader, typed, choice):
    words = {"both": ["hybrid"], "in person": ["face to face"]}
    answer = reader.parse("choice", typed, choices=("in person", "online", "both"), extra={"words": words})
    assert answer == Doubt(choice, "choice_read", {"reading": choice})


@pytest.mark.parametrize("typed", ["in one place or online, or in person", "bothersome", "an onliner"])
def test_no_choice_is_read_out_of_several_or_out_of_a_part_of_a_word(reader, typed):
    answer = reader.parse("choice", typed, choices=("in person", "online", "both"))
    assert answer.key == "not_a_choice"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("No, it was open", False),
        ("yes, closed session", True),
    ],
)
def test_yes_and_no_with_a_remark_are_read_and_asked(reader, typed, value):
    reading = "yes" if value else "no"
    assert reader.parse("yes_no", typed) == Doubt(value, "choice_read", {"reading": reading})
