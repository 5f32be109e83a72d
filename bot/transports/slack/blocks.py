"""A message becomes Block Kit. Pure. Words go into rich text, where nothing is parsed and all reads as typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.core.messages import Address, Button, Enclosed, Fact, Item, Message, Part, Quote, Sheet, Title
from bot.core.text import isolated
from bot.render.markdown import blocks as read_sheet
from bot.render.markdown import plain
from bot.render.scenes import shorten
from bot.transports.slack.text import escape

Block = dict[str, Any]

LABEL = 75
VALUE = 2000
ROW = 25
OPTIONS = 10
FALLBACK = 3900
UPDATED = 4000
"""Characters of the text of a message that is written over another, escaped: there Slack refuses more."""

SAY = "say"
TICKS = "ticks"
SEND_TICKS = "send_ticks"
ACT = "act"
OPEN = "open"


def draw(message: Message, link: str = "") -> list[Block]:
    """Return the blocks of a message; a button that is a link opens this address, and is left out without one."""
    last = buttons([button for button in message.buttons if link or not button.link], link)
    return [*_body(message.parts), *_ticks(message.ticks), *last]


def fallback(message: Message, most: int = 0) -> str:
    """Return the whole message as text, escaped, for notifications and screen readers; cut to `most` characters."""
    text = "\n".join(_plain(part) for part in message.parts)
    shown = text if len(text) <= FALLBACK else f"{text[:FALLBACK]}…"
    while most and len(escape(shown)) > most:
        over = len(escape(shown)) - most
        shown = f"{shown[: -(over // 5 + 2)]}…"  # a character is at most five when it is escaped
    return escape(shown) or "…"


def _body(parts: Sequence[Part]) -> Iterator[Block]:
    """Draw words together, up to an entry that has buttons, which follow it, or to papers."""
    run: list[Part] = []
    for part in parts:
        run.append(part)
        if isinstance(part, Item) and part.buttons:
            yield from (*_words(run), *buttons(part.buttons))
            run = []
        elif isinstance(part, Enclosed):
            yield from (*_words(run), *_picture(part))
            run = []
    yield from _words(run)


def _picture(part: Enclosed) -> Iterator[Block]:
    if part.picture:
        yield {"type": "image", "slack_file": {"id": part.picture}, "alt_text": part.alt}


def _words(parts: Sequence[Part]) -> Iterator[Block]:
    """Give the one block of these words; an empty sheet has none, and Slack takes no empty block."""
    if elements := list(_elements(parts)):
        yield {"type": "rich_text", "elements": elements}


def _plain(part: Part) -> str:
    match part:
        case Sheet(text):
            return plain(text)
        case Fact(label, text):
            return f"{label}: {isolated(text)}"
        case Enclosed(text, links=links):
            return f"{text} {', '.join(name for name, _ in links)}"
        case _:
            return part.text


def _elements(parts: Sequence[Part]) -> Iterator[Block]:
    """Draw what follows each other as one section, with an empty line between; a quote is an element of its own."""
    runs: list[Block] = []
    before: Part | None = None
    for part in parts:
        if isinstance(part, Quote):
            if runs:
                yield {"type": "rich_text_section", "elements": [*runs, _run("\n")]}
            yield {"type": "rich_text_quote", "elements": [_run(part.text)]}
            runs = []
        else:
            close = isinstance(part, Fact | Item | Address) or isinstance(before, Title)
            runs += [_run("\n" if close else "\n\n")] if runs else []
            runs += _runs(part)
        before = part
    if runs:
        yield {"type": "rich_text_section", "elements": runs}


def _runs(part: Part) -> Iterable[Block]:
    match part:
        case Title(text):
            return [_run(text, bold=True)]
        case Fact(label, text):
            return [_run(f"{label}: ", bold=True), _run(isolated(text))]
        case Sheet(text):
            return list(_sheet(text))
        case Address(text):
            return [{"type": "link", "url": text}]
        case Enclosed(text, links=links):
            return [_run(text), *(run for n, link in enumerate(links) for run in _link(*link, first=not n))]
        case _:
            return [_run(part.text)]


def _link(name: str, address: str, *, first: bool) -> Iterator[Block]:
    yield _run(" " if first else ", ")
    yield {"type": "link", "url": address, "text": name}


def _sheet(text: str) -> Iterator[Block]:
    for number, block in enumerate(read_sheet(text)):
        if number:
            yield _run("\n\n")
        for run in block.runs:
            yield _run(run.shown, bold=run.bold or block.heading)


def _run(text: str, *, bold: bool = False) -> Block:
    run: Block = {"type": "text", "text": text or " "}
    return {**run, "style": {"bold": True}} if bold else run


def _ticks(choices: Sequence[str]) -> Iterator[Block]:
    for start, group in enumerate(rows_of(choices, OPTIONS)):
        options = [
            {"text": _label(choice), "value": str(start * OPTIONS + n)} for n, choice in enumerate(group, 1)
        ]
        yield {
            "type": "actions",
            "elements": [{"type": "checkboxes", "action_id": f"{TICKS}:{start}", "options": options}],
        }


def buttons(shown: Sequence[Button], link: str = "") -> Iterator[Block]:
    """Draw buttons, in rows that are not too long."""
    numbered = list(enumerate(shown))
    for row in rows_of(numbered, ROW):
        yield {"type": "actions", "elements": [_button(number, button, link) for number, button in row]}


def _button(number: int, button: Button, link: str) -> Block:
    meaning = {"action_id": f"{OPEN}:{number}", "url": link} if button.link else _meaning(number, button)
    drawn: Block = {"type": "button", "text": _label(button.label), **meaning}
    if button.aloud:
        drawn["accessibility_label"] = shorten(button.aloud, LABEL)
    return {**drawn, "style": "primary"} if button.primary else drawn


def _meaning(number: int, button: Button) -> Block:
    """Return what comes back when it is pressed: a deed and what it is done to, words, or what is ticked."""
    if button.act:
        return {"action_id": f"{ACT}:{button.act}:{number}", "value": button.about}
    action = f"{SAY}:{number}" if button.say else SEND_TICKS
    return {"action_id": action, "value": button.say[:VALUE] or TICKS}


def rows_of(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Return the items in rows of at most `size`."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _label(text: str) -> Block:
    return {"type": "plain_text", "text": shorten(text, LABEL) or "…", "emoji": False}
