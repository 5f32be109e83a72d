"""What people do in modals and in the Home tab: fill in, submit, press, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack import shapes
from bot.fakeslack.controls import SlackSaysError, fill_in, find_control, is_empty, write_choice, write_press
from bot.fakeslack.methods.table import ApiError
from bot.fakeslack.methods.views import check_view, push_view
from bot.fakeslack.socket_mode import NoAnswerError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from bot.fakeslack.hands import Hands
    from bot.fakeslack.workspace import Person, View

Json = dict[str, Any]


class Forms:
    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.site = hands.site
        self.workspace = hands.workspace

    def top(self, who: str) -> View:
        stack = self.workspace.views.get(self.workspace.person(who).id)
        if not stack:
            raise SlackSaysError(f"no modal is open for {who}")
        return stack[-1]

    def home(self, who: str) -> View:
        home = self.workspace.homes.get(self.workspace.person(who).id)
        if home is None:
            raise SlackSaysError(f"the Home tab of {who} is empty")
        return home

    def fill_in(self, view: View, values: Mapping[str, object]) -> None:
        """Put values in fields, each named by action_id, block_id or label."""
        for what, value in values.items():
            control = find_control(view.content["blocks"], what, *shapes.TYPED_VALUE)
            if control is None:
                raise SlackSaysError(f"there is no field {what!r} in this view")
            block, element = control
            view.typed[block["block_id"], element["action_id"]] = fill_in(element, value)

    def press(self, who: str, view: View, what: str) -> asyncio.Future[Json]:
        person = self.workspace.person(who)
        control = find_control(view.content["blocks"], what, "button")
        if control is None:
            raise SlackSaysError(f"there is no button {what!r} in this view")
        return self._send(person, view, write_press(control, self.workspace.stamp()), what)

    def choose(self, who: str, view: View, what: str, value: object) -> asyncio.Future[Json]:
        self.fill_in(view, {what: value})
        control = find_control(view.content["blocks"], what, *shapes.TYPED_VALUE)
        assert control  # fill_in found it
        block, element = control
        state = view.typed[block["block_id"], element["action_id"]]
        person = self.workspace.person(who)
        return self._send(person, view, write_choice(control, state, self.workspace.stamp()), what)

    def _send(self, person: Person, view: View, action: Json, what: str) -> asyncio.Future[Json]:
        trigger_id = self.site.issue_trigger(person)
        payload = self.site.payloads.view_action(person, view, action, trigger_id=trigger_id)
        return self.hands.send("interactive", payload, person, what)

    async def submit(self, who: str, values: Mapping[str, object]) -> dict[str, str]:
        """Submit the top modal; return the errors under its fields ({} if it was accepted)."""
        person, view = self.workspace.person(who), self.top(who)
        self.fill_in(view, values)
        _require(view)
        trigger_id = self.site.issue_trigger(person)
        payload = self.site.payloads.view_submission(person, view, trigger_id=trigger_id)
        try:
            answer = await self.hands.send("interactive", payload, person, "submit")
        except NoAnswerError as problem:
            raise SlackSaysError(f"We had some trouble connecting. Try again? ({problem})") from None
        return self._obey(person, view, answer)

    def _obey(self, person: Person, view: View, answer: Json) -> dict[str, str]:
        """Do what the app answered to a submission."""
        errors: dict[str, str] = {}
        match answer.get("response_action"):
            case None:
                self._leave(person, view)
            case "errors":
                errors = _check_errors(view, answer.get("errors"))
            case "update":
                self.workspace.redraw(view, self._check(answer, view))
            case "push":
                push_view(self.site, person, self._check(answer, None))
            case "clear":
                self.workspace.views[person.id] = []
            case other:
                raise SlackSaysError(
                    f"the app answered {other!r}; Slack knows errors, update, push and clear"
                )
        self.site.changed()
        return errors

    def _check(self, answer: Json, current: View | None) -> Json:
        try:
            return check_view(self.site, answer.get("view"), "modal", current=current)
        except ApiError as problem:
            raise SlackSaysError(
                f"the view in the answer is not valid: {problem.error} {problem.more}"
            ) from None

    def _leave(self, person: Person, view: View) -> None:
        stack = self.workspace.views.get(person.id, [])
        self.workspace.views[person.id] = [one for one in stack if one is not view]

    def close(self, who: str, *, everything: bool = False) -> None:
        """Close the top modal, or all of them; the app hears of it if it asked to."""
        person = self.workspace.person(who)
        stack = self.workspace.views.get(person.id, [])
        closing = stack[::-1] if everything else stack[-1:]
        self.workspace.views[person.id] = [] if everything else stack[:-1]
        for view in closing:
            if view.content.get("notify_on_close"):
                payload = self.site.payloads.view_closed(person, view, cleared=everything)
                self.hands.send("interactive", payload, person, "close")
        self.site.changed()


def _require(view: View) -> None:
    state = shapes.show_state(view.content["blocks"], view.typed)["values"]
    for block in view.content["blocks"]:
        required = block["type"] == "input" and not block.get("optional")
        if required and any(is_empty(value) for value in state.get(block["block_id"], {}).values()):
            raise SlackSaysError(f"Please complete this required field: {block['label']['text']}")


def _check_errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackSaysError(
            f"errors must be by block_id of an input block, of {sorted(inputs)}; got {errors}"
        )
    return {str(block_id): str(words) for block_id, words in errors.items()}
