"""Note types on disk: a folder of templates/ is read whole, and known from then on by the hash of what it says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from bot.core.authoring import Fault, build, faults
from bot.core.questions import NoteType

QUESTIONS = "questions.toml"
NOTE = "note.md.j2"
KEPT = (".toml", ".j2")


@dataclass(frozen=True, slots=True)
class Folder:
    """A note type as its author wrote it: `files` maps names to texts; `hash` is that of the files."""

    name: str
    files: Mapping[str, str]

    @property
    def hash(self) -> str:
        """The hash by which an interview is pinned to exactly these files."""
        digest = sha256()
        for name, text in sorted(self.files.items()):
            digest.update(f"{name}\0{len(text)}\0{text}".encode())
        return digest.hexdigest()

    def __hash__(self) -> int:
        return hash((self.name, tuple(sorted(self.files.items()))))


class LibraryError(Exception):
    """A note type can not be used; `faults` says everything that is wrong with it."""

    def __init__(self, name: str, found: list[Fault]) -> None:
        super().__init__(f"the note type {name} has faults:\n" + "\n".join(f"- {fault}" for fault in found))
        self.faults = found


def read_folder(path: Path) -> Folder:
    """Read a note type from disk. Raises LibraryError when there is none."""
    if not (path / QUESTIONS).is_file():
        fault = Fault(str(path), f"holds no {QUESTIONS}", "Name a folder of templates/, such as information_note")
        raise LibraryError(path.name, [fault])
    files = {f.name: f.read_text(encoding="utf-8") for f in sorted(path.iterdir()) if f.suffix in KEPT}
    return Folder(path.name, files)


def parse(folder: Folder) -> tuple[Mapping[str, object], list[Fault]]:
    """Return the questions as TOML gives them, with the fault that TOML itself finds."""
    try:
        return tomllib.loads(folder.files[QUESTIONS]), []
    except tomllib.TOMLDecodeError as error:
        return {}, [Fault(QUESTIONS, f"is no TOML: {error}", "Mend that line first")]


@lru_cache(maxsize=64)
def note_type(folder: Folder) -> NoteType:
    """Return the note type of a folder. Raises LibraryError with every fault."""
    raw, found = parse(folder)
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
