"""Messages and views as the page draws them: a flat list of parts, plain words only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack import reading, shapes
from bot.fakeslack.methods.pictures import PICTURES, files_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.fakeslack.clicks import Clicks, State
    from bot.fakeslack.forms import Forms
    from bot.fakeslack.workspace import Channel, File, Message, Person, Workspace

Json = dict[str, Any]
KINDS = {
    "button": "button",
    "checkboxes": "boxes",
    "radio_buttons": "boxes",
    "static_select": "list",
    "multi_static_select": "boxes",
    "users_select": "list",
    "multi_users_select": "boxes",
    "overflow": "list",
    "datepicker": "date",
    "timepicker": "time",
    "plain_text_input": "field",
    "email_text_input": "field",
    "url_text_input": "field",
    "number_input": "field",
}
"""Element -> how the page draws it; of any other it says that it can not, and asks nothing by it."""

PEOPLE = ("users_select", "multi_users_select")
LAST = 200  # messages on the page


def draw_place(clicks: Clicks, person: Person, place: Channel) -> list[Json]:
    """Return the messages of a channel, with those that only she sees, oldest first."""
    private = [one for one in place.ephemerals if one.only_for == person.id]
    shown = sorted([*list(place.messages.values())[-LAST:], *private], key=lambda one: one.ts)
    return [_draw_message(clicks, person, one) for one in shown]


def _draw_message(clicks: Clicks, person: Person, message: Message) -> Json:
    names = message.names
    words = reading.read_text(message.text, names)
    text = [{"kind": "text", "text": words}] if words else []
    files = [_draw_file(file) for file in message.files]
    typed, seen = clicks.state_of(person, message), _seen(clicks, message)
    drawn = draw_blocks(message.blocks, clicks.workspace, typed, seen)
    return {
        "ts": message.ts,
        "author": names.get(message.user, message.author).lstrip("@"),
        "mine": message.user == person.id,
        "private": message.only_for is not None,
        "reply": message.thread_ts not in {None, message.ts},
        "edited": message.edited is not None,
        "words": words,
        "parts": [*(drawn or text), *files],
    }


def _seen(clicks: Clicks, message: Message) -> dict[str, File]:
    """Return the files that stand in blocks as pictures, as far as the members of the channel see them."""
    files = (clicks.workspace.files[found] for block in message.blocks for found in files_in(block))
    return {file.id: file for file in files if message.channel in file.seen_in}


def _draw_file(file: File) -> Json:
    picture = file.mimetype in PICTURES
    shown = {"title": file.title or file.name, "name": file.name, "alt": file.alt, "picture": picture}
    return {"kind": "file", "href": f"/_workspace/file/{file.id}", **shown}


def draw_home(forms: Forms, person: Person) -> Json | None:
    view = forms.workspace.homes.get(person.id)
    if view is None:
        return None
    return {
        "hash": view.hash,
        "parts": draw_blocks(view.content["blocks"], forms.workspace, view.typed),
    }


def draw_view(forms: Forms, person: Person) -> Json | None:
    stack = forms.workspace.views.get(person.id)
    if not stack:
        return None
    view = stack[-1]
    labels = {name: (view.content.get(name) or {}).get("text") for name in ("title", "submit", "close")}
    return {
        "id": view.id,
        "hash": view.hash,
        **labels,
        "parts": draw_blocks(view.content["blocks"], forms.workspace, view.typed),
    }


def draw_blocks(
    blocks: list[Json], workspace: Workspace, typed: State, files: Mapping[str, File] | None = None
) -> list[Json]:
    values = shapes.show_state(blocks, typed)["values"]
    parts: list[Json] = []
    for block in blocks:
        seen = [files[found] for found in files_in(block) if found in files] if files else []
        if block["type"] == "image" and seen:
            parts.append({**_draw_file(seen[0]), "alt": block["alt_text"]})
        else:
            parts += _draw_block(block, workspace, values.get(block["block_id"], {}))
    return parts


def _draw_block(block: Json, workspace: Workspace, values: Json) -> list[Json]:
    names = workspace.names
    match block["type"]:
        case "header":
            return [{"kind": "heading", "text": block["text"]["text"]}]
        case "divider":
            return [{"kind": "line"}]
        case "actions":
            return [_draw_control(one, values, block, workspace) for one in block["elements"]]
        case "input":
            return [_draw_control(block["element"], values, block, workspace)]
        case "section":
            bare = {name: value for name, value in block.items() if name != "accessory"}
            words = {"kind": "text", "text": reading.read_blocks([bare], names)}
            beside = [block["accessory"]] if block.get("accessory", {}).get("type") in KINDS else []
            return [words, *(_draw_control(one, values, block, workspace) for one in beside)]
        case kind:
            small = "small" if kind == "context" else "text"
            return [{"kind": small, "text": reading.read_blocks([block], names)}]


def _draw_control(element: Json, values: Json, block: Json, workspace: Workspace) -> Json:
    kind = KINDS.get(element["type"], "unknown")
    state = values.get(element.get("action_id", ""), {})
    labelled = block["type"] == "input"
    label = block["label"]["text"] if labelled else _find_label(element)
    asks = labelled and kind != "unknown"  # what is not drawn can not be read either
    shared = {"kind": kind, "id": element.get("action_id"), "label": label, "input": asks}
    value, chosen = _read_state(state)
    return shared | {
        "block": block["block_id"],
        "style": element.get("style", ""),
        "one": element["type"] == "radio_buttons",
        "multiline": bool(element.get("multiline")),
        "optional": bool(block.get("optional")) or not labelled,
        "hint": block.get("hint", {}).get("text", "") if labelled else "",
        "value": value,
        "options": [
            {"label": label, "value": value, "on": value in chosen}
            for value, label in _offered(element, workspace).items()
        ],
    }


def _read_state(state: Json) -> tuple[str, set[str]]:
    """Return what stands in a field, and the values that are chosen in a list."""
    held = [value for name, value in state.items() if name != "type" and value]
    every = [one for value in held for one in (value if isinstance(value, list) else [value])]
    chosen = {one["value"] if isinstance(one, dict) else one for one in every}
    return next((one for one in held if isinstance(one, str)), ""), chosen


def _offered(element: Json, workspace: Workspace) -> dict[str, str]:
    """Return what a list offers, by value: its options, or everybody here."""
    if element["type"] in PEOPLE:
        people = {one.id: one for one in workspace.people.values() if not (one.is_bot or one.deleted)}
        return {person: one.name for person, one in people.items()}
    options = [*element.get("options", [])]
    for group in element.get("option_groups", []):
        options += group["options"]
    return {one["value"]: one["text"]["text"] for one in options}


def _find_label(element: Json) -> str:
    words = element.get("text") or element.get("placeholder") or {}
    return str(words.get("text") or "Choose")
