"""`rapporteur demo`: the main job from end to end, with real processes, sockets and files, and no Slack account."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bot.cli import demo_weeks
from bot.cli.config import settings_for
from bot.cli.demo_script import Step, debt, golden_replies, script
from bot.cli.processes import Bot, end_in_order, working_clock
from bot.fakeslack import FakeSlack
from bot.fakeslack.reading import read_blocks
from bot.fakeslack.workspace import TEAM, File, Message
from bot.render.scenes import shorten
from storage import open_store

NOTE_TYPE = "information_note"

FORM = 400
"""Characters of a form that are shown."""

HEAD = 5
"""Lines of a reply in the channel that are shown."""


class Play:
    """Plays the script and prints what happens while it happens."""

    def __init__(self, slack: FakeSlack, bot: Bot) -> None:
        self.slack = slack
        self.bot = bot
        self.started = time.monotonic()
        self.sent: dict[str, str] = {}
        self.heard = ""

    def show(self, who: str, words: str) -> None:
        """Print what somebody said."""
        head, *rest = words.split("\n")
        click.echo(f"{who:>5}  {head}")
        for line in rest:
            click.echo(f"       {line}")

    def hear(self, saying: str) -> None:
        """Wait for the bot's next message, print it, and be sure that it is the right one."""
        message = self.slack.wait(self._next, timeout=60)
        self.heard = message.ts
        self.show("Bot", message.words)
        if saying not in message.words:
            raise click.ClickException(f"the bot should have said {saying!r}")

    def _next(self) -> Message | None:
        """Return what the bot said next to Ada; what hangs below another message of hers waits for nobody."""
        said = (one for one in self.slack.messages("ada") if one.is_bot and one.thread_ts in {None, one.ts})
        return next((one for one in said if one.ts > self.heard), None)

    def owe(self, command: str) -> None:
        """Let the coordinator register the note."""
        self.show("Bo", f"/note {command}")
        self.show("Bot", self.slack.command("bo", "/note", command))
        self.hear("Hello Ada Osei")

    def take(self, step: Step, number: int, of: int) -> None:
        """Let Ada do one thing, and hear the answer."""
        seconds = time.monotonic() - self.started
        click.echo(f"\n--- {number} of {of}, {seconds:.0f} s " + "-" * 40)
        match step.how:
            case "say":
                self.show("Ada", step.text)
                self.sent[step.name] = self.slack.say("ada", step.text)
            case "press":
                self.show("Ada", f"({step.text})")
                self.slack.click("ada", step.text, ts=self.heard)
            case "send":
                typed = [f"{label}: {words}" for label, words in step.values.items()]
                self.show("Bo", "\n".join([*typed, "(sends it)"]))
                self.slack.submit("bo", step.values)
            case "edit":
                self.show("Ada", f"edits her message about {step.of}:\n{step.text}")
                self.slack.edit("ada", self.sent[step.of], step.text)
            case "reach":
                self.reach(step)
            case _:
                self.restart()
        if step.saying:
            self.hear(step.saying)

    def reach(self, step: Step) -> None:
        """Let the reviewer press a button of the draft in the channel, and see the form that opens."""
        self.show("Bo", f"({step.text}) in #notes")
        post = self.slack.wait(lambda: self.post(step.of), timeout=60)
        self.slack.click("bo", step.text, ts=post.ts, channel="#notes")
        view = self.slack.wait(lambda: self.slack.views("bo"), timeout=10)[-1].content
        words = read_blocks(view["blocks"], {})
        self.show("Form", shorten(words, FORM))
        if step.form not in words:
            raise click.ClickException(f"the form should have said {step.form!r}")

    def post(self, words: str) -> Message | None:
        """Return the message in the channel that has buttons and these words, if it is there."""
        return next(
            (one for one in self.slack.messages("#notes") if one.buttons and words in one.words), None
        )

    def see_channel(self) -> None:
        """Wait until the post shows the approved papers, and show what is in the channel."""
        self.slack.wait(lambda: "-approved.pdf" in self.slack.messages("#notes")[0].words, timeout=30)
        click.echo("\n--- in #notes " + "-" * 40)
        for one in self.slack.messages("#notes"):
            lines, is_post = one.words.split("\n"), one.thread_ts in {None, one.ts}
            cut = len(lines) > HEAD + 1 and not is_post
            more = [f"({len(lines) - HEAD} more lines)"] if cut else lines[HEAD:]
            self.show("" if is_post else "└", "\n".join([*lines[:HEAD], *more]))

    def restart(self) -> None:
        """Kill the bot as a power cut would, and start it again."""
        click.echo("       The bot's process is killed (SIGKILL) and started again.")
        self.bot.kill()
        self.slack.wait(lambda: not self.slack.connections, timeout=10)
        self.bot.start()
        self.bot.wait_until_connected()


@click.command("demo", short_help="See it work: a scripted conversation, under a minute.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, writable=True, path_type=Path),
    default=Path("out/demo"),
    show_default=True,
    help="Where the note and the answers are written.",
)
@click.option(
    "--pace",
    type=click.FloatRange(0, 10),
    default=0.75,
    show_default=True,
    help="Seconds between two messages of the bot; Slack itself wants one.",
)
def command(out: Path, pace: float) -> None:
    """Play the event of a published note in a Slack in miniature, then four weeks of reminders with a clock that leaps.

    It ends by itself in under a minute.
    """
    settings = settings_for(slack=False)
    templates = settings.templates / NOTE_TYPE
    replies = golden_replies(templates)
    _make(out)
    end_in_order()
    with tempfile.TemporaryDirectory() as folder, FakeSlack(pace=pace, clock=working_clock()) as slack:
        bot = Bot(slack, Path(folder), pace=pace)
        bot.environment["NOTE_TYPE"] = NOTE_TYPE
        with bot:
            bot.wait_until_connected()
            play(slack, bot, replies)
            papers = [file for one in slack.messages("#notes") for file in one.files]
        note, answers = result(Path(bot.environment["DATABASE"]), TEAM)
        demo_weeks.play(settings, Path(folder))
    keep(out, papers, note, answers)
    click.echo(f"\nThe note is in {out / 'note.md'}, the answers are in {out / 'answers.json'}.")
    click.echo(f"Its papers are there too: {', '.join(paper.name for paper in papers)}.")
    compare(note, templates / "example" / "note.md")


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"{out} can not be made: {error.strerror}"
        raise click.ClickException(f"{why}. Give another folder, for example --out out/demo") from None


def play(slack: FakeSlack, bot: Bot, replies: dict[str, list[str]]) -> None:
    """Play everything, and see what is then in the team's channel."""
    steps = script(replies)
    scene = Play(slack, bot)
    scene.owe(debt(replies))
    for number, step in enumerate(steps, 1):
        scene.take(step, number, len(steps))
    scene.see_channel()


def compare(note: str, published: Path) -> None:
    """End well or not, as the note equals the published one or does not."""
    if note != published.read_text(encoding="utf-8"):
        click.echo(f"The note differs from {published}.", err=True)
        sys.exit(1)
    click.echo("The note equals the published one, character for character.")


def keep(out: Path, papers: Sequence[File], note: str, answers: Mapping[str, Any]) -> None:
    """Write what came of it into a folder."""
    for paper in papers:
        (out / paper.name).write_bytes(paper.content or b"")
    (out / "note.md").write_text(note, encoding="utf-8")
    text = json.dumps(answers, indent=2, ensure_ascii=False)
    (out / "answers.json").write_text(f"{text}\n", encoding="utf-8")


def result(database: Path, team: str) -> tuple[str, Mapping[str, Any]]:
    """Return the note as it was approved, and every answer, from the bot's own database."""
    store = open_store(database)
    try:
        with store.transaction(team) as tx:
            *_, draft = tx.drafts.of(1)
            answers = {key: answer.value for key, answer in tx.answers.latest(1).items()}
    finally:
        store.close()
    return draft.text, answers
