"""A moment is picked in a form on a message: sent, it is what typing that moment to that message would be."""

from datetime import UTC, date, datetime

import pytest

from bot.core.forms import Deed
from bot.service.expert.picking import Picking
from bot.service.mail import Mail
from tests.service.test_wishes import wishes
from tests.service.town import place


class Desk:
    """Ada has paused, and the question when to come back is on her screen."""

    def __init__(self, town):
        self.town = town
        town.owe()
        town.write("ada", "start", "yes", "pause")
        self.picking = Picking(town.office)
        self.card = town.card("ada", "When shall I come back?")

    def press(self, who="ada"):
        deed = Deed(
            person=who, act="pick", about="", key="press1", values={}, place=place("ada"), message=self.card
        )
        return self.picking.press(deed)

    def send(self, day, hour, *, who="ada", about="", key=""):
        values = {"day": day, "hour": hour}
        key = key or f"form{self.town.tick()}"
        about = about or f"{place('ada')} {self.card}"
        faults = self.picking.send(Deed(person=who, act="pick", about=about, key=key, values=values))
        self.town.deliver()
        return faults

    def told(self):
        return [(kind, until) for kind, until, _ in wishes(self.town)]


@pytest.fixture
def desk(town):
    return Desk(town)


def test_the_form_begins_with_tomorrow_morning_and_names_the_clock(desk):
    form = desk.press()
    tomorrow = desk.town.now.date().toordinal() + 1
    assert [field.value for field in form.fields] == [date.fromordinal(tomorrow).isoformat(), "09:00"]
    assert form.lines == ("I come back then. It is the time on your clock (Accra).",)


def test_what_is_picked_is_a_promise_once(desk):
    assert [desk.send("2009-06-15", "15:30", key="form") for _ in range(2)] == [{}, {}]
    assert desk.told() == [("snooze", datetime(2009, 6, 15, 15, 30, tzinfo=UTC))]
    assert desk.town.last("ada").startswith("I will come back on Monday 15 June 2009, 15:30")


def test_what_is_sent_for_a_message_without_that_button_is_no_answer_to_it(desk):
    question = desk.town.card("ada", "1 of about 10")
    assert desk.send("2009-06-15", "10:00", about=f"{place('ada')} {question}") == {
        "day": "I can not find the message that this form belongs to, so nothing was changed. Type pause, and pick the "
        "time there."
    }
    assert (desk.told(), "session" in desk.town.values()) == ([], False)


@pytest.mark.parametrize("how", ["typed", "picked"])
def test_an_hour_that_the_clock_skips_is_told_as_the_clock_shows_it_when_it_comes(desk, how):
    """On 28 March 2010 it is three o'clock in Brussels right after 01:59."""
    desk.town.people.know("ada", name="Ada", zone="Europe/Brussels", locale="en")
    if how == "picked":
        desk.send("2010-03-28", "02:30")
    else:
        desk.town.write("ada", "28 march 2010 at 02:30")
    assert desk.told() == [("snooze", datetime(2010, 3, 28, 1, 30, tzinfo=UTC))]
    assert desk.town.last("ada").startswith("I will come back on Sunday 28 March 2010, 03:30 (Brussels time)")


@pytest.mark.parametrize(
    ("day", "hour"),
    [("2009-06-01", "09:00"), ("", ""), ("2009-06-15", "soon"), ("x", "")],
)
def test_no_moment_to_come_is_refused_at_the_field_and_can_be_sent_again(desk, day, hour):
    assert list(desk.send(day, hour, key="form")) == ["day"]
    assert desk.send("2009-06-15", "09:00", key="form") == {}
    assert [kind for kind, _ in desk.told()] == ["snooze"]


@pytest.mark.parametrize("about", ["", "D-ada 0.0", "nowhere"])
def test_a_form_about_a_message_of_somebody_else_promises_nothing(desk, about):
    desk.send("2009-06-15", "09:00", who="cy", about=about)
    assert desk.told() == []


@pytest.mark.parametrize("whose", ["of nobody", "of somebody else", "without a note"])
def test_a_form_about_a_message_that_is_not_theirs_does_not_put_off_the_note_they_are_at(desk, whose):
    town = desk.town
    town.begin("cy")
    others = next(receipt for letter, receipt in town.letters if letter.recipient == "cy")
    with town.office.transaction() as tx:
        Mail(town.office, tx).tell("ada", "bare", "A word.")
    town.deliver()
    bare = town.letters[-1][1]
    about = {
        "of nobody": f"{place('ada')} 1.0",
        "of somebody else": f"{place('cy')} {others}",
        "without a note": f"{place('ada')} {bare}",
    }[whose]
    faults = desk.send("2009-06-15", "09:00", about=about)
    assert (desk.told(), list(faults)) == ([], ["day"])
    assert faults["day"].startswith("I can not find the message that this form belongs to")


def test_a_moment_that_is_picked_is_a_promise_also_when_they_went_on_while_the_form_was_open(desk):
    desk.town.write("ada", "go on", "skip")
    desk.send("2009-06-15", "09:00")
    assert desk.told() == [("snooze", datetime(2009, 6, 15, 9, tzinfo=UTC))]
    assert desk.town.last("ada").startswith("I will come back on Monday 15 June 2009, 09:00")
