"""Search: approved notes are found by their words, by those who may see them."""

from dataclasses import replace

import pytest

from bot.core.messages import Address
from bot.service.expert.interviews import Interviews
from bot.service.records.finding import MOST, Finding, index
from tests.service.town import LONG

PUBLIC = (
    "Several speakers underlined export controls and the *cooperative* dimension of resolution 1540 (2004)."
)


@pytest.fixture
def approve():
    """Hand a note in and index it, as an approval does."""

    def approved(town, **changes):
        town.answer_all(**changes)
        town.write("ada", "submit")
        number = town.open_notes("ada")[-1]
        post(town, number)
        return number

    return approved


def post(town, number):
    kept = town.drafts(number)[-1]
    with town.office.transaction() as tx:
        index(tx, number, kept.version, kept.text)
    town.deliver()


def find(town, person, words):
    finding = Finding(town.office)
    said = finding.say(words, looked_up(town, person, words), {}, whole=True)
    return "\n".join(part.text for part in said.parts)


def looked_up(town, person, words, rooms=("C1540",)):
    return Finding(town.office).find(person, words, rooms=rooms)


def references(town, person, words):
    return [hit.reference for hit in looked_up(town, person, words)]


def test_a_note_is_found_with_its_title_dates_and_the_words_around(town, approve):
    approve(town, highlights=PUBLIC)
    shown = find(town, "cy", "cooperative dimension")
    first, row, snippet = shown.split("\n")
    assert first == "1 approved note has these words:"
    assert row.endswith("IN-2009-001 – Seminar on export controls; 3-4 June 2009")  # noqa: RUF001 - a dash as said
    assert "export controls and the *«cooperative»* «dimension» of resolution" in snippet


def test_where_the_message_is_goes_with_what_was_found_in_the_channel(town, approve):
    approve(town)
    (hit,) = looked_up(town, "cy", "seminar")
    assert hit.place == "C1540"
    assert hit.receipt in [receipt for letter, receipt in town.letters if letter.recipient == "C1540"]


def test_an_address_is_shown_under_its_note_where_it_is_known(town, approve):
    approve(town)
    finding = Finding(town.office)
    hits = looked_up(town, "cy", "seminar")
    shown = finding.say("seminar", hits, {hits[0]: "https://x.slack.com/archives/C1/p1"}, whole=True)
    assert shown.parts[-1] == Address("https://x.slack.com/archives/C1/p1")


def test_what_is_held_back_is_found_by_its_author_and_the_coordinators_alone(town, approve):
    approve(town, sensitive="yes")
    assert references(town, "ada", "seminar") == ["IN-2009-001"]
    assert references(town, "bo", "seminar") == ["IN-2009-001"]
    assert references(town, "cy", "seminar") == []
    assert "1 approved" not in find(town, "cy", "seminar")


def test_what_stands_in_a_channel_is_found_by_those_who_may_read_it_its_author_and_coordinators(
    town, approve
):
    town.office = replace(town.office, channels={"information_note": "C2"})
    town.interviews = Interviews(town.office)
    approve(town)
    rooms = {
        "cy in both": ("cy", ("C1540", "C2")),
        "cy": ("cy", ("C1540",)),
        "ada": ("ada", ()),
        "bo": ("bo", ()),
    }
    found = {name: looked_up(town, who, "seminar", these) for name, (who, these) in rooms.items()}
    assert {name: [hit.place for hit in hits] for name, hits in found.items()} == {
        "cy in both": ["C2"],
        "cy": [],
        "ada": [""],
        "bo": [""],
    }


def test_what_stands_in_a_former_channel_is_found_by_those_who_may_read_that_one(town, approve):
    approve(town)
    town.office = replace(town.office, channel="C2")
    town.interviews = Interviews(town.office)
    assert Finding(town.office).rooms() == ["C2", "C1540"]
    (hit,) = looked_up(town, "cy", "seminar", rooms=Finding(town.office).rooms())
    assert hit.place == "C1540"
    assert looked_up(town, "cy", "seminar", rooms=["C2"]) == []


def test_where_slack_does_not_say_what_somebody_may_read_the_answer_says_so(town, approve):
    approve(town)
    for words, begin in (("seminar", "1 approved note"), ("nothing", "No approved note")):
        hits = looked_up(town, "cy", words)
        first, *_, last = Finding(town.office).say(words, hits, {}, whole=False).parts
        assert first.text.startswith(begin)
        assert last.text == (
            "Slack does not say just now which channels you may read, so notes may be missing "
            "here. Please try again in a minute."
        )


def test_no_message_of_somebody_else_goes_with_what_is_held_back(town, approve):
    approve(town, sensitive="yes")
    by_reader = {person: looked_up(town, person, "seminar")[0].place for person in ("ada", "bo")}
    assert by_reader == {"ada": "", "bo": "D-bo"}


def test_what_was_released_is_found_by_everybody(town, approve):
    approve(town, sensitive="yes")
    town.notes.release("bo", "1", key="r1")
    town.deliver()
    assert references(town, "cy", "seminar") == ["IN-2009-001"]


def test_a_version_held_back_after_a_public_one_is_not_found_by_others(town, approve):
    approve(town)
    town.write("ada", "edit sensitive", "yes", "edit event", "Secret talks", "submit")
    post(town, 1)
    assert references(town, "cy", "secret") == []
    assert references(town, "ada", "secret") == ["IN-2009-001"]


def test_whoever_joined_a_public_version_does_not_find_one_that_is_held_back_later(town, approve):
    approve(town)
    with town.office.transaction() as tx:
        tx.authors.add(1, "cy", at=town.office.clock())
    town.write("ada", "edit sensitive", "yes", "edit event", "Secret talks", "submit")
    post(town, 1)
    assert (references(town, "cy", "secret"), references(town, "bo", "secret")) == ([], ["IN-2009-001"])


def test_a_note_is_shown_with_the_title_of_the_version_that_was_found(town, approve):
    approve(town)
    town.write("ada", "edit event", "Secret talks")
    (hit,) = looked_up(town, "cy", "seminar")
    assert hit.about == "Seminar on export controls; 3-4 June 2009"


def test_what_is_not_approved_is_not_found(town):
    town.answer_all()
    town.write("ada", "submit")
    assert references(town, "ada", "seminar") == []


def test_another_workspace_finds_nothing(town, elsewhere, approve):
    approve(town)
    assert references(elsewhere, "ada", "seminar") == []
    assert references(town, "ada", "seminar") == ["IN-2009-001"]


AS_WORDS = {
    '"': False,
    "semin*": False,
    "seminar OR wine": False,
    "seminar^2": False,
    "NEAR(seminar)": False,
    "event:seminar": True,
    "(seminar": True,
    "SEMINAR": True,
}


@pytest.mark.parametrize("words", AS_WORDS)
def test_what_looks_like_a_query_is_only_words(town, approve, words):
    approve(town)
    assert bool(references(town, "ada", words)) is AS_WORDS[words]


def test_and_is_a_word_like_any_other(town, approve):
    approve(town, highlights=f"{LONG} They talked and listened.")
    approve(town, highlights=f"{LONG} They talked.")
    assert references(town, "ada", "talked AND listened") == ["IN-2009-001"]


def test_without_a_find_it_is_said_what_was_looked_for_and_what_may_help(town, approve):
    approve(town)
    shown = find(town, "cy", "wine  tasting")
    assert shown.startswith(
        "No approved note that you may see has all of these words: wine tasting. I look for"
    )


def test_without_words_it_is_said_how_to_ask(town):
    assert find(town, "cy", "  ").startswith("Write what to look for, for example: /note find")


def test_five_are_shown_and_more_are_mentioned(town, approve):
    for _ in range(MOST + 2):
        approve(town)
    shown = find(town, "cy", "seminar").split("\n")
    assert (
        shown[0]
        == "More than 5 approved notes have these words; these fit best. Another word narrows it down."
    )
    assert len([line for line in shown if line.startswith("IN-2009-00")]) == MOST


def test_those_that_somebody_may_not_see_do_not_push_others_out(town, approve):
    approve(town)
    for _ in range(MOST + 2):
        approve(town, sensitive="yes")
    assert references(town, "cy", "seminar") == ["IN-2009-001"]


def test_the_newest_approved_version_is_what_is_found(town, approve):
    approve(town)
    town.write("ada", "edit event", "Workshop on fish", "submit")
    post(town, 1)
    assert references(town, "cy", "fish") == ["IN-2009-001"]
    assert references(town, "cy", "seminar") == []
