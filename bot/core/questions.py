"""Questions and note types: what is asked, in which order, and when. The path is computed, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.core.finding import Style
from bot.core.replies import Value

MORE = "more"

AUTHORS = "authors"
"""How many people write the note, as templates see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One prompt of a note type.

    `key` names the answer; in a repeat group it is `group.number.key`, counting from 1. `label` is its short
    name in lists and receipts, `prompt` the sentence that asks, `example` a good answer, `why` what help says.
    `when` maps earlier keys to the values that make this question relevant. `least` and `most` bound the
    length of a text (characters), the number of items of a list, or a number. `section` says that the note
    has a place for it even when it is empty. `parts` lets the answer come in several messages. `nothing` is
    what is written when the person confirms that there is nothing to say. `extra` holds settings of one kind.
    """

    key: str
    kind: str
    label: str
    prompt: str
    example: str = ""
    why: str = ""
    required: bool = False
    section: bool = False
    choices: tuple[str, ...] = ()
    when: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None
    parts: bool = False
    nothing: str = ""
    group: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict)

    @property
    def shows(self) -> bool:
        """Whether the draft has a visible gap while this is unanswered."""
        return self.required or self.section


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that are asked again for each item, until `again` is answered with no or `most` is reached."""

    key: str
    label: str
    again: str
    most: int = 10


@dataclass(frozen=True, kw_only=True)
class NoteType:
    """A kind of note: its questions in order, and what the rest of the house needs to know of it.

    `prefix` starts the reference of a note (IN-2026-017). `facts` are the keys that a coordinator may give when
    registering that a note is owed, in the order of the command. `names` is the key whose answer names the
    note in lists. `hold` is the key of a yes/no question whose yes keeps the draft out of every channel.
    `working_days` is how long after `ends` (the key of the last day) the note is due. `approvals` says how many
    reviewers must approve it: "any", "all", "majority" or a number; `review_days` within how many working days
    they should. `each` is the key of a text that everybody who was there writes for themselves. `style` is
    that of the house.
    """

    name: str
    title: str
    prefix: str
    questions: tuple[Question, ...]
    groups: Mapping[str, Group] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    names: str = ""
    ends: str = ""
    hold: str = ""
    each: str = ""
    working_days: int = 10
    approvals: str | int = "any"
    review_days: int = 3
    constants: Mapping[str, Value] = field(default_factory=dict)
    style: Style = field(default_factory=Style)

    def path(self, answers: Mapping[str, Value]) -> tuple[Question, ...]:
        """Return the questions that matter given these answers, in the order in which they are asked."""
        here: list[Question] = []
        left: set[str] = set()
        for question in self._all(answers):
            if relevant(question, answers, left):
                here.append(question)
            else:
                left.add(question.key)
        return tuple(here)

    def _all(self, answers: Mapping[str, Value]) -> Iterator[Question]:
        done: set[str] = set()
        for question in self.questions:
            if not question.group:
                yield question
            elif question.group not in done:
                done.add(question.group)
                yield from self._repeated(self.groups[question.group], answers)

    def _repeated(self, group: Group, answers: Mapping[str, Value]) -> Iterator[Question]:
        for number in range(1, group.most + 1):
            item = self._item(group, number)
            yield from item
            if answers.get(item[-1].key) is not True:
                return

    def _item(self, group: Group, number: int) -> Sequence[Question]:
        """Return the questions of one item; the last one asks whether there is one more."""
        if (group.key, number) not in self._items:
            members = [q for q in self.questions if q.group == group.key]
            more = [_again(group, members, number)] if number < group.most else []
            self._items[group.key, number] = [*(instance(each, number, members) for each in members), *more]
        return self._items[group.key, number]

    @cached_property
    def _items(self) -> dict[tuple[str, int], Sequence[Question]]:
        """The items that were ever asked for: there may be many, and each is the same at every turn."""
        return {}

    def question(self, key: str) -> Question | None:
        """Return the question of this key, whether the answers lead to it or not."""
        group, _, item = key.partition(".")
        if not item:
            return next((q for q in self.questions if q.key == key and not q.group), None)
        digits = item.partition(".")[0]
        number = int(digits) if digits.isdecimal() else 0
        if group not in self.groups or not 1 <= number <= self.groups[group].most:
            return None
        return next((q for q in self._item(self.groups[group], number) if q.key == key), None)


def relevant(question: Question, answers: Mapping[str, Value], left: Collection[str] = ()) -> bool:
    """Say whether every condition of the question holds.

    While a condition is unanswered the question waits; a value that is there already counts until then.
    The answer to a question that was `left`, because a condition of its own does not hold, counts no more.
    """
    return all(
        key not in left and (answers[key] in allowed if key in answers else question.key in answers)
        for key, allowed in question.when.items()
    )


def instance(member: Question, number: int, members: list[Question]) -> Question:
    """Return a group's question for its item `number`; conditions on the same item follow it there."""
    siblings = {m.key for m in members}
    when = {
        _item_key(member.group, number, key) if key in siblings else key: allowed
        for key, allowed in member.when.items()
    }
    return replace(member, key=_item_key(member.group, number, member.key), when=when)


def _again(group: Group, members: list[Question], number: int) -> Question:
    outside = {k: v for k, v in members[0].when.items() if k not in {m.key for m in members}}
    return Question(
        key=_item_key(group.key, number, MORE),
        kind="yes_no",
        label=group.label,
        prompt=group.again,
        required=True,
        when=outside,
        group=group.key,
    )


def _item_key(group: str, number: int, key: str) -> str:
    return f"{group}.{number}.{key}"
