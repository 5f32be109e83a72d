"""Figures come from rows: what was owed, approved, handed in and heard; each number has a life behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.figures import Course, Echo, Figures
from bot.core.forms import Deed
from bot.core.notes import Status
from bot.service.coordinator.board import Boards
from bot.service.coordinator.statistics import Statistics
from bot.service.coordinator.steering import Steering
from bot.service.review.reviews import Reviews
from tests.service.town import FACTS


def figures(town, first=None, last=None):
    return Statistics(town.office).of(first, last)


def echo(town, step):
    return next(((one.sent, one.answered) for one in figures(town).echoes if one.step == step), None)


def at(day, hour, month=6):
    return datetime(2009, month, day, hour, tzinfo=UTC)


def sweeps(town, *moments):
    for moment in moments:
        town.now = moment
        town.sweep()


@pytest.fixture
def approved(town):
    """Ada's note of the event of 3 and 4 June: handed in on Friday the 5th, approved on Tuesday the 9th."""
    town.now = at(5, 9)
    town.answer_all()
    town.write("ada", "submit")
    town.now = at(9, 9)
    Reviews(town.office).send(Deed(person="bo", act="approve", about="1.1", key="approve", values={}))
    town.deliver()
    return town


def test_without_notes_there_are_no_numbers_and_no_fault(town):
    found = figures(town)
    assert (found.courses, found.owed, found.overdue, found.echoes) == ([], 0, 0, [])
    assert (found.median_days, found.on_time, found.messages) == (None, 0, None)


def test_from_the_event_to_the_approval_working_days_are_counted(approved):
    [course] = figures(approved).courses
    assert (course.first_days, course.days) == (1, 3)
    assert (course.handed_in, course.due) == (date(2009, 6, 5), date(2009, 6, 18))


def test_a_correction_that_is_waived_leaves_the_day_of_the_approval_as_it_was(approved):
    approved.now = at(14, 9, month=7)
    approved.write("ada", "edit event", "Seminar on dual use", "submit")
    Steering(approved.office).send(Deed(person="bo", act="waive", about="1", key="w", values={"why": "No."}))
    approved.deliver()
    [course] = figures(approved).courses
    with approved.office.transaction() as tx:
        board = Boards(approved.office).board(tx)
    assert (course.status, course.days, board.closed, board.rows) == (Status.APPROVED, 3, 0, ())


def test_the_holidays_are_those_of_the_year_of_the_event(town):
    object.__setattr__(town.office, "holidays", {"Africa/Accra": "BE"})
    town.now = at(14, 9, month=7)
    town.answer_all(dates="13 July 2009")  # before the Belgian holiday of 21 July
    town.now = at(22, 9, month=7)
    town.write("ada", "submit")
    town.now = datetime(2031, 1, 1, tzinfo=UTC)
    assert figures(town).courses[0].first_days == 6


def test_what_is_handed_in_by_its_day_is_on_time_and_what_is_not_is_judged_once_that_has_passed(approved):
    approved.owe("cy", ("Seminar", *FACTS[1:]))
    assert (figures(approved).on_time, len(figures(approved).judged)) == (1, 1)
    approved.now = at(20, 9)
    assert (figures(approved).on_time, len(figures(approved).judged)) == (1, 2)


def test_what_is_owed_and_overdue_is_what_the_board_says(approved):
    approved.owe("cy", ("Seminar", *FACTS[1:]))
    approved.now = at(10, 9)
    found = figures(approved)
    assert (found.owed, found.overdue, found.balls) == (1, 0, {"expert": 1})
    approved.now = at(22, 15)
    assert (figures(approved).owed, figures(approved).overdue) == (1, 1)


def test_a_note_that_nobody_had_to_write_is_not_late(town):
    town.owe()
    town.press("ada", "I did not attend")
    town.press("ada", "Nobody went")
    town.now = at(1, 9, month=8)
    assert (figures(town).owed, figures(town).judged) == (0, [])


def test_an_answer_within_a_day_answers_the_step_and_one_after_it_does_not(town):
    town.owe()
    sweeps(town, at(17, 9))
    assert echo(town, "r2") == (1, 0)
    town.press("ada", "Yes, all right")
    assert echo(town, "r2") == (1, 1)
    sweeps(town, at(18, 10))
    assert echo(town, "due") == (1, 0)
    town.now = at(19, 11)
    town.write("ada", "Roundtable on safety")
    assert echo(town, "due") == (1, 0)


def test_to_put_it_off_is_no_answer(town):
    town.owe()
    sweeps(town, at(17, 9))
    town.press("ada", "Tomorrow 09:00")
    assert echo(town, "r2") == (1, 0)


def test_what_somebody_else_does_is_no_answer(town):
    town.owe()
    sweeps(town, at(17, 9))
    town.write("cy", "hello")
    town.begin("cy")
    assert echo(town, "r2") == (1, 0)


def test_what_was_promised_and_never_sent_is_not_counted(town):
    town.owe()
    before = figures(town).messages
    town.now = at(17, 9)
    from bot.service.sweeps.reminders import Reminders

    Reminders(town.office).sweep()
    assert (figures(town).messages, before, echo(town, "r2")) == (1, 1, None)
    town.deliver()
    assert (figures(town).messages, echo(town, "r2")) == (2, (1, 0))


def test_a_hand_off_is_the_coordinators_message_and_none_of_the_experts(town):
    town.owe()
    sweeps(town, at(23, 9))
    assert echo(town, "handoff") == (1, 0)
    assert figures(town).messages == 1 + sum(one.sent for one in figures(town).echoes if one.step == "r3")


def test_days_choose_the_notes_by_the_last_day_of_their_event(town):
    town.owe()
    town.owe("cy", ("Seminar", "1-2 June 2009", *FACTS[2:]))
    town.owe("cy", ("Meeting", "8-9 June 2009", *FACTS[2:]))
    chosen = [
        [course.note for course in figures(town, *days).courses]
        for days in ((None, None), (date(2009, 6, 3), None), (None, date(2009, 6, 2)))
    ]
    assert chosen == [[1, 2], [1], [2]]  # an event that is still to come is never counted


def test_another_workspace_is_not_counted(town, elsewhere):
    town.owe()
    assert figures(elsewhere).courses == []


def test_a_note_that_can_not_be_read_is_left_out(town, caplog):
    town.owe()
    with town.office.transaction() as tx:
        note = tx.notes.get(1)
        tx.notes.add(type(note)(**{f: getattr(note, f) for f in note.__slots__} | {"type_hash": "gone"}))
    assert [course.note for course in figures(town).courses] == [1]
    assert "note 2 can not be counted" in caplog.text


def test_a_median_is_of_those_that_have_come_so_far():
    courses = [Course(note=n, status="approved", days=days) for n, days in enumerate((3, None, 8))]
    assert Figures(today=date(2009, 6, 1), courses=courses).median_days == 5.5


def test_steps_stand_in_their_order(town):
    town.owe()
    sweeps(town, at(17, 9), at(18, 10), at(22, 9))
    assert figures(town).echoes == [Echo("ask", 1, 0), Echo("r2", 1, 0), Echo("due", 1, 0), Echo("r3", 1, 0)]


def test_what_is_closed_and_untouched_for_a_year_is_counted_whatever_was_sent_since(approved):
    approved.owe("cy", ("Open still", "8-9 June 2009", "Brussels, Belgium", "UNODA"))
    approved.now += timedelta(days=364)
    assert figures(approved).untouched == 0
    approved.now += timedelta(days=1)
    assert figures(approved).untouched == 1
