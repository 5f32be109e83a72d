"""Papers that hang in a thread are shown in the post above it: the first page as a picture, the others as links."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.core.messages import Enclosed, Message, bare
from bot.service.outbox import Letter, TransportError
from bot.transports.slack.uploads import Call, files_of

log = logging.getLogger(__name__)

TRIES = 4
"""How often a post waits until Slack has looked at the picture; then it goes without: it is no reason to be late."""

REFUSED = "invalid_blocks"
"""What Slack says of a message with a picture that it does not know, or has not looked at."""


async def show(call: Call, letter: Letter, place: str) -> Letter:
    """Return the letter with the papers that it shows, or without. Raises TransportError if it is to be tried again.

    Slack is asked what became of the papers: nobody else knows how it names them, and nothing of it is kept.
    """
    if not letter.papers:
        return letter
    try:
        files = await _files(call, letter, place)
    except TransportError as error:
        if not error.permanent and not is_last(letter):
            raise
        log.warning("delivery %s is sent without its papers: %s", letter.id, error)
        files = ()
    return replace(letter, message=_filled(letter.message, files) if files else bare(letter.message))


def is_last(letter: Letter) -> bool:
    """Say whether the post waits no longer for its picture."""
    return letter.attempts >= TRIES


def shows_picture(letter: Letter) -> bool:
    """Say whether a picture stands in it."""
    return any(isinstance(part, Enclosed) and part.picture for part in letter.message.parts)


def without_picture(letter: Letter) -> Letter:
    """Return the letter with links to its papers alone."""
    parts = (
        replace(part, picture="") if isinstance(part, Enclosed) else part for part in letter.message.parts
    )
    return replace(letter, message=replace(letter.message, parts=tuple(parts)))


async def _files(call: Call, letter: Letter, place: str) -> Sequence[Mapping[str, Any]]:
    found = await files_of(call, place, letter.papers)
    files = [
        each for each in found if each.get("permalink") and each.get("name")
    ]  # a deleted one has neither
    if not all(file.get("mimetype") for file in files) and not is_last(letter):
        raise TransportError("Slack has not looked at the papers yet")
    return files


def _filled(message: Message, files: Sequence[Mapping[str, Any]]) -> Message:
    pictures = [file for file in files if str(file.get("mimetype", "")).startswith("image/")]
    links = tuple((file["name"], file["permalink"]) for file in files if file not in pictures)
    picture = pictures[0]["id"] if pictures else ""
    parts = (
        replace(part, picture=picture, links=links) if isinstance(part, Enclosed) else part
        for part in message.parts
    )
    return replace(message, parts=tuple(parts))
