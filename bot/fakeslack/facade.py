"""FakeSlack: the whole of it for tests and the demo; safe from any thread, nothing to await."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.fakeslack.server import Bell, Loop, Server
from bot.fakeslack.site import EVERY_EVENT, EVERY_SCOPE, Settings
from bot.fakeslack.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from types import TracebackType
    from typing import Self

    from bot.fakeslack.workspace import Channel, Person, View


class FakeSlack(Watching):
    """A Slack of its own on a loop in a thread; `with FakeSlack() as slack:`.

    Everything happens on that loop and the methods cross over to it. What waits for the app (`command`,
    `submit`, `wait...`) blocks; an app on the caller's own loop needs `await asyncio.to_thread(...)`.
    """

    def __init__(  # noqa: PLR0913 - all by name, all with a default
        self,
        *,
        port: int = 0,
        pace: float = 1.0,
        clock: Callable[[], float] = time.time,
        scopes: Collection[str] = EVERY_SCOPE,
        events: Collection[str] = EVERY_EVENT,
        echo: bool = True,
        bot_handle: str = "rapporteur",
        ack_within: float = 3.0,
        retry_after: tuple[float, ...] = (1.0, 2.0, 4.0),
    ) -> None:
        """`echo`: the app gets events of its own messages too, as on Slack; `pace=0`: no limit of posts."""
        self._port = port
        self.clock = clock
        self._settings = Settings(clock, pace, scopes, events, echo, bot_handle, ack_within, retry_after)
        self._bell = Bell()

    def __enter__(self) -> Self:
        self._loop = Loop()
        try:
            self._server = self._loop.run(self._start())
        except BaseException:
            self._loop.close()
            raise
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

    # ---- people and channels

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
        times: int = 1,
    ) -> None:
        """Press a button by its label or action_id, on a "message", the "home" tab or the open "view".

        Several `times` on a message are faster than any answer.
        Returns at once, as a mouse does; a click that the app does not answer shows in `failed_clicks`.
        """
        if on == "message":
            click = self._clicks.click
            self._do(
                lambda: [click(who, what, ts=ts, channel=channel, checked=checked) for _ in range(times)]
            )
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

    # ---- faults

    def fault(self, kind: str, method: str = "*", *, times: int = 1, value: object = None) -> None:
        """Let something go wrong, `times` times.

        Calls of `method` ("upload": of a file's bytes): rate_limited (value: seconds), status (value: 503),
        error (value: its name), slow (value: seconds), close (before it is done), accept_then_drop (after it).
        Uploads: share_late (value: seconds), never_shared; files: ready_late (value: seconds), never_ready.
        Events of people: twice (and once more as a retry), hold (then all, newest first), drop_ack.
        At once: disconnect (value: the reason), half_open, release (what is held).
        """
        self._do(self._server.fault, kind, method, times=times, value=value)

    def clear_faults(self) -> None:
        """Forget all faults; what was held back is sent in its right order."""
        self._do(lambda: self._site.sockets.release(self._site.faults.clear()))
