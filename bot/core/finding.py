"""What is looked for in the answers of a note type, and what was found there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bot.core.passages import called

Settings = Mapping[str, Any]
COUNTRY = "country"
"""How a country is called, in answers that need not be prose."""

SPOKEN, BARRED, WHOM, PRESENT, EMOJI = "attribution", "barred", "whom", "present", "emoji"
"""How a highlight may be attributed; the names that then can not stand in it; which those are, where none is seen;
lines that a note should have; and what no answer of any note type has without a word of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The house style of a note type: `prose` are the questions that are written in it, `rules` what is looked for.

    `own` are addresses that stand in every note, so that they give nobody away; `lacks` are lines that every note
    should have, and that this note type does not write by itself.
    """

    prose: tuple[str, ...] = ()
    rules: Mapping[str, Settings] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    lacks: tuple[str, ...] = ()

    def is_prose(self, key: str) -> bool:
        """Whether an answer is written in it; in a repeat group the key also holds its number."""
        return called(key) in self.prose

    def looks_at(self, key: str) -> bool:
        """Whether single words of an answer may be a matter of style."""
        return self.is_prose(key) or called(key) in self.rules.get(COUNTRY, {}).get("of", ())

    def asks_who(self, key: str) -> bool:
        """Whether the paragraphs of an answer are asked how they may be attributed."""
        return called(key) in self.rules.get(SPOKEN, {}).get("of", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Words of the answer to `key` that depart from a rule, or that should perhaps not be posted.

    They are `words`, from `start` to `end` of the answer as it is shown; `fix` would stand in their place.
    `id` is the same whenever the same words are found in the same answer by the same rule. Of a highlight `named`
    are those who spoke, and `guess` says how it is attributed as it stands; `elsewhere` that it is no highlight, and
    names somebody who may not be named in one.
    """

    key: str
    rule: str
    start: int
    end: int
    words: str
    fix: str = ""
    sensitive: bool = False
    named: tuple[str, ...] = ()
    guess: str = ""
    elsewhere: bool = False

    @property
    def style(self) -> bool:
        """Whether it is only a matter of style."""
        return self.sort == "style"

    @property
    def sort(self) -> str:
        """What it is to the person who is asked: style, sensitive, spoken, or nameless."""
        sorts = {SPOKEN: "spoken", BARRED: "nameless", WHOM: "nameless"}
        return sorts.get(self.rule, "sensitive" if self.sensitive else "style")

    @property
    def id(self) -> str:
        """The name under which a decision about it is kept; it tells nothing of the words."""
        return sha256(f"{self.rule}\0{self.key}\0{self.words}".encode()).hexdigest()[:16]
