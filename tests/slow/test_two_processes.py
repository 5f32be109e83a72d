"""Sweeps of two processes on one database: the second is refused, takes over after a SIGKILL, and repeats nothing."""

import contextlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import build_office
from bot.cli.processes import ahead
from bot.fakeslack import FakeSlack
from bot.fakeslack.workspace import TEAM
from bot.service.sweeps.reminders import Reminders
from bot.settings import load
from storage import open_store
from tests.forked import Forked
from tests.slow.test_kills import posted

SHIFT = timedelta(days=3)
"""What the clock leaps by; then both experts are to be reminded."""

EXPERTS = ("ada", "cy")
WHEN = {
    "while Slack takes its time": ("slow", 2.0),
    "when Slack has it and the bot does not know": ("accept_then_drop", None),
}


class Clock:
    """The clock of Slack and of every process that begins after it was set; people are at work."""

    def __init__(self):
        self.ahead = ahead(datetime.now(UTC))

    def __call__(self):
        return time.time() + self.ahead.total_seconds()

    def now(self):
        return datetime.fromtimestamp(self(), UTC)

    def leap(self):
        now = datetime.now(UTC)
        self.ahead += SHIFT + ahead(now + self.ahead + SHIFT)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def slack(clock):
    with FakeSlack(pace=0, clock=clock, retry_after=(0.2, 0.5, 1.0)) as running:
        yield running


@pytest.fixture
def process(slack, tmp_path):
    """Begin a process on the one database, with the clock as it is by now."""
    begun = []

    def begin():
        begun.append(Forked(slack, tmp_path, pace=0.02))
        begun[-1].start()
        return begun[-1]

    yield begin
    for one in begun:
        with contextlib.suppress(ProcessLookupError):
            one.kill()


@pytest.fixture
def owing(slack, clock, process):
    """Both experts owe a note and were asked first; the bot is stopped, and some days later they are to be reminded."""
    bot = process()
    bot.wait_until_connected()
    event = f"Round table | {clock.now() - timedelta(days=1):%d %B %Y} | Vienna, Austria | UNODA"
    for each in EXPERTS:
        slack.command("bo", "/note", f"owe @{each} {event}")
        slack.wait_for_message(each, saying="Hello")
    bot.stop()
    clock.leap()
    return bot


def heard(slack):
    return {each: len([one for one in slack.messages(each) if one.metadata]) for each in EXPERTS}


def posts(slack):
    return len([call for call in slack.calls if call.method == "chat.postMessage"])


def rows(path):
    """Return the key and the state of everything that was promised."""
    store = open_store(path)
    with store.transaction(TEAM) as tx:
        total = sum(tx.outbox.counts().values())
        found = [tx.outbox.get(number) for number in range(1, total + 1)]
    store.close()
    return [(row.key, row.state) for row in found]


def swept_again(path, clock):
    """Sweep the rows as another process would, and return what was promised by then."""
    store = open_store(path)
    office = build_office(replace(load({}, None), coordinators=("U0BO",)), store, team=TEAM, clock=clock.now)
    Reminders(office).sweep()
    store.close()
    return rows(path)


@pytest.mark.timeout(200)  # a message in doubt is looked for until Slack had the time to show it
@pytest.mark.parametrize("fault", WHEN.values(), ids=WHEN)
def test_of_two_that_begin_together_one_is_refused_and_after_a_kill_nobody_is_reminded_twice(
    slack, clock, process, owing, fault
):
    before, calls, path = heard(slack), posts(slack), owing.folder / "rapporteur.db"
    kind, value = fault
    slack.fault(kind, "chat.postMessage", value=value)
    both = [process(), process()]
    while all(one.alive for one in both):  # that a process ends rings no bell in Slack
        time.sleep(0.02)
    refused, holder = sorted(both, key=lambda one: one.alive)
    assert refused.wait() == 1
    assert f"rapporteur: {path} is" in owing.log.read_text(encoding="utf-8")
    slack.wait(lambda: posts(slack) > calls)
    holder.kill()
    slack.wait(lambda: not slack.connections)
    slack.clear_faults()
    next_one = process()
    next_one.wait_until_connected()
    slack.wait(lambda: all(heard(slack)[each] > before[each] for each in EXPERTS), timeout=90)
    next_one.stop()
    assert next_one.wait() == 0
    found = rows(path)
    assert heard(slack) == {each: before[each] + 1 for each in EXPERTS}
    assert len(posted(slack)) == len(set(posted(slack)))
    assert [(key, state) for key, state in found if ":r1:" in key] == [
        ("reminder:1:r1:0", "sent"),
        ("reminder:2:r1:0", "sent"),
    ]
    assert swept_again(path, clock) == found
