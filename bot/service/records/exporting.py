"""A note with all its evidence as files: what was asked, said, drafted and decided, and what made each sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.core.interview import Interview
from bot.core.messages import Attached
from bot.core.notes import Status
from bot.render.library import Folder, note_type
from bot.render.markdown import escape
from bot.render.scenes import fill
from bot.render.tracing import Traced, trace
from bot.service.circle import JOIN, Circle, versions
from bot.service.ledger import as_of, wrote
from bot.service.office import Office
from bot.service.records.papers import PaperError
from bot.service.records.transcripts import transcript
from storage import Answer, Delivery, Draft, Entry, Json, Note, Person, Review, Transaction, Upload

FORMATS = ("docx", "pdf")
NUMBER = re.compile(r"(?:(?P<prefix>[^\W\d_][\w]*)-(?P<year>\d{4})-)?0*(?P<number>\d{1,9})", re.ASCII)

Draw = Callable[[Attached], bytes]
"""Makes a paper, or raises PaperError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Every row about one note, read in one transaction; `stands` is the newest version that was not undone."""

    note: Note
    reference: str
    folder: Folder
    history: Sequence[Answer]
    drafts: Sequence[Draft]
    stands: Draft | None
    deliveries: Sequence[Delivery]
    reviews: Sequence[Review]
    decisions: Mapping[str, str]
    uploads: Sequence[Upload]
    journal: Sequence[Entry]
    authors: Sequence[str]
    people: Mapping[str, Person]

    def name(self, person: str) -> str:
        """Return somebody's name; of a channel, its id."""
        return self.people[person].name if person in self.people else person


class Exporting:
    """Makes the files of a note; made twice they are the same, byte for byte."""

    def __init__(self, office: Office, draw: Draw) -> None:
        self.office = office
        self.draw = draw

    def find(self, typed: str) -> int | None:
        """Return the number of the note that is called by it, or by its whole reference; None without such a one."""
        found = NUMBER.fullmatch(typed.strip())
        if found is None:
            return None
        with self.office.transaction() as tx:
            note = tx.notes.get(int(found["number"]))
            if note is None:
                return None
            whole = f"{found['prefix']}-{found['year']}-{note.id:03}".casefold()
            said = found["prefix"] is None or whole == self.office.reference(tx, note).casefold()
            return note.id if said else None

    def reference(self, note: int) -> str:
        """Return the name by which the note is filed."""
        with self.office.transaction() as tx:
            row = tx.notes.get(note)
            assert row is not None, "the note was found before"
            return self.office.reference(tx, row)

    def files(self, note: int, program: Mapping[str, str]) -> Mapping[str, bytes]:
        """Return all files by name; the manifest names the versions of the program and the hash of each other file."""
        with self.office.transaction() as tx:
            evidence = self._read(tx, note)
        files = {name: content.encode() for name, content in self._texts(evidence).items()}
        files |= {f"attachments/{u.sha256}": u.content for u in evidence.uploads if u.content is not None}
        papers, refused = self._papers(evidence)
        files |= papers
        hashes = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
        made = {"not_made": refused, "patterns": self._patterns(evidence, hashes), "sha256": hashes}
        about = _manifest(evidence) | {"program": dict(program)} | made
        return {**files, "manifest.json": _json(about).encode()}

    def _read(self, tx: Transaction, number: int) -> Evidence:
        note = tx.notes.get(number)
        assert note is not None, "the note was found before"
        return Evidence(
            note=note,
            reference=self.office.reference(tx, note),
            folder=self.office.folder(tx, note.type_hash),
            history=tx.answers.history(number),
            drafts=tx.drafts.of(number),
            stands=next(reversed(versions(tx, number)), None),
            deliveries=tx.outbox.of(number),
            reviews=tx.reviews.of(number),
            decisions=tx.decisions.of(number),
            uploads=tx.uploads.of(number),
            journal=tx.journal.of(number),
            authors=Circle(self.office, tx, note).writers[1:],
            people={person.id: person for person in tx.people.all()},
        )

    def _texts(self, evidence: Evidence) -> Mapping[str, str]:
        drafts = {f"draft-{kept.version}.md": kept.text for kept in evidence.drafts}
        traces = {kept.version: self._trace(evidence, kept) for kept in evidence.drafts}
        said = transcript(self.office, evidence.deliveries, evidence.history, evidence.name)
        return {
            **drafts,
            "answers.json": _json([_answer(evidence, row) for row in evidence.history]),
            "transcript.txt": said,
            "reviews.json": _json([_signed(evidence, asdict(row), row.person) for row in evidence.reviews]),
            "journal.json": _json([_signed(evidence, asdict(row), row.who) for row in evidence.journal]),
            "decisions.json": _json(dict(evidence.decisions)),
            "attachments.json": _json([_upload(evidence, row) for row in evidence.uploads]),
            **{f"trace-{version}.json": _json(traced) for version, traced in traces.items()},
            **{
                f"trace-{version}.md": self._told(evidence, version, traced)
                for version, traced in traces.items()
            },
        }

    def _papers(self, evidence: Evidence) -> tuple[dict[str, bytes], dict[str, str]]:
        """Return the papers, and why the others could not be made."""
        made: dict[str, bytes] = {}
        refused: dict[str, str] = {}
        for kept in evidence.drafts:
            for form in FORMATS:
                name = f"paper-{kept.version}.{form}"
                wanted = Attached(evidence.note.id, kept.version, form, name, evidence.reference)
                try:
                    made[name] = self.draw(wanted)
                except PaperError as error:
                    refused[name] = str(error)
        return made, refused

    def _patterns(self, evidence: Evidence, hashes: Mapping[str, str]) -> Mapping[str, str | None]:
        """Return what gave each paper its form, by its hash; None of one made before that was kept."""
        with self.office.transaction() as tx:
            kept = [paper for draft in evidence.drafts for paper in tx.papers.of(draft.note, draft.version)]
        names = ((f"paper-{paper.version}.{paper.format.rpartition('.')[2]}", paper) for paper in kept)
        return {name: paper.pattern or None for name, paper in names if hashes.get(name) == paper.sha256}

    # -------------------------------------------------------------- what made each sentence

    def _trace(self, evidence: Evidence, kept: Draft) -> list[Json]:
        """Trace a version to the very revisions that it was made from."""
        made = {row.key: row for row in evidence.history if kept.revisions.get(row.key) == row.revision}
        joined = _joined(evidence, kept.version)
        each = note_type(evidence.folder).each
        interview = replace(
            as_of(note_type(evidence.folder), evidence.history, kept.revisions),
            lead=evidence.name(kept.by),
            others=tuple((evidence.name(one.person), one.remarks[each]) for one in joined),
        )
        context = self.office.context(evidence.people.get(kept.by) or self._unknown(kept.by))
        found = trace(kept.text, evidence.folder, interview, context)
        if any(one.edited for one in found):  # a gap, where a name was barred that stands in older versions
            barred = replace(interview, decided=evidence.decisions, earlier=wrote(evidence.history))
            again = trace(kept.text, evidence.folder, barred, context)
            found = min(found, again, key=lambda each: sum(one.edited for one in each))
        return [
            {"sentence": traced.sentence, "from": list(_sources(evidence, interview, made, joined, traced))}
            for traced in found
        ]

    def _unknown(self, person: str) -> Person:
        return Person(id=person, name=person, zone=self.office.zone, known_at=self.office.clock())

    def _told(self, evidence: Evidence, version: int, traced: Sequence[Json]) -> str:
        """Return the trace for people: each sentence with a list of what it comes from."""
        sentences = self.office.phrases.command
        title = fill(sentences, "export_trace", {"reference": evidence.reference, "n": version})
        parts = [f"# {title}"]
        for each in traced:
            parts.append(f"> {escape(each['sentence'])}")
            facts = [{**source, "at": source.get("at", "")[:16].replace("T", " ")} for source in each["from"]]
            parts.append("\n".join(f"- {escape(fill(sentences, s['is'], s))}" for s in facts))
        return "\n\n".join(parts) + "\n"


def _joined(evidence: Evidence, version: int) -> Sequence[Review]:
    """Return what the others wrote who stand in a version: the last words of each before it."""
    joined = [one for one in evidence.reviews if one.verdict == JOIN and one.version < version]
    return tuple({one.person: one for one in joined if any(one.remarks.values())}.values())


def _sources(
    evidence: Evidence,
    interview: Interview,
    made: Mapping[str, Answer],
    joined: Sequence[Review],
    traced: Traced,
) -> Iterator[Json]:
    """Give what a sentence comes from; `is` names the sentence that says so."""
    if traced.edited:
        yield {"is": "export_edited"}
    elif not traced.keys and not traced.constants:
        yield {"is": "export_fixed"}
    for traced_key in traced.keys:
        key, _, other = traced_key.partition("+")
        question = interview.type.question(key)
        label = question.label if question else key
        row = made.get(key)
        if other:
            yield {"is": "export_joined", "key": key, "label": label, **_by(evidence, joined[int(other) - 1])}
        elif row is None or row.value is None:
            yield {"is": "export_open", "key": key, "label": label}
        else:
            who = {"by": row.by, "name": evidence.name(row.by), "at": _time(row.at)}
            yield {"is": "export_answer", "key": key, "label": label, "revision": row.revision, **who}
    for constant in traced.constants:
        yield {"is": "export_constant", "key": constant}


def _by(evidence: Evidence, one: Review) -> Mapping[str, str]:
    """Return which of the others wrote something, and when."""
    return {"by": one.person, "name": evidence.name(one.person), "at": _time(one.at)}


def _answer(evidence: Evidence, row: Answer) -> Json:
    question = note_type(evidence.folder).question(row.key)
    return {"label": question.label if question else row.key, **_signed(evidence, asdict(row), row.by)}


def _upload(evidence: Evidence, row: Upload) -> Json:
    """Return what is known of a file; one that was not fetched has no hash."""
    known = {key: value for key, value in asdict(row).items() if key != "content"}
    return _signed(evidence, known, row.by)


def _signed(evidence: Evidence, row: Mapping[str, Json], who: str) -> Json:
    return {**{key: value for key, value in row.items() if key != "note"}, "by_name": evidence.name(who)}


def _manifest(evidence: Evidence) -> dict[str, Json]:
    note = evidence.note
    return {
        "note": evidence.reference,
        "status": note.status,
        "person": {"id": note.person, "name": evidence.name(note.person)},
        "with": [{"id": person, "name": evidence.name(person)} for person in evidence.authors],
        "asked_by": {"id": note.asked_by, "name": evidence.name(note.asked_by)},
        "opened_at": note.opened_at,
        "changed_at": note.changed_at,
        "type": {"name": note.type, "sha256": note.type_hash},
        "drafts": [
            {"version": d.version, "sha256": d.sha256, "at": d.at, "by": d.by, "revisions": dict(d.revisions)}
            for d in evidence.drafts
        ],
        "stands": evidence.stands.version if evidence.stands else None,
        "approved": [entry.facts["version"] for entry in evidence.journal if entry.what == Status.APPROVED],
    }


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_time) + "\n"


def _time(at: datetime) -> str:
    return at.isoformat()
