"""Promises by the clock on somebody's wall: which moments are offered, and that each is kept."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Outbox
from storage import Wish
from tests.service.test_handover import Table
from tests.service.test_reminders import at, event, live, times
from tests.service.town import TEMPLATES, Town


def resettle(town, **facts):
    """Let the town have an office with other settings."""
    town.office = replace(town.office, **facts)
    town.outbox, town.notes, town.interviews = (each(town.office) for each in (Outbox, Notes, Interviews))


def choices(town, *, day):
    """Return the mornings that are offered to Ada, who stops on this day of June at noon."""
    town.owe()
    town.press("ada", "Start now")
    town.now = at(day, 12)
    town.write("ada", "pause")
    message = town.letters[-1][0].message
    return [button.label for button in message.buttons if button.label.endswith(("08:00", "09:00"))]


POLICY = "morning = 8"


@pytest.fixture
def early(tmp_path):
    """A town in which the mornings of a note begin at eight."""
    kind = tmp_path / "templates" / "information_note"
    shutil.copytree(TEMPLATES / "information_note", kind)
    (kind / "policy.toml").write_text(POLICY, encoding="utf-8")
    town = Town(tmp_path, templates=tmp_path / "templates")
    yield town
    town.store.close()


# ------------------------------------------------------------------ what is offered


@pytest.mark.parametrize(
    ("country", "day", "offered"),
    [
        ("", 10, ["Tomorrow 09:00", "Monday 09:00", "Friday 09:00"]),
        ("", 12, ["Monday 09:00", "Friday 09:00"]),
        ("EG", 10, ["Tomorrow 09:00", "Sunday 09:00"]),  # a Wednesday; Friday and Saturday are free
        ("EG", 11, ["Sunday 09:00", "Thursday 09:00"]),
        ("EG", 14, ["Tomorrow 09:00", "Sunday 09:00", "Thursday 09:00"]),
    ],
)
def test_what_is_offered_are_mornings_on_which_they_work(town, country, day, offered):
    resettle(town, holidays={"Africa/Accra": country})
    assert choices(town, day=day) == offered


def test_no_holiday_is_offered(town):
    resettle(town, holiday_dates=frozenset({("", date(2009, 6, 12)), ("", date(2009, 6, 15))}))
    assert choices(town, day=11) == ["Tuesday 09:00"]


@pytest.mark.parametrize("how", ["press", "write"])
def test_the_day_on_the_button_is_the_day_on_which_it_comes(town, how):
    resettle(town, holidays={"Africa/Accra": "EG"})
    choices(town, day=11)
    getattr(town, how)("ada", "Sunday 09:00")
    assert times(live(town, until=at(14, 12)), "ada") == ["Sun 14 Jun 09:00"]


def test_a_question_that_is_left_open_is_asked_again_when_the_week_begins(town):
    resettle(town, holidays={"Africa/Accra": "EG"})
    town.begin("ada")
    town.write("ada", "edit format", "by horse", "by boat")
    town.press("ada", "Ask me Sunday")
    assert "I will ask you this one question again on Sunday 7 June 2009, 09:00 (Accra time)." in "\n".join(
        town.heard("ada")
    )


@pytest.mark.parametrize("how", ["press", "write"])
def test_the_hour_of_a_morning_is_a_number_of_the_policy(early, how):
    assert choices(early, day=10) == ["Tomorrow 08:00", "Monday 08:00", "Friday 08:00"]
    getattr(early, how)("ada", "Monday 08:00")
    assert times(live(early, until=at(15, 12)), "ada") == ["Mon 15 Jun 08:00"]


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("tomorrow", 8), ("tomorrow 09:00", 9), ("friday", 8), ("12 June", 8), ("in 3 days", 8)],
)
def test_a_day_without_an_hour_begins_with_that_of_the_policy(early, typed, hour):
    choices(early, day=10)
    early.write("ada", typed)
    assert f", {hour:02}:00 (Accra time), and" in early.last("ada")


def test_one_question_that_is_put_off_comes_at_that_hour(early):
    early.owe()
    early.press("ada", "Start now")
    early.write("ada", "yes", "edit participants", "skip", "I will get it")
    early.press("ada", "Monday 08:00")
    assert "I will ask you this one question again on Monday 8 June 2009, 08:00 (Accra time)." in "\n".join(
        early.heard("ada")
    )


# ------------------------------------------------------------------ the words of the moment


def test_a_first_message_that_waits_is_worded_on_the_day_on_which_it_comes(town):
    town.now = at(12, 20)
    town.owe("ada", event("Seminar", "8-9 June 2009"))
    resettle(town, holiday_dates=frozenset(("", date(2009, 6, day)) for day in range(15, 20)))
    [(_, _, message)] = [each for each in live(town, until=at(23, 8)) if each[1] == "ada"]
    assert "It is due by Tuesday 30 June 2009." in message.text
    assert [button.label for button in message.buttons][1:3] == ["Tonight 20:00", "Tomorrow 09:00"]


def test_whoever_registered_it_is_told_when_a_first_message_comes_later_than_promised(town):
    town.now = at(12, 20)
    assert town.owe().endswith("Ada will be asked on Monday 15 June 2009, 09:00 (Accra time).")
    with town.office.transaction() as tx:
        until = at(17, 9)
        tx.wishes.add(Wish(note=None, person="ada", kind="away", by="ada", at=town.now, until=until))
    heard = live(town, until=at(17, 12))
    assert [f"{when:%a %H:%M}" for when, who, _ in heard if who == "ada"] == ["Wed 09:00"]
    assert town.heard("bo")[-1] == (
        'Ada is asked about Workshop on "Making the difference" later than I told you, on Wednesday 17 June 2009, '
        "09:00 (Accra time): it could not be sent before."
    )


def test_a_first_message_that_comes_as_promised_is_not_told_again(town):
    town.now = at(12, 20)
    town.owe()
    live(town, until=at(16, 12))
    assert town.heard("bo") == []


def test_who_is_called_back_sees_what_holds_at_that_moment(town):
    town.owe()
    town.press("ada", "Tomorrow 09:00")
    with town.office.transaction() as tx:
        more = Wish(note=1, person="ada", kind="until", by="bo", at=town.now, until=at(30, 23))
        tx.wishes.add(more)
    [(_, _, message)] = live(town, until=at(5, 10))
    assert "It is due by Tuesday 30 June 2009." in message.text


def test_a_message_that_can_not_be_worded_anew_says_what_it_was_to_say(town, caplog):
    town.owe()
    town.press("ada", "Tomorrow 09:00")
    town.now = at(5, 9)
    say = {key: words for key, words in town.office.phrases.say.items() if key != "woken"}
    town.outbox = Outbox(replace(town.office, phrases=replace(town.office.phrases, say=say)))
    assert [letter.message.text.split(".")[0] for letter in town.deliver()] == [
        "You asked me to come back now"
    ]
    assert "is sent as it was promised" in caplog.text


# ------------------------------------------------------------------ words of a coordinator


@pytest.mark.parametrize(
    ("now", "comes", "told"),
    [
        (at(19, 10), "Fri 19 Jun 10:00", "Sent to Ada."),
        (at(19, 7), "Fri 19 Jun 09:00", "Friday 19 June 2009, 09:00"),
        (at(18, 18), "Fri 19 Jun 09:00", "Friday 19 June 2009, 09:00"),
        (at(19, 18), "Mon 22 Jun 09:00", "Monday 22 June 2009, 09:00"),
        (at(21, 12), "Mon 22 Jun 09:00", "Monday 22 June 2009, 09:00"),
    ],
)
def test_a_nudge_keeps_the_hours_of_whoever_hears_it(town, now, comes, told):
    table = late(town, now)
    assert table.send("bo", "nudge", words="Three sentences are enough.") == {}
    said = f"It goes to Ada on {told} (Accra time), when they work again."
    assert town.last("bo") == (told if told == "Sent to Ada." else said)
    heard = (
        [f"{now:%a %d %b %H:%M}"] if "Three sentences" in town.last("ada") else nudges(town, until=at(23, 8))
    )
    assert heard == [comes]


def late(town, now):
    """Let Ada's note be late, and the clock show this moment."""
    town.owe()
    live(town, until=at(18, 10))
    town.now, town.drift = now, timedelta(milliseconds=1)
    return Table(town)


def nudges(town, *, until):
    """Return when Ada hears what Bo says."""
    heard = live(town, until=until)
    return times([each for each in heard if "Bo asks" in each[2].text], "ada")


def test_a_nudge_waits_until_they_are_back_and_over_a_holiday(town):
    resettle(town, holiday_dates=frozenset({("", date(2009, 6, 24))}))
    table = late(town, at(19, 10))
    town.write("ada", "away until 24 June")
    table.send("bo", "nudge", words="When you are back.")
    assert town.last("bo").startswith("It goes to Ada on Thursday 25 June 2009, 09:00 (Accra time)")
    assert nudges(town, until=at(26, 8)) == ["Thu 25 Jun 09:00"]


def test_a_nudge_that_waits_is_not_lost_when_the_expert_comes_first(town):
    table = late(town, at(19, 18))
    table.send("bo", "nudge", words="Three sentences are enough.")
    town.write("ada", "start now", "yes", "Roundtable on safety")
    [(_, who, message)] = [each for each in live(town, until=at(22, 12)) if "Bo asks" in each[2].text]
    assert (who, "2 of about 10 \u2013 Supporters" in message.text) == ("ada", True)


def test_a_nudge_that_waits_is_the_message_of_its_day_and_the_only_one(town):
    table = late(town, at(19, 18))
    table.send("bo", "nudge", words="Please")
    assert table.press("bo", "nudge").lines == [
        "Ada has had such words today already, or gets them when they work again; one message a day is enough."
    ]
    heard = live(town, until=at(23, 8))
    assert times(heard, "ada") == ["Mon 22 Jun 09:00"]


@pytest.fixture
def dateless(own_type):
    """Ada owes a note on something that has no days, and is asked on Monday."""
    questions = "".join(
        f'[[question]]\nkey = "{key}"\nkind = "line"\nlabel = "{key.title()}"\nprompt = "Which {key}?"\n'
        for key in ("city", "hall", "guest")
    )
    town = own_type(f'title = "Trip"\nprefix = "T"\n{questions}')
    town.now = at(5, 20)
    town.owe(facts=())
    return town


def test_a_first_message_that_waits_goes_to_nobody_who_took_the_note_meanwhile(dateless):
    table = Table(dateless)
    table.hand()
    table.answer("cy", "Accept")
    assert live(dateless, until=at(8, 20)) == []


def test_who_comes_before_their_first_message_gets_none_in_the_middle_of_a_question(dateless):
    dateless.notes.resume("ada", "", key="resume")
    dateless.deliver()
    dateless.write("ada", "Vienna")
    assert live(dateless, until=at(8, 20)) == []
    assert dateless.last("ada").endswith("Which hall?")


@pytest.mark.parametrize("act", ["waive", "hand"])
def test_a_nudge_that_waits_goes_to_nobody_who_has_nothing_to_do_any_more(town, act):
    table = late(town, at(19, 18))
    table.send("bo", "nudge", words="Please")
    table.send("bo", act, person="cy", why="it was informal")
    if act == "hand":
        table.answer("cy", "Accept")
    assert nudges(town, until=at(23, 8)) == []


def test_a_reviewer_is_nudged_in_working_hours_too(town):
    resettle(town, reviewers=("cy",))
    town.answer_all()
    town.write("ada", "submit")
    town.now = at(9, 8)
    table = Table(town)
    table.send("bo", "nudge", words="Could you look?")
    assert town.last("bo").startswith("It goes to Cy on Tuesday 9 June 2009, 09:00 (New York time)")
    heard = [each for each in live(town, until=at(9, 15)) if "Could you look?" in each[2].text]
    assert times(heard, "cy") == ["Tue 09 Jun 09:00"]


def test_who_is_asked_again_is_asked_in_working_hours(town):
    table = late(town, at(19, 18))
    town.write("ada", "did not attend")
    town.press("ada", "Nobody went")
    table.send("bo", "again")
    assert town.last("bo").endswith(
        "It goes to Ada on Monday 22 June 2009, 09:00 (Accra time), when they work again."
    )
    heard = [each for each in live(town, until=at(22, 12)) if "after all" in each[2].text]
    assert times(heard, "ada") == ["Mon 22 Jun 09:00"]


# ------------------------------------------------------------------ one message for one moment


@pytest.fixture
def two(town):
    """Return how Ada puts off two notes, that on the seminar the more urgent one, to moments that she types."""

    def put_off(first, second):
        town.owe()
        town.owe("ada", event("Seminar", "1-2 June 2009"))
        town.write("ada", first)
        live(town, until=at(5, 15))
        town.now = at(5, 15, 5)
        town.write("ada", second)
        return town

    return put_off


def minutes(town, *, until):
    """Let the sender look each quarter of an hour; return what Ada heard, with the time.

    Those looks are left out that the bot itself says will find nothing, but for one in two hours.
    """
    heard, quiet = [], town.now
    while town.now < until:
        begun = town.now.replace(minute=town.now.minute // 15 * 15, second=0, microsecond=0)
        town.now = now = begun + timedelta(minutes=15)
        if now < min(quiet, until):
            continue
        letters = town.sweep()
        heard += [
            (f"{now:%a %H:%M}", each.message.text)
            for each in letters
            if each.recipient == "ada" and not each.replaces
        ]
        town.now = now
        quiet = now if letters else min(town.quiet_until(), now + timedelta(hours=2))
    return heard


def test_two_notes_put_off_to_one_moment_are_one_message_and_the_other_comes_the_next_day(two):
    town = two("monday", "monday")
    heard = minutes(town, until=at(10, 8))
    assert [(when, "Event: Seminar" in text) for when, text in heard] == [
        ("Mon 09:00", True),
        ("Tue 09:00", False),
    ]
    assert heard[0][1].splitlines()[1] == (
        'You put off other notes until now as well: Workshop on "Making the difference". I ask about one a day: '
        "the next one comes on Tuesday 9 June 2009, 09:00 (Accra time), if it is still open. To choose one "
        "yourself, type /note list."
    )
    assert "You put off other notes" not in heard[1][1]


def test_the_other_comes_on_a_working_day_also_when_the_first_was_answered_at_once(two):
    town = two("12 June", "friday")
    live(town, until=at(12, 8, 30))
    [(when, text)] = minutes(town, until=at(12, 9))
    assert (when, "Event: Seminar" in text) == ("Fri 09:00", True)
    town.write("ada", "start now", "yes", "skip")
    [(when, text)] = minutes(town, until=at(15, 12))
    assert (when, "Event: Workshop" in text) == ("Mon 09:00", True)


def test_the_other_does_not_come_once_it_is_closed(two):
    town = two("monday", "monday")
    minutes(town, until=at(8, 10))
    Table(town).send("bo", "waive", why="it was informal")
    assert ["Workshop" in text for _, text in minutes(town, until=at(9, 12))] == [False]


def test_two_moments_of_one_day_are_both_kept(two):
    town = two("monday 15:00", "monday")
    assert [when for when, _ in minutes(town, until=at(9, 8))] == ["Mon 09:00", "Mon 15:00"]


def test_after_an_outage_two_promises_are_one_message_too(two):
    town = two("monday 15:00", "monday")
    town.now = at(8, 16)
    heard = minutes(town, until=at(9, 12))
    assert [(when, "Event: Seminar" in text) for when, text in heard] == [
        ("Mon 16:15", True),
        ("Tue 09:00", False),
    ]


def test_what_comes_by_itself_leaves_the_day_to_a_promise(two):
    """The seminar is due on Tuesday 16 June, and the day before that there is a reminder of it."""
    town = two("15 June at 15:00", "start now")
    live(town, until=at(13, 8))
    heard = minutes(town, until=at(16, 18))
    assert [when for when, _ in heard] == ["Mon 15:00", "Tue 11:00"]
    assert "due today" in heard[1][1]


def test_what_was_put_off_to_an_evening_leaves_the_day_to_what_comes_by_itself(two):
    """The seminar is due on Tuesday 16 June; the workshop was put off to that evening, which delays nothing."""
    town = two("16 June at 20:00", "start now")
    live(town, until=at(13, 8))
    heard = minutes(town, until=at(17, 8))
    assert [(when, "Seminar" in text) for when, text in heard] == [
        ("Mon 09:00", True),
        ("Tue 09:30", True),
        ("Tue 20:00", False),
    ]
    assert "due today" in heard[1][1]


def test_what_was_put_off_to_last_evening_or_a_sunday_delays_nothing_the_next_morning(two):
    town = two("14 June at 20:00", "start now")
    live(town, until=at(13, 8))
    heard = minutes(town, until=at(16, 8))
    assert [when for when, _ in heard] == ["Sun 20:00", "Mon 09:00"]


def test_a_question_that_was_put_off_gives_way_to_a_note_of_the_same_moment(two):
    town = two("monday", "start now")
    town.write("ada", "yes", "edit participants", "skip", "I will get it", "monday 09:00")
    heard = minutes(town, until=at(9, 12))
    assert [(when, "Participants" in text) for when, text in heard] == [
        ("Mon 09:00", False),
        ("Tue 09:00", True),
    ]


@pytest.mark.parametrize("put_off_first", [True, False])
def test_a_first_message_leaves_the_day_to_what_was_put_off_to_it(town, put_off_first):
    town.owe("ada")
    town.write("ada", "start", "yes")
    town.now = at(9, 20, 30)
    if put_off_first:
        town.write("ada", "pause", "tomorrow 15:00")
    town.owe("ada", event("Seminar in Vienna", "1-2 June 2009"))
    if not put_off_first:
        town.write("ada", "pause", "tomorrow 15:00")
    heard = [(when, text.split("\n")[0][:30]) for when, text in minutes(town, until=at(12, 8))]
    assert heard == [
        ("Wed 15:00", "You asked me to come back now."),
        ("Thu 11:00", "Hello Ada. Bo has noted that y"),
    ]
