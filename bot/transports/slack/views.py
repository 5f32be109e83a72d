"""A form becomes a modal, and what was filled in is read. Pure. All words are plain text: nothing is parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.forms import Field, Form
from bot.core.text import storable
from bot.render.scenes import shorten
from bot.transports.slack.blocks import LABEL, OPTIONS, Block, buttons

FORM = "form"
NAME = 24
"""Characters of a title and of the button that sends."""

PIECE = 3000
"""Characters of one block of words, and of one field."""

AROUND = 2000
"""Characters of a label or a hint."""

BLOCKS = 100
ROOM = 200_000
"""Bytes of the words of a modal; Slack takes 250,000 of the whole."""

VALUE = "value"
PICKED = {"day": ("datepicker", "date"), "time": ("timepicker", "time"), "person": ("users_select", "user")}
"""What is drawn for each kind of field that is picked, and how Slack calls what was picked in it."""


def draw(form: Form) -> Block:
    """Return the modal. Words above the fields that do not fit end in an ellipsis."""
    below = [*buttons(form.buttons), *map(_field, form.fields)]
    blocks = [*_fitting(form.lines, BLOCKS - len(below)), *below]
    view: Block = {
        "type": "modal",
        "title": _plain(form.title, NAME),
        "blocks": blocks or [_section("…")],
        "private_metadata": form.about,
        "callback_id": f"{FORM}:{form.act}",
    }
    return {**view, "submit": _plain(form.submit, NAME)} if form.submit else view


def _fitting(lines: Sequence[str], most: int) -> Iterator[Block]:
    cut = (line[at : at + PIECE] for line in lines for at in range(0, len(line), PIECE))
    pieces = [piece for piece in cut if piece.strip()]
    room = ROOM
    for number, piece in enumerate(pieces, 1):
        room -= len(json.dumps(piece))
        if room < 0 or (number == most and len(pieces) > most):
            yield _section("…")
            return
        yield _section(piece)


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _field(field: Field) -> Block:
    block: Block = {
        "type": "input",
        "block_id": field.key,
        "label": _plain(field.label, AROUND),
        "element": {**_element(field), "action_id": VALUE},
        "optional": not field.required,
    }
    return {**block, "hint": _plain(field.hint, AROUND)} if field.hint else block


def _element(field: Field) -> Block:
    if field.kind in PICKED:
        kind, name = PICKED[field.kind]
        return {"type": kind, **({f"initial_{name}": field.value} if field.value else {})}
    return _text(field) if field.options is None else _choice(field)


def _text(field: Field) -> Block:
    most = min(field.most, PIECE)
    element: Block = {"type": "plain_text_input", "multiline": field.lines, "max_length": most}
    return {**element, "initial_value": field.value[:most]} if field.value else element


def _choice(field: Field) -> Block:
    """Draw boxes as long as Slack takes so many, else a menu; both are read and begun in the same way."""
    options = [{"text": _plain(shown, LABEL), "value": sent} for sent, shown in (field.options or {}).items()]
    ticked = [option for option in options if option["value"] in field.value.split(",")]
    kind = "checkboxes" if len(options) <= OPTIONS else "multi_static_select"
    element: Block = {"type": kind, "options": options}
    return {**element, "initial_options": ticked} if ticked else element


def _plain(text: str, most: int) -> Block:
    return {"type": "plain_text", "text": shorten(text, most) or "…", "emoji": False}


def values(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the fields of a modal that was sent, by key; of ticked options, what each sends."""
    fields = view["state"]["values"].items()
    return {key: _value(state) for key, field in fields for state in field.values()}


def _value(state: Mapping[str, Any]) -> str:
    picked = next(
        (state[f"selected_{name}"] for _, name in PICKED.values() if f"selected_{name}" in state), None
    )
    if picked is not None:
        return storable(picked)
    chosen = state.get("selected_options")
    text = state.get("value") if chosen is None else ",".join(option["value"] for option in chosen)
    return storable(text or "")


def answer(faults: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a modal that was sent is acknowledged: with what is wrong at each field, else it closes.

    A fault that is of no field stands at the first one, as Slack takes no other; where there is no field, in
    the modal instead of what it was.
    """
    fields = list(view["state"]["values"])
    if not faults:
        return {}
    if not fields:
        notice = Form(title=view["title"]["text"], lines=tuple(faults.values()))
        return {"response_action": "update", "view": draw(notice)}
    errors: dict[str, str] = {}
    for key, fault in faults.items():
        at = key if key in fields else fields[0]
        errors[at] = f"{errors[at]} {fault}" if at in errors else fault
    return {"response_action": "errors", "errors": errors}
