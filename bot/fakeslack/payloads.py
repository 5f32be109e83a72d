"""What Slack sends to an app, in Slack's exact shapes: events, clicks, submissions, commands, shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fakeslack import shapes
from bot.fakeslack.workspace import APP, DOMAIN, TEAM

if TYPE_CHECKING:
    from bot.fakeslack.workspace import Channel, Message, Person, View, Workspace

Json = dict[str, Any]
TOKEN = "verification-token-of-the-fake"  # noqa: S105 - deprecated by Slack, still sent by it
CHANNEL_TYPES = {"im": "im", "public": "channel", "private": "group"}


class Payloads:
    def __init__(self, workspace: Workspace, base: str) -> None:
        self.workspace = workspace
        self.base = base  # where response_urls and files point to

    # ---- events

    def wrap(self, event: Json) -> Json:
        return {
            "token": TOKEN,
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": self.workspace.mint("Ev"),
            "event_time": int(float(event["event_ts"])),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM,
                    "user_id": self.workspace.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": self.workspace.mint("4-EC"),
        }

    def message(self, message: Message) -> Json:
        event = self._show(message) | {**self._where(message.channel), "event_ts": message.ts}
        parent = self.workspace.channels[message.channel].messages.get(message.thread_ts or "")
        if parent and parent.ts != message.ts:
            event["parent_user_id"] = parent.user
        return self.wrap(event)

    def message_changed(self, message: Message, previous: Message) -> Json:
        both = {"message": self._show(message), "previous_message": self._show(previous)}
        return self._hidden("message_changed", message.channel, both)

    def message_deleted(self, message: Message) -> Json:
        gone = {"deleted_ts": message.ts, "previous_message": self._show(message)}
        return self._hidden("message_deleted", message.channel, gone)

    def app_home_opened(self, person: Person, tab: str) -> Json:
        home = self.workspace.homes.get(person.id)
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": self.workspace.dm(person).id}
        event |= {"tab": tab, "event_ts": self.workspace.stamp()}
        return self.wrap(event | ({"view": shapes.show_view(home)} if home and tab == "home" else {}))

    def _show(self, message: Message) -> Json:
        return shapes.show_message(message, self.base)

    def _where(self, channel_id: str) -> Json:
        kind = CHANNEL_TYPES[self.workspace.channels[channel_id].kind]
        return {"channel": channel_id, "channel_type": kind}

    def _hidden(self, subtype: str, channel_id: str, more: Json) -> Json:
        ts = self.workspace.stamp()
        event = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, "event_ts": ts}
        return self.wrap(event | self._where(channel_id) | more)

    # ---- what a hand does

    def _by(self, kind: str, person: Person, trigger_id: str) -> Json:
        return {
            "type": kind,
            "user": {"id": person.id, "username": person.handle, "name": person.handle, "team_id": TEAM},
            "api_app_id": APP,
            "token": TOKEN,
            "trigger_id": trigger_id,
            "team": {"id": TEAM, "domain": DOMAIN},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def message_action(
        self, person: Person, message: Message, action: Json, *, trigger_id: str, reply: str
    ) -> Json:
        """Return a click in a message; an ephemeral one is not shown in the payload, as with Slack."""
        channel = self.workspace.channels[message.channel]
        seen = message.only_for is None
        return self._by("block_actions", person, trigger_id) | {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": not seen,
            },
            "channel": {"id": channel.id, "name": channel_name(channel)},
            **({"message": self._show(message)} if seen else {}),
            "response_url": reply,
            "actions": [action],
        }

    def view_action(self, person: Person, view: View, action: Json, *, trigger_id: str) -> Json:
        shown = shapes.show_view(view)
        return self._by("block_actions", person, trigger_id) | {
            "container": {"type": "view", "view_id": view.id},
            "view": shown,
            "state": shown["state"],
            "actions": [action],
        }

    def view_submission(self, person: Person, view: View, *, trigger_id: str) -> Json:
        more = {"view": shapes.show_view(view), "response_urls": []}
        return self._by("view_submission", person, trigger_id) | more

    def view_closed(self, person: Person, view: View, *, cleared: bool) -> Json:
        payload = self._by("view_closed", person, "")
        del payload["trigger_id"]  # nothing can be opened after a close
        return payload | {"view": shapes.show_view(view), "is_cleared": cleared}

    def shortcut(self, person: Person, callback_id: str, *, trigger_id: str) -> Json:
        payload = self._by("shortcut", person, trigger_id)
        return payload | {"callback_id": callback_id, "action_ts": self.workspace.stamp()}

    def message_shortcut(
        self, person: Person, message: Message, callback_id: str, *, trigger_id: str, reply: str
    ) -> Json:
        channel = self.workspace.channels[message.channel]
        return self._by("message_action", person, trigger_id) | {
            "callback_id": callback_id,
            "action_ts": self.workspace.stamp(),
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message": self._show(message),
            "response_url": reply,
        }

    def command(  # noqa: PLR0913 - what a command carries
        self, person: Person, command: str, text: str, *, channel: Channel, trigger_id: str, reply: str
    ) -> Json:
        return {
            "token": TOKEN,
            "team_id": TEAM,
            "team_domain": DOMAIN,
            "channel_id": channel.id,
            "channel_name": channel_name(channel),
            "user_id": person.id,
            "user_name": person.handle,
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": reply,
            "trigger_id": trigger_id,
        }


def channel_name(channel: Channel) -> str:
    return "privategroup" if channel.kind == "private" else channel.name
