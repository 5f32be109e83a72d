"""A programme through the real door: dropped in a coordinator's direct message, shown, applied by a button."""

import pytest

from bot.transports.slack import programmes

SHEET = (
    b"title,first,last,place,organizers,experts\nWorkshop on safety,2031-06-03,2031-06-04,Brussels,EU,%s\n"
)


def drop(slack, who, content, *, name="june.csv"):
    ts = slack.say(who, "", files=((name, content),))
    return slack.wait_for_message(who, after=ts)


def sheet(slack, who="ada"):
    return SHEET % slack.person(who).id.encode()


def words(slack, ts):
    return next(one.words for one in slack.messages("bo") if one.ts == ts)


def links(door):
    with door.look() as tx:
        return [dict(tx.events.links(event.uid)) for event in tx.events.all()]


def test_a_programme_is_shown_and_applied_by_a_button(slack, door):
    shown = drop(slack, "bo", sheet(slack))
    assert shown.words.startswith(
        "The programme june.csv: 1 change\nnew; 3-4 June 2031; Workshop on safety, Brussels; + "
    )
    assert links(door) == []
    slack.click("bo", "Apply", ts=shown.ts)
    slack.wait(lambda: "Applied by" in words(slack, shown.ts))
    assert links(door) == [{slack.person("ada").id: 1}]
    with door.look() as tx:
        assert tx.uploads.missing() == []
    told = "will be asked about Workshop on safety on"
    slack.wait(lambda: told in slack.messages("bo")[-1].words)


def test_a_programme_is_discarded_by_a_button(slack, door):
    shown = drop(slack, "bo", sheet(slack))
    slack.click("bo", "Discard", ts=shown.ts)
    slack.wait(lambda: "Discarded by" in words(slack, shown.ts))
    assert links(door) == []


def test_words_that_come_with_a_programme_are_heard(slack, door):
    ts = slack.say("bo", "help", files=(("june.csv", sheet(slack)),))
    slack.wait(lambda: len([one for one in slack.messages("bo") if one.ts > ts]) >= 2)
    door.wait_until_settled()
    assert any(one.words.startswith("The programme june.csv") for one in slack.messages("bo"))


def test_a_sheet_of_an_expert_is_no_programme(slack, door):
    assert drop(slack, "ada", sheet(slack)).words.startswith("I keep files for a note that is open")
    assert links(door) == []


def test_a_broken_calendar_is_answered_with_its_faults(slack, door):
    del door
    shown = drop(slack, "bo", b"nothing", name="june.ics")
    assert "line 1: is no calendar. Export the calendar as iCalendar" in shown.words


@pytest.mark.parametrize("patience", [2.0, 0.0])
def test_a_file_that_slack_does_not_give_is_told(slack, door, monkeypatch, patience):
    del door
    monkeypatch.setattr(programmes, "PATIENCE", patience)
    slack.fault("error", "files.info", times=9, value="internal_error")
    assert (
        drop(slack, "bo", sheet(slack)).words
        == "I could not fetch june.csv from Slack. Please send it again."
    )


def test_a_press_while_slack_does_not_give_the_file_can_be_repeated(slack, door):
    shown = drop(slack, "bo", sheet(slack))
    slack.fault("error", "files.info", value="internal_error")
    slack.click("bo", "Apply", ts=shown.ts)
    lost = slack.wait_for_message("bo", after=shown.ts)
    assert lost.words == "I could not fetch june.csv from Slack. Please send it again."
    slack.click("bo", "Apply", ts=shown.ts)
    slack.wait(lambda: links(door) != [])
