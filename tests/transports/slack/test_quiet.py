"""Who is not to be disturbed, as Slack tells it."""

import time
from datetime import UTC, datetime, timedelta

from bot.transports.slack import Quiet
from tests.transports.slack.test_attachments import FACTS


def asked(ask, slack, *people):
    ids = [slack.person(person).id for person in people]
    return ask(lambda client: Quiet(client, lambda: datetime.now(UTC)).of(ids))


def test_only_those_who_are_quiet_now_are_left_alone_until_that_ends(slack, ask):
    now = int(time.time())
    slack.person("ada").quiet = (now - 60, now + 3600)
    slack.person("bo").quiet = (now + 600, now + 3600)
    until = {slack.person("ada").id: datetime.fromtimestamp(now + 3600, UTC)}
    assert asked(ask, slack, "ada", "bo", "cy") == until


def test_where_slack_does_not_say_nobody_is_taken_to_be_quiet(slack, ask):
    now = int(time.time())
    slack.person("ada").quiet = (now - 60, now + 3600)
    slack.fault("status", "dnd.info", value=503)
    assert asked(ask, slack, "ada") == {}


def test_a_first_message_waits_for_whoever_is_not_to_be_disturbed(slack, door, words):
    now = door.office.clock()
    ada = slack.person("ada")
    ada.quiet = (int(now.timestamp()) - 60, int(now.timestamp()) + 1800)
    slack.command("bo", "/note", f"owe @cy {FACTS}")
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    later = now + timedelta(minutes=5)  # it was promised for now, and put off when it was to be sent
    slack.wait(lambda: door.row("opening:2") and door.row("opening:2").due_at > later)
    slack.wait(lambda: door.row("opening:1").state == "sent")
    assert (door.row("opening:2").state, words("ada")) == ("waiting", [])
