"""Addresses of messages, asked of Slack; without them in time an answer goes out as it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.service.records.finding import Hit
from bot.transports.slack.transport import NO_ANSWER

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds that the look-ups may take: Slack waits three for the answer to a command."""


class Links:
    """Asks where messages are."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client

    async def of(self, hits: Sequence[Hit]) -> Mapping[Hit, str]:
        """Return the addresses of the messages of these notes, as far as Slack tells them in time."""
        asked = {hit: asyncio.create_task(self._ask(hit)) for hit in hits if hit.receipt}
        if asked:
            _, late = await asyncio.wait(asked.values(), timeout=PATIENCE)
            for task in late:
                task.cancel()
        links = {hit: task.result() for hit, task in asked.items() if task.done()}
        return {hit: link for hit, link in links.items() if link}

    async def _ask(self, hit: Hit) -> str:
        try:
            answer = await self.client.chat_getPermalink(channel=hit.place, message_ts=hit.receipt)
            return str(answer["permalink"])
        except NO_ANSWER as error:
            log.warning("chat.getPermalink: %s", type(error).__name__)
            return ""
