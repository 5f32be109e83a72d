"""The methods, asked by slack_sdk's own clients: what they answer and what they refuse."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "b", "elements": [BUTTON]}]
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": [{"type": "divider"}]}


def refuse(call, **args):
    """Make a call that must be refused; return the answer."""
    with pytest.raises(SlackApiError) as problem:
        call(**args)
    return problem.value.response


def error(call, **args):
    return refuse(call, **args)["error"]


def ask(slack, method, *, body=None, kind="application/json", token="", query=""):
    """Make a call without any SDK."""
    request = urllib.request.Request(f"{slack.url}{method}{query}", data=body, headers={"Content-Type": kind})
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.loads(answer.read())


@pytest.fixture
def dm(slack):
    return slack.channel("ada").id


# ---- who calls, and how


def test_auth_test_says_who_the_bot_is_and_which_scopes_it_has(slack, client):
    answer = client.auth_test()
    assert (answer["user_id"], answer["user"]) == (slack.bot.id, "rapporteur")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "said"),
    [("", "not_authed"), ("xoxb-wrong", "invalid_auth"), ("xapp-fake-app", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(slack, token, said):
    assert ask(slack, "auth.test", token=token, body=b"") == {"ok": False, "error": said}


def test_the_app_token_opens_a_connection_in_the_header_only(slack, client):
    assert client.apps_connections_open(app_token=slack.app_token)["url"].startswith("ws://127.0.0.1:")
    form = f"token={slack.app_token}".encode()
    kind = "application/x-www-form-urlencoded"
    assert ask(slack, "apps.connections.open", body=form, kind=kind)["error"] == "invalid_auth"
    assert ask(slack, "apps.connections.open", token=slack.bot_token)["error"] == "not_allowed_token_type"


def test_a_method_that_does_not_exist_is_unknown(client):
    answer = refuse(client.api_call, api_method="chat.shout")
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


def test_the_same_call_may_come_as_json_as_a_form_or_as_a_query(slack, dm):
    token = slack.bot_token
    args = {"channel": dm, "text": "x", "blocks": BLOCKS}
    form = urllib.parse.urlencode({**args, "blocks": json.dumps(BLOCKS), "token": token}).encode()
    assert ask(slack, "chat.postMessage", body=json.dumps(args).encode(), token=token)["ok"]
    assert ask(slack, "chat.postMessage", body=form, kind="application/x-www-form-urlencoded")["ok"]
    query = "?" + urllib.parse.urlencode({"channel": dm, "text": "x", "blocks": json.dumps(BLOCKS)})
    assert ask(slack, "chat.postMessage", query=query, token=token)["ok"]
    assert [one.buttons for one in slack.messages("ada")] == [["Go"]] * 3


@pytest.mark.parametrize(
    ("body", "said"), [(b"{", "invalid_json"), (b"[1]", "json_not_object"), (b"", "invalid_arguments")]
)
def test_a_body_that_is_no_object_is_refused(slack, body, said):
    assert ask(slack, "chat.postMessage", body=body, token=slack.bot_token)["error"] == said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ({"chanel": "D1"}, "unknown argument: chanel"),
        ({}, "missing required field: channel"),
        ({"channel": 12, "text": "x"}, "must be of type text [json-pointer:/channel]"),
        ({"channel": "D1", "mrkdwn": "maybe"}, "must be of type flag [json-pointer:/mrkdwn]"),
    ],
)
def test_arguments_are_checked(slack, args, said):
    answer = ask(slack, "chat.postMessage", body=json.dumps(args).encode(), token=slack.bot_token)
    assert answer["error"] == "invalid_arguments"
    assert f"[ERROR] {said}" in answer["response_metadata"]["messages"]


def test_a_scope_that_was_not_granted_is_named(open_slack):
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


# ---- people and conversations


def test_users_info_has_the_zone_with_its_offset_now(open_slack):
    july = 1_783_000_000
    slack = open_slack(clock=lambda: july)
    client = WebClient(token=slack.bot_token, base_url=slack.url)
    user = client.users_info(user=slack.person("bo").id, include_locale=True)["user"]
    assert (user["tz"], user["tz_label"], user["tz_offset"]) == ("Europe/Brussels", "CEST", 7200)
    assert (user["name"], user["real_name"], user["locale"]) == ("bo", "Bo Lund", "en-US")
    assert error(client.users_info, user="U404") == "user_not_found"


def test_a_dm_is_opened_with_a_living_person_only(slack, client, dm):
    ada = slack.person("ada").id
    assert client.conversations_open(users=ada)["channel"]["id"] == dm
    assert client.conversations_open(users=[ada], return_im=True)["channel"]["user"] == ada
    assert error(client.conversations_open, users=slack.bot.id) == "cannot_dm_bot"
    assert error(client.conversations_open, users="U404") == "user_not_found"
    slack.deactivate("ada")
    assert error(client.conversations_open, users=ada) == "user_disabled"
    assert client.users_info(user=ada)["user"]["deleted"] is True


def test_channels_that_the_bot_is_not_in_are_closed_or_invisible(slack, client):
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


def test_history_can_be_cut_by_time(slack, client, dm):
    one, two, three = (slack.say("ada", number) for number in "123")

    def read(**args):
        return [m["text"] for m in client.conversations_history(channel=dm, **args)["messages"]]

    assert read(oldest=one) == ["3", "2"]
    assert read(oldest=one, latest=three) == ["2"]
    assert read(oldest=two, inclusive=True) == ["3", "2"]
    assert error(client.conversations_history, channel=dm, limit=5000) == "invalid_limit"


def test_replies_are_in_the_thread_and_not_in_the_history(slack, client, dm):
    root = slack.say("ada", "root")
    client.chat_postMessage(channel=dm, text="reply", thread_ts=root)
    thread = client.conversations_replies(channel=dm, ts=root)["messages"]
    assert [one["text"] for one in thread] == ["root", "reply"]
    assert (thread[0]["reply_count"], thread[0]["thread_ts"]) == (1, root)
    assert [one["text"] for one in client.conversations_history(channel=dm)["messages"]] == ["root"]
    assert error(client.conversations_replies, channel=dm, ts="1.000001") == "thread_not_found"
    assert error(client.chat_postMessage, channel=dm, text="x", thread_ts="1.000001") == "thread_not_found"


# ---- chat


def test_a_post_returns_the_message_and_gives_ids_to_what_has_none(slack, client, dm):
    answer = client.chat_postMessage(channel=dm, text="x", blocks=[{"type": "divider"}])
    assert answer["ts"] == answer["message"]["ts"] == slack.messages("ada")[0].ts
    assert answer["message"]["bot_id"].startswith("B")
    assert answer["message"]["blocks"][0]["block_id"]


def test_a_post_may_name_a_person_and_opens_the_dm(slack, client):
    answer = client.chat_postMessage(channel=slack.person("cy").id, text="hello")
    assert answer["channel"] == slack.channel("cy").id
    assert [one.text for one in slack.messages("cy")] == ["hello"]


@pytest.mark.parametrize("nothing", [{}, {"text": ""}, {"text": "  ", "blocks": []}])
def test_nothing_to_say_is_no_text(client, dm, nothing):
    assert error(client.api_call, api_method="chat.postMessage", json={"channel": dm, **nothing}) == "no_text"


def test_long_text_is_cut_when_posted_and_refused_when_updated(slack, client, dm):
    posted = client.chat_postMessage(channel=dm, text="x" * 40_001)
    assert len(slack.messages("ada")[0].text) == 40_000
    assert error(client.chat_update, channel=dm, ts=posted["ts"], text="x" * 4001) == "msg_too_long"
    assert client.chat_update(channel=dm, ts=posted["ts"], text="x" * 4000)["ok"]


@pytest.mark.parametrize("blocks", ["nonsense", '"text"', "{}"])
def test_blocks_that_are_no_array_have_the_wrong_format(client, dm, blocks):
    assert error(client.chat_postMessage, channel=dm, text="x", blocks=blocks) == "invalid_blocks_format"


def test_metadata_needs_a_type_and_a_payload(client, dm):
    wrong = {"event_type": "x"}
    assert error(client.chat_postMessage, channel=dm, text="x", metadata=wrong) == "invalid_metadata_format"


def test_markdown_text_goes_alone(slack, client, dm):
    assert client.chat_postMessage(channel=dm, markdown_text="**hi**")["ok"]
    assert error(client.chat_postMessage, channel=dm, markdown_text="x", text="y") == "markdown_text_conflict"
    assert error(client.chat_postMessage, channel=dm, markdown_text="x" * 12_001) == "msg_too_long"


def test_an_update_keeps_what_it_does_not_name(slack, client, dm):
    metadata = {"event_type": "delivery", "event_payload": {"id": 1}}
    ts = client.chat_postMessage(channel=dm, text="old", blocks=BLOCKS, metadata=metadata)["ts"]
    client.chat_update(channel=dm, ts=ts, text="new")
    message = slack.messages("ada")[0]
    assert (message.text, message.buttons, message.metadata) == ("new", ["Go"], metadata)
    assert message.edited["user"] == slack.bot.id
    client.chat_update(channel=dm, ts=ts, text="newer", blocks=[])
    assert slack.messages("ada")[0].words == "newer"


def test_only_the_bots_own_messages_can_be_changed_or_deleted(slack, client, dm):
    hers = slack.say("ada", "mine")
    assert error(client.chat_update, channel=dm, ts=hers, text="x") == "cant_update_message"
    assert error(client.chat_delete, channel=dm, ts=hers) == "cant_delete_message"
    assert error(client.chat_update, channel=dm, ts="1.000001", text="x") == "message_not_found"
    ts = client.chat_postMessage(channel=dm, text="x")["ts"]
    client.chat_delete(channel=dm, ts=ts)
    assert [one.text for one in slack.messages("ada")] == ["mine"]


def test_an_ephemeral_is_seen_by_one_person_in_the_channel(slack, client):
    notes = slack.channel("#notes").id
    client.chat_postEphemeral(channel=notes, user=slack.person("bo").id, text="psst")
    assert [one.text for one in slack.ephemerals("bo")] == ["psst"]
    assert slack.ephemerals("ada") == []
    assert slack.messages("#notes") == []
    assert error(client.chat_postEphemeral, channel=notes, user="U404", text="x") == "user_not_in_channel"


def test_a_permalink_is_of_an_existing_message(client, dm):
    ts = client.chat_postMessage(channel=dm, text="x")["ts"]
    link = client.chat_getPermalink(channel=dm, message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/{dm}/p{ts.replace('.', '')}")
    assert error(client.chat_getPermalink, channel=dm, message_ts="1.1") == "message_not_found"


def test_one_message_a_second_in_each_channel(open_slack):
    slack = open_slack(pace=1.0)
    client = WebClient(token=slack.bot_token, base_url=slack.url, retry_handlers=[])
    ada, bo = slack.channel("ada").id, slack.channel("bo").id
    assert client.chat_postMessage(channel=ada, text="1")["ok"]
    assert client.chat_postMessage(channel=bo, text="1")["ok"]
    answer = refuse(client.chat_postMessage, channel=ada, text="2")
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    time.sleep(1)
    assert client.chat_postMessage(channel=ada, text="2")["ok"]


def test_stamps_differ_and_grow_even_when_the_clock_stands_still(open_slack):
    slack = open_slack(clock=lambda: 1_700_000_000.0)
    stamps = slack.say_many([("ada", str(number)) for number in range(100)])
    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith("1700000000.")


# ---- views


def trigger(slack, bot):
    before = len(bot.bodies)
    slack.shortcut("ada", "start")
    return bot.wait_for_bodies(before + 1)[-1]["trigger_id"]


def test_a_trigger_is_used_once_and_within_three_seconds(slack, bot, client):
    first = trigger(slack, bot)
    assert error(client.views_open, trigger_id="13.37", view=MODAL) == "invalid_trigger_id"
    view = client.views_open(trigger_id=first, view=MODAL)["view"]
    assert view["id"].startswith("V")
    assert error(client.views_open, trigger_id=first, view=MODAL) == "exchanged_trigger_id"
    late = trigger(slack, bot)
    time.sleep(3.1)
    assert error(client.views_open, trigger_id=late, view=MODAL) == "expired_trigger_id"


def test_a_view_that_breaks_a_rule_does_not_use_up_the_trigger(slack, bot, client):
    ticket = trigger(slack, bot)
    answer = refuse(
        client.views_open, trigger_id=ticket, view=MODAL | {"title": {"type": "plain_text", "text": "x" * 25}}
    )
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert client.views_open(trigger_id=ticket, view=MODAL)["ok"]


def test_three_views_stand_on_each_other_and_not_four(slack, bot, client):
    client.views_open(trigger_id=trigger(slack, bot), view=MODAL)
    for _ in range(2):
        client.views_push(trigger_id=trigger(slack, bot), view=MODAL)
    assert error(client.views_push, trigger_id=trigger(slack, bot), view=MODAL) == "push_limit_reached"
    bottom, middle, top = slack.views("ada")
    assert (middle.previous_id, top.root_id) == (bottom.id, bottom.id)


def test_an_update_with_an_old_hash_is_a_conflict(slack, bot, client):
    view = client.views_open(trigger_id=trigger(slack, bot), view=MODAL | {"external_id": "one"})["view"]
    newer = client.views_update(external_id="one", hash=view["hash"], view=MODAL)["view"]
    assert newer["hash"] != view["hash"]
    assert error(client.views_update, view_id=view["id"], hash=view["hash"], view=MODAL) == "hash_conflict"
    slack.close_view("ada")
    assert error(client.views_update, view_id=view["id"], view=MODAL) == "not_found"


def test_publishing_the_home_tab(slack, client):
    ada = slack.person("ada").id
    home = {
        "type": "home",
        "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Notes"}}, *BLOCKS],
    }
    view = client.views_publish(user_id=ada, view=home)["view"]
    assert slack.home("ada").words == "Notes\n[Go]"
    client.views_publish(user_id=ada, view=home, hash=view["hash"])
    assert error(client.views_publish, user_id=ada, view=home, hash=view["hash"]) == "hash_conflict"
    assert error(client.views_publish, user_id=ada, view=MODAL) == "invalid_arguments"
    assert error(client.views_publish, user_id="U404", view=home) == "user_not_found"


def test_a_view_above_250_kilobytes_is_too_large(slack, client):
    huge = {
        "type": "home",
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3000}}] * 90,
    }
    assert error(client.views_publish, user_id=slack.person("ada").id, view=huge) == "view_too_large"


def test_blocks_validate_needs_no_token_and_lists_the_errors(slack):
    nobody = WebClient(base_url=slack.url)
    assert nobody.blocks_validate(blocks=BLOCKS)["ok"]
    answer = refuse(nobody.blocks_validate, blocks=[{"type": "header"}])
    assert answer["errors"][0]["pointer"] == "/blocks/0"


# ---- files


def test_the_sdks_upload_lands_in_the_channel_and_files_info_knows_where(slack, client, dm):
    uploaded = client.files_upload_v2(
        channel=dm, content="hello", filename="note.txt", title="The note", initial_comment="Here it is"
    )
    message = slack.messages("ada")[0]
    assert message.words == "Here it is\n(note.txt)"
    assert message.files[0].content == b"hello"
    info = client.files_info(file=uploaded["files"][0]["id"])["file"]
    assert (info["title"], info["shares"]["private"][dm][0]["ts"]) == ("The note", message.ts)


def test_an_upload_needs_the_announced_length_and_a_channel_of_the_bot(slack, client):
    step = client.files_getUploadURLExternal(filename="a.txt", length=5)
    entry = [{"id": step["file_id"]}]
    assert error(client.files_completeUploadExternal, files=entry) == "file_update_failed"
    request = urllib.request.Request(step["upload_url"], data=b"12", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)
    refused.value.close()
    with urllib.request.urlopen(
        urllib.request.Request(step["upload_url"], data=b"12345"), timeout=5
    ) as answer:
        assert answer.read() == b"OK - 5"
    outside = slack.add_channel("#outside", with_bot=False).id
    assert error(client.files_completeUploadExternal, files=entry, channel_id=outside) == "not_in_channel"
    assert client.files_completeUploadExternal(files=entry)["ok"]
    assert error(client.files_completeUploadExternal, files=[{"id": "F404"}]) == "file_not_found"


def test_a_private_file_needs_the_token(slack, client, dm):
    slack.say("ada", "", files=[("a.txt", b"secret")])
    link = client.conversations_history(channel=dm)["messages"][0]["files"][0]["url_private_download"]
    request = urllib.request.Request(link, headers={"Authorization": f"Bearer {slack.bot_token}"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.read() == b"secret"
    with urllib.request.urlopen(link, timeout=5) as answer:
        assert b"Sign in" in answer.read()
