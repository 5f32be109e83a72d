"""What Slack says of us before the door opens: who we are, whether we get a socket, whether a channel is ours."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

SCOPES = frozenset(
    {
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "dnd:read",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
    }
)
"""What the bot token must be allowed: the histories are read only to find out whether a message arrived."""


REFUSED = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
"""Slack's errors that say that a token is wrong, and not merely that Slack is not well."""


SILENT = "Check this machine's network and proxy, and SLACK_API_URL; see status.slack.com; then start again."


NOT_THERE = {
    "not_in_channel": "The bot is not a member: type /invite and the bot's name in that channel.",
    "channel_not_found": "There is no such channel for the bot. Take its ID from the end of its link; "
    "into a private channel the bot has to be invited first.",
}
"""Slack's errors that say that nothing can be posted in a channel, and what to do."""


class SlackDoorError(Exception):
    """Slack can not be reached or does not let us in; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is to Slack: the ids of its workspace and of itself, and the scopes of its token."""

    team: str
    user: str
    scopes: frozenset[str]


async def identify(client: AsyncWebClient, url: str) -> Identity:
    """Ask Slack who we are. Raises SlackDoorError."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        code = _code(error)
        if code not in REFUSED:
            raise SlackDoorError(f"Slack does not answer at {url}: {code}. {SILENT}") from error
        raise SlackDoorError(
            f"Slack refuses SLACK_BOT_TOKEN: {code}. Take the Bot User OAuth Token of the app's page "
            "OAuth & Permissions; it begins with xoxb-."
        ) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        why = type(error).__name__
        raise SlackDoorError(f"Slack does not answer at {url}: {why}. {SILENT}") from error
    granted = answer.headers.get("x-oauth-scopes", "")
    scopes = frozenset(scope.strip() for scope in granted.split(",") if scope.strip())
    return Identity(team=answer["team_id"], user=answer["user_id"], scopes=scopes)


async def try_socket(client: AsyncWebClient, app_token: str) -> str:
    """Ask for the address of a socket; Slack may put us off with none. Raises SlackDoorError."""
    try:
        return str((await client.apps_connections_open(app_token=app_token))["url"])
    except SlackApiError as error:
        code = _code(error)
        if code not in REFUSED:
            return ""
        raise SlackDoorError(
            f"Slack refuses SLACK_APP_TOKEN: {code}. Make an app-level token with the scope connections:write "
            "on the app's page Basic Information; it begins with xapp-."
        ) from error


async def try_channel(client: AsyncWebClient, channel: str) -> str:
    """Return why the bot can not post in a channel, and what to do; nothing where it is a member."""
    try:
        await client.conversations_history(channel=channel, limit=1)
    except SlackApiError as error:
        return NOT_THERE.get(_code(error), "")
    return ""


def _code(error: SlackApiError) -> str:
    data = error.response.data
    return str(data.get("error")) if isinstance(data, dict) else f"status {error.response.status_code}"
