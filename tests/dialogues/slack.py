"""A dialogue played over HTTP and a websocket, in a Slack in miniature; the bot runs in a thread."""

import asyncio
import threading
from contextlib import ExitStack, contextmanager

from bot.fakeslack import FakeSlack, reading
from bot.service.sweeps.digests import Digests
from bot.service.sweeps.reminders import Reminders
from bot.transports.slack import Slack
from tests.dialogues.people import (
    PLACES,
    ZONES,
    Clock,
    an_office,
    filled,
    form_of,
    named,
    newest,
    tidied,
)
from tests.dialogues.transcript import Heard
from tests.rows import new_store

PATIENCE = 20


class Watched:
    """A store that says when something was written, so that a test need not look again and again."""

    def __init__(self, store):
        self.store = store
        self.changed = threading.Condition()

    @contextmanager
    def transaction(self, team):
        """Begin one unit of work."""
        with self.store.transaction(team) as tx:
            yield tx
        with self.changed:
            self.changed.notify_all()


class InSlack:
    """The bot runs in a thread and speaks to a fake Slack as it would to Slack."""

    def __init__(self, folder, note_type):
        self.note_type = note_type
        self.clock = Clock()
        self.file = folder / "rapporteur.db"
        self.said = {person: [] for person in ZONES}
        self.shown = []
        self.known = {place: {} for place in PLACES}
        self._all = ExitStack()

    def __enter__(self):
        clock = self.clock
        self.slack = self._all.enter_context(FakeSlack(pace=0, echo=False, clock=lambda: clock().timestamp()))
        self._start()
        return self

    def __exit__(self, *_error):
        self._stop()
        self._all.close()

    def _start(self):
        self.store = Watched(new_store(self.file))
        self.ready, self.loop, self.stopped = threading.Event(), asyncio.new_event_loop(), asyncio.Event()
        self.thread = threading.Thread(target=self.loop.run_until_complete, args=(self._run(),))
        self.thread.start()
        assert self.ready.wait(PATIENCE), "the bot did not connect"
        self.slack.wait_for_connection()

    async def _run(self):
        slack = self.slack
        tokens = {"bot_token": slack.bot_token, "app_token": slack.app_token}
        async with Slack(**tokens, url=slack.url, pace=0, zone="UTC") as door:
            identity = await door.identify()
            facts = {"channel": slack.channel("#notes").id, "coordinators": (slack.person("bo").id,)}
            self.office = an_office(
                self.store, self.clock, team=identity.team, note_type=self.note_type, **facts
            )
            await door.serve(identity, self.office, self.stopped, self.ready.set)

    def _stop(self):
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.thread.join(PATIENCE)
        self.loop.close()
        self.store.store.close()

    def restart(self):
        """End the bot and start it again."""
        self._stop()
        self.slack.wait(lambda: not self.slack.connections)
        self._start()
        self._settle()

    def move(self, when):
        """Let time pass; somebody looks at a list, because a moved clock does not wake who sleeps by it."""
        self.clock.move(when)
        Reminders(self.office).sweep()
        self.slack.command("bo", "/note", "list")
        self._settle()

    def digest(self):
        """Let the sweep of the digests come by."""
        Digests(self.office).sweep()
        self.slack.command("bo", "/note", "list")
        self._settle()

    def take(self, acts):
        """Let somebody do something; several things at once, if there are several."""
        self.clock.tick()
        expected = len(self.slack.acks) + sum(2 if act.twice else act.how != "close" for act in acts)
        if len(acts) > 1:
            told = self.slack.say_many([(act.who, act.text) for act in acts])
            for act, ts in zip(acts, told, strict=True):
                self.said[act.who].append((ts, act.text))
        else:
            getattr(self, f"_{acts[0].how}")(acts[0])
        slack = self.slack
        slack.wait(
            lambda: slack.failed_clicks or len(slack.acks) >= expected, what="an answer to what was done"
        )
        self._settle()

    def _settle(self):
        """Wait until everything that is promised has been sent."""
        with self.store.changed:
            assert self.store.changed.wait_for(self._is_quiet, PATIENCE), (
                "the bot still has something to send"
            )

    def _is_quiet(self):
        with self.store.store.transaction(self.office.team) as tx:
            next_at = tx.outbox.next_at(now=self.clock())
            return not tx.outbox.left_sending() and (next_at is None or next_at > self.clock())

    def heard(self):
        """Return what was seen since this was last asked, by place."""
        assert self.slack.failed_clicks == [], "Slack warns the person that the bot did not answer"
        answers, self.shown = self.shown, []
        return [*answers, *(one for place in PLACES for one in self._new(place))]

    def _new(self, place):
        """Give what was written over first: that is promised before what follows in its thread."""
        known = self.known[place]
        now = {one.ts: (one, drawn(one)) for one in self._from_bot(place)}
        updated = [words for ts, (_, words) in now.items() if known.get(ts, words) != words]
        fresh = [found for ts, found in now.items() if ts not in known]
        self.known[place] = {ts: words for ts, (_, words) in now.items()}
        return [
            *(Heard(named(place, threaded=False, updated=True), words) for words in updated),
            *(
                Heard(named(place, threaded=one.thread_ts not in {None, one.ts}), words)
                for one, words in fresh
            ),
        ]

    def _from_bot(self, place):
        return [one for one in self.slack.messages(place) if one.is_bot]

    def _say(self, act):
        self.said[act.who].append((self.slack.say(act.who, act.text), act.text))

    def _thread(self, act):
        self.slack.say(act.who, act.text, thread_ts=self._card(act))

    def _press(self, act):
        cards = [one for one in self._from_bot(act.who) if one.buttons]
        ts = self._card(act) if act.of else cards[-1].ts
        self.slack.click(act.who, act.text, ts=ts, times=2 if act.twice else 1)

    def _reach(self, act):
        if self.slack.views(act.who):
            self.slack.close_view(act.who, everything=True)
        posts = [one for one in self._from_bot(act.of or act.who) if act.text in one.buttons]
        self.slack.click(act.who, act.text, ts=posts[-1].ts, channel=act.of or None)
        self.slack.wait(lambda: self.slack.views(act.who), what="a form")
        self._show(act.who)

    def _within(self, act):
        below = len(self.slack.views(act.who))
        self.slack.click(act.who, act.text, on="view")
        self.slack.wait(lambda: len(self.slack.views(act.who)) > below, what="a form above the form")
        self._show(act.who)

    def _close(self, act):
        self.slack.close_view(act.who)

    def _show(self, who):
        view = self.slack.views(who)[-1].content
        submit = view["submit"]["text"] if "submit" in view else ""
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        fields = [(one["label"]["text"], one.get("hint", {}).get("text", "")) for one in inputs]
        lines = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
        pressed = [one for block in view["blocks"] for one in block.get("elements", ())]
        buttons = [one["text"]["text"] for one in pressed if one["type"] == "button"]
        self.shown.append(form_of(who, view["title"]["text"], lines, fields, *buttons, submit))

    def _fill(self, act):
        people = {name: self.slack.person(who).id for who, (name, _) in ZONES.items()}
        values = {label: people.get(typed, typed) for label, typed in filled(act.text).items()}
        faults = self.slack.submit(act.who, values)
        self.shown += [Heard(f"Form to {act.who.title()}", fault) for fault in faults.values()]

    def _card(self, act):
        return newest([(one.ts, drawn(one)) for one in self._from_bot(act.who)], act.of)

    def _edit(self, act):
        self.slack.edit(act.who, newest(self.said[act.who], act.of), act.text)

    def _preview(self, act):
        self.slack.unfurl(act.who, newest(self.said[act.who], act.of))

    def _delete(self, act):
        self.slack.delete(act.who, newest(self.said[act.who], act.of))

    def _command(self, act):
        if words := self.slack.command(act.who, "/note", act.text):
            self.shown.append(Heard(named(act.who, threaded=False), tidied(words)))


def drawn(message):
    """Return the words of a message in Slack as a terminal draws them: quotes with a bar, digits not raised."""
    return tidied("\n".join(_drawn(block) for block in message.blocks) or message.words)


def _drawn(block):
    if block["type"] != "rich_text":
        return reading.read_blocks([block], {})
    return "\n".join(_element(element) for element in block["elements"])


def _element(element):
    text = reading.read_rich(element, {})
    if element["type"] != "rich_text_quote":
        return text
    return "\n".join(f"| {line}" for line in text.split("\n"))
