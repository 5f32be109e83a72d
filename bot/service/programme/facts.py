"""What a programme knows of an event, as answers to a note's questions: read by the same kinds as typed ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.kinds import KINDS
from bot.core.kinds.date_style import write
from bot.core.lexicon import Lexicon
from bot.core.questions import NoteType, Question
from bot.core.replies import Context, Reply, Unclear, Value
from bot.render.lexicons import Phrases
from bot.render.receipts import fault
from bot.render.scenes import fill
from storage import Event


@dataclass(frozen=True, slots=True)
class Facts:
    """The values by question, and why others can not be kept."""

    values: dict[str, Value] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def facts_of(event: Event, kind: NoteType, phrases: Phrases, context: Context) -> Facts:
    """Return what a note of this type may be told of the event; what the programme leaves open will be asked."""
    found = Facts()
    for key, text in _texts(event, kind, context.lexicon).items():
        question = kind.question(key)
        if question is None or not text:
            continue
        outcome = KINDS[question.kind].parse(Reply(text), question, context)
        if isinstance(outcome, Unclear):
            found.wrong.append(_why(outcome, question, text, phrases))
        else:
            found.values[key] = outcome.value
    return found


def _why(outcome: Unclear, question: Question, text: str, phrases: Phrases) -> str:
    """Say what does not fit: to who has a file to mend, not to who has just sent an answer."""
    key = f"fact_{outcome.key}"
    if key in phrases.programme:
        return fill(phrases.programme, key, {"label": question.label, **outcome.facts})
    return f"{question.label}: {fault(phrases, outcome, question, text)}"


def dates_of(event: Event, lexicon: Lexicon) -> str:
    """Return the days of an event in house style."""
    return write([(event.first, event.last)], lexicon)


def _texts(event: Event, kind: NoteType, lexicon: Lexicon) -> Mapping[str, str]:
    texts = {
        kind.names: event.title,
        kind.ends: dates_of(event, lexicon),
        "place": event.place,
        "organizers": "\n".join(event.organizers),
    }
    return {key: text for key, text in texts.items() if key in kind.facts}
