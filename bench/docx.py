"""What a Word file costs: ours, against the same paragraphs written with python-docx into its own default document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

from docx import Document

from bench.lines import Line, alternating, ms, p99, ratios
from bench.note_render import seconds
from bench.sizes import Size
from bot.render.papers import PaperModel, docx, read
from bot.render.papers.model import Kind

NOTE = Path(__file__).parents[1] / "templates" / "information_note" / "example" / "note.md"
STYLES = {Kind.TITLE: "Title", Kind.HEADING: "Heading 1", Kind.TEXT: "Normal", Kind.BULLET: "List Bullet"}


def measure(size: Size) -> Iterator[Line]:
    """Yield what a Word file costs, from the text of the draft on."""
    draft = NOTE.read_text(encoding="utf-8")
    docx(paper(draft))  # imports and first use, once in the life of a bot
    bare(paper(draft))
    parsed = paper(draft)
    ours, plain = alternating(
        size.renders, lambda: seconds(lambda: docx(paper(draft))), lambda: seconds(lambda: bare(parsed))
    )
    yield Line(
        name="docx_ratio",
        value=median(ratios(ours, plain)),
        p99=p99(ours) / p99(plain),
        goal=1.5,
        more={"bare_ms": ms(plain), "ours_ms": ms(ours), "pairs": size.renders},
    )


def paper(draft: str) -> PaperModel:
    """Return the paper of a draft."""
    return PaperModel(
        title="Information Note IN-2009-001, version 1",
        author="Ada Lovelace",
        at=datetime(2009, 6, 4, 18, tzinfo=UTC),
        language="en-GB",
        reference="IN-2009-001",
        version=1,
        header="Draft - version 1",
        body=read(draft),
    )


def bare(known: PaperModel) -> bytes:
    """Write the same words: no footnote of its own, no live link, no properties, and other bytes each time."""
    document = Document()
    for one in known.body:
        paragraph = document.add_paragraph(style=STYLES[one.kind])
        for run in one.runs:
            paragraph.add_run(run.text).bold = run.bold
    for mark in (run for one in known.body for run in one.runs if run.footnote):
        document.add_paragraph("".join(run.text for run in mark.footnote))
    written = BytesIO()
    document.save(written)
    return written.getvalue()
