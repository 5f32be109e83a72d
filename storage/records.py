"""The rows as frozen values: what a store takes and gives. Every time is an aware datetime in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Json = Any
"""Whatever `json` can write and read back unchanged; the store never looks inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody the bot talks with, as last looked up.

    `zone` is an IANA name, `locale` a tag such as `en-GB`, `address` where direct messages go (for Slack
    the D... id; empty until known), `known_at` when the transport was last asked about them.
    """

    id: str
    name: str
    zone: str = "UTC"
    locale: str = "en"
    address: str = ""
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedType:
    """A note type as it was when an interview began: `files` maps a file name to its text."""

    hash: str
    name: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note that is owed by `person`; `asked_by` is who registered that, or the person themselves."""

    id: int
    type: str
    type_hash: str
    person: str
    asked_by: str
    status: str
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one message contributed to an answer. `message` is the transport's own id of it."""

    message: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One revision of what is known about one question of one note; revisions count from 1 per question.

    `state` is a word of the service's. `kept` are words of the person that could not be used for a value.
    """

    note: int
    key: str
    revision: int = 0
    state: str
    value: Json = None
    pieces: tuple[Piece, ...] = ()
    reason: str = ""
    again_at: datetime | None = None
    kept: str = ""
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message promised to one recipient (a person's id or a channel's).

    `key` says what it is, so that the same promise made twice is one row. `purpose` is a word of the
    service's. `screen` is what a reply to it answers. `due_at` is the earliest moment to send it and lets
    later rows pass; `retry_at` is set by a failed try and holds the recipient's later rows back.
    `after` is the delivery in whose thread this one belongs: it waits until that one is sent.
    `replaces` is the delivery whose message this one overwrites in place.
    `place` and `receipt` are the channel and the transport's id (Slack: ts) of the message once sent.
    `state` is one of waiting, sending, sent, dead, dropped.
    """

    id: int = 0
    key: str
    recipient: str
    purpose: str
    note: int | None = None
    screen: Json = None
    body: Json
    state: str = "waiting"
    due_at: datetime
    retry_at: datetime | None = None
    attempts: int = 0
    claimed_at: datetime | None = None
    after: int | None = None
    replaces: int | None = None
    place: str = ""
    receipt: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A note as it was handed in: its text, and exactly which revisions of which answers made it."""

    note: int
    version: int
    text: str
    sha256: str
    type_hash: str
    revisions: Mapping[str, int]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the journal: who did what to which note. Ids and keys only, never an answer's text."""

    who: str
    what: str
    note: int | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    at: datetime
