"""What the fake sends has the shape that slack-events (generated from Slack's own types) says it has."""

import pytest
from slack_events import _registry, payloads

BUTTONS = {
    "type": "actions",
    "block_id": "acts",
    "elements": [
        {"type": "button", "action_id": "save", "value": "1", "text": {"type": "plain_text", "text": "Save"}},
        {
            "type": "checkboxes",
            "action_id": "boxes",
            "options": [
                {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
                for name in ("One", "Two")
            ],
        },
        {
            "type": "static_select",
            "action_id": "pick",
            "placeholder": {"type": "plain_text", "text": "Pick"},
            "options": [{"text": {"type": "plain_text", "text": "Red"}, "value": "red"}],
        },
    ],
}
MODAL = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "b",
            "label": {"type": "plain_text", "text": "City"},
            "element": {"type": "plain_text_input", "action_id": "city"},
        }
    ],
}


def check_event(check, body, name, subtype=None):
    assert check(body, payloads.EventCallbackEnvelope) == []
    kind = _registry.SUBTYPE_TYPES.get((name, subtype)) or _registry.DEFAULT_SUBTYPE_TYPES.get(name)
    assert check(body["event"], kind or _registry.EVENT_TYPES[name]) == []


def test_the_checker_itself_finds_a_wrong_type_a_missing_key_and_a_wrong_literal(slack, bot, find_faults):
    slack.say("ada", "hello")
    event = bot.wait_for_bodies(1)[0]["event"]
    kind = _registry.DEFAULT_SUBTYPE_TYPES["message"]
    assert find_faults(event, kind) == []
    assert find_faults(event | {"ts": 12}, kind) != []
    assert find_faults(event | {"channel_type": "dm"}, kind) != []
    assert find_faults({name: value for name, value in event.items() if name != "channel"}, kind) != []


def test_a_message_in_a_dm_has_all_that_slack_sends(slack, bot, find_faults):
    ts = slack.say("ada", "see https://x.org/a, @bo & <you>")
    body = bot.wait_for_bodies(1)[0]
    check_event(find_faults, body, "message")
    event = body["event"]
    bo = slack.person("bo").id
    assert event["text"] == f"see <https://x.org/a>, <@{bo}> &amp; &lt;you&gt;"
    assert event["ts"] == event["event_ts"] == ts
    assert event["channel_type"] == "im"
    assert event["channel"].startswith("D")
    assert set(event) == {
        "type", "user", "text", "ts", "team", "client_msg_id", "blocks", "channel", "channel_type", "event_ts",
    }  # fmt: skip
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "see "},
        {"type": "link", "url": "https://x.org/a"},
        {"type": "text", "text": ", "},
        {"type": "user", "user_id": bo},
        {"type": "text", "text": " & <you>"},
    ]


def test_a_reply_in_a_thread_names_the_thread_and_who_began_it(slack, bot, find_faults):
    root = slack.say("ada", "first")
    slack.say("ada", "second", thread_ts=root)
    body = bot.wait_for_bodies(2)[1]
    check_event(find_faults, body, "message")
    assert body["event"]["thread_ts"] == root
    assert body["event"]["parent_user_id"] == slack.person("ada").id


def test_an_edit_is_a_message_changed_with_both_versions(slack, bot, find_faults):
    ts = slack.say("ada", "fourth of june")
    slack.edit("ada", ts, "5 June")
    body = bot.wait_for_bodies(2)[1]
    check_event(find_faults, body, "message", "message_changed")
    event = body["event"]
    assert event["message"]["text"] == "5 June"
    assert event["message"]["edited"]["user"] == slack.person("ada").id
    assert event["previous_message"]["text"] == "fourth of june"
    assert event["hidden"] is True
    assert event["ts"] != event["message"]["ts"] == ts


def test_a_link_preview_is_a_message_changed_in_which_only_the_attachments_changed(slack, bot, find_faults):
    ts = slack.say("ada", "https://x.org")
    slack.unfurl("ada", ts)
    body = bot.wait_for_bodies(2)[1]
    check_event(find_faults, body, "message", "message_changed")
    now, before = body["event"]["message"], body["event"]["previous_message"]
    assert now.pop("attachments")
    assert now == before
    assert "edited" not in now


def test_a_deleted_message_is_a_message_deleted(slack, bot, find_faults):
    ts = slack.say("ada", "oops")
    slack.delete("ada", ts)
    body = bot.wait_for_bodies(2)[1]
    check_event(find_faults, body, "message", "message_deleted")
    assert body["event"]["deleted_ts"] == ts
    assert body["event"]["previous_message"]["text"] == "oops"
    assert slack.messages("ada") == []


def test_a_file_comes_as_a_file_share_and_can_be_downloaded_with_the_token(slack, bot, client, find_faults):
    slack.say("ada", "my slides", files=[("talk.txt", b"hello")])
    body = bot.wait_for_bodies(1)[0]
    check_event(find_faults, body, "message", "file_share")
    file = body["event"]["files"][0]
    assert (file["name"], file["size"], file["mimetype"]) == ("talk.txt", 5, "text/plain")
    assert client.files_info(file=file["id"])["file"]["name"] == "talk.txt"


@pytest.mark.parametrize("published", [False, True])
def test_opening_the_home_tab_is_an_app_home_opened(slack, bot, client, published, find_faults):
    if published:
        client.views_publish(user_id=slack.person("ada").id, view={"type": "home", "blocks": []})
    slack.open_home("ada")
    body = bot.wait_for_bodies(1)[0]
    check_event(find_faults, body, "app_home_opened")
    assert body["event"]["tab"] == "home"
    assert ("view" in body["event"]) == published


def test_a_message_in_a_public_channel_is_of_the_type_channel(slack, bot, find_faults):
    slack.say("bo", "hello all", channel="#notes")
    body = bot.wait_for_bodies(1)[0]
    check_event(find_faults, body, "message")
    assert body["event"]["channel_type"] == "channel"


def test_a_private_channel_is_of_the_type_group(slack, bot):
    slack.add_channel("#secret", members=["bo"], private=True)
    slack.say("bo", "psst", channel="#secret")
    assert bot.wait_for_bodies(1)[0]["event"]["channel_type"] == "group"


def test_the_bot_hears_its_own_messages_and_updates_as_on_slack(open_slack, run_bot, find_faults):
    slack = open_slack(echo=True)
    bot = run_bot(slack)
    from slack_sdk import WebClient

    client = WebClient(token=slack.bot_token, base_url=slack.url)
    posted = client.chat_postMessage(channel=slack.channel("ada").id, text="one")
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    mine, changed = bot.wait_for_bodies(2)
    check_event(find_faults, mine, "message")
    check_event(find_faults, changed, "message", "message_changed")
    assert mine["event"]["bot_id"].startswith("B")
    assert "bot_id" not in changed["event"]


def test_a_pressed_button_carries_the_message_and_the_state_of_the_boxes(slack, bot, client, find_faults):
    client.chat_postMessage(channel=slack.channel("ada").id, text="form", blocks=[BUTTONS])
    slack.click("ada", "Save", checked=["One", "Two"])
    bodies = bot.wait_for_bodies(3)  # in any order: Bolt handles them at the same time
    one, two, save = sorted(bodies, key=lambda body: body["actions"][0]["action_ts"])
    for body in (one, two, save):
        assert find_faults(body, payloads.BlockActionsPayload) == []
    assert [box["value"] for box in one["actions"][0]["selected_options"]] == ["one"]
    assert [box["value"] for box in two["actions"][0]["selected_options"]] == ["one", "two"]
    assert save["actions"][0] | {"action_ts": ""} == {
        "action_id": "save",
        "block_id": "acts",
        "text": {"type": "plain_text", "text": "Save"},
        "value": "1",
        "type": "button",
        "action_ts": "",
    }
    values = save["state"]["values"]["acts"]
    assert [box["value"] for box in values["boxes"]["selected_options"]] == ["one", "two"]
    assert values["pick"] == {"type": "static_select", "selected_option": None}
    assert save["container"]["message_ts"] == save["message"]["ts"]


def test_a_choice_in_a_list_carries_the_option(slack, bot, client, find_faults):
    client.chat_postMessage(channel=slack.channel("ada").id, text="form", blocks=[BUTTONS])
    slack.choose("ada", "Pick", "Red")
    body = bot.wait_for_bodies(1)[0]
    assert find_faults(body, payloads.BlockActionsPayload) == []
    assert body["actions"][0]["selected_option"]["value"] == "red"
    assert body["actions"][0]["type"] == "static_select"


def test_a_modal_is_submitted_with_its_values_and_closed_with_a_view_closed(slack, bot, client, find_faults):
    slack.shortcut("ada", "start")
    shortcut = bot.wait_for_bodies(1)[0]
    assert (shortcut["type"], shortcut["callback_id"]) == ("shortcut", "start")
    client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)
    assert slack.submit("ada", {"City": "Oslo"}) == {}
    body = bot.wait_for_bodies(2)[1]
    assert find_faults(body, payloads.ViewSubmissionPayload) == []
    assert body["view"]["state"]["values"] == {"b": {"city": {"type": "plain_text_input", "value": "Oslo"}}}
    slack.shortcut("ada", "start")
    client.views_open(trigger_id=bot.wait_for_bodies(3)[2]["trigger_id"], view=MODAL)
    slack.close_view("ada")
    closed = bot.wait_for_bodies(4)[3]
    assert find_faults(closed, payloads.ViewClosedPayload) == []
    assert closed["is_cleared"] is False


def test_a_command_comes_with_escaped_mentions(slack, run_bot, find_faults):
    def register(app):
        @app.command("/note")
        async def answer(ack, command):
            await ack(f"you said: {command['text']}")

    bot = run_bot(slack, register)
    shown = slack.command("bo", "/note", "owe @ada R&D in #notes", channel="#notes")
    body = bot.bodies[0]
    assert find_faults(body, payloads.SlashCommandPayload) == []
    ada, notes = slack.person("ada").id, slack.channel("#notes").id
    assert body["text"] == f"owe <@{ada}|ada> R&amp;D in <#{notes}|notes>"
    assert shown == "you said: owe @Ada R&D in #notes"
    assert [one.words for one in slack.ephemerals("bo")] == [shown]


def test_a_message_shortcut_carries_the_message(slack, bot):
    ts = slack.say("ada", "use this")
    slack.message_shortcut("ada", "from_message", ts)
    body = bot.wait_for_bodies(2)[1]
    assert (body["type"], body["callback_id"]) == ("message_action", "from_message")
    assert body["message"]["text"] == "use this"
    assert body["message_ts"] == ts


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("&amp;", "&amp;amp;"),
        ("@channel and @here", "<!channel> and <!here>"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("mail ada@x.org!", "mail <mailto:ada@x.org|ada@x.org>!"),
        ("see example.org.", "see <http://example.org|example.org>."),
        ("(https://x.org/?a=1&b=2)", "(<https://x.org/?a=1&amp;b=2>)"),
        ("@nobody", "@nobody"),
        ("*bold* _it_", "*bold* _it_"),
    ],
)
def test_typed_text_is_written_as_slack_writes_it(slack, typed, sent):
    ts = slack.say("ada", typed)
    message = slack.message("ada", ts)
    assert message.text == sent
    assert message.words == typed
