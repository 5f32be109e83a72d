"""The Home tab: drawn anew each time that somebody opens it."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.transports.slack import home
from bot.transports.slack.door import Door


def register(app: AsyncApp, door: Door) -> None:
    """Register what happens when somebody opens the bot's tabs."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") == "home":
            person = event["user"]
            await client.views_publish(user_id=person, view=home.draw(door.home.of(person)))
