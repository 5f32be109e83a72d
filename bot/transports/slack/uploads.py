"""Papers go to Slack in three steps: an address for each, its bytes, and one message that shares them all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

import aiohttp

from bot.core.messages import Attached, Line, Message
from bot.service.outbox import TransportError
from bot.service.records.papers import PaperError

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=60)
PATIENCE = 30.0
"""Seconds in which Slack shares what was uploaded, mostly at once; now and then it says yes and never does."""

TRIES = 3
"""How often papers are uploaded that Slack takes and never shows, before a coordinator is told."""

GONE = frozenset({"file_deleted", "file_not_found"})
"""What Slack says of a file that nobody can open any more."""

FIRST_LOOK = 0.2
LONGEST_LOOK = 5.0

Call = Callable[..., Awaitable[dict[str, Any]]]


class Writer(Protocol):
    """Whoever makes the papers."""

    def content(self, attached: Attached) -> bytes:
        """Return the file. Raises PaperError."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper and its bytes."""

    paper: Attached
    content: bytes


class Uploads:
    """Makes papers and shares them. `call` calls the Web API, whose address is `api`, or raises TransportError."""

    def __init__(self, call: Call, session: aiohttp.ClientSession, writer: Writer, *, api: str) -> None:
        self._call = call
        self._session = session
        self._writer = writer
        self._api = urlsplit(api)

    async def make(self, message: Message) -> tuple[list[Made], Message]:
        """Return the papers, and what is said with them: also why one is missing that can not be made."""
        done = await asyncio.gather(*map(self._make, message.attached))
        made = [each for each in done if isinstance(each, Made)]
        lines = tuple(Line(why) for why in dict.fromkeys(each for each in done if isinstance(each, str)))
        return made, replace(message, parts=(*message.parts, *lines), attached=())

    async def _make(self, paper: Attached) -> Made | str:
        """Return a paper with its bytes, or why it can not be made."""
        try:
            return Made(paper, await asyncio.to_thread(self._writer.content, paper))
        except PaperError as error:
            log.warning("%s can not be made: %s", paper.name, error)
            return str(error)

    async def share(self, made: Sequence[Made], comment: str, *, place: str, thread: str, tries: int) -> str:
        """Send the papers, for the time `tries`, and return the ts of the message that shows them.

        Raises TransportError as long as it is not there; then all is uploaded again, `TRIES` times at most where
        Slack says each time that it took them.
        """
        files = [{"id": await self._upload(each), "title": each.paper.title} for each in made]
        asked: dict[str, Any] = {"files": files, "channel_id": place, "initial_comment": comment}
        if thread:
            asked["thread_ts"] = thread
        try:
            await self._call("files.completeUploadExternal", **asked)
        except TransportError as error:
            ts = await self._shared(files[0]["id"], place) if error.unsure else ""
            if not ts:
                raise
            return ts
        ts = await self._shared(files[0]["id"], place)
        if not ts:
            names = ", ".join(each.paper.name for each in made)
            last = tries >= TRIES
            raise TransportError(f"Slack took {names} and does not show it", unsure=not last, permanent=last)
        return ts

    async def delete(self, place: str, ts: str) -> None:
        """Delete the files that a message of ours shows. Raises TransportError; what is gone already is no fault."""
        left: list[TransportError] = []
        for file in await files_of(self._call, place, ts):
            try:
                await self._call("files.delete", file=file["id"])
            except TransportError as error:
                if str(error) not in GONE:
                    left.append(error)
        if left:  # the others are gone by now
            raise left[0]

    async def _upload(self, each: Made) -> str:
        asked: dict[str, Any] = {"filename": each.paper.name, "length": len(each.content)}
        if each.paper.alt:
            asked["alt_txt"] = each.paper.alt
        answer = await self._call("files.getUploadURLExternal", **asked)
        await self._post(str(answer["upload_url"]), each.content)
        return str(answer["file_id"])

    async def _post(self, address: str, content: bytes) -> None:
        """Send the bytes. Nobody sees them yet, so that whatever goes wrong here can be done again."""
        target = urlsplit(address)
        if target.scheme != "https" and target.netloc != self._api.netloc:
            raise TransportError("Slack wants a file at an address without TLS", permanent=True)
        try:
            post = self._session.post(address, data=content, allow_redirects=False, timeout=TIMEOUT)
            async with post as answer:
                status = answer.status
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TransportError(f"upload: {type(error).__name__}") from error
        if status != 200:
            raise TransportError(f"upload: Slack answered {status}", permanent=_is_final(status))

    async def _shared(self, file: str, place: str) -> str:
        """Ask again and again where a file is shared; return the ts there, or nothing when it takes too long."""
        loop = asyncio.get_running_loop()
        until, pause = loop.time() + PATIENCE, FIRST_LOOK
        while True:
            wait = pause
            try:
                ts = _shown(await self._call("files.info", file=file), place)
            except TransportError as error:
                if error.permanent:
                    return ""
                ts, wait = "", max(pause, error.after.total_seconds() if error.after else 0)
            if ts or loop.time() + wait > until:
                return ts
            await asyncio.sleep(wait)
            pause = min(pause * 2, LONGEST_LOOK)


async def files_of(call: Call, place: str, ts: str) -> Sequence[Mapping[str, Any]]:
    """Return the files that one message shows, which may come with that above its thread. Raises TransportError."""
    asked = {"channel": place, "ts": ts, "oldest": ts, "latest": ts, "inclusive": True}
    found = (await call("conversations.replies", **asked))["messages"]
    return next((each.get("files") or [] for each in found if each["ts"] == ts), [])


def _is_final(status: int) -> bool:
    return 400 <= status < 500 and status not in {408, 429}


def _shown(answer: dict[str, Any], place: str) -> str:
    """Return the ts of the message in this place that shows the file."""
    shares = answer["file"].get("shares") or {}
    found = [share["ts"] for kind in shares.values() for share in kind.get(place, ())]
    return str(found[-1]) if found else ""


def shows(message: dict[str, Any], papers: Sequence[Attached], *, by: str) -> bool:
    """Say whether a message of Slack's shows some of these papers and nothing else, uploaded by this person."""
    names = {paper.name for paper in papers}
    files = message.get("files") or []
    return bool(files) and all(file.get("name") in names and file.get("user") == by for file in files)
