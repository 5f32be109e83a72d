"""manifest.json asks Slack for what the bot uses, and for nothing else."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.transports.slack import SCOPES, Quiet
from bot.transports.slack.listeners import commands, shortcuts

MANIFEST = json.loads((Path(__file__).parents[3] / "manifest.json").read_text(encoding="utf-8"))
SCOPES_ASKED = MANIFEST["oauth_config"]["scopes"]["bot"]
EVENTS = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
FACTS = "Workshop on fish | 3-4 June 2009 | Brussels, Belgium | European Commission"
PEOPLE = "Some 60 participants from 14 States"
WHY = "Every two years, the European Commission organizes a workshop."
PARTS = ("start", "yes", "skip", "skip", "in person", PEOPLE, "share experiences", WHY)
LONG = "Several speakers underlined resolution 1540 (2004). " * 300


@pytest.fixture
def slack(open_slack):
    return open_slack(scopes=SCOPES_ASKED, events=EVENTS)


def converse(slack, door, *texts):
    for text in texts:
        last = slack.messages("ada")[-1].ts
        slack.say("ada", text)
        slack.wait_for_message("ada", after=last)
        door.wait_until_settled()


def begin(slack, door):
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    slack.wait_for_message("ada", after="0")
    door.wait_until_settled()


def use_everything(slack, door):
    """Use every feature once; each post is accepted and dropped, so that it must be looked up."""
    begin(slack, door)
    slack.fault("accept_then_drop", "chat.postMessage", times=99)
    converse(slack, door, *PARTS)
    slack.edit("ada", slack.say("ada", LONG), LONG + "More.")
    slack.wait(lambda: len(slack.acks) > 10)
    door.wait_until_settled()
    converse(slack, door, "next", "skip", "none", "none", "no", "preview", "submit")
    slack.delete("ada", slack.say("ada", "never mind"))
    for words in ("list", "new", "resume 1", "find fish", "help"):
        slack.command("ada", "/note", words)
    slack.shortcut("cy", "note_new")
    slack.click("ada", "Help")
    slack.wait(lambda: slack.messages("cy"))
    door.wait_until_settled()


def test_every_scope_is_used_and_none_is_missing(slack, open_door, ask):
    use_everything(slack, open_door(slack))
    ask(lambda client: Quiet(client, lambda: datetime.now(UTC)).of([slack.person("ada").id]))
    assert slack.failed_clicks == []
    assert {call.error for call in slack.calls} == {None}
    first, *later = slack.messages("#notes")
    assert {one.thread_ts for one in later} == {first.ts}
    private = {"groups:history", "groups:read"}
    assert sorted(slack.scopes_used() | {"commands"} | private) == SCOPES_ASKED


def test_the_histories_of_private_channels_are_needed_where_drafts_go_to_one(slack, open_post):
    post = open_post(slack)
    channel = slack.add_channel("#team", private=True)
    slack.fault("accept_then_drop", "chat.postMessage")
    post.promise(channel.id, "a draft")
    post.start().wait_until_settled()
    assert slack.scopes_used() == {"chat:write", "groups:history"}


def test_who_is_in_a_private_channel_is_read_where_drafts_go_to_one(slack, open_door):
    channel = slack.add_channel("#team", private=True)
    open_door(slack, channel=channel.id)
    slack.command("cy", "/note", "list")
    before = slack.scopes_used()
    slack.command("cy", "/note", "find fish")
    assert slack.scopes_used() - before == {"groups:read"}


def test_the_doctor_looks_for_the_same_scopes():
    assert sorted(SCOPES) == SCOPES_ASKED


def test_the_events_are_those_that_listeners_read():
    assert EVENTS == ["app_home_opened", "message.im"]


def test_commands_and_shortcuts_have_the_names_that_the_code_listens_to():
    features = MANIFEST["features"]
    assert [one["command"] for one in features["slash_commands"]] == [commands.NAME]
    assert [one["should_escape"] for one in features["slash_commands"]] == [True]
    assert [(one["type"], one["callback_id"]) for one in features["shortcuts"]] == [
        ("global", shortcuts.CALLBACK),
        ("message", shortcuts.OWE),
    ]


def test_people_can_write_to_the_bot_and_its_buttons_work():
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] is True
    assert MANIFEST["features"]["app_home"]["messages_tab_enabled"] is True
    assert MANIFEST["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
