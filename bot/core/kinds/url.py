"""The kind `url`: public documents, one per line: an address and the title around it. Nothing is fetched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from bot.core.kinds.kind import Kind
from bot.core.kinds.sizes import count_fault
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import clean, excerpt, straighten, unmarked

_START = re.compile(r"(?<![^\W_])https?://", re.IGNORECASE)
_BARE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_SEPARATORS = " -–—:,;|<>"  # noqa: RUF001 - dashes as typed
_LONGEST = 2000
# Where a link opens for those who are logged in, or only for the one who sent it.
_PRIVATE_HOSTS = (
    "docs.google.",
    "drive.",
    "sharepoint.",
    "dropbox.",
    "onedrive.",
    "1drv.",
    "teams.microsoft.",
)
_PRIVATE_PATH = re.compile(
    r"(?:^|[/?&=_.-])(?:login|log-in|signin|sign-in|sso)(?:$|[/?&=_.-])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Link:
    """`after` is what followed the address, which may have been part of it."""

    title: str
    url: str
    after: str


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    found: list[dict[str, str]] = []
    for line in _titled(straighten(clean(reply.text)).split("\n")):
        links = list(_links(line)) if _START.search(line) else []
        fault = next(filter(None, map(_fault, links)), None)
        if fault or not links:
            return fault or _not_a_url(line)
        found += [{"title": link.title, "url": link.url} for link in links]
    return count_fault(found, question.least, question.most) or _checked(found)


def _titled(lines: list[str]) -> Iterator[str]:
    """Give the lines; one without an address is the title of an address that begins the next line."""
    title = ""
    for line in filter(None, lines):
        if title and _START.match(unmarked(line)):
            yield f"{title} {line}"
            title = ""
            continue
        if title:
            yield title
        title = "" if _START.search(line) or _bare(line) else line
        if not title:
            yield line
    if title:
        yield title


def _not_a_url(said: str) -> Unclear:
    bare = _bare(said)
    return Unclear("not_a_url", {"said": excerpt(said), "suggestions": [f"https://{bare}"] if bare else []})


def _bare(line: str) -> str:
    """Return an address that lacks only its https://."""
    return line if len(line) <= 200 and _BARE.fullmatch(line) else ""


def _links(line: str) -> Iterator[_Link]:
    """Give each address with the words before it; the words after the last one belong to that one."""
    starts = [found.start() for found in _START.finditer(line)]
    title = line[: starts[0]]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        address, _, after = line[start:end].partition(" ")
        url, rest = _trimmed(address)
        last = end == len(line)
        yield _Link(_title(f"{title} {rest} {after}" if last else title), url, after)
        title = after


def _trimmed(address: str) -> tuple[str, str]:
    """Part the address from the stops and brackets of the sentence around it."""
    visible = clean("".join(c for c in address if unicodedata.category(c) != "Cf"))
    if ">" in visible:
        visible, _, rest = visible.partition(">")
        return _trimmed(visible)[0], rest
    end = len(visible)
    opened = {closer: visible.count(opener) - visible.count(closer) for closer, opener in _CLOSERS.items()}
    while end and (visible[end - 1] in ".,;:!?\"'<|" or opened.get(visible[end - 1], 0) < 0):
        if visible[end - 1] in opened:
            opened[visible[end - 1]] += 1
        end -= 1
    scheme, colon, rest = visible[:end].partition(":")
    return scheme.lower() + colon + rest, ""


def _title(words: str) -> str:
    joined = " ".join(words.split())
    before = ""
    while before != joined:
        before = joined
        joined = _unbracketed(unmarked(joined.strip(_SEPARATORS)).lstrip("."))
    return joined


def _unbracketed(words: str) -> str:
    """Drop the brackets and quotes that were around both the title and its address."""
    for closer, opener in _CLOSERS.items():
        if words.count(opener) != words.count(closer):
            words = words.strip(opener + closer)
    return words.strip('"') if words.count('"') % 2 else words


def _fault(link: _Link) -> Unclear | None:
    if len(link.url) > _LONGEST or not _host(link.url):
        return Unclear("not_a_url", {"said": excerpt(link.url), "suggestions": []})
    tail = _broken_off(link.after)
    if tail:
        suggestions = [link.url + tail] + ([] if tail[0] == "/" else [f"{link.url}%20{tail}"])
        return Unclear("space_in_url", {"said": excerpt(f"{link.url} {tail}"), "suggestions": suggestions})
    return None


def _broken_off(after: str) -> str:
    """Return the next word if it looks like the rest of an address: a slash, or the end of a file name."""
    word = after.partition(" ")[0].rstrip(".,;")
    return (
        word
        if re.fullmatch(r"[^\s/]+/\S*|/\S+|[\w%-]+\.(?:pdf|docx?|html?|xlsx?|pptx?|aspx?|php)", word)
        else ""
    )


def _host(url: str) -> str:
    parts = _split(url)
    if parts is None or parts.username is not None:
        return ""
    host = parts.hostname or ""
    return host if _HOST.fullmatch(host) else ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return None
    return parts


def _checked(links: list[dict[str, str]]) -> Outcome:
    private = next((link["url"] for link in links if _is_private(link["url"])), None)
    return Doubt(links, "private_link", {"url": excerpt(private)}) if private else Clear(links)


def _is_private(url: str) -> bool:
    parts = urlsplit(url)
    host = f".{parts.hostname}"
    return any(f".{known}" in host for known in _PRIVATE_HOSTS) or bool(
        _PRIVATE_PATH.search(f"{parts.hostname}{parts.path}?{parts.query}")
    )


def _show(value: Value, _question: Question, _context: Context) -> str:
    return "\n".join(" - ".join(filter(None, (link["title"], link["url"]))) for link in value)


KIND = Kind(name="url", shape=Shape.LINES, parse=_parse, show=_show, adds=True)
