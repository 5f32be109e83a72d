"""Whether a burst lost something: what is in the bot's database and in Slack, against what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.answers import ANSWERS, FIRST, words
from bot.core.notes import TALKING
from bot.fakeslack.workspace import Person, Workspace
from storage import Transaction, open_store

Stored = Mapping[str, Sequence[tuple[str, str]]]
Heard = Mapping[str, Sequence[str]]

NUMBERED = re.compile(r"\d+ of ")
"""How the line begins that names a question."""


class LossError(Exception):
    """Something was lost, or came twice; the text says what."""


def check(database: Path, team: str, workspace: Workspace, experts: Sequence[Person]) -> None:
    """Look for losses when the bot has ended. Raises LossError."""
    people = [expert.id for expert in experts]
    store = open_store(database)
    try:
        with store.transaction(team) as tx:
            states = dict(tx.outbox.counts())
            found = list(
                losses({person: answers_of(tx, person) for person in people}, heard(workspace, experts))
            )
    finally:
        store.close()
    promised = {"sent": len(people) * (len(ANSWERS) + 1)}
    if states != promised:
        found.append(f"the outbox holds {states} instead of {promised}")
    if found:
        raise LossError("\n".join(found[:10]))


def losses(stored: Stored, prompts: Heard) -> Iterator[str]:
    """Yield what is wrong with each person's answers, as stored, and with their prompts, as seen."""
    asked = [FIRST, *(answer.following for answer in ANSWERS)]
    for person, answers in stored.items():
        if list(answers) != [(answer.key, words(answer, person)) for answer in ANSWERS]:
            yield f"{person}: the answers are {answers}"
        seen = prompts[person]
        if len(seen) != len(asked) or not all(
            label in prompt for label, prompt in zip(asked, seen, strict=True)
        ):
            yield f"{person}: the prompts are {seen}"


def answers_of(tx: Transaction, person: str) -> list[tuple[str, str]]:
    """Return the key and the words of each answer of a person, in the order in which they were stored."""
    return [
        (answer.key, "".join(piece.text for piece in answer.pieces))
        for note in tx.notes.of(person, statuses=TALKING)
        for answer in tx.answers.history(note.id)
    ]


def heard(workspace: Workspace, experts: Sequence[Person]) -> dict[str, list[str]]:
    """Return the title of everything that the bot said to each, in order; what only answers a command is not kept."""
    return {
        expert.id: [
            title(message.words) for message in workspace.dm(expert).messages.values() if message.is_bot
        ]
        for expert in experts
    }


def title(prompt: str) -> str:
    """Return the line of a prompt that names its question: a receipt, then `2 of about 9 - Session`."""
    return next((line for line in prompt.split("\n") if NUMBERED.match(line)), prompt)
