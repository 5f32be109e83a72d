"""Nobody touches a note that is not theirs: each of these has something that could leak."""

from dataclasses import replace

import pytest

from bot.service.expert.owing import Owed
from tests.service.town import FACTS, answered


@pytest.fixture
def both(town):
    """Ada is ready to hand in, and Cy has a note of her own."""
    town.recall(answered)
    town.write("ada", "preview")
    town.begin("cy")
    town.write("cy", "My own secret seminar")
    return town


def ada_is_untouched(town, before):
    return (town.answers(1), town.status(1), town.drafts(1), town.screen("ada")) == before


def of_ada(town):
    return town.answers(1), town.status(1), town.drafts(1), town.screen("ada")


@pytest.mark.parametrize("label", ["Submit", "Not yet", "Edit Event"])
def test_a_button_of_somebody_elses_card_does_nothing_to_either_note(both, label):
    before, own = of_ada(both), both.answers(2)
    heard = both.heard("ada")
    both.press("ada", label, by="cy")
    assert ada_is_untouched(both, before)
    assert (both.answers(2), both.screen("cy")) == (own, (2, "question", "session"))
    assert (both.heard("ada"), both.last("cy")) == (heard, both.office.phrases.command["help"])


@pytest.mark.parametrize("text", ["submit", "skip", "preview", "Something else"])
def test_a_reply_in_the_thread_of_somebody_elses_card_does_nothing_to_either_note(both, text):
    before, own = of_ada(both), both.answers(2)
    said = both.said("cy", text, card=both.card("ada", "Submit"))
    both.interviews.reply(replace(said, place="D-ada"))
    both.deliver()
    assert ada_is_untouched(both, before)
    assert (both.answers(2), both.last("cy")) == (own, both.office.phrases.command["help"])


def test_who_has_no_note_gets_nothing_by_pressing_either(town):
    town.answer_all("ada")
    before = of_ada(town)
    town.press("ada", "Skip", by="cy")
    assert ada_is_untouched(town, before)
    assert town.heard("cy") == [town.office.phrases.command["help"]]


def test_the_receipt_of_somebody_elses_card_means_nothing_in_ones_own_channel(both):
    before = of_ada(both)
    both.interviews.reply(both.said("cy", "Plenary", card=both.card("ada", "Submit")))
    both.deliver()
    assert ada_is_untouched(both, before)
    assert both.values(2)["session"] == "Plenary"


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_the_message_of_somebody_else_is_neither_edited_nor_deleted(both, act):
    message = both.write("ada", "edit event", "Seminar of Ada")
    before, heard = of_ada(both), both.heard("cy")
    both.edit("cy", message, "Forged") if act == "edit" else both.delete("cy", message)
    assert ada_is_untouched(both, before)
    # an edit of what was never heard in Cy's own place is taken for a message that it overtook there
    assert [text.split("\n")[0] for text in both.heard("cy")[len(heard) :]] == (
        ["Saved: Session \u2013 Forged"] if act == "edit" else []
    )


def test_an_edit_of_a_message_whose_id_somebody_elses_has_too_does_not_touch_theirs(town):
    town.begin("ada")
    town.begin("cy")
    both = town.tick()
    town.write("ada", "Seminar of Ada", message=both)
    town.write("cy", "Seminar of Cy", message=both)
    town.edit("ada", both, "Workshop of Ada")
    assert town.values(2)["event"] == "Seminar of Cy"
    town.edit("cy", both, "Workshop of Cy")
    assert town.values(1)["event"] != "Workshop of Cy"
    assert town.values(2)["event"] == "Workshop of Cy"


def test_the_card_of_another_workspace_means_nothing(both, elsewhere):
    before = of_ada(both)
    elsewhere.now = both.now
    elsewhere.begin("cy")
    said = elsewhere.said("cy", "submit", card=both.card("ada", "Submit"), pressed=True)
    elsewhere.interviews.reply(replace(said, place="D-ada"))
    elsewhere.deliver()
    assert ada_is_untouched(both, before)


def test_the_same_person_in_another_workspace_sees_and_changes_nothing(both, elsewhere):
    message = both.write("ada", "edit event", "Seminar of Ada")
    before = of_ada(both)
    elsewhere.now = both.now
    elsewhere.edit("ada", message, "Forged")
    elsewhere.write("ada", "submit")
    assert elsewhere.notes.listing("ada") == elsewhere.office.phrases.command["list_none"]
    assert ada_is_untouched(both, before)


def test_the_same_payload_key_in_two_workspaces_is_two_payloads(both, elsewhere):
    elsewhere.now = both.now
    elsewhere.begin("cy")
    both.interviews.reply(both.said("cy", "Plenary", key="E1"))
    elsewhere.interviews.reply(elsewhere.said("cy", "Workshop", key="E1"))
    assert (both.values(2)["session"], elsewhere.values(1)) == ("Plenary", {"event": "Workshop"})


def test_only_a_coordinator_registers_what_is_owed(both):
    said = both.owe("ada", FACTS, by="cy")
    assert said == "Only a coordinator can register a note that somebody owes. Ask one of: Bo."
    assert both.open_notes("ada") == [1]


def test_only_a_coordinator_releases_what_was_held_back(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    for person in ("ada", "cy"):
        said = town.notes.release(person, "1", key=f"r{person}")
        assert said == "Only a coordinator can release a draft that was held back. Ask one of: Bo."
    assert [letter.recipient for letter in town.deliver()] == []


def test_whether_somebody_can_be_asked_is_told_to_coordinators_alone(town):
    wish = Owed(by="cy", person="dee", facts=FACTS, key="k")
    assert town.notes.refuse(wish, "Dee", "owe_outsider").startswith("Only a coordinator can register")


def test_a_list_shows_ones_own_notes_and_no_other(both):
    assert both.notes.listing("cy").splitlines()[1:] == [
        "1. My own secret seminar; begun, 11 questions to go. To go on: /note resume 1"
    ]


def test_nobody_resumes_the_note_of_somebody_else(both):
    before = of_ada(both)
    said = both.notes.resume("cy", "2", key="r")
    both.deliver()
    assert said.startswith("Which one?")
    assert "export" not in said
    assert ada_is_untouched(both, before)
