"""Paragraphs, links and footnotes in the XML of Word, of which python-docx writes the first alone."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from bot.render.papers.model import Paragraph, Run, is_right_to_left

SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
"""Two footnotes that Word wants to find: the line above all footnotes, and above one that goes on."""

# What stands after footnotePr in the settings, by the schema of Word.
AFTER = ("endnotePr", "compat", "docVars", "rsids", "themeFontLang", "clrSchemeMapping", "decimalSymbol")


class Writer:
    """Writes the paragraphs of one document; the footnotes among them come with `finish`."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.ids = {style.name: style.style_id for style in document.styles}
        self.notes = _footnotes(document)

    def paragraph(self, paragraph: Paragraph, style: str) -> BaseOxmlElement:
        """Return one paragraph in this style."""
        made, looks = _new_paragraph(self.ids[style])
        if paragraph.right_to_left:
            _add(looks, "w:bidi")
        self._write(made, paragraph.runs, self.document.part, right_to_left=paragraph.right_to_left)
        return made

    def finish(self) -> None:
        """Put the footnotes in the place of those that the pattern had."""
        part = self.document.part
        for key in [key for key, rel in part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.FOOTNOTES]:
            part.rels.pop(key)
        part.relate_to(self.notes, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self.document.settings.element
        if settings.find(qn("w:footnotePr")) is None:
            known = OxmlElement("w:footnotePr")
            for number in SEPARATORS:
                _add(known, "w:footnote", id=number)
            settings.insert_element_before(known, *(f"w:{name}" for name in AFTER))

    def _write(
        self, parent: BaseOxmlElement, runs: Iterable[Run], part: Part, *, right_to_left: bool
    ) -> None:
        for run in runs:
            place = parent
            if run.link:
                key = part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                place = OxmlElement("w:hyperlink", attrs={qn("r:id"): key})
                parent.append(place)
            if run.footnote:
                self._footnote(place, run.footnote)
            else:
                self._run(place, run, right_to_left=right_to_left)

    def _run(self, parent: BaseOxmlElement, run: Run, *, right_to_left: bool) -> None:
        made = _add(parent, "w:r")
        looks = _add(made, "w:rPr")
        if run.link:
            _add(looks, "w:rStyle", val=self.ids["Hyperlink"])
        if run.bold:
            _add(looks, "w:b")
            _add(looks, "w:bCs")
        if run.raised:
            _add(looks, "w:vertAlign", val="superscript")
        if right_to_left and is_right_to_left((run,), otherwise=True):
            _add(looks, "w:rtl")
        _say(made, run.text)

    def _footnote(self, parent: BaseOxmlElement, runs: tuple[Run, ...]) -> None:
        number = str(len(self.notes.element) - len(SEPARATORS) + 1)
        self._mark(parent, "w:footnoteReference", id=number)
        note = _add(self.notes.element, "w:footnote", id=number)
        line, looks = _new_paragraph(self.ids["footnote text"])
        note.append(line)
        right_to_left = is_right_to_left(runs)
        if right_to_left:
            _add(looks, "w:bidi")
        self._mark(line, "w:footnoteRef")
        self._write(line, (Run(text=" "), *runs), self.notes, right_to_left=right_to_left)

    def _mark(self, parent: BaseOxmlElement, tag: str, **attributes: str) -> None:
        run = _add(parent, "w:r")
        _add(_add(run, "w:rPr"), "w:rStyle", val=self.ids["footnote reference"])
        _add(run, tag, **attributes)


def _footnotes(document: WordDocument) -> XmlPart:
    element = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    for number, name in SEPARATORS.items():
        note = _add(element, "w:footnote", type=name, id=number)
        _add(_add(_add(note, "w:p"), "w:r"), f"w:{name}")
    place, package = PackURI("/word/footnotes.xml"), document.part.package
    return XmlPart(place, CONTENT_TYPE.WML_FOOTNOTES, element, package)


def _new_paragraph(style: str) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    made = OxmlElement("w:p")
    looks = _add(made, "w:pPr")
    _add(looks, "w:pStyle", val=style)
    return made, looks


def _say(run: BaseOxmlElement, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            _add(run, "w:br")
        if line:
            said = _add(run, "w:t")
            said.text = line
            said.set(qn("xml:space"), "preserve")


def _add(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(tag, attrs={qn(f"w:{name}"): value for name, value in attributes.items()})
    parent.append(made)
    return made
