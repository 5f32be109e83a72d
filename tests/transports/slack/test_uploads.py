"""Papers arrive in the thread, in one message and once, whatever happens; why one can not be made is said."""

import asyncio
import threading

import pytest

from bot.core.messages import Attached, Line, Message
from bot.service.outbox import TransportError
from bot.service.records.papers import PaperError
from bot.transports.slack import uploads
from bot.transports.slack.uploads import Made, Uploads

DONE = "files.completeUploadExternal"
KINDS = {"status": None, "close": None, "accept_then_drop": None, "rate_limited": 0.1}
FAULTS = [(kind, times, value) for kind, value in KINDS.items() for times in (1, 3)]
STEPS = ("files.getUploadURLExternal", "upload", DONE)


def paper(form, alt=""):
    return Attached(1, 1, form, name=f"IN-2009-001-v1.{form}", title=f"Version 1 ({form})", alt=alt)


PICTURE = paper("png", "The first page of the note")
PAPERS = Message(parts=(Line("Papers of version 1 & more"),), attached=(PICTURE, paper("docx"), paper("pdf")))
NAMES = [each.name for each in PAPERS.attached]


@pytest.fixture
def notes(slack):
    return slack.channel("#notes").id


@pytest.fixture
def send(post, notes):
    """Promise a post, and papers in its thread; wait until both are settled."""

    def do():
        post.promise(notes, "the post")
        post.promise(notes, PAPERS, key="papers", after="the post")
        post.start().wait_until_settled()

    return do


@pytest.fixture
def shares(slack):
    """Return the messages with files, as the names of these."""
    return lambda: [[file.name for file in one.files] for one in slack.messages("#notes") if one.files]


@pytest.fixture
def _soon(monkeypatch):
    """Give Slack half a second to share what was uploaded."""
    monkeypatch.setattr(uploads, "PATIENCE", 0.5)


def calls(slack, method):
    return [call.error for call in slack.calls if call.method == method]


def test_papers_hang_in_the_thread_in_one_message_with_titles_and_the_picture_with_a_description(
    slack, post, send
):
    send()
    first, message = slack.messages("#notes")
    assert (message.thread_ts, message.text) == (first.ts, "Papers of version 1 &amp; more")
    assert [(file.name, file.title) for file in message.files] == [(p.name, p.title) for p in PAPERS.attached]
    assert [file.content for file in message.files] == [f"{name} 1".encode() for name in NAMES]
    assert post.row("papers").receipt == message.ts
    assert [file.alt for file in message.files] == ["The first page of the note", "", ""]
    assert {call.error for call in slack.calls} == {None}


@pytest.mark.usefixtures("quick", "_soon")
@pytest.mark.parametrize("method", STEPS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_they_arrive_once_whatever_happens_to_a_step(post, send, shares, method, fault):
    kind, times, value = fault
    post.slack.fault(kind, method, times=times, value=value)
    send()
    assert shares() == [NAMES]
    assert [row.state for row in post.rows()] == ["sent", "sent"]
    assert post.row("papers").receipt == post.slack.messages("#notes")[1].ts


@pytest.mark.usefixtures("quick", "_soon")
@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "file_not_found", "file_update_failed"])
def test_slacks_own_troubles_pass(slack, send, shares, code):
    slack.fault("error", DONE, value=code)
    send()
    assert shares() == [NAMES]


@pytest.mark.usefixtures("quick", "_soon")
def test_a_share_that_slack_took_without_saying_so_is_not_sent_again(slack, send, shares):
    slack.fault("accept_then_drop", DONE)
    send()
    assert shares() == [NAMES]
    assert calls(slack, DONE) == [None]


@pytest.mark.usefixtures("quick")
def test_a_share_that_slack_took_without_saying_so_and_shows_late_is_not_sent_again(
    slack, post, send, shares
):
    slack.fault("accept_then_drop", DONE)
    slack.fault("share_late", value=0.7)
    send()
    assert shares() == [NAMES]
    assert (calls(slack, DONE), post.row("papers").receipt) == ([None], slack.messages("#notes")[1].ts)


def test_slack_says_how_long_to_wait_before_the_next_try(slack, send, shares):
    slack.fault("rate_limited", STEPS[0], value=1)
    send()
    refused, *later = [call.time for call in slack.calls if call.method == STEPS[0]]
    assert min(later) - refused >= 1
    assert shares() == [NAMES]


def test_what_is_shared_late_is_waited_for(slack, post, send, shares):
    slack.fault("share_late", value=0.6)
    send()
    assert shares() == [NAMES]
    assert post.row("papers").receipt == slack.messages("#notes")[1].ts
    assert len(calls(slack, "files.info")) >= 2


@pytest.mark.usefixtures("_soon", "quick")
def test_what_slack_takes_and_does_not_show_is_sent_again(slack, post, send, shares):
    slack.fault("never_shared", times=uploads.TRIES - 1)
    send()
    assert shares() == [NAMES]
    assert post.row("papers").receipt == slack.messages("#notes")[1].ts


@pytest.mark.usefixtures("_soon", "quick")
def test_what_slack_never_shows_is_told_to_the_coordinator_and_holds_nothing_up(
    slack, post, send, words, notes
):
    slack.fault("never_shared", times=99)
    send()
    assert post.row("papers").state == "dead"
    assert [text for text in words("bo") if f"Slack took {', '.join(NAMES)} and does not show it" in text]
    assert len(calls(slack, DONE)) == uploads.TRIES
    post.promise(notes, "the next")
    post.wait_until_settled()
    assert slack.messages("#notes")[-1].words == "the next"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["status", "close", "rate_limited"])
def test_a_question_where_it_is_shared_that_fails_is_asked_again(slack, post, send, shares, kind):
    slack.fault(kind, "files.info", times=2, value={"rate_limited": 0.1}.get(kind))
    send()
    assert shares() == [NAMES]
    assert post.row("papers").receipt == slack.messages("#notes")[1].ts


@pytest.fixture
def crash(slack, post, notes):
    """Post the post, and stop with papers half sent; return the ts of the post."""

    def do():
        post.promise(notes, "the post")
        post.start().wait_until_settled()
        post.stop()
        post.promise(notes, PAPERS, key="papers", after="the post")
        post.crash_after_claim()
        return slack.messages("#notes")[0].ts

    return do


@pytest.fixture
def upload(notes, ask):
    """Upload files as the bot would."""

    def do(thread, *names):
        given = [{"filename": name, "content": "x"} for name in names]
        ask(lambda client: client.files_upload_v2(channel=notes, thread_ts=thread, file_uploads=given))

    return do


@pytest.mark.usefixtures("quick")
def test_what_a_crash_left_after_the_share_is_found_by_its_name(post, shares, crash, upload):
    upload(crash(), *NAMES)
    post.start().wait_until_settled()
    assert shares() == [NAMES]
    assert post.row("papers").receipt == post.slack.messages("#notes")[1].ts


@pytest.mark.usefixtures("quick", "_soon")
def test_what_a_crash_left_before_the_share_is_sent_once(post, shares, crash):
    crash()
    post.start().wait_until_settled()
    assert shares() == [NAMES]


@pytest.mark.usefixtures("quick", "_soon")
def test_papers_of_another_version_in_the_thread_are_not_taken_for_these(post, shares, crash, upload):
    upload(crash(), "IN-2009-001-v2.pdf")
    post.start().wait_until_settled()
    assert shares()[1:] == [NAMES]


@pytest.mark.usefixtures("quick", "_soon")
def test_files_of_a_person_with_the_same_names_are_not_taken_for_ours(post, shares, crash):
    post.slack.say("cy", "mine", channel="#notes", thread_ts=crash(), files=NAMES)
    post.start().wait_until_settled()
    assert shares()[1:] == [NAMES]


@pytest.mark.usefixtures("quick")
def test_what_a_crash_left_after_the_share_and_slack_shows_late_is_not_sent_again(
    slack, post, shares, crash, upload
):
    thread = crash()
    slack.fault("share_late", value=1.0)
    upload(thread, *NAMES)
    assert shares() == []
    post.start().wait_until_settled()
    assert calls(slack, DONE) == [None]
    assert shares() == [NAMES]
    assert post.row("papers").receipt == slack.messages("#notes")[1].ts


def test_a_paper_that_can_not_be_made_is_left_out_and_the_reason_is_said_once(slack, post, send, shares):
    post.writer.broken = dict.fromkeys(NAMES[1:], "There is no letter ᚠ. Install a font with runes.")
    send()
    assert shares() == [NAMES[:1]]
    assert slack.messages("#notes")[1].text.splitlines() == [
        "Papers of version 1 &amp; more",
        "There is no letter ᚠ. Install a font with runes.",
    ]


@pytest.mark.usefixtures("quick")
def test_when_no_paper_can_be_made_the_reason_is_posted_once(slack, post, send, words, shares):
    post.writer.broken = dict.fromkeys(NAMES, "No font.")
    slack.fault("accept_then_drop", "chat.postMessage", times=2)
    send()
    assert words("#notes") == ["the post", "Papers of version 1 & more\n\nNo font."]
    assert shares() == []


@pytest.mark.parametrize(
    ("method", "code"),
    [(STEPS[0], "file_uploads_disabled"), (STEPS[0], "storage_limit_reached"), (DONE, "not_in_channel")],
)
def test_what_can_never_arrive_is_told_to_the_coordinator(post, send, words, method, code):
    post.slack.fault("error", method, value=code)
    send()
    assert (post.row("papers").state, post.row("papers").error) == ("dead", code)
    assert [text.rsplit(": ", 1)[1] for text in words("bo")] == [code]


def test_nobody_else_waits_for_papers(slack, post, notes):
    slack.fault("slow", "upload", value=0.6)
    post.promise(notes, "the post")
    post.promise(notes, PAPERS, key="papers", after="the post")
    post.start()
    slack.wait(lambda: calls(slack, "upload"))
    post.promise("ada", "for Ada")
    post.wait_until_settled()
    assert float(slack.messages("ada")[0].ts) < float(slack.messages("#notes")[1].ts)


def test_the_next_message_in_the_channel_keeps_the_pace_after_papers(open_slack, open_post):
    slack = open_slack(pace=0.4)
    post, notes = open_post(slack, pace=0.4), slack.channel("#notes").id
    post.promise(notes, "the post")
    post.promise(notes, PAPERS, key="papers", after="the post")
    post.promise(notes, "the next")
    post.start().wait_until_settled()
    assert [len(one.files) for one in slack.messages("#notes")] == [0, 3, 0]
    at = [float(one.ts) for one in slack.messages("#notes")]
    assert min(at[1] - at[0], at[2] - at[1]) >= 0.38


def test_stopping_does_not_wait_until_papers_are_shown_and_the_next_start_finds_them(
    slack, post, notes, monkeypatch, shares
):
    monkeypatch.setattr("bot.transports.slack.sender.FINISH", 0.3)
    slack.fault("share_late", value=1.5)
    post.promise(notes, "the post")
    post.promise(notes, PAPERS, key="papers", after="the post")
    post.start()
    slack.wait(lambda: calls(slack, "files.info"))
    post.stop()
    assert (post.error, post.row("papers").state) == (None, "sending")
    slack.wait(shares)
    post.start().wait_until_settled()
    assert shares() == [NAMES]
    assert post.row("papers").receipt == slack.messages("#notes")[1].ts


@pytest.mark.parametrize("address", ["http://files.example.org/upload/1", "ftp://127.0.0.1/upload"])
def test_nothing_is_uploaded_to_an_address_without_tls_that_is_not_the_apis(address):
    async def call(method, **_asked):
        assert method == STEPS[0]
        return {"upload_url": address, "file_id": "F1"}

    async def share():
        sender = Uploads(call, None, None, api="http://127.0.0.1:8000/api/")
        await sender.share([Made(PICTURE, b"x")], "", place="C1", thread="", tries=1)

    with pytest.raises(TransportError) as problem:
        asyncio.run(share())
    assert problem.value.permanent is True


def test_the_token_does_not_travel_with_the_bytes(slack, send):
    send()
    assert [call.args["token"] for call in slack.calls if call.method == "upload"] == ["", "", ""]


def test_an_upload_that_slack_calls_wrong_is_told_and_not_tried_for_ever(slack, post, send, words):
    slack.fault("status", "upload", value=413)
    send()
    assert (post.row("papers").state, len(words("bo"))) == ("dead", 1)


DROP = Message(parts=(Line("Deleted"),), drops_files=True)


@pytest.fixture
def drop(post, notes, send):
    """Share the papers, then promise that their files are deleted; wait until that is settled; return the row."""

    def do():
        send()
        post.promise(notes, DROP, key="drop", replaces="papers")
        post.wait_until_settled()
        return post.row("drop")

    return do


def test_the_files_of_a_message_are_deleted_and_those_of_others_stay(post, notes, drop, shares):
    post.promise(notes, "another post")
    post.promise(notes, PAPERS, key="others", after="another post")
    row = drop()
    assert shares() == [NAMES]
    assert (row.state, row.receipt) == ("sent", post.row("papers").receipt)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("method", ["conversations.replies", "files.delete"])
@pytest.mark.parametrize("kind", KINDS)
def test_they_are_deleted_whatever_happens_to_a_step(slack, drop, shares, method, kind):
    slack.fault(kind, method, value=KINDS[kind])
    assert drop().state == "sent"
    assert shares() == []


def test_a_file_that_somebody_deleted_before_is_no_fault(slack, drop, shares):
    slack.fault("error", "files.delete", value="file_deleted")
    assert drop().state == "sent"
    assert shares() == [NAMES[:1]]


def test_a_file_that_can_not_be_deleted_is_told_and_keeps_none_of_the_others(slack, drop, shares):
    slack.fault("error", "files.delete", value="file_deleting_disabled")
    assert drop().state == "dead"
    assert shares() == [NAMES[:1]]


def test_the_papers_of_a_message_are_made_side_by_side_and_keep_their_order():
    together = threading.Barrier(len(PAPERS.attached), timeout=5)

    class Writer:
        def content(self, attached):
            together.wait()
            if attached.format == "docx":
                raise PaperError("no template")
            return attached.format.encode()

    made, message = asyncio.run(Uploads(None, None, Writer(), api="https://slack.com/api/").make(PAPERS))
    assert [each.content for each in made] == [b"png", b"pdf"]
    assert message.text == "Papers of version 1 & more\nno template"
