"""Why a version goes to the coordinator alone: what its author said, or asked about, and nobody has released."""

from __future__ import annotations

from dataclasses import replace

from bot.core.deciding import Verdict, asked_about
from bot.core.interview import Interview
from bot.service.circle import Circle
from bot.service.ledger import as_of
from bot.service.office import Office
from storage import Draft, Entry, Note, Transaction


class Holding:
    """Looks at one note within one transaction.

    What a release has cleared holds nothing back any more: neither the answer nor what was asked about. What was
    asked about holds also where its words were changed since: a change is no word that the request is taken back.
    """

    def __init__(self, office: Office, tx: Transaction, note: Note) -> None:
        self.office = office
        self.tx = tx
        self.note = note

    def why(self, interview: Interview) -> str:
        """Return which sentence says why the draft goes to no channel; empty where it goes there."""
        if self._said_so(interview):
            return "held"
        if asked := self.asked(interview):
            standing = {one.id for one in asked_about(interview)}
            return "asked" if asked & standing else "asked_before"
        return "still_held" if Circle(self.office, self.tx, self.note).held else ""

    def asked(self, interview: Interview) -> frozenset[str]:
        """Return what the coordinator was asked about and has not cleared, whether its words still stand or not."""
        every = {about for about, verdict in interview.decided.items() if verdict == Verdict.ASKED}
        return frozenset(every - self._cleared())

    def _said_so(self, interview: Interview) -> bool:
        hold, released = interview.type.hold, self._released()
        answer = self.tx.answers.latest(self.note.id).get(hold)
        before = released and answer and answer.revision <= released[1].revisions.get(hold, 0)
        return interview.values.get(hold) is True and not before

    def _cleared(self) -> set[str]:
        """Return what was asked about in the version that was released last, and in those before it."""
        if (released := self._released()) is None:
            return set()
        acts, kept = released
        told = {about for act in acts if act.what == "held" for about in act.facts.get("asked", ())}
        return told | {one.id for one in asked_about(self._as_of(kept))}

    def _released(self) -> tuple[list[Entry], Draft] | None:
        """Return what happened until the last release, and the version that was released."""
        acts = list(self.tx.journal.of(self.note.id))
        while acts and acts[-1].what != "released":
            acts.pop()
        return (acts, self.tx.drafts.of(self.note.id)[int(acts[-1].facts["version"]) - 1]) if acts else None

    def _as_of(self, kept: Draft) -> Interview:
        kind = self.office.kind(self.tx, self.note)
        then = as_of(kind, self.tx.answers.history(self.note.id), kept.revisions)
        return replace(then, decided=self.tx.decisions.of(self.note.id))
