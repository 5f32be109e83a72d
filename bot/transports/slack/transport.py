"""Carries a letter to Slack, and asks Slack whether one arrived."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.service.office import Clock
from bot.service.outbox import Letter, TransportError
from bot.transports.slack import enclosures
from bot.transports.slack.blocks import UPDATED, draw, fallback
from bot.transports.slack.uploads import Uploads, Writer, shows

log = logging.getLogger(__name__)

EVENT_TYPE = "rapporteur_delivery"
BEFORE = timedelta(minutes=5)
"""How far before the claim a look-up begins: what is known of Slack's clock is good to the second."""

PASSING = frozenset(
    {
        "message_limit_exceeded",
        "accesslimited",
        "team_added_to_org",
        "service_unavailable",
        "request_timeout",
        "not_authed",
        "invalid_auth",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "missing_scope",
        "update_failed",
        "external_channel_migrating",
        "file_not_found",
        "file_update_failed",
    }
)
"""Slack's errors that can go away: with time, or when whoever runs the bot mends its tokens."""

UNSURE = frozenset({"", "internal_error", "fatal_error"})
"""Slack's errors of which it says itself that the message may be posted all the same."""


NO_ANSWER = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, TypeError, ValueError, KeyError)
"""How a question to Slack fails, or brings what was not asked for."""

TAKES_NO_JSON = frozenset(
    {"chat.getPermalink", "conversations.replies", "files.getUploadURLExternal", "files.info"}
)
"""Methods that read their arguments from a form only."""


class SlackTransport:
    """One workspace, through one client that never repeats a call by itself; `clock` is the one of the claims.

    `session` carries files to Slack, and `writer` makes them.
    """

    def __init__(
        self, client: AsyncWebClient, clock: Clock, session: aiohttp.ClientSession, writer: Writer
    ) -> None:
        self.client = client
        self.clock = clock
        self.uploads = Uploads(self._call, session, writer, api=client.base_url)
        self._me = ""
        self._ahead: timedelta | None = None
        """How far our clock is ahead of Slack's, once Slack has told the time."""

    async def address(self, person: str) -> str:
        """Return the channel of the direct messages with a person. Raises TransportError."""
        answer = await self._call("conversations.open", users=person)
        return str(answer["channel"]["id"])

    async def send(self, letter: Letter, place: str) -> str:
        """Post the letter, or write it over another, and return its ts. Raises TransportError."""
        if letter.message.drops_files:
            await self.uploads.delete(place, letter.replaces)
            return letter.replaces
        if not letter.message.attached:
            return await self._say(await enclosures.show(self._call, letter, place), place)
        made, message = await self.uploads.make(letter.message)
        if made:
            comment, tries = fallback(message), letter.attempts
            return await self.uploads.share(made, comment, place=place, thread=letter.thread, tries=tries)
        return await self._post(replace(letter, message=message), place)

    async def _say(self, letter: Letter, place: str) -> str:
        """Post or overwrite; what Slack refuses with a picture goes without one in the end."""
        carry = self._update if letter.replaces else self._post
        try:
            return await carry(letter, place)
        except TransportError as error:
            if str(error) != enclosures.REFUSED or not enclosures.shows_picture(letter):
                raise
            if not enclosures.is_last(letter):
                raise TransportError("Slack does not take the picture yet") from error
        log.warning("delivery %s is sent without its picture: Slack does not take it", letter.id)
        return await carry(enclosures.without_picture(letter), place)

    async def _post(self, letter: Letter, place: str) -> str:
        payload = await self._content(letter, place) | {"text": fallback(letter.message)}
        payload |= {"unfurl_links": False, "unfurl_media": False}
        if letter.thread:
            payload["thread_ts"] = letter.thread
        answer = await self._call("chat.postMessage", **payload)
        return str(answer["ts"])

    async def _update(self, letter: Letter, place: str) -> str:
        payload = await self._content(letter, place) | {"text": fallback(letter.message, UPDATED)}
        answer = await self._call("chat.update", **payload, ts=letter.replaces)
        return str(answer["ts"])

    async def _content(self, letter: Letter, place: str) -> dict[str, Any]:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": letter.id}}
        blocks = draw(letter.message, await self._where(*letter.link) if letter.link else "")
        return {"channel": place, "blocks": blocks, "metadata": metadata}

    async def _where(self, place: str, receipt: str) -> str:
        """Return the address of a message; none of one that is there no more. Raises TransportError."""
        try:
            answer = await self._call("chat.getPermalink", channel=place, message_ts=receipt)
        except TransportError as error:
            if error.permanent:
                return ""
            raise
        return str(answer["permalink"])

    async def find(self, letter: Letter, place: str) -> str:
        """Return the ts of the letter if it arrived, else nothing. Raises TransportError when Slack does not say.

        What is written over another is simply written again: that shows the same, and is done in order.
        """
        if letter.replaces:
            return ""
        method = "conversations.replies" if letter.thread else "conversations.history"
        if not self._me:
            self._me = str((await self._call("auth.test"))["user_id"])
        claimed_at = letter.claimed_at - (self._ahead or timedelta())
        asked: dict[str, Any] = {"channel": place, "include_all_metadata": True, "limit": 200}
        asked["oldest"] = f"{(claimed_at - BEFORE).timestamp():.6f}"
        if letter.thread:
            asked["ts"] = letter.thread
        while True:
            answer = await self._call(method, **asked)
            for message in answer["messages"]:
                if _carries(message, letter.id) or shows(message, letter.message.attached, by=self._me):
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return ""
            asked["cursor"] = cursor

    async def _call(self, method: str, **payload: Any) -> dict[str, Any]:  # noqa: ANN401  Slack's arguments
        try:
            if method in TAKES_NO_JSON:
                answer = await self.client.api_call(method, params=payload)
            else:
                answer = await self.client.api_call(method, json=payload)
        except SlackApiError as error:
            raise refused(error) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            text = f"{method}: {type(error).__name__}"
            raise TransportError(text, unsure=True) from error
        except (
            AttributeError,
            TypeError,
            ValueError,
        ) as error:  # how the SDK fails on a body that is no JSON
            raise TransportError(f"{method}: no readable answer", unsure=True) from error
        if not isinstance(answer.data, dict):
            raise TransportError(f"{method}: no readable answer", unsure=True)
        self._compare_clocks(answer.headers.get("Date", ""))
        return answer.data

    def _compare_clocks(self, date: str) -> None:
        """Read the time of an answer; one that can not be read tells nothing."""
        with suppress(ValueError):
            self._ahead = self.clock() - parsedate_to_datetime(date).astimezone(UTC)


def _carries(message: dict[str, Any], delivery: int) -> bool:
    metadata = message.get("metadata") or {}
    return metadata.get("event_type") == EVENT_TYPE and metadata["event_payload"].get("id") == delivery


def refused(error: SlackApiError) -> TransportError:
    """Return what it means that Slack refused a call."""
    if not isinstance(error.response, AsyncSlackResponse):  # a body that the SDK could not read
        return TransportError("no readable answer", unsure=True)
    status = error.response.status_code
    data = error.response.data
    code = data.get("error", "") if isinstance(data, dict) else ""
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return TransportError("Slack asks to wait", after=_asked_to_wait(error.response.headers))
    if status >= 500 or code in UNSURE:
        return TransportError(f"Slack answered {status} {code}".rstrip(), unsure=True)
    return TransportError(code, permanent=code not in PASSING)


def _asked_to_wait(headers: Mapping[str, str]) -> timedelta:
    """Read Retry-After, in seconds; what can not be read, or is more than an hour, is a minute."""
    try:
        seconds = float(headers.get("Retry-After", "1"))
    except ValueError:
        seconds = -1
    return timedelta(seconds=seconds if 0 <= seconds <= 3600 else 60)
