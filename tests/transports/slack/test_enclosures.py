"""The post shows the first page of its papers and links to the others, as soon as Slack has them, and never waits."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.core.messages import Attached, Button, Enclosed, Line, Message, enclosed
from bot.service.outbox import Letter
from bot.transports.slack import uploads
from bot.transports.slack.enclosures import show

ALT = "The first page of IN-2009-001, version 1"
NAMES = [f"IN-2009-001-v1.{form}" for form in ("png", "docx", "pdf")]
PAPERS = Message(
    parts=(Line("The papers."),),
    attached=tuple(Attached(1, 1, name[-3:], name=name, title=name, alt=ALT) for name in NAMES),
)
POST = Message(
    parts=(Line("By Ada."), Enclosed("Papers:", ALT, "papers")),
    buttons=(Button("Read", act="read", about="1.1"),),
)
PAGE = b"IN-2009-001-v1.png 1"
WITH = f"By Ada.\n\nPapers: IN-2009-001-v1.docx, IN-2009-001-v1.pdf\n({ALT})\n[Read]"


@pytest.fixture
def notes(slack):
    return slack.channel("#notes").id


@pytest.fixture
def promise(post, notes):
    """Promise a post, its papers, and the post once more with them, as handing in does."""

    def do():
        post.promise(notes, POST, key="post")
        post.promise(notes, PAPERS, key="papers", after="post")
        post.promise(notes, POST, key="enclosed", replaces="post")

    return do


@pytest.fixture
def send(post, promise):
    def do():
        promise()
        post.start().wait_until_settled()
        return post.slack.messages("#notes")[0]

    return do


def updates(slack):
    return [call.error for call in slack.calls if call.method == "chat.update"]


def test_the_post_comes_first_and_then_shows_the_page_and_where_the_papers_are(slack, post, send):
    message = send()
    assert message.words == WITH
    assert slack.pictures(message) == [(ALT, PAGE)]
    assert message.text == "By Ada.\nPapers: IN-2009-001-v1.docx, IN-2009-001-v1.pdf"
    papers = slack.messages("#notes")[1]
    links = [run["url"] for run in message.blocks[0]["elements"][0]["elements"] if run["type"] == "link"]
    assert [link.rsplit("/", 2)[1:] for link in links] == [[f.id, f.name] for f in papers.files[1:]]
    assert [one.state for one in post.rows()] == ["sent"] * 3
    order = [call.method for call in slack.calls if call.method.startswith(("chat.", "files.complete"))]
    assert order == ["chat.postMessage", "files.completeUploadExternal", "chat.update"]


@pytest.mark.usefixtures("quick")
def test_the_picture_is_waited_for_until_slack_has_looked_at_it(slack, post, send):
    slack.fault("ready_late", value=0.15)
    assert slack.pictures(send()) == [(ALT, PAGE)]
    assert (updates(slack), post.row("enclosed").state) == ([None], "sent")


@pytest.mark.usefixtures("quick")
def test_a_picture_that_slack_never_looks_at_is_a_link_and_the_others_are_not_held_up(slack, post, send):
    slack.fault("never_ready")
    message = send()
    assert message.words == f"By Ada.\n\nPapers: {', '.join(NAMES)}\n[Read]"
    assert (updates(slack), post.row("enclosed").state) == ([None], "sent")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("times", "seen"), [(3, [(ALT, PAGE)]), (4, [])])
def test_a_picture_that_slack_refuses_is_tried_again_and_in_the_end_left_out(slack, post, send, times, seen):
    slack.fault("error", "chat.update", times=times, value="invalid_blocks")
    message = send()
    assert slack.pictures(message) == seen
    assert message.words == WITH.replace("" if seen else f"({ALT})\n", "")
    assert (len(updates(slack)), post.row("enclosed").state) == (times + 1, "sent")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("kind", "value"), [("status", None), ("close", None), ("rate_limited", 0.1), ("error", "internal_error")]
)
def test_where_slack_does_not_say_what_became_of_the_papers_it_is_asked_again(slack, send, kind, value):
    slack.fault(kind, "conversations.replies", times=2, value=value)
    assert slack.pictures(send()) == [(ALT, PAGE)]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("code", ["thread_not_found", "missing_scope"])
def test_where_slack_never_says_it_the_post_goes_without_its_papers(slack, post, send, code):
    slack.fault("error", "conversations.replies", times=9, value=code)
    message = send()
    assert (message.words, post.row("enclosed").state) == ("By Ada.\n[Read]", "sent")


@pytest.mark.usefixtures("quick")
def test_papers_that_never_arrive_leave_the_post_as_it_was(slack, post, send, monkeypatch):
    monkeypatch.setattr(uploads, "PATIENCE", 0.2)
    slack.fault("never_shared", times=9)
    assert send().words == "By Ada.\n[Read]"
    assert [post.row(key).state for key in ("post", "papers", "enclosed")] == ["sent", "dead", "sent"]


def test_a_paper_that_can_not_be_made_is_not_named(slack, post, send):
    post.writer.broken = dict.fromkeys((NAMES[0], NAMES[2]), "There is no letter for it.")
    message = send()
    assert (message.words, slack.pictures(message)) == ("By Ada.\n\nPapers: IN-2009-001-v1.docx\n[Read]", [])


@pytest.mark.usefixtures("quick")
def test_a_crash_between_the_papers_and_the_post_that_shows_them_loses_and_doubles_nothing(
    slack, post, notes
):
    post.promise(notes, POST, key="post")
    post.promise(notes, PAPERS, key="papers", after="post")
    post.start().wait_until_settled()
    post.stop()
    post.promise(notes, POST, key="enclosed", replaces="post")
    post.crash_after_claim()
    post.start().wait_until_settled()
    message, papers = slack.messages("#notes")
    assert (slack.pictures(message), len(papers.files)) == ([(ALT, PAGE)], 3)
    assert (updates(slack), post.row("enclosed").receipt) == ([None], message.ts)


def test_a_post_that_somebody_deleted_is_posted_again_with_its_page(slack, post, send, notes, ask):
    ask(lambda client: client.chat_delete(channel=notes, ts=send().ts))
    post.promise(notes, POST, key="settled:1:1:C", purpose="settled", replaces="post")
    post.wait_until_settled()
    message = slack.message("#notes", post.row("settled:1:1:C").receipt)
    assert (message.words, message.thread_ts, slack.pictures(message)) == (WITH, None, [(ALT, PAGE)])


def test_a_paper_that_somebody_deleted_is_neither_waited_for_nor_shown():
    gone = {"id": "F1", "mode": "tombstone"}
    left = {"id": "F2", "name": "v1.pdf", "permalink": "https://x.org/v1.pdf", "mimetype": "application/pdf"}

    async def call(_method, **_asked):
        return {"messages": [{"ts": "1.0"}, {"ts": "2.0", "files": [gone, left]}]}

    now = datetime.now(UTC)
    letter = Letter(id=1, recipient="C1", address="", message=POST, papers="2.0", claimed_at=now, attempts=1)
    shown = enclosed(asyncio.run(show(call, letter, "C1")).message)
    assert (shown.picture, shown.links) == ("", (("v1.pdf", "https://x.org/v1.pdf"),))
