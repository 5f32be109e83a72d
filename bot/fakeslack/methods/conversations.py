"""conversations.*: opening, reading."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from bot.fakeslack import shapes
from bot.fakeslack.methods.table import (
    HISTORY_SCOPES,
    READ_SCOPES,
    ApiError,
    Method,
    enter_channel,
    find_channel,
)

if TYPE_CHECKING:
    from bot.fakeslack.site import Site
    from bot.fakeslack.workspace import Channel, Message

Json = dict[str, Any]
MOST = 999


def _open(site: Site, args: Json) -> Json:
    if ("channel" in args) == ("users" in args):
        raise ApiError("users_list_not_supplied" if "users" not in args else "invalid_arguments")
    if "channel" in args:
        channel = find_channel(site, args["channel"])
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    if len(args["users"]) != 1:
        raise ApiError("too_many_users")  # group conversations are left out of the fake
    channel = open_dm(site, args["users"][0])
    shown = shapes.show_channel(channel, site.workspace.bot) if args.get("return_im") else {"id": channel.id}
    return {"channel": shown}


def open_dm(site: Site, user_id: str) -> Channel:
    person = site.workspace.people.get(user_id)
    if person is None:
        raise ApiError("user_not_found")
    if person.is_bot:
        raise ApiError("cannot_dm_bot")
    if person.deleted:
        raise ApiError("user_disabled")
    return site.workspace.dm(person)


def _show(site: Site, args: Json) -> Json:
    channel = find_channel(site, args["channel"])
    shown = shapes.show_channel(channel, site.workspace.bot)
    return {
        "channel": shown | ({"num_members": len(channel.members)} if args.get("include_num_members") else {})
    }


def _list_members(site: Site, args: Json) -> Json:
    return _page(find_channel(site, args["channel"]).members, args, name="members")


def _read_history(site: Site, args: Json) -> Json:
    channel = enter_channel(site, args["channel"])
    top = [one for one in channel.messages.values() if one.thread_ts in {None, one.ts}]
    chosen = [_show_message(site, channel, one, args) for one in _between(top, args)][::-1]
    return _page(chosen, args, name="messages") | {"pin_count": 0}


def _read_replies(site: Site, args: Json) -> Json:
    channel = enter_channel(site, args["channel"])
    if args["ts"] not in channel.messages:
        raise ApiError("thread_not_found")
    root = channel.messages[args["ts"]].thread_ts or args["ts"]
    thread = [one for one in channel.messages.values() if root in {one.ts, one.thread_ts}]
    within = [one for one in thread if one.ts == root or one in _between(thread, args)]
    return _page([_show_message(site, channel, one, args) for one in within], args, name="messages")


def _between(messages: list[Message], args: Json) -> list[Message]:
    try:
        oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    except ValueError:
        raise ApiError("invalid_ts_oldest") from None
    if args.get("inclusive"):
        return [one for one in messages if oldest <= float(one.ts) <= latest]
    return [one for one in messages if oldest < float(one.ts) < latest]


def _show_message(site: Site, channel: Channel, message: Message, args: Json) -> Json:
    wanted = bool(args.get("include_all_metadata"))
    shown = shapes.show_message(message, site.base, with_metadata=wanted)
    if message.thread_ts == message.ts:
        replies = [one for one in channel.messages.values() if one.thread_ts == message.ts != one.ts]
        users = list(dict.fromkeys(one.user for one in replies))
        shown |= {"reply_count": len(replies), "reply_users": users, "reply_users_count": len(users)}
        shown |= {"latest_reply": replies[-1].ts} if replies else {}
    return shown


def _page(found: list[Any], args: Json, *, name: str) -> Json:
    limit = args.get("limit", 100)
    if not 1 <= limit <= MOST:
        raise ApiError("invalid_limit")
    start = _read_cursor(args.get("cursor", ""))
    more = start + limit < len(found)
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    has_more = {} if name == "members" else {"has_more": more}
    return {name: found[start : start + limit], **has_more, "response_metadata": {"next_cursor": cursor}}


def _read_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        raise ApiError("invalid_cursor") from None


PAGED = "cursor limit:number"
PERIOD = f"{PAGED} latest oldest inclusive:flag include_all_metadata:flag"
METHODS = {
    "conversations.open": Method(
        _open, "users:list channel return_im:flag prevent_creation:flag", ("im:write",)
    ),
    "conversations.info": Method(_show, "channel! include_locale:flag include_num_members:flag", READ_SCOPES),
    "conversations.members": Method(_list_members, f"channel! {PAGED}", READ_SCOPES),
    "conversations.history": Method(_read_history, f"channel! {PERIOD}", HISTORY_SCOPES),
    "conversations.replies": Method(_read_replies, f"channel! ts! {PERIOD}", HISTORY_SCOPES, json=False),
}
