"""What differs between two drafts, place by place, in words that can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core.passages import any_of
from bot.render.markdown import Block, blocks
from bot.render.scenes import fill, shorten

MOST = 20
"""Places that are shown; of the others only their number."""

LONGEST = 300
"""Characters of the old and of the new words of one place."""

AROUND = 3
"""Unchanged words that stand on either side of a change, and that part two changes from each other."""

PAIRS = 2_000_000
"""So many pairs of words and of paragraphs are compared in two drafts; beyond, they are shown as rewritten."""

ALIKE = 0.4
"""Paragraphs that share less are no versions of each other."""

_HAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"  # written without spaces: each character is a word
_WORD = re.compile(rf"[{_HAN}]|[^\s{_HAN}]+\s*")
_NUMBER = re.compile(r"^\d+[.)]\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """A place, the words that stood there, and the words that stand there now; one of them may be empty."""

    place: str
    was: str
    now: str


class Patience:
    """What comparing two drafts may still cost, in pairs."""

    def __init__(self) -> None:
        self.left = PAIRS

    def lasts(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Say whether these may be compared, which then is paid for."""
        cost = len(old) * len(new)
        if cost > self.left:
            return False
        self.left -= cost
        return True


def changes(
    before: str, after: str, *, barred: Collection[str] = (), instead: str = ""
) -> tuple[Change, ...]:
    """Return what differs between two drafts in Markdown, in the order of the newer one.

    `instead` stands for a paragraph that is gone and had a name that is `barred` by now.
    """
    old, new, patience = _places(before), _places(after), Patience()
    if barred:
        names = re.compile(rf"(?<!\w){any_of(barred)}(?!\w)")
        kept = {text for texts in new.values() for text in texts}
        old = {
            place: [instead if text not in kept and names.search(text) else text for text in texts]
            for place, texts in old.items()
        }
    return tuple(
        Change(place, was, now)
        for place in [*new, *(place for place in old if place not in new)]
        for was, now in _paragraphs(old.get(place, []), new.get(place, []), patience)
    )


def differences(first: str, second: str) -> tuple[tuple[str, str], ...]:
    """Return what two people wrote differently, side by side; where only one says something the other is empty."""
    mine, theirs = ([" ".join(part.split()) for part in text.split("\n\n")] for text in (first, second))
    return tuple(_paragraphs(mine, theirs, Patience()))


def readable(found: Sequence[Change], sentences: Mapping[str, str], *, most: int = MOST) -> list[str]:
    """Return a line for each change, `most` at most, and how many more there are."""
    lines = [_line(change, sentences) for change in found[:most]]
    more = len(found) - most
    return [*lines, fill(sentences, "diff_more", {"n": more})] if more > 0 else lines


def _line(change: Change, sentences: Mapping[str, str]) -> str:
    key = "diff_changed" if change.was and change.now else "diff_added" if change.now else "diff_removed"
    facts = {
        "place": change.place,
        "was": shorten(change.was, LONGEST),
        "now": shorten(change.now, LONGEST),
    }
    return fill(sentences, key, facts)


def _places(sheet: str) -> dict[str, list[str]]:
    """Return the paragraphs under each heading, or behind each label in bold."""
    places: dict[str, list[str]] = {}
    place = ""
    for block in blocks(sheet):
        label = _label(block)
        place = _NUMBER.sub("", block.shown) if block.heading else label or place
        text = "" if block.heading else " ".join(block.shown.split())
        text = text.removeprefix(f"{label}:").lstrip() if label else text
        places.setdefault(place, []).extend([text] if text else [])
    return places


def _label(block: Block) -> str:
    first = block.runs[0] if block.runs else None
    return first.text[:-1].strip() if first and first.bold and first.text.endswith(":") else ""


def _paragraphs(old: Sequence[str], new: Sequence[str], patience: Patience) -> Iterator[tuple[str, str]]:
    """Give what differs between the paragraphs of one place."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not patience.lasts(old, new):
        yield "\n".join(old), "\n".join(new)
        return
    for how, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        shared = min(i_end - i, j_end - j)
        for was, now in zip(old[i : i + shared], new[j : j + shared], strict=True):
            yield from _words(was, now, patience)
        yield from ((was, "") for was in old[i + shared : i_end])
        yield from (("", now) for now in new[j + shared : j_end])


def _words(was: str, now: str, patience: Patience) -> Iterator[tuple[str, str]]:
    """Give what differs between two paragraphs, with some words around it; all of both if little is shared."""
    old, new = _WORD.findall(was), _WORD.findall(now)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    start, rest = max(0, head - AROUND), max(0, tail - AROUND)
    old_part, new_part = old[start : len(old) - rest], new[start : len(new) - rest]
    if not patience.lasts(old_part, new_part):
        yield _part(old, start, len(old) - rest), _part(new, start, len(new) - rest)
        return
    matcher = SequenceMatcher(None, _bare(old_part), _bare(new_part), autojunk=False)
    same = start + rest + sum(block.size for block in matcher.get_matching_blocks())
    if 2 * same < ALIKE * (len(old) + len(new)):
        yield was, now
        return
    for group in matcher.get_grouped_opcodes(AROUND):
        (_, i, _, j, _), (_, _, i_end, _, j_end) = group[0], group[-1]
        yield _part(old, start + i, start + i_end), _part(new, start + j, start + j_end)


def _part(words: Sequence[str], start: int, end: int) -> str:
    """Return some words of a paragraph, with a mark where others stand before or after them."""
    text = "".join(words[start:end]).strip()
    before, after = "… " if start else "", " …" if end < len(words) else ""
    return f"{before}{text}{after}" if text else ""


def _bare(words: Sequence[str]) -> list[str]:
    return [word.strip() for word in words]


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (was, now) in pairs if was.strip() != now.strip()), min(len(old), len(new)))
