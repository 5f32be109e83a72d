"""Which files are part of an answer, and which were sent alone, for the note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.service.rows import replies_of
from storage import Answer, Json, Note, Transaction, Upload

FILE = "file:"
"""How the key begins of a file that is part of no answer, where one is to go."""


def files_alone(tx: Transaction, note: Note, person: str) -> Mapping[str, str]:
    """Return the names of the files that somebody sent and that are part of no answer, each by its key."""
    history, entries = tx.answers.history(note.id), tx.journal.of(note.id)
    said = {piece.message for row in history for piece in row.pieces}
    beside = {entry.facts["upload"] for entry in entries if entry.facts.get("message") in said}
    used = beside | _files_in(history)
    return {f"{FILE}{u.id}": u.name for u in tx.uploads.of(note.id) if u.by == person and u.id not in used}


def files_of(tx: Transaction, note: Note, key: str, rows: Sequence[Answer]) -> Sequence[Upload]:
    """Return the files that are such an answer or came beside its words, and are part of no other."""
    said = {piece.message for row in rows for piece in row.pieces}
    came = {entry.facts["upload"] for entry in tx.journal.of(note.id) if entry.facts.get("message") in said}
    others = [row for row in tx.answers.history(note.id) if row not in rows]
    named = {key.removeprefix(FILE)} if key.startswith(FILE) else set()
    sought = (came | _files_in(rows) | named) - _files_in(others)
    return [file for file in tx.uploads.of(note.id) if file.id in sought] if sought else []


def _files_in(rows: Sequence[Answer]) -> set[Json]:
    return {file.id for row in rows if row.pieces for reply in replies_of(row) for file in reply.files}
