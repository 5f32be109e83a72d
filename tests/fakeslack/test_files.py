"""Uploads as Slack documents them: each step with its errors, completed once, shared late or never on request."""

import json
import urllib.error
import urllib.request

import pytest
from slack_sdk.errors import SlackApiError


@pytest.fixture
def notes(slack):
    return slack.channel("#notes").id


def post(address, content=b"hello"):
    """Post bytes as a client would; return the status."""
    request = urllib.request.Request(address, data=content, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code


@pytest.fixture
def upload(client):
    """Take the first two steps; return what the third wants."""

    def do(name="a.txt", **more):
        step = client.files_getUploadURLExternal(filename=name, length=5, **more)
        assert post(step["upload_url"]) == 200
        return [{"id": step["file_id"]}]

    return do


def test_a_file_needs_a_length_and_a_description_of_a_thousand_characters_at_most(client, error):
    ask = client.files_getUploadURLExternal
    assert error(ask, filename="a.png", length=0) == "missing_argument"
    assert error(ask, filename="a.png", length=1, alt_txt="x" * 1001) == "alt_txt_too_large"
    assert ask(filename="a.png", length=1, alt_txt="x" * 1000)["ok"]


def test_the_description_of_a_picture_stays_with_it(client, upload):
    files = upload("a.png", alt_txt="The first page")
    client.files_completeUploadExternal(files=files)
    assert client.files_info(file=files[0]["id"])["file"]["alt_txt"] == "The first page"


def test_an_upload_is_completed_once_and_nobody_knows_it_before(client, error, upload, notes):
    files = upload()
    assert error(client.files_info, file=files[0]["id"]) == "file_not_found"
    client.files_completeUploadExternal(files=files, channel_id=notes)
    assert error(client.files_completeUploadExternal, files=files, channel_id=notes) == "file_not_found"


def test_a_refused_completion_can_be_done_again(slack, client, error, upload, notes):
    files, done = upload(), client.files_completeUploadExternal
    closed = slack.add_channel("#closed").id
    slack.archive("#closed")
    assert error(done, files=files, channel_id=closed) == "posting_to_channel_denied"
    assert error(done, files=files, channel_id="C404") == "channel_not_found"
    assert error(done, files=files, channel_id=notes, thread_ts="1.000001") == "invalid_arguments"
    assert slack.messages("#notes") == []
    assert done(files=files, channel_id=notes)["ok"]


def test_several_files_are_one_message_in_a_thread_and_each_says_where(slack, client, upload, notes):
    thread = client.chat_postMessage(channel=notes, text="the post")["ts"]
    files = [*upload("a.txt"), *upload("b.txt")]
    client.files_completeUploadExternal(
        files=files, channel_id=notes, thread_ts=thread, initial_comment="Two"
    )
    message = slack.messages("#notes")[1]
    assert (message.words, message.thread_ts) == ("Two\n(a.txt)\n(b.txt)", thread)
    for file in files:
        [share] = client.files_info(file=file["id"])["file"]["shares"]["public"][notes]
        assert (share["ts"], share["thread_ts"], share["channel_name"]) == (message.ts, thread, "notes")


def test_a_comment_makes_slack_ignore_the_blocks(slack, client, upload, notes):
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "blocks"}}]
    client.files_completeUploadExternal(files=upload(), channel_id=notes, blocks=json.dumps(blocks))
    both = {"blocks": json.dumps(blocks), "initial_comment": "comment"}
    client.files_completeUploadExternal(files=upload(), channel_id=notes, **both)
    assert [one.words.split("\n")[0] for one in slack.messages("#notes")] == ["blocks", "comment"]


def test_on_request_a_share_comes_late_or_never(slack, client, upload, notes):
    slack.fault("share_late", value=0.3)
    slack.fault("never_shared")
    late, never, now = upload("late.txt"), upload("never.txt"), upload("now.txt")
    for files in (late, never, now):
        client.files_completeUploadExternal(files=files, channel_id=notes)
    assert client.files_info(file=late[0]["id"])["file"]["shares"] == {}
    slack.wait(lambda: len(slack.messages("#notes")) == 2)
    assert [one.files[0].name for one in slack.messages("#notes")] == ["now.txt", "late.txt"]
    assert client.files_info(file=never[0]["id"])["file"]["shares"] == {}


def test_faults_that_are_cleared_do_not_hold_a_share_back(slack, client, upload, notes):
    slack.fault("never_shared", times=3)
    slack.clear_faults()
    client.files_completeUploadExternal(files=upload(), channel_id=notes)
    assert len(slack.messages("#notes")) == 1


@pytest.mark.parametrize("status", [429, 503, 413])
def test_the_bytes_suffer_faults_too(slack, client, error, status):
    slack.fault("rate_limited" if status == 429 else "status", "upload", value=status)
    step = client.files_getUploadURLExternal(filename="a.txt", length=5)
    assert post(step["upload_url"]) == status
    assert error(client.files_completeUploadExternal, files=[{"id": step["file_id"]}]) == "file_update_failed"
    assert post(step["upload_url"]) == 200


@pytest.mark.parametrize(("kind", "there"), [("close", False), ("accept_then_drop", True)])
def test_the_connection_breaks_before_or_after_the_bytes_are_there(slack, client, kind, there):
    slack.fault(kind, "upload")
    step = client.files_getUploadURLExternal(filename="a.txt", length=5)
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        post(step["upload_url"])
    try:
        complete = client.files_completeUploadExternal(files=[{"id": step["file_id"]}])["ok"]
    except SlackApiError:
        complete = False
    assert complete is there


@pytest.mark.parametrize(
    ("method", "asked"),
    [
        ("files.info", {"file": "F1"}),
        ("files.getUploadURLExternal", {"filename": "a", "length": 1}),
        ("conversations.replies", {"channel": "C1", "ts": "1.1"}),
    ],
)
def test_some_methods_do_not_read_a_json_body(client, refuse, method, asked):
    answer = refuse(client.api_call, api_method=method, json=asked)
    assert answer["error"] == "invalid_arguments"
    assert "missing required field" in answer["response_metadata"]["messages"][0]


def image(files):
    return [{"type": "image", "slack_file": {"id": files[0]["id"]}, "alt_text": "The first page"}]


@pytest.fixture
def picture(client, upload):
    """Upload a picture that is shared nowhere; return what stands for it in a message."""

    def do(name="a.png"):
        files = upload(name)
        client.files_completeUploadExternal(files=files)
        return image(files)

    return do


WRONG = "invalid slack file [json-pointer:/blocks/0/slack_file]"


def test_a_block_takes_no_file_that_is_unknown_unfinished_or_no_picture(
    client, refuse, upload, picture, notes
):
    for blocks in (image([{"id": "F0NOWHERE"}]), image(upload("a.png")), picture("a.pdf")):
        answer = refuse(client.chat_postMessage, channel=notes, text="x", blocks=blocks)
        assert (answer["error"], answer["errors"]) == ("invalid_blocks", [WRONG])


def test_a_block_takes_no_picture_that_slack_has_not_looked_at(slack, client, error, picture, notes):
    slack.fault("ready_late", value=0.3)
    blocks = picture()
    kind = lambda: client.files_info(file=blocks[0]["slack_file"]["id"])["file"]["mimetype"]  # noqa: E731
    assert kind() == ""
    assert error(client.chat_postMessage, channel=notes, text="x", blocks=blocks) == "invalid_blocks"
    slack.wait(lambda: kind() == "image/png")
    assert client.chat_postMessage(channel=notes, text="x", blocks=blocks)["ok"]


def test_posting_a_picture_shows_it_to_the_channel_and_writing_it_over_a_message_does_not(
    slack, client, picture, notes
):
    client.chat_postMessage(channel=notes, text="with", blocks=picture())
    ts = client.chat_postMessage(channel=notes, text="without")["ts"]
    client.chat_update(channel=notes, ts=ts, text="with", blocks=picture())
    seen = [slack.pictures(message) for message in slack.messages("#notes")]
    assert seen == [[("The first page", b"hello")], []]


def test_what_is_shared_in_a_channel_can_be_written_over_a_message_there(slack, client, upload, notes):
    ts, files = client.chat_postMessage(channel=notes, text="without")["ts"], upload("a.png")
    client.files_completeUploadExternal(files=files, channel_id=notes, thread_ts=ts)
    client.chat_update(channel=notes, ts=ts, text="with", blocks=image(files))
    assert slack.pictures(slack.messages("#notes")[0]) == [("The first page", b"hello")]
