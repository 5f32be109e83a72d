"""chat.*: what the bot may say and change, asked by slack_sdk's own client."""

import time

import pytest
from slack_sdk import WebClient

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "b", "elements": [BUTTON]}]


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
def test_nothing_to_say_is_no_text(client, dm, nothing, error):
    assert error(client.api_call, api_method="chat.postMessage", json={"channel": dm, **nothing}) == "no_text"


def test_long_text_is_cut_when_posted_and_refused_when_updated(slack, client, dm, error):
    posted = client.chat_postMessage(channel=dm, text="x" * 40_001)
    assert len(slack.messages("ada")[0].text) == 40_000
    assert error(client.chat_update, channel=dm, ts=posted["ts"], text="x" * 4001) == "msg_too_long"
    assert client.chat_update(channel=dm, ts=posted["ts"], text="x" * 4000)["ok"]


@pytest.mark.parametrize("blocks", ["nonsense", '"text"', "{}"])
def test_blocks_that_are_no_array_have_the_wrong_format(client, dm, blocks, error):
    assert error(client.chat_postMessage, channel=dm, text="x", blocks=blocks) == "invalid_blocks_format"


def test_metadata_needs_a_type_and_a_payload(client, dm, error):
    wrong = {"event_type": "x"}
    assert error(client.chat_postMessage, channel=dm, text="x", metadata=wrong) == "invalid_metadata_format"


def test_markdown_text_goes_alone(client, dm, error):
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


def test_only_the_bots_own_messages_can_be_changed_or_deleted(slack, client, dm, error):
    hers = slack.say("ada", "mine")
    assert error(client.chat_update, channel=dm, ts=hers, text="x") == "cant_update_message"
    assert error(client.chat_delete, channel=dm, ts=hers) == "cant_delete_message"
    assert error(client.chat_update, channel=dm, ts="1.000001", text="x") == "message_not_found"
    ts = client.chat_postMessage(channel=dm, text="x")["ts"]
    client.chat_delete(channel=dm, ts=ts)
    assert [one.text for one in slack.messages("ada")] == ["mine"]


def test_an_ephemeral_is_seen_by_one_person_in_the_channel(slack, client, error):
    notes = slack.channel("#notes").id
    client.chat_postEphemeral(channel=notes, user=slack.person("bo").id, text="psst")
    assert [one.text for one in slack.ephemerals("bo")] == ["psst"]
    assert slack.ephemerals("ada") == []
    assert slack.messages("#notes") == []
    assert error(client.chat_postEphemeral, channel=notes, user="U404", text="x") == "user_not_in_channel"


def test_a_permalink_is_of_an_existing_message(client, dm, error):
    ts = client.chat_postMessage(channel=dm, text="x")["ts"]
    link = client.chat_getPermalink(channel=dm, message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/{dm}/p{ts.replace('.', '')}")
    assert error(client.chat_getPermalink, channel=dm, message_ts="1.1") == "message_not_found"


def test_one_message_a_second_in_each_channel(open_slack, refuse):
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


def test_an_update_wants_the_id_of_the_channel(slack, client, error):
    posted = client.chat_postMessage(channel="#notes", text="x")
    for name in ("#notes", "notes", slack.person("ada").id):
        assert error(client.chat_update, channel=name, ts=posted["ts"], text="y") == "channel_not_found"
    assert client.chat_update(channel=posted["channel"], ts=posted["ts"], text="y")["ok"]


def test_a_message_of_an_archived_channel_is_not_updated(slack, client, error):
    posted = client.chat_postMessage(channel="#notes", text="x")
    slack.archive("#notes")
    assert error(client.chat_update, channel=posted["channel"], ts=posted["ts"], text="y") == "is_inactive"


def test_rich_text_is_not_replaced_by_other_blocks(client, dm, error):
    rich = [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
        }
    ]
    plain = [{"type": "section", "text": {"type": "plain_text", "text": "x"}}]
    ts = client.chat_postMessage(channel=dm, text="x", blocks=rich)["ts"]
    assert error(client.chat_update, channel=dm, ts=ts, text="x", blocks=plain) == "block_mismatch"
    assert client.chat_update(channel=dm, ts=ts, text="x", blocks=[*rich, *plain])["ok"]
    assert client.chat_update(channel=dm, ts=ts, text="x", blocks=[])["ok"]


def test_metadata_stays_is_replaced_or_goes(slack, client, dm):
    def shown():
        return slack.message("ada", ts).metadata

    one, two = ({"event_type": name, "event_payload": {}} for name in ("one", "two"))
    ts = client.chat_postMessage(channel=dm, text="x", metadata=one)["ts"]
    client.chat_update(channel=dm, ts=ts, text="y")
    assert shown() == one
    client.chat_update(channel=dm, ts=ts, text="y", metadata=two)
    assert shown() == two
    client.chat_update(channel=dm, ts=ts, text="y", metadata={})
    assert shown() is None
