"""The parts a method is described with, and the errors it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.fakeslack import limits

if TYPE_CHECKING:
    from bot.fakeslack.rules import Problems
    from bot.fakeslack.site import Site
    from bot.fakeslack.workspace import Channel

Json = dict[str, Any]
Run = Callable[["Site", Json], Json]

HISTORY_SCOPES = {"im": "im:history", "public": "channels:history", "private": "groups:history"}
READ_SCOPES = {"im": "im:read", "public": "channels:read", "private": "groups:read"}


class ApiError(Exception):
    """What Slack answers as {"ok": false, "error": ...}."""

    def __init__(self, error: str, *, retry_after: int | None = None, **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.retry_after = retry_after
        self.more = more


@dataclass(frozen=True)
class Method:
    run: Run
    args: str = ""  # "name name:kind ..."; kinds are text (default), flag, number, json, list; "!" = required
    scopes: tuple[str, ...] | Mapping[str, str] = ()  # a mapping is by kind of channel
    token: str = "bot"  # "bot", "app" or "none"  # noqa: S105 - a kind of token, not one
    json: bool = True  # Slack does not read the arguments of some methods from a JSON body
    takes: dict[str, str] = field(init=False)
    needs: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = [word.partition(":") for word in self.args.split()]
        kinds = {name.rstrip("!"): kind.rstrip("!") or "text" for name, _, kind in words}
        object.__setattr__(self, "takes", kinds)
        object.__setattr__(
            self, "needs", tuple(n.rstrip("!") for n, _, kind in words if (n + kind).endswith("!"))
        )


def find_channel(site: Site, name: str, *, error: str = "channel_not_found") -> Channel:
    """Return a channel the bot may know of: a private one without it does not exist for it."""
    channel = site.workspace.find_channel(name)
    hidden = channel and channel.kind != "public" and site.workspace.bot.id not in channel.members
    if channel is None or hidden:
        raise ApiError(error)
    return channel


def enter_channel(site: Site, name: str) -> Channel:
    """Return a channel the bot is in."""
    channel = find_channel(site, name)
    if site.workspace.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def check_blocks(blocks: object) -> list[Json]:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise ApiError("invalid_blocks_format")
    problems = limits.find_problems(blocks)
    if problems:
        raise ApiError("invalid_blocks", **complain(problems))
    if limits.count_characters(blocks) > limits.MESSAGE_CHARACTERS:
        raise ApiError("msg_blocks_too_long")
    return blocks


def complain(problems: Problems) -> Json:
    said = limits.say(problems)
    return {"errors": said, "response_metadata": {"messages": [f"[ERROR] {one}" for one in said]}}
