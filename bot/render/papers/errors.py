"""What can be wrong with a paper that nobody may mend but people."""

from __future__ import annotations


class PaperError(Exception):
    """A paper can not be made; the text says why and what to do, to whoever waits for it."""
