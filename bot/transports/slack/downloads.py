"""Fetches the files that people sent, after the commit that knows of them; the token goes to Slack's hosts alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.expert.attachments import LARGEST, Attachments, Missing
from bot.service.outbox import backoff

log = logging.getLogger(__name__)

IDLE = 300.0
"""Seconds after which is looked again, should a wake-up have been missed."""

GONE = frozenset({"file_deleted", "file_not_found"})
"""What Slack says of a file that never comes back."""

TIMEOUT = aiohttp.ClientTimeout(total=120)
PIECE = 64 * 1024
PAGE = (b"<!doctype html", b"<html")
"""How the page begins with which Slack answers who may not read the file."""


class DownloadError(Exception):
    """A file could not be fetched; `why` is empty where it may be tried again, else gone, large or outside."""

    def __init__(self, text: str, why: str = "") -> None:
        super().__init__(text)
        self.why = why


class Downloads:
    """Fetches one file after the other, and each again after a while until it is there or given up.

    `api` is the address of the Web API: where it is not Slack's, as in a test, files may come from there.
    `told` is called when a message was promised, to whoever sent what is given up.
    """

    def __init__(  # noqa: PLR0913  what it talks to, and what it may talk to
        self,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        attachments: Attachments,
        *,
        token: str,
        api: str,
        told: Callable[[], None],
    ) -> None:
        self.client = client
        self.session = session
        self.attachments = attachments
        self._token = token
        self._api = urlsplit(api)
        self._told = told
        self._tries: dict[str, int] = {}
        self._next: dict[str, datetime] = {}
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look now whether something is to be fetched."""
        self._wake.set()

    async def run(self) -> None:
        """Fetch whatever is missing, for ever."""
        while True:
            self._wake.clear()
            missing = self.attachments.missing()
            self._told()
            for file in missing:
                if self._next.get(file.id, self._now()) <= self._now():
                    await self._try(file)
            await self._rest(missing)

    async def _rest(self, missing: Sequence[Missing]) -> None:
        waits = [
            (self._next[file.id] - self._now()).total_seconds() for file in missing if file.id in self._next
        ]
        try:
            await asyncio.wait_for(self._wake.wait(), max(0.0, min([IDLE, *waits])))
        except TimeoutError:
            return

    async def _try(self, file: Missing) -> None:
        try:
            self.attachments.keep(file, await self.fetch(file))
        except DownloadError as error:
            log.warning("file %s: %s", file.id, error)
            if error.why:
                self.attachments.lose(file, error.why)
                self._forget(file)
                self._told()
            else:
                self._again_later(file)
        except Exception:  # the others must be fetched although this one brings what nobody foresaw
            log.exception("file %s could not be fetched", file.id)
            self._again_later(file)
        else:
            self._forget(file)

    def _again_later(self, file: Missing) -> None:
        self._tries[file.id] = self._tries.get(file.id, 0) + 1
        self._next[file.id] = self._now() + backoff(self._tries[file.id])

    def _forget(self, file: Missing) -> None:
        self._tries.pop(file.id, None)
        self._next.pop(file.id, None)

    def _now(self) -> datetime:
        return self.attachments.office.clock()

    async def fetch(self, file: Missing) -> bytes:
        """Return the content of a file. Raises DownloadError."""
        try:
            known = await self._known(file)
            address = str(known.get("url_private_download") or known.get("url_private") or "")
            if known.get("is_external") or (address and not self.is_slacks(address)):
                raise DownloadError("it lies outside of Slack", "outside")
            if not address:
                raise DownloadError("Slack does not say where it is")
            return await self._read(address, int(known.get("size") or file.size))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise DownloadError(type(error).__name__) from error

    async def _known(self, file: Missing) -> dict[str, Any]:
        try:
            answer = await self.client.files_info(file=file.id)
        except SlackApiError as error:
            data = error.response.data
            code = str(data.get("error")) if isinstance(data, dict) else "no readable answer"
            raise DownloadError(f"files.info: {code}", "gone" if code in GONE else "") from error
        except (AttributeError, TypeError) as error:  # how the SDK fails on a body that is no JSON
            raise DownloadError("files.info: no readable answer") from error
        known = answer.get("file")
        return known if isinstance(known, dict) else {}

    def is_slacks(self, address: str) -> bool:
        """Say whether the token may go there: over TLS to a host of Slack's, or to where our Web API is."""
        parts = urlsplit(address)
        if parts.username is not None or parts.password is not None:
            return False
        host = parts.hostname or ""
        ours = parts.scheme == "https" and parts.port in {None, 443}
        return (ours and (host == "slack.com" or host.endswith(".slack.com"))) or _origin(parts) == _origin(
            self._api
        )

    async def _read(self, address: str, size: int) -> bytes:
        """Read no more than is kept at most, from that very address."""
        headers = {"Authorization": f"Bearer {self._token}"}
        get = self.session.get(address, headers=headers, allow_redirects=False, timeout=TIMEOUT)
        async with get as answer:
            if answer.status != 200:
                raise DownloadError(f"Slack answers {answer.status}")
            content = bytearray()
            async for piece in answer.content.iter_chunked(PIECE):
                content += piece
                if len(content) > LARGEST:
                    raise DownloadError(f"it has more than {LARGEST} bytes", "large")
        if len(content) == size:  # even where it begins as a page does: so may somebody's file
            return bytes(content)
        if answer.content_type == "text/html" or content[:64].lstrip().lower().startswith(PAGE):
            raise DownloadError("Slack sent a page to sign in; has the token the scope files:read?")
        if size:  # else Slack never said it
            raise DownloadError(f"{len(content)} bytes came instead of {size}")
        return bytes(content)


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port
