"""auth, users, the connection, and the check of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack import limits, shapes, view_limits
from bot.fakeslack.methods.table import ApiError, Method
from bot.fakeslack.workspace import BOT_ID, DOMAIN, TEAM

if TYPE_CHECKING:
    from bot.fakeslack.rules import Problems
    from bot.fakeslack.site import Site

Json = dict[str, Any]


def _test_auth(site: Site, _args: Json) -> Json:
    bot = site.workspace.bot
    return {
        "url": f"https://{DOMAIN}.slack.com/",
        "team": "Fake Slack",
        "user": bot.handle,
        "team_id": TEAM,
        "user_id": bot.id,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def _open_connection(site: Site, _args: Json) -> Json:
    address = site.base.replace("http", "ws", 1)
    return {"url": f"{address}link/?ticket={site.sockets.issue_ticket()}&app_id=A0FAKE001"}


def _show_user(site: Site, args: Json) -> Json:
    person = site.workspace.people.get(args["user"])
    if person is None:
        raise ApiError("user_not_found")
    user = shapes.show_person(person, site.workspace.clock())
    return {"user": user | ({"locale": person.locale} if args.get("include_locale") else {})}


def _show_quiet(site: Site, args: Json) -> Json:
    person = site.workspace.people.get(args["user"])
    if person is None:
        raise ApiError("user_not_found")
    start, end = person.quiet
    return {
        "dnd_enabled": end > 0,
        "next_dnd_start_ts": int(start) or 1,
        "next_dnd_end_ts": int(end) or 1,
    }


def _validate_blocks(_site: Site, args: Json) -> Json:
    given = [name for name in ("blocks", "message", "view") if name in args]
    if len(given) != 1:
        raise ApiError("invalid_arguments")
    problems = _find_problems(given[0], args[given[0]])
    if not problems:
        return {}
    errors = [
        {"pointer": at, "code": what.split(":")[0].replace(" ", "_"), "message": what}
        for at, what in problems
    ]
    raise ApiError("invalid_blocks", errors=errors)


def _find_problems(what: str, value: object) -> Problems:
    if what == "view":
        return view_limits.find_view_problems(value)
    if what == "blocks":
        return limits.find_problems(value)
    blocks = value.get("blocks", []) if isinstance(value, dict) else value
    return limits.find_problems(blocks, at="/message/blocks")


METHODS = {
    "auth.test": Method(_test_auth),
    "apps.connections.open": Method(_open_connection, token="app"),  # noqa: S106 - a kind of token
    "users.info": Method(_show_user, "user! include_locale:flag", ("users:read",)),
    "dnd.info": Method(_show_quiet, "user!", ("dnd:read",)),
    "blocks.validate": Method(_validate_blocks, "blocks:json message:json view:json", token="none"),  # noqa: S106
}
