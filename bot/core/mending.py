"""An answer with other words in it: what was found is replaced, or cut out without a trace."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core.finding import Finding


def mended(text: str, finding: Finding, found: Iterable[Finding]) -> str:
    """Return the answer with the words replaced by their fix wherever they were found; without one they go."""
    same = [each for each in found if each.id == finding.id]
    for each in sorted(same, key=lambda one: one.start, reverse=True):
        before, after = text[: each.start], text[each.end :]
        text = f"{before}{each.fix}{after}" if each.fix else _closed(before, after)
    return text


def _closed(before: str, after: str) -> str:
    """Join what stood around words that went: no empty brackets, no comma that parts nothing, no blank too many."""
    begins = re.search(r"(?:[(:,;]|^|\n)[ \t]{0,9}$", before)
    if begins and (comma := re.match(r"[ \t]*[,;][ \t]*", after)):
        after = after[comma.end() :]
    elif (comma := re.search(r"[,;:][ \t]{0,9}$", before)) and re.match(r"[ \t]*(?:[).;\n]|$)", after):
        before, after = before[: comma.start()], after.lstrip(" \t")
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    if re.match(r"[ \n.,;:)]|$", after):
        before = before.rstrip(" ")
    return before + after
