"""Note types on disk: a folder of templates/ is read whole, and known from then on by the hash of its files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.core.authoring import Fault, build, faults, readable
from bot.core.finding import SPOKEN
from bot.core.housestyle import style
from bot.core.questions import NoteType
from bot.core.sensitivity import addresses_in
from bot.render.countries import also_called
from bot.render.style_checks import filled, style_faults

QUESTIONS = "questions.toml"
STYLE = "style.toml"
NOTE = "note.md.j2"
KEPT = (".toml", ".j2")

LARGEST = 1_000_000
DEEPEST = 10
TOO_MUCH = f"holds something nested in more than {DEEPEST} levels, or a number of more than 64 bits"
USUAL = "A note type needs three levels, and small numbers; look for a bracket or digits too many"


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
        what = f"holds no {QUESTIONS}" if path.is_dir() else "is no folder"
        mend = "Name a folder of templates/, such as information_note"
        raise LibraryError(path.name, [Fault(str(path), what, mend)])
    files: dict[str, str] = {}
    found: list[Fault] = []
    for file in sorted(path.iterdir()):
        if file.suffix in KEPT:
            try:
                files[file.name] = read_text(file)
            except LibraryError as error:
                found += error.faults
    if found:
        raise LibraryError(path.name, found)
    return Folder(path.name, files)


def read_text(path: Path) -> str:
    """Read a file in UTF-8, with or without the mark that some editors put before it."""
    what, mend = f"is larger than {LARGEST} bytes", "Write it shorter"
    try:
        if not path.is_file():
            what, mend = "is no file", "Put a text file there"
        elif path.stat().st_size <= LARGEST:
            return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what, mend = f"is not in UTF-8, at byte {error.start}", "Save it with the encoding UTF-8"
    except TimeoutError:  # the alarm of whoever limits this: an OSError too, and none of the file
        raise
    except OSError as error:
        what, mend = f"can not be read ({error.strerror})", f"Try: chmod u+r {path}"
    raise LibraryError(path.parent.name, [Fault(path.name, what, mend)])


def parse(name: str, text: str) -> tuple[dict[str, Any], list[Fault]]:
    """Return a file as TOML gives it, with the fault that TOML itself finds: it finds one at a time."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, [Fault(name, f"is no TOML: {error}", _mend(text, str(error)))]
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in brackets
        return {}, [Fault(name, TOO_MUCH, USUAL)]
    return ({}, [Fault(name, TOO_MUCH, USUAL)]) if _is_too_much(raw, DEEPEST) else (raw, [])


def _mend(text: str, error: str) -> str:
    """Return how to mend the line that TOML stops at: of a value without quotes, how it is written."""
    at = re.search(r"Invalid value \(at line (\d+)", error)
    lines = text.splitlines()
    line = lines[int(at[1]) - 1] if at and int(at[1]) <= len(lines) else ""
    bare = re.fullmatch(r"\s*[\w-]+\s*=\s*([A-Za-z]\w*)\s*(?:#.*)?", line)
    if bare and bare[1].lower() in {"yes", "no", "true", "false", "on", "off"}:
        return "Write true or false there, in small letters and without quotes"
    return f'Write a text in quotes, for example "{bare[1]}"' if bare else "Mend that line first"


def _is_too_much(value: object, left: int) -> bool:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return not left or any(_is_too_much(each, left - 1) for each in inner)
    return isinstance(value, int) and abs(value) >= 2**63


@lru_cache(maxsize=64)
def note_type(folder: Folder) -> NoteType:
    """Return the note type of a folder. Raises LibraryError with every fault."""
    raw, found = parse(QUESTIONS, folder.files[QUESTIONS])
    wording, unread = parse(STYLE, folder.files.get(STYLE, ""))
    found = found or [*faults(raw), *unread, *style_faults(wording, readable(raw), raw.get("constants", {}))]
    if found:
        raise LibraryError(folder.name, found)
    kind = build(folder.name, raw)
    constants = [text for text in kind.constants.values() if isinstance(text, str)]
    own = [address for text in constants for address in addresses_in(text)]
    return replace(kind, style=style(_said_abroad(wording), own, _lacking(wording, folder, kind.constants)))


def _said_abroad(wording: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a house style with its delegations by their names in other languages as well."""
    spoken = wording.get(SPOKEN, {})
    if not spoken.get("languages"):
        return wording
    own = spoken["delegations"]
    return {**wording, SPOKEN: {**spoken, "delegations": [*own, *also_called(own, spoken["languages"])]}}


def _lacking(wording: Mapping[str, Any], folder: Folder, constants: Mapping[str, Any]) -> Iterator[str]:
    """Give the lines that every note should have, and that no file of the note's template writes."""
    written = "".join(text for name, text in folder.files.items() if name.endswith(".j2"))
    bare = re.sub(r"\{\{-?\s*(\w+)\s*-?\}\}", r"{\1}", written)
    for line in wording.get("present", {}).get("lines", ()):
        if line not in bare:
            yield filled(line, constants)


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
