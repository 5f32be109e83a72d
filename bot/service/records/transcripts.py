"""What was said about a note, both ways, in the order in which it was said: rows become a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.messages import Message, Part, Sheet, load
from bot.render.markdown import plain
from bot.render.scenes import fill
from bot.service.mail import LINK
from bot.service.office import Office
from storage import Answer, Delivery

Name = Callable[[str], str]
"""Returns the name of somebody, by id."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """Something that was said; `order` tells apart what was said at the same moment."""

    at: datetime
    order: int
    who: str
    words: str


def transcript(office: Office, deliveries: Sequence[Delivery], history: Sequence[Answer], name: Name) -> str:
    """Return what arrived and what was answered; buttons and commands leave no row, and are not in it."""
    sentences = office.phrases.command
    lines = sorted([*_received(deliveries, name, sentences["export_to"]), *_said(history, name)])
    kept = sorted(_kept(history, name, sentences["export_kept"]))
    texts = [_paragraph(line) for line in sorted([*lines, *kept])]
    return "\n\n".join([fill(sentences, "export_transcript", {}), *texts]) + "\n"


def _received(deliveries: Sequence[Delivery], name: Name, sentence: str) -> Iterator[Line]:
    for row in deliveries:
        if row.state == "sent" and row.purpose != LINK:
            written = (
                None if row.replaces else moment(row.receipt)
            )  # one overwritten keeps the time of the first
            at = written or row.claimed_at or row.due_at
            yield Line(at, row.id, sentence.format(name=name(row.recipient)), _words(load(row.body)))


def _said(history: Sequence[Answer], name: Name) -> Iterator[Line]:
    """Give each message once, and once more where it was edited."""
    seen: dict[str, str] = {}
    for order, row in enumerate(history):
        for piece in row.pieces:
            said = moment(piece.message)
            if said and seen.get(piece.message) != piece.text:
                at = row.at if piece.message in seen else said
                seen[piece.message] = piece.text
                yield Line(at, order, name(row.by), piece.text)


def _kept(history: Sequence[Answer], name: Name, sentence: str) -> Iterator[Line]:
    """Give the words that made no value, each time that there are others."""
    before: dict[str, str] = {}
    for order, row in enumerate(history):
        if row.kept and row.kept != before.get(row.key):
            yield Line(row.at, order, sentence.format(name=name(row.by), key=row.key), row.kept)
        before[row.key] = row.kept


def moment(message: str) -> datetime | None:
    """Return when a message was written, by the transport's id of it; None where it has none."""
    try:
        return datetime.fromtimestamp(float(message), UTC)
    except ValueError:
        return None


def _words(message: Message) -> str:
    parts = [_part(part) for part in message.parts]
    labels = " ".join(
        f"[{label}]" for label in (*message.ticks, *(button.label for button in message.every_button))
    )
    files = [f"({paper.name})" for paper in message.attached]
    return "\n".join(filter(None, [*parts, labels, *files]))


def _part(part: Part) -> str:
    return plain(part.text) if isinstance(part, Sheet) else Message(parts=(part,)).text


def _paragraph(line: Line) -> str:
    """Indent what follows, so that nothing that was said looks like another line."""
    words = "\n".join(f"    {text}" for text in line.words.splitlines())
    return f"{line.at:%Y-%m-%d %H:%M:%S}  {line.who}\n{words}"
