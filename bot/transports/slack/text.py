"""Slack's text, both ways: what people type arrives escaped and with references; what we say is escaped once.

The three characters and the forms in angle brackets are those of Slack's "Formatting text for app surfaces".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.text import storable

REFERENCE = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
EVERYBODY = frozenset({"channel", "here", "everyone"})
PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


def escape(text: str) -> str:
    """Return the text for a field that Slack parses; the ampersand goes first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo `escape`; the ampersand goes last, so that a typed `&lt;` stays what it was."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned(text: str) -> list[str]:
    """Return the ids of the people whom a text names."""
    return PERSON.findall(text)


def decode(text: str, names: Mapping[str, str]) -> str:
    """Return what the person sees in their own message: references as words, everything else as typed."""
    parts: list[str] = []
    at = 0
    for found in REFERENCE.finditer(text):
        parts += [unescape(text[at : found.start()]), _words(found.group(1), found.group(2), names)]
        at = found.end()
    return storable("".join([*parts, unescape(text[at:])]))


def _words(target: str, label: str | None, names: Mapping[str, str]) -> str:
    """Return the words for what stands in angle brackets: a person, a channel, a group, everybody, or a link."""
    kind, rest = target[:1], target[1:]
    said = unescape(label) if label else ""
    match kind:
        case "@":
            return names.get(rest) or said or f"@{rest}"
        case "#":
            return f"#{said or rest}"
        case "!":
            return _special(rest, said)
        case _:
            return _link(unescape(target), said)


def _special(rest: str, said: str) -> str:
    """Return the words for everybody (`!here`), a group (`!subteam^S1|@team`) or a date with its fallback."""
    name, _, detail = rest.partition("^")
    if name in EVERYBODY:
        return f"@{name}"
    return said or f"@{detail.split('^')[0] or name}"


def _link(target: str, said: str) -> str:
    """Return the address, or the words and the address where they are not the same thing typed."""
    bare = target.removeprefix("mailto:").removeprefix("tel:")
    if not said or said == target:
        return bare
    typed = said in {bare, bare.partition("://")[2], bare.partition("://")[2].rstrip("/")}
    return said if typed else f"{said} ({bare})"
