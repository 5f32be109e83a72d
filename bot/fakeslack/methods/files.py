"""files.*: the three steps of an upload, a look at what became of it, and its end."""

from __future__ import annotations

import asyncio
import functools
import mimetypes
from typing import TYPE_CHECKING, Any

from bot.fakeslack import shapes
from bot.fakeslack.faults import NEVER
from bot.fakeslack.methods.chat import post_as_bot
from bot.fakeslack.methods.table import ApiError, Method, check_blocks, enter_channel
from bot.fakeslack.workspace import File

if TYPE_CHECKING:
    from bot.fakeslack.site import Site
    from bot.fakeslack.workspace import Channel

Json = dict[str, Any]
ALT = 1000


def _get_upload_url(site: Site, args: Json) -> Json:
    if args["length"] <= 0:
        raise ApiError("missing_argument")
    if len(args.get("alt_txt", "")) > ALT:
        raise ApiError("alt_txt_too_large")
    file = new_file(site, args["filename"], args["length"], user=site.workspace.bot.id)
    file.alt = args.get("alt_txt", "")
    return {"upload_url": f"{site.base}upload/{file.id}", "file_id": file.id}


def new_file(site: Site, name: str, size: int, *, user: str) -> File:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(site.workspace.mint("F"), name, size, user, kind, created=int(site.workspace.clock()))
    site.workspace.files[file.id] = file
    return file


def _complete_upload(site: Site, args: Json) -> Json:
    files = [_find(site, entry) for entry in args["files"]]
    if not files:
        raise ApiError("invalid_arguments")
    named = [one for one in (args.get("channel_id") or args.get("channels", "")).split(",") if one]
    places = [_enter(site, place, args.get("thread_ts")) for place in named]
    comment = args.get("initial_comment", "")
    blocks = check_blocks(args["blocks"]) if args.get("blocks") and not comment else []
    for file, entry in zip(files, args["files"], strict=True):
        file.completed, file.title = True, entry.get("title", file.name)
        _look_at(site, file)
    wait = site.faults.take_share()
    for channel in places:
        content = {"text": comment, "blocks": blocks, "files": files, "subtype": "file_share"}
        share = functools.partial(post_as_bot, site, channel, **content, thread_ts=args.get("thread_ts"))
        if not wait:
            share()
        elif wait != NEVER:
            asyncio.get_running_loop().call_later(wait, share)
    return {"files": [{"id": file.id, "title": file.title or file.name} for file in files]}


def _find(site: Site, entry: Json) -> File:
    """Return a file that was uploaded; each is completed only once."""
    file = site.workspace.files.get(entry.get("id", "")) if isinstance(entry, dict) else None
    if file is None or file.completed:
        raise ApiError("file_not_found")
    if file.content is None:
        raise ApiError("file_update_failed")  # completed before anything was uploaded
    return file


def _look_at(site: Site, file: File) -> None:
    """Let Slack look at a file before it is of any type: at once, late or never."""
    wait = site.faults.take_look()
    file.ready = not wait
    if wait and wait != NEVER:
        asyncio.get_running_loop().call_later(wait, setattr, file, "ready", True)


def _enter(site: Site, place: str, thread_ts: str | None) -> Channel:
    channel = enter_channel(site, place)
    if channel.is_archived:
        raise ApiError("posting_to_channel_denied")
    if thread_ts and thread_ts not in channel.messages:
        raise ApiError("invalid_arguments")
    return channel


def _show(site: Site, args: Json) -> Json:
    file = site.workspace.files.get(args["file"])
    if file is None or not file.completed:
        raise ApiError("file_not_found")
    shared = {"shares": shapes.show_shares(file, site.workspace)}
    return {
        "file": shapes.show_file(file, site.base) | shared,
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def _delete(site: Site, args: Json) -> Json:
    file = site.workspace.files.get(args["file"])
    if file is None:
        raise ApiError("file_not_found")
    if file.user != site.workspace.bot.id:
        raise ApiError("cant_delete_file")
    del site.workspace.files[file.id]
    for channel in site.workspace.channels.values():
        for message in channel.messages.values():
            message.files = [one for one in message.files if one is not file]
    site.changed()
    return {}


METHODS = {
    "files.getUploadURLExternal": Method(
        _get_upload_url, "filename! length:number! alt_txt snippet_type", ("files:write",), json=False
    ),
    "files.completeUploadExternal": Method(
        _complete_upload,
        "files:json! channel_id channels initial_comment thread_ts blocks:json",
        ("files:write",),
    ),
    "files.delete": Method(_delete, "file!", ("files:write",)),
    "files.info": Method(
        _show, "file! cursor limit:number count:number page:number", ("files:read",), json=False
    ),
}
