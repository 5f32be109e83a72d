"""views.*: modals and the Home tab."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from bot.fakeslack import shapes, view_limits
from bot.fakeslack.methods.table import ApiError, Method, complain

if TYPE_CHECKING:
    from bot.fakeslack.site import Site
    from bot.fakeslack.workspace import Person, View

Json = dict[str, Any]
TALLEST = 3  # one view and two pushed above it


def check_view(site: Site, view: object, kind: str, *, current: View | None = None) -> Json:
    if view_limits.is_too_large(view):
        raise ApiError("view_too_large")
    problems = view_limits.find_view_problems(view, kinds=(kind,))
    if problems or not isinstance(view, dict):
        raise ApiError("invalid_arguments", **complain(problems))
    twin = site.workspace.find_view(None, view.get("external_id"))
    if twin and twin is not current:
        raise ApiError("duplicate_external_id")
    return view


def _use_trigger(site: Site, args: Json) -> Person:
    trigger = site.triggers.get(str(args.get("trigger_id") or args.get("interactivity_pointer")))
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id")
    if time.monotonic() > trigger.expires:
        raise ApiError("expired_trigger_id")
    trigger.used = True
    return trigger.person


def _open(site: Site, args: Json) -> Json:
    content = check_view(site, args["view"], "modal")
    person = _use_trigger(site, args)
    view = site.workspace.show(person, content)
    site.changed()
    return {"view": shapes.show_view(view)}


def _push(site: Site, args: Json) -> Json:
    content = check_view(site, args["view"], "modal")
    person = _use_trigger(site, args)
    view = push_view(site, person, content)
    return {"view": shapes.show_view(view)}


def push_view(site: Site, person: Person, content: Json) -> View:
    stack = site.workspace.views.get(person.id) or []
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= TALLEST:
        raise ApiError("push_limit_reached")
    view = site.workspace.show(person, content, above=stack[-1])
    site.changed()
    return view


def _update(site: Site, args: Json) -> Json:
    view = site.workspace.find_view(args.get("view_id"), args.get("external_id"))
    if view is None:
        raise ApiError("not_found")
    content = check_view(site, args["view"], view.content["type"], current=view)
    _check_hash(view, args)
    site.workspace.redraw(view, content)
    site.changed()
    return {"view": shapes.show_view(view)}


def _publish(site: Site, args: Json) -> Json:
    person = site.workspace.people.get(args["user_id"])
    if person is None or person.is_bot:
        raise ApiError("user_not_found" if person is None else "invalid_arguments")
    home = site.workspace.homes.get(person.id)
    content = check_view(site, args["view"], "home", current=home)
    if home:
        _check_hash(home, args)
    view = site.workspace.publish(person, content)
    site.changed()
    return {"view": shapes.show_view(view)}


def _check_hash(view: View, args: Json) -> None:
    if args.get("hash") and args["hash"] != view.hash:
        raise ApiError("hash_conflict")


METHODS = {
    "views.open": Method(_open, "trigger_id interactivity_pointer view:json!"),
    "views.push": Method(_push, "trigger_id interactivity_pointer view:json!"),
    "views.update": Method(_update, "view_id external_id hash view:json!"),
    "views.publish": Method(_publish, "user_id! hash view:json!"),
}
