"""Note types on disk: a folder of templates/ is read whole, and known from then on by the hash of its files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.core.authoring import Fault, build, faults
from bot.core.questions import NoteType

QUESTIONS = "questions.toml"
NOTE = "note.md.j2"
KEPT = (".toml", ".j2")


@dataclass(frozen=True, slots=True)
class Folder:
    """A note type as its author wrote it: `files` maps names to texts.

    `hash` is that of the files, by which an interview is pinned to exactly these; it is computed once, as every
    turn looks its note type up by it.
    """

    name: str
    files: Mapping[str, str]
    hash: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        digest = sha256()
        for name, text in sorted(self.files.items()):
            digest.update(f"{name}\0{len(text)}\0{text}".encode())
        object.__setattr__(self, "hash", digest.hexdigest())

    def __hash__(self) -> int:
        return hash(self.hash)


class LibraryError(Exception):
    """A note type can not be used; `faults` says everything that is wrong with it."""

    def __init__(self, name: str, found: list[Fault]) -> None:
        super().__init__(f"the note type {name} has faults:\n" + "\n".join(f"- {fault}" for fault in found))
        self.faults = found


def read_folder(path: Path) -> Folder:
    """Read a note type from disk. Raises LibraryError when there is none, or one that is not in UTF-8."""
    if not (path / QUESTIONS).is_file():
        mend = "Name a folder of templates/, such as information_note"
        raise LibraryError(path.name, [Fault(str(path), f"holds no {QUESTIONS}", mend)])
    files = {f.name: read_text(f) for f in sorted(path.iterdir()) if f.suffix in KEPT}
    return Folder(path.name, files)


def read_text(path: Path) -> str:
    """Read a file in UTF-8, with or without the mark that some editors put before it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(path.name, f"is not in UTF-8, at byte {error.start}", "Save it with the encoding UTF-8")
        raise LibraryError(path.parent.name, [fault]) from error


def parse(name: str, text: str) -> tuple[dict[str, Any], list[Fault]]:
    """Return a file as TOML gives it, with the fault that TOML itself finds: it finds one at a time."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        return {}, [Fault(name, f"is no TOML: {error}", "Mend that line first")]


@lru_cache(maxsize=64)
def note_type(folder: Folder) -> NoteType:
    """Return the note type of a folder. Raises LibraryError with every fault."""
    raw, found = parse(QUESTIONS, folder.files[QUESTIONS])
    found = found or faults(raw)
    if found:
        raise LibraryError(folder.name, found)
    return build(folder.name, raw)


class Library:
    """The note types that can be started: the folders of templates/ that hold questions."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        """Return the names of the note types there are."""
        return sorted(p.parent.name for p in self.path.glob(f"*/{QUESTIONS}"))

    def folder(self, name: str) -> Folder:
        """Return the note type of this name as it is on disk now."""
        return read_folder(self.path / name)
