"""The rows as frozen values: what a store takes and gives. Every time is an aware datetime in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reader said of one version.

    `remarks` maps the key of a question to what is asked about it; a comment on the whole has the key "".
    `verdict` is a word of the service's.
    """

    note: int
    version: int
    person: str
    verdict: str
    remarks: Mapping[str, str] = field(default_factory=dict)
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A version of a note as a file: `format` is the ending of its name, `sha256` the hash of its bytes.

    `pattern` is the hash of what gave it its form; empty where it was made before that was kept.
    """

    note: int
    version: int
    format: str
    sha256: str
    content: bytes
    at: datetime
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody sent for a note. `id` is the transport's; `content` is None until it was fetched."""

    id: str
    note: int
    name: str
    media_type: str
    size: int
    sha256: str = ""
    content: bytes | None = None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a writer decided about a finding of style: `about` names the finding, never its words (a hash)."""

    note: int
    about: str
    verdict: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A note that a search found: its version, and some words around the find, which stand in « »."""

    note: int
    version: int
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A mission or conference of the programme. `uid` is its own name in the programme it came from.

    `first` and `last` are its days, where it is held; `zone` is the time zone of that place and `ends` the hour at
    which it ends on its last day, such as "18:30", "24:00" at midnight; each empty where nobody says. `status` is
    a word of the service's. `source` names the file that it was last read from, `sha256` is the hash of what
    stood there.
    """

    uid: str
    title: str
    first: date
    last: date
    place: str = ""
    organizers: tuple[str, ...] = ()
    status: str
    source: str
    sha256: str
    at: datetime
    zone: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something that a person decided about being asked: a row added, never changed; the last of a kind counts.

    `note` is None for what is about all notes of `person`. `kind` is a word of the service's; `until` ends it;
    `other` is the person whom it names, such as the one to whom a note is handed. `by` decided it.
    """

    id: int = 0
    note: int | None
    person: str
    kind: str
    until: datetime | None = None
    other: str = ""
    reason: str = ""
    by: str
    at: datetime
