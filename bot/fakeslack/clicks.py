"""What people do with the buttons, lists and boxes of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack import shapes
from bot.fakeslack.controls import (
    SlackSaysError,
    fill_in,
    find_control,
    find_option,
    read_labels,
    write_choice,
    write_press,
)
from bot.fakeslack.workspace import elements

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable

    from bot.fakeslack.controls import Control
    from bot.fakeslack.hands import Hands
    from bot.fakeslack.workspace import Message, Person

Json = dict[str, Any]
State = dict[tuple[str, str], Json]  # (block_id, action_id) -> what is chosen there


class Clicks:
    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.site = hands.site
        self.workspace = hands.workspace
        self._chosen: dict[tuple[str, str], State] = {}  # (ts, user) -> state of a message

    def click(
        self,
        who: str,
        what: str,
        *,
        ts: str | None = None,
        channel: str | None = None,
        checked: Iterable[str] = (),
    ) -> asyncio.Future[Json]:
        """Press a button; boxes to be ticked before are ticked one by one, each with its own payload."""
        person = self.workspace.person(who)
        message, control = self._find_pressable(person, what, ts, channel)
        for label in checked:
            self._tick(person, message, label)
        action = write_press(control, self.workspace.stamp())
        return self._send_click(person, message, action, what)

    def choose(
        self, who: str, what: str, value: object, *, ts: str | None = None, channel: str | None = None
    ) -> asyncio.Future[Json]:
        """Choose in a list, a calendar, a group of boxes: `what` is its action_id or the words on it."""
        person = self.workspace.person(who)
        message, control = self._find_pressable(person, what, ts, channel, *shapes.TYPED_VALUE, "overflow")
        return self._choose(person, message, control, value)

    def _choose(
        self, person: Person, message: Message, control: Control, value: object
    ) -> asyncio.Future[Json]:
        block, element = control
        if element["type"] == "overflow":
            state = {"type": "overflow", "selected_option": find_option(element, str(value))}
        else:
            state = fill_in(element, value)
            self._state(person, message)[block["block_id"], element["action_id"]] = state
        action = write_choice(control, state, self.workspace.stamp())
        return self._send_click(person, message, action, element["action_id"])

    def _tick(self, person: Person, message: Message, label: str) -> None:
        for control in elements(message.blocks, "checkboxes"):
            block, element = control
            if label not in [
                name for one in element["options"] for name in (one["text"]["text"], one["value"])
            ]:
                continue
            begun = {"selected_options": element.get("initial_options", [])}
            chosen = self._state(person, message).get((block["block_id"], element["action_id"]), begun)
            values = [one["value"] for one in chosen["selected_options"]]
            if find_option(element, label)["value"] not in values:
                self._choose(person, message, control, [*values, label])
            return
        raise SlackSaysError(f"there is no box {label!r} in this message")

    def state_of(self, person: Person, message: Message) -> State:
        """Return what she has chosen in a message and not yet sent by a button."""
        return self._chosen.get((message.ts, person.id), {})

    def _state(self, person: Person, message: Message) -> State:
        return self._chosen.setdefault((message.ts, person.id), {})

    def _find_pressable(
        self, person: Person, what: str, ts: str | None, channel: str | None, *types: str
    ) -> tuple[Message, Control]:
        labels: list[str] = []
        for message in self._seen_by(person, channel):
            if ts in {None, message.ts}:
                if control := find_control(message.blocks, what, *(types or ("button",))):
                    return message, control
                labels += read_labels(message.blocks)
        raise SlackSaysError(f"{person.handle} sees nothing to press that says {what!r}; only {labels}")

    def _seen_by(self, person: Person, channel: str | None) -> list[Message]:
        """Return what she could press, newest first: her DM (or the channel), and what only she sees."""
        place = self.workspace.place(channel) if channel else self.workspace.dm(person)
        rooms = [place] if channel else self.hands.rooms(person)
        private = {one.ts: one for room in rooms for one in room.ephemerals if one.only_for == person.id}
        return sorted([*place.messages.values(), *private.values()], key=lambda one: one.ts, reverse=True)

    def _send_click(self, person: Person, message: Message, action: Json, what: str) -> asyncio.Future[Json]:
        channel = self.workspace.channels[message.channel]
        payload = self.site.payloads.message_action(
            person,
            message,
            action,
            trigger_id=self.site.issue_trigger(person),
            reply=self.site.issue_reply(channel, person, message),
        )
        payload["state"] = shapes.show_state(message.blocks, self._state(person, message))
        return self.hands.send("interactive", payload, person, what)
