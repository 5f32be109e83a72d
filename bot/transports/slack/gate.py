"""Who may come in: the people of our own workspace. What anybody else sends is acknowledged, logged and dropped.

Who somebody is, only Slack can say: as long as it does not, somebody never seen before waits outside.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp

from bot.transports.slack.door import Door
from bot.transports.slack.payloads import Payload, author_in, people_in
from bot.transports.slack.queues import Queues

log = logging.getLogger(__name__)

TEAM_KEYS = ("team_id", "team", "user_team", "source_team")
"""Where Slack writes a workspace: that of the payload, and those of the author, who may be a guest from outside."""


def guard(app: AsyncApp, door: Door) -> None:
    """Let nothing reach a listener that does not come from one of our own people.

    Whoever waits until a name is looked up is not overtaken by what they do next.
    """
    entering = Queues()

    @app.middleware
    async def ours(body: dict[str, Any], next_: Callable[[], Awaitable[None]]) -> BoltResponse | None:
        content = body.get("event") or body
        foreign = sorted(teams_in(body) - {door.office.team})
        if foreign:
            log.warning("a payload from workspace %s was ignored", ", ".join(foreign))
            return BoltResponse(status=200)
        author = author_in(content)
        await door.directory.meet({author} - {""})
        if author in door.directory.outsiders:
            log.warning("a payload from the outsider %s was ignored", author)
            return BoltResponse(status=200)
        if author and not door.people.knows(author):
            log.warning("a payload from %s was put off: Slack does not say who that is", author)
            return _put_off(body, door)
        async with entering.turn(author):
            await door.directory.meet(set(people_in(content)) - {author})
        await next_()
        return None


def _put_off(body: Payload, door: Door) -> BoltResponse:
    """Answer a command in words; a message Slack sends again, and at a button it shows that it failed."""
    if "command" in body:
        return BoltResponse(status=200, body=door.office.phrases.command["unseen"])
    return BoltResponse(status=500)


def teams_in(body: Payload) -> set[str]:
    """Return the ids of all workspaces that a payload, its author or its message belongs to."""
    event = body.get("event") or {}
    inner = event.get("message") or {}
    user = body.get("user")
    parts: Iterable[Any] = (body, event, inner, user if isinstance(user, Mapping) else {})
    named = (part.get(key) for part in parts for key in TEAM_KEYS)
    ids = (team.get("id") if isinstance(team, Mapping) else team for team in named)
    return {team for team in ids if isinstance(team, str) and team.startswith("T")}
