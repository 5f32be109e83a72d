"""What happens in the demo: the event of the one published note, from the debt to the approved papers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Step:
    """Ada does something: `how` is say, press, edit or restart; `saying` is what the bot must answer with.

    An edit replaces the message that she sent in the step named `of`. To reach and to send is Bo's: he presses a
    button of the draft in the channel, which says `of`, and sends the `form` that opens, with these `values`; Ada
    hears of the latter.
    """

    how: str
    text: str = ""
    saying: str = ""
    of: str = ""
    name: str = ""
    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def golden_replies(folder: Path) -> dict[str, list[str]]:
    """Return the replies that give the published note, from the note type's own example."""
    raw = tomllib.loads((folder / "example" / "answers.toml").read_text(encoding="utf-8"))
    return {key: reply if isinstance(reply, list) else [reply] for key, reply in raw.items()}


def debt(replies: dict[str, list[str]]) -> str:
    """Return the command with which the coordinator registers the note."""
    return "owe @ada " + " | ".join(replies[key][0] for key in ("event", "dates", "place", "organizers"))


def script(replies: dict[str, list[str]]) -> Sequence[Step]:
    """Return everything that Ada and Bo do."""
    return (*_beginning(replies), *_pause(replies), *_end(replies), *_review(replies))


def _beginning(replies: dict[str, list[str]]) -> Sequence[Step]:
    """From the facts, with one invalid date, to the question that she skips."""
    rough = f"{replies['participants'][0].split(',')[0]} from many states"
    return (
        Step("press", "Start now", saying="Is it right?"),
        Step("press", "Change dates", saying="I have this for Dates"),
        Step("say", "4-3 June", saying="the first day is after the last"),
        Step("say", replies["dates"][0], saying="(Wednesday-Thursday)"),
        Step("press", "Yes, all right", saying="Session"),
        Step("say", replies["session"][0], saying="Supporters"),
        Step("press", "Skip", saying="Format"),
        Step("press", "in person", saying="Participants"),
        Step("say", rough, saying="Objectives", name="participants"),
        Step("say", replies["objectives"][0], saying="Background"),
        Step("say", "what does background mean?", saying="was not saved"),
        Step("press", "Skip", saying="Why?"),
        Step("press", "I will get it", saying="When shall I ask"),
        Step("press", "Do not ask", saying="Highlights"),
    )


def _pause(replies: dict[str, list[str]]) -> Sequence[Step]:
    """She edits an earlier message, pauses, and the bot is killed."""
    first, second = replies["highlights"]
    return (
        Step("edit", replies["participants"][0], saying="You edited your message", of="participants"),
        Step("say", first, saying="Send more"),
        Step("press", "Pause", saying="When shall I come back?"),
        Step("press", "I will come back myself", saying="Type resume"),
        Step("restart"),
        Step("say", "resume", saying="Documents"),
        Step("say", "edit highlights", saying="Your answer to"),
        Step("press", "Add to it", saying="Send what is to be added"),
        Step("say", second, saying="Send more"),
        Step("press", "That is all", saying="Documents"),
    )


def _end(replies: dict[str, list[str]]) -> Sequence[Step]:
    """She comes back to what she skipped, looks at the draft, and hands it in."""
    return (
        Step("say", "skip", saying="Additional comments"),
        Step("say", "none", saying="Sensitive"),
        Step("press", "No", saying="nothing left to ask"),
        Step("say", "edit background", saying="Background"),
        Step("say", replies["background"][0].replace("Every two years, the", "The", 1), saying="Saved"),
        Step("press", "Preview the draft", saying="No gaps."),
        Step("press", "Submit", saying="Submitted as"),
    )


def _review(replies: dict[str, list[str]]) -> Sequence[Step]:
    """Bo asks for two changes; Ada is asked two questions, and keeps one answer; Bo approves the next version.

    He reads before he decides: the post names a version's papers once they hang in its thread.
    """
    remarks = {"Objectives": "ours, or those of the workshop?", "Background": "how often is it held?"}
    return (
        Step("reach", "Request changes", of="-v1.pdf", form="Write a line where something should change"),
        Step("send", values=remarks, saying="has 2 questions about version 1"),
        Step("press", "Keep it", saying="how often is it held?"),
        Step("say", replies["background"][0], saying="Version 2"),
        Step("reach", "Approve", of="-v2.pdf", form="It differs from version 1 in 1 place"),
        Step("send", saying="approved by"),
    )
