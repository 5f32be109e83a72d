"""The people, channels, messages, views and files of one workspace, in memory; knows no HTTP."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.fakeslack import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

Json = dict[str, Any]

TEAM = "T0FAKE001"
DOMAIN = "fakeslack"
APP = "A0FAKE001"
BOT_ID = "B0FAKE001"
STANDARD_PEOPLE = (
    ("ada", "Ada Osei", "Africa/Accra"),
    ("bo", "Bo Lund", "Europe/Brussels"),
    ("cy", "Cy Haq", "America/New_York"),
)


@dataclass
class Person:
    id: str
    handle: str
    name: str
    tz: str
    locale: str = "en-US"
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    quiet: tuple[float, float] = (0.0, 0.0)
    """Do-Not-Disturb: from when until when, in seconds of the epoch."""

    @property
    def display_name(self) -> str:
        return self.name.split(" ")[0]

    def zone_at(self, moment: float) -> tuple[str, int]:
        """Return the label and the offset in seconds of her zone at that moment, as users.info does."""
        local = dt.datetime.fromtimestamp(moment, ZoneInfo(self.tz))
        offset = local.utcoffset() or dt.timedelta()
        return local.tzname() or self.tz, int(offset.total_seconds())


@dataclass
class File:
    id: str
    name: str
    size: int
    user: str
    mimetype: str
    title: str = ""
    alt: str = ""
    content: bytes | None = None
    completed: bool = False
    ready: bool = True
    """Whether Slack has looked at it: before that it has no type, and can stand in no block."""
    shares: list[tuple[str, str]] = field(default_factory=list)
    seen_in: set[str] = field(default_factory=set)
    """The channels whose members can see it: where it was shared, or posted as a picture in a block."""
    created: int = 0


@dataclass
class Message:
    channel: str
    ts: str
    user: str
    author: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    edited: Json | None = None
    metadata: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    subtype: str | None = None
    is_bot: bool = False
    client_msg_id: str | None = None
    only_for: str | None = None  # ephemeral: the one person who sees it
    names: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def words(self) -> str:
        """What is on the screen: the blocks if there are any, else the text; then the names of the files."""
        seen = reading.read_blocks(self.blocks, self.names) or reading.read_text(self.text, self.names)
        return "\n".join([part for part in (seen, *(f"({file.name})" for file in self.files)) if part])

    @property
    def buttons(self) -> list[str]:
        return [str(element["text"]["text"]) for _, element in elements(self.blocks, "button")]


@dataclass
class Channel:
    id: str
    name: str
    kind: str  # "public", "private" or "im"
    members: list[str]
    is_archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)


@dataclass
class View:
    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: dict[tuple[str, str], Json] = field(default_factory=dict)

    @property
    def words(self) -> str:
        title = self.content.get("title", {}).get("text", "")
        return "\n".join(part for part in (title, reading.read_blocks(self.content["blocks"], {})) if part)


def elements(blocks: list[Json], *types: str) -> list[tuple[Json, Json]]:
    """Return (block, element) for everything a hand can touch, in the order it is read."""
    found: list[tuple[Json, Json]] = []
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        found += [(block, one) for one in inside if one and (not types or one.get("type") in types)]
    return found


class Workspace:
    def __init__(self, clock: Callable[[], float], *, bot_handle: str = "rapporteur") -> None:
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, list[View]] = {}  # user -> stack of open modals
        self.homes: dict[str, View] = {}
        self.files: dict[str, File] = {}
        self.names: dict[str, str] = {}  # id -> "@Ada", "#notes": what a mention looks like
        self._numbers = itertools.count(1)
        self._last_stamp = 0
        self._dms: dict[str, Channel] = {}
        self.bot = self._enter(Person("U0BOT00001", bot_handle, bot_handle.capitalize(), "UTC", is_bot=True))
        for handle, name, tz in STANDARD_PEOPLE:
            self.add_person(handle, name, tz=tz)
        self.add_channel("#notes")

    # ---- making things

    def add_person(
        self, handle: str, name: str, *, tz: str = "Europe/London", locale: str = "en-US"
    ) -> Person:
        if self.find_person(handle):
            raise ValueError(
                f"there is somebody called {handle!r} already; take another handle, e.g. {handle}2"
            )
        ZoneInfo(tz)  # a wrong zone should fail here, not in the middle of a test
        number = f"U0{handle.upper()[:8]:0<8}"
        person_id = number if number not in self.people and number.isalnum() else self.mint("U")
        return self._enter(Person(person_id, handle, name, tz, locale))

    def _enter(self, person: Person) -> Person:
        self.people[person.id] = person
        self.names[person.id] = f"@{person.display_name}"
        return person

    def add_channel(
        self,
        name: str,
        *,
        members: Collection[str] | None = None,
        private: bool = False,
        with_bot: bool = True,
    ) -> Channel:
        """Make a channel with these handles in it (everybody, if nobody is named)."""
        chosen = [self.person(handle).id for handle in members] if members is not None else None
        everybody = [one.id for one in self.people.values() if not one.is_bot]
        inside = (chosen if chosen is not None else everybody) + ([self.bot.id] if with_bot else [])
        channel = Channel(self.mint("C"), name.lstrip("#"), "private" if private else "public", inside)
        self.channels[channel.id] = channel
        self.names[channel.id] = f"#{channel.name}"
        return channel

    def dm(self, person: Person) -> Channel:
        """Return the conversation of this person and the bot; it begins when somebody asks for it."""
        if person.id not in self._dms:
            channel = Channel(self.mint("D"), "directmessage", "im", [person.id, self.bot.id])
            self._dms[person.id] = self.channels[channel.id] = channel
        return self._dms[person.id]

    def mint(self, letter: str) -> str:
        return f"{letter}0{next(self._numbers):09d}"

    def stamp(self) -> str:
        """Return a ts that no other message has, later than all before, even when the clock stands still."""
        self._last_stamp = max(int(self.clock() * 1_000_000), self._last_stamp + 1)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    # ---- finding things

    def find_person(self, who: str) -> Person | None:
        wanted = who.lstrip("@")
        by_handle = (one for one in self.people.values() if one.handle == wanted)
        return self.people.get(wanted) or next(by_handle, None)

    def person(self, who: str) -> Person:
        found = self.find_person(who)
        if found is None:
            handles = ", ".join(sorted(one.handle for one in self.people.values()))
            raise LookupError(f"nobody is called {who!r}; there are {handles}")
        return found

    def find_channel(self, name: str) -> Channel | None:
        wanted = name.lstrip("#")
        by_name = (one for one in self.channels.values() if one.name == wanted and one.kind != "im")
        return self.channels.get(wanted) or next(by_name, None)

    def place(self, name: str) -> Channel:
        """Return a channel by "#name" or id, or the DM of a person by handle."""
        found = self.find_channel(name)
        return found or self.dm(self.person(name))

    # ---- messages

    def post(self, channel: Channel, user: Person, text: str, **more: Any) -> Message:  # noqa: ANN401 - fields of Message
        message = Message(
            channel.id, self.stamp(), user.id, user.handle, text, is_bot=user.is_bot, names=self.names, **more
        )
        message.blocks = self.name_blocks(message.blocks)
        if message.only_for:
            channel.ephemerals.append(message)
        else:
            channel.messages[message.ts] = message
        for file in message.files:
            file.shares.append((channel.id, message.ts))
            file.seen_in.add(channel.id)
        return message

    def name_blocks(self, blocks: list[Json]) -> list[Json]:
        """Give a block_id and action_ids to what has none, as Slack does: new ones at every post."""
        named: list[Json] = json.loads(json.dumps(blocks))  # a copy, and faster than deepcopy
        for block in named:
            block.setdefault("block_id", self.mint("b"))
        for _, element in elements(named):
            if element.get("type") not in reading.SILENT:
                element.setdefault("action_id", self.mint("a"))
        return named

    # ---- views

    def find_view(self, view_id: str | None, external_id: str | None = None) -> View | None:
        every = [*itertools.chain.from_iterable(self.views.values()), *self.homes.values()]
        for view in every:
            if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                return view
        return None

    def show(self, person: Person, content: Json, *, above: View | None = None) -> View:
        """Open a modal, alone or pushed above another one."""
        view_id = self.mint("V")
        root = above.root_id if above else view_id
        view = View(view_id, person.id, self.dress(content), self.stamp(), root, above.id if above else None)
        self.views[person.id] = [*self.views.get(person.id, []), view] if above else [view]
        return view

    def redraw(self, view: View, content: Json) -> None:
        """Replace the content; what was typed stays where block_id and action_id are the same."""
        view.content = self.dress(content)
        view.hash = self.stamp()
        kept = {(block["block_id"], one.get("action_id")) for block, one in elements(view.content["blocks"])}
        view.typed = {key: value for key, value in view.typed.items() if key in kept}

    def publish(self, person: Person, content: Json) -> View:
        home = self.homes.get(person.id)
        if home is None:
            view_id = self.mint("V")
            home = self.homes[person.id] = View(
                view_id, person.id, self.dress(content), self.stamp(), view_id
            )
        else:
            self.redraw(home, content)
        return home

    def dress(self, content: Json) -> Json:
        return {**content, "blocks": self.name_blocks(content["blocks"])}
