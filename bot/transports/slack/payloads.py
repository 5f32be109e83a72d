"""Slack's payloads are read here and nowhere else. Pure: a payload in, what somebody said or wants out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.core.forms import Deed
from bot.core.replies import File, Reply
from bot.core.text import storable
from bot.service.said import Said, message_key
from bot.transports.slack import views
from bot.transports.slack.blocks import SEND_TICKS, TICKS
from bot.transports.slack.text import PERSON, decode, mentioned

Payload = Mapping[str, Any]
Names = Mapping[str, str]

SAID = {None, "file_share", "me_message", "thread_broadcast"}
"""Subtypes of a message that a person wrote; all others are Slack's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command: `word` is what it begins with, `rest` what follows, `key` what the inbox knows it by."""

    person: str
    word: str
    rest: str
    key: str


def people_in(payload: Payload) -> list[str]:
    """Return the ids of everybody whom the payload is from or names."""
    inner = payload.get("message") or {}
    text = f"{payload.get('text') or ''} {inner.get('text') or ''}"
    pointed = inner.get("user") if payload.get("type") == "message_action" else ""
    found = (author_in(payload), pointed, *mentioned(text), *_picked(payload))
    return [person for person in dict.fromkeys(found) if person]


def _picked(payload: Payload) -> list[str]:
    """Return the ids of the people who are picked in a form."""
    state = (payload.get("view") or {}).get("state") or {}
    fields: Sequence[Mapping[str, Any]] = list(state.get("values", {}).values())
    return [one["selected_user"] for field in fields for one in field.values() if one.get("selected_user")]


def author_in(payload: Payload) -> str:
    """Return the id of whom the payload is from; of a message that was edited or deleted, who wrote it."""
    user = payload.get("user")
    person = user["id"] if isinstance(user, Mapping) else user or payload.get("user_id")
    messages = (payload.get(name, {}) for name in ("message", "previous_message"))
    return str(next((who for who in (person, *(m.get("user") for m in messages)) if who), ""))


def message(event: Payload, names: Names) -> Said | None:
    """Read a message in a direct channel; None for one elsewhere or that no person wrote."""
    if event.get("channel_type") != "im" or not _written(event):
        return None
    thread = event.get("thread_ts", "")
    return Said(
        person=event["user"],
        reply=Reply(decode(event.get("text", ""), names), _files(event), event["ts"]),
        key=message_key(event["channel"], event["ts"]),
        message=event["ts"],
        place=event["channel"],
        card=thread if thread != event["ts"] else "",
    )


def _written(part: Payload) -> bool:
    return part.get("subtype") in SAID and not part.get("bot_id") and bool(part.get("user"))


def edited(event: Payload, event_id: str, names: Names) -> Said | None:
    """Read an edit of a message; None for one of the bot's own, and for what Slack leaves of a deleted one."""
    inner = event["message"]
    if event.get("channel_type") != "im" or not _written(inner):
        return None
    return Said(
        person=inner["user"],
        reply=Reply(decode(inner.get("text", ""), names), _files(inner), inner["ts"]),
        key=f"event:{event_id}",
        message=inner["ts"],
        place=event["channel"],
    )


def deleted(event: Payload, event_id: str) -> Said | None:
    """Read the deletion of a message; None for one of the bot's own."""
    was = event.get("previous_message", {})
    if event.get("channel_type") != "im" or not _written(was):
        return None
    ts = event["deleted_ts"]
    reply = Reply("", message=ts)
    return Said(person=was["user"], reply=reply, key=f"event:{event_id}", message=ts, place=event["channel"])


def pressed(body: Payload) -> Said:
    """Read a pressed button: it says its value, or what is ticked."""
    action = body["actions"][0]
    container = body["container"]  # of a button in the Home tab it is a view, which is no message
    card = container.get("message_ts", "")
    text = _ticked(body) if action["action_id"] == SEND_TICKS else storable(action.get("value", ""))
    at = action["action_ts"]
    return Said(
        person=body["user"]["id"],
        reply=Reply(text, message=at),
        key=f"press:{card or container['view_id']}:{action['action_id']}:{at}",
        message=at,
        place=container.get("channel_id", ""),
        card=card,
        pressed=True,
    )


def deed(body: Payload) -> Deed:
    """Read a pressed button that has no words."""
    said, action = pressed(body), body["actions"][0]
    return Deed(
        person=said.person,
        act=action["action_id"].split(":")[1],
        about=said.reply.text,
        key=said.key,
        values={},
        place=said.place,
        message=said.card,
    )


def sent(body: Payload) -> Deed:
    """Read a form that was sent: the same words sent twice have the same key, other words another."""
    view = body["view"]
    values = views.values(view)
    digest = sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
    return Deed(
        person=body["user"]["id"],
        act=storable(view["callback_id"].partition(":")[2]),
        about=storable(view["private_metadata"]),
        key=f"form:{view['id']}:{view['hash']}:{digest}",
        values=values,
    )


def _ticked(body: Payload) -> str:
    fields: Sequence[Mapping[str, Any]] = list(body.get("state", {}).get("values", {}).values())
    options = [
        option["value"]
        for field in fields
        for name, state in field.items()
        if name.startswith(TICKS)
        for option in state.get("selected_options", [])
    ]
    return ", ".join(sorted(options, key=int))


def command(body: Payload) -> Command:
    """Read a slash command."""
    word, _, rest = body.get("text", "").strip().partition(" ")
    return Command(
        person=body["user_id"], word=word.lower(), rest=rest.strip(), key=f"command:{body['trigger_id']}"
    )


def owed(rest: str, names: Names) -> tuple[str, list[str]]:
    """Read `@person fact | fact | ...`; the person is empty where none is named first."""
    found = PERSON.match(rest)
    person, text = (found.group(1), rest[found.end() :].lstrip(" :,")) if found else ("", rest)
    facts = [fact.strip() for fact in decode(text, names).split("|")]
    return person, facts if any(facts) else []


def several(rest: str) -> bool:
    """Say whether more than one person is named before the facts."""
    found = PERSON.match(rest)
    return found is not None and PERSON.match(rest[found.end() :].lstrip()) is not None


def _files(event: Payload) -> tuple[File, ...]:
    return tuple(
        File(
            id=file["id"],
            name=storable(file.get("name") or file["id"]),
            media_type=file.get("mimetype") or "",
            size=int(file.get("size") or 0),
        )
        for file in event.get("files", ())
    )


def shortcut(body: Payload) -> Command:
    """Read the global shortcut: it starts a note."""
    return Command(person=body["user"]["id"], word="new", rest="", key=f"shortcut:{body['trigger_id']}")


def pointed_at(body: Payload, names: Names) -> tuple[str, str]:
    """Read the shortcut on a message: whom it names, else who wrote it, and what it says first."""
    message = body["message"]
    people = [*mentioned(message.get("text") or ""), message.get("user") or ""]
    lines = decode(message.get("text") or "", names).strip().splitlines()
    return people[0], lines[0] if lines else ""
