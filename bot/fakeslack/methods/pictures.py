"""Pictures of Slack's own in blocks: which file may stand there, and who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack.methods.table import ApiError, complain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.fakeslack.site import Site
    from bot.fakeslack.workspace import Channel

Json = dict[str, Any]
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


def check_pictures(site: Site, blocks: list[Json]) -> None:
    """Refuse a file that is unknown, no picture, or not looked at by Slack yet, in Slack's own words."""
    problems = [
        (f"/blocks/{number}/slack_file", "invalid slack file")
        for number, block in enumerate(blocks)
        for found in files_in(block)
        if not _can_stand(site, found)
    ]
    if problems:
        raise ApiError("invalid_blocks", **complain(problems))


def share_pictures(site: Site, channel: Channel, blocks: list[Json]) -> None:
    """Let everybody in the channel see these files, as posting them does; writing over a message does not."""
    for block in blocks:
        for found in files_in(block):
            site.workspace.files[found].seen_in.add(channel.id)


def files_in(block: Json) -> Iterator[str]:
    """Give the ids of the files of Slack's that a block shows."""
    for one in (block, block.get("accessory") or {}, *block.get("elements", [])):
        if one.get("type") == "image" and "slack_file" in one:
            yield one["slack_file"].get("id", "")


def _can_stand(site: Site, file_id: str) -> bool:
    file = site.workspace.files.get(file_id)
    return file is not None and file.completed and file.ready and file.mimetype in PICTURES
