"""A dialogue played in the terminal."""

from dataclasses import replace

from bot.core.forms import Deed
from bot.core.messages import Line, bare, enclosed
from bot.service.expert.owing import Owed
from bot.service.people import People
from bot.service.review.reviews import Reviews
from bot.service.sweeps.reminders import Reminders
from bot.transports.terminal import DEEDS, Terminal, write
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


class InTheTerminal:
    """Everybody sits at one terminal."""

    def __init__(self, folder, note_type):
        self.note_type = note_type
        self.clock = Clock()
        self.file = folder / "rapporteur.db"
        self.said = {person: [] for person in ZONES}
        self.seen = []
        self.posted = {}
        self.papers = {}
        self.forms = {}
        self._open()

    def _open(self):
        self.store = new_store(self.file)
        facts = {"team": "T1", "channel": "#notes", "coordinators": ("bo",), "note_type": self.note_type}
        self.office = an_office(self.store, self.clock, **facts)
        for person, (name, zone) in ZONES.items():
            People(self.office).know(person, name=name, zone=zone, locale="en-US")
        self.terminals = {person: Terminal(self.office, person, self._hear) for person in ZONES}

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.store.close()

    def _hear(self, letter):
        if letter.message.every_button and letter.recipient in self.terminals:
            self.terminals[letter.recipient].buttons = letter.message.every_button
        buttons = letter.message.buttons
        acts = [each for each in buttons if each.act and not each.say and each.act not in DEEDS]
        if acts:
            self.posted[letter.recipient] = acts
        if letter.link:
            self._link(letter)
            return
        if letter.message.attached:
            self.papers[letter.recipient, letter.message.attached[0].version] = letter.message.attached
        by = named(letter.recipient, threaded=bool(letter.thread), updated=bool(letter.replaces))
        drawn = [button for button in letter.message.buttons if button.say or button.act]
        more = [" ".join(f"[{button.label}]" for button in drawn)]
        more += [f"({paper.name})" for paper in letter.message.attached]
        words = tidied("\n".join([write(replace(letter.message, buttons=())), *more]))
        first = 0 if letter.replaces else 0.5  # in Slack, what is written over is seen at once
        at = PLACES.index(letter.recipient) + first
        self._see(at, Heard(by, words), self._with_papers(letter, more) if letter.papers else "")

    def _see(self, at, heard, whole):
        """Let it be seen; what was seen without its papers just now is as Slack shows it once they are there."""
        seen = [n for n, (_, one) in enumerate(self.seen) if whole and one.words == heard.words]
        if seen:
            order, one = self.seen[seen[0]]
            self.seen[seen[0]] = (order, Heard(one.by, whole))
        else:
            self.seen.append((at, Heard(heard.by, whole or heard.words)))

    def _with_papers(self, letter, more):
        """Return what a post says once its papers are there."""
        shown = enclosed(letter.message)
        _, *others = self.papers[letter.recipient, int(shown.key.split(":")[2])]
        lines = (Line(f"{shown.text} {', '.join(paper.name for paper in others)}"), Line(f"({shown.alt})"))
        message = replace(letter.message, parts=(*bare(letter.message).parts, *lines), buttons=())
        return tidied("\n".join([write(message), *more]))

    def _link(self, letter):
        """Show the button that opens a channel where Slack shows it: on what was said just now."""
        opens = " ".join(f"[{button.label}]" for button in letter.message.buttons)
        said = write(replace(letter.message, buttons=()))
        [at] = [n for n, (_, one) in enumerate(self.seen) if one.words.startswith(tidied(said))]
        place, one = self.seen[at]
        self.seen[at] = (place, Heard(one.by, tidied(f"{said}\n{opens}")))

    def heard(self):
        """Return what was seen since this was last asked: the answer to a command, then place by place."""
        seen, self.seen = self.seen, []
        return [one for _, one in sorted(seen, key=lambda pair: pair[0])]

    def move(self, when):
        """Let time pass; the clockwork ticks once."""
        self.clock.move(when)
        Reminders(self.office).sweep()
        self.terminals["ada"].deliver()

    def restart(self):
        """End the bot and start it again."""
        buttons = {person: terminal.buttons for person, terminal in self.terminals.items()}
        self.store.close()
        self._open()
        for person, terminal in self.terminals.items():
            terminal.buttons = buttons[person]
        self.terminals["ada"].deliver()

    def take(self, acts):
        """Let somebody do something."""
        [act] = acts
        assert not act.twice, "a terminal answers before anybody can press twice"
        self.clock.tick()
        getattr(self, f"_{act.how}")(self.terminals[act.who], act)

    def _say(self, terminal, act):
        self.said[act.who].append((f"{self.clock().timestamp():.6f}", act.text))
        buttons, terminal.buttons = terminal.buttons, ()  # words are words, even those of a label
        if refused := terminal.say(act.text):
            self.seen.append((-1, Heard(named(act.who, threaded=False), tidied(refused))))
        terminal.buttons = terminal.buttons or buttons

    def _press(self, terminal, act):
        assert not act.of, "a terminal has no old buttons"
        labels = [button.label for button in terminal.buttons]
        assert act.text in labels, f"there is no button {act.text!r}, only {labels}"
        terminal.say(act.text)

    def _reach(self, _terminal, act):
        buttons = {button.label: button for button in self.posted[act.of]}
        assert act.text in buttons, f"there is no button {act.text!r}, only {list(buttons)}"
        button = buttons[act.text]
        self.forms[act.who] = []
        self._open_form(act.who, button)

    def _within(self, _terminal, act):
        [button] = [each for each in self.forms[act.who][-1].buttons if each.label == act.text]
        self._open_form(act.who, button)

    def _close(self, _terminal, act):
        self.forms[act.who].pop()

    def _open_form(self, who, button):
        form = Reviews(self.office).press(self._deed(who, button.act, button.about, {}))
        self.forms[who].append(form)
        fields = [(field.label, field.hint) for field in form.fields]
        buttons = [each.label for each in form.buttons]
        self.seen.append((-1, form_of(who, form.title, form.lines, fields, *buttons, form.submit)))

    def _fill(self, terminal, act):
        form = self.forms[act.who][-1]
        keys = {field.label: field.key for field in form.fields}
        values = dict.fromkeys(keys.values(), "") | {keys[k]: v for k, v in filled(act.text).items()}
        faults = Reviews(self.office).send(self._deed(act.who, form.act, form.about, values))
        for fault in faults.values():
            self.seen.append((-1, Heard(f"Form to {act.who.title()}", fault)))
        terminal.deliver()

    def _deed(self, who, act, about, values):
        return Deed(person=who, act=act, about=about, key=f"deed:{self.clock()}", values=values)

    def _edit(self, terminal, act):
        terminal.amend(newest(self.said[act.who], act.of), act.text)

    def _command(self, terminal, act):
        word, _, rest = act.text.partition(" ")
        if words := self._answer(terminal.notes, act.who, word, rest):
            self.seen.append((-1, Heard(named(act.who, threaded=False), tidied(words))))
        terminal.deliver()

    def _answer(self, notes, person, word, rest):
        key = f"command:{self.clock()}"
        match word:
            case "new":
                return notes.begin(person, key=key)
            case "resume":
                return notes.resume(person, rest, key=key)
            case "list":
                return notes.listing(person)
            case "release":
                return notes.release(person, rest, key=key)
            case "owe":
                whom, _, facts = rest.removeprefix("@").partition(" ")
                facts = [fact.strip() for fact in facts.split("|")]
                return notes.owe(Owed(by=person, person=whom, facts=facts if any(facts) else (), key=key))
            case _:
                raise ValueError(f"/note {word} is typed in Slack only")
