"""Writes the diagram of a note's life into docs/review.md: `python -m bot.cli.states`."""

from __future__ import annotations

import re
from pathlib import Path

from bot.core.notes import diagram

PAGE = Path(__file__).resolve().parents[2] / "docs" / "review.md"
FENCE = re.compile(r"```mermaid\n.*?```", re.DOTALL)


def drawn(page: str) -> str:
    """Return the page with the diagram as the table of lawful ways gives it."""
    return FENCE.sub(lambda _: f"```mermaid\n{diagram()}\n```", page)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
