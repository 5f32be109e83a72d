"""A paper as a Word file. Its styles, margins and footer come from a pattern that a coordinator may change in Word."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from bot.render.papers.errors import PaperError
from bot.render.papers.model import Kind, PaperModel, possible
from bot.render.papers.word_xml import Writer
from bot.render.scenes import shorten

PATTERN = Path(__file__).resolve().parents[3] / "templates" / "papers" / "note.docx"
"""The pattern that comes with the program."""

HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
STYLES = {Kind.TITLE: "Title", Kind.TEXT: "Normal", Kind.BULLET: "List Bullet"}
NEEDED = (*STYLES.values(), *HEADINGS, "Header", "Hyperlink", "footnote text", "footnote reference")

LONGEST_PROPERTY = 255
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of each file within, so that the same paper gives the same bytes."""


def docx(paper: PaperModel, pattern: Path = PATTERN) -> bytes:
    """Return the paper as a Word file. Raises PaperError when the pattern can not be used."""
    document = _opened(pattern)
    _set_properties(document, paper)
    _set_header(document, paper)
    _set_body(document, paper)
    written = BytesIO()
    document.save(written)
    return _undated(written)


def _opened(pattern: Path) -> WordDocument:
    try:
        document = Document(str(pattern))
    except (PackageNotFoundError, BadZipFile, SyntaxError, KeyError, ValueError, OSError) as error:
        raise PaperError(
            f"The pattern {pattern.name} can not be read as a Word file. Save it in Word as .docx, or take back "
            "the one that came with the program."
        ) from error
    names = {style.name for style in document.styles}
    if missing := [name for name in NEEDED if name not in names]:
        raise PaperError(
            f"The pattern {pattern.name} has no style {', '.join(missing)}. Use each of these styles once in Word "
            "and save it, or take back the one that came with the program."
        )
    return document


def _set_properties(document: WordDocument, paper: PaperModel) -> None:
    known, at = document.core_properties, paper.at.astimezone(UTC)
    known.title = shorten(possible(paper.title), LONGEST_PROPERTY)
    known.author = known.last_modified_by = shorten(possible(paper.author), LONGEST_PROPERTY)
    known.created = known.modified = at
    known.language = paper.language
    known.subject = paper.reference
    known.version = str(paper.version)
    known.revision = paper.version
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:val"), paper.language)


def _set_header(document: WordDocument, paper: PaperModel) -> None:
    """Write into the first empty line of the pattern's header, or below all that it says."""
    header = document.sections[0].header
    empty = next((line for line in header.paragraphs if not line.text), None)
    (empty or header.add_paragraph(style="Header")).text = f"{paper.reference}\t{paper.header}".rstrip()


def _set_body(document: WordDocument, paper: PaperModel) -> None:
    body = document.element.body
    for sample in list(body):
        if sample.tag != qn("w:sectPr"):
            body.remove(sample)
    end = body.get_or_add_sectPr()
    writer = Writer(document)
    below = 1 if any(one.kind is Kind.TITLE for one in paper.body) else 0
    for one in paper.body:
        heading = HEADINGS[min(max(one.level - below, 1), len(HEADINGS)) - 1]
        end.addprevious(writer.paragraph(one, STYLES.get(one.kind, heading)))
    writer.finish()


def _undated(written: BytesIO) -> bytes:
    made = BytesIO()
    with ZipFile(written) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            file = ZipInfo(name, ALWAYS)
            file.create_system = 0
            file.compress_type = ZIP_DEFLATED
            target.writestr(file, source.read(name))
    return made.getvalue()
