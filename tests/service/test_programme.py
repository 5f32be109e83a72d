"""The programme of work: shown first, carried out once; what is moved, renamed or cancelled is followed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.core.forms import Deed
from bot.core.notes import Status
from bot.render.library import Library
from bot.service.programme.plan_words import PlanWords
from bot.service.programme.programme import ACT, DISCARD, Programme, Sent, file_of
from tests.service.test_reminders import live, times
from tests.service.town import EVENING

HEADER = "uid,title,first,last,place,organizers,experts,status"
WORKSHOP = 'Workshop on "Safety"'
ROW = '1,"Workshop on ""Safety""",2009-06-10,2009-06-11,"Brussels, Belgium",European Commission,Ada'
ACCEPTED = "Write a name as Slack shows it, or a member id, for example U0123ABCD."
OVER = '1,"Workshop on ""Safety""",2009-06-03,2009-06-04,"Brussels, Belgium",European Commission,Ada'


def sheet(*rows):
    return "\n".join([HEADER, *rows]).encode()


@pytest.fixture
def bureau(town):
    return Bureau(town)


class Bureau:
    """Bo imports sheets here."""

    def __init__(self, town):
        self.town = town
        self.programme = Programme(town.office)
        self.words = PlanWords(town.office.phrases)

    def plan(self, *rows, by="bo", **how):
        return self.programme.plan("june.csv", sheet(*rows), by=by, **how)

    def apply(self, *rows, by="bo", **how):
        outcome = self.programme.apply("june.csv", sheet(*rows), by=by, **how)
        self.town.deliver()
        return outcome

    def what(self, *rows, **how):
        plan = self.plan(*rows, **how).plan
        return [(change.event.uid, *change.what) for change in plan.changes]

    def events(self):
        with self.town.office.transaction() as tx:
            return {event.uid: event for event in tx.events.all()}

    def links(self, uid="1"):
        with self.town.office.transaction() as tx:
            return dict(tx.events.links(uid))

    def until(self, *when):
        self.town.now = datetime(*when, tzinfo=UTC)
        self.town.deliver()


def rows_of(town):
    """Return how many rows of each table there are that an import could write."""
    with town.office.transaction() as tx:
        notes = [note for person in ("ada", "bo", "cy") for note in tx.notes.of(person, statuses=set(Status))]
        answers = [len(tx.answers.history(note.id)) for note in notes]
        return len(notes), answers, dict(tx.outbox.counts()), tx.events.all()


# ------------------------------------------------------------------ what is shown first


def test_a_plan_is_shown_and_writes_nothing(bureau, town):
    before = rows_of(town)
    plan = bureau.plan(ROW).plan
    assert bureau.words.rows(plan) == [("new", "10-11 June 2009", f"{WORKSHOP}, Brussels, Belgium", "+ Ada")]
    assert bureau.words.title(plan) == "The programme june.csv: 1 change"
    assert rows_of(town) == before


def test_only_a_coordinator_may_see_or_apply_one(bureau, town):
    before = rows_of(town)
    for outcome in (bureau.plan(ROW, by="ada"), bureau.apply(ROW, by="ada")):
        assert (outcome.plan, outcome.done) == (None, ())
        assert outcome.refused == "Only a coordinator can import a programme. Ask one of: Bo."
    assert rows_of(town) == before


def test_each_difference_has_its_name(bureau):
    bureau.apply(ROW, "2,Meeting,2009-06-20,,Dakar,EU,Ada", "3,Seminar,2009-06-25,,,,Cy")
    changed = (
        ROW.replace("2009-06-11", "2009-06-12").replace("Safety", "Security"),
        "2,Meeting,2009-06-20,,Accra,UN,Ada; Cy",
        "3,Seminar,2009-06-25,,,,Ada",
        "4,Talk,2009-06-26,,,,",
    )
    assert bureau.what(*changed) == [
        ("1", "moved", "renamed"),
        ("2", "place", "organizers", "added"),
        ("3", "added", "removed"),
        ("4", "new"),
    ]
    rows = bureau.words.rows(bureau.plan(*changed).plan)
    assert rows[0] == (
        "moved, renamed",
        "10-12 June 2009 (was 10-11 June 2009)",
        f'Workshop on "Security", Brussels, Belgium (was {WORKSHOP}, Brussels, Belgium)',
        "",
    )
    assert rows[2] == ("more people, fewer people", "25 June 2009", "Seminar", "+ Ada, \u2013 Cy")


def test_the_plan_says_where_one_note_is_enough_for_several_people(bureau):
    bureau.apply("1,Talk,2009-06-10,,,,Ada")
    plan = bureau.plan("1,Talk,2009-06-10,,,,Ada; Cy", "2,Forum,2009-06-11,,,,Cy").plan
    assert bureau.words.remarks(plan) == [
        "2 people at Talk: one note is enough. Once somebody has begun, I offer everybody else to write it with them."
    ]
    plan = bureau.plan("1,Talk,2009-06-10,,,,Ada; Cy", "2,Forum,2009-06-11,,,,Cy; Ada").plan
    assert bureau.words.remarks(plan)[0].startswith(
        "Several people go to 2 of these events: Talk and Forum. One"
    )


def test_the_plan_says_nothing_of_that_where_one_goes_alone_or_the_other_has_left(bureau):
    bureau.apply("1,Talk,2009-06-10,,,,Ada")
    plan = bureau.plan("1,Talk,2009-06-10,,,,Cy", "2,Forum,2009-06-11,,,,Ada").plan
    assert bureau.words.remarks(plan) == []


def test_the_plan_as_json_says_the_same(bureau):
    bureau.apply(ROW)
    plan = bureau.plan(
        ROW.replace("2009-06-11", "2009-06-12"), "2,Talk,soon", "3,Visit,2009-06-20,,,,Add"
    ).plan
    said = bureau.words.json(plan)
    assert [(each["uid"], each["what"], each["was"]) for each in said["changes"]] == [
        (
            "1",
            ["moved"],
            {
                "title": WORKSHOP,
                "first": "2009-06-10",
                "last": "2009-06-11",
                "place": "Brussels, Belgium",
            },
        ),
        ("3", ["new"], {}),
    ]
    assert said["unknown"] == {"Add": ["Ada"]}
    assert [fault["where"] for fault in said["faults"]] == ["line 3"]


# ------------------------------------------------------------------ who is meant


@pytest.mark.parametrize("name", ["Ada", "ada", "@ada", "ADA", "Ada <ada@example.org>"])
def test_an_expert_is_known_by_name_handle_or_id(bureau, name):
    bureau.apply(ROW.replace("Ada", name))
    assert bureau.links() == {"ada": 1}


def test_a_member_id_is_taken_at_its_word(bureau):
    bureau.apply(ROW.replace("Ada", "U0123ABCD"))
    assert bureau.links() == {"U0123ABCD": 1}


def test_who_is_unknown_is_named_with_those_who_are_like_it(bureau, town):
    before = rows_of(town)
    outcome = bureau.apply(ROW.replace("Ada", "Adda; Zoe"))
    assert bureau.words.remarks(outcome.plan) == [
        f"I know nobody called Adda. Did you mean Ada? {ACCEPTED}",
        f"I know nobody called Zoe. {ACCEPTED}",
    ]
    assert outcome.refused.startswith("Nothing was changed: people are unknown.")
    assert rows_of(town) == before


def test_who_is_unknown_is_named_also_where_the_event_has_a_fault(bureau):
    no_day, no_fact = (
        ROW.replace("2009-06-10,2009-06-11", "soon,"),
        ROW.replace("Brussels, Belgium", "x" * 300),
    )
    wrong = (
        no_day.replace("Ada", "Zoe; Ada"),
        no_fact.replace("Ada", "@gus"),
        '3,Talk,2009-06-10,,,,"Ada, Cy"',
    )
    again = '3,Seminar,2009-06-10,,,,"Ada, Noa"'
    plan = bureau.plan(*wrong, again).plan
    assert ([fault.where for fault in plan.faults], set(plan.unknown)) == (
        ["line 2", "line 3", "line 5"],
        {"Zoe", "@gus", "Noa"},
    )


def test_an_event_for_which_nobody_is_named_says_so(bureau):
    said = "Nobody is named for Talk, so nobody owes a note on it."
    plan = bureau.plan(ROW, "2,Talk,2009-06-10", "3,Off,2009-06-10,,,,,cancelled").plan
    assert said in bureau.words.remarks(plan)
    assert bureau.words.remarks(bureau.plan(ROW, "2,Talk,2009-06-10,,,,Zoe").plan) == [
        f"I know nobody called Zoe. {ACCEPTED}"
    ]


def test_a_name_that_two_people_have_is_nobodys(bureau, town):
    town.people.know("ada2", name="Ada", zone="UTC", locale="en")
    assert bureau.plan(ROW).plan.unknown == {"Ada": ["ada", "ada2"]}


def test_an_event_is_imported_without_the_unknown_and_they_are_added_when_known(bureau):
    bureau.apply(ROW.replace("Ada", "Ada; Zoe"), partial=True)
    assert bureau.links() == {"ada": 1}
    bureau.town.people.know("zoe", name="Zoe", zone="UTC", locale="en")
    assert bureau.what(ROW.replace("Ada", "Ada; Zoe")) == [("1", "added")]


# ------------------------------------------------------------------ what follows


def test_an_expert_is_asked_on_the_evening_of_the_last_day(bureau, town):
    outcome = bureau.apply(ROW)
    assert outcome.done == (
        f"Ada will be asked about {WORKSHOP} on Thursday 11 June 2009, 18:00 (Accra time).",
    )
    assert town.heard("ada") == []
    bureau.until(2009, 6, 11, 18, 1)
    assert town.screen("ada") == (1, "opening", "")
    assert {key: (row.state, row.by) for key, row in town.answers().items()} == dict.fromkeys(
        ("event", "dates", "place", "organizers"), ("known", "bo")
    )
    assert (town.note().person, town.note().asked_by, bureau.links()) == ("ada", "bo", {"ada": 1})


def test_an_event_that_is_over_is_told_at_once_with_its_due_date(bureau, town):
    assert bureau.apply(OVER).done == (
        f"Ada is asked about {WORKSHOP} now; the note is due by Thursday 18 June 2009.",
    )
    assert WORKSHOP in town.last("ada")
    late = bureau.apply(OVER, "2,Old meeting,2009-05-04,,Dakar,EU,Cy").done
    assert late == ("Cy is asked about Old meeting now; the note is due by Thursday 11 June 2009.",)


def test_events_that_are_over_come_one_a_day_to_one_person_each_on_the_day_that_is_told(bureau, town):
    rows = (OVER, "2,Talk,2009-06-02,,,,Ada", "3,Round table,2009-06-03,,,,Ada")
    assert bureau.apply(*rows).done == (
        f"Ada is asked about {WORKSHOP} now; the note is due by Thursday 18 June 2009.",
        "Ada will be asked about Talk on Friday 5 June 2009, 14:00 (Accra time).",
        "Ada will be asked about Round table on Monday 8 June 2009, 09:00 (Accra time).",
    )
    town.write("ada", "pause")
    town.press("ada", "I will come back myself")
    heard = [(when, what.text) for when, who, what in live(town, days=4) if who == "ada"]
    first = [(f"{when:%d %H}", text.split("Event: ")[1].split("\n")[0]) for when, text in heard[:2]]
    assert first == [("05 14", "Talk"), ("08 09", "Round table")]


UNDATED = """
title = "Report"
prefix = "R"
facts = ["what"]
names = "what"
ends = "days"
[[question]]
key = "what"
kind = "line"
label = "What"
prompt = "What?"
[[question]]
key = "days"
kind = "date_range"
label = "Days"
prompt = "When?"
"""


def test_a_note_type_that_takes_no_days_from_a_coordinator_is_told_the_title_alone(own_type):
    town = own_type(UNDATED)
    assert Bureau(town).apply(OVER).done == (f"Ada is asked about {WORKSHOP} now.",)
    assert set(town.answers()) == {"what"}


def test_what_the_programme_leaves_open_is_asked(bureau, town):
    bureau.apply("1,Meeting,2009-06-04,,,,Ada")
    assert set(town.answers()) == {"event", "dates"}


def test_the_same_file_twice_changes_nothing(bureau, town):
    bureau.apply(ROW, OVER.replace("1,", "2,", 1).replace("Ada", "Ada; Cy"))
    before = rows_of(town)
    outcome = bureau.apply(ROW, OVER.replace("1,", "2,", 1).replace("Ada", "Ada; Cy"))
    assert (outcome.plan.changes, outcome.plan.same) == ((), 2)
    assert outcome.done == ("Nothing was changed: all of it is known.",)
    assert rows_of(town) == before


def test_a_note_that_is_owed_by_hand_is_the_note_of_the_event(bureau, town):
    town.owe(facts=(WORKSHOP, "10-11 June 2009", "Brussels, Belgium", "European Commission"))
    assert bureau.apply(ROW).done == (f"Ada owes a note on {WORKSHOP} already.",)
    assert (bureau.links(), town.open_notes("ada")) == ({"ada": 1}, [1])


def test_two_events_of_one_title_are_two_notes(bureau, town):
    town.owe(facts=("Meeting", "4 June 2008", "Dakar", "EU"))
    bureau.apply("1,Meeting,2009-06-03,,,,Ada", "2,Meeting,2009-06-10,,,,Ada")
    assert (bureau.links("1"), bureau.links("2"), town.open_notes("ada")) == (
        {"ada": 2},
        {"ada": 3},
        [1, 2, 3],
    )


def test_a_note_that_was_declined_is_not_owed_again(bureau, town):
    bureau.apply(OVER)
    town.press("ada", "I did not attend")
    town.press("ada", "Nobody went")
    assert bureau.apply(OVER).done == ("Nothing was changed: all of it is known.",)
    assert town.open_notes("ada") == []


# ------------------------------------------------------------------ moved, renamed


def test_an_event_that_is_moved_before_it_took_place_is_asked_about_once_on_the_new_evening(bureau, town):
    bureau.apply(ROW)
    assert bureau.apply(ROW.replace("2009-06-11", "2009-06-15")).done == (
        f"The note of Ada on {WORKSHOP} follows the programme.",
    )
    bureau.until(2009, 6, 12, 12)
    assert town.heard("ada") == []
    bureau.until(2009, 6, 15, 18, 1)
    assert len(town.heard("ada")) == 1
    assert "10-15 June 2009" in town.last("ada")
    assert town.values()["dates"] == {"days": [["2009-06-10", "2009-06-15"]]}


def test_an_event_that_is_moved_twice_is_asked_about_once(bureau, town):
    bureau.apply(ROW)
    bureau.apply(ROW.replace("2009-06-11", "2009-06-15"))
    bureau.apply(ROW)
    bureau.until(2009, 6, 15, 17)
    assert len(town.heard("ada")) == 1


def test_an_event_that_is_renamed_is_asked_about_by_its_new_name(bureau, town):
    bureau.apply(ROW)
    bureau.apply(ROW.replace("Safety", "Security"))
    bureau.until(2009, 6, 11, 18, 1)
    assert len(town.heard("ada")) == 1
    assert 'Workshop on "Security"' in town.last("ada")


def test_an_event_that_is_moved_after_the_first_message_is_told_and_asked_about_again(bureau, town):
    bureau.apply(OVER)
    bureau.apply(ROW)
    assert town.last("ada") == (
        f"Bo has changed the programme: {WORKSHOP}, 10-11 June 2009. I have changed what I had from it; what you "
        "told me yourself stays."
    )
    bureau.until(2009, 6, 11, 18, 1)
    assert town.screen("ada") == (1, "opening", "")
    assert "10-11 June 2009" in town.last("ada")


def test_what_the_expert_told_otherwise_stays(bureau, town):
    bureau.apply(OVER)
    town.write("ada", "edit event", "Seminar on safety")
    bureau.apply(OVER.replace("Safety", "Security").replace("Brussels", "Ghent"))
    assert (town.values()["event"], town.values()["place"]) == ("Seminar on safety", "Ghent, Belgium")


def test_what_the_expert_only_confirmed_follows_and_is_confirmed_again(bureau, town):
    bureau.apply(OVER)
    town.press("ada", "Start now")
    town.press("ada", "Yes, all right")
    assert town.answers()["place"].state == "confirmed"
    bureau.apply(OVER.replace("Brussels", "Ghent"))
    row = town.answers()["place"]
    assert (row.state, row.value, row.by) == ("known", "Ghent, Belgium", "bo")
    assert town.answers()["event"].state == "confirmed"


def test_a_note_that_was_handed_in_stays_as_it_is(bureau, town):
    town.answer_all()
    bureau.apply("1,Seminar on export controls,2009-06-03,2009-06-04,,,Ada")
    town.write("ada", "submit")
    assert (bureau.links(), town.status()) == ({"ada": 1}, Status.IN_REVIEW)
    kept = "The note of Ada on Another seminar was handed in before; it stays as it is."
    moved = "1,Another seminar,2009-06-03,2009-06-04,,,Ada"
    assert bureau.apply(moved).done == (kept,)
    assert bureau.apply(f"{moved},cancelled").done == (kept,)
    assert (town.status(), town.values()["event"]) == (Status.IN_REVIEW, "Seminar on export controls")


# ------------------------------------------------------------------ cancelled, left out


def cancelled(row):
    return f"{row},cancelled"


def test_an_event_that_is_cancelled_before_anybody_was_asked_is_closed_in_silence(bureau, town):
    bureau.apply(ROW)
    assert bureau.apply(cancelled(ROW)).done == (f"{WORKSHOP} is cancelled: Ada owes no note.",)
    bureau.until(2009, 6, 20, 18)
    assert (town.heard("ada"), town.status()) == ([], Status.DECLINED)
    assert bureau.events()["1"].status == "cancelled"
    with town.office.transaction() as tx:
        entry = tx.journal.of(1)[-1]
    assert (entry.who, entry.what, entry.facts) == ("bo", "declined", {"why": "cancelled"})


def test_who_was_asked_is_told_that_nothing_is_owed(bureau, town):
    bureau.apply(OVER)
    bureau.apply(cancelled(OVER))
    assert town.last("ada") == f"{WORKSHOP} was cancelled, says Bo. You owe no note on it."
    assert town.status() == Status.DECLINED


def test_who_has_begun_chooses_and_the_coordinator_is_told(bureau, town):
    bureau.apply(OVER)
    town.write("ada", "edit event", "Seminar on safety")
    assert bureau.apply(cancelled(OVER)).done == (
        f"{WORKSHOP} is cancelled, and Ada has begun the note: I have asked what is to happen with it.",
    )
    assert town.last("ada").startswith(
        f"{WORKSHOP} was cancelled, says Bo, and you have begun your note on it."
    )
    assert town.status() == Status.STARTED


def test_who_asked_for_a_note_hears_what_another_coordinator_cancels(bureau, town):
    bureau.programme = Programme(replace(town.office, coordinators=("bo", "cy")))
    bureau.apply(OVER, "2,Talk,2009-06-03,,,,Ada")
    town.press("ada", "Start now")
    town.press("ada", "Yes, all right")
    bureau.apply(cancelled(OVER), "2,Talk,2009-06-03,,,,Ada,cancelled", by="cy")
    assert sorted(town.heard("bo")) == sorted(
        [
            "Cy has cancelled Talk in the programme; its note is closed.",
            f"{WORKSHOP} is cancelled, and Ada has begun the note: I have asked what is to happen with it.",
        ]
    )


def test_a_cancelled_event_that_nobody_knew_is_no_news(bureau):
    assert bureau.what(cancelled(ROW)) == []
    bureau.apply(cancelled(ROW))
    assert bureau.events() == {}


def test_an_event_that_is_held_after_all_is_owed_anew(bureau, town):
    bureau.apply(ROW)
    bureau.apply(cancelled(ROW))
    assert bureau.what(ROW) == [("1", "revived", "added")]
    bureau.apply(ROW)
    assert (bureau.links(), town.open_notes("ada")) == ({"ada": 2}, [2])


def test_what_the_file_leaves_out_stays_and_is_said(bureau, town):
    bureau.apply(ROW, "2,Old meeting,2009-05-04")
    plan = bureau.plan("3,Talk,2009-06-20").plan
    assert [event.uid for event in plan.left_out] == ["1"]
    assert "1 known event is not in the file, and stays as it is" in bureau.words.remarks(plan)[0]
    bureau.apply("3,Talk,2009-06-20")
    assert town.status() == Status.OWED


def test_the_whole_programme_cancels_what_it_leaves_out_if_that_is_still_to_come(bureau, town):
    bureau.apply(ROW, "2,Old meeting,2009-05-04")
    assert bureau.what("3,Talk,2009-06-20", complete=True) == [("3", "new"), ("1", "cancelled")]
    bureau.apply("3,Talk,2009-06-20", complete=True)
    assert (town.status(), bureau.events()["2"].status) == (Status.DECLINED, "planned")


def test_a_whole_programme_with_a_fault_cancels_nothing(bureau, town):
    bureau.apply(ROW)
    outcome = bureau.apply(ROW.replace("2009-06-10", "soon"), complete=True, partial=True)
    assert outcome.refused.startswith("Nothing was changed: a file with faults")
    assert town.status() == Status.OWED


def test_who_is_not_named_any_more_is_told_to_the_coordinator_once(bureau, town):
    bureau.apply(ROW.replace("Ada", "Ada; Cy"))
    outcome = bureau.apply(ROW)
    said = f"Cy is not named for {WORKSHOP} any more. Their note stays open until they or you close it."
    assert (outcome.done, town.last("bo")) == ((said,), said)
    assert bureau.what(ROW) == []


# ------------------------------------------------------------------ faults


def test_a_file_with_faults_changes_nothing_but_the_rest_of_it_can_be_applied(bureau):
    rows = (ROW, "2,Talk,soon", "3,X,2009-06-20")
    outcome = bureau.apply(*rows)
    assert outcome.refused == (
        "Nothing was changed: the file has faults. Mend them, or apply the rest with --partial."
    )
    assert [fault.where for fault in outcome.plan.faults] == ["line 3", "line 4"]
    assert "Event: " in outcome.plan.faults[1].what
    bureau.apply(*rows, partial=True)
    assert set(bureau.events()) == {"1"}


def test_what_no_note_can_hold_is_a_fault_of_the_file(bureau):
    plan = bureau.plan(f"1,Talk,2009-06-20,,{'Dakar ' * 40},EU; eu,Ada").plan
    assert [str(fault) for fault in plan.faults] == [
        "line 2: Nothing about Talk can be kept: Place takes at most 120 characters, and there are 239. Mend the file",
        "line 2: Nothing about Talk can be kept: “eu” stands there twice. Mend the file",
    ]


def test_all_is_applied_or_nothing(bureau, town, monkeypatch):
    before = rows_of(town)
    monkeypatch.setattr("bot.service.programme.obligations.long_day", None)
    with pytest.raises(TypeError):
        bureau.apply(ROW, OVER.replace("1,", "2,", 1).replace("Safety", "Security"))
    assert rows_of(town) == before


def test_another_workspace_knows_nothing_of_it(bureau, elsewhere):
    bureau.apply(ROW)
    with elsewhere.office.transaction() as tx:
        assert (tx.events.all(), tx.notes.get(1)) == ([], None)


# ------------------------------------------------------------------ dropped in a direct message


def propose(bureau, *rows, by="bo", file="F1"):
    sent = Sent(id=file, name="june.csv", content=sheet(*rows), by=by)
    bureau.programme.propose(sent)
    bureau.town.deliver()
    return sent


def deed(bureau, act, *, by="bo", label="Apply"):
    for letter, receipt in reversed(bureau.town.letters):
        for button in letter.message.buttons:
            if button.label == label:
                key = f"press{bureau.town.tick()}"
                return Deed(person=by, act=act, about=button.about, key=key, values={}, message=receipt)
    raise LookupError(label)


def test_a_file_in_a_direct_message_is_shown_with_buttons_and_applied_once(bureau, town):
    sent = propose(bureau, ROW)
    assert town.last("bo") == (
        f"The programme june.csv: 1 change\nnew; 10-11 June 2009; {WORKSHOP}, Brussels, Belgium; + Ada"
    )
    assert bureau.events() == {}
    for _ in range(2):
        bureau.programme.accept(deed(bureau, ACT), sent)
    town.deliver()
    assert bureau.links() == {"ada": 1}
    assert town.heard("bo")[-3].endswith("+ Ada\nApplied by Bo.")
    assert town.last("bo").startswith("That programme was applied, discarded or replaced already")
    assert [letter.message.buttons for letter, _ in town.letters[-3:]] == [(), (), ()]


def test_a_press_that_is_delivered_twice_is_one(bureau, town):
    sent = propose(bureau, ROW)
    pressed = deed(bureau, ACT)
    bureau.programme.accept(pressed, sent)
    told = len(town.deliver())
    bureau.programme.accept(pressed, sent)
    assert (told, town.deliver()) == (2, [])


def test_only_a_coordinator_may_press(bureau, town):
    sent = propose(bureau, ROW)
    bureau.programme.accept(deed(bureau, ACT, by="cy"), sent)
    town.deliver()
    assert (town.last("cy"), bureau.events()) == (
        "Only a coordinator can import a programme. Ask one of: Bo.",
        {},
    )


def test_a_file_that_is_another_by_now_is_not_applied(bureau, town):
    sent = propose(bureau, ROW)
    other = Sent(id=sent.id, name=sent.name, content=sheet(OVER), by=sent.by)
    bureau.programme.accept(deed(bureau, ACT), other)
    town.deliver()
    assert (town.last("bo")[:14], bureau.events()) == ("That programme", {})


def test_a_discarded_file_can_not_be_applied(bureau, town):
    sent = propose(bureau, ROW)
    bureau.programme.discard(deed(bureau, DISCARD, label="Discard"))
    town.deliver()
    assert town.last("bo").endswith("Discarded by Bo; nothing was changed.")
    bureau.programme.accept(deed(bureau, ACT), sent)
    assert bureau.events() == {}


def test_a_file_with_nothing_new_has_no_buttons_and_one_of_an_expert_is_refused(bureau, town):
    bureau.apply(ROW)
    propose(bureau, ROW)
    assert (town.last("bo"), town.letters[-1][0].message.buttons) == (
        "The programme june.csv says nothing new\n1 event is as it was.",
        (),
    )
    propose(bureau, ROW, by="ada", file="F2")
    assert town.last("ada") == "Only a coordinator can import a programme. Ask one of: Bo."


def test_a_file_that_says_nothing_but_faults_is_not_called_one_without_news(bureau, town):
    propose(bureau, "2,Talk,soon")
    assert town.last("bo").splitlines()[0] == "The programme june.csv has 1 fault"


def test_an_id_that_nobody_is_known_to_have_is_taken_and_named(bureau):
    plan = bureau.plan(ROW.replace("Ada", "Ada; U0123ABCD")).plan
    assert (plan.unmet, plan.unknown) == (("U0123ABCD",), {})
    [remark] = [line for line in bureau.words.remarks(plan) if "U0123ABCD" in line]
    assert remark == (
        "I have not met U0123ABCD yet: please check that id. Whoever has it is asked about the event."
    )
    assert bureau.words.json(plan)["unmet"] == ["U0123ABCD"]


def test_the_rest_of_a_file_that_is_known_is_not_called_all_of_it(bureau):
    rows = (ROW.replace("Ada", "Ada; Zoe"), "2,Talk,soon")
    bureau.apply(*rows, partial=True)
    assert bureau.apply(*rows, partial=True).done == (
        "Nothing was changed: what is right in the file is known already. Mend the rest, and import it again.",
    )


def test_a_proposal_says_what_apply_leaves_out(bureau, town):
    sent = propose(bureau, ROW.replace("Ada", "Ada; Zoe"), "2,Talk,soon")
    assert town.last("bo").endswith("import the file again when it is mended.")
    bureau.programme.accept(deed(bureau, ACT), sent)
    assert (set(bureau.events()), bureau.links()) == ({"1"}, {"ada": 1})


def test_a_button_names_the_file():
    sent = Sent(id="F1", name="june.v2.csv", content=b"", by="bo")
    assert file_of(sent.about) == ("F1", "june.v2.csv")
    assert file_of("anything") == ("anything", "")


def test_with_a_broken_note_type_nothing_is_done_and_that_is_said(bureau, town, tmp_path):
    sent = propose(bureau, ROW)
    pressed = deed(bureau, ACT)
    bureau.programme = Programme(replace(town.office, library=Library(tmp_path)))
    bureau.programme.accept(pressed, sent)
    propose(bureau, OVER, file="F2")
    assert [text.startswith("The note type has a fault") for text in town.heard("bo")[-2:]] == [True, True]
    assert bureau.events() == {}
    bureau.programme = Programme(town.office)
    bureau.programme.accept(replace(pressed, key="again"), sent)
    assert bureau.links() == {"ada": 1}


def test_a_file_that_can_not_be_fetched_is_told(bureau, town):
    bureau.programme.lose("bo", "june.csv", key="F1")
    town.deliver()
    assert town.last("bo") == "I could not fetch june.csv from Slack. Please send it again."


def test_a_long_programme_is_one_message(bureau, town):
    propose(bureau, *(f"{n},{'Meeting ' * 40}{n},2009-06-20,,{'Dakar ' * 19},,Zoe {n}" for n in range(60)))
    assert len(town.heard("bo")) == 1
    assert "and 40 more" in town.last("bo")


def test_the_days_of_a_programme_are_seen_from_the_coordinators_day(bureau):
    assert EVENING.date() == date(2009, 6, 4)
    bureau.apply(ROW)
    bureau.town.now = datetime(2009, 6, 12, tzinfo=UTC)
    assert bureau.plan("3,Talk,2009-06-20").plan.left_out == ()


# ------------------------------------------------------------------ over where it is held

TALK = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Evening talk
DTSTART{begins}
DTEND{ends}
LOCATION:{place}
ATTENDEE;CN=Ada:mailto:ada@example.org
END:VEVENT
END:VCALENDAR
"""
NEW_YORK = ";TZID=America/New_York:20090610T"


@pytest.mark.parametrize(
    ("begins", "ends", "place", "asked"),
    [
        (
            f"{NEW_YORK}180000",
            f"{NEW_YORK}220000",
            "New York",
            "Thu 11 Jun 09:00",
        ),  # 22:00 there is 02:00 in Accra
        (":20090610T220000Z", ":20090611T020000Z", "New York, USA", "Thu 11 Jun 09:00"),
        (":20090610T180000", ":20090610T220000", "New York", "Thu 11 Jun 09:00"),  # by the clock of the place
        (f"{NEW_YORK}080000", f"{NEW_YORK}130000", "", "Wed 10 Jun 19:00"),
        (";VALUE=DATE:20090610", ";VALUE=DATE:20090611", "Chicago, USA", "Thu 11 Jun 09:00"),
        (";VALUE=DATE:20090610", ";VALUE=DATE:20090611", "Tokyo, Japan", "Wed 10 Jun 18:00"),
        (";VALUE=DATE:20090610", ";VALUE=DATE:20090611", "Washington, D.C., USA", "Thu 11 Jun 09:00"),
        (";VALUE=DATE:20090610", ";VALUE=DATE:20090611", "the usual room", "Wed 10 Jun 18:00"),
    ],
)
def test_nobody_is_asked_before_the_event_is_over_where_it_is_held(town, begins, ends, place, asked):
    town.now = datetime(2009, 6, 8, 12, tzinfo=UTC)
    content = TALK.format(begins=begins, ends=ends, place=place).replace("\n", "\r\n").encode()
    Programme(town.office).apply("june.ics", content, by="bo")
    town.deliver()
    heard = live(town, until=datetime(2009, 6, 11, 10, tzinfo=UTC))
    assert times(heard, "ada") == [asked]
    assert "10 June 2009" in town.last("ada")


def test_a_sheet_says_the_hour_and_the_zone_in_columns_of_their_own(town):
    town.now = datetime(2009, 6, 8, 12, tzinfo=UTC)
    rows = "uid,title,first,experts,end_time,time_zone\n1,Talk,2009-06-10,Ada,22:00,America/New_York"
    done = Programme(town.office).apply("june.csv", rows.encode(), by="bo").done
    assert done == ("Ada will be asked about Talk on Thursday 11 June 2009, 09:00 (Accra time).",)
    assert times(live(town, until=datetime(2009, 6, 11, 10, tzinfo=UTC)), "ada") == ["Thu 11 Jun 09:00"]


def test_an_event_that_ends_at_another_hour_is_asked_about_after_that_one(bureau, town):
    def imported(ends):
        rows = f"uid,title,first,experts,end_time\n1,Talk,2009-06-10,Ada,{ends}"
        return bureau.programme.apply("june.csv", rows.encode(), by="bo").done

    town.now = datetime(2009, 6, 8, 12, tzinfo=UTC)
    imported("15:00")
    rows = "uid,title,first,experts,end_time,time_zone\n1,Talk,2009-06-10,Ada,17:00,America/New_York"
    plan = bureau.programme.plan("june.csv", rows.encode(), by="bo").plan
    was = "10 June 2009 until 17:00 (New York time) (was 10 June 2009 until 15:00)"
    assert bureau.words.rows(plan) == [("other hour of its end", was, "Talk", "")]
    assert imported("17:00") == ("The note of Ada on Talk follows the programme.",)
    town.deliver()
    assert imported("17:00") == ("Nothing was changed: all of it is known.",)
    assert times(live(town, until=datetime(2009, 6, 11, 10, tzinfo=UTC)), "ada") == ["Wed 10 Jun 19:00"]


def test_an_expert_whose_clock_is_ahead_is_not_asked_before_the_event_is_over_either(town):
    town.now = datetime(2009, 6, 8, 0, tzinfo=UTC)
    town.people.know("ada", name="Ada", zone="Asia/Tokyo", locale="en")
    town.owe("ada", ("Talk", "9-10 June 2009", "New York, USA", "UNODA"))
    heard = live(town, until=datetime(2009, 6, 11, 12, tzinfo=UTC))
    # 09:00 in Tokyo is 20:00 of the last day in New York
    assert [f"{when:%d %H:%M}" for when, who, _ in heard if who == "ada"] == ["11 00:00"]


# ------------------------------------------------------------------ what was put off


@pytest.mark.parametrize(
    ("moved", "comes"),
    [
        ("2009-06-09,2009-06-10", ["Fri 12 Jun 09:00"]),  # what was promised stays
        (
            "2009-06-15,2009-06-16",
            ["Wed 17 Jun 09:00"],
        ),  # the event is not over by then
    ],
)
def test_what_somebody_put_off_stays_when_the_event_is_moved(bureau, town, moved, comes):
    town.now = datetime(2009, 6, 8, 12, tzinfo=UTC)
    bureau.apply(ROW.replace("2009-06-10,2009-06-11", "2009-06-08,2009-06-09"))
    bureau.until(2009, 6, 9, 18)
    town.write("ada", "Friday 09:00")
    assert "I will come back on Friday 12 June 2009, 09:00" in town.last("ada")
    bureau.apply(ROW.replace("2009-06-10,2009-06-11", moved))
    heard = live(town, until=datetime(2009, 6, 17, 12, tzinfo=UTC))
    assert times(heard, "ada")[: len(comes)] == comes
