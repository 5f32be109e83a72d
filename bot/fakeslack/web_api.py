"""The Web API over HTTP: reads a call, checks who makes it and how, lets faults happen, answers."""

from __future__ import annotations

import asyncio
import json
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.fakeslack.methods import METHODS, ApiError, Method
from bot.fakeslack.methods.table import find_channel
from bot.fakeslack.site import Call

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.fakeslack.faults import CallFault
    from bot.fakeslack.site import Site

Json = dict[str, Any]
EVERYWHERE = {"team_id"}  # organisation-wide apps send it with anything; the SDK always does
SUMMARY = 200  # characters of one argument kept in `calls`


class Dropped(Exception):  # noqa: N818 - not an error of ours: the connection was closed on purpose
    pass


class WebApi:
    def __init__(self, site: Site) -> None:
        self.site = site

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        fault = self.site.faults.take_call(name)
        try:
            early = await suffer(fault)
            if fault and early:
                self._record(name, error=fault.kind)
            answer, headers = early or await self._answer(request, name)
            if fault and fault.kind == "accept_then_drop":
                raise Dropped  # noqa: TRY301 - the same ending as for a connection closed before
        except Dropped:
            if fault and fault.kind == "close":
                self._record(name, error="close")
            return hang_up(request)
        headers.setdefault("Date", formatdate(self.site.workspace.clock(), usegmt=True))
        return respond(answer, headers)

    def _record(self, name: str, *, error: str | None = None) -> Call:
        call = Call(name, {}, self.site.workspace.clock(), error)
        self.site.calls.append(call)
        self.site.changed()
        return call

    async def _answer(self, request: web.Request, name: str) -> tuple[Json, dict[str, str]]:
        call = self._record(name)
        headers = {"x-slack-req-id": self.site.workspace.mint("Q")}
        try:
            given = await read_arguments(request, json_too=name not in METHODS or METHODS[name].json)
            header = request.headers.get("Authorization", "")
            sent_token = given.pop("token", "")
            call.args = {key: _shorten(value) for key, value in given.items()}
            answer = self._run(name, given, header.removeprefix("Bearer ").strip(), sent_token)
            answer = {"ok": True, **answer}
        except ApiError as failure:
            call.error = failure.error
            answer = {"ok": False, "error": failure.error, **failure.more}
            headers |= {"Retry-After": str(failure.retry_after)} if failure.retry_after else {}
        if name in METHODS and METHODS[name].token == "bot":  # noqa: S105 - a kind of token
            headers |= {"x-oauth-scopes": ",".join(self.site.settings.scopes)}
        self.site.changed()
        return answer, headers

    def _run(self, name: str, given: Json, header: str, sent: str) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        self._check_token(method, header, sent)
        args = check_arguments(method, given)
        self._check_scopes(method, args)
        return method.run(self.site, args)

    def _check_token(self, method: Method, header: str, sent: str) -> None:
        token = header or sent
        wanted = {"bot": self.site.bot_token, "app": self.site.app_token}.get(method.token)
        if wanted is None:
            return
        if not token:
            raise ApiError("not_authed")
        if token not in {self.site.bot_token, self.site.app_token}:
            raise ApiError("invalid_auth")
        if token != wanted:
            raise ApiError("not_allowed_token_type")
        if method.token == "app" and not header:  # noqa: S105 - a kind of token
            raise ApiError("invalid_auth")  # an app token travels in the header only

    def _check_scopes(self, method: Method, args: Json) -> None:
        needed = method.scopes
        if not isinstance(needed, tuple):
            needed = (needed[find_channel(self.site, args["channel"]).kind],)
        self.site.scopes_used |= set(needed)
        if missing := [scope for scope in needed if scope not in self.site.settings.scopes]:
            provided = ",".join(self.site.settings.scopes)
            raise ApiError("missing_scope", needed=",".join(missing), provided=provided)


# ---- reading a call


async def read_arguments(request: web.Request, *, json_too: bool = True) -> Json:
    """Return the arguments of a GET, a form or a JSON body; an empty body is no argument at all."""
    given: Json = dict(request.query)
    if request.method != "POST":
        return given
    if request.content_type == "application/json":
        body = await request.text()
        if not body.strip() or not json_too:
            return given
        return given | _read_json(body)
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return given | dict(await request.post())
    if await request.read():
        raise ApiError("invalid_post_type")
    return given


def _read_json(body: str) -> Json:
    try:
        read = json.loads(body)
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(read, dict):
        raise ApiError("json_not_object")
    return read


def check_arguments(method: Method, given: Json) -> Json:
    """Return the arguments in their right types, or say which one is wrong."""
    problems = [f"unknown argument: {name}" for name in given if name not in {*method.takes, *EVERYWHERE}]
    problems += [f"missing required field: {name}" for name in method.needs if _is_missing(given.get(name))]
    args: Json = {}
    for name, value in given.items():
        if value is None or name not in method.takes:
            continue
        try:
            args[name] = CONVERT[method.takes[name]](value)
        except (ValueError, TypeError):
            if name == "blocks":
                raise ApiError("invalid_blocks_format") from None
            problems.append(f"must be of type {method.takes[name]} [json-pointer:/{name}]")
    if problems:
        messages = [f"[ERROR] {one}" for one in problems]
        raise ApiError("invalid_arguments", response_metadata={"messages": messages})
    return args


def _is_missing(value: object) -> bool:
    return value is None or value == ""


def _to_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _to_flag(value: object) -> bool:
    flags = {"true": True, "1": True, "false": False, "0": False, "": False}
    if isinstance(value, bool):
        return value
    if str(value).lower() not in flags:
        raise ValueError(value)
    return flags[str(value).lower()]


def _to_number(value: object) -> int:
    if isinstance(value, bool | float):
        raise TypeError(value)
    return int(str(value))


def _to_json(value: object) -> object:
    return json.loads(value) if isinstance(value, str) else value


def _to_list(value: object) -> list[str]:
    return [_to_text(one) for one in (value if isinstance(value, list) else _to_text(value).split(","))]


CONVERT: dict[str, Callable[[object], object]] = {
    "text": _to_text,
    "flag": _to_flag,
    "number": _to_number,
    "json": _to_json,
    "list": _to_list,
}


# ---- faults and answers


async def suffer(fault: CallFault | None) -> tuple[Json, dict[str, str]] | None:
    """Let a fault happen; return the answer if it is one already."""
    match fault.kind if fault else None:
        case "slow":
            await asyncio.sleep(fault.value if fault else 0)
        case "close":
            raise Dropped
        case "rate_limited":
            return {"ok": False, "error": "ratelimited"}, {"Retry-After": str(fault.value if fault else 1)}
        case "error":
            return {"ok": False, "error": fault.value if fault else ""}, {}
        case "status":
            return {}, {"status": str(fault.value if fault else 503)}
        case _:
            pass
    return None


def hang_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def respond(answer: Json, headers: dict[str, str]) -> web.Response:
    status = int(headers.pop("status", 429 if answer.get("error") == "ratelimited" else 200))
    if status >= 500:
        return web.Response(status=status, text="upstream connect error", headers=headers)
    return web.json_response(answer, status=status, headers=headers)


def _shorten(value: object) -> object:
    words = value if isinstance(value, str) else json.dumps(value, default=str)
    return words if len(words) <= SUMMARY else words[:SUMMARY] + "..."
