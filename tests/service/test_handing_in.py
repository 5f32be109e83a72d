"""The ends: a draft is kept with what made it and posted once, or the note is closed and whoever asked is told."""

from datetime import timedelta
from hashlib import sha256

import pytest

from bot.core.notes import Status
from bot.service.outbox import Arrival, TransportError
from tests.service.town import LONG


@pytest.fixture
def ready(town):
    """Ada's note has everything that is required."""
    town.answer_all()
    return town


def posts(town, reader="C1540"):
    return [letter for letter, _ in town.letters if letter.recipient == reader]


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
    title, said, sheet = (part.text for part in post.message.parts)
    assert (title, sheet) == ("Information Note IN-2009-001, version 1", ready.drafts()[0].text)
    assert said == "By Ada. Gaps that will show: Background."


def test_submitting_twice_posts_once(ready):
    ready.write("ada", "submit", "submit")
    assert (len(posts(ready)), len(ready.drafts())) == (1, 1)
    assert ready.last("ada").startswith("Already submitted as version 1.")


def test_a_change_makes_version_two_which_says_so(ready):
    ready.write("ada", "submit", "edit event", "Workshop", "submit")
    assert [draft.version for draft in ready.drafts()] == [1, 2]
    assert posts(ready)[1].message.parts[1].text == (
        "By Ada. Gaps that will show: Background. It replaces version 1."
    )


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
    assert (
        posts(town, "bo")[0]
        .message.parts[1]
        .text.endswith("Held back from the channel: Ada says that something in it needs clearance.")
    )
    assert town.last("ada").startswith("Submitted as IN-2009-001, version 1. Because of what you said")


def test_what_is_missing_is_named_and_nothing_is_kept(town):
    town.begin("ada")
    town.write("ada", "Seminar", "submit")
    assert (town.drafts(), posts(town), town.status()) == ([], [], Status.STARTED)


def test_a_long_draft_is_posted_in_one_thread(town):
    town.answer_all(highlights=f"{LONG} " * 150)
    town.write("ada", "submit")
    first, *others = posts(town)
    receipt = next(receipt for letter, receipt in town.letters if letter.id == first.id)
    assert len(others) >= 1
    assert [letter.thread for letter in others] == [receipt] * len(others)


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
    assert (town.status(), town.heard("bo")) == (Status.DECLINED, [told])


def test_a_declined_note_is_never_called_back_to(town):
    town.owe()
    town.write(
        "ada", "tomorrow", "start now", "yes", "session", "skip, x", "skip", "I will get it", "tomorrow"
    )
    asked_again = [town.promised(1, f"debt:{key}") for key in town.answers()]
    town.press("ada", "I did not attend")
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
