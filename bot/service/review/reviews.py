"""What readers do with a posted draft: read, comment, ask for changes, approve. One call, one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from bot.core.attribution import Attribution
from bot.core.finding import EMOJI, SPOKEN, Finding
from bot.core.forms import Deed, Form
from bot.core.housestyle import findings
from bot.core.interview import Interview
from bot.core.notes import BEFORE, Act, Role, Status, may
from bot.core.questions import Question
from bot.core.replies import Unclear
from bot.core.text import clean, excerpt, one_line
from bot.render import review_forms as forms
from bot.render.board_forms import WHY
from bot.render.diff import Change
from bot.render.drafts import without_names
from bot.render.findings import sensitive, style_left
from bot.render.receipts import fault
from bot.render.scenes import shown
from bot.service.circle import Circle, versions
from bot.service.deeds import Deeds, FormError, RefusedError, numbers, reason_of
from bot.service.note.desk import Desk
from bot.service.note.erasing import is_erased
from bot.service.note.own_words import own_words
from bot.service.note.posting import DONE, about, acts_of
from bot.service.review.case import Case
from bot.service.review.verdicts import Verdicts
from storage import Transaction

OWN: dict[str, str] = {Act.TAKE_BACK: "take_back_approved", Act.UNDO: "undo_decided"}
"""What only whoever handed it in can do, at once, by a button of its receipt -> why it is too late for it."""

ENDED: dict[str, str] = {
    Status.WAIVED: "waived",
    Status.WITHDRAWN: "withdrawn_already",
    **dict.fromkeys(BEFORE, "taken_back"),
}
"""Status -> why nothing can be done to a post that stands for a note no more."""


class Reviews(Deeds):
    """Opens the forms of a posted draft and takes what is sent with them; what is allowed is looked up each time."""

    opens: ClassVar = frozenset({Act.READ, Act.COMMENT, Act.CHANGES, Act.APPROVE, Act.JOIN, Act.WITHDRAW})
    acts: ClassVar = opens | OWN.keys()

    @property
    def words(self) -> Mapping[str, str]:
        return self.office.phrases.review

    def _case(self, tx: Transaction, deed: Deed) -> Case:
        """Return what the deed is done to. Raises RefusedError where that is nothing to this person, or not now."""
        named = numbers(deed.about, count=2)
        note = tx.notes.get(named[0]) if named else None
        drafts = tx.drafts.of(note.id) if note else []
        if named is None or note is None or named[1] > len(drafts):
            raise RefusedError(self._say("unknown"))
        circle = Circle(self.office, tx, note)
        if not circle.roles(deed.person) or deed.act not in {*acts_of(circle.kind), *DONE, *OWN}:
            raise RefusedError(self._say("unknown"))
        desk = Desk(self.office, tx, note)
        case = Case(tx, deed, Act(deed.act), desk, circle, versions(tx, note.id), named[1])
        if why := self._refusal(case):
            raise RefusedError(self._say(why, **self._facts(case)))
        return case

    def _refusal(self, case: Case) -> str:
        """Return which sentence says why this person can not do this now; empty if they can."""
        if case.seen != case.kept.version and case.act != Act.READ:
            return "undone" if case.undone else "stale"
        if case.act == Act.APPROVE and case.deed.person in case.circle.standing(case.kept.version).given:
            return "approved_twice"
        roles = case.circle.roles(case.deed.person)
        if case.act in OWN and case.deed.person != case.note.person:
            return "take_back_author"
        if case.beside:
            roles -= {Role.EXPERT}
        if not may(roles, case.act, case.note.status):
            return self._reason(case, roles)
        return case.blocked

    def _reason(self, case: Case, roles: frozenset[Role]) -> str:
        if case.note.status in ENDED:
            return ENDED[case.note.status]
        if case.act in OWN:
            return OWN[case.act]
        if case.act == Act.WITHDRAW:
            return "withdraw_approved" if Role.COORDINATOR in roles else "withdraw_coordinators"
        if Role.EXPERT in roles:
            return "own_approve" if case.act == Act.APPROVE else "own"
        if not any(may(roles, case.act, status) for status in Status):
            return "reviewers_only"
        return f"not_{case.act}_{case.note.status}"

    def _facts(self, case: Case) -> dict[str, object]:
        circle = case.circle
        return {
            "reference": case.desk.handing_in.reference(case.interview),
            "version": case.kept.version,
            "seen": case.seen,
            "previous": case.before.version if case.before else 0,
            "name": case.desk.person.name,
            "coordinators": circle.names(self.office.coordinators),
            "reviewers": circle.names(circle.reviewers) or circle.names(self.office.coordinators),
            "waiting": circle.names(circle.standing(case.kept.version).waiting),
            "joined": circle.names(circle.pending(case.kept.version)),
        }

    def _about(self, case: Case) -> str:
        return about(case.note.id, case.kept.version)

    # ------------------------------------------------------------------ what opens

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        case = self._case(tx, deed)
        match case.act:
            case Act.COMMENT:
                return self._open_comment(case)
            case Act.CHANGES:
                return self._open_changes(case)
            case Act.APPROVE:
                return self._open_approve(case)
            case Act.JOIN:
                return self._open_join(case)
            case Act.WITHDRAW:
                return forms.withdraw_form(self.words, self._facts(case), self._about(case))
            case _:
                return self._open_read(case)

    def _open_read(self, case: Case) -> Form:
        facts, words = self._facts(case), self.words
        newer = "undone" if case.undone else "newer"
        above = [self._say(newer, **facts)] if case.seen != case.kept.version else []
        return forms.read_form(words, facts, case.kept.text, *above)

    def _open_comment(self, case: Case) -> Form:
        return forms.comment_form(self.words, self._facts(case), self._about(case))

    def _open_changes(self, case: Case) -> Form:
        interview = case.interview
        asked = [(q, self._answer(case, interview, q)) for q in interview.path]
        return forms.changes_form(self.words, self._facts(case), self._about(case), asked)

    def _open_join(self, case: Case) -> Form:
        interview, question = case.interview, self._shared(case)
        answer = self._answer(case, interview, question)
        words = self.words
        reviews = ["join_reviewer"] if case.deed.person in case.circle.reviewers else []
        said = "join_again" if case.again else "join_line"
        facts = {**self._facts(case), "label": question.label}
        above = [self._say(key, **facts) for key in (said, *reviews)]
        return forms.join_form(words, above, self._about(case), question, answer)

    def _shared(self, case: Case) -> Question:
        question = case.circle.kind.question(case.circle.kind.each)
        assert question is not None, "only a note type that names a question has the button"
        return question

    def _answer(self, case: Case, interview: Interview, question: Question) -> str:
        value = interview.values.get(question.key)
        return "" if value is None else shown(interview, question.key, value, case.desk.context)

    def _open_approve(self, case: Case) -> Form:
        below = (*self._sides(case), self._counted(case))
        facts = self._facts(case)
        return forms.approve_form(self.words, facts, self._about(case), self._changed(case), *below)

    def _counted(self, case: Case) -> str:
        """Return what is left open in the version: also that nothing is, as whoever approves relies on it."""
        said = case.desk.handing_in.gaps(case.interview)
        left = style_left(self.office.phrases, case.interview)
        return said if left else f"{said} {self._say('style_none')}"

    def _sides(self, case: Case) -> list[str]:
        """Return where those who were there do not say the same, for whoever has to judge it."""
        if not case.interview.others:
            return []
        interview = without_names(case.interview)
        question = self._shared(case)
        mine = (interview.lead, str(interview.values.get(question.key, "")))
        return forms.side_by_side(self.words, question.label, (mine, *interview.others))

    def _changed(self, case: Case) -> Sequence[Change] | None:
        """Return what is new since the version before; None if there is none before."""
        if case.before is None or is_erased(self.office, case.before):
            return None
        return self._verdicts(case).posting.compared(case.before, case.kept)

    # ------------------------------------------------------------------ what is done

    def _do(self, tx: Transaction, deed: Deed) -> None:
        case = self._case(tx, deed)
        match case.act:
            case Act.COMMENT:
                self._do_comment(case)
            case Act.CHANGES:
                self._do_changes(case)
            case Act.APPROVE:
                self._verdicts(case).approve()
            case Act.JOIN:
                self._do_join(case)
            case Act.TAKE_BACK:
                self._verdicts(case).take_back()
            case Act.UNDO:
                assert case.before is not None, "without one before it nothing could be undone"
                self._verdicts(case).undo(case.before)
            case Act.WITHDRAW:
                reason = reason_of(self.words, deed)
                self._check_public(case, WHY, reason)
                self._verdicts(case).withdraw(reason)

    def _do_comment(self, case: Case) -> None:
        text = clean(case.deed.values.get(forms.COMMENT, ""))
        if not text:
            raise FormError({forms.COMMENT: self._say("comment_empty")})
        if len(text) > forms.LONG:
            raise FormError({forms.COMMENT: self._say("too_long", most=forms.LONG, n=len(text))})
        self._check_public(case, forms.COMMENT, text)
        self._verdicts(case).comment(text)

    def _check_public(self, case: Case, field: str, text: str) -> None:
        """Raise FormError where words that go into a channel as they stand have what answers are asked about."""
        found = [one for one in findings(case.interview.type.style, {field: text}) if one.sensitive]
        if found:
            near = "; ".join(dict.fromkeys(excerpt(one.words) for one in found))
            raise FormError({field: self._say("public_sensitive", near=near, name=case.desk.person.name)})

    def _do_changes(self, case: Case) -> None:
        keys = [question.key for question in case.interview.path]
        typed = {key: one_line(case.deed.values.get(key, "")) for key in keys}
        remarks = {key: text for key, text in typed.items() if text}
        if not remarks:
            raise FormError({keys[0]: self._say("changes_none")})
        long = {key: len(text) for key, text in remarks.items() if len(text) > forms.SHORT}
        if long:
            raise FormError({k: self._say("too_long", most=forms.SHORT, n=n) for k, n in long.items()})
        self._verdicts(case).changes(remarks)

    def _do_join(self, case: Case) -> None:
        question, phrases = self._shared(case), self.office.phrases
        text, more = (clean(case.deed.values.get(key, "")) for key in (forms.OWN, forms.MORE))
        outcome = own_words(text, question, case.desk.context)
        if isinstance(outcome, Unclear):
            raise FormError({forms.OWN: fault(phrases, outcome, question, excerpt(text))})
        interview = case.interview
        answers = {**interview.answers, question.key: outcome.value}
        after = replace(interview, answers=answers)
        found = [one for one in after.findings if one.sensitive and one.key == question.key]
        if found:
            raise FormError({forms.OWN: self._say("join_sensitive", found=sensitive(phrases, after, found))})
        if emoji := [f for f in after.findings if (f.key, f.rule) == (question.key, EMOJI)]:
            raise FormError({forms.OWN: self._say("join_emoji", near=excerpt(emoji[0].words))})
        if named := [name for one in after.findings if _names(one, question) for name in one.named]:
            raise FormError({forms.OWN: self._say("join_named", names="; ".join(named))})
        if len(more) > forms.LONG:
            raise FormError({forms.MORE: self._say("too_long", most=forms.LONG, n=len(more))})
        self._verdicts(case).join(question, outcome.value, more)

    def _verdicts(self, case: Case) -> Verdicts:
        return Verdicts(self.office, case.tx, case.desk, case.kept, case.deed.person)


def _names(finding: Finding, question: Question) -> bool:
    """Whether the answer names a person, where nobody can be asked how that may be attributed."""
    return (finding.key, finding.rule, finding.guess) == (question.key, SPOKEN, Attribution.NAMED)
