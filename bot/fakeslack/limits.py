"""What Slack refuses in the blocks of a message, by the tables in `blocks`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack.blocks import BLOCKS
from bot.fakeslack.rules import items, typed

if TYPE_CHECKING:
    from bot.fakeslack.rules import Problems

Json = dict[str, Any]

MESSAGE_BLOCKS = 50
MESSAGE_TEXT = 40_000  # longer is cut, not refused
MESSAGE_CHARACTERS = 13_000  # over all blocks together: undocumented, measured by others
MARKDOWN = 12_000
UPDATE_TEXT = 4_000


def find_problems(blocks: object, *, most: int = MESSAGE_BLOCKS, at: str = "/blocks") -> Problems:
    """Return everything Slack would refuse in these blocks."""
    problems: Problems = []
    items(most, typed(lambda: BLOCKS), least=0)(blocks, at, problems)
    if not problems and isinstance(blocks, list):
        problems += _find_twins(blocks, at)
    return problems


def _find_twins(blocks: list[Json], at: str) -> Problems:
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    problems = [
        (at, f"block_id `{twin}` already exists") for twin in sorted({i for i in ids if ids.count(i) > 1})
    ]
    for index, block in enumerate(blocks):
        inside = [one["action_id"] for one in block.get("elements", []) if "action_id" in one]
        twins = sorted({one for one in inside if inside.count(one) > 1})
        problems += [(f"{at}/{index}/elements", f"action_id `{twin}` already exists") for twin in twins]
    return problems


def count_characters(value: object) -> int:
    """Count the text of all blocks: what msg_blocks_too_long seems to be about."""
    if isinstance(value, list):
        return sum(count_characters(one) for one in value)
    if isinstance(value, dict):
        own = value.get("text")
        return sum(count_characters(one) for one in value.values()) + (
            len(own) if isinstance(own, str) else 0
        )
    return 0


def say(problems: Problems) -> list[str]:
    return [f"{what} [json-pointer:{at}]" for at, what in problems]
