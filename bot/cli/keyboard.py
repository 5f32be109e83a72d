"""What somebody types or pastes: a paste of several lines is one reply, and so is each line of a pipe."""

from __future__ import annotations

import contextlib
import io
import select
import sys
from collections.abc import Iterator

PIECES = 0.03
"""Seconds: a paste comes in pieces, also over a network; nobody types the next line that fast."""


def replies(prompt: str) -> Iterator[str]:
    """Give one reply after the other, until the input ends or Ctrl-C."""
    _prepare()
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            lines = [input(prompt)]
            with contextlib.suppress(EOFError):
                while _is_more_waiting():
                    lines.append(input())
            yield "\n".join(lines)


def _prepare() -> None:
    with contextlib.suppress(ImportError):
        import readline  # noqa: PLC0415  gives input() its editing keys and history

        # Python switches it off; with it, the terminal itself says where a paste ends
        readline.parse_and_bind("set enable-bracketed-paste on")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _is_more_waiting() -> bool:
    return sys.stdin.isatty() and bool(select.select([sys.stdin], [], [], PIECES)[0])
