"""One process per store: a lock that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from storage.store import StoreBusyError

if TYPE_CHECKING:
    from pathlib import Path


class FileLock:
    """Held from the moment it is made until `release`; `<file>.lock` says which process holds it."""

    def __init__(self, path: Path) -> None:
        """Take the lock; raises StoreBusyError, naming the other process, when it is held already."""
        self.path = path.with_name(path.name + ".lock")
        self._is_new = not self.path.exists()
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.fchmod(self._descriptor, 0o600)
            self._take(path)
        except BaseException:
            os.close(self._descriptor)
            raise

    def _take(self, path: Path) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            said = os.pread(self._descriptor, 20, 0).decode("ascii", "replace").strip()
            holder = said if said.isdecimal() else ""
            if holder == str(os.getpid()):
                told = f"{path} is in use by process {holder}, this very one: close it."
                raise StoreBusyError(told, holder=holder) from None
            which = holder or "unknown"
            how = f"for example with `kill {holder}`" if holder else "once it says which one it is"
            told = (
                f"{path} is in use by process {which}. Only one may use it at a time: stop that one "
                f"first, {how}, or give this one another file."
            )
            raise StoreBusyError(told, holder=holder) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def discard(self) -> None:
        """Release, and leave nothing beside a file that is not ours: whoever locks it meanwhile is refused too."""
        if self._is_new:
            self.path.unlink()
        self.release()

    def release(self) -> None:
        # the file stays: deleting it would let two processes lock two different files of the same name
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
