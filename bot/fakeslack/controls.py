"""Buttons, lists and fields: finding one by the words on it, and what Slack sends when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack.shapes import TYPED_VALUE
from bot.fakeslack.workspace import elements

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]
PRESSED: tuple[str, ...] = ("action_id", "text", "value", "style", "url")
Control = tuple[Json, Json]  # block, element


class SlackSaysError(Exception):
    """What Slack would show to the person in red; or why a hand could not do what it was asked to."""


def find_control(blocks: list[Json], what: str, *types: str) -> Control | None:
    """Return the control with this action_id, block_id, or words on it."""
    every = elements(blocks, *types)
    for names in (_ids, _words):
        for block, element in every:
            if what in names(block, element):
                return block, element
    return None


def _ids(block: Json, element: Json) -> set[str]:
    return {element.get("action_id", ""), block.get("block_id", "") if block["type"] == "input" else ""} - {
        ""
    }


def _words(block: Json, element: Json) -> set[str]:
    texts = (element.get("text"), element.get("placeholder"), block.get("label"))
    return {text["text"] for text in texts if isinstance(text, dict)}


def read_labels(blocks: list[Json]) -> list[str]:
    return [element["text"]["text"] for _, element in elements(blocks, "button")]


def find_option(element: Json, wanted: str) -> Json:
    """Return the option with these words or this value."""
    options = [*element.get("options", [])]
    for group in element.get("option_groups", []):
        options += group["options"]
    for option in options:
        if wanted in {option["text"]["text"], option["value"]}:
            return dict(option)
    offered = ", ".join(option["text"]["text"] for option in options)
    raise SlackSaysError(f"there is no option {wanted!r}; there are: {offered}")


def fill_in(element: Json, value: object) -> Json:
    """Return the state of a control in which a person put this value: words, or the labels of options."""
    kind = element["type"]
    if kind not in TYPED_VALUE:
        raise SlackSaysError(f"nothing can be filled in in a {kind}")
    name, _ = TYPED_VALUE[kind]
    match name:
        case "selected_options":
            labels: Iterable[str] = value if isinstance(value, list | tuple) else [str(value)]
            return {"type": kind, name: [find_option(element, one) for one in labels]}
        case "selected_option":
            return {"type": kind, name: find_option(element, str(value)) if value else None}
        case _:
            return {"type": kind, name: value or None}


def is_empty(state: Json) -> bool:
    return not any(value for name, value in state.items() if name != "type")


def write_press(control: Control, ts: str) -> Json:
    """Return the action of a pressed button."""
    block, element = control
    action = {name: element[name] for name in PRESSED if name in element}
    return {**action, "type": "button", "block_id": block["block_id"], "action_ts": ts}


def write_choice(control: Control, state: Json, ts: str) -> Json:
    """Return the action of a changed list, date or group of boxes."""
    block, element = control
    shown = {"placeholder": element["placeholder"]} if "placeholder" in element else {}
    ids = {"action_id": element["action_id"], "block_id": block["block_id"]}
    return {**ids, **shown, **state, "action_ts": ts}
