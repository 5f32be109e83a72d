"""The addresses besides the methods: uploads, files, and the response_url that every click carries."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.fakeslack.methods.chat import post_as_bot, read_content
from bot.fakeslack.methods.table import ApiError
from bot.fakeslack.site import REPLY_USES, Call
from bot.fakeslack.web_api import Dropped, hang_up, respond, suffer

if TYPE_CHECKING:
    from bot.fakeslack.site import ReplyUrl, Site

Json = dict[str, Any]


class Doors:
    def __init__(self, site: Site) -> None:
        self.site = site

    async def take_upload(self, request: web.Request) -> web.Response:
        """Take the bytes; the faults of calls of `upload` happen here."""
        fault = self.site.faults.take_call("upload")
        sent = {"file": request.match_info["file"], "token": request.headers.get("Authorization", "")}
        error = fault.kind if fault else None
        self.site.calls.append(Call("upload", sent, self.site.workspace.clock(), error))
        self.site.changed()
        try:
            if early := await suffer(fault):
                return respond(*early)
            taken = await self._take(request)
            return hang_up(request) if fault and fault.kind == "accept_then_drop" else taken
        except Dropped:
            return hang_up(request)

    async def _take(self, request: web.Request) -> web.Response:
        file = self.site.workspace.files.get(request.match_info["file"])
        content = await _read_content(request)
        if file is None or len(content) != file.size:
            return web.Response(status=400, text="no such upload, or not the length that was announced")
        file.content = content
        return web.Response(text=f"OK - {file.size}")

    async def give_file(self, request: web.Request) -> web.Response:
        """Slack shows a sign-in page, not an error, to who has no right: clients must look at the type."""
        file = self.site.workspace.files.get(request.match_info["folder"].rpartition("-")[2])
        allowed = request.headers.get("Authorization") == f"Bearer {self.site.bot_token}"
        if not allowed or "files:read" not in self.site.settings.scopes:
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        self.site.scopes_used.add("files:read")
        if file is None or file.content is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.mimetype)

    async def take_reply(self, request: web.Request) -> web.Response:
        """Answer by response_url: five times in half an hour."""
        reply = self.site.replies.get(request.match_info["key"])
        if reply is None or time.monotonic() > reply.expires or reply.uses >= REPLY_USES:
            return web.json_response(
                {"ok": False, "error": "used_url" if reply else "expired_url"}, status=404
            )
        reply.uses += 1
        try:
            self._answer(reply, await request.json())
        except ApiError as problem:
            return web.json_response({"ok": False, "error": problem.error, **problem.more}, status=400)
        self.site.changed()
        return web.json_response({"ok": True})

    def _answer(self, reply: ReplyUrl, said: Json) -> None:
        original = reply.message
        if original and said.get("delete_original"):
            reply.channel.messages.pop(original.ts, None)
            reply.channel.ephemerals = [one for one in reply.channel.ephemerals if one is not original]
            return
        content = read_content(said)
        if original and said.get("replace_original"):
            previous = dataclasses.replace(original)
            original.text = content["text"]
            original.blocks = self.site.workspace.name_blocks(content["blocks"])
            if original.only_for is None:
                payload = self.site.payloads.message_changed(original, previous)
                self.site.tell(reply.channel, payload, by_person=False)
            return
        only_for = None if said.get("response_type") == "in_channel" else reply.person.id
        post_as_bot(self.site, reply.channel, **content, only_for=only_for, thread_ts=said.get("thread_ts"))


async def _read_content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    async for part in await request.multipart():
        if not isinstance(part, web.BaseRequest) and getattr(part, "filename", None):
            return bytes(await part.read())  # type: ignore[union-attr] # a part with a filename is a body part
    return b""
