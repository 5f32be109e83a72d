"""How Slack writes a person, a channel, a message, a file and a view as JSON."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any

from bot.fakeslack.workspace import APP, BOT_ID, DOMAIN, TEAM, elements

if TYPE_CHECKING:
    from bot.fakeslack.workspace import Channel, File, Message, Person, View, Workspace

Json = dict[str, Any]
TYPED_VALUE = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "files"),
}  # type -> where the value is in a state, where it is in the block


HOSTED: Json = {"mode": "hosted", "is_external": False, "external_type": "", "is_public": False}
HOSTED |= {"public_url_shared": False, "display_as_bot": False, "username": ""}


def show_person(person: Person, now: float) -> Json:
    label, offset = person.zone_at(now)
    return {
        "id": person.id,
        "team_id": TEAM,
        "name": person.handle,
        "deleted": person.deleted,
        "real_name": person.name,
        "tz": person.tz,
        "tz_label": label,
        "tz_offset": offset,
        "profile": _show_profile(person),
        "is_admin": False,
        "is_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(now),
    }


def _show_profile(person: Person) -> Json:
    return {
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "team": TEAM,
    }


def show_channel(channel: Channel, bot: Person) -> Json:
    shared: Json = {
        "id": channel.id,
        "created": 1,
        "is_archived": channel.is_archived,
        "context_team_id": TEAM,
    }
    if channel.kind == "im":
        return {**shared, "is_im": True, "user": channel.members[0], "is_org_shared": False}
    return {
        **shared,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": False,
        "is_member": bot.id in channel.members,
        "creator": channel.members[0] if channel.members else bot.id,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def show_message(message: Message, base: str, *, with_metadata: bool = False) -> Json:
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": TEAM,
    }
    optional: Json = {
        "client_msg_id": message.client_msg_id,
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "edited": message.edited,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": [show_file(file, base) for file in message.files],
        "metadata": message.metadata if with_metadata else None,
    }
    shown |= {name: value for name, value in optional.items() if value}
    if message.is_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP, "bot_profile": _show_bot(message)}
    if message.subtype == "file_share":
        shown |= {"upload": False, "display_as_bot": False}
    return shown


def _show_bot(message: Message) -> Json:
    icons = {f"image_{size}": f"https://a.slack-edge.com/fake/bot_{size}.png" for size in (36, 48, 72)}
    shared = {"id": BOT_ID, "app_id": APP, "team_id": TEAM, "name": message.author}
    return {**shared, "icons": icons, "deleted": False, "updated": 1}


def show_file(file: File, base: str) -> Json:
    kind = pathlib.PurePath(file.name).suffix.lstrip(".")
    link = f"{base}files-pri/{TEAM}-{file.id}/{file.name}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype if file.ready else "",
        "filetype": (kind or "text") if file.ready else "",
        "pretty_type": (kind.upper() or "Plain Text") if file.ready else "",
        "user": file.user,
        "user_team": TEAM,
        "editable": False,
        "size": file.size,
        **HOSTED,
        "url_private": link,
        "url_private_download": link,
        "permalink": f"https://{DOMAIN}.slack.com/files/{file.user}/{file.id}/{file.name}",
        "file_access": "visible",
        **({"alt_txt": file.alt} if file.alt else {}),
    }


def show_shares(file: File, workspace: Workspace) -> Json:
    """Return the `shares` of files.info: public and private places apart."""
    shares: Json = {}
    for channel_id, ts in file.shares:
        channel = workspace.channels[channel_id]
        kind = "public" if channel.kind == "public" else "private"
        shown: Json = {"ts": ts, "reply_users": [], "reply_users_count": 0, "reply_count": 0}
        shown |= {"channel_name": channel.name, "team_id": TEAM}
        if channel.messages[ts].thread_ts:
            shown["thread_ts"] = channel.messages[ts].thread_ts
        shares.setdefault(kind, {}).setdefault(channel_id, []).append(shown)
    return shares


def show_state(blocks: list[Json], typed: dict[tuple[str, str], Json]) -> Json:
    """Return `state.values`: what was typed or chosen, otherwise what the block began with."""
    values: Json = {}
    for block, element in elements(blocks, *TYPED_VALUE):
        name, initial = TYPED_VALUE[element["type"]]
        begun = element.get(initial, [] if name.endswith("options") else None)
        value = typed.get((block["block_id"], element["action_id"]), {"type": element["type"], name: begun})
        values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return {"values": values}


def show_view(view: View) -> Json:
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "submit": None,
        "close": None,
    }
    title = {"title": {"type": "plain_text", "text": "View Title", "emoji": True}}
    flags = {"clear_on_close": False, "notify_on_close": False}
    return {
        **(title if view.content["type"] == "home" else {}),
        **defaults,
        **flags,
        **view.content,
        "id": view.id,
        "team_id": TEAM,
        "app_id": APP,
        "app_installed_team_id": TEAM,
        "bot_id": BOT_ID,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "state": show_state(view.content["blocks"], view.typed),
    }
