"""One fake Slack, serving: the web application and the loop it runs on."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from bot.fakeslack import faults
from bot.fakeslack.clicks import Clicks
from bot.fakeslack.doors import Doors
from bot.fakeslack.forms import Forms
from bot.fakeslack.hands import Hands
from bot.fakeslack.page import Page
from bot.fakeslack.site import Settings, Site
from bot.fakeslack.web_api import WebApi

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

T = TypeVar("T")
LOOPBACK = "127.0.0.1"
BIGGEST_BODY = 100 * 1024 * 1024


class Bell:
    """Rung at each change, so that nobody has to look again and again."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0
        self.listeners: list[Callable[[], None]] = []  # called on the loop

    def ring(self) -> None:
        with self._condition:
            self._rings += 1
            self._condition.notify_all()
        for listener in self.listeners:
            listener()

    @property
    def rings(self) -> int:
        return self._rings

    def wait_after(self, rings: int, timeout: float) -> bool:
        """Wait until it has rung since; return whether it has."""
        with self._condition:
            return self._condition.wait_for(lambda: self._rings != rings, timeout)


TURNS = 5
"""Turns of the loop that it takes to let somebody in: to accept, to make the connection, to tell."""


class Server:
    """Lives on one event loop; must be made and used there."""

    def __init__(self, settings: Settings, bell: Bell) -> None:
        self.site = Site(settings, bell.ring)
        self.hands = Hands(self.site)
        self.clicks = Clicks(self.hands)
        self.forms = Forms(self.hands)
        self.page = Page(self.hands, self.clicks, self.forms, bell)
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        doors, api = Doors(self.site), WebApi(self.site)
        app = web.Application(client_max_size=BIGGEST_BODY)
        app.add_routes(
            [
                web.route("*", "/api/{method}", api.handle),
                web.get("/link/", self.site.sockets.handle),
                web.post("/upload/{file}", doors.take_upload),
                web.get("/files-pri/{folder}/{name}", doors.give_file),
                web.post("/actions/{key}", doors.take_reply),
                *self.page.routes(),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        self._listener = socket.create_server((LOOPBACK, port))
        await web.SockSite(self._runner, self._listener).start()
        self.site.settle_at(f"http://{LOOPBACK}:{self._runner.addresses[0][1]}/")

    def fault(self, kind: str, method: str, *, times: int, value: object) -> None:
        """Let something go wrong: see faults.KINDS."""
        sockets, pending = self.site.sockets, self.site.faults
        match kind:
            case "twice":
                pending.twice += times
            case "hold":
                pending.hold += times
            case "drop_ack":
                pending.drop_acks += times
            case "never_shared" | "share_late" | "never_ready" | "ready_late":
                pending.add_file(kind, times=times, value=value)
            case "release":
                sockets.release(pending.release())
            case "disconnect":
                sockets.disconnect(str(value or "refresh_requested"))
            case "half_open":
                sockets.fall_silent()
            case "rate_limited" | "status" | "close" | "accept_then_drop" | "error" | "slow":
                pending.add_call(kind, method, times=times, value=value)
            case _:
                raise ValueError(f"no fault is called {kind!r}; there are {', '.join(faults.KINDS)}")

    async def stop(self) -> None:
        self.page.close()
        await self.site.sockets.close()
        if self._runner:
            await self._let_in()
            await self._runner.cleanup()

    async def _let_in(self) -> None:
        """Answer nobody new, and let in who knocked: asyncio drops those unclosed when it closes meanwhile."""
        asyncio.get_running_loop().remove_reader(self._listener)
        for _ in range(TURNS):
            await asyncio.sleep(0)


class Loop:
    """An event loop in a thread of its own, and the way to run something there."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fakeslack", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def serve(
    port: int,
    *,
    stop: asyncio.Event | None = None,
    settings: Settings | None = None,
    ready: Callable[[str], object] = str,
) -> None:
    """Serve in the foreground until `stop` is set (for ever without one); `ready` is told the address."""
    server = Server(settings or Settings(), Bell())
    await server.start(port)
    ready(server.site.base)
    try:
        await (stop or asyncio.Event()).wait()
    finally:
        await server.stop()
