"""Review: what readers may do, what the expert is asked, which version an approval means, and who is still needed."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.render.markdown import plain
from bot.service.coordinator.steering import Steering
from bot.service.expert.notes import Notes
from bot.service.outbox import TransportError
from bot.service.review.reviews import Reviews
from tests.service.test_handing_in import posts, receipt_of, thread
from tests.service.town import LONG, handed_in
from tests.service.tripwire import calls

SWEDISH = "An expert of Sweden underlined the cooperative dimension of resolution 1540 (2004)."
REMARKS = {"highlights": "who said this?", "participants": "how many?"}


class Table:
    """Where a note is reviewed: Ada wrote it, Bo coordinates, Cy is of the team."""

    def __init__(self, town, **facts):
        self.town = town
        self.office = replace(town.office, **facts)
        self.reviews = Reviews(self.office)
        self.town.interviews.office = self.office

    def deed(self, person, act, *, version, note=1, key="", **values):
        key = key or f"deed{self.town.tick()}"
        return Deed(person=person, act=act, about=f"{note}.{version}", key=key, values=values)

    def press(self, person, act, *, version=1, note=1):
        return self.reviews.press(self.deed(person, act, version=version, note=note))

    def send(self, person, act, *, version=1, note=1, key="", **values):
        faults = self.reviews.send(self.deed(person, act, version=version, note=note, key=key, **values))
        self.town.deliver()
        return faults

    def refused(self, person, act, *, version=1):
        """Return why the button does not open, and make sure that a form sent all the same does nothing either."""
        before = self.rows()
        form = self.press(person, act, version=version)
        values = {"comment": "x"} if act == "comment" else {"event": "x"} if act == "changes" else {}
        faults = self.send(person, act, version=version, **values)
        told = next(iter(faults.values()), "") or self.town.last(person)
        assert (form.title, form.submit, " ".join(form.lines)) == ("Nothing was changed", "", told)
        assert self.rows() == before
        return told

    def refused_join(self, person):
        """Return why somebody can not join, and make sure that nothing was kept."""
        before = self.rows()
        form = self.press(person, "join")
        assert self.send(person, "join", own=ALSO) == {"own": " ".join(form.lines)}
        assert self.rows() == before
        return form.lines[0]

    def rows(self):
        with self.office.transaction() as tx:
            return list(tx.reviews.of(1)), tx.notes.get(1).status

    def journal(self):
        with self.office.transaction() as tx:
            return [(entry.who, entry.what, entry.facts) for entry in tx.journal.of(1)]


@pytest.fixture
def table(town):
    """Ada has handed in version 1."""
    town.recall(handed_in)
    return Table(town)


@pytest.fixture
def one_question(own_type):
    """Return how to found a town whose notes have one question, and are reviewed so."""
    question = '[[question]]\nkey = "event"\nkind = "line"\nlabel = "Event"\nprompt = "Which?"\n'
    head = 'title = "Information Note"\nprefix = "IN"\n[review]\n'
    return lambda review: own_type(f"{head}{review}\n{question}", "# {{ event }}\n")


@pytest.fixture
def of_all(one_question):
    """Ada has handed in version 1 of a note that Bo and Cy both have to approve."""
    town = one_question('approvals = "all"')
    town.begin("ada")
    town.write("ada", "Seminar", "submit")
    return Table(town, reviewers=("bo", "cy"))


def lines(town, reader="C1540"):
    """Return what was said in the thread after the text of the first version."""
    return [message.text for message in thread(town, reader)[1:]]


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize("person", ["ada", "bo", "cy"])
def test_everybody_who_sees_the_post_reads_the_newest_version(table, person):
    form = table.press(person, "read")
    assert (form.title, form.submit, form.fields) == ("IN-2009-001, version 1", "", ())
    assert "Seminar on export controls" in form.lines[0]
    assert "[Background: to be supplied]" in " ".join(form.lines)


def test_reading_from_an_old_button_shows_the_newest_version_and_says_so(table):
    table.town.write("ada", "edit event", "Seminar on dual use", "submit")
    form = table.press("bo", "read", version=1)
    assert (form.title, form.lines[0]) == (
        "IN-2009-001, version 2",
        "Version 2 exists; you were looking at version 1.",
    )
    assert "Seminar on dual use" in form.lines[1]


def test_a_long_draft_is_cut_into_lines_that_a_form_takes_and_points_to_the_thread(town):
    town.answer_all(highlights="\n\n".join(f"{n} {'word ' * 80}" for n in range(20)))
    town.write("ada", "edit highlights", "add to it", *["word " * 1700] * 7, "submit")
    form = Table(town).press("bo", "read")
    assert {len(line) <= 3000 for line in form.lines} == {True}


# ------------------------------------------------------------------ commenting


def test_a_comment_reaches_the_expert_by_name_and_the_thread_without(table):
    form = table.press("cy", "comment")
    assert (form.act, form.about, form.submit, [f.key for f in form.fields]) == (
        "comment",
        "1.1",
        "Send",
        ["comment"],
    )
    assert table.send("cy", "comment", comment=" Well done.\n\nThe second part most. ") == {}
    assert lines(table.town) == ["A comment on version 1:\nWell done.\n\nThe second part most."]
    assert table.town.last("ada").split("\n")[:2] == ["Cy comments on IN-2009-001, version 1:", "Well done."]
    assert table.town.status() == Status.IN_REVIEW


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("  \n ", "Write your comment here, for example: the second bullet is very good."),
        ("x" * 3001, "3000 characters at most are possible here, yours has 3001. Please shorten it."),
        (
            "Off the record: he was ill. Ask a.lund@mfa.example or +32 2 555 12 34, password: hunter22",
            (
                "Everybody in the channel reads this, so please take out what is private or secret: Off the record: he "
                "was ill.; a.lund@mfa.example; +32 2 555 12 34; password: hunter22. What only Ada may know, tell Ada "
                "yourself."
            ),
        ),
    ],
)
def test_a_comment_that_can_not_be_taken_is_told_at_its_field_and_may_be_sent_again(table, typed, fault):
    assert table.send("cy", "comment", key="k", comment=typed) == {"comment": fault}
    assert table.send("cy", "comment", key="k", comment="Well done.") == {}
    assert len(table.rows()[0]) == 1


def test_whoever_writes_the_note_does_not_comment_on_it(table):
    assert table.refused("ada", "comment").startswith("You write this note.")


# ------------------------------------------------------------------ asking for changes


def test_the_form_of_a_request_has_a_line_for_each_question_with_its_answer(table):
    form = table.press("bo", "changes")
    fields = {field.key: (field.label, field.hint) for field in form.fields}
    assert (form.act, form.about, form.title) == ("changes", "1.1", "Request changes")
    assert fields["event"] == ("Event", "Seminar on export controls")
    assert fields["background"] == ("Background", "")
    assert not any(field.required for field in form.fields)


def test_a_request_asks_the_expert_only_those_questions_with_the_old_text_and_the_remark(table):
    assert table.send("bo", "changes", **REMARKS) == {}
    assert (table.town.status(), lines(table.town)) == (
        Status.CHANGES_ASKED,
        ["Bo asked for 2 changes in version 1."],
    )
    asked = table.town.last("ada")
    assert asked.startswith(
        "Bo has 2 questions about version 1 of your note; everything else is fine.\nBo asks:\nhow many?"
    )
    assert "Some 60 participants from 14 States" in asked
    assert table.town.screen("ada") == (1, "editing", "participants")
    table.town.write("ada", "Some 80 participants from 14 States")
    assert "Bo asks:\nwho said this?" in table.town.last("ada")
    assert table.town.screen("ada") == (1, "editing", "highlights")


def test_the_last_answer_hands_the_next_version_in_by_itself(table):
    table.send("bo", "changes", **REMARKS)
    table.town.write("ada", "Some 80 participants from 14 States", SWEDISH)
    assert (table.town.status(), [d.version for d in table.town.drafts()]) == (Status.IN_REVIEW, [1, 2])
    assert table.town.last("ada").endswith(
        "That was all that was asked. Version 2 of IN-2009-001 is posted, with what has changed. "
        "Your copy is in the thread of this message."
    )
    assert lines(table.town)[1].split("\n") == [
        "Version 2, compared with version 1",
        "Participants: was: “Some 60 participants from 14 …”; now: “Some 80 participants from 14 …”",
        lines(table.town)[1].split("\n")[2],
    ]
    assert [button.about for button in posts(table.town)[-1].message.buttons] == ["1.2"] * 5


def test_an_answer_that_stays_as_it_is_counts_and_the_next_version_says_that_nothing_changed(table):
    table.send("bo", "changes", highlights="who said this?")
    table.town.press("ada", "Keep it")
    assert (table.town.status(), len(table.town.drafts())) == (Status.IN_REVIEW, 2)
    assert lines(table.town)[-1] == (
        "Version 2, compared with version 1\nThe text is the same as in version 1."
    )


def test_a_question_that_has_no_answer_can_be_asked_for_and_skipped(table):
    table.send("bo", "changes", background="why was it held?")
    assert table.town.screen("ada") == (1, "question", "background")
    table.town.write("ada", "skip", "skip")
    assert (table.town.status(), len(table.town.drafts())) == (Status.IN_REVIEW, 2)


def test_words_that_did_not_fit_answer_no_remark(table):
    table.send("bo", "changes", dates="and the second day?")
    table.town.write("ada", "dunno")
    assert (table.town.status(), table.town.screen("ada")) == (Status.CHANGES_ASKED, (1, "editing", "dates"))
    table.town.write("ada", "2-4 June 2009")
    assert len(table.town.drafts()) == 2


def test_the_draft_is_not_handed_in_before_the_remarks_are_answered(table):
    table.send("bo", "changes", **REMARKS)
    table.town.write("ada", "edit event", "Workshop", "submit")
    assert (len(table.town.drafts()), table.town.status()) == (1, Status.CHANGES_ASKED)
    assert table.town.last("ada").startswith(
        "Before the next version there are 2 questions of whoever read it."
    )


def test_a_remark_about_an_answer_that_was_changed_meanwhile_is_settled(table):
    table.town.write("ada", "edit participants", "Some 80 participants from 14 States")
    table.send("bo", "changes", **REMARKS)
    told = table.town.last("ada").split("\n")
    assert told[1:3] == ["On Participants, which you have changed since that version:", "how many?"]
    assert table.town.screen("ada") == (1, "editing", "highlights")


def test_a_remark_on_an_answer_of_which_another_reader_asked_before_arrives_too(table):
    table.send("bo", "changes", **REMARKS)
    table.town.write("ada", "Some 80 participants from 14 States")
    table.send("bo", "changes", participants="and from where?")
    assert "and from where?" in table.town.last("ada")


def test_an_answer_in_several_messages_is_handed_in_when_it_is_complete(table):
    table.send("bo", "changes", highlights="nothing more?")
    table.town.press("ada", "Add to it")
    table.town.write("ada", "The second day was about training.", "The third about lists.")
    assert len(table.town.drafts()) == 1
    table.town.press("ada", "That is all")
    assert len(table.town.drafts()) == 2
    assert "The third about lists." in table.town.drafts()[-1].text


def test_two_reviewers_may_both_ask_and_the_expert_sees_whose_remark_is_whose(town):
    town.answer_all()
    town.write("ada", "submit")
    table = Table(town, reviewers=("bo", "cy"))
    table.send("bo", "changes", highlights="who said this?")
    assert table.send("cy", "changes", highlights="when?", event="its full name?") == {}
    assert "Cy asks:\nits full name?" in town.last("ada")
    town.write("ada", "Seminar on export controls and more")
    assert "Bo, Cy asks:\nBo: who said this?\nCy: when?" in town.last("ada")


def test_a_request_without_a_line_is_told_so_and_changes_nothing(table):
    faults = table.send("bo", "changes", event="  ", highlights="")
    assert faults == {"event": "Write a line for at least one question, for example: who said this?"}
    assert (table.rows(), table.town.drafts()[0].version) == (([], Status.IN_REVIEW), 1)


def test_a_line_that_is_too_long_is_told_at_its_field(table):
    assert list(table.send("bo", "changes", event="x" * 501, highlights="who?")) == ["event"]
    assert table.rows() == ([], Status.IN_REVIEW)


def test_fields_of_no_question_are_not_taken(table):
    table.send("bo", "changes", event="full name?", secret="x", __proto__="y")
    assert table.rows()[0][0].remarks == {"event": "full name?"}


def test_a_question_of_a_reader_does_not_swallow_the_answer_to_another_note(table):
    table.town.begin("ada")
    table.send("bo", "changes", highlights="who said this?")
    table.town.write("ada", "Meeting of experts")
    assert table.town.values(2) == {"event": "Meeting of experts"}
    assert "Several speakers" in table.town.values(1)["highlights"]


# ------------------------------------------------------------------ approving


def test_an_approval_names_the_version_and_settles_the_post(table):
    form = table.press("bo", "approve")
    assert (form.act, form.about, form.title, form.submit) == (
        "approve",
        "1.1",
        "Approve version 1",
        "Approve",
    )
    assert form.lines[:2] == ("Approve version 1 of IN-2009-001?", "It is the first version.")
    assert form.lines[2] == "Gaps that will show: Background. House style: no suggestions left."
    assert table.send("bo", "approve") == {}
    assert (table.town.status(), lines(table.town)) == (
        Status.APPROVED,
        ["IN-2009-001, version 1, approved by Bo (1 of 1)."],
    )
    post = posts(table.town)[-1].message
    assert [button.label for button in post.buttons] == ["Read", "Withdraw"]
    assert [part.text for part in post.parts] == [
        "Information Note IN-2009-001, version 1: approved",
        "Seminar on export controls; 3-4 June 2009",
        "By Ada. Approved by Bo.",
    ]
    assert table.town.last("ada") == (
        "IN-2009-001, version 1, approved by Bo (1 of 1). Reminders are off. "
        "To correct something later, type /note resume IN-2009-001"
    )


def test_the_form_of_an_approval_says_what_changed_since_the_version_before(table):
    table.town.write("ada", "edit event", "Seminar on dual use", "submit")
    assert table.press("bo", "approve", version=2).lines[1:3] == (
        "It differs from version 1 in 1 place:",
        "Event: was: “Seminar on export controls”; now: “Seminar on dual use”",
    )


def test_the_form_of_an_approval_counts_what_of_the_house_style_was_not_taken(table):
    words = "Several speakers underlined the cooperative dimension of UNSCR 1540."
    table.town.write("ada", "edit highlights", words, "submit", "keep mine")
    assert table.press("bo", "approve", version=2).lines[-1] == (
        "Gaps that will show: Background. House style: 1 suggestion not taken: "
        "“UNSCR 1540” in Highlights, suggested “resolution 1540 (2004)”."
    )


def test_the_text_is_read_again_from_the_form_of_an_approval(table):
    [again] = table.press("bo", "approve").buttons
    assert (again.label, again.act, again.about) == ("Read again", "read", "1.1")
    with table.office.transaction() as tx:
        [kept] = tx.drafts.of(1)
    read = table.reviews.press(table.deed("bo", again.act, version=1))
    assert "".join(read.lines).split() == plain(kept.text).split()


def test_an_approved_note_is_found_by_its_words(table):
    table.send("bo", "approve")
    with table.office.transaction() as tx:
        assert [found.note for found in tx.search.find("cooperative", most=5)] == [1]


def test_the_author_never_approves_not_even_as_a_reviewer_who_coordinates(town):
    town.answer_all()
    town.write("ada", "submit")
    table = Table(town, reviewers=("ada", "bo"), coordinators=("ada", "bo"))
    assert table.refused("ada", "approve") == "You write IN-2009-001, so somebody else approves it: Bo."


def test_who_is_no_reviewer_approves_nothing_and_is_told_who_can(table):
    said = "Only a reviewer of IN-2009-001 can do this: Bo. You can read the draft and comment on it."
    assert (table.refused("cy", "approve"), table.refused("cy", "changes")) == (said, said)


def test_rights_are_looked_up_when_the_form_is_sent_not_only_when_it_opens(town):
    town.answer_all()
    town.write("ada", "submit")
    opened = Table(town, reviewers=("cy",)).press("cy", "approve")
    assert opened.submit == "Approve"
    assert Table(town, reviewers=("bo",)).send("cy", "approve") == {}
    assert (town.status(), town.last("cy")[:30]) == (Status.IN_REVIEW, "Only a reviewer of IN-2009-001")


def test_where_all_must_approve_the_first_is_told_who_is_still_needed(of_all):
    of_all.send("bo", "approve")
    told = "IN-2009-001, version 1, approved by Bo (1 of 2). Still needed: 1 more, from Cy."
    assert (of_all.town.status(), lines(of_all.town), of_all.town.last("ada")) == (
        Status.IN_REVIEW,
        [told],
        told,
    )
    of_all.send("cy", "approve")
    assert of_all.town.status() == Status.APPROVED
    assert posts(of_all.town)[-1].message.parts[2].text == "By Ada. Approved by Bo and Cy."


def test_where_most_must_approve_two_of_three_are_enough(one_question):
    town = one_question('approvals = "majority"')
    town.begin("ada")
    town.write("ada", "Seminar", "submit")
    table = Table(town, reviewers=("bo", "cy", "dee"))
    table.send("bo", "approve")
    told = "IN-2009-001, version 1, approved by Bo (1 of 2). Still needed: 1 more, from any of Cy and dee."
    assert (town.status(), lines(town)) == (Status.IN_REVIEW, [told])
    table.send("dee", "approve")
    assert town.status() == Status.APPROVED
    assert posts(town)[-1].message.parts[2].text == "By Ada. Approved by Bo and dee."


def test_approving_twice_says_so(of_all):
    of_all.send("bo", "approve")
    assert of_all.refused("bo", "approve") == "You have approved IN-2009-001, version 1, already."


def test_a_new_version_needs_every_approval_anew(of_all):
    of_all.send("bo", "approve")
    of_all.town.write("ada", "edit event", "Workshop", "submit")
    of_all.send("cy", "approve", version=2)
    assert of_all.town.status() == Status.IN_REVIEW
    of_all.send("bo", "approve", version=2)
    assert of_all.town.status() == Status.APPROVED


def test_two_reviewers_who_approve_at_the_same_moment_are_both_counted(of_all):
    deeds = [of_all.deed(person, "approve", version=1) for person in ("bo", "cy")]
    threads = [Thread(target=of_all.reviews.send, args=(deed,)) for deed in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    of_all.town.deliver()
    assert (of_all.town.status(), len(of_all.rows()[0])) == (Status.APPROVED, 2)


def test_the_same_form_sent_twice_is_one_approval(table):
    assert (table.send("bo", "approve", key="k"), table.send("bo", "approve", key="k")) == ({}, {})
    assert (len(table.rows()[0]), table.town.heard("bo")) == (1, [])


@pytest.mark.parametrize("act", ["comment", "changes", "approve"])
def test_a_button_on_an_old_version_says_which_one_exists(table, act):
    table.town.write("ada", "edit event", "Workshop", "submit")
    assert table.refused("bo", act, version=1) == (
        "IN-2009-001 has a version 2 by now, and you were looking at version 1; nothing was done. Use the buttons "
        "of the newest message about it."
    )


def test_after_an_approval_no_changes_are_asked_for_but_a_comment_still_arrives(table):
    table.send("bo", "approve")
    assert table.refused("bo", "changes").startswith("Version 1 is approved already.")
    assert table.send("bo", "comment", comment="A typo in line 2.") == {}
    assert table.town.last("ada").startswith("Bo comments on IN-2009-001, version 1:\nA typo in line 2.")


def test_what_waits_for_the_expert_is_not_approved(town):
    town.answer_all()
    town.write("ada", "submit")
    table = Table(town, reviewers=("bo", "cy"))
    table.send("bo", "changes", highlights="who?")
    assert table.refused("cy", "approve").startswith("Changes were asked for in IN-2009-001, version 1.")


def found(table):
    with table.office.transaction() as tx:
        return [found.note for found in tx.search.find("cooperative", most=5)]


def test_what_is_approved_can_be_withdrawn_with_a_reason_and_counts_no_more(table):
    table.send("bo", "approve")
    assert found(table) == [1]
    form = table.press("bo", "withdraw")
    assert (form.act, form.about, [field.key for field in form.fields]) == ("withdraw", "1.1", ["why"])
    assert table.send("bo", "withdraw", why="The organizers asked for it.") == {}
    assert (table.town.status(), found(table)) == (Status.WITHDRAWN, [])
    said = "IN-2009-001, version 1, was withdrawn by Bo, and counts no more. The reason: The organizers asked for it."
    assert (table.town.last("ada"), lines(table.town)[-1]) == (said, said)
    post = [letter for letter, _ in table.town.letters if letter.replaces][-1].message
    assert (post.buttons, [part.text for part in post.parts]) == (
        (),
        [
            "Information Note IN-2009-001, version 1: withdrawn",
            "Seminar on export controls; 3-4 June 2009",
            "By Ada. Withdrawn by Bo: The organizers asked for it.",
        ],
    )


def test_a_reason_with_what_is_private_is_not_posted(table):
    table.send("bo", "approve")
    fault = table.send("bo", "withdraw", why="Ask a.lund@mfa.example.")["why"]
    assert "please take out what is private or secret: a.lund@mfa.example." in fault
    assert table.rows()[1] == Status.APPROVED
    assert not any("a.lund" in line for line in lines(table.town))


def test_a_withdrawal_is_traced_and_deletes_nothing(table):
    table.send("bo", "approve")
    table.send("bo", "withdraw", why="The organizers asked for it.")
    assert ("bo", "withdrawn", {"version": 1}) in table.journal()
    verdicts, _ = table.rows()
    assert [(one.verdict, dict(one.remarks)) for one in verdicts] == [
        ("approve", {}),
        ("withdraw", {"": "The organizers asked for it."}),
    ]
    with table.office.transaction() as tx:
        assert (len(tx.drafts.of(1)), "highlights" in tx.answers.latest(1)) == (1, True)


def test_whoever_approved_it_is_told_of_a_withdrawal(of_all):
    of_all.send("bo", "approve")
    of_all.send("cy", "approve")
    of_all.send("bo", "withdraw", why="Wrong event.")
    assert of_all.town.last("cy").endswith(
        "was withdrawn by Bo, and counts no more. The reason: Wrong event."
    )
    assert "withdrawn" not in " ".join(of_all.town.heard("bo"))


def test_a_withdrawal_without_a_reason_is_told_so_and_changes_nothing(table):
    table.send("bo", "approve")
    assert table.send("bo", "withdraw", why=" ")["why"].startswith("Write the reason here")
    assert (table.town.status(), found(table)) == (Status.APPROVED, [1])


@pytest.mark.parametrize("person", ["ada", "cy"])
def test_who_does_not_coordinate_withdraws_nothing_and_is_told_who_can(table, person):
    table.send("bo", "approve")
    told = table.refused(person, "withdraw")
    assert told == "A coordinator can withdraw what is approved: Bo. Tell them why it should be."


def test_what_is_not_approved_is_not_withdrawn(table):
    assert table.refused("bo", "withdraw").startswith("Only what is approved can be withdrawn")


@pytest.mark.parametrize("act", ["read", "comment", "changes", "withdraw"])
def test_an_old_button_of_what_was_withdrawn_says_so(table, act):
    table.send("bo", "approve")
    table.send("bo", "withdraw", why="Wrong event.")
    assert table.refused("bo", act).startswith("IN-2009-001 was withdrawn")


def test_nothing_is_answered_or_handed_in_after_a_withdrawal(table):
    table.send("bo", "approve")
    table.send("bo", "withdraw", why="Wrong event.")
    table.town.write("ada", "edit event", "Seminar on dual use", "submit")
    with table.office.transaction() as tx:
        assert len(tx.drafts.of(1)) == 1
    assert (table.town.status(), table.town.notes.listing("ada")) == (
        Status.WITHDRAWN,
        "You have no open note. /note new starts one.",
    )


def taken_back(table, person="ada", version=1, act="take_back"):
    """Return what is said to whoever presses the button on the receipt; nothing where it is done."""
    form = table.press(person, act, version=version)
    table.town.deliver()
    return " ".join(form.lines) if form else ""


def test_the_receipt_of_what_was_handed_in_takes_it_back(table):
    receipt = next(
        letter.message for letter, _ in table.town.letters if "Submitted as" in letter.message.text
    )
    assert [(one.label, one.act, one.about) for one in receipt.buttons] == [("Withdraw", "take_back", "1.1")]
    assert (taken_back(table), table.town.status()) == ("", Status.DRAFTED)
    assert table.town.last("ada").startswith("Version 1 of IN-2009-001 is taken back")
    post = [letter for letter, _ in table.town.letters if letter.replaces][-1].message
    assert (post.buttons, [part.text for part in post.parts]) == (
        (),
        [
            "Information Note IN-2009-001, version 1: taken back",
            "Seminar on export controls; 3-4 June 2009",
            "By Ada. It is worked on again; the next version will stand here.",
        ],
    )
    assert lines(table.town)[-1] == "Ada has taken version 1 back, and works on it again."
    assert ("ada", "drafted", {"version": 1}) in table.journal()


@pytest.fixture
def answered(table):
    """Ada has answered what Bo asked about version 1, so that version 2 is posted."""
    table.send("bo", "changes", **REMARKS)
    table.town.write("ada", "Some 80 participants from 14 States", SWEDISH)
    return table


def cards(town):
    """Return what stood for the note in the channel, one after the other, also with its papers."""
    return [one.message for one, _ in town.letters if one.recipient == "C1540" and one.message.buttons]


def undone(table, person="ada", version=2):
    return taken_back(table, person, version, "undo")


def test_the_version_that_answers_a_reader_is_undone_and_the_one_before_stands_as_it_was(answered):
    receipt = next(one for one, _ in answered.town.letters if "all that was asked" in one.message.text)
    assert [(one.label, one.act, one.about) for one in receipt.message.buttons] == [("Undo", "undo", "1.2")]
    assert (undone(answered), answered.town.status()) == ("", Status.CHANGES_ASKED)
    assert ("ada", "undo", {"version": 2}) in answered.journal()
    post = cards(answered.town)[-1]
    assert [part.text for part in post.parts][::2] == [
        "Information Note IN-2009-001, version 1",
        "By Ada. Gaps that will show: Background. Version 2 was taken back.",
    ]
    assert [button.about for button in post.buttons] == ["1.1"] * 5
    said = "Ada has taken version 2 back. Version 1 stands again, and what was asked about it is open."
    assert lines(answered.town)[-1] == said
    assert "Some 60 participants" in " ".join(answered.press("bo", "read").lines)


def test_what_was_asked_about_the_version_before_is_asked_again_with_the_answers_of_now(answered):
    undone(answered)
    assert "how many?" in answered.town.last("ada")
    assert "Some 80 participants from 14 States" in answered.town.last("ada")
    answered.town.write("ada", "submit")
    assert "Before the next version there are 2 questions" in answered.town.last("ada")
    answered.town.write("ada", "keep it", "keep it")
    assert ([draft.version for draft in answered.town.drafts()], answered.town.status()) == (
        [1, 2, 3],
        Status.IN_REVIEW,
    )
    assert lines(answered.town)[-1].split("\n")[0] == "Version 3, compared with version 1"
    form = answered.press("bo", "approve", version=3)
    assert form.lines[1] == "It differs from version 1 in 2 places:"
    answered.send("bo", "approve", version=3)
    assert answered.town.status() == Status.APPROVED


def test_a_button_of_a_version_that_was_undone_says_so_and_does_nothing(answered):
    undone(answered)
    said = (
        "Version 2 of IN-2009-001 counts no more; version 1 stands in its place. Nothing was changed. "
        "Use the buttons of the newest message about it."
    )
    assert answered.refused("bo", "approve", version=2) == said
    assert answered.press("bo", "read", version=2).lines[0] == said
    assert undone(answered) == said


def decided(table, *deeds):
    for deed in deeds:
        table.send("bo", deed, version=2, **({"event": "which?"} if deed == "changes" else {}))
    return undone(table)


@pytest.mark.parametrize("deed", ["approve", "changes"])
def test_what_somebody_has_decided_on_is_not_undone(answered, deed):
    before = answered.town.status()
    assert decided(answered, deed).startswith("Version 2 of IN-2009-001 can not be undone: somebody has")
    assert before != answered.town.status() != Status.DRAFTED
    assert len(posts(answered.town)[-1].message.buttons) > 0


def test_one_approval_of_two_is_a_decision(of_all):
    of_all.send("bo", "changes", event="which?")
    of_all.town.write("ada", "Seminar on dual use")
    assert decided(of_all, "approve").startswith("Version 2 of IN-2009-001 can not be undone: somebody has")
    assert of_all.town.status() == Status.IN_REVIEW


def test_a_comment_is_no_decision(answered):
    answered.send("bo", "comment", version=2, comment="Well told.")
    assert (undone(answered), answered.town.status()) == ("", Status.CHANGES_ASKED)


def test_nobody_but_its_author_undoes_a_version_nor_one_that_answers_nobody(table):
    said = "Only Ada, who handed it in, can take it back."
    assert {undone(table, person, version=1) for person in ("bo", "cy")} == {said}
    table.town.write("ada", "edit event", "Seminar on dual use", "submit")
    assert undone(table).startswith("Version 2 of IN-2009-001 can not be undone")
    assert table.town.status() == Status.IN_REVIEW


def test_a_version_that_is_undone_before_its_post_was_sent_stands_nowhere(table):
    table.send("bo", "changes", **REMARKS)
    table.town.write("ada", "Some 80 participants from 14 States")
    table.town.interviews.reply(table.town.said("ada", SWEDISH))
    table.press("ada", "undo", version=2)
    table.town.deliver()
    titles = [post.parts[0].text for post in cards(table.town)]
    assert titles == ["Information Note IN-2009-001, version 1"] * 3
    assert [line.partition(" ")[0] for line in lines(table.town)[1:]] == ["Version", "Ada"]


def test_of_what_was_undone_while_it_was_held_back_the_channel_hears_nothing(table):
    table.send("bo", "changes", sensitive="is it?")
    table.town.write("ada", "yes")
    heard = table.town.heard("C1540")
    assert (undone(table), table.town.status()) == ("", Status.CHANGES_ASKED)
    assert table.town.heard("C1540") == heard
    assert "Version 2 was taken back." in posts(table.town, "bo")[-1].message.text


def test_what_was_taken_back_is_handed_in_as_the_next_version_without_a_change(table):
    taken_back(table)
    table.town.write("ada", "submit")
    assert (table.town.status(), posts(table.town)[-1].message.parts[0].text) == (
        Status.IN_REVIEW,
        "Information Note IN-2009-001, version 2",
    )
    assert table.send("bo", "approve", version=2) == {}
    assert table.town.status() == Status.APPROVED


def test_what_is_asked_about_can_be_taken_back(table):
    table.send("bo", "changes", highlights="who said this?")
    assert (taken_back(table), table.town.status()) == ("", Status.DRAFTED)


@pytest.mark.parametrize("person", ["bo", "cy"])
def test_only_whoever_handed_it_in_takes_it_back(table, person):
    told = taken_back(table, person)
    assert (told, table.town.status()) == ("Only Ada, who handed it in, can take it back.", Status.IN_REVIEW)


def test_what_is_approved_is_not_taken_back(table):
    table.send("bo", "approve")
    told = taken_back(table)
    assert told == "It is approved already. A coordinator can withdraw it: Bo."
    assert table.town.status() == Status.APPROVED


@pytest.mark.parametrize("act", ["read", "comment", "changes", "approve"])
def test_an_old_button_of_what_was_taken_back_says_so(table, act):
    taken_back(table)
    assert table.refused("bo", act).startswith("Version 1 was taken back: Ada works on it again")


def test_taking_back_twice_says_so(table):
    taken_back(table)
    assert taken_back(table).startswith("Version 1 was taken back")


def test_what_was_held_back_and_taken_back_is_not_released(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    table = Table(town)
    assert (taken_back(table), town.status()) == ("", Status.DRAFTED)
    assert town.notes.release("bo", "1", key="r").startswith("I know no draft")


def test_a_correction_after_an_approval_is_reviewed_again_and_leaves_a_trace(table):
    table.send("bo", "approve")
    table.town.write("ada", "edit event", "Seminar on dual use", "submit")
    assert table.town.status() == Status.IN_REVIEW
    assert ("ada", "reopened", {"version": 2}) in table.journal()
    post = posts(table.town)[-1].message
    assert "It changes what was approved, and is to be reviewed again." in post.text
    assert [button.label for button in post.buttons][:2] == ["Read", "Comment"]
    table.send("bo", "approve", version=2)
    assert table.town.status() == Status.APPROVED


def test_an_approved_note_is_open_no_more_and_stays_at_hand_for_three_months(table):
    assert "handed in as version 1" in table.town.notes.listing("ada")
    table.send("bo", "approve")
    none, lately, row = table.town.notes.listing("ada").split("\n")
    assert none == "You have no open note. /note new starts one."
    assert lately.startswith("Approved lately")
    assert row.endswith("approved as version 1. To go on: /note resume IN-2009-001")
    table.town.now += timedelta(days=90)
    assert table.town.notes.listing("ada") == none


def test_what_was_approved_long_ago_costs_a_list_nothing_and_is_in_it_once_it_is_changed(one_question):
    table = Table(one_question('approvals = "any"'), reviewers=("bo",))
    town, counted = table.town, []
    for note in (1, 2, 3):
        review(table, note, days=1)
        town.tick(days=91)
        counted.append(calls(town.office, lambda office: Notes(office).listing("ada")))
    assert counted == [counted[0]] * 3
    town.notes.resume("ada", "IN-2009-002", key="r")
    town.deliver()
    town.write("ada", "edit event", "Seminar on dual use")
    row = "1. Information Note; approved as version 1, changed since: it waits for you to submit it again."
    assert town.notes.listing("ada") == f"Your open notes:\n{row} To go on: /note resume 1"


def review(table, note, **until_approved):
    """Let Ada hand in a note and Bo approve it so much later; return what she was told of his review."""
    table.town.begin("ada")
    table.town.write("ada", "Seminar", "submit")
    [told] = [line for line in table.town.last("ada").split(". ") if line.startswith("Review: ")]
    table.town.tick(**until_approved)
    table.send("bo", "approve", note=note)
    return told


def test_the_expert_is_told_how_long_a_review_takes_once_three_were_approved(one_question):
    table = Table(one_question('approvals = "any"'), reviewers=("bo",))
    # from Thursday on: Friday; from there Monday after a week; from there the same day; from there Tuesday
    spans = ({"days": 1}, {"days": 10}, {"hours": 1}, {"days": 1})
    told = [review(table, note, **span) for note, span in enumerate(spans, 1)]
    assert told == [*["Review: Bo"] * 3, "Review: Bo, usually within 1 working day"]
    assert review(table, 5, days=1) == "Review: Bo, usually within 1 working day"


def test_one_review_that_took_very_long_does_not_make_a_habit(one_question):
    table = Table(one_question('approvals = "any"'), reviewers=("bo",))
    spans = ({"days": 4}, {"days": 4}, {"days": 90})
    for note, span in enumerate(spans, 1):
        review(table, note, **span)
    assert review(table, 4) == "Review: Bo, usually within 4 working days"


def test_what_was_approved_more_than_a_year_ago_says_nothing_of_today(one_question):
    table = Table(one_question('approvals = "any"'), reviewers=("bo",))
    for note in (1, 2, 3):
        review(table, note, days=1)
    table.town.tick(days=366)
    assert review(table, 4) == "Review: Bo"


def test_where_nobody_else_may_review_it_the_expert_is_told_so(town):
    Table(town, coordinators=("ada",), reviewers=())
    town.answer_all()
    town.write("ada", "submit")
    assert "Nobody but you may review it yet: a coordinator has to name somebody." in town.last("ada")


# ------------------------------------------------------------------ two at one event

ALSO = "A representative of the EU announced a fund for laboratories."


def test_somebody_who_was_there_too_writes_beside_the_first_author(table):
    form = table.press("cy", "join")
    assert (form.act, form.title, [(f.key, f.required) for f in form.fields]) == (
        "join",
        "I was there too",
        [("own", True), ("more", False)],
    )
    assert table.send("cy", "join", own=ALSO, more="It was 65 people.") == {}
    assert lines(table.town)[0].split("\n") == [
        "Cy was there too. Highlights, side by side:",
        "Highlights (Ada)",
        LONG,
        "Highlights (Cy)",
        ALSO,
    ]
    assert table.town.last("ada").split("\n")[:4] == [
        "Cy was there too, and wrote this for the note; it stands in the next version. Type submit to post it:",
        ALSO,
        "Cy would correct:",
        "It was 65 people.",
    ]
    assert table.town.last("cy") == "Thank you. Your words stand in the next version, which Ada hands in."
    assert "65" not in " ".join(table.town.heard("C1540"))


def test_the_next_version_has_the_words_of_both_under_their_names_and_counts_them(table):
    table.send("cy", "join", own=ALSO)
    table.town.write("ada", "submit")
    text = table.town.drafts()[-1].text
    assert f"Highlights (Ada)\n\n{LONG}\n\nHighlights (Cy)\n\n{ALSO}" in text
    assert "from 14 States, two 1540 Committee experts" in text
    assert table.town.status() == Status.IN_REVIEW


def test_authors_who_say_the_same_say_it_once(table):
    table.send("cy", "join", own=LONG)
    table.town.write("ada", "submit")
    assert (table.town.drafts()[-1].text.count(LONG), "Highlights (" in table.town.drafts()[-1].text) == (
        1,
        False,
    )


def test_the_thread_says_so_where_authors_say_the_same(table):
    table.send("cy", "join", own=LONG)
    assert lines(table.town)[0] == "Cy was there too, and says the same under Highlights."


def test_whoever_approves_sees_side_by_side_where_authors_do_not_say_the_same(table):
    agreed = "The workshop ended with a list of twelve recommendations on border controls."
    table.town.write("ada", "edit highlights", f"Some 60 States took part in the talks.\n\n{agreed}")
    table.send("cy", "join", own=f"Some 80 States took part in the talks.\n\n{agreed}\n\n{ALSO}")
    table.town.write("ada", "submit")
    form = table.press("bo", "approve", version=2)
    at = form.lines.index("Ada and Cy wrote differently under Highlights, in 2 places:")
    assert list(form.lines[at + 1 :]) == [
        "Ada: “Some 60 States took part …”\nCy: “Some 80 States took part …”",
        f"Cy alone: “{ALSO}”",
        "Gaps that will show: Background. House style: no suggestions left.",
    ]


def test_whoever_approves_is_told_of_no_difference_where_authors_say_the_same(table):
    table.send("cy", "join", own=LONG)
    table.town.write("ada", "submit")
    assert "differently" not in " ".join(table.press("bo", "approve", version=2).lines)


def test_whoever_writes_the_note_can_not_join_it(table):
    assert table.refused_join("ada").startswith("You write this note.")


def test_whoever_joins_again_replaces_their_own_words(table):
    table.send("cy", "join", own=ALSO)
    form = table.press("cy", "join")
    assert form.lines[0].startswith("You are an author of IN-2009-001 already: what you write here stands")
    better = "A representative of the EU announced two funds for laboratories."
    assert table.send("cy", "join", own=better) == {}
    table.town.write("ada", "submit")
    text = table.town.drafts()[-1].text
    assert (text.count("Highlights (Cy)"), better in text, ALSO in text) == (1, True, False)
    assert "two 1540 Committee experts" in text


def test_words_that_stand_in_no_version_yet_are_not_approved_with_it(table):
    table.send("cy", "join", own=ALSO)
    told = table.refused("bo", "approve")
    assert told == (
        "Cy was there too, and those words are not in IN-2009-001, version 1. They come with the next version, which "
        "Ada hands in; that one can be approved."
    )
    table.town.write("ada", "submit")
    assert table.send("bo", "approve", version=2) == {}
    assert posts(table.town)[-1].message.parts[2].text == "By Ada and Cy. Approved by Bo."


def test_the_only_reviewer_does_not_join(town):
    town.answer_all()
    town.write("ada", "submit")
    told = Table(town).refused_join("bo")
    assert told.startswith("Nobody but you may approve IN-2009-001, so you can not become an author of it.")
    assert "REVIEWERS" in told


def test_a_reviewer_is_warned_before_they_join_and_others_are_not(town):
    town.answer_all()
    town.write("ada", "submit")
    table = Table(town, reviewers=("cy", "bo"))
    warning = "You review it now; as one of its authors you can not approve it any more."
    assert table.press("cy", "join").lines[1:] == (warning,)
    assert len(Table(town, reviewers=("bo",)).press("cy", "join").lines) == 1


def test_whoever_joined_hears_comments_requests_and_the_approval(table):
    table.send("cy", "join", own=ALSO)
    table.town.write("ada", "submit")
    table.send("bo", "comment", version=2, comment="Well done.")
    assert table.town.last("cy").split("\n")[:2] == ["Bo comments on IN-2009-001, version 2:", "Well done."]
    table.send("bo", "changes", version=2, event="its full name?")
    assert table.town.last("cy") == "Bo asked for 1 change in version 2."
    table.town.write("ada", "Seminar on dual use")
    table.send("bo", "approve", version=3)
    assert table.town.last("cy") == "IN-2009-001, version 3, approved by Bo (1 of 1)."
    assert table.town.last("ada").endswith("type /note resume IN-2009-001")


def test_a_coordinator_who_joined_hears_a_comment_though_the_thread_has_it_too(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    table = Table(town, coordinators=("bo", "cy"))
    table.send("cy", "join", own=ALSO)
    town.write("ada", "submit")
    table.send("bo", "comment", version=2, comment="Well done.")
    assert town.last("cy").startswith("Bo comments on IN-2009-001, version 2:")


def test_nobody_joins_where_there_is_nothing_to_write(of_all):
    assert [button.act for button in posts(of_all.town)[0].message.buttons] == [
        "read",
        "comment",
        "changes",
        "approve",
    ]
    assert of_all.press("cy", "join").lines[0].startswith("I do not know this draft")


def test_a_reviewer_who_joins_reviews_no_more(town):
    town.answer_all()
    town.write("ada", "submit")
    table = Table(town, reviewers=("bo", "cy"))
    table.send("cy", "join", own=ALSO)
    assert table.refused("cy", "approve") == "You write IN-2009-001, so somebody else approves it: Bo."


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        ("", "That was empty."),
        ("short", "Highlights needs at least 50 characters, yours had 5."),
        ("skip", "Please write your own words for Highlights, not “skip”."),
        ("n/a", "Please write your own words for Highlights, not “n/a”."),
        (
            f"{ALSO} Write to ada.private@gmail.com.",
            "This is posted as it stands, so please take out what is for nobody else: 1 e-mail address of",
        ),
        (
            "It went 🎉 very well, and all of the speakers underlined it.",
            "A note has no emoji, and this is posted as it stands. Please take them out, near: went 🎉.",
        ),
        (
            f"{ALSO} Ms. Haq of Ghana disagreed.",
            "This is posted as it stands, and here I can not ask whether these may be named: Ms. Haq of Ghana. ",
        ),
    ],
)
def test_words_that_can_not_be_posted_are_told_at_their_field(table, own, fault):
    faults = table.send("cy", "join", own=own)
    assert (list(faults), faults["own"].startswith(fault)) == (["own"], True)
    assert table.rows() == ([], Status.IN_REVIEW)
    with table.office.transaction() as tx:
        assert list(tx.authors.of(1)) == []


# ------------------------------------------------------------------ what is not for everybody


@pytest.mark.parametrize("act", ["read", "comment", "changes", "approve"])
def test_a_draft_that_is_held_back_is_not_there_for_others(town, act):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    table = Table(town, reviewers=("cy",))
    assert table.refused("cy", act).startswith("I do not know this draft, so nothing was changed.")


def test_a_coordinator_reviews_what_is_held_back_and_nothing_of_it_reaches_the_channel(town):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    table = Table(town, reviewers=("cy",))
    table.send("bo", "changes", highlights="who?")
    town.write("ada", SWEDISH)
    table.send("bo", "comment", version=2, comment="Good.")
    table.send("bo", "approve", version=2)
    assert (town.status(), town.heard("C1540")) == (Status.APPROVED, [])
    assert lines(town, "bo")[-1] == "IN-2009-001, version 2, approved by Bo (1 of 1)."


@pytest.fixture
def hidden(town):
    """Version 1 is in the channel, Cy joined it; version 2 is held back."""
    town.answer_all()
    town.write("ada", "submit")
    table = Table(town, coordinators=("bo", "dan"))
    town.people.know("dan", name="Dan", zone="Europe/Paris", locale="en")
    table.send("cy", "join", own=ALSO)
    town.write("ada", "edit event", "Secret talks", "edit sensitive", "yes", "submit")
    return table


def test_nothing_of_a_version_held_back_after_a_public_one_reaches_the_channel(hidden):
    before = hidden.town.heard("C1540")
    hidden.send("bo", "comment", version=2, comment="The secret part is good.")
    hidden.send("bo", "changes", version=2, participants="how many?")
    hidden.send("dan", "join", version=2, own=f"{ALSO} It was secret.")
    hidden.town.write("ada", "Some 80 participants from 14 States")
    hidden.send("bo", "approve", version=3)
    assert hidden.town.status() == Status.APPROVED
    assert hidden.town.heard("C1540") == before
    assert lines(hidden.town, "bo")[-1] == "IN-2009-001, version 3, approved by Bo (1 of 1)."


@pytest.mark.parametrize("act", ["read", "comment", "join"])
def test_whoever_joined_what_was_public_has_no_part_in_what_is_held_back_later(hidden, act):
    assert hidden.press("cy", act, version=1).lines[0].startswith("I do not know this draft")
    before = len(hidden.town.heard("cy"))
    hidden.send("bo", "comment", version=2, comment="The secret part is good.")
    assert len(hidden.town.heard("cy")) == before
    hidden.town.notes.release("bo", "1", key="r")
    assert hidden.press("cy", "read", version=2).title == "IN-2009-001, version 2"


def test_what_was_approved_while_it_was_held_back_is_released_as_approved(hidden):
    hidden.office = hidden.town.office
    hidden.send("bo", "approve", version=2)
    hidden.town.notes.office = replace(hidden.office, reviewers=("cy",))
    hidden.town.notes.release("bo", "1", key="r")
    papers = [letter.message.attached for letter in hidden.town.deliver() if letter.message.attached]
    post = posts(hidden.town)[-1].message
    assert [part.text for part in post.parts] == [
        "Information Note IN-2009-001, version 2: approved",
        "Secret talks; 3-4 June 2009",
        "By Ada and Cy. Approved by Bo.",
    ]
    assert [button.label for button in post.buttons] == ["Read", "Withdraw"]
    forms = ("png", "docx", "pdf")
    assert [one.name for one in papers[0]] == [f"IN-2009-001-v2-approved.{form}" for form in forms]


@pytest.fixture
def secret(town):
    """Version 1 was held back, Bo has approved it, and nobody has released it."""
    town.answer_all(sensitive="yes", event="Secret talks")
    town.write("ada", "submit")
    table = Table(town, coordinators=("bo", "dan"))
    town.people.know("dan", name="Dan", zone="Europe/Paris", locale="en")
    table.send("dan", "approve")
    return table


def test_what_was_approved_while_it_was_held_back_is_withdrawn_and_the_channel_never_hears_of_it(secret):
    assert (secret.town.status(), found(secret)) == (Status.APPROVED, [1])
    assert secret.send("bo", "withdraw", why="It was not for us.") == {}
    assert (secret.town.status(), found(secret)) == (Status.WITHDRAWN, [])
    said = "IN-2009-001, version 1, was withdrawn by Bo, and counts no more. The reason: It was not for us."
    assert [secret.town.last(person) for person in ("ada", "dan")] == [said, said]
    card = [letter for letter, _ in secret.town.letters if letter.recipient == "bo" and letter.replaces][-1]
    assert card.message.parts[0].text == "Information Note IN-2009-001, version 1: withdrawn"
    assert card.message.buttons == ()
    assert (secret.town.heard("C1540"), secret.town.heard("cy")) == ([], [])
    assert ("bo", "withdrawn", {"version": 1}) in secret.journal()


def test_what_has_come_to_an_end_while_it_was_held_back_is_released_no_more(secret):
    secret.send("bo", "withdraw", why="It was not for us.")
    told = secret.town.notes.release("bo", "1", key="r")
    secret.town.deliver()
    assert (
        told == "The note with the number “1” was closed or withdrawn, so nothing of it goes to the channel."
    )
    assert secret.town.heard("C1540") == []
    assert not any(what == "released" for _, what, _ in secret.journal())


def test_what_is_released_after_a_waiver_is_what_was_approved_and_not_what_was_waived(secret):
    secret.town.write("ada", "edit event", "Secret meeting", "submit")
    Steering(secret.office).send(Deed(person="bo", act="waive", about="1", key="w", values={"why": "No."}))
    told = secret.town.notes.release("bo", "1", key="r")
    secret.town.deliver()
    assert told.startswith("IN-2009-001, version 1, goes to the team's channel now.")
    assert secret.town.heard("C1540") != []
    assert [text for text in secret.town.heard("C1540") if "Secret meeting" in text] == []


@pytest.mark.parametrize("person", ["ada", "cy"])
def test_nobody_but_a_coordinator_withdraws_what_is_held_back(secret, person):
    told = secret.refused(person, "withdraw")
    knows = "A coordinator can withdraw what is approved: Bo and Dan." if person == "ada" else "I do not know"
    assert told.startswith(knows)


# ------------------------------------------------------------------ what is not handed in


@pytest.fixture
def typed(table):
    """Ada has changed what stands in version 1, and not handed it in."""
    table.town.write("ada", "edit event", "Secret talks", "edit background", f"{LONG} Secret.")
    table.town.write("ada", "edit highlights", f"{LONG} Secret.", "that is all")
    return table


@pytest.mark.parametrize(("person", "act"), [("cy", "join"), ("bo", "changes")])
def test_a_form_shows_nothing_that_was_not_handed_in(typed, person, act):
    assert "Secret" in str(typed.town.values())
    form = typed.press(person, act)
    assert form.submit != ""
    assert "ecret" not in str(form)


def test_the_gaps_of_an_approval_are_those_of_the_version(typed):
    assert typed.press("bo", "approve").lines[-1].startswith("Gaps that will show: Background. ")


def test_nothing_that_was_not_handed_in_is_posted_by_a_join_or_an_approval(typed):
    typed.send("cy", "join", own=ALSO)
    assert f"Highlights (Ada)\n{LONG}\nHighlights (Cy)" in typed.town.last("C1540")
    assert "ecret" not in str(typed.town.heard("C1540"))


def test_an_approval_posts_the_title_of_the_version_and_tells_the_author_what_is_not_in_it(typed):
    typed.send("bo", "approve")
    assert posts(typed.town)[-1].message.parts[1].text == "Seminar on export controls; 3-4 June 2009"
    assert typed.town.last("ada").endswith(
        "What you changed since is not in it: the approved version stays as it is until you type submit. "
        "Reminders are off. To correct something later, type /note resume IN-2009-001"
    )


def test_a_correction_of_what_is_approved_says_that_the_approved_version_stays(table):
    stays = "Version 1 stays as it was approved until you type submit."
    table.town.write("ada", "edit event", "keep it")
    table.send("bo", "approve")
    table.town.write("ada", "edit event", "Seminar on dual use")
    assert stays in table.town.last("ada").split("\n")
    assert "approved as version 1, changed since: it waits" in table.town.notes.listing("ada")
    table.town.write("ada", "edit event", "Seminar on export controls")
    assert stays not in table.town.last("ada")
    assert table.town.notes.listing("ada").startswith("You have no open note. /note new starts one.\n")


@pytest.mark.parametrize(
    "about", ["", "1", "1.2", "2.1", "0.1", "1.0", "-1.1", "1.1.1", "٣.1", "1.x", "9" * 50]
)
def test_a_button_about_nothing_that_is_there_opens_a_notice(table, about):
    deed = Deed(person="bo", act="approve", about=about, key="k", values={})
    assert table.reviews.press(deed).lines[0].startswith("I do not know this draft")
    assert table.reviews.send(deed) == {}
    assert table.rows() == ([], Status.IN_REVIEW)


@pytest.mark.parametrize("act", ["", "hand_in", "answer", "release", "drop table"])
def test_an_act_that_no_button_has_does_nothing(table, act):
    assert table.press("bo", act).lines[0].startswith("I do not know this draft")
    assert table.send("bo", act) == {}
    assert table.rows() == ([], Status.IN_REVIEW)


def test_the_journal_tells_who_did_what_to_which_version_and_no_words(table):
    table.send("cy", "comment", comment="secret words")
    table.send("bo", "changes", highlights="secret words")
    table.town.press("ada", "Keep it")
    table.send("bo", "approve", version=2)
    acts = [(who, what) for who, what, _ in table.journal()]
    assert [one for one in acts if one[0] != "ada"] == [
        ("cy", "comment"),
        ("bo", "changes"),
        ("bo", "changes_asked"),
        ("bo", "approve"),
        ("bo", "approved"),
    ]
    assert ("bo", "changes_asked", {"version": 1, "keys": ["highlights"]}) in table.journal()
    assert "secret" not in str(table.journal())


def test_a_card_that_was_deleted_before_the_approval_is_followed_by_one_card_and_no_second(table):
    town = table.town
    table.reviews.send(table.deed("bo", "approve", version=1))
    for letter in town.outbox.claim():
        if letter.recipient == "C1540":
            town.outbox.failed(letter, TransportError("message_not_found", permanent=True))
        else:
            town.arrive(letter)
    town.deliver()
    fresh = receipt_of(town, posts(town)[-1])
    town.write("ada", "edit event", "Seminar on dual use", "submit")
    assert [post.replaces for post in posts(town)] == ["", "", fresh]


@pytest.mark.parametrize("said", [(), ("changes",), ("take_back",)], ids=["in review", "asked", "taken back"])
def test_a_newer_version_is_waived_and_the_approved_one_stands_again(table, said):
    town = table.town
    table.send("bo", "approve")
    town.write("ada", "edit participants", "Some 80 participants from 14 States", "submit")
    if "changes" in said:
        table.send("bo", "changes", version=2, participants="how many?")
    if "take_back" in said:
        assert taken_back(table, version=2) == ""
    steering = Steering(town.office)
    deed = Deed(person="bo", act="waive", about="1", key="w", values={"why": "informal"})
    assert "Version 1 of the note of Ada" in " ".join(steering.press(deed).lines)
    assert steering.send(deed) == {}
    town.deliver()
    assert town.status() == Status.APPROVED
    cards = [one.message for one, _ in town.letters if one.recipient == "C1540" and one.message.buttons]
    assert [(button.act, button.about) for button in cards[-1].buttons] == [
        ("read", "1.1"),
        ("withdraw", "1.1"),
    ]
    assert [part.text for part in cards[-1].parts][::2][:2] == [
        "Information Note IN-2009-001, version 1: approved",
        "By Ada. Approved by Bo.",
    ]
    assert "version 1 stands as it was approved" in town.last("ada")
    assert "version 1 of the note" in town.last("bo")
    assert table.send("bo", "withdraw", why="wrong") == {}
    assert town.status() == Status.WITHDRAWN
