"""What a reader asks about an answer; the remarks of several readers come together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is asked about one answer: `by` is the name of whoever asks, `text` what they wrote."""

    by: str
    text: str


def gathered(given: Iterable[tuple[str, Mapping[str, str]]]) -> Mapping[str, Remark]:
    """Return the remarks by question; the pairs are a reader's name and what they ask. Nothing is lost.

    Where several readers ask about the same answer, each line says whose it is. Where one asks again, the
    lines follow one another.
    """
    asked: dict[str, list[tuple[str, str]]] = {}
    for name, remarks in given:
        for key, text in remarks.items():
            asked.setdefault(key, []).append((name, text))
    return {key: _joined(lines) for key, lines in asked.items()}


def _joined(lines: list[tuple[str, str]]) -> Remark:
    names = list(dict.fromkeys(name for name, _ in lines))
    texts = [text if len(names) == 1 else f"{name}: {text}" for name, text in lines]
    return Remark(by=", ".join(names), text="\n".join(texts))
