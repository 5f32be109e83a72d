"""Who people are, asked of Slack once a day each: name, time zone, language."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.people import People

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that a look-up may take while Slack waits for an answer; without it the bot goes on with what it knows."""


class Directory:
    """Looks people up."""

    def __init__(self, client: AsyncWebClient, people: People, *, zone: str) -> None:
        self.client = client
        self.people = people
        self.zone = zone

    async def meet(self, people: Iterable[str]) -> None:
        """Make sure that these are known; a failure is logged and made good another time."""
        for person in self.people.stale(set(people)):
            try:
                await asyncio.wait_for(self._look_up(person), PATIENCE)
            except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("users.info for %s: %s", person, type(error).__name__)

    async def _look_up(self, person: str) -> None:
        user = (await self.client.users_info(user=person, include_locale=True))["user"]
        profile = user.get("profile", {})
        name = profile.get("real_name") or user.get("real_name") or user.get("name") or person
        zone = user.get("tz") or self.zone
        self.people.know(person, name=name, zone=zone if _known(zone) else self.zone, locale=user.get("locale", "en"))


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        return False
    return True
