"""What every store promises about words that somebody wants gone."""

from __future__ import annotations

import pytest

SECRET = "Ankara, hotel Bosphorus"


@pytest.fixture
def told(tx, new):
    """With two notes in which the secret stands in two revisions, one version and a message of the first."""
    for note in (1, 2):
        tx.notes.add(new.note())
        for message in ("m1", "m2"):
            tx.answers.add(new.answer(message, note=note, value=SECRET, kept=SECRET))
        tx.drafts.add(new.draft(note=note, text=f"# {SECRET}"))
        tx.papers.add(new.paper(note=note, sha256=f"p{note}", content=SECRET.encode()))
    tx.outbox.enqueue(new.delivery("k1", note=1, body={"text": SECRET}, screen={"said": SECRET}))
    return tx


def erase(tx, new, key="city", **changes):
    given = {"state": "gone", "by": "ada", "at": new.after(days=1)}
    tx.erasures.answer(1, key, **given | changes)


def test_an_erased_answer_keeps_its_revisions_and_none_of_its_words(told, new):
    erase(told, new)
    rows = told.answers.history(1)
    assert [(row.revision, row.state, row.value, row.pieces, row.kept) for row in rows] == [
        (1, "gone", None, (), ""),
        (2, "gone", None, (), ""),
    ]
    assert [row.value for row in told.answers.history(2)] == [SECRET, SECRET]


def test_what_is_answered_after_an_erasure_is_the_next_revision_and_stays(told, new):
    erase(told, new)
    told.answers.add(new.answer("m3", value="Oslo", at=new.after(days=2)))
    newest = told.answers.latest(1)["city"]
    assert (newest.revision, newest.value) == (3, "Oslo")
    with pytest.raises(Exception, match="never changed"):
        erase(told, new, at=new.after(days=1, hours=1))


def test_a_version_is_written_over_only_after_one_of_its_answers_was_erased(told, new):
    with pytest.raises(Exception, match="never changed"):
        told.erasures.draft(1, 1, text="gone", sha256="g")
    erase(told, new, key="another")
    with pytest.raises(Exception, match="never changed"):
        told.erasures.draft(1, 1, text="gone", sha256="g")
    erase(told, new)
    told.erasures.draft(1, 1, text="gone", sha256="g")
    assert [(one.text, one.sha256) for one in told.drafts.of(1)] == [("gone", "g")]
    assert told.papers.of(1, 1) == []
    assert [paper.content for paper in told.papers.of(2, 1)] == [SECRET.encode()]


def test_the_content_of_a_paper_that_something_else_has_too_stays_for_it(told, new):
    told.uploads.add(new.upload())
    told.uploads.keep("F1", sha256="p1", content=SECRET.encode())
    erase(told, new)
    told.erasures.draft(1, 1, text="gone", sha256="g")
    assert [upload.content for upload in told.uploads.of(1)] == [SECRET.encode()]


def test_of_an_answer_the_words_of_one_person_can_go_alone(told, new):
    told.answers.add(new.answer("m2", value=SECRET, kept="Hm", by="bo"))
    told.answers.add(new.answer("m3", value="Oslo", by="bo"))
    told.answers.add(new.answer(value="Bergen", by="bo"))
    told.answers.add(new.answer(value="Lima", by="ada"))
    told.erasures.own(1, "city", state="gone", by="ada", at=new.after(days=1))
    rows = told.answers.history(1)
    gone = [("ada", None), ("ada", None), ("bo", None)]
    assert [(row.by, row.value) for row in rows] == [*gone, ("bo", "Oslo"), ("bo", "Bergen"), ("ada", None)]


def test_what_a_reader_said_is_written_over_only_after_an_answer_of_the_note_was_erased(told, new):
    for number, note in enumerate((1, 1, 2)):
        told.reviews.add(new.review(note=note, remarks={"city": f"{SECRET}? {number}"}))
    with pytest.raises(Exception, match="never changed"):
        told.erasures.review(1, 2, remarks={"city": "gone"})
    erase(told, new)
    told.erasures.review(1, 2, remarks={"city": "gone"})
    assert [one.remarks["city"] for one in told.reviews.of(1)] == [f"{SECRET}? 0", "gone"]
    with pytest.raises(Exception, match="never changed"):
        told.erasures.review(2, 1, remarks={})


def test_a_file_goes_only_after_an_answer_of_its_note_was_erased(told, new):
    for number, name in enumerate(("F1", "F2"), 1):
        told.uploads.add(new.upload(id=name))
        told.uploads.keep(name, sha256="u", content=b"agenda")
        assert len(told.uploads.of(1)) == number
    told.erasures.uploads(1, ["F1"])
    assert len(told.uploads.of(1)) == 2
    erase(told, new)
    told.erasures.uploads(2, ["F1"])
    told.erasures.uploads(1, ["F1"])
    assert [(one.id, one.content) for one in told.uploads.of(1)] == [("F2", b"agenda")]


def test_an_erased_message_is_still_what_became_of_it(told):
    told.erasures.message(1, body={"text": "gone"}, screen=None)
    row = told.outbox.get(1)
    assert (row.body, row.screen, row.key, row.state) == ({"text": "gone"}, None, "k1", "waiting")


def test_nothing_of_it_is_left_in_the_files(store, new, tmp_path):
    with store.transaction("T1") as tx:
        tx.notes.add(new.note())
        tx.answers.add(new.answer("m1", value=SECRET))
        tx.drafts.add(new.draft(text=SECRET))
        tx.papers.add(new.paper(content=SECRET.encode() * 2000))
        tx.outbox.enqueue(new.delivery("k1", note=1, body={"text": SECRET}))
    assert files_with(SECRET, tmp_path) != []
    with store.transaction("T1") as tx:
        erase(tx, new)
        tx.erasures.draft(1, 1, text="gone", sha256="g")
        tx.erasures.message(1, body={}, screen=None)
    assert files_with(SECRET, tmp_path) == []


def files_with(words, folder):
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]
