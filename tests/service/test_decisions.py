"""What was decided about a finding is kept by the finding's name alone, and a change is a revision as any other."""

import pytest

from bot.core.deciding import Verdict
from tests.service.town import LONG, Town, handed_in

PRIVATE = f"{LONG} Write to a.lund@mfa.example on June 3rd, 2009."


@pytest.fixture
def asked(town):
    """Ada has answered everything, with an address in it, and submits."""
    town.recall(handed_in, highlights=PRIVATE)
    return town


def decisions(town):
    with town.office.transaction() as tx:
        return tx.decisions.of(1)


def test_nothing_is_handed_in_before_the_findings_are_decided(asked):
    assert (asked.drafts(), asked.screen("ada")) == ([], (1, "finding", "highlights"))


def test_decisions_are_kept_under_names_that_tell_nothing(asked):
    asked.write("ada", "keep it", "keep mine")
    assert sorted(decisions(asked).values()) == [Verdict.KEPT, Verdict.LEFT]
    assert [about for about in decisions(asked) if not (about.isalnum() and len(about) == 16)] == []
    assert len(asked.drafts()) == 1


def test_a_change_is_a_new_revision_and_what_was_said_before_is_kept(asked):
    asked.write("ada", "remove it", "use it")
    assert asked.values()["highlights"] == f"{LONG} Write to on 3 June 2009."
    with asked.office.transaction() as tx:
        rows = [row.value for row in tx.answers.history(1) if row.key == "highlights"]
    assert rows == [PRIVATE, PRIVATE.replace(" a.lund@mfa.example", ""), asked.values()["highlights"]]


def test_what_was_removed_is_in_no_draft_and_reaches_no_channel(asked):
    asked.write("ada", "remove it", "keep mine")
    sent = [letter.message.text for letter, _ in asked.letters if letter.recipient == "C1540"]
    assert sent != []
    assert "a.lund" not in "".join([*sent, asked.drafts()[0].text])


def test_what_the_coordinator_is_asked_about_reaches_the_coordinator_alone(asked):
    asked.write("ada", "ask the coordinator", "keep mine")
    assert [letter for letter, _ in asked.letters if letter.recipient == "C1540"] == []
    told = "\n".join(letter.message.text for letter, _ in asked.letters if letter.recipient == "bo")
    assert "To look at: 1 e-mail address of a person, in Highlights." in told
    assert asked.last("ada").startswith("Submitted as")


def test_a_later_version_without_those_words_is_still_held_until_it_is_released(asked):
    asked.write("ada", "ask the coordinator", "keep mine")
    asked.write("ada", "edit highlights", LONG, "submit")
    assert [letter for letter, _ in asked.letters if letter.recipient == "C1540"] == []


def test_what_the_coordinator_was_asked_about_is_held_also_when_its_words_are_changed_before_it_goes(asked):
    asked.write("ada", "ask the coordinator", "edit highlights", LONG, "submit")
    assert [letter for letter, _ in asked.letters if letter.recipient == "C1540"] == []
    assert "asked the coordinator first about words that you changed since" in asked.last("ada")
    told = "\n".join(letter.message.text for letter, _ in asked.letters if letter.recipient == "bo")
    assert "Ada asked you first about words that were changed since" in told
    asked.notes.release("bo", "1", key="r")
    asked.write("ada", "edit event", "Workshop", "submit")
    assert "goes to the team's channel" in asked.last("ada")


def test_what_was_asked_after_the_version_that_was_released_is_not_cleared_by_it(asked):
    asked.write("ada", "ask the coordinator", "keep mine")
    asked.write("ada", "edit highlights", PRIVATE.replace("a.lund", "b.lund").replace("3rd", "4th"), "submit")
    asked.write("ada", "ask the coordinator", "edit highlights", LONG)
    asked.notes.release("bo", "1", key="r")
    asked.write("ada", "submit")
    assert "asked the coordinator first about words that you changed since" in asked.last("ada")


def test_the_next_version_asks_about_what_is_new_alone(asked):
    asked.write("ada", "keep it", "keep mine")
    asked.write("ada", "edit highlights", f"{PRIVATE} Call +32 2 555 12 34.", "submit")
    assert "telephone number" in asked.last("ada")
    asked.write("ada", "keep it")
    assert len(asked.drafts()) == 2


def test_who_comes_back_after_a_restart_is_asked_on(asked, tmp_path):
    again = Town(tmp_path, store=asked.store)
    again.now = asked.now
    again.notes.resume("ada", "1", key=f"begin{again.tick()}")
    again.deliver()
    assert again.screen("ada") == (1, "finding", "highlights")
    again.write("ada", "keep it", "keep mine")
    assert len(again.drafts()) == 1


def test_who_was_at_another_note_meanwhile_is_asked_on_as_well(asked):
    asked.begin("ada")
    asked.write("ada", "Seminar in Vienna")
    asked.notes.resume("ada", "1", key=f"resume{asked.tick()}")
    asked.deliver()
    assert asked.screen("ada") == (1, "finding", "highlights")
