"""Every fault that the author of a note type can make, all at once: where it is, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

from bot.core.authoring import Fault, build, faults, question, readable, usable
from bot.core.fields import Raw, field_faults, mistyped
from bot.core.questions import AUTHORS
from bot.core.replies import Context
from bot.render.example_checks import example_faults, file_faults, shown_faults
from bot.render.lexicons import read_phrases
from bot.render.library import QUESTIONS, STYLE, Folder, LibraryError, parse, read_folder
from bot.render.policies import POLICY, policy_faults
from bot.render.style_checks import style_faults
from bot.render.template_checks import Names, template_faults

PHRASES = Path("phrases") / "en.toml"
TODAY = date(2100, 1, 1)
"""The day on which examples are read: no event of an example is still to come."""


def check(folder: Path, *, phrases: Path | None = None) -> list[Fault]:
    """Return the faults of a note type; its words for commands are those of templates/phrases beside it."""
    try:
        files = read_folder(folder)
        words = phrases or folder.resolve().parent / PHRASES
    except LibraryError as error:
        return error.faults
    except TimeoutError:  # the alarm of whoever limits this: an OSError too, and none of the folder
        raise
    except OSError as error:
        return [Fault(str(folder), f"can not be read: {error.strerror}", "Name a folder that you may read")]
    if words.is_file():
        return _faults(folder, files, Context(today=TODAY, lexicon=read_phrases(words).lexicon))
    what = f"has no {PHRASES} beside it, so its examples can not be read"
    return [
        Fault(str(folder), what, "Put it into templates/, with the others"),
        *_faults(folder, files, None),
    ]


def _faults(path: Path, folder: Folder, context: Context | None) -> list[Fault]:
    """Return the faults; without a context all but those of what is shown and typed, which needs words to be read."""
    found = [
        fault
        for name in folder.files
        if name.endswith(".toml")
        for fault in parse(name, folder.files[name])[1]
    ]
    found += policy_faults(parse(POLICY, folder.files.get(POLICY, ""))[0])
    raw, broken = parse(QUESTIONS, folder.files[QUESTIONS])
    if broken:
        return [*found, *file_faults(path)]
    wrong = faults(raw)
    questions = readable(raw)
    unwritten, used = template_faults(folder, _names(raw, questions))
    found += [*wrong, *unwritten]
    found += () if used is None else _unused(raw, questions, used)
    found += [*_idle(questions), *_twins(questions), *_constants(raw)]
    found += _shown(questions, context) if context else ()
    wording = parse(STYLE, folder.files.get(STYLE, ""))[0]
    found += style_faults(wording, questions, _table(raw, "constants"))
    if wrong or context is None:
        return [*found, *file_faults(path)]
    kind = build(path.name, raw)
    return [*found, *example_faults(path, None if unwritten else folder, kind, context)]


def _names(raw: Raw, questions: Sequence[Raw]) -> Names:
    groups = {q["group"] for q in questions if q.get("group")} | _table(raw, "group").keys()
    once = {q["key"] for q in questions if not q.get("group")} | _table(raw, "constants").keys()
    members = {
        g: frozenset(q["key"] for q in questions if q.get("group") == g and usable(q["key"]))
        for g in groups
        if usable(g)
    }
    choices = {q["key"]: q["choices"] for q in questions if q.get("kind") == "choice" and q.get("choices")}
    return Names(once=frozenset({*filter(usable, once), AUTHORS}), groups=members, choices=choices)


def _table(raw: Raw, key: str) -> dict[str, Any]:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def _unused(raw: Raw, questions: Sequence[Raw], used: frozenset[str]) -> Iterator[Fault]:
    """Nobody is asked for nothing: an answer is written, decides what else is asked, or is one that the bot needs."""
    needed = {raw.get("names"), raw.get("ends"), raw.get("hold")}
    needed |= {key for q in questions for key in q.get("when", {})}
    for each in questions:
        if usable(each["key"]) and each["key"] not in used and each["key"] not in needed:
            one = f"{{{{ one.{each['key']} }}}}" if each.get("group") else f"{{{{ {each['key']} }}}}"
            yield Fault(
                f"question {each['key']}",
                "is asked and used nowhere",
                f"Write {one} into the note, or drop it",
            )


def _idle(questions: Sequence[Raw]) -> Iterator[Fault]:
    """Name the numbers with which nothing can be sent, or everything or nothing is asked about again."""
    for each in questions:
        where, usual = f"question {each['key']}", each.get("usual")
        if not each.get("megabytes", 1) > 0:
            yield Fault(where, f"has megabytes = {each['megabytes']}", "No file can fit; write more than 0")
        if usual is not None and usual > each.get("most", inf):
            yield Fault(where, "has usual above most", "No answer is asked about then; write less for usual")
        if usual is not None and usual < each.get("least", -inf):
            yield Fault(
                where, "has usual below least", "Each answer is asked about then; write more for usual"
            )


def _twins(questions: Sequence[Raw]) -> Iterator[Fault]:
    """Name the questions that people can not tell from an earlier one: they are called by their labels."""
    first: dict[tuple[str, str], str] = {}
    for each in questions:
        told = (each.get("group", ""), each.get("label", "").casefold())
        if told[1] and first.setdefault(told, each["key"]) != each["key"]:
            what = f"has the label {each['label']!r}, as question {first[told]} has"
            yield Fault(f"question {each['key']}", what, "Give each question a label of its own")


def _constants(raw: Raw) -> Iterator[Fault]:
    for key, value in _table(raw, "constants").items():
        if not isinstance(value, str):
            yield mistyped("[constants]", key, value, str)


def _shown(questions: Sequence[Raw], context: Context) -> Iterator[Fault]:
    for each in questions:
        if not any(field_faults("", each)):
            yield from shown_faults(question(each), context)
