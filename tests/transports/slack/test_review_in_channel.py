"""A draft from its submission to its approval, over a Slack with rate limits and broken uploads."""

import pytest

from bot.fakeslack.limits import UPDATE_TEXT

FACTS = "Workshop on fish | 3-4 June 2009 | Brussels, Belgium | European Commission"
ANSWERS = (
    "start", "yes", "skip", "skip", "in person", "Some 60 participants from 14 States", "share experiences",
    "Every two years, the European Commission organizes a workshop.",
    "Several speakers underlined the cooperative dimension of resolution 1540 (2004).", "next",
    "skip", "none", "none", "no", "preview", "submit",
)  # fmt: skip
FAULTS = {
    "chat.postMessage": "accept_then_drop",
    "files.getUploadURLExternal": "status",
    "upload": "close",
    "files.completeUploadExternal": "accept_then_drop",
    "files.info": "rate_limited",
    "conversations.replies": "status",
    "chat.update": "accept_then_drop",
    "chat.getPermalink": "accept_then_drop",
}


@pytest.fixture
def slack(open_slack):
    """Return a Slack that holds everybody to its pace."""
    return open_slack(pace=0.1)


@pytest.fixture
def door(slack, open_door):
    return open_door(slack, pace=0.1)


@pytest.fixture
def say(slack, door):
    """Let Ada say something, and wait until all that follows is sent."""

    def do(*texts):
        for text in texts:
            slack.say("ada", text)
            slack.wait_for_message("ada")
            door.wait_until_settled(timeout=30)

    return do


@pytest.fixture
def press(slack, door):
    """Let Bo press a button of the draft, and send the form with these values."""

    def do(label, **values):
        slack.click("bo", label, channel="#notes")
        slack.wait(lambda: slack.views("bo"))
        assert slack.submit("bo", values) == {}
        door.wait_until_settled(timeout=30)

    return do


def break_all(slack, *, but=""):
    """Let each call fail once more."""
    for method, kind in FAULTS.items():
        if method != but:
            slack.fault(kind, method)


@pytest.fixture
def submitted(slack, door, say):
    """Let Ada owe a note, answer everything and submit, while each call fails once."""
    break_all(slack)
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    slack.wait_for_message("ada", after="0")
    door.wait_until_settled(timeout=30)
    say(*ANSWERS)


def files(message):
    return [file.name.partition("-v")[2] for file in message.files]


def page(slack, post):
    """Return the picture that readers see in the post."""
    [(alt, content)] = slack.pictures(post)
    assert alt.startswith("The first page of ")
    return content


@pytest.mark.usefixtures("quick", "submitted")
def test_a_draft_comes_once_shows_its_first_page_and_has_its_papers_in_its_thread(slack, door):
    post, text, papers = slack.messages("#notes")
    assert (post.thread_ts, text.thread_ts, papers.thread_ts) == (post.ts,) * 3
    assert post.buttons == ["Read", "Comment", "Request changes", "Approve", "I was there too"]
    assert files(papers) == ["1.png", "1.docx", "1.pdf"]
    assert [file.content[:4] for file in papers.files] == [b"\x89PNG", b"PK\x03\x04", b"%PDF"]
    assert page(slack, post) == papers.files[0].content
    names = ", ".join(file.name for file in papers.files[1:])
    assert f"\n\nPapers: {names}\n" in post.words
    assert {row.state for row in door.rows()} == {"sent"}
    assert slack.messages("ada")[-2].buttons == ["Open in channel", "Withdraw"]
    assert slack._site.faults.calls == []


@pytest.mark.usefixtures("quick", "submitted")
def test_a_draft_is_sent_back_answered_and_approved_in_one_message(slack, say, press):
    break_all(slack)
    press("Request changes", participants="From how many States?")
    say("Some 70 participants from 15 States")
    post, *thread = slack.messages("#notes")
    assert "version 2" in post.words
    assert [files(one) for one in thread if one.files] == [
        ["1.png", "1.docx", "1.pdf"],
        ["2.png", "2.docx", "2.pdf"],
    ]
    first, second = (one.files[0].content for one in thread if one.files)
    assert first != page(slack, post) == second
    break_all(slack, but="chat.getPermalink")  # nobody's message links to this one
    press("Approve")
    post, *thread = slack.messages("#notes")
    assert files(thread[-1]) == ["2-approved.png", "2-approved.docx", "2-approved.pdf"]
    assert second != page(slack, post) == thread[-1].files[0].content
    assert post.buttons == ["Read", "Withdraw"]
    assert {one.thread_ts for one in thread} == {post.ts}
    assert len(post.text) <= UPDATE_TEXT
    assert (slack.failed_clicks, slack._site.faults.calls) == ([], [])


@pytest.mark.usefixtures("quick", "submitted")
def test_somebody_who_may_not_is_told_so_in_a_notice(slack):
    slack.click("ada", "Approve", channel="#notes")
    [notice] = slack.wait(lambda: slack.views("ada"))
    assert "submit" not in notice.content
    assert slack.views("bo") == []
