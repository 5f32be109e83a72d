"""What can be seen of a fake Slack from any thread: messages, views, calls, acks; and waiting for them."""

from __future__ import annotations

import copy
import dataclasses
import functools
import time
from typing import TYPE_CHECKING, Any, TypeVar

from bot.fakeslack.methods.pictures import files_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.fakeslack.hands import FailedClick, Hands
    from bot.fakeslack.server import Bell, Loop
    from bot.fakeslack.site import Call, Site
    from bot.fakeslack.socket_mode import Ack
    from bot.fakeslack.workspace import Channel, Message, Person, View

T = TypeVar("T")
Json = dict[str, Any]
MOST_PATIENCE = 0.1


class Watching:
    _loop: Loop
    _bell: Bell
    _site: Site
    _hands: Hands

    def _do(self, work: Callable[..., T], *args: object, **named: object) -> T:
        """Run a function on the loop and return what it returned, or raise what it raised."""

        async def there() -> T:
            return work(*args, **named)

        return self._loop.run(there())

    def person(self, who: str) -> Person:
        return self._do(self._site.workspace.person, who)

    # ---- what people see

    def messages(self, place: str) -> list[Message]:
        """Return what is in a channel ("#notes") or in the DM of a person ("ada"), oldest first."""
        return self._do(
            lambda: [dataclasses.replace(one) for one in self.channel_now(place).messages.values()]
        )

    def channel_now(self, place: str) -> Channel:
        return self._site.workspace.place(place)

    def message(self, place: str, ts: str) -> Message:
        found = next((one for one in self.messages(place) if one.ts == ts), None)
        if found is None:
            raise LookupError(f"there is no message {ts} in {place}")
        return found

    def pictures(self, message: Message) -> list[tuple[str, bytes]]:
        """Return what the members of its channel see of the pictures in its blocks: description and content."""
        return self._do(self._pictures, message)

    def _pictures(self, message: Message) -> list[tuple[str, bytes]]:
        files = self._site.workspace.files
        shown = [(block["alt_text"], files[found]) for block in message.blocks for found in files_in(block)]
        return [(alt, file.content or b"") for alt, file in shown if message.channel in file.seen_in]

    def ephemerals(self, who: str) -> list[Message]:
        """Return what only she was shown, in all channels, oldest first."""
        return self._do(self._ephemerals, who)

    def _ephemerals(self, who: str) -> list[Message]:
        person = self._site.workspace.person(who)
        every = [one for channel in self._site.workspace.channels.values() for one in channel.ephemerals]
        shown = [dataclasses.replace(one) for one in every if one.only_for == person.id]
        return sorted(shown, key=lambda one: one.ts)

    def views(self, who: str) -> list[View]:
        """Return the open modals, the lowest first."""
        person = self.person(who)
        return self._do(lambda: copy.deepcopy(self._site.workspace.views.get(person.id, [])))

    def home(self, who: str) -> View | None:
        person = self.person(who)
        return self._do(lambda: copy.deepcopy(self._site.workspace.homes.get(person.id)))

    # ---- waiting

    def wait(self, is_so: Callable[[], T | None], *, timeout: float = 30.0, what: str = "") -> T:
        """Wait until it is so (asked again at each change) and return the true value."""
        deadline = time.monotonic() + timeout
        while True:
            rings, asked = self._bell.rings, time.monotonic()
            if found := is_so():
                return found
            now = time.monotonic()
            if now >= deadline:
                raise TimeoutError(f"not so after {timeout} s{': ' if what else ''}{what}")
            # a dear question during a burst would slow down what it waits for: ask a fifth of the time
            time.sleep(min((now - asked) * 4, MOST_PATIENCE))
            self._bell.wait_after(rings, deadline - time.monotonic())

    def wait_for_message(
        self, place: str, *, after: str | None = None, timeout: float = 30.0, saying: str = ""
    ) -> Message:
        """Return the first message of the bot later than `after` (else: than the last words of a person)."""
        since = after or next((one.ts for one in reversed(self.messages(place)) if not one.is_bot), "")
        found: Callable[[], Message | None] = functools.partial(self._find_bot_message, place, since, saying)
        return self.wait(found, timeout=timeout, what=f"a message to {place} saying {saying!r}")

    def _find_bot_message(self, place: str, since: str, saying: str) -> Message | None:
        later = (one for one in self.messages(place) if one.is_bot and one.ts > since and saying in one.words)
        return next(later, None)

    def wait_for_connection(self, *, timeout: float = 30.0) -> None:
        self.wait(lambda: self.connections, timeout=timeout, what="a Socket Mode connection")

    # ---- what happened

    @property
    def calls(self) -> list[Call]:
        return self._do(lambda: list(self._site.calls))

    @property
    def acks(self) -> list[Ack]:
        return self._do(lambda: list(self._site.sockets.acks))

    @property
    def failed_clicks(self) -> list[FailedClick]:
        return self._do(lambda: list(self._hands.failed_clicks))

    @property
    def lost_events(self) -> list[Json]:
        """Return the events that Slack gave up on after three repetitions."""
        return self._do(lambda: list(self._site.sockets.given_up))

    @property
    def connections(self) -> int:
        return self._do(lambda: len(self._site.sockets.connections))

    def scopes_used(self) -> set[str]:
        return self._do(lambda: set(self._site.scopes_used))
