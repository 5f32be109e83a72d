"""Who is not to be disturbed, and until when: asked before something comes by itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.office import Clock

log = logging.getLogger(__name__)


class Quiet:
    """Asks Slack about Do-Not-Disturb; where Slack does not say, nobody is taken to be quiet."""

    def __init__(self, client: AsyncWebClient, clock: Clock) -> None:
        self.client = client
        self.clock = clock

    async def of(self, people: Collection[str]) -> Mapping[str, datetime]:
        """Return until when those are not to be disturbed who are not now, in UTC."""
        asked = sorted(people)
        found = await asyncio.gather(*(self._ask(person) for person in asked))
        return dict(self._ends(asked, found))

    def _ends(
        self, people: Collection[str], found: Collection[Mapping[str, Any]]
    ) -> Iterator[tuple[str, datetime]]:
        now = self.clock().timestamp()
        for person, told in zip(people, found, strict=True):
            start, end = told.get("next_dnd_start_ts", 0), told.get("next_dnd_end_ts", 0)
            if told.get("dnd_enabled") and start <= now < end:
                yield person, datetime.fromtimestamp(end, UTC)

    async def _ask(self, person: str) -> Mapping[str, Any]:
        try:
            answer = await self.client.dnd_info(user=person)
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("dnd.info for %s: %s", person, type(error).__name__)
            return {}
        return answer.data if isinstance(answer.data, dict) else {}
