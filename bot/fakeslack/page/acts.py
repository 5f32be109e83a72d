"""What the page may ask for: one function per act, each a few words to the hands."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.fakeslack.page import Page

Json = dict[str, Any]


async def _say(page: Page, asked: Json) -> Json | None:
    """Say it, with files if there are some, or run it if it begins with a slash."""
    who, text, place = str(asked["who"]), str(asked["text"]), str(asked.get("place") or "") or None
    files = [(str(file["name"]), b64decode(file["content"])) for file in asked.get("files", ())]
    if text.startswith("/") and not files:
        command, _, rest = text.partition(" ")
        await page.hands.command(who, command, rest.strip(), channel=place)
    elif text.strip() or files:
        page.hands.say(who, text, channel=place, files=files)
    return None


async def _edit(page: Page, asked: Json) -> Json | None:
    page.hands.edit(str(asked["who"]), str(asked["ts"]), str(asked["text"]))
    return None


async def _delete(page: Page, asked: Json) -> Json | None:
    page.hands.delete(str(asked["who"]), str(asked["ts"]))
    return None


async def _press(page: Page, asked: Json) -> Json | None:
    who, what, on = str(asked["who"]), str(asked["what"]), asked.get("on", "message")
    if on == "message":
        pressed = page.clicks.click(who, what, ts=asked.get("ts"), channel=asked.get("place") or None)
    else:
        view = page.forms.home(who) if on == "home" else page.forms.top(who)
        pressed = page.forms.press(who, view, what)
    await asyncio.wait([pressed])  # a click that failed is told by the news
    return None


async def _choose(page: Page, asked: Json) -> Json | None:
    who, what, value = str(asked["who"]), str(asked["what"]), asked["value"]
    if asked.get("on", "message") == "message":
        page.clicks.choose(who, what, value, ts=asked.get("ts"), channel=asked.get("place") or None)
    else:
        view = page.forms.home(who) if asked["on"] == "home" else page.forms.top(who)
        page.forms.choose(who, view, what, value)
    return None


async def _submit(page: Page, asked: Json) -> Json | None:
    return {"errors": await page.forms.submit(str(asked["who"]), dict(asked.get("values", {})))}


async def _close(page: Page, asked: Json) -> Json | None:
    page.forms.close(str(asked["who"]))
    return None


async def _open_home(page: Page, asked: Json) -> Json | None:
    page.hands.open_home(str(asked["who"]))
    return None


ACTS: dict[str, Callable[[Page, Json], Awaitable[Json | None]]] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "press": _press,
    "choose": _choose,
    "submit": _submit,
    "close": _close,
    "open_home": _open_home,
}
