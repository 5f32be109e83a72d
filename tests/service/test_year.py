"""A year of a small programme, as everybody lives it: nothing that came by itself is what is never done.

The clock goes from one thing that happens to the next. What people do follows on what they were sent, and so stands
at the step after which they do it. What came is held against docs/reminders.md by rules that are written here.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pytest

from bot.core.forms import Deed
from bot.core.notes import OPEN, Status
from bot.core.policy import HEARS
from bot.service.chase.steps import step_of
from bot.service.coordinator.steering import Steering
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Outbox
from bot.service.programme.programme import Programme
from bot.service.review.reviews import Reviews
from bot.service.sweeps.digests import Digests
from bot.service.sweeps.eve import Eves
from tests.service.test_handover import Table
from tests.service.town import ANSWERS, ZONES, Town

ZONE = ZONES | {"dee": "Pacific/Auckland", "fay": "Europe/Brussels"}
PLACES = {"ada": "Accra, Ghana", "cy": "New York, United States", "dee": "Auckland, New Zealand"}
WEEKS = timedelta(weeks=7)
FREE = frozenset({date(2009, 11, 26), date(2009, 12, 25), date(2010, 1, 1), date(2010, 4, 5)})
BEGIN, END = datetime(2009, 6, 5, 9, tzinfo=UTC), datetime(2010, 6, 5, 9, tzinfo=UTC)
PROGRAMME = {
    "Silence": ("ada", "2009-06-08", "2009-06-09"),
    "Snooze": ("cy", "2009-06-10", "2009-06-11"),
    "Absence": ("dee", "2009-06-10", "2009-06-12"),
    "Handover": ("ada", "2009-07-27", "2009-07-28"),
    "Nobody": ("cy", "2009-08-03", "2009-08-04"),
    "Changes": ("dee", "2009-07-29", "2009-07-30"),
    "Spring": ("dee", "2009-09-21", "2009-09-22"),  # clocks in Auckland change on 27 September
    "Summer": ("cy", "2009-10-30", "2009-10-30"),  # and in New York on 1 November, and on 14 March
    "Second": ("cy", "2009-10-30", "2009-11-02"),
    "Thanks": ("cy", "2009-11-11", "2009-11-12"),  # due on Thanksgiving, but for the holiday
    "Christmas": ("ada", "2009-12-21", "2009-12-22"),
    "Stop": ("ada", "2010-01-11", "2010-01-12"),
    "Unread": ("dee", "2010-02-08", "2010-02-09"),
    "Offer": ("cy", "2010-03-08", "2010-03-09"),
    "Time": ("ada", "2010-03-29", "2010-03-30"),
}


@dataclass(frozen=True)
class Heard:
    """One message that came by itself."""

    who: str
    at: datetime
    step: str
    about: str

    @property
    def wall(self):
        return self.at.astimezone(ZoneInfo(ZONE[self.who]))


class Year:
    """A town through a year; `heard` is what came by itself."""

    def __init__(self, path):
        self.town = town = Town(path)
        for person in ("dee", "fay"):
            town.people.know(person, name=person.capitalize(), zone=ZONE[person], locale="en")
        town.office = replace(
            town.office, reviewers=("fay",), holiday_dates=frozenset(("", day) for day in FREE)
        )
        town.interviews, town.notes, town.outbox = (
            Interviews(town.office),
            Notes(town.office),
            Outbox(town.office),
        )
        self.table, self.digests = Table(town), Digests(town.office)
        self._arrive, town.arrive = town.arrive, self.arrive
        self.heard, self.faults, self.away, self.done, self.ends = [], [], {}, set(), {}
        self.looked = 0
        town.now = BEGIN
        Eves(town.office).decide("ada", "on", key="eve")
        self.notes = {}

    def bring(self):
        """Import what is held in the weeks to come, and close what is still open of the last sheet."""
        for number in self.notes:
            if self.town.status(number) in OPEN:
                self.steer("waive", number, why="informal")
        rows = [
            f'{name},{name},{first},{last},"{PLACES[who]}",UNODA,{who}'
            for name, (who, first, last) in PROGRAMME.items()
            if timedelta(0) <= date.fromisoformat(first) - self.town.now.date() < WEEKS
        ]
        sheet = "\n".join(["uid,title,first,last,place,organizers,experts", *rows])
        assert not Programme(self.town.office).apply("events.csv", sheet.encode(), by="bo").refused
        with self.town.office.transaction() as tx:
            new = [note.id for note in tx.notes.all(statuses=OPEN)]
            self.notes |= {number: tx.answers.latest(number)["event"].value for number in new}

    def number(self, title):
        return next(number for number, name in self.notes.items() if name == title)

    def arrive(self, letter):
        with self.town.office.transaction() as tx:
            row = tx.outbox.get(letter.id)
            status = tx.notes.get(row.note).status if row.note else ""
        known = row.purpose in {"reminder", "opening"} and not letter.replaces
        step = step_of(row) if known else row.purpose
        if known or row.purpose in {"digest", "wake"}:
            self.heard.append(Heard(row.recipient, self.town.now, step, self.notes.get(row.note, "")))
            self.faults += ["closed"] if row.note and status not in OPEN else []
        self._arrive(letter)

    def live(self):
        """Go from moment to moment until the end; digests are looked at some mornings as well."""
        sheets = [BEGIN + WEEKS * n for n in range(8)]
        while self.town.now < END:
            if sheets and self.town.now >= sheets[0]:
                sheets.pop(0)
                self.bring()
            self.town.sweep()
            self.digests.sweep()
            self.town.deliver()
            for one in iter(self.new, None):
                self.town.tick(minutes=1)
                self.act(one)
                self.town.deliver()
            self.town.now = max(
                self.town.now + timedelta(minutes=1),
                min(self.town.quiet_until(), self.morning(), *sheets[:1]),
            )
        return self

    def new(self):
        """Return the next that was heard and is not looked at yet, if any."""
        if self.looked == len(self.heard):
            return None
        self.looked += 1
        return self.heard[self.looked - 1]

    def morning(self):
        """Return when it is next nine in the office on a Monday or Thursday: then digests are looked at."""
        wall = self.town.now.astimezone(ZoneInfo(ZONE["bo"]))
        day = wall.date() + timedelta(days=wall.hour >= 9)
        while day.weekday() not in {0, 3}:
            day += timedelta(days=1)
        return datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(ZONE["bo"])).astimezone(UTC)

    def act(self, one):
        """Do what follows on this message, once."""
        what = ACTS.get((one.about, one.step))
        if what and (one.about, one.step) not in self.done:
            self.done.add((one.about, one.step))
            what(self, one.who, self.number(one.about))

    # ---------------------------------------------------------------- what people do

    def hand_in(self, who, note):
        if self.town.status(note) == Status.OWED:
            self.town.write(who, "start now", "yes, all right")
        for key in ("format", "participants", "objectives", "highlights", "sensitive"):
            text = "in person" if key == "format" else ANSWERS[key]
            self.town.write(who, f"edit {key}", text)
        self.town.write(who, "that is all", "submit")

    def asked(self, who, note):
        """Answer what a reviewer asked, when that is what the reminder is about."""
        if self.town.status(note) == Status.CHANGES_ASKED:
            self.town.write(who, "Some 70 participants from 14 States")
        else:
            self.done.discard(("Changes", "r1"))

    def review(self, act, note, **values):
        version = len(self.town.drafts(note))
        deed = Deed(
            person="fay", act=act, about=f"{note}.{version}", key=f"r{self.town.tick()}", values=values
        )
        assert Reviews(self.town.office).send(deed) == {}

    def steer(self, act, note, **values):
        deed = Deed(person="bo", act=act, about=str(note), key=f"s{self.town.tick()}", values=values)
        assert Steering(self.town.office).send(deed) == {}

    def be_away(self, who, days):
        back = (self.town.now + timedelta(days=days)).astimezone(ZoneInfo(ZONE[who])).date()
        self.away[who] = (self.town.now, back)
        self.town.write(who, f"away until {back.day} {back:%B}")


ACTS = {
    ("Silence", "after2"): lambda year, _, note: year.steer("waive", note, why="informal"),
    ("Snooze", "r1"): lambda year, who, _: year.town.press(who, "Friday 09:00"),
    ("Snooze", "wake"): lambda year, who, note: year.hand_in(who, note),
    ("Snooze", "rv3"): lambda year, _, note: year.review("approve", note),
    ("Absence", "r1"): lambda year, who, _: year.be_away(who, 12),
    ("Absence", "handoff"): lambda year, _, note: year.steer("waive", note, why="informal"),
    ("Handover", "r1"): lambda year, who, _: year.town.write(who, "hand over", "Cy"),
    ("Handover", "of1"): lambda year, who, _: year.table.answer(who, "Accept"),
    ("Handover", "due"): lambda year, who, note: year.hand_in(who, note),
    ("Handover", "rv1"): lambda year, _, note: year.review("approve", note),
    ("Nobody", "ask"): lambda year, who, _: year.town.write(who, "I did not attend", "Nobody went"),
    ("Changes", "r2"): lambda year, who, note: year.hand_in(who, note),
    ("Changes", "rv1"): lambda year, _, note: year.review("changes", note, participants="How many?"),
    ("Changes", "r1"): lambda year, who, note: year.asked(who, note),
    ("Changes", "rv2"): lambda year, _, note: year.review("approve", note),
    ("Summer", "handoff"): lambda year, _, note: year.steer("waive", note, why="informal"),
    ("Second", "handoff"): lambda year, _, note: year.steer("nudge", note, words="Three sentences"),
    ("Second", "nudge"): lambda year, who, note: year.hand_in(who, note),
    ("Second", "rv1"): lambda year, _, note: year.review("approve", note),
    ("Thanks", "r2"): lambda year, who, note: year.hand_in(who, note),
    ("Thanks", "rv2"): lambda year, _, note: year.review("approve", note),
    ("Christmas", "after1"): lambda year, who, note: year.hand_in(who, note),
    ("Christmas", "rv1"): lambda year, _, note: year.review("approve", note),
    ("Stop", "r1"): lambda year, who, _: year.town.write(who, "stop reminding me", "no reason"),
    ("Unread", "ask"): lambda year, who, note: year.hand_in(who, note),
    ("Time", "handoff"): lambda year, _, note: year.steer("until", note, day="2010-05-03"),
    ("Offer", "r2"): lambda year, who, _: year.town.write(who, "hand over", "Ada"),
    ("Offer", "of1"): lambda year, who, _: year.table.answer(who, "Decline"),
}
"""What is done after which step of which event."""


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    year = Year(tmp_path_factory.mktemp("year")).live()
    year.ends = {name: year.town.status(number) for number, name in year.notes.items()}
    year.town.store.close()
    return year


def by_person(year, *without):
    found = defaultdict(list)
    for one in year.heard:
        if one.step not in without:
            found[one.who].append(one)
    return found


def test_the_year_had_every_step_in_it_and_all_that_people_do(year):
    assert {one.step for one in year.heard} >= {*HEARS, "digest", "wake"} - {"nudge"}
    assert year.done == set(ACTS)


def test_nothing_came_out_of_hours_or_on_a_free_day(year):
    wrong = [
        one
        for one in year.heard
        if one.step != "wake"
        and not (
            9 <= one.wall.hour < (20 if one.step == "ask" else 18)
            and one.wall.weekday() < 5
            and one.wall.date() not in FREE
        )
    ]
    assert wrong == []


def test_nobody_heard_two_things_on_a_day_or_within_twenty_hours(year):
    for heard in by_person(year, "wake", "nudge").values():
        for first, then in pairwise(heard):
            assert first.wall.date() != then.wall.date(), (first, then)
            weekly = "digest" in {first.step, then.step}
            assert weekly or then.at - first.at >= timedelta(hours=20), (first, then)


def test_nobody_heard_anything_while_they_were_away(year):
    assert set(year.away) == {"dee"}
    for who, (told, back) in year.away.items():
        assert [
            one for one in year.heard if one.who == who and told < one.at and one.wall.date() < back
        ] == []


def test_no_closed_note_was_spoken_of(year):
    assert year.faults == []


def test_five_came_before_the_coordinator_was_told_and_seven_in_all(year):
    """A hand-off that stands in the digest of a Monday is known by what comes after it."""
    for note, who in product(PROGRAMME, PLACES):  # of a note that was handed over, to each by itself
        mine = [one.step for one in year.heard if one.about == note and one.who in {who, "bo"}]
        told = next((n for n, step in enumerate(mine) if step in {"handoff", "after1"}), len(mine))
        assert [HEARS.get(step) for step in mine].count("expert") <= 7
        assert [HEARS.get(step) for step in mine[:told]].count("expert") <= 5


def test_no_step_came_twice_but_where_a_turn_began_anew(year):
    for note in PROGRAMME:
        times = Counter(
            one.step for one in year.heard if one.about == note and one.step not in {"r1", "wake"}
        )
        anew = {"Changes": {"rv1", "rv2", "rv3"}, "Time": {"r2", "due", "r3", "handoff", "after1", "after2"}}
        assert {step for step, number in times.items() if number > 1} <= anew.get(note, set()), note
        assert all(number <= 2 for number in times.values()), note


def test_nobody_was_asked_before_the_event_was_over(year):
    for one in year.heard:
        if one.step == "ask":
            last = datetime.fromisoformat(PROGRAMME[one.about][2]).replace(hour=18, tzinfo=one.wall.tzinfo)
            assert one.wall >= last, one


def test_who_stopped_or_did_not_attend_heard_no_more(year):
    for note, end in (("Stop", "r1"), ("Nobody", "ask")):
        assert [one.step for one in year.heard if one.about == note and HEARS.get(one.step) == "expert"][
            -1
        ] == end


def test_a_digest_came_on_each_monday_that_was_worked(year):
    days = {one.wall.date() for one in year.heard if one.step == "digest" and one.who == "bo"}
    mondays = [date(2009, 6, 8) + timedelta(weeks=n) for n in range(51)]
    assert {day for day in mondays if day not in FREE} <= days


def test_each_note_ends_as_what_was_done_with_it(year):
    """What is open when the next sheet comes is waived."""
    ends = dict.fromkeys(PROGRAMME, "waived") | {"Nobody": "declined"}
    ends |= dict.fromkeys(("Snooze", "Handover", "Changes", "Second", "Thanks", "Christmas"), "approved")
    assert year.ends == ends
