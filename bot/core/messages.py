"""What is said, in nobody's dialect: transports draw it, the outbox keeps it as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

PAGE = 9_000
"""Characters of one message at most; below the 10,000 that Slack is known to take in blocks."""


@dataclass(frozen=True, slots=True)
class Title:
    """A short line that heads what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or paragraph, exactly as it is to be read."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words, word for word."""

    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some blocks of a note, as Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button equals the words `say`: pressing it does what typing them does.

    Where there are no words for it, as in a channel, `act` names the deed and `about` what it is done to, as
    "17.2" for version 2 of note 17; `say` is empty then. With both it opens a form where there are forms, and says
    its words where there are none. `aloud` is what a screen reader says instead of the label, where several
    buttons of a message have the same. One that is a `link` opens the message that this one was to wait for.
    """

    label: str
    say: str = ""
    primary: bool = False
    act: str = ""
    about: str = ""
    aloud: str = ""
    link: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with the buttons that are about it alone."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """Where what stands above it is; it opens when it is pressed."""

    text: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The papers that another message carries: their first page as a picture, and after `text` where they are.

    `key` is that of the delivery that carries them, `alt` what a screen reader says of the picture. `picture` and
    `links`, name and address of each paper, are known to the transport alone, once the papers have arrived.
    """

    text: str
    alt: str
    key: str
    picture: str = ""
    links: tuple[tuple[str, str], ...] = ()


Part = Title | Line | Fact | Quote | Sheet | Item | Address | Enclosed
PARTS: Mapping[str, type[Part]] = {
    c.__name__: c for c in (Title, Line, Fact, Quote, Sheet, Item, Address, Enclosed)
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A paper that goes with a message: version `version` of note `note` in one format ("docx", "pdf", "png").

    `name` is the file's name, `title` what is shown above it, `alt` what a screen reader says of a picture.
    """

    note: int
    version: int
    format: str
    name: str
    title: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `ticks` are choices of which several may be ticked; the last button sends them.

    `attached` are papers that are sent with it; such a message has neither buttons nor ticks. With `drops_files`
    nothing is written over another message, whose files are deleted.
    """

    parts: tuple[Part, ...]
    buttons: tuple[Button, ...] = ()
    ticks: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()
    drops_files: bool = False

    @property
    def every_button(self) -> tuple[Button, ...]:
        """The buttons of its entries, and those at its end."""
        inside = (button for part in self.parts if isinstance(part, Item) for button in part.buttons)
        return (*inside, *self.buttons)

    @property
    def text(self) -> str:
        """The whole message as plain text: what a notification and a screen reader say."""
        return "\n".join(_plain(part) for part in self.parts)


def _plain(part: Part) -> str:
    return f"{part.label}: {part.text}" if isinstance(part, Fact) else part.text


def enclosed(message: Message) -> Enclosed | None:
    """Return what a message shows of the papers of another, if anything."""
    return next((part for part in message.parts if isinstance(part, Enclosed)), None)


def bare(message: Message) -> Message:
    """Return the message without what it shows of the papers of another."""
    return replace(message, parts=tuple(part for part in message.parts if not isinstance(part, Enclosed)))


def dump(message: Message) -> dict[str, Any]:
    """Return the message as JSON values."""
    parts = [{"is": type(part).__name__, **values(part)} for part in message.parts]
    return {**values(message), "parts": parts}


def values(one: Any) -> Any:  # noqa: ANN401  whatever stands in a message or screen
    """Return it as JSON values: what `asdict` would, which copies every string and takes ten times as long."""
    if isinstance(one, tuple):
        return [values(each) for each in one]
    names = getattr(one, "__slots__", ())
    return {name: values(getattr(one, name)) for name in names} if names else one


def load(body: Mapping[str, Any]) -> Message:
    """Read what `dump` wrote."""
    parts = tuple(map(_part, body["parts"]))
    buttons = tuple(Button(**button) for button in body["buttons"])
    attached = tuple(Attached(**paper) for paper in body.get("attached", ()))
    ticks, drops = tuple(body["ticks"]), body.get("drops_files", False)
    return Message(parts=parts, buttons=buttons, ticks=ticks, attached=attached, drops_files=drops)


def _part(body: Mapping[str, Any]) -> Part:
    kept = {k: v for k, v in body.items() if k != "is"}
    if "buttons" in kept:
        kept["buttons"] = tuple(Button(**button) for button in kept["buttons"])
    return PARTS[body["is"]](**kept)


def pages(message: Message, most: int = PAGE) -> tuple[Message, ...]:
    """Return the message as several, each of at most `most` characters; the last one has the buttons."""
    sheets: list[list[Part]] = [[]]
    room = most
    for part in _small(message.parts, most):
        size = len(_plain(part)) + 1
        if size > room and sheets[-1]:
            sheets.append([])
            room = most
        sheets[-1].append(part)
        room -= size
    *first, last = (Message(parts=tuple(parts)) for parts in sheets)
    return (*first, replace(message, parts=last.parts))


def _small(parts: Iterable[Part], most: int) -> Iterable[Part]:
    for part in parts:
        room = most - 1 - (len(_plain(part)) - len(part.text))
        if isinstance(part, Sheet):
            yield from (Sheet(text) for text in _gathered(part.text.split("\n\n"), room))
        else:
            yield from (replace(part, text=text) for text in _cut(part.text, room))


def _gathered(blocks: list[str], room: int) -> Iterable[str]:
    held = ""
    for block in (piece for whole in blocks for piece in _cut_sheet(whole, room)):
        if held and len(held) + len(block) + 2 > room:
            yield held
            held = block
        else:
            held = f"{held}\n\n{block}" if held else block
    yield held


def _cut(text: str, room: int) -> Iterable[str]:
    """Cut at the last line break or space before the limit, so that no character is lost or moved."""
    while len(text) > room:
        at = max(text.rfind("\n", 0, room), text.rfind(" ", 0, room)) + 1
        at = at if at > room // 2 else room
        yield text[:at]
        text = text[at:]
    yield text


def _cut_sheet(text: str, room: int) -> Iterable[str]:
    """Cut before a letter, best after a space: it begins no list, and no mark is parted from its backslash."""
    while len(text) > room:
        letters = [at for at in range(room // 2, room) if text[at].isalpha() and not _is_mark(text[at - 1])]
        at = next(
            (at for at in reversed(letters) if text[at - 1].isspace()), letters[-1] if letters else room
        )
        yield text[:at]
        text = text[at:]
    yield text


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()
