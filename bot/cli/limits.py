"""How long, and in how much memory, a note type is looked at: whatever its author wrote, `check` comes to an end."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bot.core.faults import Fault
from bot.render.checking import check

SECONDS = 10
MEMORY = 512 * 1024**2


def checked(folder: Path) -> list[Fault]:
    """Return the faults of a note type, also of one that would take forever."""
    try:
        with _limits():
            return check(folder)
    except (TimeoutError, MemoryError, RecursionError):
        what = f"can not be looked at within {SECONDS} seconds and {MEMORY // 1024**2} MB"
        return [Fault(str(folder), what, "Write less into its files, and look for loops")]


@contextmanager
def _limits() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, SECONDS, 1)  # once more, where a finalizer swallowed the first
    with suppress(ValueError, OSError):  # not every system can
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError
