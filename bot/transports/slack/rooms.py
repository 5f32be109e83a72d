"""Who may read which channel, asked of Slack: a public one everybody, a private one its members."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.transports.slack.transport import NO_ANSWER

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that this may take: Slack waits three for the answer to a command, and links are looked up after it."""

KEPT = 60.0
"""Seconds for which what Slack said is believed: whoever leaves a channel finds nothing of it a minute later."""

PAGE = 999


@dataclass(frozen=True, slots=True)
class Seen:
    """The channels that somebody may read, and whether Slack said it of all of them."""

    rooms: Collection[str]
    whole: bool


class Rooms:
    """Asks who may read a channel; one of which Slack does not say it is read by nobody."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self.client = client
        self.clock = clock
        self._known: dict[str, tuple[float, frozenset[str] | None]] = {}
        """When each was asked about, and its members; None for one that everybody may read."""

    async def seen_by(self, person: str, rooms: Collection[str]) -> Seen:
        """Return which of these channels this person may read."""
        asked = [asyncio.create_task(self._look(room)) for room in rooms if not self._is_known(room)]
        if asked:
            _, late = await asyncio.wait(asked, timeout=PATIENCE)
            for task in late:
                task.cancel()
        known = {room: self._known[room][1] for room in rooms if self._is_known(room)}
        seen = [room for room, members in known.items() if members is None or person in members]
        return Seen(seen, whole=len(known) == len(rooms))

    def _is_known(self, room: str) -> bool:
        return room in self._known and self.clock() - self._known[room][0] < KEPT

    async def _look(self, room: str) -> None:
        at = self.clock()
        try:
            about = (await self.client.conversations_info(channel=room))["channel"]
            self._known[room] = (at, await self._members(room) if about["is_private"] else None)
        except NO_ANSWER as error:
            code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            if (
                code == "channel_not_found"
            ):  # it was deleted, or the bot is no member any more: so it will stay
                self._known[room] = (at, frozenset())
            log.warning("who may read %s: Slack does not say: %s", room, code)

    async def _members(self, room: str) -> frozenset[str]:
        found: set[str] = set()
        cursor = ""
        while True:
            answer = await self.client.conversations_members(channel=room, limit=PAGE, cursor=cursor)
            found |= set(answer["members"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(found)
