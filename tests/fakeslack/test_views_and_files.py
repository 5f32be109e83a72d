"""views.* and files.*, asked by slack_sdk's own client."""

import time
import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient

from bot.fakeslack import site

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "b", "elements": [BUTTON]}]
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": [{"type": "divider"}]}


def trigger(slack, bot):
    before = len(bot.bodies)
    slack.shortcut("ada", "start")
    return bot.wait_for_bodies(before + 1)[-1]["trigger_id"]


def test_a_trigger_is_used_once_and_soon(slack, bot, client, error, monkeypatch):
    first = trigger(slack, bot)
    assert error(client.views_open, trigger_id="13.37", view=MODAL) == "invalid_trigger_id"
    view = client.views_open(trigger_id=first, view=MODAL)["view"]
    assert view["id"].startswith("V")
    assert error(client.views_open, trigger_id=first, view=MODAL) == "exchanged_trigger_id"
    assert site.TRIGGER_SECONDS == 3
    monkeypatch.setattr(site, "TRIGGER_SECONDS", 0.1)
    late = trigger(slack, bot)
    time.sleep(0.2)
    assert error(client.views_open, trigger_id=late, view=MODAL) == "expired_trigger_id"


def test_a_view_that_breaks_a_rule_does_not_use_up_the_trigger(slack, bot, client, refuse):
    ticket = trigger(slack, bot)
    answer = refuse(
        client.views_open, trigger_id=ticket, view=MODAL | {"title": {"type": "plain_text", "text": "x" * 25}}
    )
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert client.views_open(trigger_id=ticket, view=MODAL)["ok"]


def test_three_views_stand_on_each_other_and_not_four(slack, bot, client, error):
    client.views_open(trigger_id=trigger(slack, bot), view=MODAL)
    for _ in range(2):
        client.views_push(trigger_id=trigger(slack, bot), view=MODAL)
    assert error(client.views_push, trigger_id=trigger(slack, bot), view=MODAL) == "push_limit_reached"
    bottom, middle, top = slack.views("ada")
    assert (middle.previous_id, top.root_id) == (bottom.id, bottom.id)


def test_an_update_with_an_old_hash_is_a_conflict(slack, bot, client, error):
    view = client.views_open(trigger_id=trigger(slack, bot), view=MODAL | {"external_id": "one"})["view"]
    newer = client.views_update(external_id="one", hash=view["hash"], view=MODAL)["view"]
    assert newer["hash"] != view["hash"]
    assert error(client.views_update, view_id=view["id"], hash=view["hash"], view=MODAL) == "hash_conflict"
    slack.close_view("ada")
    assert error(client.views_update, view_id=view["id"], view=MODAL) == "not_found"


def test_publishing_the_home_tab(slack, client, error):
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


def test_a_view_above_250_kilobytes_is_too_large(slack, client, error):
    huge = {
        "type": "home",
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3000}}] * 90,
    }
    assert error(client.views_publish, user_id=slack.person("ada").id, view=huge) == "view_too_large"


def test_blocks_validate_needs_no_token_and_lists_the_errors(slack, refuse):
    nobody = WebClient(base_url=slack.url)
    assert nobody.blocks_validate(blocks=BLOCKS)["ok"]
    answer = refuse(nobody.blocks_validate, blocks=[{"type": "header"}])
    assert answer["errors"][0]["pointer"] == "/blocks/0"


def test_the_sdks_upload_lands_in_the_channel_and_files_info_knows_where(slack, client, dm):
    uploaded = client.files_upload_v2(
        channel=dm, content="hello", filename="note.txt", title="The note", initial_comment="Here it is"
    )
    message = slack.messages("ada")[0]
    assert message.words == "Here it is\n(note.txt)"
    assert message.files[0].content == b"hello"
    info = client.files_info(file=uploaded["files"][0]["id"])["file"]
    assert (info["title"], info["shares"]["private"][dm][0]["ts"]) == ("The note", message.ts)


def test_an_upload_needs_the_announced_length_and_a_channel_of_the_bot(slack, client, error):
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
