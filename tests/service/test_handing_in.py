"""The ends: a draft is kept with what made it and posted once, or the note is closed and whoever asked is told."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from bot.core.forms import Deed
from bot.core.messages import Enclosed, enclosed
from bot.core.notes import Status
from bot.core.text import isolated
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Arrival, TransportError
from bot.service.review.reviews import Reviews
from tests.service.town import LONG, answered


@pytest.fixture
def ready(town):
    """Ada's note has everything that is required."""
    town.recall(answered)
    return town


HELD = (
    "Held back from the channel: Ada says that something in it needs clearance. "
    "To post it there: /note release 1"
)
STILL_HELD = (
    "Held back from the channel: an earlier version was, though Ada now says that nothing in it needs "
    "clearance. To post it there: /note release 1"
)


def said(post):
    """Return what is said below the title of a post and what the note is about."""
    return post.message.parts[2].text


def posts(town, reader="C1540"):
    """Return the messages that stand for the note, each as it was when it was sent or overwritten."""
    cards = [letter for letter, _ in town.letters if letter.recipient == reader and letter.message.buttons]
    return [letter for letter in cards if not letter.papers]


def thread(town, reader="C1540"):
    """Return what was said in the thread of the first of them."""
    return [
        letter.message
        for letter, _ in town.letters
        if letter.recipient == reader and letter.thread and not letter.message.attached
    ]


def receipt_of(town, wanted):
    return next(receipt for letter, receipt in town.letters if letter.id == wanted.id)


def test_a_draft_is_kept_with_its_hash_and_the_revisions_that_made_it(ready):
    revisions = {key: row.revision for key, row in ready.answers().items()}
    ready.write("ada", "submit")
    (draft,) = ready.drafts()
    assert draft.text.startswith("# ")
    assert (draft.version, draft.by, draft.at) == (1, "ada", draft.at)
    assert draft.sha256 == sha256(draft.text.encode()).hexdigest()
    assert (draft.revisions, draft.type_hash) == (revisions, ready.note().type_hash)
    assert ready.status() == Status.IN_REVIEW


def test_the_post_is_the_draft_that_is_kept(ready):
    ready.write("ada", "submit")
    (post,) = posts(ready)
    assert [part.text for part in post.message.parts] == [
        "Information Note IN-2009-001, version 1",
        "Seminar on export controls; 3-4 June 2009",
        "By Ada. Gaps that will show: Background.",
    ]
    assert [message.text for message in thread(ready)] == [ready.drafts()[0].text]


@pytest.mark.parametrize("sensitive", ["no", "yes"])
def test_whoever_hands_it_in_gets_a_copy_of_each_version_below_its_receipt(ready, sensitive):
    ready.write("ada", "edit sensitive", sensitive, "submit", "edit event", "Seminar on dual use", "submit")
    assert [message.text for message in ready.below("ada")] == [
        f"Your copy of IN-2009-001, version {kept.version}:\n{kept.text}" for kept in ready.drafts()
    ]
    told = [
        (letter, receipt) for letter, receipt in ready.letters if "Your copy is in" in letter.message.text
    ]
    receipts = [receipt for letter, receipt in told if not letter.link]
    below = [letter.thread for letter, _ in ready.letters if letter.message in ready.below("ada")]
    assert below == receipts


def links(town):
    return [letter for letter, _ in town.letters if letter.link]


def test_the_receipt_opens_the_post_once_that_stands_and_not_before(ready):
    ready.interviews.reply(ready.said("ada", "submit"))
    waiting = {letter.recipient: letter for letter in ready.outbox.claim()}
    ready.arrive(waiting["ada"])
    ready.deliver()
    assert links(ready) == []
    ready.arrive(waiting["C1540"])
    ready.deliver()
    [link] = links(ready)
    assert (link.recipient, link.thread, link.replaces) == ("ada", "", receipt_of(ready, waiting["ada"]))
    assert link.link == ("C1540", receipt_of(ready, waiting["C1540"]))
    assert [button.label for button in link.message.buttons] == ["Open in channel", "Withdraw"]
    assert link.message.parts == waiting["ada"].message.parts


def test_what_is_held_back_is_opened_only_once_it_is_released(ready):
    ready.write("ada", "edit sensitive", "yes", "submit")
    assert links(ready) == []
    ready.notes.release("bo", "1", key="release")
    ready.deliver()
    [link] = links(ready)
    assert (link.recipient, link.message.text) == ("ada", ready.last("ada"))
    assert link.link[0] == "C1540"


def test_the_copy_of_a_long_note_is_a_file(ready):
    ready.write("ada", "edit highlights", "\n\n".join([LONG] * 110), "that is all", "submit")
    [copy] = ready.below("ada")
    assert (copy.text, [paper.name for paper in copy.attached]) == (
        "Your copy of IN-2009-001, version 1:",
        ["IN-2009-001-v1.docx"],
    )


def test_the_papers_of_a_version_hang_on_its_post(ready):
    ready.write("ada", "submit")
    post = receipt_of(ready, posts(ready)[0])
    [papers] = [letter for letter, _ in ready.letters if letter.message.attached]
    assert (papers.recipient, papers.thread, papers.message.text) == (
        "C1540",
        post,
        "The papers of IN-2009-001, version 1.",
    )
    assert [(one.note, one.version, one.format, one.name) for one in papers.message.attached] == [
        (1, 1, "png", "IN-2009-001-v1.png"),
        (1, 1, "docx", "IN-2009-001-v1.docx"),
        (1, 1, "pdf", "IN-2009-001-v1.pdf"),
    ]


@pytest.mark.parametrize(("own", "elsewhere"), [("information_note", False), ("back_to_office_report", True)])
def test_a_note_type_with_a_channel_of_its_own_is_posted_there_with_all_that_follows(ready, own, elsewhere):
    ready.office = replace(ready.office, channels={own: "C2"})
    ready.interviews = Interviews(ready.office)
    ready.write("ada", "submit", "edit event", "Workshop", "submit")
    deed = Deed(person="bo", act="approve", about="1.2", key="approve", values={})
    assert Reviews(ready.office).send(deed) == {}
    ready.deliver()
    there, not_there = ("C1540", "C2") if elsewhere else ("C2", "C1540")
    assert [post.message.parts[0].text.partition("version ")[2] for post in posts(ready, there)] == [
        "1",
        "2",
        "2: approved",
    ]
    assert [title for title, *_ in shown(ready, there)] == [
        "Information Note IN-2009-001, version 1",
        "Information Note IN-2009-001, version 2",
        "Information Note IN-2009-001, version 2: approved",
    ]
    assert "Version 2, compared with version 1" in "".join(message.text for message in thread(ready, there))
    assert ready.heard(not_there) == []


def test_what_was_held_back_is_released_into_the_channel_of_its_note_type(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    Notes(replace(town.office, channels={"information_note": "C2"})).release("bo", "1", key="r")
    town.deliver()
    assert (len(posts(town, "C2")), town.heard("C1540")) == (1, [])


def shown(town, reader="C1540"):
    """Return of each message that shows papers its title, whose papers they are, and which message it overwrites."""
    sent = {receipt: letter for letter, receipt in town.letters}
    cards = [letter for letter, _ in town.letters if letter.recipient == reader and letter.papers]
    return [
        (
            card.message.parts[0].text,
            sent[card.papers].message.text,
            sent[card.replaces].message.buttons != (),
        )
        for card in cards
    ]


def test_the_post_is_sent_before_its_papers_and_shows_them_once_they_have_arrived(ready):
    ready.write("ada", "submit")
    letters = [letter for letter, _ in ready.letters if letter.recipient == "C1540"]
    assert [enclosed(letter.message) for letter in letters[:3]] == [None] * 3
    [picture] = [part for part in letters[3].message.parts if isinstance(part, Enclosed)]
    assert picture.alt == "The first page of IN-2009-001, version 1; its text is in this thread."
    assert letters[3].message.buttons == letters[0].message.buttons
    title, papers = "Information Note IN-2009-001, version 1", "The papers of IN-2009-001, version 1."
    assert shown(ready) == [(title, papers, True)]


def test_each_version_and_what_is_approved_show_their_own_papers_and_what_was_withdrawn_none(ready):
    ready.write("ada", "submit", "edit event", "Workshop", "submit")
    reviews = Reviews(ready.office)
    for act, values in (("approve", {}), ("withdraw", {"why": "It was another day."})):
        deed = Deed(person="bo", act=act, about="1.2", key=act, values=values)
        assert reviews.send(deed) == {}
        ready.deliver()
    title = "Information Note IN-2009-001, version"
    assert shown(ready) == [
        (f"{title} 1", "The papers of IN-2009-001, version 1.", True),
        (f"{title} 2", "The papers of IN-2009-001, version 2.", True),
        (f"{title} 2: approved", "The papers of IN-2009-001 as approved.", True),
    ]
    ends = [letter.message for letter, _ in ready.letters if letter.replaces]
    assert ends[-1].parts[0].text == f"{title} 2: withdrawn"
    assert enclosed(ends[-1]) is None


def test_the_buttons_of_a_post_name_the_version(ready):
    ready.write("ada", "submit", "edit event", "Workshop", "submit")
    assert [
        [(button.label, button.act, button.about) for button in post.message.buttons] for post in posts(ready)
    ] == [
        [
            ("Read", "read", f"1.{version}"),
            ("Comment", "comment", f"1.{version}"),
            ("Request changes", "changes", f"1.{version}"),
            ("Approve", "approve", f"1.{version}"),
            ("I was there too", "join", f"1.{version}"),
        ]
        for version in (1, 2)
    ]


def test_trap_21_the_next_version_overwrites_the_post_and_its_thread_says_what_differs(ready):
    ready.write("ada", "submit", "edit event", "Seminar on dual use", "submit")
    first = receipt_of(ready, posts(ready)[0])
    assert [post.replaces for post in posts(ready)] == ["", first]
    assert thread(ready)[1].text.split("\n") == [
        "Version 2, compared with version 1",
        "Event: was: “Seminar on export controls”; now: “Seminar on dual use”",
    ]
    hanging = [letter for letter, _ in ready.letters if letter.thread and letter.recipient == "C1540"]
    assert {letter.thread for letter in hanging} == {first}


def test_a_post_that_could_not_be_overwritten_is_followed_by_a_new_one(ready):
    ready.write("ada", "submit", "edit event", "Workshop")
    submit_and_refuse(ready, TransportError("cant_update_message", permanent=True))
    ready.write("ada", "submit")
    assert [post.replaces for post in posts(ready)] == ["", ""]
    assert thread(ready)[-1].text == ready.drafts()[-1].text


def test_a_post_that_was_deleted_comes_back_and_the_next_version_overwrites_that_one(ready):
    ready.write("ada", "submit", "edit event", "Workshop")
    submit_and_refuse(ready, TransportError("message_not_found", permanent=True))
    ready.deliver()
    fresh = receipt_of(ready, posts(ready)[-1])
    hanging = [letter for letter, _ in ready.letters if letter.thread == fresh]
    assert [bool(letter.message.attached) for letter in hanging] == [False, True, False]
    assert hanging[0].message.text.startswith("Version 2, compared with version 1")
    assert hanging[-1].message.text == ready.drafts()[-1].text
    ready.write("ada", "edit event", "Seminar", "submit")
    assert [post.replaces for post in posts(ready)] == ["", "", fresh]
    [told] = ready.heard("bo")
    assert told.startswith("Somebody deleted a message about note 1 in Slack.")


def test_submitting_twice_posts_once(ready):
    ready.write("ada", "submit", "submit")
    assert (len(posts(ready)), len(ready.drafts())) == (1, 1)
    assert ready.last("ada").startswith("Already submitted as version 1.")


def test_a_change_makes_version_two_which_says_so(ready):
    ready.write("ada", "submit", "edit event", "Workshop", "submit")
    assert [draft.version for draft in ready.drafts()] == [1, 2]
    assert said(posts(ready)[1]) == "By Ada. Gaps that will show: Background. It replaces version 1."


def test_words_that_were_only_kept_make_no_new_version(ready):
    ready.write("ada", "submit", "edit dates", "dunno", "keep it", "submit")
    assert ready.answers()["dates"].kept == "dunno"
    assert [draft.version for draft in ready.drafts()] == [1]


def test_a_question_that_is_skipped_again_makes_no_new_version_by_its_words_alone(ready):
    ready.write("ada", "submit", "edit dates", "dunno", "keep it", "edit event", "keep it", "submit")
    assert [draft.version for draft in ready.drafts()] == [1]


def test_a_changed_answer_that_was_changed_back_is_no_new_version(ready):
    ready.write(
        "ada", "submit", "edit event", "Workshop", "edit event", "Seminar on export controls", "submit"
    )
    assert [draft.version for draft in ready.drafts()] == [1]


def test_what_needs_clearance_goes_to_whoever_coordinates_and_to_no_channel(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    assert (len(posts(town)), len(posts(town, "bo"))) == (0, 1)
    assert said(posts(town, "bo")[0]).endswith(HELD)
    assert town.last("ada").startswith("Submitted as IN-2009-001, version 1. Because of what you said")


def test_what_was_held_back_once_stays_so_until_a_coordinator_releases_it(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit", "edit sensitive", "no", "submit", "edit event", "Workshop", "submit")
    assert (len(posts(town)), len(posts(town, "bo"))) == (0, 3)
    assert [said(post).endswith(STILL_HELD) for post in posts(town, "bo")] == [False, True, True]
    assert town.last("ada") == (
        "Submitted as IN-2009-001, version 3. An earlier version was held back, so this one went to the "
        "coordinator, who can release it into the channel. Your copy is in the thread of this message."
    )


def test_a_release_posts_the_newest_version_and_tells_the_expert(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit", "edit sensitive", "no", "submit")
    shown = town.notes.release("bo", "1", key="r")
    town.deliver()
    assert shown == "IN-2009-001, version 2, goes to the team's channel now. Ada is told."
    (post,) = posts(town)
    assert (post.message.parts[0].text, said(post)) == (
        "Information Note IN-2009-001, version 2",
        "By Ada. Gaps that will show: Background. Released for the channel by Bo.",
    )
    assert [message.text for message in thread(town)] == [town.drafts()[-1].text]
    assert town.last("ada") == "Bo has released IN-2009-001, version 2: it goes to the team's channel."


def test_after_a_release_the_next_version_goes_to_the_channel_unless_it_is_sensitive_again(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    town.notes.release("bo", "1", key="r")
    town.write("ada", "edit sensitive", "no", "submit")
    assert said(posts(town)[1]).endswith("It replaces version 1.")
    town.write("ada", "edit sensitive", "yes", "submit", "edit sensitive", "no", "submit")
    assert [post.message.parts[0].text[-1] for post in posts(town)] == ["1", "2"]


def test_after_a_release_an_answer_that_was_sensitive_before_holds_nothing_back(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    town.notes.release("bo", "1", key="r")
    town.write("ada", "edit event", "Workshop", "submit")
    assert [post.message.parts[0].text[-1] for post in posts(town)] == ["1", "2"]
    town.write("ada", "edit sensitive", "yes", "submit")
    town.write("ada", "edit event", "Workshop on fish", "submit")
    assert (len(posts(town)), len(town.drafts())) == (2, 3)


def test_after_a_release_what_was_asked_about_is_cleared_and_what_is_asked_later_is_not(town):
    town.answer_all(participants="Some 60 people, ask a@b.org")
    town.write("ada", "submit")
    town.press("ada", "Ask the coordinator")
    town.notes.release("bo", "1", key="r")
    town.write("ada", "edit event", "Workshop", "submit")
    assert [post.message.parts[0].text[-1] for post in posts(town)] == ["1", "2"]
    town.write("ada", "edit participants", "Some 60 people, ask c@d.org", "submit")
    town.press("ada", "Ask the coordinator")
    assert (len(posts(town)), len(town.drafts())) == (2, 3)
    assert said(posts(town, "bo")[-1]).startswith("By Ada. Gaps that will show: Background. Held back")


def test_a_release_posts_nothing_that_was_not_handed_in(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit", "edit event", "Secret talks")
    town.notes.release("bo", "1", key="r")
    town.deliver()
    assert posts(town)[0].message.parts[1].text == "Seminar on export controls; 3-4 June 2009"


def test_a_version_that_replaces_one_in_the_channel_says_so_when_it_is_released(ready):
    ready.write("ada", "submit", "edit sensitive", "yes", "submit")
    ready.notes.release("bo", "1", key="r")
    ready.deliver()
    assert (
        said(posts(ready)[1])
        == "By Ada. Gaps that will show: Background. Released for the channel by Bo. It replaces version 1."
    )


def test_what_was_released_or_never_held_is_not_posted_again(ready):
    ready.write("ada", "submit")
    public = "IN-2009-001, version 1, is in the team's channel already; nothing was changed."
    assert ready.notes.release("bo", "1", key="r") == public
    ready.write("ada", "edit sensitive", "yes", "submit")
    ready.notes.release("bo", "1", key="r2")
    assert ready.notes.release("bo", "1", key="r3") == public.replace("version 1", "version 2")
    ready.deliver()
    assert len(posts(ready)) == 2


def test_the_same_release_twice_is_one(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    town.notes.release("bo", "1", key="r")
    assert town.notes.release("bo", "1", key="r") == ""


@pytest.mark.parametrize("number", ["2", "0", "-1", "one", "٣", "9" * 5000, "IN-2009-001"])
def test_a_number_without_a_draft_is_repeated_with_an_example(town, number):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    said = town.notes.release("bo", number, key="r")
    assert said.startswith(f"I know no draft of a note with the number “{isolated(number)}”.")
    assert posts(town) == []


def test_a_release_without_a_number_asks_which(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    assert town.notes.release("bo", "", key="r") == (
        "Which one? Take its number from the message with which the draft came to you, for example: /note release 1"
    )
    assert posts(town) == []


def test_a_note_without_a_draft_is_not_released(town):
    town.begin("ada")
    assert town.notes.release("bo", "1", key="r").startswith("I know no draft")


def test_what_is_missing_is_named_and_nothing_is_kept(town):
    town.begin("ada")
    town.write("ada", "Seminar", "submit")
    assert (town.drafts(), posts(town), town.status()) == ([], [], Status.STARTED)


def test_a_long_draft_is_posted_in_one_thread(town):
    town.answer_all(highlights=f"{LONG} " * 150)
    town.write("ada", "submit")
    receipt = receipt_of(town, posts(town)[0])
    others = [letter for letter, _ in town.letters if letter.recipient == "C1540"][1:]
    assert len(thread(town)) >= 2
    assert [letter.thread or letter.replaces for letter in others] == [receipt] * len(others)


def test_a_note_that_asks_for_nothing_may_be_handed_in_at_once(own_type):
    question = '[[question]]\nkey = "city"\nkind = "line"\nlabel = "City"\nprompt = "Which?"\n'
    town = own_type(f'title = "Trip"\nprefix = "T"\n{question}')
    town.begin("ada")
    town.write("ada", "submit")
    assert (town.status(), town.drafts()[0].version) == (Status.IN_REVIEW, 1)


ABSENT = (
    'Ada did not attend Workshop on "Making the difference"; the note is closed. '
    "/note owe registers it for somebody else."
)
OTHER = (
    'Ada says that someone else writes the note on Workshop on "Making the difference"; '
    "it is closed for them. /note owe registers it for that person."
)


@pytest.mark.parametrize(("label", "told"), [("I did not attend", ABSENT), ("Someone else writes it", OTHER)])
def test_a_declined_note_tells_whoever_asked_for_it(town, label, told):
    town.owe()
    town.press("ada", label)
    if label == "I did not attend":
        town.write("ada", "close it all the same")
    assert (town.status(), town.heard("bo")) == (Status.DECLINED, [told])


def test_a_declined_note_is_never_called_back_to(town):
    town.owe()
    town.write(
        "ada", "tomorrow", "start now", "yes", "session", "skip, x", "skip", "I will get it", "tomorrow"
    )
    asked_again = [town.promised(1, f"debt:{key}") for key in town.answers()]
    town.press("ada", "I did not attend")
    town.press("ada", "Nothing to report")
    states = {row.state for row in (town.promised(1, f"debt:{key}") for key in town.answers()) if row}
    assert any(asked_again)
    assert (states, town.promised(1, "wake").state) == ({"dropped"}, "dropped")


def test_the_journal_tells_who_did_what_and_no_answer(ready):
    ready.write("ada", "submit")
    with ready.office.transaction() as tx:
        journal = tx.journal.of(1)
    assert [entry.what for entry in journal if entry.what in set(Status)] == [Status.OWED, Status.IN_REVIEW]
    assert {entry.who for entry in journal} == {"ada"}
    assert [entry for entry in journal if "Seminar" in str(entry.facts)] == []


def submit_and_refuse(town, error):
    town.interviews.reply(town.said("ada", "submit"))
    for letter in town.outbox.claim():
        if letter.recipient == "C1540":
            town.outbox.failed(letter, error)
        else:
            town.outbox.sent(Arrival(letter, "D-ada", town.tick()))


def test_a_version_that_slack_refused_can_be_handed_in_again(ready):
    submit_and_refuse(ready, TransportError("not_in_channel", permanent=True))
    ready.deliver()
    ready.write("ada", "submit")
    (shown,) = posts(ready)
    assert (len(ready.drafts()), shown.message.parts[0].text) == (
        2,
        "Information Note IN-2009-001, version 2",
    )
    assert "It replaces" not in shown.message.text


def test_a_draft_that_waits_for_the_channel_does_not_follow_one_that_is_held_back(ready):
    submit_and_refuse(ready, TransportError("wait", after=timedelta(minutes=5)))
    ready.deliver()
    ready.write("ada", "edit sensitive", "yes", "submit")
    ready.tick(minutes=10)
    ready.deliver()
    assert (len(posts(ready)), len(posts(ready, "bo")) > 0) == (0, True)
