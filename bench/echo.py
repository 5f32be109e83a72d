"""The bare bot that ours is measured against, in a process of its own: Bolt as it comes says again what it hears.

With `--rows` it writes by hand, before it speaks, the rows that an answer is kept in: no bot that keeps answers as
we do can be quicker.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bench.rows import Raw


async def echo(keep: Callable[[], object]) -> None:
    """Echo until the process is ended; `keep` is called before each."""
    async with aiohttp.ClientSession() as session:
        url, token = os.environ["SLACK_API_URL"], os.environ["SLACK_BOT_TOKEN"]
        client = AsyncWebClient(token=token, base_url=url, session=session)
        app = AsyncApp(client=client)

        @app.event("message")
        async def said(event: dict[str, Any]) -> None:
            keep()
            await client.chat_postMessage(channel=event["channel"], text=event["text"])

        handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
        await handler.start_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped


def _nothing() -> None:
    """Keep nothing."""


if __name__ == "__main__":
    folder = Path(os.environ["DATABASE"]).parent
    asyncio.run(echo(Raw(folder).answer if "--rows" in sys.argv else _nothing))
