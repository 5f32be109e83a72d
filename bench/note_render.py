"""What a safe draft costs: our draft from an interview, against the same template in plain Jinja with ready values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from jinja2 import Environment, Template

from bench.answers import ANSWERS, HIGHLIGHTS
from bench.lines import Line, alternating, ms, p99, ratios
from bench.sizes import Size
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.replies import Clear, Context, Reply
from bot.render.drafts import FILTERS, draft, filling
from bot.render.lexicons import read_phrases
from bot.render.library import NOTE, Folder, note_type, read_folder

TEMPLATES = Path(__file__).parents[1] / "templates"
TODAY = date(2026, 6, 1)


def measure(size: Size) -> Iterator[Line]:
    """Yield what a draft costs."""
    folder = read_folder(TEMPLATES / "information_note")
    context = Context(today=TODAY, lexicon=read_phrases(TEMPLATES / "phrases" / "en.toml").lexicon)
    interview = answered(folder, context)
    template, values = plain(folder), filling(interview, context)
    draft(folder, interview, context)  # compiles the template, which happens once in the life of a bot
    ours, bare = alternating(
        size.renders,
        lambda: seconds(lambda: draft(folder, interview, context)),
        lambda: seconds(lambda: template.render(values)),
    )
    yield Line(
        name="note_render_ratio",
        value=median(ratios(ours, bare)),
        p99=p99(ours) / p99(bare),
        goal=3.0,
        more={"bare_ms": ms(bare), "ours_ms": ms(ours), "pairs": size.renders},
    )


def plain(folder: Folder) -> Template:
    """Return the template of a note in Jinja as it comes: no sandbox, and nothing escaped that it does not ask for."""
    made = Environment(autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701  Markdown is no HTML
    made.filters.update(FILTERS)
    return made.from_string(folder.files[NOTE])


def seconds(work: Callable[[], object]) -> float:
    """Do it once."""
    started = perf_counter()
    work()
    return perf_counter() - started


def answered(folder: Folder, context: Context) -> Interview:
    """Return an interview with every required answer."""
    interview = Interview(type=note_type(folder))
    replies = {answer.key: answer.text for answer in ANSWERS} | {"highlights": HIGHLIGHTS, "sensitive": "no"}
    for key, text in replies.items():
        question = interview.question(key)
        assert question is not None
        outcome = KINDS[question.kind].parse(Reply(text), question, context)
        assert isinstance(outcome, Clear), key
        interview = interview.saved(key, outcome.value, (Reply(text),))
    return interview
