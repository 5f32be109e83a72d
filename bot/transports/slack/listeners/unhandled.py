"""What nobody listens to is acknowledged all the same: Slack would send it again, and in the end stop sending."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError

from bot.transports.slack.door import Door

log = logging.getLogger(__name__)


def register(app: AsyncApp, _door: Door) -> None:
    """Register what happens with a payload that no listener takes, and with a listener that fails."""

    @app.error
    async def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        if body.get("type") == "app_rate_limited":
            log.error("Slack holds back events for a minute: more than 30,000 came within an hour")
            return BoltResponse(status=200)
        if isinstance(error, BoltUnhandledRequestError):
            log.info("nobody listens to this payload: %s", error)
            return BoltResponse(status=200)
        log.error("a listener failed; Slack will send the payload again", exc_info=error)
        return BoltResponse(status=500)
