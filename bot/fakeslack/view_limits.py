"""What Slack accepts as a modal or a Home tab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.fakeslack.limits import find_problems
from bot.fakeslack.rules import Check, Problems, Shape, anything, flag, shaped, string, text

if TYPE_CHECKING:
    from collections.abc import Collection

VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
COMMON: dict[str, Check] = {
    "type": anything,
    "blocks": anything,
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
VIEWS: dict[str, Shape] = {
    "modal": Shape(
        {
            **COMMON,
            "title": text(24, plain=True),
            "submit": text(24, plain=True),
            "close": text(24, plain=True),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
        ("type", "title", "blocks"),
    ),
    "home": Shape(COMMON, ("type", "blocks")),
}


def find_view_problems(view: object, *, kinds: Collection[object] = ("modal", "home")) -> Problems:
    kind = view.get("type") if isinstance(view, dict) else None
    if not isinstance(view, dict) or kind not in kinds:
        return [("/view/type", f"unsupported type: {kind}")]
    shape = VIEWS[str(kind)]
    problems: Problems = []
    shaped(shape.fields, shape)(view, "/view", problems)
    if "blocks" in view:
        problems += find_problems(view["blocks"], most=VIEW_BLOCKS, at="/view/blocks")
    if not problems and _asks(view) and kind == "modal" and "submit" not in view:
        problems.append(("/view", "missing required field: submit (a modal with an input block needs it)"))
    return problems


def _asks(view: dict[str, Any]) -> bool:
    return any(block["type"] == "input" for block in view["blocks"])


def is_too_large(view: object) -> bool:
    return len(json.dumps(view)) > VIEW_BYTES
