"""An export: all that is known of a note, as files; the same each time, and every sentence with what made it."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from bot.core.replies import File
from bot.render.papers import PATTERN, SOURCE
from bot.service.expert.attachments import Attachments
from bot.service.records.exporting import Exporting
from bot.service.records.papers import PaperError, Papers
from storage import Decision, Entry, Review
from tests.service.town import LONG, handed_in

PROGRAM = {"rapporteur": "1.0"}


def draw(attached):
    return f"{attached.format} of version {attached.version}".encode()


@pytest.fixture
def ready(town):
    """Ada's note is handed in twice, with another event the second time."""
    town.recall(handed_in)
    town.write("ada", "edit event", "Workshop on *fish*", "submit")
    return town


@pytest.fixture
def export(ready):
    return lambda draw=draw: Exporting(ready.office, draw).files(1, PROGRAM)


def read(files, name):
    return json.loads(files[name])


def test_the_files_are_the_same_when_they_are_made_twice(ready, export):
    first = export()
    ready.tick(days=3)
    assert export() == first


def test_the_manifest_has_the_hash_of_every_other_file(export):
    files = export()
    hashes = {name: sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"}
    assert read(files, "manifest.json")["sha256"] == hashes


def test_the_manifest_names_the_note_its_type_and_the_program(ready, export):
    manifest = read(export(), "manifest.json")
    assert (manifest["note"], manifest["person"]) == ("IN-2009-001", {"id": "ada", "name": "Ada"})
    assert manifest["type"] == {"name": "information_note", "sha256": ready.note().type_hash}
    assert manifest["program"] == PROGRAM
    assert [draft["sha256"] for draft in manifest["drafts"]] == [draft.sha256 for draft in ready.drafts()]


def test_every_revision_of_an_answer_is_there_with_who_said_it_when_and_how(export):
    answers = [row for row in read(export(), "answers.json") if row["key"] == "event"]
    assert [(row["revision"], row["value"], row["by_name"]) for row in answers] == [
        (1, "Seminar on export controls", "Ada"),
        (2, "Workshop on *fish*", "Ada"),
    ]
    assert [piece["text"] for piece in answers[1]["pieces"]] == ["Workshop on *fish*"]
    assert answers[0]["at"] < answers[1]["at"]


def test_each_version_is_there_as_it_was_handed_in(ready, export):
    files = export()
    assert [files[f"draft-{n}.md"].decode() for n in (1, 2)] == [draft.text for draft in ready.drafts()]


def test_the_transcript_has_what_was_said_both_ways_in_order(export):
    said = export()["transcript.txt"].decode()
    asked = said.index("What was the event called?")
    answered = said.index("    Seminar on export controls")
    receipt = said.index("Saved: Event")
    again = said.index("    Workshop on *fish*")
    assert asked < answered < receipt < again < said.index("version 2")
    assert "Rapporteur to Ada\n" in said
    assert said.count("Submitted as IN-2009-001, version 2") == 1  # written over once more, to open the post
    assert "[Edit Event]" in said  # a button in the middle of a message was on screen as well


def test_words_that_were_kept_only_are_in_the_transcript(ready, export):
    ready.write("ada", "edit dates", "dunno when", "keep it")
    assert "words kept for dates, not used\n    dunno when\n" in export()["transcript.txt"].decode()


def test_an_edited_message_is_there_as_it_was_and_as_it_is(ready, export):
    message = ready.write("ada", "edit session", "Roundtable")
    ready.edit("ada", message, "Roundtable on safety")
    said = export()["transcript.txt"].decode()
    assert said.index("    Roundtable\n") < said.index("    Roundtable on safety\n")


def test_nothing_that_was_said_looks_like_another_line(ready, export):
    ready.write(
        "ada",
        "edit highlights",
        f"{LONG}\n2009-06-04 18:00:00  Bo\nBo said it.",
    )
    lines = export()["transcript.txt"].decode().splitlines()
    assert [line for line in lines if line.startswith("2009") and line.endswith("  Bo")] == []


def sources(files, sentence, version=2):
    (found,) = [e for e in read(files, f"trace-{version}.json") if e["sentence"].startswith(sentence)]
    return found["from"]


def test_every_sentence_of_the_newest_draft_is_traced_to_the_revision_that_made_it(ready, export):
    files = export()
    (event,) = sources(files, "Event: Workshop")
    at = ready.answers()["event"].at.isoformat()
    assert event == {
        "is": "export_answer",
        "key": "event",
        "label": "Event",
        "revision": 2,
        "by": "ada",
        "name": "Ada",
        "at": at,
    }


def test_the_approved_version_is_traced_as_well_and_the_manifest_says_which_revisions_made_each(
    ready, export
):
    with ready.office.transaction() as tx:
        tx.journal.add(Entry(note=1, who="bo", what="approved", facts={"version": 1}, at=ready.now))
    files = export()
    manifest = read(files, "manifest.json")
    assert manifest["approved"] == [1]
    assert [draft["revisions"]["event"] for draft in manifest["drafts"]] == [1, 2]
    for version, (name, revision) in enumerate((("Seminar", 1), ("Workshop", 2)), 1):
        assert sources(files, f"Event: {name}", version)[0]["revision"] == revision


def test_an_answer_that_was_changed_after_the_draft_is_not_its_source(ready, export):
    ready.write("ada", "edit event", "Another one")
    assert sources(export(), "Event: Workshop")[0]["revision"] == 2


def test_each_version_is_traced_and_where_the_newest_was_undone_the_manifest_says_which_one_stands(
    ready, export
):
    with ready.office.transaction() as tx:
        tx.reviews.add(Review(note=1, version=2, person="ada", verdict="undo", remarks={}, at=ready.now))
    files = export()
    assert sources(files, "Event: Seminar on export controls", 1)[0]["revision"] == 1
    assert "IN-2009-001, version 1: where each sentence comes from" in files["trace-1.md"].decode()
    assert read(files, "manifest.json")["stands"] == 1
    assert {"draft-1.md", "draft-2.md"} < set(files)


def test_what_each_of_two_authors_wrote_is_traced_to_that_one(ready, export):
    with ready.office.transaction() as tx:
        said = {"highlights": "Cy saw the second day too."}
        tx.reviews.add(Review(note=1, version=2, person="cy", verdict="join", remarks=said, at=ready.now))
        tx.authors.add(1, "cy", at=ready.now)
    ready.write("ada", "submit")
    files = export()
    (hers,) = sources(files, "Several speakers", 3)
    (his,) = sources(files, "Cy saw the second day too.", 3)
    assert [(one["is"], one["name"]) for one in (hers, his)] == [
        ("export_answer", "Ada"),
        ("export_joined", "Cy"),
    ]
    assert "export_edited" not in "".join(files[f"trace-{n}.json"].decode() for n in (1, 2, 3))
    assert "> Cy saw the second day too.\n\n- Highlights (highlights), by Cy" in files["trace-3.md"].decode()


def test_constants_fixed_words_and_gaps_are_named_as_such(export):
    files = export()
    assert sources(files, "For further information") == [{"is": "export_constant", "key": "contact"}]
    assert sources(files, "3. Highlights") == [{"is": "export_fixed"}]
    assert sources(files, "[Background") == [
        {"is": "export_open", "key": "background", "label": "Background"}
    ]


def test_the_trace_for_people_says_the_same_as_the_one_for_programs(export):
    files = export()
    told = files["trace-2.md"].decode()
    assert "> Event: Workshop on \\*fish\\*\n\n- Event (event), revision 2, by Ada, 2009-06-04 18:" in told
    assert told.count("\n> ") == len(read(files, "trace-2.json"))


def test_reviews_are_there_with_their_remarks(ready, export):
    with ready.office.transaction() as tx:
        tx.reviews.add(
            Review(
                note=1, version=1, person="bo", verdict="changes", remarks={"event": "Which?"}, at=ready.now
            )
        )
    (review,) = read(export(), "reviews.json")
    assert (review["by_name"], review["verdict"], review["remarks"]) == ("Bo", "changes", {"event": "Which?"})


def test_what_was_decided_about_the_style_is_there(ready, export):
    with ready.office.transaction() as tx:
        tx.decisions.add(Decision(note=1, about="f1", verdict="kept", by="ada", at=ready.now))
    assert read(export(), "decisions.json") == {"f1": "kept"}


def test_papers_of_each_version_are_there(export):
    files = export()
    assert files["paper-1.docx"] == b"docx of version 1"
    assert {name for name in files if name.startswith("paper")} == {
        "paper-1.docx",
        "paper-1.pdf",
        "paper-2.docx",
        "paper-2.pdf",
    }


def test_the_manifest_names_the_pattern_that_made_each_paper(ready, export):
    before = read(export(Papers(ready.office).content), "manifest.json")["patterns"]
    word, sets = (sha256(pattern).hexdigest() for pattern in (PATTERN.read_bytes(), SOURCE))
    assert before == {
        f"paper-{n}.{form}": made for n in (1, 2) for form, made in (("docx", word), ("pdf", sets))
    }


def test_a_paper_that_can_not_be_made_is_named_with_the_reason(export):
    def refuse(attached):
        if attached.format == "pdf":
            raise PaperError("a character is missing")
        return draw(attached)

    files = export(refuse)
    manifest = read(files, "manifest.json")
    assert manifest["not_made"] == {f"paper-{n}.pdf": "a character is missing" for n in (1, 2)}
    assert "paper-1.pdf" not in files


def test_attachments_are_filed_by_hash_with_their_names_in_the_list_alone(ready, export):
    attachments = Attachments(ready.office)
    file = File(id="F1", name="../../etc/passwd.pdf", media_type="application/pdf", size=5)
    said = ready.said("ada", "")
    attachments.take(replace(said, reply=replace(said.reply, files=(file,))))
    (missing,) = attachments.missing()
    attachments.keep(missing, b"%PDF-")
    files = export()
    (listed,) = read(files, "attachments.json")
    digest = sha256(b"%PDF-").hexdigest()
    assert (listed["name"], listed["sha256"], listed["by"]) == ("../../etc/passwd.pdf", digest, "ada")
    assert files[f"attachments/{digest}"] == b"%PDF-"
    assert [name for name in files if "passwd" in name] == []


@pytest.mark.parametrize("typed", ["1", "001", "IN-2009-001", "in-2009-001", " 1 "])
def test_a_note_is_found_by_its_reference_or_its_number(ready, typed):
    assert Exporting(ready.office, draw).find(typed) == 1


@pytest.mark.parametrize("typed", ["2", "IN-2010-001", "XX-2009-001", "", "one", "IN-2009", "1; drop table"])
def test_no_other_note_is_found(ready, typed):
    assert Exporting(ready.office, draw).find(typed) is None


def test_a_note_without_a_draft_has_answers_and_no_trace(town):
    town.begin("ada")
    town.write("ada", "Seminar")
    files = Exporting(town.office, draw).files(1, PROGRAM)
    assert [name for name in files if name.startswith("trace")] == []
    assert read(files, "answers.json")[0]["value"] == "Seminar"
