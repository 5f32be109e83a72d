"""Who waits outside: somebody never seen before, as long as Slack does not say who they are."""

from datetime import timedelta

import pytest

from bot.service.office import StillClock
from bot.service.people import People

FAST = {"ack_within": 0.5, "retry_after": (0.05, 0.1, 0.2)}
FACTS = "Workshop on fish | 3-4 June 2009 | Brussels, Belgium | European Commission"
TRY_AGAIN = (
    "Slack does not tell me at the moment who you are, so nothing was done. Please try again in a minute."
)


@pytest.fixture
def slack(open_slack):
    return open_slack(echo=False, **FAST)


@pytest.fixture
def silent(slack):
    """Let Slack say of nobody who they are."""

    def begin(times=99):
        slack.fault("error", "users.info", times=times, value="internal_error")

    return begin


def test_what_a_stranger_says_comes_again_and_is_taken_when_slack_says_who_that_is(slack, door, silent):
    silent(times=2)
    slack.say("cy", "hello")
    slack.wait(lambda: slack.acks)
    assert len([row for row in door.rows() if row.recipient == slack.person("cy").id]) == 1
    assert slack._site.sockets.sent == 3


def test_as_long_as_slack_does_not_say_it_nothing_is_acknowledged_or_done(slack, door, silent):
    silent()
    slack.say("cy", "hello")
    slack.wait(lambda: slack.lost_events)
    assert (slack.acks, door.rows()) == ([], [])


def test_a_guest_does_not_come_in_by_a_look_up_that_failed(slack, door, silent):
    slack.person("cy").is_restricted = True
    silent(times=1)
    slack.say("cy", "hello")
    slack.wait(lambda: slack.acks)
    assert door.rows() == []


def test_a_command_of_a_stranger_is_answered_that_they_try_again(slack, door, silent):
    silent(times=1)
    assert slack.command("cy", "/note", "new") == TRY_AGAIN
    assert door.rows() == []
    assert slack.command("cy", "/note", "new") == door.office.phrases.command["started"]


def test_a_shortcut_of_a_stranger_shows_that_it_failed(slack, door, silent):
    silent(times=1)
    slack.shortcut("cy", "note_new")
    slack.wait(lambda: slack.failed_clicks)
    assert door.rows() == []


def test_who_was_known_long_ago_is_let_in(slack, make_door, silent):
    door = make_door(slack)
    clock = door.office.clock
    object.__setattr__(door.office, "clock", StillClock(lambda: clock() - timedelta(days=400)))
    People(door.office).know(slack.person("cy").id, name="Cy", zone="UTC", locale="en")
    object.__setattr__(door.office, "clock", clock)
    door.start()
    silent()
    slack.say("cy", "hello")
    slack.wait(lambda: slack.acks)
    assert [row.purpose for row in door.rows()] == ["tell"]


def test_nobody_owes_a_note_of_whom_slack_does_not_say_who_they_are(slack, door, silent):
    slack.command("bo", "/note", "list")
    silent()
    shown = slack.command("bo", "/note", f"owe @cy {FACTS}")
    cy = slack.person("cy").id
    assert shown == (
        f"Nothing was registered. Slack does not tell me at the moment who {cy} is. Please try again in a minute. "
        f"You typed: /note owe @{cy} {FACTS}"
    )
    assert door.rows() == []
    slack.clear_faults()
    assert slack.command("bo", "/note", f"owe @cy {FACTS}").startswith("Noted: Cy Haq owes")


def test_a_note_that_was_held_back_is_released_by_command_in_slack(slack, door):
    assert slack.command("bo", "/note", "release 7").startswith(
        "I know no draft of a note with the number “7”"
    )
    assert slack.command("cy", "/note", "release 7").startswith("Only a coordinator can release a draft")
    assert door.rows() == []


def test_a_name_that_nobody_has_comes_back_with_those_that_are_like_it(slack, door):
    slack.command("ada", "/note", "list")
    shown = slack.command("bo", "/note", f"owe @aada {FACTS}")
    assert shown.splitlines()[0] == (
        "Nothing was registered. I know nobody called @aada. Did you mean Ada Osei? Type @ and pick the name from "
        f"Slack's list. You typed: /note owe @aada {FACTS}"
    )
    assert door.rows() == []
