"""An interview as it stands: what is known, what is open, where in the sheet we are. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.core.attribution import Barred
from bot.core.finding import SPOKEN, Finding
from bot.core.housestyle import findings, written
from bot.core.moves import Keep, On, Screen
from bot.core.naming import spoken, unnamed
from bot.core.questions import MORE, NoteType, Question
from bot.core.remarks import Remark
from bot.core.replies import Reply, Value
from bot.core.words import normal


@dataclass(frozen=True, kw_only=True)
class Interview:
    """Frozen: the engine returns a new one, so that what follows from its fields is worked out once.

    `answers` are given or confirmed, `known` are facts that nobody has confirmed, `facts` the keys that came
    from the programme (they are confirmed on one card and not counted), `skipped` maps a key to the reason,
    `kept` to words that could not be used, `said` to the replies that made an answer. `screen` is what the
    person sees. `version` is the last one handed in, 0 before that; `changed` says whether an answer is newer.
    `posted` says that a version is before its readers, `changes_asked` that one of them asked for changes in
    it, `remarks` what of that is not answered yet. `decided` maps findings to verdicts. `lead` is the name of
    whoever writes the note, `others` are those who were there too, with what they wrote for themselves.
    `company` are the names of those who write about the same event already, and whether that is handed in.
    `own` says that whoever writes the note began it, and owes it to nobody. `theirs` are the questions whose
    answer a colleague gave who wrote the note before: their name, and whether `lead` said something to it as well.
    `earlier` is what was written in each answer before.
    """

    type: NoteType
    answers: Mapping[str, Value] = field(default_factory=dict)
    known: Mapping[str, Value] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
    skipped: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, tuple[Reply, ...]] = field(default_factory=dict)
    screen: Screen = field(default_factory=lambda: Screen(on=On.OPENING))
    decided: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    changed: bool = True
    posted: bool = False
    changes_asked: bool = False
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    lead: str = ""
    others: tuple[tuple[str, str], ...] = ()
    company: Mapping[str, bool] = field(default_factory=dict)
    own: bool = False
    theirs: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    earlier: tuple[tuple[str, str], ...] = ()

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
    def asked(self) -> tuple[Question, ...]:
        """The questions that a reader asks about."""
        return tuple(q for q in self.path if q.key in self.remarks)

    @property
    def answers_all(self) -> bool:
        """Whether changes were asked for and nothing keeps the next version back."""
        return self.changes_asked and not (self.asked or self.missing or self.known)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What departs from the house style in the answers, or should perhaps not be posted."""
        return findings(self.type.style, self.texts, self.decided, self.barred)

    @cached_property
    def barred(self) -> Barred:
        """Whom the note may not name beside their words, as said of a paragraph that stands or stood in it."""
        return unnamed(self.type.style, (*self.earlier, *self.texts.items()), self.decided)

    @property
    def texts(self) -> Mapping[str, str]:
        """What was written in each answer of the path."""
        return {q.key: written(self.values.get(q.key)) for q in self.path}

    @cached_property
    def spoken(self) -> tuple[Finding, ...]:
        """The highlights, whether one asks for a word or not."""
        found = spoken(self.type.style, self.texts, self.decided, whom=self.barred, every=True)
        return tuple(each for each in found if each.rule == SPOKEN and not each.elsewhere)

    @property
    def latest(self) -> str:
        """The question whose answer was given last, of those that still matter."""
        here = {question.key for question in self.path}
        said = {key: each[-1].message for key, each in self.said.items() if each and key in here}
        return max(said, key=lambda key: said[key], default="")

    @property
    def gaps(self) -> tuple[Question, ...]:
        """The questions whose place in the draft is empty, asked or not."""
        return tuple(q for q in self.path if q.shows and q.key not in self.values)

    @property
    def missing(self) -> tuple[Question, ...]:
        """The required questions without an answer: the draft can not be handed in before."""
        return tuple(q for q in self.path if q.required and q.key not in self.answers)

    @property
    def handed_in(self) -> bool:
        """Whether the last version that was handed in is still what the answers say."""
        return bool(self.version) and not self.changed and not self.changes_asked

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

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the questions that are counted are answered, and how many there are."""
        return sum(q.key in self.answers for q in self.numbered), len(self.numbered)

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
        """Return what comes next: what a reader asks, the facts to confirm, the first open question, or the review.

        Where changes were asked for, of the open questions only the required ones are asked.
        """
        if self.asked:
            return self.at(self.asked[0].key)
        if self.known:
            return Screen(on=On.FACTS)
        waiting = [q for q in self.open if q.required or not self.changes_asked]
        if waiting:
            return Screen(on=On.QUESTION, key=waiting[0].key)
        return Screen(on=On.REVIEW)

    def at(self, key: str) -> Screen:
        """Return the screen of a question: what it says now, if it has an answer."""
        return Screen(on=On.EDITING if key in self.values else On.QUESTION, key=key)

    def saved(self, key: str, value: Value, said: tuple[Reply, ...]) -> Interview:
        """Return the interview with this answer."""
        return replace(
            self,
            answers={**self.answers, key: value},
            said={**self.said, key: said},
            known=_without(self.known, key),
            skipped=_without(self.skipped, key),
            kept=_without(self.kept, key),
            remarks=_without(self.remarks, key),
            changed=True,
            earlier=(*self.earlier, (key, written(self.values.get(key)))),
        )

    def confirmed(self, *but: str) -> Interview:
        """Return the interview with every known fact confirmed, but for those of these keys."""
        left = {key: self.known[key] for key in but}
        right = {key: value for key, value in self.known.items() if key not in left}
        return replace(self, answers={**right, **self.answers}, known=left)

    def passed(self, key: str, reason: str) -> Interview:
        """Return the interview with this question skipped; an answer it had is taken back."""
        return replace(
            self,
            skipped={**self.skipped, key: reason},
            answers=_without(self.answers, key),
            said=_without(self.said, key),
            known=_without(self.known, key),
            remarks=_without(self.remarks, key),
            changed=True,
        )

    def erased(self, key: str) -> Interview:
        """Return the interview as if nothing had been said to this question, but by a colleague whose answer stands."""
        if key in self.theirs:
            return replace(self, kept=_without(self.kept, key))
        return replace(
            self,
            answers=_without(self.answers, key),
            known=_without(self.known, key),
            facts=self.facts - {key},
            skipped=_without(self.skipped, key),
            said=_without(self.said, key),
            kept=_without(self.kept, key),
            changed=True,
        )

    def keep(self, key: str, said: tuple[Reply, ...]) -> tuple[Interview, Keep]:
        """Return the interview with words kept after those before, each once, and the effect that stores them."""
        kept = self.unkept(key, said).kept[key]
        new = sorted(said, key=lambda reply: reply.message)
        whole = tuple(reply for reply in (Reply(kept), *new) if reply.text)
        words = "\n\n".join(reply.text for reply in whole)
        return replace(self, kept={**self.kept, key: words}), Keep(key, whole)

    def unkept(self, key: str, said: tuple[Reply, ...]) -> Interview:
        """Return the interview without these kept words, which others are about to replace."""
        kept = f"{_GAP}{self.kept.get(key, '')}{_GAP}"
        for reply in (each for each in said if each.text):
            kept = kept.replace(f"{_GAP}{reply.text}{_GAP}", _GAP, 1)
        return replace(self, kept={**self.kept, key: kept.strip(_GAP)})


_GAP = "\n\n"


def _without(mapping: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    return {k: v for k, v in mapping.items() if k != key}
