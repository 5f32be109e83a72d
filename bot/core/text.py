"""What people paste, made plain: invisible characters, blanks, quotes, bullets and hard-wrapped lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

# Word's soft return (\v), a page break and the separators of Unicode all end a line.
_LINE_END = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029](?:(?<=\r)\n)?")
# Controls, soft hyphens, zero-widths, bidi overrides (isolates stay) and lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2060-\u2064\ufeff\u202a-\u202e\ud800-\udfff]"
)
# A bullet of the second level as Word pastes it: a letter, and a tab that no sentence has there.
_WORD_BULLET = re.compile(r"^[^\S\n]*o\t[^\S\n]*(?=\S)", re.MULTILINE)
# What was copied from a sentence of ours that set it apart (`isolated`).
_SET_APART = re.compile("\\A\u2068([^\u2066-\u2069]*)\u2069\\Z")
_BLANKS = re.compile(r"[^\S\n]+")
# The joiners are zero-width too, but Persian words and emoji are spelt with them: kept between such letters.
_SPELT = "[^\x00-\u036f\u2000-\u206f\\s]"
_STRAY_JOINER = re.compile(f"[\u200c\u200d](?:(?<!{_SPELT}[\u200c\u200d])|(?!{_SPELT}))")
_GAP = re.compile(r"\n{3,}")
# Words alone: a link, a number or a word that has a hyphen already is left as it is.
_BROKEN = re.compile(r"(?<![^\s(\"'“‘«])([^\W\d_]{2,})-([ \n])([^\W\d_]{2,})(?![\w/@-])")  # noqa: RUF001
_SHARED = frozenset({"and", "or", "to", "und", "oder", "et", "ou", "nor", "bis", "through"})

_GLYPHS = "•·∙‣⁃◦▪▫■□●○➢➤✓✔\uf0b7\uf0a7\uf0d8"  # noqa: RUF001 - bullets as word processors type them
_NUMBER = r"\d{1,2}(?:\)\s*|\.(?:\s+|$))"
_MARKERS = re.compile(rf"(?:[{_GLYPHS}]\s*|[-*–—o](?:\s+|$)|{_NUMBER})+")  # noqa: RUF001 - a dash as typed
# In running text a line may begin with "o" (Spanish for "or") or a dash by accident of the wrapping.
_BULLET = re.compile(rf"[{_GLYPHS}]|[-*]\s|{_NUMBER}|[–—o]\s+(?=\S)")  # noqa: RUF001 - a dash as typed

# What says that a line is an item of a list and no more; a number says which, and stays as it was typed.
_ITEM = re.compile(rf"(?:[{_GLYPHS}]\s*|[-*–—]\s+)+(?=\S*\w)")  # noqa: RUF001 - a dash as typed
# Some programs paste the bullet on a line of its own; three or more are a line between two parts.
_SIGNS = rf"(?:[{_GLYPHS}*–—-] ?)"  # noqa: RUF001 - a dash as typed
_ALONE = re.compile(rf"^({_SIGNS}{{1,2}})(?<! )\n(?=\S)", re.MULTILINE)
_PARTS = re.compile(rf"{_SIGNS}{{3,}}$")
NARROW = 40
"""Characters that fit on the narrowest page: a shorter line ended where its writer wanted."""

_SENTENCE_ENDS = frozenset(".!?:…。！？：؟")  # noqa: RUF001 - the full stops of Chinese and Arabic
_CLOSERS = "\"')]”’»"  # noqa: RUF001 - a closing apostrophe as typed
_CURLY = str.maketrans(dict.fromkeys("“”„‟", '"'))


_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")


def isolated(text: str) -> str:
    """Return words for the middle of a line, set apart where some of them run from right to left.

    Else a number or a stop behind them jumps to their other side: Unicode's first strong isolate (UAX 9).
    """
    if text.isascii() or not _LEFTWARDS.search(text):
        return text
    return "\n".join(f"\u2068{line}\u2069" if line else line for line in text.split("\n"))


def storable(text: str) -> str:
    """Return the text with `?` for halves of characters (lone surrogates), which no file or database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """Return the text without what nobody sees: same letters, one kind of blank, one kind of line end."""
    lines = _INVISIBLE.sub("", _LINE_END.sub("\n", unicodedata.normalize("NFC", text)))
    lines = _WORD_BULLET.sub("• ", lines)
    plain = _BLANKS.sub(" ", _STRAY_JOINER.sub("", unicodedata.normalize("NFC", _BLANKS.sub(" ", lines))))
    trimmed = "\n".join(line.strip() for line in plain.split("\n"))
    return _SET_APART.sub(r"\1", unicodedata.normalize("NFC", _GAP.sub("\n\n", trimmed).strip()))


def unhyphenated(text: str) -> str:
    """Join cleaned words that a PDF broke at a hyphen: "imple- mentation", but not "short- and long-term"."""
    return _BROKEN.sub(_whole, text)


def _whole(found: re.Match[str]) -> str:
    before, blank, after = found.groups()
    plain = before.islower() and after.islower()
    return before + after if plain and (blank == "\n" or after not in _SHARED) else found[0]


def one_line(text: str) -> str:
    """Return the cleaned text with its lines joined."""
    return " ".join(clean(text).split())


def straighten(text: str) -> str:
    """Make curly double quotes straight; single ones may be apostrophes in names and stay."""
    return text.translate(_CURLY)


def unmarked(line: str) -> str:
    """Return the line without the bullet or number before it."""
    found = _MARKERS.match(line)
    return line[found.end() :] if found else line


def paragraphs(text: str) -> list[str]:
    """Undo hard wrapping: a line goes on unless a blank line, the end of a sentence or a bullet ends it.

    Whatever stands before the items of a list becomes the bullet of the note, so that every paper knows the list.
    """
    plain = _ALONE.sub(r"\1 ", unhyphenated(clean(text)))
    return [_joined(lines) for lines in _wrapped(_listed(plain.split("\n")))]


def excerpt(text: str, most: int = 80) -> str:
    """Return the text short enough to be quoted in a sentence."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def is_bullet(line: str) -> bool:
    """Say whether the line is an item of a list, as lines of running text go."""
    found = _BULLET.match(line)
    if found and found[0][0] in "–—o":  # noqa: RUF001 - dashes as typed
        return line[found.end()].isupper()
    return found is not None


def _listed(lines: Iterable[str]) -> Iterator[str]:
    """Give the lines with one bullet before each item; a dash before a small letter is one only where a line begins.

    That is behind the end of a sentence or of another item: elsewhere the wrapping may have put it there.
    """
    before = ""
    for line in lines:
        found = _ITEM.match(line)
        begins = not before or _ends(before) or before.endswith(";")
        if found and (line[0] not in "–—" or begins or line[found.end()].isupper()):  # noqa: RUF001 - as typed
            before = f"• {line[found.end() :]}"
        else:
            before = line
        yield before


def _wrapped(text: Iterable[str]) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in text:
        if lines and (not line or _ends(lines[-1]) or is_bullet(line) or _is_after(lines, line)):
            yield lines
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield lines


def _is_after(lines: list[str], line: str) -> bool:
    """Say whether a line with a capital comes after a short item, and not within it."""
    return is_bullet(lines[0]) and len(lines[-1]) < NARROW and line[0].isupper()


def _ends(line: str) -> bool:
    return _ends_sentence(line) or _PARTS.match(line) is not None


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS


def _joined(lines: list[str]) -> str:
    pieces = lines[:1]
    for before, line in pairwise(lines):
        pieces += ["" if _chinese(before[-1]) and _chinese(line[0]) else " ", line]
    return "".join(pieces)


def _chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
