"""The weeks to come, as they would be: what a simulation says is what the bot then does, minute for minute."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.service.sweeps.digests import Digests
from bot.service.sweeps.reminders import Reminders
from bot.service.sweeps.simulation import Simulation
from storage import Wish, backup_store, open_store
from tests.service.town import FACTS, Town

LATER = datetime(2009, 6, 10, 6, tzinfo=UTC)
MINUTE, HALF_HOUR = timedelta(minutes=1), timedelta(minutes=30)


@pytest.fixture
def town(tmp_path):
    """A town in which Ada owes two notes, one of an event that is still to come, and Cy has begun one."""
    town = Town(tmp_path)
    town.now = datetime(2009, 6, 4, 19, tzinfo=UTC)
    town.owe()
    town.now = datetime(2009, 6, 4, 23, tzinfo=UTC)
    town.owe("cy", ("Seminar", *FACTS[1:]))
    town.owe("ada", ("Meeting", "8-9 June 2009", *FACTS[2:]))
    town.press("cy", "Start now")
    town.press("cy", "Yes, all right")
    yield town
    town.store.close()


def simulated(town, tmp_path, days, **how):
    """Return what is simulated on a copy, from now on."""
    copy = tmp_path / f"copy{len(list(tmp_path.iterdir()))}.db"
    backup_store(tmp_path / "rapporteur.db", copy)
    store = open_store(copy)
    begin = how.pop("begin", town.now)
    try:
        office = Town(tmp_path, store=store).office
        return list(Simulation(office, begin, **how).run(begin + timedelta(days=days)))
    finally:
        store.close()


def lived(town, moments):
    """Let the bot run with a sweep at these moments; return what it sent."""
    heard = []
    digests, reminders = Digests(town.office), Reminders(town.office)
    for now in moments:
        town.now = now
        reminders.sweep()
        digests.sweep()
        heard += [(now, one.recipient, one.message.text) for one in town.deliver() if not one.replaces]
    return heard


def told(found):
    return [(one.at, one.to, one.text) for one in found]


def test_what_is_simulated_is_what_the_bot_then_sends_and_not_a_minute_earlier(town, tmp_path):
    begin = town.now = town.now.replace(minute=30, second=0, microsecond=0)
    seen = simulated(town, tmp_path, 5)
    marks = {begin + n * HALF_HOUR for n in range(5 * 48)}
    marks |= {one.at - n * MINUTE for one in seen for n in (0, 1)}
    assert told(seen) == lived(town, sorted(marks - {begin - MINUTE}))
    assert [one.step for one in seen] == ["r1", "r1", "digest", "ask"]


def test_silence_gives_every_step_once_with_who_when_and_by_which_rule(town, tmp_path):
    seen = simulated(town, tmp_path, 28, begin=LATER)
    first = [one for one in seen if one.note == 2]
    assert [(one.step, one.name, f"{one.local:%a %d %b %H:%M}") for one in first] == [
        ("r1", "Cy", "Wed 10 Jun 09:00"),
        ("r2", "Cy", "Wed 17 Jun 09:00"),
        ("due", "Cy", "Thu 18 Jun 09:30"),
        ("r3", "Cy", "Mon 22 Jun 09:00"),
        ("handoff", "Bo", "Wed 24 Jun 09:00"),
        ("after1", "Cy", "Tue 30 Jun 09:00"),
        ("after2", "Cy", "Tue 07 Jul 09:00"),
    ]
    assert {(one.about, str(one.due)) for one in first} == {("Seminar", "2009-06-18")}
    assert (first[1].rule.anchor, first[1].rule.days) == ("due", -1)


def test_nothing_is_written_to_the_database_that_was_copied(town, tmp_path):
    before = town.counts()
    assert simulated(town, tmp_path, 30) != []
    assert town.counts() == before


def test_another_policy_is_that_of_every_note(town, tmp_path):
    policy = 'leave_out = ["r1", "after1", "after2"]\n[r2]\ndays = -3\n'
    seen = simulated(town, tmp_path, 30, begin=LATER, policy=policy)
    assert [(one.step, f"{one.local:%d %b}") for one in seen if one.note == 2] == [
        ("r2", "15 Jun"),
        ("due", "18 Jun"),
        ("r3", "22 Jun"),
        ("handoff", "24 Jun"),  # on the 23rd Bo hears of the other note
    ]


def test_who_is_away_hears_nothing_until_the_day_of_the_return(town, tmp_path):
    back = datetime(2009, 6, 16, tzinfo=UTC)
    with town.office.transaction() as tx:
        tx.wishes.add(Wish(note=None, person="ada", kind="away", until=back, by="ada", at=town.now))
    seen = [one for one in simulated(town, tmp_path, 14) if one.to == "ada"]
    assert seen != []
    assert min(one.at for one in seen) >= back


def test_a_message_that_was_on_its_way_when_the_copy_was_made_does_not_hold_back_the_next(town, tmp_path):
    town.now = LATER.replace(hour=14)
    Reminders(town.office).sweep()
    assert {letter.recipient for letter in town.outbox.claim()} == {"ada", "cy"}
    seen = simulated(town, tmp_path, 10)
    assert [one.step for one in seen if one.to == "cy"] == ["r2", "due"]


def test_a_note_that_can_not_be_read_does_not_end_it(town, tmp_path, caplog):
    with town.office.transaction() as tx:
        note = tx.notes.get(1)
        tx.notes.add(type(note)(**{f: getattr(note, f) for f in note.__slots__} | {"type_hash": "gone"}))
    assert [one.note for one in simulated(town, tmp_path, 3)] != []
    assert "note 4 can not be looked at" in caplog.text
