"""A Word file has styles, lists, live links and a footnote of its own, on a pattern that a coordinator may change."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from shutil import which
from zipfile import ZipFile

import pytest
from docx import Document
from docx.text.hyperlink import Hyperlink

from bot.core.text import clean
from bot.render.markdown import escape
from bot.render.papers import PATTERN, PaperError, docx
from bot.render.papers.model import read
from tests.render.paper_readers import blocks_of_word, html_of_word, squeezed, text_of_html
from tests.render.paper_rig import HEAD, INJECTED, SEED, drafted, model
from tests.render.test_hard_cases import ALL


def test_the_word_file_has_headings_lists_labels_a_footnote_and_live_links():
    made = docx(model(SEED))
    kinds = [kind for kind, _ in blocks_of_word(made)]
    assert kinds == ["h1", "p", "p", "p", "p", "h2", "li", "li", "h2", "p", "h2", "p", "p", "h2", "p", "note"]
    html = html_of_word(made)
    assert "<strong>Organizer:</strong> European Commission" in html
    assert '<a href="http://eeas.europa.eu/ifs/events/recommendations_en.pdf">' in html
    assert '<a href="mailto:1540experts@un.org">' in html
    assert blocks_of_word(made)[-1][1].strip().startswith("For information \N{EN DASH} not an")


def test_the_footnote_is_words_own_and_counts_itself():
    with ZipFile(BytesIO(docx(model(SEED)))) as file:
        notes = file.read("word/footnotes.xml").decode()
        body = file.read("word/document.xml").decode()
    assert 'w:footnoteReference w:id="1"' in body
    assert "not an official report" in notes
    assert "not an official report" not in body


def test_a_note_without_a_mark_and_a_mark_without_a_note_stay_where_they_are():
    draft = "# **Note**<sup>2</sup>\n\nWords<sup>1</sup>\n\n<sup>2</sup> two\n\n<sup>3</sup> three\n"
    texts = [text for _, text in blocks_of_word(docx(model(draft)))]
    assert texts == ["Note²", "Words¹", "² two", "³ three"]


def test_a_footnote_that_somebody_typed_reads_as_typed():
    said = escape("Said¹ and [^2] <sup>1</sup>"), escape("[^2]: below")
    draft = "\n\n".join(["# **Note**<sup>1</sup>", *said, "<sup>1</sup> Ours"])
    blocks = blocks_of_word(docx(model(draft)))
    assert [text.strip() for _, text in blocks] == [
        "Note¹",
        "Said¹ and [^2] <sup>1</sup>",
        "[^2]: below",
        "Ours",
    ]
    assert [kind for kind, _ in blocks] == ["h1", "p", "p", "note"]


@pytest.mark.parametrize("name", ["word_field", "html", "link", "xml"])
def test_no_field_and_no_link_of_another_kind_gets_into_a_word_file(name):
    with ZipFile(BytesIO(docx(model(drafted(INJECTED[name]))))) as file:
        body = file.read("word/document.xml").decode()
        links = file.read("word/_rels/document.xml.rels").decode()
    assert "<w:fldSimple" not in body
    assert "javascript:" not in links
    assert "file:" not in links


def test_a_link_of_another_kind_is_text():
    draft = "[ours](https://x.example) [no](ftp://x.example) <mailto:a@b.example>\n"
    assert html_of_word(docx(model(draft))) == (
        '<p><a href="https://x.example">ours</a> no <a href="mailto:a@b.example">mailto:a@b.example</a></p>'
    )


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("See www.un.org/1540.", {"www.un.org/1540": "https://www.un.org/1540"}),
        ("(www.un.org)", {"www.un.org": "https://www.un.org"}),
        ("a@www.un.org", {"a@www.un.org": "mailto:a@www.un.org"}),
        ("https://www.un.org/1540", {"https://www.un.org/1540": "https://www.un.org/1540"}),
        *(
            (text, {})
            for text in ("www.un.org:8080", "un.org/1540", "www.un", "awww.un.org", "http:www.un.org")
        ),
    ],
)
def test_an_address_that_begins_with_www_is_a_link_where_it_can_be_nothing_else(text, linked):
    runs = [run for paragraph in read(f"{text}\n") for run in paragraph.runs]
    assert {run.text: run.link for run in runs if run.link} == linked
    assert "".join(run.text for run in runs) == text


def test_the_properties_of_a_word_file_are_those_of_the_version():
    known = Document(BytesIO(docx(model(SEED, version=3)))).core_properties
    assert (known.title, known.author, known.language) == (
        "Information Note IN-2009-001, version 1",
        "Ada Lovelace",
        "en-GB",
    )
    assert (known.created, known.modified) == (datetime(2009, 6, 4, 18, tzinfo=UTC),) * 2
    assert (known.subject, known.version, known.revision) == ("IN-2009-001", "3", 3)


@pytest.mark.parametrize(("header", "shown"), [(HEAD, f"IN-2009-001\t{HEAD}"), ("", "IN-2009-001")])
def test_each_page_of_a_word_file_says_whether_it_is_a_draft(header, shown):
    made = Document(BytesIO(docx(model(SEED, header=header))))
    assert [line.text for line in made.sections[0].header.paragraphs] == [shown]
    assert "PAGE" in made.sections[0].footer._element.xml


def test_a_paragraph_runs_as_its_first_letter_does():
    made = Document(BytesIO(docx(model("المنتدى (2004) forum\n\nforum المنتدى\n\n(1) • ג\n"))))
    assert [bool(line._p.xpath("w:pPr/w:bidi")) for line in made.paragraphs] == [True, False, True]


def test_an_address_among_arabic_words_is_not_turned_and_a_number_is():
    made = Document(BytesIO(docx(model("المنتدى http://y.example/ (2004)\n"))))
    [line] = made.paragraphs
    runs = [
        (run.text, bool(run._r.xpath("w:rPr/w:rtl")))
        for part in line.iter_inner_content()
        for run in runs_of(part)
    ]
    assert runs == [("المنتدى ", True), ("http://y.example/", False), (" (2004)", True)]


def runs_of(part):
    return part.runs if isinstance(part, Hyperlink) else [part]


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_words_of_every_hard_case_and_of_the_footnote(tmp_path):
    """All of them in one file: to start it costs more than to read them."""
    drafts = [SEED, *(drafted(clean(typed)) for typed in (ALL | INJECTED).values())]
    bodies = tuple(paragraph for draft in drafts for paragraph in model(draft).body)
    made = docx(replace(model(SEED), body=bodies))
    (tmp_path / "note.docx").write_bytes(made)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
    command += ["--convert-to", "html", "--outdir", tmp_path, tmp_path / "note.docx"]
    subprocess.run(command, check=True, capture_output=True)
    said = text_of_html((tmp_path / "note.html").read_text(encoding="utf-8"))
    blocks, at = blocks_of_word(made), 0
    for text in (squeezed(text).rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹") for _, text in blocks):
        assert text in said[at:], text
        at = said.index(text, at) + len(text)
    notes = [kind for kind, _ in blocks].count("note")
    assert (len(drafts) > 80, notes, said.count("notanofficialreport")) == (True, len(drafts), 1)


def test_the_pattern_is_the_coordinators_to_change(tmp_path):
    pattern = Document(str(PATTERN))
    pattern.styles["Heading 1"].font.name = "Georgia"
    pattern.sections[0].header.paragraphs[0].text = "1540 Committee"
    pattern.save(tmp_path / "own.docx")
    made = Document(BytesIO(docx(model(SEED), tmp_path / "own.docx")))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert [line.text for line in made.sections[0].header.paragraphs] == [
        "1540 Committee",
        f"IN-2009-001\t{HEAD}",
    ]


def test_a_pattern_that_was_spoilt_is_named_with_what_is_missing(tmp_path):
    pattern = Document(str(PATTERN))
    pattern.styles["List Bullet"].delete()
    pattern.save(tmp_path / "own.docx")
    with pytest.raises(PaperError, match=r"own\.docx has no style List Bullet"):
        docx(model(SEED), tmp_path / "own.docx")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_a_pattern_that_is_no_word_file_is_said_to_be_none(tmp_path, content):
    (tmp_path / "own.docx").write_bytes(content)
    with pytest.raises(PaperError, match=r"own\.docx can not be read as a Word file"):
        docx(model(SEED), tmp_path / "own.docx")


def test_a_pattern_from_which_the_footnotes_were_lost_still_gives_them(tmp_path):
    pattern = Document(str(PATTERN))
    part = pattern.part
    [key] = [key for key, rel in part.rels.items() if rel.reltype.endswith("/footnotes")]
    part.rels.pop(key)
    settings_element = pattern.settings.element
    settings_element.remove(settings_element.xpath("w:footnotePr")[0])
    pattern.save(tmp_path / "own.docx")
    assert blocks_of_word(docx(model(SEED), tmp_path / "own.docx"))[-1][0] == "note"
