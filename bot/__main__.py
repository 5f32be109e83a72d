"""`python -m bot` and the command `rapporteur`."""

from __future__ import annotations

from bot.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
