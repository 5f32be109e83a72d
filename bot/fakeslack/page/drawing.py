"""Messages and views as the page draws them: a flat list of parts, plain words only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack import reading, shapes
from bot.fakeslack.methods.pictures import PICTURES, files_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.fakeslack.clicks import Clicks, State
    from bot.fakeslack.forms import Forms
    from bot.fakeslack.workspace import Channel, File, Message, Person

Json = dict[str, Any]
KINDS = {
    "button": "button",
    "checkboxes": "boxes",
    "radio_buttons": "boxes",
    "static_select": "list",
    "multi_static_select": "boxes",
    "overflow": "list",
    "datepicker": "date",
    "timepicker": "time",
    "plain_text_input": "field",
    "email_text_input": "field",
    "url_text_input": "field",
    "number_input": "field",
}
LAST = 200  # messages on the page


def draw_place(clicks: Clicks, person: Person, place: Channel) -> list[Json]:
    """Return the messages of a channel, with those that only she sees, oldest first."""
    private = [one for one in place.ephemerals if one.only_for == person.id]
    shown = sorted([*list(place.messages.values())[-LAST:], *private], key=lambda one: one.ts)
    return [_draw_message(clicks, person, one) for one in shown]


def _draw_message(clicks: Clicks, person: Person, message: Message) -> Json:
    names = message.names
    text = [{"kind": "text", "text": reading.read_text(message.text, names)}]
    files = [_draw_file(file) for file in message.files]
    drawn = draw_blocks(message.blocks, names, clicks.state_of(person, message), _seen(clicks, message))
    return {
        "ts": message.ts,
        "author": names.get(message.user, message.author).lstrip("@"),
        "mine": message.user == person.id,
        "private": message.only_for is not None,
        "reply": message.thread_ts not in {None, message.ts},
        "edited": message.edited is not None,
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
        "parts": draw_blocks(view.content["blocks"], forms.workspace.names, view.typed),
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
        "parts": draw_blocks(view.content["blocks"], forms.workspace.names, view.typed),
    }


def draw_blocks(
    blocks: list[Json], names: Mapping[str, str], typed: State, files: Mapping[str, File] | None = None
) -> list[Json]:
    values = shapes.show_state(blocks, typed)["values"]
    parts: list[Json] = []
    for block in blocks:
        seen = [files[found] for found in files_in(block) if found in files] if files else []
        if block["type"] == "image" and seen:
            parts.append({**_draw_file(seen[0]), "alt": block["alt_text"]})
        else:
            parts += _draw_block(block, names, values.get(block["block_id"], {}))
    return parts


def _draw_block(block: Json, names: Mapping[str, str], values: Json) -> list[Json]:
    match block["type"]:
        case "header":
            return [{"kind": "heading", "text": block["text"]["text"]}]
        case "divider":
            return [{"kind": "line"}]
        case "actions":
            return [_draw_control(one, values, block) for one in block["elements"]]
        case "input":
            return [_draw_control(block["element"], values, block)]
        case "section":
            bare = {name: value for name, value in block.items() if name != "accessory"}
            words = {"kind": "text", "text": reading.read_blocks([bare], names)}
            beside = [block["accessory"]] if block.get("accessory", {}).get("type") in KINDS else []
            return [words, *(_draw_control(one, values, block) for one in beside)]
        case kind:
            small = "small" if kind == "context" else "text"
            return [{"kind": small, "text": reading.read_blocks([block], names)}]


def _draw_control(element: Json, values: Json, block: Json) -> Json:
    kind = KINDS.get(element["type"], "unknown")
    state = values.get(element.get("action_id", ""), {})
    asks = block["type"] == "input"
    label = block["label"]["text"] if asks else _find_label(element)
    shared = {"kind": kind, "id": element.get("action_id"), "label": label, "input": asks}
    options = [
        *element.get("options", []),
        *(o for g in element.get("option_groups", []) for o in g["options"]),
    ]
    chosen = state.get("selected_options") or [state.get("selected_option") or {}]
    ticked = {one.get("value") for one in chosen}
    return shared | {
        "block": block["block_id"],
        "style": element.get("style", ""),
        "one": element["type"] == "radio_buttons",
        "multiline": bool(element.get("multiline")),
        "optional": bool(block.get("optional")) or not asks,
        "hint": block.get("hint", {}).get("text", "") if asks else "",
        "value": state.get("value") or state.get("selected_date") or state.get("selected_time") or "",
        "options": [
            {"label": one["text"]["text"], "value": one["value"], "on": one["value"] in ticked}
            for one in options
        ],
    }


def _find_label(element: Json) -> str:
    words = element.get("text") or element.get("placeholder") or {}
    return str(words.get("text") or "Choose")
