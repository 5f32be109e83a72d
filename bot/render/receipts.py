"""What is told: receipts after an answer, faults of a reply, help. Each `Tell` becomes a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.messages import Line, Part, Quote
from bot.core.moves import Moment, Tell
from bot.core.questions import Question
from bot.core.replies import Context, Shape, Unclear, Value
from bot.render.lexicons import Phrases
from bot.render.scenes import Scene, clock, echoed, fill, listed, shorten

KEEPS = frozenset({"left_open", "coordinator_asked"})
"""What says that words are kept, where there are any."""

SHORT = 140
"""A receipt repeats a short answer; of a longer one it gives the length."""


def told(phrases: Phrases, tell: Tell, interview: Interview, scene: Scene, context: Context) -> list[Part]:
    """Return the lines that say this."""
    facts = _facts(phrases, tell, interview, scene, context)
    key = _form(tell, interview, facts)
    parts: list[Part] = [Line(text) for text in fill(phrases.say, key, facts).split("\n") if text.strip()]
    if tell.quote:
        parts.append(Quote(tell.quote))
    if tell.key == "help":
        parts.append(Line(phrases.say["help_commands"]))
    return parts


def _form(tell: Tell, interview: Interview, facts: Mapping[str, Any]) -> str:
    question = interview.question(str(facts.get("key", "")))
    match tell.key:
        case "saved" if question:
            again = "saved_added" if facts.get("added") else "saved_again"
            return _receipt(question, {**facts, "again": again if facts["again"] else ""})
        case "amended" if question:
            return _receipt(question, {**facts, "again": "amended"})
        case "skipped" if question and question.shows:
            return "skipped_required" if question.required else "skipped_section"
        case "paused" if question is None:
            return "paused_end"
        case "stopped" | "will_come" if facts["note"]:
            return f"{tell.key}_named"
        case _:
            silent = tell.key in KEEPS and not interview.kept.get(str(facts["key"]))
            return f"{tell.key}_silent" if silent else tell.key


def _receipt(question: Question, facts: Mapping[str, Any]) -> str:
    """Repeat what is short, so that words which went to another question are seen; of the rest say how long it is."""
    repeats = len(facts["whole"]) <= SHORT
    long = "" if repeats or KINDS[question.kind].shape is not Shape.LINES else _measure(question)
    return f"{facts['again']}{long}" if facts["again"] else f"saved{long}"


def _measure(question: Question) -> str:
    return "_text" if question.kind == "text" else "_lines"


def _facts(
    phrases: Phrases, tell: Tell, interview: Interview, scene: Scene, context: Context
) -> Mapping[str, Any]:
    lexicon = context.lexicon
    facts: dict[str, Any] = {"by": scene.by, "name": scene.name, "note": scene.note, **tell.facts}
    facts |= {"absent": phrases.buttons["absent"], "other": phrases.buttons["other"]}
    question = interview.question(str(facts.get("key", "")))
    if question:
        facts |= {"label": question.label, "why": question.why or question.prompt}
        facts["prompt"] = question.prompt
        facts.setdefault("choices", question.choices)
        facts["example"] = (
            fill(phrases.screen, "example", {"example": question.example}) if question.example else ""
        )
    else:
        facts.setdefault("why", "")
    if question and "value" in facts:
        facts |= _value(question, facts["value"], context)
    facts["problems"] = [phrases.problem[str(key)] for key in facts.get("problems", ())]
    for name, value in facts.items():
        if isinstance(value, Moment):
            facts[name] = clock(value, scene.place, lexicon)
        elif isinstance(value, (list, tuple)) and name != "value":
            facts[name] = listed([str(v) for v in value], lexicon) if value else ""
    return facts


def _value(question: Question, value: Value, context: Context) -> Mapping[str, Any]:
    text = echoed(question, value, context)
    if isinstance(value, list):
        text = text.replace("\n", "; ")
    count = len(value) if isinstance(value, (list, str)) else 1
    return {"shown": shorten(text, SHORT), "whole": text, "n": count}


def fault(phrases: Phrases, outcome: Unclear, question: Question, said: str) -> str:
    """Return why a reply does not fit, in one sentence."""
    example = fill(phrases.screen, "example", {"example": question.example}) if question.example else ""
    facts: dict[str, Any] = {"label": question.label, "said": said, "example": example, **outcome.facts}
    plain = {k: ", ".join(map(str, v)) if isinstance(v, (list, tuple)) else v for k, v in facts.items()}
    return fill(phrases.say, outcome.key, plain)
