"""The kill drill: the demo's conversation, with the bot's process killed ten times at random moments."""

import os
import random
import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.demo import Play, result
from bot.cli.demo_script import debt, golden_replies, script
from bot.cli.processes import Bot, ahead, working_clock
from bot.fakeslack import FakeSlack
from bot.fakeslack.workspace import TEAM
from storage import open_store

TEMPLATES = Path(__file__).parents[2] / "templates" / "information_note"
REPLIES = golden_replies(TEMPLATES)
STEPS = [step for step in script(REPLIES) if step.how != "restart"]
KILLS = 10
NOW = datetime.now(UTC)
YEAR = (NOW + ahead(NOW)).year
PAPERS = sorted(
    f"IN-{YEAR}-001-{rest}"
    for rest in (
        "v1.png",
        "v1.docx",
        "v1.pdf",
        "v2.png",
        "v2.docx",
        "v2.pdf",
        "v2-approved.png",
        "v2-approved.docx",
        "v2-approved.pdf",
    )
)
FAULTS = (
    None,
    None,
    ("accept_then_drop", "chat.postMessage", None),
    ("rate_limited", "chat.postMessage", 1),
    ("status", "conversations.history", 503),
)


class Storm(Play):
    """Plays the script; at ten random steps it kills the bot, before Ada acts or while the bot answers."""

    def __init__(self, slack, bot, seed):
        super().__init__(slack, bot)
        self.chance = random.Random(seed)
        hers = [number for number, step in enumerate(STEPS, 1) if step.how not in {"reach", "send"}]
        self.kills = self.chance.sample(hers, KILLS)

    def take(self, step, number, of):
        if number not in self.kills:
            super().take(step, number, of)
            return
        self.read()
        if fault := self.chance.choice(FAULTS):
            kind, method, value = fault
            self.slack.fault(kind, method, value=value)
        before = step.how != "press" and self.chance.random() < 0.4
        after = self.chance.randrange(3)
        print(
            f"kill at step {number}: {'before' if before else f'{after} happenings after'} it, with {fault}"
        )
        if before:
            self.die()
        happened = self.happenings()
        self.act(step)
        if not before:
            self.slack.wait(lambda: self.happenings() >= happened + after)
            self.die()
        self.bot.start()
        self.bot.wait_until_connected()
        self.insist(step)
        self.hear(step.saying)
        self.slack.clear_faults()
        self.read()

    def read(self):
        """Take the second that a person needs before an answer; it goes from when the message was sent."""
        threading.Event().wait(max(0, float(self.heard) + 1.1 - time.time() - self.bot.ahead.total_seconds()))

    def happenings(self):
        return len(self.slack.acks) + len(self.slack.calls)

    def die(self):
        self.bot.kill()
        self.slack.wait(lambda: not self.slack.connections)

    def act(self, step):
        match step.how:
            case "say":
                self.sent[step.name] = self.slack.say("ada", step.text)
            case "press":
                self.slack.click("ada", step.text, ts=self.heard)
            case _:
                self.slack.edit("ada", self.sent[step.of], step.text)

    def insist(self, step):
        """Press again, as people do, where nothing comes of a press."""
        if step.how == "press":
            try:
                self.slack.wait_for_message("ada", after=self.heard, timeout=3)
            except TimeoutError:
                print("she presses again")
                self.act(step)


def play(scene):
    scene.owe(debt(REPLIES))
    for number, step in enumerate(STEPS, 1):
        scene.take(step, number, len(STEPS))
    scene.see_channel()
    settle(scene.bot)


def settle(bot):
    """Stop the bot; what was not cleared up by then, because Slack did not say, the next start clears up."""
    bot.stop()
    if not {"waiting", "sending"}.isdisjoint(rows_of(bot)[1].values()):
        bot.start()
        bot.wait_until_connected()
        bot.stop()


def posted(slack):
    """Return the number of the delivery in each of the bot's messages."""
    places = ("ada", "bo", "cy", "#notes")
    messages = [one for place in places for one in slack.messages(place) if one.metadata]
    return sorted(one.metadata["event_payload"]["id"] for one in messages)


def files_in(slack):
    return sorted(file.name for one in slack.messages("#notes") for file in one.files)


def shown_by(bot):
    """Return the numbers of the messages that are to be seen: those that were sent and not written over, no papers."""
    store = open_store(Path(bot.environment["DATABASE"]))
    with store.transaction(TEAM) as tx:
        rows = [tx.outbox.get(number) for number in range(1, sum(tx.outbox.counts().values()) + 1)]
    store.close()
    sent = [row for row in rows if row.state == "sent"]
    newest = {row.receipt: row.id for row in sent}
    return sorted(
        newest[row.receipt] for row in sent if newest[row.receipt] == row.id and not row.body["attached"]
    )


def rows_of(bot):
    """Return every answer and the state of every promised message, as they are in the bot's database."""
    store = open_store(Path(bot.environment["DATABASE"]))
    with store.transaction(TEAM) as tx:
        history = [
            (answer.key, answer.revision, answer.state, answer.value, [piece.text for piece in answer.pieces])
            for answer in tx.answers.history(1)
        ]
        total = sum(tx.outbox.counts().values())
        states = {number: tx.outbox.get(number).state for number in range(1, total + 1)}
    store.close()
    return history, states


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Return the answers of the same conversation when nobody kills the bot."""
    with (
        FakeSlack(pace=0, clock=working_clock()) as slack,
        Bot(slack, tmp_path_factory.mktemp("calm"), pace=0.02) as bot,
    ):
        bot.wait_until_connected()
        play(Play(slack, bot))
        return rows_of(bot)[0]


@pytest.mark.timeout(
    400
)  # papers that a kill left in doubt are looked for until Slack had the time to show them
def test_ten_kills_lose_nothing_and_double_nothing(slack, bot, undisturbed):
    seed = int(os.environ.get("KILL_SEED", "2"))
    print(f"seed {seed}: set KILL_SEED to play it again")
    play(Storm(slack, bot, seed))
    history, states = rows_of(bot)
    note, _ = result(Path(bot.environment["DATABASE"]), TEAM)
    assert history == undisturbed
    assert note == (TEMPLATES / "example" / "note.md").read_text(encoding="utf-8")
    assert set(states.values()) <= {"sent", "dropped"}
    assert posted(slack) == shown_by(bot)
    assert files_in(slack) == PAPERS


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_it_finish_what_it_is_sending(slack, bot, number):
    slack.fault("slow", "chat.postMessage", value=1)
    slack.say("ada", "hello")
    ada = slack.person("ada").id  # on a Monday a digest is on its way to Bo as well
    slack.wait(lambda: any(call.args.get("users") == ada for call in slack.calls))
    bot.stop(number)
    assert bot.wait() == 0
    assert len([one for one in slack.messages("ada") if one.metadata]) == 1
    states = rows_of(bot)[1]
    assert "sending" not in states.values()
    assert posted(slack) == [number for number, state in states.items() if state == "sent"]


def test_a_signal_is_heard_though_slack_opens_no_socket(slack, bot):
    bot.kill()
    slack.wait(lambda: not slack.connections)
    slack.fault("status", "apps.connections.open", times=999)
    calls = len(slack.calls)
    bot.start()
    slack.wait(lambda: len(slack.calls) >= calls + 3)
    bot.stop()
    assert bot.wait() == 0
