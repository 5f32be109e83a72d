"""A version of a note as a file: made once from the draft's text, then kept as it was."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from bot.core.messages import Attached
from bot.core.notes import Status
from bot.render.papers import PATTERN, SOURCE, PaperError, PaperModel, docx, pdf, png, read
from bot.render.scenes import fill
from bot.service.office import Office
from storage import Paper, Transaction

__all__ = ["PaperError", "Papers"]

LANGUAGE = "en-GB"
APPROVED = "approved."
"""Before the format of what was made once the version was approved, and so does not say "draft"."""


class Papers:
    """Makes the papers of a workspace."""

    def __init__(self, office: Office) -> None:
        self.office = office
        fonts = office.fonts
        own = office.library.path / "papers" / PATTERN.name
        pattern = own if own.is_file() else PATTERN
        self.writers: dict[str, Callable[[PaperModel], bytes]] = {
            "docx": lambda paper: docx(paper, pattern),
            "pdf": lambda paper: pdf(paper, fonts),
            "png": lambda paper: png(paper, fonts),
        }
        self.patterns: dict[str, Callable[[], bytes]] = {
            "docx": pattern.read_bytes,
            "pdf": lambda: SOURCE,
            "png": lambda: SOURCE,
        }

    def content(self, attached: Attached) -> bytes:
        """Return the file. Raises PaperError when it can not be made; the text says why and what helps.

        It is made between two transactions: nobody else's answer waits for it.
        """
        with self.office.transaction() as tx:
            model = self._model(tx, attached)
            form = attached.format if model.header else APPROVED + attached.format
            kept = {paper.format: paper.content for paper in tx.papers.of(attached.note, attached.version)}
        for known in (APPROVED + attached.format, form):
            if known in kept:
                return kept[known]
        made = self.writers[attached.format](model)
        return made if self._keep(attached, form, made, model) else self.content(attached)

    def _keep(self, attached: Attached, form: str, made: bytes, model: PaperModel) -> bool:
        """Keep it; not where its version says something else by now, as an answer was deleted meanwhile."""
        paper = Paper(
            note=attached.note,
            version=attached.version,
            format=form,
            sha256=sha256(made).hexdigest(),
            content=made,
            at=self.office.clock(),
            pattern=sha256(self.patterns[attached.format]()).hexdigest(),
        )
        with self.office.transaction() as tx:
            if self._model(tx, attached).body != model.body:
                return False
            tx.papers.add(paper)
        return True

    def _model(self, tx: Transaction, attached: Attached) -> PaperModel:
        note = tx.notes.get(attached.note)
        drafts = {draft.version: draft for draft in tx.drafts.of(attached.note)}
        draft = drafts.get(attached.version)
        assert note is not None, "a paper is promised of a note that there is"
        assert draft is not None, "a paper is promised of a version that there is"
        kind = self.office.kind(tx, note)
        reference = self.office.reference(tx, note)
        facts = {"type": kind.title, "reference": reference, "version": draft.version}
        acts = [(entry.what, entry.facts.get("version")) for entry in tx.journal.of(note.id)]
        approved = (Status.APPROVED, draft.version) in acts
        return PaperModel(
            title=fill(self.office.phrases.post, "title", facts),
            author="",  # the note speaks for nobody; who wrote it is in the journal
            at=draft.at,
            language=LANGUAGE,
            reference=reference,
            version=draft.version,
            header="" if approved else fill(self.office.phrases.post, "draft", facts),
            body=read(draft.text),
        )
