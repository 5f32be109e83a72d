"""A form opens for whoever asked for it; where Slack does not open it, they are told to ask again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.forms import Form
from bot.transports.slack import views
from bot.transports.slack.blocks import Block
from bot.transports.slack.door import Door
from bot.transports.slack.transport import refused

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that Slack has to open a form: after three it takes it no more, and shows that the button failed."""

LATE = "expired_trigger_id"
"""What Slack says of a form that comes too late."""

BROKEN = (TimeoutError, aiohttp.ClientError, OSError)


async def show(
    ack: AsyncAck, client: AsyncWebClient, body: Mapping[str, Any], form: Form, door: Door
) -> BoltResponse:
    """Open a form for whoever did this, or tell them to do it again; where both fail, Slack shows that it failed."""
    why = await _open(client, body, views.draw(form))
    if why:
        log.warning("views.open: %s; whoever asked for the form is told to ask again", why)
        said = door.office.phrases.command["form_failed"]
        try:
            await asyncio.wait_for(_tell(client, body, said), PATIENCE)
        except (*BROKEN, SlackApiError) as error:
            log.warning("that could not be told either: %s", type(error).__name__)
            return BoltResponse(status=503)
    return await ack()


async def _open(client: AsyncWebClient, body: Mapping[str, Any], view: Block) -> str:
    """Open it, above the form in which they pressed a button, if it was in one.

    Return why Slack does not open it now; nothing where it does. What it never opens is a bug, and rises.
    """
    within = body.get("view", {}).get("type") == "modal"  # the Home tab is a view as well
    opens = client.views_push if within else client.views_open
    try:
        await asyncio.wait_for(opens(trigger_id=body["trigger_id"], view=view), PATIENCE)
    except SlackApiError as error:
        trouble = refused(error)
        if trouble.permanent and str(trouble) != LATE:
            raise
        return str(trouble)
    except BROKEN as error:
        return type(error).__name__
    except (AttributeError, TypeError, ValueError):  # how the SDK fails on a body that is no JSON
        return "no readable answer"
    return ""


async def _tell(client: AsyncWebClient, body: Mapping[str, Any], said: str) -> None:
    """Say it where they are, to them alone; in their direct messages where that is no conversation."""
    if address := body.get("response_url"):
        here = AsyncWebhookClient(address, session=client.session, retry_handlers=[])
        await here.send(text=said, response_type="ephemeral", replace_original=False)
    else:
        await client.chat_postMessage(channel=body["user"]["id"], text=said)
