"""What people do in Slack with words: say, edit, delete, command, shortcut."""

from __future__ import annotations

import dataclasses
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.fakeslack import reading
from bot.fakeslack.controls import SlackSaysError
from bot.fakeslack.methods.chat import post_as_bot
from bot.fakeslack.methods.files import new_file
from bot.fakeslack.methods.table import ApiError, check_blocks
from bot.fakeslack.socket_mode import NoAnswerError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    from bot.fakeslack.site import Site
    from bot.fakeslack.workspace import Channel, File, Message, Person, View

Json = dict[str, Any]
TypedFile = tuple[str, bytes]  # name, content


@dataclass
class FailedClick:
    person: str
    what: str
    reason: str


class Hands:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.workspace = site.workspace
        self.failed_clicks: list[FailedClick] = []
        self._chosen: dict[
            tuple[str, str], dict[tuple[str, str], Json]
        ] = {}  # (ts, user) -> state of a message

    # ---- messages

    def say(
        self,
        who: str,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Sequence[TypedFile] = (),
        channel: str | None = None,
    ) -> str:
        person = self.workspace.person(who)
        place = self._place(person, channel)
        message = self.workspace.post(
            place,
            person,
            self._write(text),
            blocks=self._write_blocks(text),
            thread_ts=thread_ts,
            files=[self._attach(person, file) for file in files],
            subtype="file_share" if files else None,
            client_msg_id=str(uuid.uuid4()),
        )
        if thread_ts and thread_ts in place.messages:
            place.messages[thread_ts].thread_ts = thread_ts
        self.site.tell(place, self.site.payloads.message(message), by_person=True)
        return message.ts

    def _place(self, person: Person, channel: str | None) -> Channel:
        place = self.workspace.place(channel) if channel else self.workspace.dm(person)
        if person.id not in place.members:
            raise SlackSaysError(f"{person.handle} is not in {channel}")
        if person.deleted:
            raise SlackSaysError(f"the account of {person.handle} is deactivated")
        return place

    def _find_id(self, kind: str, name: str) -> str | None:
        if kind == "channel":
            return channel.id if (channel := self.workspace.find_channel(name)) else None
        return person.id if (person := self.workspace.find_person(name)) else None

    def _write(self, text: str) -> str:
        rooms = self.workspace.channels.values() if "#" in text else ()
        labels = {one.id: one.name for one in rooms}
        return reading.write_text(reading.write_rich(text, self._find_id), labels)

    def _write_blocks(self, text: str) -> list[Json]:
        if not text:
            return []
        section = {"type": "rich_text_section", "elements": reading.write_rich(text, self._find_id)}
        return [{"type": "rich_text", "elements": [section]}]

    def _attach(self, person: Person, given: TypedFile) -> File:
        name, content = given
        file = new_file(self.site, name, len(content), user=person.id)
        file.content, file.completed = content, True
        return file

    def find_message(self, who: str, ts: str, channel: str | None = None) -> Message:
        person = self.workspace.person(who)
        for place in (
            [self.workspace.place(channel)] if channel else [self.workspace.dm(person), *self.rooms(person)]
        ):
            if ts in place.messages:
                return place.messages[ts]
        raise SlackSaysError(f"{who} sees no message {ts}")

    def rooms(self, person: Person) -> list[Channel]:
        """Return the conversations she is in, her DM with the bot first."""
        others = [
            one for one in self.workspace.channels.values() if one.kind != "im" and person.id in one.members
        ]
        return [self.workspace.dm(person), *others]

    def edit(self, who: str, ts: str, text: str) -> None:
        message = self._own_message(who, ts)
        previous = dataclasses.replace(message)
        message.text = self._write(text)
        message.blocks = self.workspace.name_blocks(self._write_blocks(text))
        message.edited = {"user": message.user, "ts": self.workspace.stamp()}
        self._tell_changed(message, previous)

    def _own_message(self, who: str, ts: str) -> Message:
        message = self.find_message(who, ts)
        if message.user != self.workspace.person(who).id:
            raise SlackSaysError(f"{who} did not write {ts}")
        return message

    def unfurl(self, who: str, ts: str) -> None:
        """Slack adds the preview of a link by itself: a message_changed in which no word changed."""
        message = self.find_message(who, ts)
        previous = dataclasses.replace(message)
        link = "https://example.org/"
        preview = {"id": 1, "from_url": link, "original_url": link, "fallback": "Example", "title": "Example"}
        message.attachments = [*message.attachments, {**preview, "title_link": link, "text": "A preview."}]
        self._tell_changed(message, previous)

    def _tell_changed(self, message: Message, previous: Message) -> None:
        channel = self.workspace.channels[message.channel]
        self.site.tell(channel, self.site.payloads.message_changed(message, previous), by_person=True)

    def delete(self, who: str, ts: str) -> None:
        message = self._own_message(who, ts)
        channel = self.workspace.channels[message.channel]
        del channel.messages[ts]
        self.site.tell(channel, self.site.payloads.message_deleted(message), by_person=True)

    # ---- sending

    def send(self, kind: str, payload: Json, person: Person, what: str) -> asyncio.Future[Json]:
        """Send what a hand did; if the app does not answer, that is remembered as a failed click."""
        answer = self.site.sockets.ask(kind, payload)
        answer.add_done_callback(lambda done: self._note_failure(done, person, what))
        return answer

    def _note_failure(self, done: asyncio.Future[Json], person: Person, what: str) -> None:
        if not done.cancelled() and (problem := done.exception()):
            self.failed_clicks.append(FailedClick(person.handle, what, str(problem)))
            self.site.changed()

    # ---- commands and shortcuts

    async def command(self, who: str, command: str, text: str = "", *, channel: str | None = None) -> str:
        """Run a slash command; return the words that Slack shows as the answer."""
        person = self.workspace.person(who)
        place = self._place(person, channel)
        parts = reading.write_rich(text, self._find_id)
        labels = {one.id: one.handle for one in self.workspace.people.values()}
        labels |= {one.id: one.name for one in self.workspace.channels.values()}
        payload = self.site.payloads.command(
            person,
            command,
            reading.write_text(parts, labels),
            channel=place,
            trigger_id=self.site.issue_trigger(person),
            reply=self.site.issue_reply(place, person),
        )
        try:
            shown = await self.send("slash_commands", payload, person, command)
        except NoAnswerError as problem:
            raise SlackSaysError(f"{command} failed: {problem}") from None
        return self._show_answer(person, place, shown).words if shown else ""

    def _show_answer(self, person: Person, place: Channel, shown: Json) -> Message:
        try:
            blocks = check_blocks(shown.get("blocks") or [])
        except ApiError as problem:
            raise SlackSaysError(f"the answer to the command is not valid: {problem}") from None
        only_for = None if shown.get("response_type") == "in_channel" else person.id
        return post_as_bot(self.site, place, text=shown.get("text", ""), blocks=blocks, only_for=only_for)

    def shortcut(self, who: str, callback_id: str) -> asyncio.Future[Json]:
        person = self.workspace.person(who)
        payload = self.site.payloads.shortcut(person, callback_id, trigger_id=self.site.issue_trigger(person))
        return self.send("interactive", payload, person, callback_id)

    def message_shortcut(
        self, who: str, callback_id: str, ts: str, *, channel: str | None = None
    ) -> asyncio.Future[Json]:
        person = self.workspace.person(who)
        message = self.find_message(who, ts, channel)
        place = self.workspace.channels[message.channel]
        payload = self.site.payloads.message_shortcut(
            person,
            message,
            callback_id,
            trigger_id=self.site.issue_trigger(person),
            reply=self.site.issue_reply(place, person, message),
        )
        return self.send("interactive", payload, person, callback_id)

    def open_home(self, who: str, tab: str = "home") -> View | None:
        person = self.workspace.person(who)
        self.site.tell_home(person, tab)
        return self.workspace.homes.get(person.id)
