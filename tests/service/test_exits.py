"""Each way out of a reminder is one tap, and leaves a record; looking at the note counts as something done."""

import pytest

from tests.service.test_reminders import at, live, steps, times
from tests.service.test_wishes import journal

EXITS = {
    "snooze": ("snooze", "Monday 09:00"),
    "away": ("away", "Away until …", "22 June"),
    "hand over": ("offer", "Hand over", "Cy"),
    "nobody went": ("declined nobody", "I did not attend", "Nobody went"),
    "cancelled": ("declined moved", "I did not attend", "Cancelled or moved"),
    "nothing to report": ("declined nothing", "I did not attend", "Nothing to report"),
    "a colleague went": ("offer", "I did not attend", "A colleague went", "Cy"),
    "stop": ("stop", "Stop reminding me", "No reason"),
}


@pytest.fixture
def reminded(town):
    """Ada has begun, and was reminded of the note on Friday 5 June at 15:00."""
    town.owe()
    town.press("ada", "Start now")
    town.press("ada", "Yes, all right")
    live(town, until=at(5, 15))
    town.now = at(5, 15, 5)
    return town


def choose(town, words):
    """Press it where there is such a button, else type it; return the words that were typed."""
    try:
        town.press("ada", words)
    except LookupError:
        town.write("ada", words)
        return words
    return ""


@pytest.mark.parametrize("name", EXITS)
def test_each_exit_is_one_tap_and_a_record(reminded, name):
    what, tap, *asked = EXITS[name]
    before = len(journal(reminded))
    reminded.press("ada", tap)  # a tap, not a word
    for words in asked:
        choose(reminded, words)
    with reminded.office.transaction() as tx:
        kept = tx.journal.of(1)[before:]
    assert [f"{entry.what} {entry.facts.get('why', '')}".strip() for entry in kept] == [what]
    assert [entry.who for entry in kept] == ["ada"]
    heard = [who for _, who, _ in live(reminded, until=at(8, 8))]
    assert "ada" not in heard


def test_that_a_part_was_attended_is_a_tap_and_a_record_and_the_note_goes_on(reminded):
    before = len(journal(reminded))
    reminded.press("ada", "I did not attend")
    reminded.press("ada", "Attended part")
    assert journal(reminded)[before:] == ["part"]
    assert reminded.status() == "started"


def test_what_will_be_answered_later_is_a_tap_and_a_record_with_its_day(reminded):
    reminded.write("ada", "edit participants")
    for label in ("Skip", "I will get it", "Monday 09:00"):
        reminded.press("ada", label)
    with reminded.office.transaction() as tx:
        entry = tx.journal.of(1)[-1]
    assert (entry.what, entry.facts["key"]) == ("skipped", "participants")
    assert reminded.answers()["participants"].again_at == at(8, 9)


def test_who_stopped_reminders_can_have_them_again_and_both_are_recorded(reminded):
    reminded.press("ada", "Stop reminding me")
    reminded.press("ada", "No reason")
    reminded.write("ada", "remind me again")
    assert journal(reminded)[-3:] == ["stop", "resume", "resume"]  # of the note, and of being away


def test_a_look_at_the_preview_is_something_done_after_which_it_is_asked_again(reminded):
    assert times(live(reminded, until=at(9, 18)), "ada") == []  # it was asked, and nothing was done since
    before = steps(reminded)
    reminded.write("ada", "preview")
    assert times(live(reminded, until=at(12, 18)), "ada") == ["Wed 10 Jun 09:00"]
    assert steps(reminded) == [*before, ("r1", "sent")]
