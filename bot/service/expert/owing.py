"""What a coordinator types after /note owe: facts are read, and what is wrong is told together with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations, product

from bot.core.kinds import KINDS
from bot.core.questions import NoteType, Question
from bot.core.replies import Doubt, Outcome, Reply, Unclear, Value
from bot.render.lexicons import Phrases
from bot.render.receipts import fault
from bot.render.scenes import fill, listed
from bot.service.office import Office
from storage import Transaction

MOST = 8
"""Parts that are looked at to find out which one is wrong; those after them are surplus in any case."""

CLOSE = 3
"""Names that are suggested at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A coordinator's wish: `person` owes a note, and these are the facts, in the order of the note type."""

    by: str
    person: str
    facts: Sequence[str]
    key: str


class Owing:
    """Reads a wish for notes of one type, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, kind: NoteType, owed: Owed) -> None:
        self.office = office
        self.tx = tx
        self.owed = owed
        self.asked = asked(kind)
        self.needed = needed(kind)
        self.context = office.context(office.person(tx, owed.by))

    def read(self) -> dict[str, Value] | str:
        """Return the facts, or what is wrong."""
        if not self.owed.person:
            return self._nobody()
        if len(self.owed.facts) != len(self.asked):
            return self._miscounted()
        values: dict[str, Value] = {}
        for question, text in zip(self.asked, self.owed.facts, strict=True):
            if not text and question.key not in self.needed:
                continue
            outcome = KINDS[question.kind].parse(Reply(text), question, self.context)
            if why := refused(self.office.phrases, outcome, question, text):
                return self._wrong(f"{question.label}: {why}")
            assert not isinstance(outcome, Unclear)
            values[question.key] = outcome.value
        return values

    def _nobody(self) -> str:
        """Say that nobody is named first, or somebody whom nobody knows; then suggest who is meant."""
        if not self.owed.facts:
            return self._usage()
        first = self.owed.facts[0]
        if not first.startswith("@"):
            return f"{self._wrong(self._say('owe_nobody'))}\n{self._usage()}"
        name = first.split()[0]
        people = [known.name for known in self.tx.people.all()]
        close = close_names(name.removeprefix("@"), people)
        meant = self._say("owe_meant", names=listed(close, self.office.phrases.lexicon)) if close else ""
        return f"{self._wrong(self._say('owe_unknown', name=name, meant=meant))}\n{self._usage()}"

    def _miscounted(self) -> str:
        """Say which part is missing, or is one too many."""
        found, used = self._matched()
        missing = [question.label for n, question in enumerate(self.asked) if n not in found]
        surplus = [f"“{text}”" for n, text in enumerate(self.owed.facts) if n not in used]
        parts = listed(missing or surplus, self.office.phrases.lexicon)
        facts = {"given": len(self.owed.facts), "needed": len(self.asked), "parts": parts}
        return (
            f"{self._wrong(self._say('owe_missing' if missing else 'owe_surplus', **facts))}\n{self._usage()}"
        )

    def _matched(self) -> tuple[set[int], set[int]]:
        """Return which questions and which parts go together best, so that the others are those that are wrong.

        That is where most can be read, and where what only one question takes, such as dates, is put there.
        """
        asked, given = range(len(self.asked)), range(min(len(self.owed.facts), MOST))
        fits = {(q, n) for q in asked for n in given if self._reads(self.asked[q], self.owed.facts[n])}
        choosy = {q for q in asked if any((q, n) not in fits for n in given)}
        least = min(len(asked), len(given))
        pairs = product(combinations(asked, least), combinations(given, least))
        questions, parts = max(
            pairs,
            key=lambda pair: (
                len(fits.intersection(zip(*pair, strict=True))),
                len(choosy.intersection(pair[0])),
            ),
        )
        return set(questions), set(parts)

    def _reads(self, question: Question, text: str) -> bool:
        """Say whether it is an answer to this question, or nearly one: of which something can be suggested."""
        outcome = KINDS[question.kind].parse(Reply(text), question, self.context)
        return not isinstance(outcome, Unclear) or bool(outcome.facts.get("suggestions"))

    def _wrong(self, why: str) -> str:
        name = self.office.person(self.tx, self.owed.person).name if self.owed.person else ""
        return wrong(self.office.phrases, self.owed, name, why)

    def _usage(self) -> str:
        facts = " | ".join(question.label for question in self.asked)
        open_ones = [question.label for question in self.asked if question.key not in self.needed]
        may = self._say("owe_may", parts=listed(open_ones, self.office.phrases.lexicon)) if open_ones else ""
        example = " | ".join(q.example for q in self.asked)
        return self._say("owe_usage", facts=facts, may=may, example=example)

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.command, key, facts)


def asked(kind: NoteType) -> list[Question]:
    """Return the questions of the facts that a coordinator may give."""
    return [question for key in kind.facts if (question := kind.question(key))]


def needed(kind: NoteType) -> frozenset[str]:
    """Return the keys of those without which nobody can be asked; the others the expert can tell."""
    return frozenset({kind.names, kind.ends})


def refused(phrases: Phrases, outcome: Outcome, question: Question, text: str) -> str:
    """Return why a fact is not taken; empty if it is. Days are not guessed: nobody is there to say yes."""
    if isinstance(outcome, Unclear):
        return fault(phrases, outcome, question, text)
    if isinstance(outcome, Doubt) and outcome.key == "guessed_date":
        return fill(
            phrases.command, "owe_guessed", {"said": text, "example": question.example, **outcome.facts}
        )
    return ""


def wrong(phrases: Phrases, owed: Owed, name: str, why: str) -> str:
    """Return why nothing was registered, with what was typed; `name` is that of the person, if one was named."""
    typed = " ".join([*([f"@{name}"] if name else []), " | ".join(owed.facts)])
    return fill(phrases.command, "owe_wrong", {"why": why, "typed": typed.rstrip()})


def close_names(typed: str, names: Sequence[str]) -> list[str]:
    """Return the names of which a word resembles what was typed."""
    words = {name: [name.casefold(), *name.casefold().split()] for name in names}
    return [name for name in words if get_close_matches(typed.casefold(), words[name])][:CLOSE]
