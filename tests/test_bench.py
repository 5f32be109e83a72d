"""The measurements run, in a size that measures nothing; and the check for lost answers can fail."""

import json
import math

import pytest

from bench import (
    answer_commit,
    digest,
    docx,
    note_render,
    pdf,
    rss,
    startup,
    submit_to_posted,
    sweep,
    turn_latency,
    turn_throughput,
)
from bench.__main__ import BENCHES
from bench.answers import ANSWERS, FIRST, words
from bench.lines import Line, alternating, p99, ratios
from bench.sizes import TINY
from bench.verify import LossError, check, losses
from bot.app import build_office
from bot.core.replies import Reply
from bot.fakeslack.workspace import TEAM, Workspace
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.outbox import Arrival, Outbox
from bot.service.said import Said
from bot.settings import load
from tests.rows import new_store

NAMES = {
    answer_commit: ["answer_commit_ratio"],
    digest: ["digest_ratio"],
    docx: ["docx_ratio"],
    note_render: ["note_render_ratio"],
    pdf: ["pdf_ratio"],
    rss: ["rss_mb"],
    startup: ["startup_ratio"],
    submit_to_posted: ["submit_to_posted_ratio"],
    sweep: ["sweep_idle_ratio", "sweep_per_note_us"],
    turn_latency: ["turn_latency_ratio"],
    turn_throughput: ["turn_throughput_ratio"],
}


def said(person):
    return [(answer.key, words(answer, person)) for answer in ANSWERS]


SAID = said("U2")
HEARD = [f"1 of 9: {FIRST}", *(f"2 of 9: {answer.following}" for answer in ANSWERS)]


@pytest.mark.parametrize("bench", NAMES, ids=lambda bench: bench.__name__)
def test_a_bench_prints_lines_with_the_same_keys(bench):
    lines = [json.loads(str(line)) for line in bench.measure(TINY)]
    assert [line["name"] for line in lines] == NAMES[bench]
    for line in lines:
        assert list(line)[:5] == ["name", "value", "p99", "goal", "met"]
        assert line["value"] > 0
        assert line["met"] in {True, False}


def test_every_bench_is_run():
    assert {measure.__module__ for measure in BENCHES.values()} == {bench.__name__ for bench in NAMES}


@pytest.mark.parametrize(
    ("at_least", "value", "met"),
    [(False, 2.0, True), (False, 2.1, False), (True, 0.5, True), (True, 0.4, False)],
)
def test_a_goal_is_met_from_its_side(at_least, value, met):
    assert Line(name="x", value=value, goal=0.5 if at_least else 2.0, at_least=at_least).met is met


def test_what_is_measured_takes_turns():
    order = []
    taken = alternating(2, lambda: order.append("a") or 1.0, lambda: order.append("b") or 2.0)
    assert order == ["a", "b", "a", "b"]
    assert taken == [[1.0, 1.0], [2.0, 2.0]]


def test_ratios_are_taken_pair_by_pair():
    assert ratios([2.0, 9.0], [1.0, 3.0]) == [2.0, 3.0]


def test_the_last_percentile_of_many_is_not_their_largest():
    assert p99([1.0]) == 1.0
    assert math.isclose(p99([float(n) for n in range(1, 1001)]), 991, rel_tol=0.001)


# ------------------------------------------------------------------ nothing lost


def test_nothing_lost_is_nothing_to_tell():
    assert list(losses({"U1": said("U1")}, {"U1": HEARD})) == []


LOST = {
    "an answer": ([*SAID[:4], *SAID[5:]], HEARD),
    "the last answer": (SAID[:-1], HEARD),
    "an answer that came twice": ([*SAID, SAID[-1]], HEARD),
    "two answers that changed places": ([SAID[1], SAID[0], *SAID[2:]], HEARD),
    "words of an answer": ([*SAID[:-1], (SAID[-1][0], SAID[-1][1][:-1])], HEARD),
    "a prompt": (SAID, [*HEARD[:4], *HEARD[5:]]),
    "the last prompt": (SAID, HEARD[:-1]),
    "a prompt that came twice": (SAID, [*HEARD, HEARD[-1]]),
    "another prompt": (SAID, [*HEARD[:-1], HEARD[1]]),
}


@pytest.mark.parametrize(("stored", "heard"), LOST.values(), ids=LOST.keys())
def test_a_loss_is_noticed(stored, heard):
    found = list(losses({"U1": said("U1"), "U2": stored}, {"U1": HEARD, "U2": heard}))
    assert [text.partition(":")[0] for text in found] == ["U2"]


class Played:
    """An interview in a real database and a real workspace, without a process; `leave_out` is never carried in."""

    def __init__(self, folder, *, leave_out=None, unsent=False):
        self.workspace = Workspace(lambda: 1_800_000_000.0)
        self.expert = self.workspace.add_person("x0", "Expert 0")
        self.database = folder / "bench.db"
        store = new_store(self.database)
        self.office = build_office(load({}, None), store, team=TEAM)
        Notes(self.office).begin(self.expert.id, key="command")
        self.send()
        for answer in ANSWERS:
            self.say(answer, carried=answer.key != leave_out)
            if not (unsent and answer is ANSWERS[-1]):
                self.send()
        store.close()

    def say(self, answer, *, carried):
        text = words(answer, self.expert.id)
        message = self.workspace.post(self.workspace.dm(self.expert), self.expert, text)
        said = Said(
            person=self.expert.id,
            reply=Reply(text, message=message.ts),
            key=message.ts,
            message=message.ts,
        )
        if carried:
            Interviews(self.office).reply(said)

    def send(self):
        outbox, place = Outbox(self.office), self.workspace.dm(self.expert)
        for letter in outbox.claim():
            posted = self.workspace.post(place, self.workspace.bot, letter.message.text)
            outbox.sent(Arrival(letter, place.id, posted.ts))

    def check(self):
        check(self.database, TEAM, self.workspace, [self.expert])


def test_a_whole_interview_passes(tmp_path):
    Played(tmp_path).check()


def test_an_answer_that_never_came_in_is_noticed(tmp_path):
    with pytest.raises(LossError, match="the answers are"):
        Played(tmp_path, leave_out="background").check()


def test_a_prompt_that_was_never_sent_is_noticed(tmp_path):
    with pytest.raises(LossError, match="'waiting': 1"):
        Played(tmp_path, unsent=True).check()


def test_a_prompt_that_slack_lost_is_noticed(tmp_path):
    played = Played(tmp_path)
    messages = played.workspace.dm(played.expert).messages
    del messages[next(ts for ts, message in messages.items() if message.is_bot)]
    with pytest.raises(LossError, match="the prompts are"):
        played.check()
