"""Who people are, asked of Slack once a day each: name, time zone, language; and who is an outsider."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from zoneinfo import ZoneInfo

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.text import storable
from bot.service.people import People

log = logging.getLogger(__name__)

Meet = Callable[[Iterable[str]], Awaitable[None]]
"""Makes sure that it is known who people are, as of the last day."""

PATIENCE = 1.0
"""Seconds that look-ups may take while Slack waits for an answer; without them the bot goes on with what it knows."""

NOBODY = frozenset({"user_not_found", "user_not_visible"})
"""What Slack says of somebody who is not here."""

OUTSIDE = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
"""What Slack says of guests, of people of other workspaces, of bots, and of those who have left."""


class Directory:
    """Looks people up. Outsiders are not remembered, so that they are looked up each time."""

    def __init__(self, client: AsyncWebClient, people: People, *, zone: str) -> None:
        self.client = client
        self.people = people
        self.zone = zone
        self.outsiders: dict[str, str] = {}
        """The name of each."""
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def meet(self, people: Iterable[str]) -> None:
        """Make sure that these are known; who is not in time, is another time."""
        asked = [self._asked(person) for person in self.people.stale(set(people))]
        if asked:
            await asyncio.wait(asked, timeout=PATIENCE)

    def _asked(self, person: str) -> asyncio.Task[None]:
        """Return the look-up under way: who writes twice meanwhile waits for the same one, and keeps the order."""
        task = self._under_way.get(person)
        if task is None:
            task = self._under_way[person] = asyncio.create_task(self._look_up(person))
            task.add_done_callback(lambda _: self._under_way.pop(person))
        return task

    async def _look_up(self, person: str) -> None:
        try:
            user = (await self.client.users_info(user=person, include_locale=True))["user"]
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("users.info for %s: %s", person, type(error).__name__)
            if isinstance(error, SlackApiError) and error.response.get("error") in NOBODY:
                self.outsiders[person] = person
            return
        profile = user.get("profile", {})
        name = profile.get("real_name") or user.get("real_name") or user.get("name") or person
        name = " ".join(storable(name).split())
        if any(user.get(sign) for sign in OUTSIDE):
            self.outsiders[person] = name
            return
        self.outsiders.pop(person, None)
        zone = user.get("tz") or self.zone
        self.people.know(
            person, name=name, zone=zone if _known(zone) else self.zone, locale=user.get("locale", "en")
        )


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        return False
    return True
