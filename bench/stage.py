"""A Slack in miniature on this process's loop, with one bot in a process of its own, and experts who write to it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter

from bot.fakeslack.server import Bell, Server
from bot.fakeslack.site import Call, Settings
from bot.fakeslack.workspace import Channel, Person

OURS = ("-m", "bot", "run")
BARE = ("-m", "bench.echo")
FLOOR = (*BARE, "--rows")
PATIENCE = 60.0
AT_ONCE = 20


class Stage:
    """Sends what experts say and tells when the bot has posted to them; opened by `stage`."""

    def __init__(self, server: Server, bell: Bell, process: subprocess.Popen[bytes], database: Path) -> None:
        self.server = server
        self.process = process
        self.database = database
        self._seen = 0
        self._underway: list[Call] = []
        self._awaited: dict[str, tuple[Channel, str, asyncio.Future[float]]] = {}
        bell.listeners.append(self._look)

    def experts(self, count: int) -> list[Person]:
        """Add that many experts to the workspace."""
        workspace = self.server.site.workspace
        return [workspace.add_person(f"x{n}", f"Expert {n}") for n in range(count)]

    async def begin(self, experts: list[Person]) -> None:
        """Let each start a note of their own, and wait for its first question."""
        for at in range(0, len(experts), AT_ONCE):
            await asyncio.gather(*(self._begin(expert) for expert in experts[at : at + AT_ONCE]))

    async def _begin(self, expert: Person) -> None:
        asked = self._next_post(expert)
        await self.server.hands.command(expert.id, "/note", "new")
        await asyncio.wait_for(asked, PATIENCE)

    async def turn(self, expert: Person, text: str) -> float:
        """Say something and return the seconds until the bot has posted. Raises TimeoutError."""
        posted, started = self._next_post(expert), perf_counter()
        self.server.hands.say(expert.id, text)
        return await asyncio.wait_for(posted, PATIENCE) - started

    async def stop(self) -> None:
        """Let the bot finish and end, so that its database can be read."""
        await end(self.process)

    def _next_post(self, expert: Person) -> asyncio.Future[float]:
        """Return the time of the bot's next message to an expert; one is awaited at a time."""
        channel = self.server.site.workspace.dm(expert)
        posted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._awaited[channel.id] = channel, next(reversed(channel.messages), ""), posted
        return posted

    def _look(self) -> None:
        """Look, at each change, which calls under way have become messages: not at 200 channels each time."""
        calls = self.server.site.calls
        self._underway += islice(calls, self._seen, None)
        self._seen = len(calls)
        self._underway = [call for call in self._underway if not self._over(call)]

    def _over(self, call: Call) -> bool:
        if call.method != "chat.postMessage" or call.error:
            return True
        awaited = self._awaited.get(call.args.get("channel", ""))
        if awaited is None:
            return bool(call.args)
        channel, since, posted = awaited
        newest = next(reversed(channel.messages.values()), None)
        if newest is None or not newest.is_bot or newest.ts <= since:
            return False
        del self._awaited[channel.id]
        if not posted.done():
            posted.set_result(perf_counter())
        return True


@asynccontextmanager
async def stage(command: tuple[str, ...]) -> AsyncIterator[Stage]:
    """Open a Slack in miniature without a pace, and start a bot that is connected to it."""
    bell = Bell()
    server = Server(Settings(pace=0.0), bell)
    await server.start(0)
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with running(server, command, Path(folder)) as process:
                opened = Stage(server, bell, process, Path(folder) / "bench.db")
                await connected(server, process)
                yield opened
    finally:
        await server.stop()


@asynccontextmanager
async def running(
    server: Server, command: tuple[str, ...], folder: Path
) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Run a bot; what it says goes to a file, so that no pipe fills up."""
    with (folder / "bot.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: ASYNC220, S603  our own words, before anything is measured
            [sys.executable, *command], env=environment(server, folder), stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            await end(process)


async def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a bot to end, and wait until it has finished what it sends: to the Slack on this loop, which goes on."""
    process.terminate()
    await asyncio.to_thread(process.wait, PATIENCE)


def environment(server: Server, folder: Path) -> dict[str, str]:
    """Return what either bot needs to know."""
    site = server.site
    return {
        **{key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")},
        "SLACK_BOT_TOKEN": site.bot_token,
        "SLACK_APP_TOKEN": site.app_token,
        "SLACK_API_URL": f"{site.base}api/",
        "SLACK_PACE": "0",
        "NOTES_CHANNEL": site.workspace.place("#notes").id,
        "COORDINATORS": site.workspace.person("bo").id,
        "DATABASE": str(folder / "bench.db"),
    }


async def connected(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Wait until the bot has opened its socket. Raises RuntimeError."""
    for _ in range(int(PATIENCE / 0.02)):
        if server.site.sockets.connections:
            return
        if process.poll() is not None:
            break
        await asyncio.sleep(0.02)
    raise RuntimeError("the bot did not connect")
