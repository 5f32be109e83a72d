"""chat.*: what the bot says, changes and takes back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from bot.fakeslack import limits, shapes
from bot.fakeslack.methods.conversations import open_dm
from bot.fakeslack.methods.pictures import check_pictures, share_pictures
from bot.fakeslack.methods.table import ApiError, Method, check_blocks, enter_channel
from bot.fakeslack.workspace import DOMAIN

if TYPE_CHECKING:
    from bot.fakeslack.site import Site
    from bot.fakeslack.workspace import Channel, Message

Json = dict[str, Any]
NOTHING_TO_SHOW = "This content can't be displayed."
DISGUISES = ("username", "icon_emoji", "icon_url")


def _post(site: Site, args: Json) -> Json:
    channel = _find_place(site, args["channel"])
    content = read_content(args)
    check_pictures(site, content["blocks"])
    _check_thread(channel, args)
    if any(name in args for name in DISGUISES) and "chat:write.customize" not in site.settings.scopes:
        provided = ",".join(site.settings.scopes)
        raise ApiError("missing_scope", needed="chat:write.customize", provided=provided)
    wait = site.wait_before_post(channel)
    if wait:
        raise ApiError("ratelimited", retry_after=wait)
    message = post_as_bot(
        site, channel, **content, thread_ts=args.get("thread_ts"), metadata=_read_metadata(args)
    )
    share_pictures(site, channel, content["blocks"])
    return {"channel": channel.id, "ts": message.ts, "message": show(site, message)}


def post_as_bot(site: Site, channel: Channel, **content: Any) -> Message:  # noqa: ANN401 - fields of Message
    """Post, and tell the app about it: Slack sends an app its own messages too."""
    message = site.workspace.post(channel, site.workspace.bot, content.pop("text"), **content)
    parent = channel.messages.get(message.thread_ts or "")
    if parent:
        parent.thread_ts = parent.ts
    if message.only_for is None:
        site.tell(channel, site.payloads.message(message), by_person=False)
    site.changed()
    return message


def show(site: Site, message: Message) -> Json:
    return shapes.show_message(message, site.base, with_metadata=True)


def _find_place(site: Site, name: str) -> Channel:
    channel = open_dm(site, name) if name in site.workspace.people else enter_channel(site, name)
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _check_thread(channel: Channel, args: Json) -> None:
    if args.get("thread_ts") and args["thread_ts"] not in channel.messages:
        raise ApiError("thread_not_found")


def read_content(args: Json, *, most_text: int | None = None) -> Json:
    """Return text, blocks and attachments as they will be kept, or refuse them as Slack does."""
    text, markdown = args.get("text", ""), args.get("markdown_text", "")
    if markdown and (text or args.get("blocks")):
        raise ApiError("markdown_text_conflict")
    if len(markdown) > limits.MARKDOWN or (most_text and len(text) > most_text):
        raise ApiError("msg_too_long")
    blocks = check_blocks(args.get("blocks", []))
    attachments = args.get("attachments") or []
    if not (text.strip() or markdown.strip() or blocks or attachments):
        raise ApiError("no_text")
    kept = (text or markdown)[: limits.MESSAGE_TEXT] or NOTHING_TO_SHOW
    return {"text": kept, "blocks": blocks, "attachments": attachments}


def _read_metadata(args: Json) -> Json | None:
    metadata = args.get("metadata")
    if metadata is None:
        return None
    whole = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not whole or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    return dict(metadata)


def _update(site: Site, args: Json) -> Json:
    if args["channel"] not in site.workspace.channels:
        raise ApiError("channel_not_found")  # a name, or the id of a person, is not enough here
    channel = enter_channel(site, args["channel"])
    message = _find_own(site, channel, args["ts"], error="cant_update_message")
    if channel.is_archived:
        raise ApiError("is_inactive")
    content = read_content(_keep_old(message, args), most_text=limits.UPDATE_TEXT)
    check_pictures(site, content["blocks"])
    if content["blocks"] and _is_rich(message.blocks) and not _is_rich(content["blocks"]):
        raise ApiError("block_mismatch")
    previous = dataclasses.replace(message)
    message.text = content["text"]
    if "blocks" in args:
        message.blocks = site.workspace.name_blocks(content["blocks"])
    message.attachments = content["attachments"]
    if "metadata" in args:
        message.metadata = _read_metadata(args) if args["metadata"] else None
    message.edited = {"user": message.user, "ts": site.workspace.stamp()}
    site.tell(channel, site.payloads.message_changed(message, previous), by_person=False)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": show(site, message)}


def _is_rich(blocks: list[Json]) -> bool:
    return any(block["type"] == "rich_text" for block in blocks)


def _keep_old(message: Message, args: Json) -> Json:
    """Return the arguments and what stays: a field that is not sent keeps its previous content."""
    if not any(name in args for name in ("text", "blocks", "attachments", "markdown_text")):
        raise ApiError("no_text")
    old: Json = {"attachments": message.attachments}
    if "text" not in args and "markdown_text" not in args:
        old["text"] = NOTHING_TO_SHOW if args.get("blocks") else message.text[: limits.UPDATE_TEXT]
    return old | args


def _find_own(site: Site, channel: Channel, ts: str, *, error: str) -> Message:
    message = channel.messages.get(ts)
    if message is None:
        raise ApiError("message_not_found")
    if message.user != site.workspace.bot.id:
        raise ApiError(error)
    return message


def _delete(site: Site, args: Json) -> Json:
    channel = enter_channel(site, args["channel"])
    message = _find_own(site, channel, args["ts"], error="cant_delete_message")
    if channel.is_archived:
        raise ApiError("is_archived")
    del channel.messages[message.ts]
    site.tell(channel, site.payloads.message_deleted(message), by_person=False)
    return {"channel": channel.id, "ts": message.ts}


def _post_ephemeral(site: Site, args: Json) -> Json:
    channel = _find_place(site, args["channel"])
    content = read_content(args)
    if args["user"] not in channel.members:
        raise ApiError("user_not_in_channel")
    message = post_as_bot(site, channel, **content, only_for=args["user"], thread_ts=args.get("thread_ts"))
    return {"message_ts": message.ts}


def _get_permalink(site: Site, args: Json) -> Json:
    channel = enter_channel(site, args["channel"])
    if args["message_ts"] not in channel.messages:
        raise ApiError("message_not_found")
    link = f"https://{DOMAIN}.slack.com/archives/{channel.id}/p{args['message_ts'].replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


CONTENT = "text blocks:json attachments:json markdown_text parse link_names:flag as_user:flag"
POSTED = f"{CONTENT} thread_ts username icon_emoji icon_url"
SHOWN = "mrkdwn:flag unfurl_links:flag unfurl_media:flag reply_broadcast:flag"
METHODS = {
    "chat.postMessage": Method(
        _post,
        f"channel! {POSTED} metadata:json {SHOWN}",
        ("chat:write",),
    ),
    "chat.update": Method(
        _update, f"channel! ts! {CONTENT} metadata:json reply_broadcast:flag file_ids:json", ("chat:write",)
    ),
    "chat.delete": Method(_delete, "channel! ts! as_user:flag", ("chat:write",)),
    "chat.postEphemeral": Method(_post_ephemeral, f"channel! user! {POSTED}", ("chat:write",)),
    "chat.getPermalink": Method(_get_permalink, "channel! message_ts!"),
}
