"""The files of a store: made private before SQLite sees them, and described for `doctor`."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from storage.store import StoreError

PRIVATE = 0o600
BESIDE = ("-wal", "-shm")
MOUNTS = Path("/proc/mounts")


class NotOursError(StoreError):
    """What is at the path belongs to somebody else, and is left as it is."""


def prepare_folder(path: Path) -> None:
    """Make the missing folders above `path`, for nobody else to look into."""
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def create_private(path: Path) -> None:
    """Make the file, empty and 0600, if it is not there: SQLite gives its -wal and -shm the same mode."""
    if path.exists():
        if not path.is_file():
            raise NotOursError(
                f"{path} is not a file. Give the path of the database, such as {path / 'bot.db'}."
            )
        return
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE))


def make_private(path: Path) -> None:
    """Narrow the file, and what SQLite keeps beside it, to 0600; wider modes let others read answers."""
    for file in (path, *(path.with_name(path.name + suffix) for suffix in BESIDE)):
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else PRIVATE
        if mode & ~PRIVATE:
            file.chmod(mode & PRIVATE)


def sync(path: Path) -> None:
    """Bring a finished file, and its name in its folder, to the disk."""
    for place in (path, path.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def mode_of(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


def filesystem_of(path: Path) -> str:
    """Say what kind of filesystem `path` is on, such as ext4 or nfs4; `unknown` where /proc is not."""
    if not MOUNTS.exists():
        return "unknown"
    mounts = [line.split()[1:3] for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    above = [(unescape(where), kind) for where, kind in mounts if path.is_relative_to(unescape(where))]
    # the later of two mounts on one place hides the earlier one, and max keeps the first of equals
    return max(reversed(above), key=lambda mount: len(mount[0]), default=("", "unknown"))[1]


def unescape(where: str) -> str:
    return where.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
