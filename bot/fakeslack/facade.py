"""FakeSlack: the whole of it for tests and the demo; safe from any thread, nothing to await."""

from __future__ import annotations

import copy
import dataclasses
import functools
import time
from typing import TYPE_CHECKING, Any, TypeVar

from bot.fakeslack.server import Bell, Loop, Server
from bot.fakeslack.site import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from types import TracebackType
    from typing import Self

    from bot.fakeslack.hands import FailedClick
    from bot.fakeslack.site import Call
    from bot.fakeslack.socket_mode import Ack
    from bot.fakeslack.workspace import Channel, Message, Person, View

T = TypeVar("T")
MOST_PATIENCE = 0.1
Json = dict[str, Any]


class FakeSlack:
    """A Slack of its own on a loop in a thread; `with FakeSlack() as slack:`.

    Everything happens on that loop and the methods cross over to it. What waits for the app (`command`,
    `submit`, `wait...`) blocks; an app on the caller's own loop needs `await asyncio.to_thread(...)`.
    """

    def __init__(self, *, port: int = 0, **settings: Any) -> None:  # noqa: ANN401 - the fields of Settings
        self._port = port
        self._settings = Settings(**settings)
        self._bell = Bell()

    def __enter__(self) -> Self:
        self._loop = Loop()
        self._server = self._loop.run(self._start())
        self._site, self._hands = self._server.site, self._server.hands
        self._clicks, self._forms = self._server.clicks, self._server.forms
        self.url = f"{self._site.base}api/"
        self.page_url = self._site.base
        self.bot_token, self.app_token = self._site.bot_token, self._site.app_token
        return self

    async def _start(self) -> Server:
        server = Server(self._settings, self._bell)
        await server.start(self._port)
        return server

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._loop.run(self._server.stop())
        self._loop.close()

    def _do(self, work: Callable[..., T], *args: object, **named: object) -> T:
        """Run a function on the loop and return what it returned, or raise what it raised."""

        async def there() -> T:
            return work(*args, **named)

        return self._loop.run(there())

    # ---- people and channels

    def person(self, who: str) -> Person:
        return self._do(self._site.workspace.person, who)

    def add_person(
        self, handle: str, name: str, tz: str = "Europe/London", *, locale: str = "en-US"
    ) -> Person:
        return self._do(self._site.workspace.add_person, handle, name, tz=tz, locale=locale)

    def deactivate(self, who: str) -> None:
        self._do(setattr, self.person(who), "deleted", True)

    def channel(self, name: str) -> Channel:
        """Return a channel by "#name", or the DM of a person by handle."""
        return self._do(self._site.workspace.place, name)

    def add_channel(
        self,
        name: str,
        *,
        members: Collection[str] | None = None,
        private: bool = False,
        with_bot: bool = True,
    ) -> Channel:
        add = self._site.workspace.add_channel
        return self._do(add, name, members=members, private=private, with_bot=with_bot)

    def archive(self, name: str) -> None:
        self._do(setattr, self.channel(name), "is_archived", True)

    @property
    def bot(self) -> Person:
        return self._site.workspace.bot

    # ---- what people do

    def say(
        self,
        who: str,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Iterable[str | tuple[str, bytes]] = (),
        channel: str | None = None,
    ) -> str:
        """Say something in her DM with the bot (or in a channel); return the ts."""
        attached = [(file, b"fake\n") if isinstance(file, str) else file for file in files]
        return self._do(self._hands.say, who, text, thread_ts=thread_ts, files=attached, channel=channel)

    def say_many(self, said: Iterable[tuple[str, str]]) -> list[str]:
        return self._do(lambda: [self._hands.say(who, text) for who, text in list(said)])

    def edit(self, who: str, ts: str, text: str) -> None:
        self._do(self._hands.edit, who, ts, text)

    def unfurl(self, who: str, ts: str) -> None:
        self._do(self._hands.unfurl, who, ts)

    def delete(self, who: str, ts: str) -> None:
        self._do(self._hands.delete, who, ts)

    def click(  # noqa: PLR0913 - where it is, and what is ticked first
        self,
        who: str,
        what: str,
        *,
        ts: str | None = None,
        channel: str | None = None,
        checked: Iterable[str] = (),
        on: str = "message",
    ) -> None:
        """Press a button by its label or action_id, on a "message", the "home" tab or the open "view".

        Returns at once, as a mouse does; a click that the app does not answer shows in `failed_clicks`.
        """
        if on == "message":
            self._do(self._clicks.click, who, what, ts=ts, channel=channel, checked=checked)
        else:
            self._do(lambda: self._forms.press(who, self._view(who, on), what))

    def choose(  # noqa: PLR0913 - where it is
        self,
        who: str,
        what: str,
        value: object,
        *,
        ts: str | None = None,
        channel: str | None = None,
        on: str = "message",
    ) -> None:
        """Choose in a list, a calendar or a group of boxes, named by action_id or the words on it."""
        if on == "message":
            self._do(self._clicks.choose, who, what, value, ts=ts, channel=channel)
        else:
            self._do(lambda: self._forms.choose(who, self._view(who, on), what, value))

    def _view(self, who: str, on: str) -> View:
        if on not in {"home", "view"}:
            raise ValueError(f"a button is on a message, the home tab or a view; got {on!r}")
        return self._forms.home(who) if on == "home" else self._forms.top(who)

    def command(self, who: str, command: str, text: str = "", *, channel: str | None = None) -> str:
        """Run a slash command and return the words shown at once; SlackSaysError after 3 s of silence."""
        return self._loop.run(self._hands.command(who, command, text, channel=channel))

    def shortcut(self, who: str, callback_id: str) -> None:
        self._do(self._hands.shortcut, who, callback_id)

    def message_shortcut(self, who: str, callback_id: str, ts: str, *, channel: str | None = None) -> None:
        self._do(self._hands.message_shortcut, who, callback_id, ts, channel=channel)

    def submit(self, who: str, values: Mapping[str, object] | None = None) -> dict[str, str]:
        """Fill in and submit the open modal; return the errors by block_id ({} if it was accepted)."""
        return self._loop.run(self._forms.submit(who, values or {}))

    def close_view(self, who: str, *, everything: bool = False) -> None:
        self._do(self._forms.close, who, everything=everything)

    def open_home(self, who: str, tab: str = "home") -> None:
        self._do(self._hands.open_home, who, tab)

    # ---- what people see

    def messages(self, place: str) -> list[Message]:
        """Return what is in a channel ("#notes") or in the DM of a person ("ada"), oldest first."""
        return self._do(
            lambda: [dataclasses.replace(one) for one in self.channel_now(place).messages.values()]
        )

    def channel_now(self, place: str) -> Channel:
        return self._site.workspace.place(place)

    def message(self, place: str, ts: str) -> Message:
        return next(one for one in self.messages(place) if one.ts == ts)

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

    def wait(self, is_so: Callable[[], T | None], *, timeout: float = 10.0, what: str = "") -> T:
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
        self, place: str, *, after: str | None = None, timeout: float = 10.0, saying: str = ""
    ) -> Message:
        """Return the first message of the bot later than `after` (else: than the last words of a person)."""
        since = after or next((one.ts for one in reversed(self.messages(place)) if not one.is_bot), "")
        found: Callable[[], Message | None] = functools.partial(self._find_bot_message, place, since, saying)
        return self.wait(found, timeout=timeout, what=f"a message to {place} saying {saying!r}")

    def _find_bot_message(self, place: str, since: str, saying: str) -> Message | None:
        later = (one for one in self.messages(place) if one.is_bot and one.ts > since and saying in one.words)
        return next(later, None)

    def wait_for_connection(self, *, timeout: float = 10.0) -> None:
        self.wait(lambda: self.connections, timeout=timeout, what="a Socket Mode connection")

    # ---- faults

    def fault(self, kind: str, method: str = "*", *, times: int = 1, value: object = None) -> None:
        """Let something go wrong, `times` times.

        Calls of `method`: rate_limited (value: seconds), status (value: 503), error (value: its name),
        slow (value: seconds), close (before it is done), accept_then_drop (after it is done).
        Events of people: twice (and once more as a retry), hold (then all, newest first), drop_ack.
        At once: disconnect (value: the reason), half_open, release (what is held).
        """
        self._do(self._server.fault, kind, method, times=times, value=value)

    def clear_faults(self) -> None:
        """Forget all faults; what was held back is sent in its right order."""
        self._do(lambda: self._site.sockets.release(self._site.faults.clear()))

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
