"""Everything one fake Slack consists of, and what its parts need from each other."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.fakeslack.faults import Faults
from bot.fakeslack.payloads import CHANNEL_TYPES, Payloads
from bot.fakeslack.socket_mode import Sockets
from bot.fakeslack.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.fakeslack.workspace import Channel, Message, Person

Json = dict[str, Any]
EVERY_SCOPE = (
    "chat:write", "commands", "im:write", "im:history", "im:read", "users:read", "dnd:read", "files:write",
    "files:read", "channels:history", "channels:read", "groups:history", "groups:read",
)  # fmt: skip
EVERY_EVENT = ("app_home_opened", "message.im", "message.channels", "message.groups")
TRIGGER_SECONDS = 3.0
REPLY_SECONDS = 1800.0
REPLY_USES = 5


@dataclass
class Call:
    method: str
    args: Json
    time: float
    error: str | None = None


@dataclass
class Trigger:
    person: Person
    expires: float
    used: bool = False


@dataclass
class ReplyUrl:
    channel: Channel
    person: Person
    message: Message | None
    expires: float
    uses: int = 0


@dataclass
class Settings:
    clock: Callable[[], float] = time.time
    pace: float = 1.0
    scopes: Collection[str] = EVERY_SCOPE
    events: Collection[str] = EVERY_EVENT
    echo: bool = True
    bot_handle: str = "rapporteur"
    ack_within: float = 3.0
    retry_after: tuple[float, ...] = (1.0, 2.0, 4.0)


class Site:
    def __init__(self, settings: Settings, changed: Callable[[], None]) -> None:
        self.settings = settings
        self.changed = changed
        self.workspace = Workspace(settings.clock, bot_handle=settings.bot_handle)
        self.faults = Faults()
        self.payloads = Payloads(self.workspace, "")
        self.sockets = Sockets(
            self.faults, changed, ack_within=settings.ack_within, retry_after=settings.retry_after
        )
        self.bot_token = "xoxb-fake-bot"  # noqa: S105 - opens nothing but this toy
        self.app_token = "xapp-fake-app"  # noqa: S105 - same
        self.base = ""
        self.calls: list[Call] = []
        self.scopes_used: set[str] = set()
        self.subscribed: set[str] = set()
        self.triggers: dict[str, Trigger] = {}
        self.replies: dict[str, ReplyUrl] = {}
        self.next_post: dict[str, float] = {}

    def settle_at(self, base: str) -> None:
        """Learn the address we serve at: links in payloads point there."""
        self.base = self.payloads.base = base

    # ---- what payloads carry

    def issue_trigger(self, person: Person) -> str:
        trigger_id = self.workspace.mint("13") + ".fake"
        self.triggers[trigger_id] = Trigger(person, time.monotonic() + TRIGGER_SECONDS)
        return trigger_id

    def issue_reply(self, channel: Channel, person: Person, message: Message | None = None) -> str:
        key = self.workspace.mint("R")
        self.replies[key] = ReplyUrl(channel, person, message, time.monotonic() + REPLY_SECONDS)
        return f"{self.base}actions/{key}"

    # ---- events

    def tell(self, channel: Channel, payload: Json, *, by_person: bool) -> None:
        """Send a message event, if the app subscribed to that kind of channel and the bot is in it."""
        kind = {"channel": "channels", "group": "groups"}.get(CHANNEL_TYPES[channel.kind], "im")
        wanted = self._wants(f"message.{kind}") and self.workspace.bot.id in channel.members
        if wanted and (by_person or self.settings.echo):
            self.sockets.send_event(payload, by_person=by_person)
        self.changed()

    def tell_home(self, person: Person, tab: str) -> None:
        if self._wants("app_home_opened"):
            self.sockets.send_event(self.payloads.app_home_opened(person, tab))
        self.changed()

    def _wants(self, event: str) -> bool:
        return event in self.settings.events

    # ---- pace

    def wait_before_post(self, channel: Channel) -> int:
        """Return the seconds a second post in the same channel must wait; 0 books the turn."""
        now, pace = time.monotonic(), self.settings.pace
        wait = self.next_post.get(channel.id, 0.0) - now
        if wait > pace * 0.05:  # a client that keeps to one a second is not punished for its jitter
            return max(1, round(wait + 0.5))
        self.next_post[channel.id] = now + pace
        return 0
