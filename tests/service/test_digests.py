"""Digests: each Monday at nine, when something is news, never twice a day, and to nobody who does not coordinate."""

import asyncio
import contextlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import report
from bot.core.forms import Deed
from bot.core.messages import Item, Line, Message
from bot.core.notes import Status
from bot.core.policy import DIGEST, Policy
from bot.service.chase.steps import REMINDER
from bot.service.chase.weekly import Weekly
from bot.service.coordinator.board import Boards
from bot.service.coordinator.home import Home
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.mail import Mail
from bot.service.outbox import Outbox, TransportError
from bot.service.review.reviews import Reviews
from bot.service.sweeps.digests import Digests
from bot.service.sweeps.reminders import Reminders
from tests.service.test_board import PLACE
from tests.service.test_handover import Table
from tests.service.test_reminders import Asleep, at, event, nobody_moved
from tests.service.town import TEMPLATES, Town

MONDAY = datetime(2009, 6, 8, 7, tzinfo=UTC)
"""Nine o'clock in Brussels, where Bo is."""

LATE = datetime(2009, 6, 19, 7, tzinfo=UTC)
"""The first working day on which a note on 3-4 June is late: a Friday."""

EMPTY = (
    "Notes owed, Monday 8 June 2009\nNothing outstanding. 0 closed since Monday 1 June 2009, 09:00.\n"
    "Health: looked at 09:00 (Brussels time); every message was delivered, Slack answers. No backup is set up."
)


class Post:
    """A town whose digests are looked at."""

    def __init__(self, town):
        self.town = town
        self.digests = Digests(town.office)

    def at(self, moment):
        """Let the clock show this moment, sweep, and return what came."""
        self.town.now = moment
        self.digests.sweep()
        came = [(one.recipient, one.message) for one in self.town.deliver()]
        return [
            each for each in came if "later than I told you" not in each[1].text
        ]  # after a leap of the clock

    def texts(self, moment):
        return [(who, message.text) for who, message in self.at(moment)]

    def days(self, first, count):
        """Sweep every hour on so many days; return on which of them a digest came."""
        found = []
        for day in range(count):
            for each in range(24):
                moment = datetime(2009, 6, first, each, tzinfo=UTC) + timedelta(days=day)
                found += [moment.day for who, _ in self.at(moment) if who == "bo"]
        return found


def on(weekday, hour):
    """Return the usual policy, with the digest on another day of the week (Monday 0) at another hour."""
    return Policy(digest=replace(DIGEST, weekday=weekday, hour=hour))


@pytest.fixture
def post(town):
    return Post(town)


def reported(town, **until):
    """Let the clockwork report, where these are not to be disturbed before a moment; return who gets a digest."""
    before = set(town.heard("bo"))
    asyncio.run(report(Digests(town.office), Asleep(**until), nobody_moved))
    town.deliver()
    return [text.splitlines()[0] for text in town.heard("bo") if text not in before]


def test_a_digest_waits_until_do_not_disturb_is_over_and_not_longer_than_the_next_working_day(town):
    town.now = monday = datetime(2009, 6, 8, 7, tzinfo=UTC)  # 09:00 in Brussels
    assert reported(town, bo=monday + timedelta(hours=2)) == []
    town.now = monday + timedelta(hours=2)
    assert reported(town, bo=monday + timedelta(hours=2)) == ["Notes owed, Monday 8 June 2009"]
    town.now = monday + timedelta(days=7)
    assert reported(town, bo=monday + timedelta(days=30)) == []
    town.now = monday + timedelta(days=8)
    assert reported(town, bo=monday + timedelta(days=30)) == []
    town.now = monday + timedelta(days=9)
    assert reported(town, bo=monday + timedelta(days=30)) == ["Notes owed, Wednesday 17 June 2009"]


def test_news_waits_as_well(town):
    town.owe()
    digests = Digests(town.office)
    town.now = datetime(2009, 6, 15, 7, tzinfo=UTC)
    assert reported(town) == ["Notes owed, Monday 15 June 2009"]
    for hour, day in ((7, 19), (8, 19)):
        town.now = datetime(2009, 6, day, hour, tzinfo=UTC)
        asyncio.run(report(digests, Asleep(bo=datetime(2009, 6, 19, 8, tzinfo=UTC)), nobody_moved))
        assert len([letter for letter in town.deliver() if letter.recipient == "bo"]) == (hour == 8)


def mornings(digests, town, days, quiet):
    """Sweep each morning of these days of June, while Bo is not to be disturbed; return when a digest came."""
    found = []
    for day in days:
        town.now = datetime(2009, 6, day, 7, tzinfo=UTC)
        found += [day] if digests.sweep({"bo": quiet}) else []
    return found


@pytest.mark.parametrize(("until", "comes"), [(9, [9]), (30, [10])])
def test_the_first_digest_of_somebody_is_not_lost_to_do_not_disturb(town, until, comes):
    town.now = datetime(2009, 6, 5, 12, tzinfo=UTC)
    town.owe(facts=event("Seminar", "24-25 June 2009"))
    assert (
        mornings(Digests(town.office), town, range(8, 15), datetime(2009, 6, until, 6, tzinfo=UTC)) == comes
    )


@pytest.mark.parametrize(("until", "comes"), [(18, [18, 22]), (27, [19, 24])])
def test_news_waits_for_do_not_disturb_as_long_as_a_reminder_does_and_then_comes(town, until, comes):
    town.owe(facts=event("Seminar", "1-2 June 2009"))  # late on Wednesday 17 June
    digests = Digests(town.office)
    assert mornings(digests, town, range(15, 16), datetime(2009, 6, 15, tzinfo=UTC)) == [15]
    assert mornings(digests, town, range(16, 27), datetime(2009, 6, until, 6, tzinfo=UTC)) == comes


def test_trap_24_on_monday_at_nine_of_their_own_clock_a_coordinator_hears_even_that_there_is_nothing(post):
    assert post.at(MONDAY - timedelta(minutes=1)) == []
    assert post.texts(MONDAY) == [("bo", EMPTY)]


def test_twice_is_as_good_as_once(town, post):
    assert len(post.at(MONDAY)) == 1
    assert post.at(MONDAY + timedelta(minutes=1)) == []
    assert Post(town).at(MONDAY + timedelta(minutes=2)) == []


def test_each_coordinator_hears_in_their_own_morning(town):
    town.office = replace(town.office, coordinators=("bo", "cy"))
    post = Post(town)
    assert [who for who, _ in post.at(MONDAY)] == ["bo"]
    assert post.at(MONDAY + timedelta(hours=5)) == []
    assert [who for who, _ in post.at(MONDAY + timedelta(hours=6))] == ["cy"]


def test_on_other_days_nothing_comes_without_news(post):
    assert post.days(8, 7) == [8]


def test_a_bot_that_was_down_all_monday_sends_it_when_it_is_back_if_it_ever_did(post):
    assert post.at(MONDAY + timedelta(days=1)) == []
    post.at(MONDAY + timedelta(days=7))
    assert [who for who, _ in post.at(MONDAY + timedelta(days=15))] == ["bo"]
    assert post.at(MONDAY + timedelta(days=16)) == []


def test_trap_8_digests_keep_the_same_hours_around_every_hour_of_a_week(town, post):
    """Hours begin and end on the hour: the minutes beside one are looked at. The week had no digest until then."""
    post.at(MONDAY - timedelta(days=7))
    midnight = MONDAY.replace(hour=0)
    minutes = [midnight + timedelta(hours=n // 2, minutes=59 * (n % 2)) for n in range(7 * 48)]
    with town.office.transaction() as tx:
        weeks = [Weekly(town.office, tx, "bo", at) for at in minutes]
        walls = [week.now for week in weeks]
        worked = [wall for wall in walls if wall.weekday() < 5 and 9 <= wall.hour < 18]
        assert [week.now for week in weeks if week.is_due] == worked
        assert [week.now for week in weeks if week.is_open] == worked  # when there may be news


def test_a_monday_on_which_nobody_works_is_followed_by_the_next_day(town):
    town.office = replace(town.office, holiday_dates=frozenset({("", MONDAY.date())}))
    assert Post(town).days(8, 3) == [9]


def test_the_digest_of_the_week_comes_on_another_day_at_another_hour(town):
    town.office = replace(town.office, rules=on(2, 14), digest_channel="C0DIGEST")
    post, wednesday = Post(town), datetime(2009, 6, 10, 11, 59, tzinfo=UTC)
    assert (post.at(MONDAY), post.at(wednesday)) == ([], [])
    assert [who for who, _ in post.at(wednesday + timedelta(minutes=1))] == ["bo"]
    assert [who for who, _ in post.at(wednesday + timedelta(hours=3))] == ["C0DIGEST"]  # it is in UTC
    assert post.days(11, 12) == [17]


def test_on_the_day_on_which_something_becomes_late_one_more_comes_and_no_second(town, post):
    town.owe()
    town.owe("cy", ("Seminar", *PLACE))
    assert post.days(15, 8) == [15, 19, 22]


def test_a_note_that_comes_back_to_the_coordinator_is_news(town, post):
    town.owe()
    town.tick(days=4)
    Table(town).hand()
    assert post.days(9, 4) == [11]


def test_the_days_of_an_offer_are_those_of_the_policy(tmp_path):
    kind = shutil.copytree(TEMPLATES / "information_note", tmp_path / "templates" / "information_note")
    policy = (kind / "policy.toml").read_text(encoding="utf-8")
    (kind / "policy.toml").write_text(policy.replace("offer_days = 2", "offer_days = 1"), encoding="utf-8")
    town = Town(tmp_path, templates=tmp_path / "templates")
    with contextlib.closing(town.store):
        town.owe()
        town.tick(days=4)  # Monday 8 June
        Table(town).hand()
        assert "Please answer by Tuesday 9 June 2009." in town.last("cy")
        assert Post(town).days(9, 4) == [10]
        assert town.last("ada").startswith("Cy has not answered")


def test_an_offer_that_lapses_on_a_day_without_digests_is_told_on_the_next_and_once(town):
    town.office = replace(town.office, rules=on(2, 9))
    post = Post(town)
    town.owe()
    town.now = datetime(2009, 6, 10, 12, tzinfo=UTC)
    Table(town).hand()
    # Thursday and Friday are Cy's: on Saturday it has lapsed, and the digest of the week comes on Wednesday
    assert post.days(11, 6) == [15]


def test_the_newly_late_stand_first_with_what_can_be_done_about_each(town, post):
    town.owe()
    town.owe("cy", ("Lima", "10-11 June 2009", *PLACE[1:]))
    [(_, message)] = post.at(LATE)
    items = [part for part in message.parts if isinstance(part, Item)]
    assert [item.text.split(";")[0] for item in items] == ['Workshop on "Making the difference"', "Lima"]
    assert [[button.label for button in item.buttons] for item in items] == [
        ["Nudge", "Give until", "Hand over", "Pair", "Waive"],
        [],
    ]
    assert message.buttons == ()


def test_the_last_line_says_how_the_bot_is(town, post):
    town.owe()
    with town.office.transaction() as tx:
        row = tx.outbox.of(1)[-1]
        tx.outbox.enqueue(replace(row, id=0, key="lost", recipient="cy", purpose="tell", state="waiting"))
    [lost] = Outbox(town.office).claim()
    Outbox(town.office).failed(lost, TransportError("user_not_found", permanent=True))
    town.deliver()
    [(_, message)] = post.at(MONDAY)
    assert "1 message of the last week could not be delivered." in message.text


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (None, "Health: since the bot began it has not looked yet for what is due; "),
        (timedelta(minutes=9), "Health: looked at 09:00 (Brussels time); "),
        (
            timedelta(hours=26),
            "Health: last looked on Monday 8 June 2009, 09:00 (Brussels time), and it should look each minute: ",
        ),
    ],
)
def test_the_home_says_when_a_sweep_came_by_last_and_not_when_somebody_looks(town, ago, said):
    town.now = MONDAY
    if ago:
        Reminders(town.office).sweep()
        town.now += ago
    assert said in Home(town.office).of("bo").text


def test_messages_that_wait_are_told_with_since_when(town, post):
    town.notes.begin("ada", key="new")
    town.now = MONDAY
    post.digests.sweep()
    with town.office.transaction() as tx:
        [row] = [row for row in [tx.outbox.by_key("digest:bo:2009-06-08")] if row]
    assert "messages wait since 20:00, as Slack does not take them" in row.body["parts"][-1]["text"]


def test_a_channel_that_is_named_gets_numbers_and_never_a_name(town):
    town.office = replace(town.office, digest_channel="C0DIGEST")
    town.owe(facts=("Meeting <!channel> on fish", *PLACE))
    town.owe("cy", ("Seminar", *PLACE))
    found = dict(Post(town).texts(datetime(2009, 6, 22, 9, tzinfo=UTC)))
    assert found["C0DIGEST"] == (
        "Notes owed, Monday 22 June 2009\n2 owed: 2 with experts (2 late). "
        "0 closed since Monday 15 June 2009, 09:00. New since then: 0."
    )
    for secret in ("Ada", "Cy", "fish", "Seminar"):
        assert secret in found["bo"]
        assert secret not in found["C0DIGEST"]


def test_nobody_else_ever_gets_a_digest_and_no_name_goes_to_a_channel(town, post):
    town.owe()
    town.office = replace(town.office, digest_channel="")
    post.days(8, 30)
    assert {letter.recipient for letter, _ in town.letters if "owed," in letter.message.text} == {"bo"}
    assert town.heard("C1540") == []


# ------------------------------------------------------------------ what a coordinator does in it


@pytest.fixture
def table(town):
    town.owe()
    town.now, town.drift = LATE + timedelta(hours=2), timedelta(milliseconds=1)  # when Ada works
    return Table(town)


def test_a_nudge_goes_once_in_the_coordinators_words_with_the_next_question(town, table):
    form = table.press("bo", "nudge")
    assert (form.title, form.submit, form.fields[0].required) == ("Nudge", "Send", True)
    assert table.send("bo", "nudge", words="Three sentences are enough <!channel>") == {}
    assert town.last("ada").startswith(
        'Bo asks about your note on Workshop on "Making the difference":\nThree sentences are enough <!channel>\n'
    )
    assert "I already have this. Is it right?" in town.last("ada")
    assert town.last("bo") == "Sent to Ada."
    town.write("ada", "yes, all right")
    assert town.status() == Status.STARTED


def test_a_nudge_is_the_one_message_of_the_day(town, table):
    reminders = Reminders(town.office)
    table.send("bo", "nudge", words="Please")
    before = len(town.heard("ada"))
    for _ in range(9):
        town.tick(hours=1)
        reminders.sweep()
        town.deliver()
    assert len(town.heard("ada")) == before
    again = table.press("bo", "nudge")
    assert (again.submit, "".join(again.lines)) == (
        "",
        "Ada has had such words today already, or gets them when they work again; one message a day is enough.",
    )
    assert list(table.send("bo", "nudge", words="Again")) == ["words"]
    town.tick(days=3)
    assert table.press("bo", "nudge").submit == "Send"


def test_a_reviewer_is_nudged_with_the_version_to_read(town):
    town.office = replace(town.office, reviewers=("cy",))
    town.interviews.office, town.outbox = town.office, Outbox(town.office)
    town.answer_all()
    town.write("ada", "submit")
    town.tick(days=7)
    table = Table(town)
    table.send("bo", "nudge", words="Could you look?")
    assert town.last("cy").startswith(
        "Bo asks about IN-2009-001 on Seminar on export controls, which is in review:"
    )
    assert [button.about for button in table.buttons("cy").values()] == ["1.1", "1.1"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2009-06-19", "Choose a day after today, for example Friday 26 June 2009."),
        ("", "Choose a day after today, for example Friday 26 June 2009."),
        ("2009-06-27", "Ada does not work on that day. Choose for example Monday 29 June 2009."),
        ("2012-01-01", "Choose a day within a year, for example Friday 26 June 2009."),
    ],
)
def test_more_time_ends_on_a_day_that_is_still_to_come(table, day, said):
    assert table.send("bo", "until", day=day) == {"day": said}
    assert table.wishes() == []


def test_more_time_moves_the_due_day_and_is_told(town, table):
    assert table.press("bo", "until").fields[0].value == "2009-06-26"
    table.send("bo", "until", day="2009-06-30")
    assert town.last("ada") == (
        'Bo has given you more time for the note on Workshop on "Making the difference": until Tuesday 30 June 2009.'
    )
    assert "due by Tuesday 30 June 2009" in town.notes.listing("ada")
    with town.office.transaction() as tx:
        given = [(each.who, each.facts) for each in tx.journal.of(1) if each.what == "until"]
    assert given == [("bo", {"until": "2009-06-30T23:59:00+00:00"})]


def test_a_day_that_was_given_moves_by_the_working_days_of_an_absence_that_is_told_later(town, table):
    table.send("bo", "until", day="2009-06-30")
    town.write("ada", "away until 26 June")  # four working days, as today is nearly over
    assert "due by Monday 6 July 2009" in town.notes.listing("ada")
    town.write("ada", "I am back")
    assert "due by Tuesday 30 June 2009" in town.notes.listing("ada")


def test_more_time_counts_from_the_day_on_which_it_is_due(town, table):
    town.owe(facts=("Seminar", *PLACE), by="bo")  # registered today, so due on 26 June
    assert table.press("bo", "until", "2").fields[0].value == "2009-07-03"
    assert table.send("bo", "until", "2", day="2009-06-26") == {
        "day": "It is due by Friday 26 June 2009 already. Choose a later day, for example Friday 3 July 2009."
    }
    assert table.wishes(2) == []
    assert table.send("bo", "until", "2", day="2009-06-29") == {}
    assert table.wishes(2) == [("until", "bo")]


def test_a_note_is_waived_kindly_with_the_reason_and_asks_no_more(town, table):
    assert table.send("bo", "waive", why="") == {
        "why": "Write one line, for example: on mission until the 20th."
    }
    table.send("bo", "waive", why="It was an informal meeting.")
    assert town.status() == Status.WAIVED
    assert town.last("ada").endswith("Your answers are kept. The reason:\nIt was an informal meeting.")
    before = len(town.heard("ada"))
    for _ in range(10):
        town.tick(days=1)
        Reminders(town.office).sweep()
        town.deliver()
    assert len(town.heard("ada")) == before


@pytest.mark.parametrize("days", ["29-30 June 2009", "3-4 June 2009"])
def test_who_was_not_asked_yet_does_not_hear_that_the_note_is_waived(town, table, days):
    town.owe(facts=("Talk", *PLACE))  # which takes the day
    town.owe(facts=("Seminar", days, *PLACE[1:]))
    before = len(town.heard("ada"))
    table.send("bo", "waive", "3", why="It is cancelled.")
    assert town.last("bo") == (
        "Noted: Ada owes no note on Seminar. They were not asked about it yet, and hear nothing of it."
    )
    for _ in range(30):
        town.tick(days=1)
        town.sweep()
    assert (town.status(3), "Seminar" in "".join(town.heard("ada")[before:])) == (Status.WAIVED, False)


@pytest.mark.parametrize("act", ["nudge", "until", "hand", "waive", "confirm"])
@pytest.mark.parametrize("person", ["ada", "cy"])
def test_only_coordinators_may_do_it_and_nobody_else_learns_anything(town, table, act, person):
    if (act, person) == ("hand", "ada"):
        pytest.skip("experts may offer their own note")
    before = [town.status(), table.wishes(), len(town.letters)]
    form = table.press(person, act)
    assert (form.submit, "".join(form.lines)) == ("", "Only a coordinator can do this: Bo.")
    fields = {"words": "x", "day": "2009-06-30", "person": "cy", "why": "x"}
    assert list(table.send(person, act, **fields).values()) == ["Only a coordinator can do this: Bo."]
    assert [town.status(), table.wishes(), len(town.letters)] == before


@pytest.mark.parametrize("about", ["2", "0", "", "x", "1.1", "9" * 40, "\u0661"])
def test_a_note_that_is_not_there_is_refused(table, about):
    assert "I do not know this note" in "".join(table.press("bo", "nudge", about).lines)


def test_what_was_handed_in_is_waived_and_its_post_says_so_without_the_reason(town, table):
    town.answer_all("cy")
    town.write("cy", "submit")
    with town.office.transaction() as tx:
        tx.authors.add(2, "ada", at=town.now)
    form = table.press("bo", "waive", "2")
    assert "it is not reviewed any more, and never approved" in "".join(form.lines)
    assert table.send("bo", "waive", "2", why="The event was <cancelled>.") == {}
    assert town.status(2) == Status.WAIVED
    told = "Bo has closed the note on Seminar on export controls: it is not reviewed any more, and I ask no more."
    for author in ("cy", "ada"):
        assert town.last(author).startswith(told)
        assert town.last(author).endswith("The reason:\nThe event was <cancelled>.")
    post = next(letter for letter, _ in reversed(town.letters) if letter.recipient == "C1540")
    assert (bool(post.replaces), post.message.buttons) == (True, ())
    assert post.message.text == (
        "Information Note IN-2009-002, version 1: closed\nSeminar on export controls; 3-4 June 2009\n"
        "Bo has closed it without an approval: it is not reviewed any more."
    )


def test_nothing_can_be_said_of_a_waived_version_and_nobody_is_asked_about_it(town, table):
    town.office = replace(town.office, reviewers=("bo", "dee"))
    town.answer_all("cy")
    town.write("cy", "submit")
    reviews = Reviews(town.office)
    table.send("bo", "waive", "2", why="The event was cancelled.")
    for act in ("read", "comment", "changes", "approve", "join"):
        for person in ("bo", "cy", "ada"):
            told = reviews.press(Deed(person=person, act=act, about="2.1", key=f"{act}{person}", values={}))
            assert (told.submit, "".join(told.lines)) == (
                "",
                "IN-2009-002 was closed without an approval; nobody has to do anything about it any more.",
            )
    assert not town.notes.release("bo", "2", key="r").startswith("Released")
    town.write("cy", "edit participants", "Some 70 participants", "submit")
    assert town.status(2) == Status.WAIVED
    before = len(town.letters)
    for _ in range(10):
        town.tick(days=1)
        Reminders(town.office).sweep()
        town.deliver()
    assert [one for one, _ in town.letters[before:] if "Seminar" in one.message.text] == []
    with town.office.transaction() as tx:
        assert 2 not in [row.note for row in Boards(town.office).board(tx).rows]


def test_a_form_that_is_sent_twice_is_one_deed(town, table):
    deed = table.deed("bo", "nudge", words="Please")
    for _ in range(2):
        assert table.steering.send(deed) == {}
    town.deliver()
    assert len([text for text in town.heard("ada") if "Please" in text]) == 1


def test_another_workspace_sees_and_does_nothing(town, elsewhere):
    town.owe()
    other = Table(elsewhere)
    assert "I do not know this note" in "".join(other.press("bo", "waive").lines)
    assert town.status() == Status.OWED
    assert Post(elsewhere).texts(datetime(2009, 6, 22, 7, tzinfo=UTC))[0][1].split("\n")[1] == (
        "Nothing outstanding. 0 closed since Monday 15 June 2009, 09:00."
    )


# ------------------------------------------------------------------ what is new


def test_a_digest_says_what_is_new_since_the_last_one_and_marks_each(town, post):
    town.owe()
    [(_, first)] = post.texts(MONDAY)
    assert "new since" not in first
    town.owe("cy", ("Lima", "10-11 June 2009", *PLACE[1:]))
    [(_, second)] = post.texts(MONDAY + timedelta(days=7))
    assert "1 of them is new since Monday 8 June 2009." in second
    rows = [line for line in second.splitlines() if "; " in line and "due" in line]
    assert [("Lima" in row, "Cy: new, due" in row) for row in rows] == [(False, False), (True, True)]
    [(_, third)] = post.texts(MONDAY + timedelta(days=11))
    assert "1 of them is new since Monday 15 June 2009." in third  # the workshop is late since today
    assert "Ada: new, 1 working day late" in third


def test_a_list_that_says_nothing_new_says_so(town, post):
    town.owe()
    post.at(MONDAY)
    town.now = MONDAY + timedelta(days=1)
    assert "None of them is new since Monday 8 June 2009." in Boards(town.office).outstanding("bo").text


def test_a_hand_off_is_one_message_and_no_digest_beside_it(town, post):
    """It was late in a digest three days ago, and the hand-off has the same buttons."""
    town.owe()
    assert post.days(17, 3) == [19]
    heard = []
    for hour in range(
        5 * 24
    ):  # from Friday 19 June on; Monday is the day of the digest, the 23rd of the hand-off
        town.now = LATE.replace(hour=20) + timedelta(hours=hour)
        Reminders(town.office).sweep()
        post.digests.sweep()
        heard += [
            (town.now.day, one.message.text.split("\n")[0]) for one in town.deliver() if one.recipient == "bo"
        ]
    assert [(day, "Notes owed" in text) for day, text in heard] == [(22, True), (23, False)]
    assert heard[1][1].startswith("Ada owes the note on")


# ------------------------------------------------------------------ a hand-off on the day of the digest

EARLY = ("Seminar", "2-3 June 2009", *PLACE[1:])
"""Due on Wednesday 17 June, so that its hand-off falls on a Monday."""

HANDED = datetime(2009, 6, 22, 0, tzinfo=UTC)


def lived(town, post, begin, hours, reader="bo"):
    """Sweep as the clockwork does, every hour; return what a reader got, with the hour in UTC."""
    heard = []
    for hour in range(hours):
        town.now = begin + timedelta(hours=hour)
        Reminders(town.office).sweep()
        post.digests.sweep()
        at = town.now
        heard += [
            (f"{at:%a %H}", one.message)
            for one in town.deliver()
            if one.recipient == reader and not one.replaces
        ]
    return heard


@pytest.fixture
def tokyo(town):
    """Ada is in Tokyo, where it is nine o'clock before Bo gets up; her note is late since Thursday."""
    town.people.know("ada", name="Ada", zone="Asia/Tokyo", locale="en")
    town.owe(facts=EARLY)
    return town


def test_on_the_day_of_the_digest_a_hand_off_stands_in_it_with_its_buttons(tokyo, post):
    [(at, message)] = lived(tokyo, post, HANDED, 10)
    assert at == "Mon 07"
    first = next(part for part in message.parts if isinstance(part, Item))
    assert (
        "Seminar; 2-3 June 2009 – Ada: handed to you on Monday 22 June 2009, 3 working days late"  # noqa: RUF001 - a dash as said
        in first.text
    )
    assert [button.act for button in first.buttons] == ["nudge", "until", "hand", "pair", "waive"]


def test_what_stood_in_a_digest_counts_as_told(tokyo, post):
    assert len(lived(tokyo, post, HANDED, 7 * 24)) == 1
    with tokyo.office.transaction() as tx:
        told = [(row.key, row.state, row.receipt) for row in tx.outbox.steps(1) if ":handoff:" in row.key]
    assert told == [("reminder:1:handoff:0:bo", "sent", "")]
    assert lived(tokyo, post, HANDED + timedelta(days=8), 24, "ada") != []  # after1, the Tuesday that follows


def test_a_hand_off_after_the_digest_of_the_day_comes_by_itself_the_next_day(town, post):
    town.owe(facts=EARLY)  # Ada is in Accra, where it is nine o'clock two hours after the digest
    heard = lived(town, post, HANDED, 48)
    assert [(at, message.text.split("\n")[0][:12]) for at, message in heard] == [
        ("Mon 07", "Notes owed, "),
        ("Tue 07", "Ada owes the"),
    ]


# ------------------------------------------------------------------ a coordinator who writes notes as well


def test_who_coordinates_and_writes_hears_one_thing_a_day_and_every_news_at_last(town, post):
    """Bo owes a note on 3-4 June, and Ada one that is late since Wednesday 17 June."""
    town.owe("bo")
    town.owe(facts=("Lima", "1-2 June 2009", *PLACE[1:]))
    heard = lived(town, post, at(5, 0), 18 * 24)
    assert [(when, message.text[:10]) for when, message in heard] == [
        ("Fri 07", "Hello Bo. "),
        ("Mon 07", "Notes owed"),  # the reminder of this day waits
        ("Tue 07", "Workshop o"),
        ("Mon 07", "Notes owed"),
        ("Wed 07", "Workshop o"),  # the digest that Lima is late waits
        ("Thu 07", "Notes owed"),
        ("Fri 07", "Workshop o"),
        ("Mon 07", "Notes owed"),
    ]
    assert "Lima; 1-2 June 2009 \u2013 Ada: new, 2 working days late" in heard[5][1].text


def test_a_first_message_leaves_the_day_to_the_digest_and_two_of_them_have_two_days(town, post):
    """Bo is asked on a Sunday about notes of his own."""
    town.now = at(7, 10)
    town.owe("bo", ("Lima", "1-2 June 2009", *PLACE[1:]))
    assert town.owe("bo").endswith("Bo will be asked on Wednesday 10 June 2009, 09:00 (Brussels time).")
    heard = lived(town, post, at(7, 11), 3 * 24)
    assert [(when, message.text[:10]) for when, message in heard] == [
        ("Mon 07", "Notes owed"),
        ("Tue 07", "Hello Bo. "),
        ("Wed 07", "Hello Bo. "),
    ]


def test_a_first_message_that_was_held_up_leaves_the_day_to_the_digest(town, post):
    """The bot is down from Friday to Monday, and the sender is first when it is back."""
    town.owe("bo")  # for Friday
    town.now = at(8, 7)
    assert [letter.message.text.endswith("it could not be sent before.") for letter in town.deliver()] == [
        True
    ]
    heard = lived(town, post, town.now, 30)
    assert [(when, message.text[:10]) for when, message in heard] == [
        ("Mon 07", "Notes owed"),
        ("Tue 07", "Hello Bo. "),
    ]


def test_each_coordinator_hears_of_it_in_the_digest_of_their_own_morning(tokyo):
    office = replace(tokyo.office, coordinators=("bo", "cy"))
    Notes(office).owe(Owed(by="cy", person="ada", facts=("Lima", *EARLY[1:]), key="lima"))
    tokyo.office = office
    [(at, message)] = lived(tokyo, Post(tokyo), HANDED, 24, "cy")
    assert (at, message.text.count("handed to you")) == ("Mon 13", 2)


def test_what_was_left_to_a_digest_is_told_though_the_bot_was_down_on_its_day(tokyo, post):
    tokyo.now = HANDED.replace(hour=7)
    Reminders(tokyo.office).sweep()
    [(at, message)] = lived(tokyo, post, HANDED + timedelta(days=1), 24)
    assert (at, "handed to you on Monday 22 June 2009" in message.text) == ("Tue 07", True)


def test_once_somebody_has_acted_it_is_not_handed_to_them_any_more(tokyo, post):
    lived(tokyo, post, HANDED, 10)
    assert "handed to you" in Boards(tokyo.office).outstanding("bo").text
    Table(tokyo).send("bo", "until", day="2009-06-30")
    assert "handed to you" not in Boards(tokyo.office).outstanding("bo").text


def test_news_comes_twenty_hours_after_what_else_came_by_itself(town, post):
    town.owe()
    post.at(datetime(2009, 6, 15, 7, tzinfo=UTC))
    town.now = thursday = datetime(
        2009, 6, 18, 15, tzinfo=UTC
    )  # 17:00 in Brussels; the note is late on Friday
    with town.office.transaction() as tx:
        said = Message(parts=(Line("A reminder of another note."),))
        Mail(town.office, tx).post("bo", said, key="reminder:9:r1:1", purpose=REMINDER, due_at=thursday)
    town.deliver()
    heard = {hour: post.at(datetime(2009, 6, 19, hour, tzinfo=UTC)) for hour in (7, 10, 11)}
    assert {hour: [who for who, _ in letters] for hour, letters in heard.items()} == {
        7: [],
        10: [],
        11: ["bo"],
    }


def test_a_coordinator_who_travels_in_silence_gets_the_digest_in_the_morning_of_where_they_are(town):
    async def meet(people):
        for person in people:
            town.people.know(person, name="Bo", zone="America/New_York", locale="en")

    heard = []
    for hour in (7, 12, 13):
        town.now = MONDAY.replace(hour=hour)
        asyncio.run(report(Digests(town.office), Asleep(), meet))
        heard.append(len([letter for letter in town.deliver() if letter.recipient == "bo"]))
    assert heard == [0, 0, 1]


def test_a_digest_keeps_the_hours_apart_and_the_working_hours_of_the_policy(town):
    town.owe()
    town.office = replace(town.office, rules=replace(on(0, 7), opens=7, closes=10, apart_hours=40))
    early = Post(town)
    assert [who for who, _ in early.at(datetime(2009, 6, 15, 5, tzinfo=UTC))] == ["bo"]  # 07:00 in Brussels
    town.now = thursday = datetime(2009, 6, 18, 15, tzinfo=UTC)
    with town.office.transaction() as tx:
        said = Message(parts=(Line("A reminder of another note."),))
        Mail(town.office, tx).post("bo", said, key="reminder:9:r1:1", purpose=REMINDER, due_at=thursday)
    town.deliver()
    assert early.at(datetime(2009, 6, 19, 7, tzinfo=UTC)) == []  # sixteen hours after it
    assert early.at(datetime(2009, 6, 19, 12, tzinfo=UTC)) == []  # after ten nothing comes
