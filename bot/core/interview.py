"""An interview as it stands: what is known, what is open, where in the sheet we are. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.core.moves import On, Screen
from bot.core.questions import MORE, NoteType, Question
from bot.core.replies import Reply, Value, join
from bot.core.words import normal


@dataclass(frozen=True, kw_only=True)
class Interview:
    """Frozen: the engine returns a new one, so that what follows from its fields is worked out once.

    `answers` are given or confirmed, `known` are facts that nobody has confirmed, `facts` the keys that came
    from the programme (they are confirmed on one card and not counted), `skipped` maps a key to the reason,
    `kept` to words that could not be used, `said` to the replies that made an answer. `screen` is what the
    person sees. `version` is the last one handed in, 0 before that; `changed` says whether an answer is newer.
    """

    type: NoteType
    answers: Mapping[str, Value] = field(default_factory=dict)
    known: Mapping[str, Value] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
    skipped: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, tuple[Reply, ...]] = field(default_factory=dict)
    screen: Screen = field(default_factory=lambda: Screen(on=On.OPENING))
    version: int = 0
    changed: bool = True

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Every value there is, confirmed or not."""
        return {**self.known, **self.answers}

    @cached_property
    def path(self) -> tuple[Question, ...]:
        """The questions that matter now."""
        return self.type.path(self.values)

    @cached_property
    def numbered(self) -> tuple[Question, ...]:
        """The questions that are counted: those of the path that the programme did not answer."""
        return tuple(q for q in self.path if q.key not in self.facts)

    @cached_property
    def open(self) -> tuple[Question, ...]:
        """The questions that are still to be asked."""
        settled = self.answers.keys() | self.known.keys() | self.skipped.keys()
        return tuple(q for q in self.path if q.key not in settled)

    @property
    def gaps(self) -> tuple[Question, ...]:
        """The questions whose place in the draft is empty, asked or not."""
        return tuple(q for q in self.path if q.shows and q.key not in self.values)

    @property
    def missing(self) -> tuple[Question, ...]:
        """The required questions without an answer: the draft can not be handed in before."""
        return tuple(q for q in self.path if q.required and q.key not in self.answers)

    @property
    def done(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.open and not self.known

    def question(self, key: str) -> Question | None:
        """Return the question of this key, on the path or beside it."""
        return self.type.question(key)

    def number(self, key: str) -> int:
        """Return the number of a question as people see it, from 1; 0 if it is not counted."""
        return next((n for n, q in enumerate(self.numbered, 1) if q.key == key), 0)

    def total(self) -> tuple[int, bool]:
        """Return how many questions are counted, and whether that may still change."""
        waiting = {q.key.rpartition(".")[2] for q in self.open}
        deciding = {MORE, *(key for q in self.type.questions for key in q.when)}
        return len(self.numbered), not waiting.isdisjoint(deciding)

    def called(self, name: str) -> Question | None:
        """Return the question of this number, key or label; None where several have the label."""
        if name.isdecimal():
            number = int(name) - 1
            return self.numbered[number] if 0 <= number < len(self.numbered) else None
        folded = normal(name)
        found = [q for q in self.path if normal(q.key) == folded]
        found = found or [q for q in self.path if normal(q.label) == folded]
        return found[0] if len(found) == 1 else None

    def before(self, key: str) -> Question | None:
        """Return the counted question before this one, or None at the first."""
        at = self.number(key) - 1
        return self.numbered[at - 1] if at > 0 else None

    def onward(self) -> Screen:
        """Return what comes next: the facts to confirm, the first open question, or the review."""
        if self.known:
            return Screen(on=On.FACTS)
        if self.open:
            return Screen(on=On.QUESTION, key=self.open[0].key)
        return Screen(on=On.REVIEW)

    def saved(self, key: str, value: Value, said: tuple[Reply, ...]) -> Interview:
        """Return the interview with this answer."""
        return replace(
            self,
            answers={**self.answers, key: value},
            said={**self.said, key: said},
            known=_without(self.known, key),
            skipped=_without(self.skipped, key),
            kept=_without(self.kept, key),
            changed=True,
        )

    def confirmed(self) -> Interview:
        """Return the interview with every known fact confirmed."""
        return replace(self, answers={**self.known, **self.answers}, known={})

    def passed(self, key: str, reason: str) -> Interview:
        """Return the interview with this question skipped; an answer it had is taken back."""
        return replace(
            self,
            skipped={**self.skipped, key: reason},
            answers=_without(self.answers, key),
            said=_without(self.said, key),
            known=_without(self.known, key),
            changed=True,
        )

    def keeping(self, key: str, said: tuple[Reply, ...]) -> Interview:
        """Return the interview with words kept that could not be used."""
        return replace(self, kept={**self.kept, key: join(said).text})


def _without(mapping: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    return {k: v for k, v in mapping.items() if k != key}
