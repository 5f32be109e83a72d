"""Files that people send for a note: what is kept, what is not and why, and what must still be fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from bot.core.doubts import explained
from bot.core.kinds import KINDS
from bot.core.kinds.file import measure
from bot.core.messages import Line, Message
from bot.core.moves import Screen, Tell
from bot.core.notes import TALKING
from bot.core.replies import File, Shape
from bot.core.text import excerpt, one_line
from bot.core.turns import stay
from bot.render.library import note_type
from bot.render.scenes import fill, listed
from bot.service.mail import Mail
from bot.service.note.desk import Desk
from bot.service.note.sight import Sight, screen_of
from bot.service.office import Office
from bot.service.said import Said
from storage import Delivery, Entry, Transaction, Upload

LARGEST = 25_000_000
MOST = 20
TYPES = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "txt", "csv", "png", "jpg", "jpeg", "heic")
"""Endings of the names of files that are kept."""

PATIENCE = timedelta(days=1)
"""How long it is tried to fetch a file."""

LONGEST = 200
"""Characters of a name that are kept."""

ADDED = "attached"
"""What the journal says of a file that is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A file that is still to be fetched; `size` as it was announced."""

    id: str
    name: str
    size: int


class Attachments:
    """Keeps files, each for the note that was on the screen when it was sent."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def take(self, said: Said) -> Said | None:
        """Keep what came with a message, and tell; return what is left for the interview, if anything is.

        Words that came with it are the answer as ever. Files alone are an answer where files are asked for;
        elsewhere the question is only said again.
        """
        if not said.reply.files:
            return said
        with self.office.transaction() as tx:
            sight = Sight(self.office, tx)
            newest = sight.newest(said.person)
            shown = sight.shown(said, newest) or newest
            desk = self._desk(tx, shown)
            if shown is None or desk is None:
                return self._nowhere(tx, said)
            screen = screen_of(shown)
            kept, told = self._keep(desk, said)
            asked = _asks_for_files(desk, screen)
            if said.reply.text.strip() or (asked and kept):
                self._tell(desk, said, [tell for tell in told if not asked or tell.key != "attached"])
                return _with(said, kept)
            if not tx.inbox.seen(said.key, at=self.office.clock()):
                turn = explained(stay(desk.interview(screen), *told), desk.context)
                desk.say(turn.interview, turn.effects, key=f"turn:{said.key}")
            return None

    def missing(self) -> Sequence[Missing]:
        """Return what is still to be fetched, and give up what could not be fetched for a day."""
        with self.office.transaction() as tx:
            limit = self.office.clock() - PATIENCE
            sought = [upload for upload in tx.uploads.missing() if not tx.outbox.by_key(_lost(upload.id))]
            for upload in sought:
                if upload.at <= limit:
                    self._lose(tx, upload, "late")
            return [Missing(id=u.id, name=u.name, size=u.size) for u in sought if u.at > limit]

    def keep(self, file: Missing, content: bytes) -> None:
        """Keep what was fetched."""
        with self.office.transaction() as tx:
            if any(upload.id == file.id for upload in tx.uploads.missing()):  # not deleted meanwhile
                tx.uploads.keep(file.id, sha256=sha256(content).hexdigest(), content=content)

    def lose(self, file: Missing, why: str) -> None:
        """Give a file up that can never be fetched, and tell who sent it; `why` is gone, large or outside."""
        with self.office.transaction() as tx:
            for upload in tx.uploads.missing():
                if upload.id == file.id:
                    self._lose(tx, upload, why)

    def _lose(self, tx: Transaction, upload: Upload, why: str) -> None:
        facts = {"name": excerpt(upload.name), "most": _whole(LARGEST)}
        sentence = fill(self.office.phrases.post, f"lost_{why}", facts)
        Mail(self.office, tx).tell(upload.by, _lost(upload.id), sentence, note=upload.note)

    def _desk(self, tx: Transaction, shown: Delivery | None) -> Desk | None:
        """Return the note on the screen, if it goes on."""
        note = tx.notes.get(shown.note) if shown and shown.note else None
        return Desk(self.office, tx, note) if note and note.status in TALKING else None

    def _nowhere(self, tx: Transaction, said: Said) -> Said | None:
        """Say that there is no note to keep anything for."""
        sentence = self.office.phrases.post["attach_no_note"]
        Mail(self.office, tx).tell(said.person, f"kept:{said.key}", sentence)
        if said.reply.text.strip():
            return _with(said, ())
        tx.inbox.seen(said.key, at=self.office.clock())
        return None

    def _keep(self, desk: Desk, said: Said) -> tuple[list[File], list[Tell]]:
        """Keep what may be kept, and return it with what to tell; what was kept before is not told again."""
        entries = desk.tx.journal.of(desk.note.id)
        there = {str(entry.facts["upload"]) for entry in entries if entry.what == ADDED}
        there -= {str(upload) for entry in entries for upload in entry.facts.get("uploads", ())}
        kept: list[File] = []
        refused: list[Tell] = []
        for file in said.reply.files:
            fault = None if file.id in there else self._fault(desk, said, file, len(there))
            if fault:
                refused.append(fault)
            else:
                kept.append(file)
                there.add(file.id)
        names = [f"{excerpt(file.name)} ({measure(file.size)})" for file in kept]
        told = [Tell("attached", {"kept": listed(names, desk.context.lexicon)})] if names else []
        return kept, [*told, *refused]

    def _fault(self, desk: Desk, said: Said, file: File, there: int) -> Tell | None:
        """Keep a file, or say why not."""
        facts = {
            "name": excerpt(file.name),
            "size": measure(file.size),
            "types": listed(TYPES, desk.context.lexicon),
        }
        if file.name.rpartition(".")[2].lower() not in TYPES:
            return Tell("attach_type", facts)
        if file.size > LARGEST:
            return Tell("attach_large", {**facts, "most": _whole(LARGEST)})
        if there >= MOST:
            return Tell("attach_many", {**facts, "most": MOST})
        return None if self._add(desk, said, file) else Tell("attach_elsewhere", facts)

    def _add(self, desk: Desk, said: Said, file: File) -> bool:
        at, note = self.office.clock(), desk.note.id
        upload = Upload(
            id=file.id,
            note=note,
            name=one_line(file.name)[:LONGEST] or file.id,
            media_type=file.media_type,
            size=file.size,
            by=said.person,
            at=at,
        )
        facts = {"upload": file.id, "size": file.size, "message": said.reply.message}
        added = desk.tx.uploads.add(upload)
        if added:
            desk.tx.journal.add(Entry(who=said.person, what=ADDED, note=note, facts=facts, at=at))
        return added

    def _tell(self, desk: Desk, said: Said, told: Sequence[Tell]) -> None:
        lines = tuple(Line(fill(self.office.phrases.say, tell.key, tell.facts)) for tell in told)
        if lines:
            message, key = Message(parts=lines), f"kept:{said.key}"
            desk.mail.post(said.person, message, key=key, purpose="tell", note=desk.note.id)


def _with(said: Said, files: Sequence[File]) -> Said:
    return replace(said, reply=replace(said.reply, files=tuple(files)))


def _asks_for_files(desk: Desk, screen: Screen) -> bool:
    question = note_type(desk.folder).question(screen.key)
    return question is not None and KINDS[question.kind].shape is Shape.FILE


def _lost(upload: str) -> str:
    """Return the key under which somebody is told that their file was given up."""
    return f"lost:{upload}"


def _whole(size: int) -> str:
    return f"{size // 1_000_000} MB"
