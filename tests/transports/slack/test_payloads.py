"""Payloads in Slack's own shapes, one a widget, and what somebody said or wants by each."""

import json
from pathlib import Path

import pytest

from bot.core.replies import File
from bot.transports.slack import payloads
from bot.transports.slack.payloads import Command

FOLDER = Path(__file__).parent / "payloads"
ADA, BO = "U0ADA00000", "U0BO000000"
NAMES = {ADA: "Ada Osei", BO: "Bo Lund"}


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def heard(name, how=payloads.message):
    body = read(name)
    if how is payloads.message:
        return how(body["event"], NAMES)
    more = () if how is payloads.deleted else (NAMES,)
    return how(body["event"], body["event_id"], *more)


def test_a_message_is_what_the_person_sees_on_the_screen():
    body, said = read("message"), heard("message")
    assert said.reply.text == "from Bo Lund & <me>: see https://x.org/a or www.un.org, #notes @here"
    assert (said.person, said.message, said.place) == (ADA, body["event"]["ts"], body["event"]["channel"])
    assert (said.key, said.card, said.pressed) == (f"message:{said.place}:{said.message}", "", False)


def test_a_file_comes_with_its_name_and_size_and_no_address():
    [file] = heard("file_share").reply.files
    known = read("file_share")["event"]["files"][0]
    assert file == File(id=known["id"], name="note.pdf", media_type="application/pdf", size=10)


@pytest.mark.parametrize(
    ("key", "field", "instead"), [("mimetype", "media_type", ""), ("size", "size", 0), ("name", "name", "F1")]
)
def test_what_slack_does_not_know_of_a_file_loses_no_message(key, field, instead):
    event = read("file_share")["event"]
    event["files"][0] |= {"id": "F1", key: None}
    [file] = payloads.message(event, NAMES).reply.files
    assert getattr(file, field) == instead


@pytest.mark.parametrize("name", ["thread", "thread_broadcast"])
def test_a_reply_in_a_thread_points_at_the_message_that_began_it(name):
    assert heard(name).card == read(name)["event"]["thread_ts"]


def test_the_first_message_of_a_thread_points_at_nothing():
    body = read("message")
    event = body["event"] | {"thread_ts": body["event"]["ts"]}
    assert payloads.message(event, NAMES).card == ""


@pytest.mark.parametrize("name", ["bot_message", "app_message", "channel_topic", "in_a_channel"])
def test_what_no_person_wrote_to_us_is_not_heard(name):
    assert heard(name) is None


def test_an_edit_is_the_new_text_of_the_same_message():
    body, said = read("edited"), heard("edited", payloads.edited)
    assert said.reply.text == "from Bo Lund, edited"
    assert said.message == said.reply.message == body["event"]["message"]["ts"]
    assert said.key == f"event:{body['event_id']}"


def test_a_preview_that_slack_adds_leaves_the_words_as_they_were():
    assert heard("unfurled", payloads.edited).reply.text == heard("edited", payloads.edited).reply.text


def test_what_slack_leaves_of_a_deleted_message_is_no_edit():
    assert heard("tombstone", payloads.edited) is None


def test_a_deletion_names_the_message_that_is_gone():
    body, said = read("deleted"), heard("deleted", payloads.deleted)
    assert (said.person, said.message) == (ADA, body["event"]["deleted_ts"])


def test_a_button_says_its_words_and_points_at_its_card():
    body, said = read("button"), payloads.pressed(read("button"))
    assert (said.person, said.reply.text, said.pressed) == (ADA, "yes", True)
    assert (said.place, said.card) == (body["container"]["channel_id"], body["container"]["message_ts"])
    assert said.message == body["actions"][0]["action_ts"]


def test_two_presses_of_a_button_have_two_keys():
    first = read("button")
    second = json.loads(json.dumps(first))
    second["actions"][0]["action_ts"] = "1244119999.000000"
    assert payloads.pressed(first).key != payloads.pressed(second).key


def test_the_button_under_the_boxes_says_the_numbers_of_what_is_ticked():
    assert payloads.pressed(read("send_ticks")).reply.text == "2, 10, 11"


def test_the_button_under_the_boxes_says_nothing_when_none_is_ticked():
    body = read("send_ticks") | {"state": {"values": {}}}
    assert payloads.pressed(body).reply.text == ""


def test_a_command_with_a_mention_a_link_and_escaped_signs():
    body = read("command_owe")
    command = payloads.command(body)
    assert (command.person, command.word, command.key) == (BO, "owe", f"command:{body['trigger_id']}")
    assert payloads.owed(command.rest, NAMES) == (
        ADA,
        ["Workshop on example.org & <more>", "3-4 June 2009", "Brussels, Belgium", "EC"],
    )


def test_two_people_before_the_facts_are_several_and_one_among_the_facts_is_not():
    assert payloads.several(f"<@{ADA}> <@{BO}> One | Two")
    assert not payloads.several(f"<@{ADA}> One with <@{BO}> | Two")
    assert not payloads.several("One | Two")


def test_a_command_without_words():
    body = read("command_empty")
    key = f"command:{body['trigger_id']}"
    assert payloads.command(body) == Command(person=BO, word="", rest="", key=key)


@pytest.mark.parametrize(
    ("rest", "person", "facts"),
    [
        ("", "", []),
        (f"<@{ADA}>", ADA, []),
        (f"<@{ADA}|ada>  One | Two ", ADA, ["One", "Two"]),
        ("@ada One | Two", "", ["@ada One", "Two"]),
        (f"<@{ADA}> | ", ADA, []),
        (f"<@{ADA}>: One | Two", ADA, ["One", "Two"]),
        (f"<@{ADA}> with <@{BO}> | <http://a.org|a.org>", ADA, ["with Bo Lund", "a.org"]),
    ],
)
def test_who_owes_and_which_facts(rest, person, facts):
    assert payloads.owed(rest, NAMES) == (person, facts)


def test_the_shortcut_starts_a_note():
    body = read("shortcut")
    key = f"shortcut:{body['trigger_id']}"
    assert payloads.shortcut(body) == Command(person=ADA, word="new", rest="", key=key)


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("message", [ADA, BO]),
        ("edited", [ADA, BO]),
        ("deleted", [ADA]),
        ("button", [ADA]),
        ("command_owe", [BO, ADA]),
        ("shortcut", [ADA]),
    ],
)
def test_the_author_comes_first_of_the_people_in_a_payload(name, people):
    body = read(name)
    assert payloads.people_in(body.get("event", body)) == people
