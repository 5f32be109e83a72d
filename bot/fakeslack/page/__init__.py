"""The page a human clicks in: one file of HTML and two addresses it talks to."""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.fakeslack.controls import SlackSaysError
from bot.fakeslack.methods.pictures import PICTURES
from bot.fakeslack.page.acts import ACTS
from bot.fakeslack.page.drawing import draw_home, draw_place, draw_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from bot.fakeslack.clicks import Clicks
    from bot.fakeslack.forms import Forms
    from bot.fakeslack.hands import Hands

    class Rings(Protocol):
        listeners: list[Callable[[], None]]

        @property
        def rings(self) -> int: ...


Json = dict[str, Any]
PATIENCE = 25.0  # seconds a question for news stays open
HOSTS = ("127.0.0.1", "localhost")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class Page:
    def __init__(self, hands: Hands, clicks: Clicks, forms: Forms, bell: Rings) -> None:
        self.hands, self.clicks, self.forms, self.bell = hands, clicks, forms, bell
        self._waiting: set[asyncio.Future[None]] = set()
        bell.listeners.append(self._wake)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._show),
            web.get("/_workspace/news", self._tell_news),
            web.post("/_workspace/act", self._act),
            web.get("/_workspace/file/{file}", self._give_file),
        ]

    def close(self) -> None:
        self._wake()

    def _wake(self) -> None:
        for one in self._waiting:
            if not one.done():
                one.set_result(None)

    async def _show(self, request: web.Request) -> web.Response:
        _check_host(request)
        return web.Response(text=_read_html(), content_type="text/html", headers=HEADERS)

    async def _tell_news(self, request: web.Request) -> web.Response:
        """Answer when something is newer than what the page has, or after a while."""
        _check_host(request)
        if request.query.get("after") == str(self.bell.rings):
            await self._wait()
        who, place = request.query.get("who", "ada"), request.query.get("place", "")
        try:
            return web.json_response({"version": self.bell.rings, **self._draw(who, place)})
        except LookupError as problem:
            return web.json_response({"error": str(problem)}, status=404)

    async def _wait(self) -> None:
        news: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(news)
        try:
            await asyncio.wait([news], timeout=PATIENCE)
        finally:
            self._waiting.discard(news)

    def _draw(self, who: str, place: str) -> Json:
        workspace = self.hands.workspace
        person = workspace.person(who)
        rooms = self.hands.rooms(person)[1:]
        failed = [one for one in self.hands.failed_clicks if one.person == person.handle]
        return {
            "people": [
                {"handle": one.handle, "name": one.name}
                for one in workspace.people.values()
                if not one.is_bot
            ],
            "bot": workspace.bot.display_name,
            "places": [{"id": one.id, "name": f"#{one.name}"} for one in rooms],
            "messages": draw_place(self.clicks, person, workspace.place(place or who)),
            "home": draw_home(self.forms, person),
            "modal": draw_view(self.forms, person),
            "failed": [f"{one.what}: {one.reason}" for one in failed],
        }

    async def _give_file(self, request: web.Request) -> web.Response:
        """Give a file to whoever looks at the page; only a picture is shown there, all else is saved."""
        _check_host(request)
        file = self.hands.workspace.files.get(request.match_info["file"])
        if file is None or not file.completed:
            raise web.HTTPNotFound
        kind = file.mimetype if file.mimetype in PICTURES else "application/octet-stream"
        return web.Response(body=file.content, content_type=kind, headers=HEADERS)

    async def _act(self, request: web.Request) -> web.Response:
        _check_host(request)
        if request.content_type != "application/json":  # another site's form can not send this type
            return web.json_response({"error": "send application/json"}, status=415)
        asked: Json = await request.json()
        act = ACTS.get(str(asked.get("act")))
        if act is None:
            return web.json_response({"error": f"there are {', '.join(ACTS)}"}, status=400)
        try:
            return web.json_response(await act(self, asked) or {})
        except (SlackSaysError, LookupError, ValueError) as problem:
            return web.json_response({"error": str(problem)}, status=400)


def _check_host(request: web.Request) -> None:
    """Refuse names that merely resolve to us: a page elsewhere could act in ours otherwise."""
    if request.host.rpartition(":")[0] not in HOSTS:
        raise web.HTTPForbidden(text="this page is for this machine only")


@functools.cache
def _read_html() -> str:
    return Path(__file__).with_name("page.html").read_text(encoding="utf-8")
