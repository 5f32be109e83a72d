"""What every store promises about reviews, papers, uploads, decisions and authors."""

from __future__ import annotations

from dataclasses import replace

import pytest


@pytest.fixture
def tx(tx, new):
    """With two notes, each handed in twice."""
    for note in (1, 2):
        tx.notes.add(new.note())
        for _ in range(2):
            tx.drafts.add(new.draft(note=note))
    return tx


def test_the_reviews_of_a_note_come_in_the_order_in_which_they_were_given(tx, new):
    given = [
        new.review(person="cy", remarks={"city": "which é?", "": "good"}, at=new.after(days=2)),
        new.review(version=2, verdict="asked"),
        new.review(person="cy"),
    ]
    for review in given:
        tx.reviews.add(review)
        tx.reviews.add(new.review(note=2))
    assert tx.reviews.of(1) == given


def test_a_review_of_a_version_that_never_was_is_refused(tx, new):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        tx.reviews.add(new.review(version=3))
    assert tx.reviews.of(1) == []


def test_the_papers_of_a_version_come_as_added_by_format(tx, new):
    papers = [
        new.paper(format=name, sha256=name, content=name.encode() + b"\0\xff") for name in ("png", "docx")
    ]
    for paper in papers:
        tx.papers.add(paper)
    tx.papers.add(new.paper(version=2))
    tx.papers.add(new.paper(note=2))
    assert tx.papers.of(1, 1) == papers[::-1]
    assert tx.papers.of(2, 2) == []


def test_a_paper_that_is_kept_stays_as_it_is(tx, new):
    tx.papers.add(new.paper())
    tx.papers.add(new.paper(sha256="bb", content=b"another", at=new.after(days=1)))
    assert tx.papers.of(1, 1) == [new.paper()]


def test_papers_and_uploads_of_one_content_have_it_all_and_one_goes_with_none_of_the_others(tx, new):
    tx.papers.add(new.paper())
    tx.papers.add(new.paper(version=2))
    tx.uploads.add(new.upload())
    tx.uploads.keep("F1", sha256="aa", content=b"%PDF")
    kept = [*tx.papers.of(1, 1), *tx.papers.of(1, 2), *tx.uploads.of(1)]
    assert [(file.sha256, file.content) for file in kept] == [("aa", b"%PDF")] * 3


def test_uploads_come_in_the_order_in_which_they_came_and_without_content_until_it_is_kept(tx, new):
    uploads = [new.upload(id=name, name=f"{name}.png") for name in ("F2", "F1")]
    for upload in uploads:
        assert tx.uploads.add(upload)
    tx.uploads.add(new.upload(id="F3", note=2))
    assert tx.uploads.of(1) == uploads
    tx.uploads.keep("F1", sha256="aa", content=b"\x89PNG\0")
    assert tx.uploads.of(1) == [uploads[0], replace(uploads[1], sha256="aa", content=b"\x89PNG\0")]
    assert tx.uploads.missing() == [uploads[0], new.upload(id="F3", note=2)]


def test_an_empty_file_is_fetched_too(tx, new):
    tx.uploads.add(new.upload(size=0))
    tx.uploads.keep("F1", sha256="e3", content=b"")
    assert tx.uploads.of(1) == [new.upload(size=0, sha256="e3", content=b"")]
    assert tx.uploads.missing() == []


def test_an_upload_is_known_once_even_by_another_note(tx, new):
    assert tx.uploads.add(new.upload())
    assert not tx.uploads.add(new.upload(note=2, name="again"))
    assert tx.uploads.of(1) == [new.upload()]
    assert tx.uploads.of(2) == []


@pytest.mark.parametrize("changes", [{"content": b""}, {"content": b"x", "sha256": "aa"}, {"sha256": "aa"}])
def test_an_upload_is_added_without_its_content(tx, new, changes):
    with pytest.raises(ValueError, match="'F1'"):
        tx.uploads.add(new.upload(**changes))
    assert tx.uploads.of(1) == []


def test_what_was_fetched_first_stays(tx, new):
    tx.uploads.add(new.upload())
    tx.uploads.keep("F1", sha256="aa", content=b"first")
    tx.uploads.keep("F1", sha256="bb", content=b"second")
    assert tx.uploads.of(1) == [new.upload(sha256="aa", content=b"first")]


def test_a_content_of_no_upload_is_a_bug(tx, new):
    tx.uploads.add(new.upload())
    with pytest.raises(LookupError, match="no upload F2"):
        tx.uploads.keep("F2", sha256="aa", content=b"x")


def test_the_last_decision_about_a_finding_counts(tx, new):
    for about, verdict in [("f1", "kept"), ("f2", "kept"), ("f1", "changed")]:
        tx.decisions.add(new.decision(about=about, verdict=verdict))
        tx.decisions.add(new.decision(note=2, about="f3"))
    assert tx.decisions.of(1) == {"f1": "changed", "f2": "kept"}


def test_an_author_joins_a_note_once_and_the_first_one_is_there_already(tx, new):
    joined = [tx.authors.add(1, person, at=new.now) for person in ("cy", "bo", "cy", "ada")]
    assert joined == [True, True, False, False]
    assert tx.authors.of(1) == ["cy", "bo"]
    assert tx.authors.of(2) == []


def test_the_one_to_whom_a_note_passes_is_not_beside_the_first_author(tx, new):
    for person in ("cy", "bo"):
        tx.authors.add(1, person, at=new.now)
    tx.notes.set_person(1, "cy", at=new.now)
    assert tx.authors.of(1) == ["bo"]
    assert tx.authors.add(1, "ada", at=new.now)
    assert tx.authors.of(1) == ["bo", "ada"]


def test_an_author_of_no_note_is_refused(tx, new):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        tx.authors.add(7, "bo", at=new.now)
    assert tx.authors.of(7) == []
