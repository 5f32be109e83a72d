"""The Web API: who may call, in which form, and about whom."""

import json
import urllib.parse
import urllib.request

import pytest
from slack_sdk import WebClient

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "b", "elements": [BUTTON]}]


def ask(slack, method, *, body=None, token="", form=False):
    """Make a call without any SDK."""
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    request = urllib.request.Request(f"{slack.url}{method}", data=body, headers={"Content-Type": kind})
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.loads(answer.read())


def test_auth_test_says_who_the_bot_is_and_which_scopes_it_has(slack, client):
    answer = client.auth_test()
    assert (answer["user_id"], answer["user"]) == (slack.bot.id, "rapporteur")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_an_answer_carries_the_time_of_this_slack(open_slack):
    slack = open_slack(clock=lambda: 1_244_138_400.0)
    with urllib.request.urlopen(f"{slack.url}auth.test", timeout=5) as answer:
        assert answer.headers.get_all("Date") == ["Thu, 04 Jun 2009 18:00:00 GMT"]


@pytest.mark.parametrize(
    ("token", "said"),
    [("", "not_authed"), ("xoxb-wrong", "invalid_auth"), ("xapp-fake-app", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(slack, token, said):
    assert ask(slack, "auth.test", token=token, body=b"") == {"ok": False, "error": said}


def test_the_app_token_opens_a_connection_in_the_header_only(slack, client):
    assert client.apps_connections_open(app_token=slack.app_token)["url"].startswith("ws://127.0.0.1:")
    form = f"token={slack.app_token}".encode()
    assert ask(slack, "apps.connections.open", body=form, form=True)["error"] == "invalid_auth"
    assert ask(slack, "apps.connections.open", token=slack.bot_token)["error"] == "not_allowed_token_type"


def test_a_method_that_does_not_exist_is_unknown(client, refuse):
    answer = refuse(client.api_call, api_method="chat.shout")
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


def test_the_same_call_may_come_as_json_as_a_form_or_as_a_query(slack, dm):
    token = slack.bot_token
    args = {"channel": dm, "text": "x", "blocks": BLOCKS}
    form = urllib.parse.urlencode({**args, "blocks": json.dumps(BLOCKS), "token": token}).encode()
    assert ask(slack, "chat.postMessage", body=json.dumps(args).encode(), token=token)["ok"]
    assert ask(slack, "chat.postMessage", body=form, form=True)["ok"]
    query = "?" + urllib.parse.urlencode({"channel": dm, "text": "x", "blocks": json.dumps(BLOCKS)})
    assert ask(slack, f"chat.postMessage{query}", token=token)["ok"]
    assert [one.buttons for one in slack.messages("ada")] == [["Go"]] * 3


@pytest.mark.parametrize(
    ("body", "said"), [(b"{", "invalid_json"), (b"[1]", "json_not_object"), (b"", "invalid_arguments")]
)
def test_a_body_that_is_no_object_is_refused(slack, body, said):
    assert ask(slack, "chat.postMessage", body=body, token=slack.bot_token)["error"] == said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ({"kanal": "D1"}, "unknown argument: kanal"),
        ({}, "missing required field: channel"),
        ({"channel": 12, "text": "x"}, "must be of type text [json-pointer:/channel]"),
        ({"channel": "D1", "mrkdwn": "maybe"}, "must be of type flag [json-pointer:/mrkdwn]"),
    ],
)
def test_arguments_are_checked(slack, args, said):
    answer = ask(slack, "chat.postMessage", body=json.dumps(args).encode(), token=slack.bot_token)
    assert answer["error"] == "invalid_arguments"
    assert f"[ERROR] {said}" in answer["response_metadata"]["messages"]


def test_a_scope_that_was_not_granted_is_named(open_slack, refuse):
    slack = open_slack(scopes=("chat:write",))
    client = WebClient(token=slack.bot_token, base_url=slack.url)
    answer = refuse(client.users_info, user=slack.person("ada").id)
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "users:read",
        "chat:write",
    )


def test_the_scopes_used_are_those_of_the_calls_made(slack, client, dm):
    assert slack.scopes_used() == set()
    client.chat_postMessage(channel=dm, text="x")
    client.conversations_history(channel=dm)
    client.conversations_history(channel=slack.channel("#notes").id)
    client.auth_test()
    assert slack.scopes_used() == {"chat:write", "im:history", "channels:history"}
    assert [call.method for call in slack.calls][:2] == ["chat.postMessage", "conversations.history"]
    assert slack.calls[0].args["text"] == "x"


def test_users_info_has_the_zone_with_its_offset_now(open_slack, error):
    july = 1_783_000_000
    slack = open_slack(clock=lambda: july)
    client = WebClient(token=slack.bot_token, base_url=slack.url)
    user = client.users_info(user=slack.person("bo").id, include_locale=True)["user"]
    assert (user["tz"], user["tz_label"], user["tz_offset"]) == ("Europe/Brussels", "CEST", 7200)
    assert (user["name"], user["real_name"], user["locale"]) == ("bo", "Bo Lund", "en-US")
    assert error(client.users_info, user="U404") == "user_not_found"


def test_a_dm_is_opened_with_a_living_person_only(slack, client, dm, error):
    ada = slack.person("ada").id
    assert client.conversations_open(users=ada)["channel"]["id"] == dm
    assert client.conversations_open(users=[ada], return_im=True)["channel"]["user"] == ada
    assert error(client.conversations_open, users=slack.bot.id) == "cannot_dm_bot"
    assert error(client.conversations_open, users="U404") == "user_not_found"
    slack.deactivate("ada")
    assert error(client.conversations_open, users=ada) == "user_disabled"
    assert client.users_info(user=ada)["user"]["deleted"] is True


def test_channels_that_the_bot_is_not_in_are_closed_or_invisible(slack, client, error):
    outside = slack.add_channel("#outside", with_bot=False).id
    hidden = slack.add_channel("#hidden", private=True, with_bot=False).id
    assert error(client.chat_postMessage, channel=outside, text="x") == "not_in_channel"
    assert error(client.conversations_history, channel=outside) == "not_in_channel"
    assert error(client.chat_postMessage, channel=hidden, text="x") == "channel_not_found"
    assert error(client.conversations_info, channel="C404") == "channel_not_found"
    slack.archive("#notes")
    assert error(client.chat_postMessage, channel=slack.channel("#notes").id, text="x") == "is_archived"


def test_info_and_members_of_a_channel(slack, client):
    notes = slack.channel("#notes").id
    info = client.conversations_info(channel=notes, include_num_members=True)["channel"]
    assert (info["name"], info["is_member"], info["num_members"]) == ("notes", True, 4)
    first = client.conversations_members(channel=notes, limit=3)
    rest = client.conversations_members(channel=notes, cursor=first["response_metadata"]["next_cursor"])
    assert set(first["members"] + rest["members"]) == {
        slack.bot.id,
        *(slack.person(one).id for one in ("ada", "bo", "cy")),
    }


def test_history_is_newest_first_in_pages_and_keeps_metadata_for_who_asks(slack, client, dm):
    metadata = {"event_type": "delivery", "event_payload": {"id": 812}}
    client.chat_postMessage(channel=dm, text="1", metadata=metadata)
    slack.say("ada", "2")
    slack.say("ada", "3")
    page = client.conversations_history(channel=dm, limit=2)
    assert [one["text"] for one in page["messages"]] == ["3", "2"]
    last = client.conversations_history(channel=dm, cursor=page["response_metadata"]["next_cursor"])
    assert [one["text"] for one in last["messages"]] == ["1"]
    assert (page["has_more"], last["has_more"]) == (True, False)
    assert "metadata" not in last["messages"][0]
    whole = client.conversations_history(channel=dm, include_all_metadata=True)["messages"]
    assert whole[-1]["metadata"] == metadata


def test_history_can_be_cut_by_time(slack, client, dm, error):
    one, two, three = (slack.say("ada", number) for number in "123")

    def read(**args):
        return [m["text"] for m in client.conversations_history(channel=dm, **args)["messages"]]

    assert read(oldest=one) == ["3", "2"]
    assert read(oldest=one, latest=three) == ["2"]
    assert read(oldest=two, inclusive=True) == ["3", "2"]
    assert error(client.conversations_history, channel=dm, limit=5000) == "invalid_limit"


def test_replies_are_in_the_thread_and_not_in_the_history(slack, client, dm, error):
    root = slack.say("ada", "root")
    client.chat_postMessage(channel=dm, text="reply", thread_ts=root)
    thread = client.conversations_replies(channel=dm, ts=root)["messages"]
    assert [one["text"] for one in thread] == ["root", "reply"]
    assert (thread[0]["reply_count"], thread[0]["thread_ts"]) == (1, root)
    assert [one["text"] for one in client.conversations_history(channel=dm)["messages"]] == ["root"]
    assert error(client.conversations_replies, channel=dm, ts="1.000001") == "thread_not_found"
    assert error(client.chat_postMessage, channel=dm, text="x", thread_ts="1.000001") == "thread_not_found"
