"""A paper of a version is made once, from the draft's own text, and kept; what can not be made says why."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from shutil import copy

import pytest
from docx import Document

from bot.core.forms import Deed
from bot.core.messages import Attached
from bot.core.notes import Status
from bot.render.papers import PATTERN
from bot.service.records.papers import PaperError, Papers
from bot.service.review.reviews import Reviews
from tests.render.paper_readers import words_of_markdown, words_of_pdf, words_of_word
from tests.service.town import handed_in

WORD = Attached(note=1, version=1, format="docx", name="in-2009-001-v1.docx", title="Information Note")
PDF = replace(WORD, format="pdf", name="in-2009-001-v1.pdf")
PNG = replace(WORD, format="png", name="in-2009-001-v1.png")


@pytest.fixture
def submitted(town):
    """Ada's note is handed in as version 1."""
    town.recall(handed_in)
    return town


def kept(town):
    with town.office.transaction() as tx:
        return {paper.format: paper for paper in tx.papers.of(1, 1)}


def approve(town, version=1):
    key = f"approve{version}"
    Reviews(town.office).send(Deed(person="bo", act="approve", about=f"1.{version}", key=key, values={}))
    assert town.status() == Status.APPROVED


def header(file):
    return Document(BytesIO(file)).sections[0].header.paragraphs[0].text


def test_a_paper_says_what_the_draft_says(submitted):
    papers, words = Papers(submitted.office), words_of_markdown(submitted.drafts()[0].text)
    assert words_of_word(papers.content(WORD)) == words
    assert words_of_pdf(papers.content(PDF)) == words
    assert papers.content(PNG).startswith(b"\x89PNG")


def test_a_paper_is_kept_with_its_hash_and_not_made_again(submitted):
    papers = Papers(submitted.office)
    made = papers.content(PDF)
    papers.writers.clear()
    assert papers.content(PDF) == made
    assert [(one.format, one.sha256, one.content) for one in kept(submitted).values()] == [
        ("pdf", sha256(made).hexdigest(), made)
    ]


def test_a_paper_is_made_while_nobody_waits_for_the_store(submitted):
    papers = Papers(submitted.office)
    seen = []
    papers.writers["docx"] = lambda paper: seen.append(submitted.status()) or paper.title.encode()
    assert papers.content(WORD) == b"Information Note IN-2009-001, version 1"
    assert seen == [submitted.status()]


def test_the_properties_are_those_of_the_version_and_not_of_today(submitted):
    with submitted.office.transaction() as tx:
        tx.authors.add(1, "cy", at=submitted.office.clock())
    at = submitted.drafts()[0].at
    submitted.tick(days=3)
    known = Document(BytesIO(Papers(submitted.office).content(WORD))).core_properties
    assert (known.author, known.created, known.version) == ("", at.replace(microsecond=0), "1")


def test_a_paper_says_that_it_is_a_draft_until_its_version_is_approved(submitted):
    papers = Papers(submitted.office)
    draft = papers.content(WORD)
    approve(submitted)
    approved = papers.content(WORD)
    assert header(draft) == "IN-2009-001\tDraft \N{EN DASH} version 1"
    assert header(approved) == "IN-2009-001"
    assert {form: paper.content for form, paper in kept(submitted).items()} == {
        "docx": draft,
        "approved.docx": approved,
    }


def test_a_version_that_was_approved_stays_so_when_it_is_corrected_later(submitted):
    papers = Papers(submitted.office)
    approve(submitted)
    approved = papers.content(WORD)
    submitted.write("ada", "edit event", "Workshop", "submit")
    assert papers.content(WORD) == approved


def test_a_paper_that_is_made_after_the_next_version_says_what_its_own_version_is(submitted):
    approve(submitted)
    submitted.write("ada", "edit event", "Workshop", "submit")
    papers = Papers(submitted.office)
    second = replace(WORD, version=2)
    assert header(papers.content(WORD)) == "IN-2009-001"
    assert header(papers.content(second)) == "IN-2009-001\tDraft \N{EN DASH} version 2"
    approve(submitted, version=2)
    assert header(papers.content(second)) == "IN-2009-001"


def test_what_no_font_draws_is_named_and_the_word_file_is_made_all_the_same(town):
    town.answer_all(background="தீர்மானம் 1540 was the background of this very event.")
    town.write("ada", "submit")
    papers = Papers(town.office)
    with pytest.raises(PaperError, match=r'TAMIL LETTER TA, U\+0BA4\).* in "2\. Background"'):
        papers.content(PDF)
    assert words_of_word(papers.content(WORD)) == words_of_markdown(town.drafts()[0].text)
    assert list(kept(town)) == ["docx"]


def test_a_pattern_beside_the_note_types_is_used_and_its_hash_is_kept_with_the_paper(own_type):
    question = '[[question]]\nkey = "city"\nkind = "line"\nlabel = "City"\nprompt = "Which?"\n'
    town = own_type(f'title = "Trip"\nprefix = "T"\n{question}')
    town.begin("ada")
    town.write("ada", "submit")
    folder = town.office.library.path / "papers"
    folder.mkdir()
    copy(PATTERN, folder)
    pattern = Document(str(folder / PATTERN.name))
    pattern.sections[0].header.paragraphs[0].text = "Ministry of Trips"
    pattern.save(folder / PATTERN.name)
    assert header(Papers(town.office).content(WORD)) == "Ministry of Trips"
    with town.office.transaction() as tx:
        (paper,) = tx.papers.of(1, 1)
    assert paper.pattern == sha256((folder / PATTERN.name).read_bytes()).hexdigest()
