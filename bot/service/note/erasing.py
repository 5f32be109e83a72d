"""An answer goes for good: its rows, the versions it stands in, and what the bot wrote of it, which is written over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from hashlib import sha256

from bot.core.kinds import KINDS
from bot.core.messages import Item, Line, Message, Part, Quote, Sheet, dump, load
from bot.core.moves import Erase, On, Tell
from bot.core.text import excerpt
from bot.render.scenes import listed
from bot.service.circle import JOIN
from bot.service.ledger import ERASED, author, debt, is_said
from bot.service.mail import Mail
from bot.service.note.files import FILE, files_alone, files_of
from bot.service.office import Office
from storage import Answer, Delivery, Draft, Entry, Json, Note, Person, Review, Transaction

WHOLE = 6
"""Letters and digits of an answer that is found wherever it stands; a shorter one only beside its label."""

STRETCH = 30
"""Letters and digits in a row that a message and a longer answer have in common by no accident."""

SHOWING = frozenset({On.EDITING, On.REMOVING})
"""Screens that show the answer, however short it is."""


def erase(office: Office, tx: Transaction, note: Note, what: Erase, *, by: Person) -> Sequence[Tell]:
    """Let it go within one transaction, and tell whose words stay; messages are promised to be written over."""
    key, others = what.key, _others(tx, note, what.key, by.id)
    if others and not what.by:
        what = replace(what, by=by.id)
    by = office.person(tx, what.by) if what.by else by
    rows = rows_of(tx, note, key, what.by)
    rest = [row for row in tx.answers.history(note.id) if row.key == key and row not in rows]
    joined = [one for one in own_words(tx, note, what.by) if key in one.remarks]
    beside = [said for one in joined for said in one.remarks.values()]
    files = files_of(tx, note, key, rows)
    beside += [*(row.kept for row in rest if row.by == what.by), *(file.name for file in files)]
    lines = (line for text in beside for line in text.split("\n"))
    words = _Words(rows, what, (*shown_of(office, tx, note, rows, by), *lines))
    theirs = words.but(rest) if by.id == note.person and others else words
    forget = tx.erasures.own if what.by else tx.erasures.answer
    forget(note.id, key, state=ERASED, by=by.id, at=office.clock())
    tx.erasures.uploads(note.id, [file.id for file in files])
    gone = {"uploads": [file.id for file in files]} if files else {}
    tx.journal.add(Entry(who=by.id, what=ERASED, note=note.id, facts={"key": key, **gone}, at=office.clock()))
    tx.outbox.drop(note.id, debt(key))
    versions = _versions(office, tx, note, rows, joined)
    _unquote(office, tx, note, joined, theirs)
    _write_over(Mail(office, tx), note, versions, lambda row: words if row.recipient == by.id else theirs)
    return _told(office, tx, note, key, others) if by.id == note.person else []


def _told(office: Office, tx: Transaction, note: Note, key: str, others: Sequence[str]) -> Sequence[Tell]:
    """Return what to say of what stays: words of others, and files of whoever writes the note."""
    told = []
    if others:
        names = listed([office.person(tx, one).name for one in others], office.phrases.lexicon)
        told.append(Tell("erased_theirs", {"key": key, "names": names}))
    files = [] if key.startswith(FILE) else [*files_alone(tx, note, note.person).values()]
    if files:
        names = listed([excerpt(name) for name in files], office.phrases.lexicon)
        told.append(Tell("erased_files", {"names": names, "reference": office.reference(tx, note)}))
    return told


def _versions(
    office: Office, tx: Transaction, note: Note, rows: Sequence[Answer], joined: Sequence[Review]
) -> Sequence[Draft]:
    """Write over the versions in which these answers stand, or what was joined to them, and return them."""
    gone = office.phrases.post["erased"]
    made, since = (
        {(row.key, row.revision) for row in rows},
        min((one.version for one in joined), default=None),
    )
    found = [
        draft
        for draft in tx.drafts.of(note.id)
        if made & set(draft.revisions.items()) or (since is not None and draft.version > since)
    ]
    for draft in found:
        tx.erasures.draft(note.id, draft.version, text=gone, sha256=sha256(gone.encode()).hexdigest())
    return found


def _write_over(
    mail: Mail, note: Note, versions: Sequence[Draft], words: Callable[[Delivery], _Words]
) -> None:
    """Take it out of every message of the note."""
    gone = Line(mail.office.phrases.post["erased"])
    for row in mail.tx.outbox.of(note.id):
        papers = _carries(row, versions)
        message = words(row).without(row, gone, whole=papers)
        if message:
            _blank(mail, row, message, papers=papers)


def rows_of(tx: Transaction, note: Note, key: str, person: str) -> Sequence[Answer]:
    """Return what was said to a question; of one person alone, also where others kept words of theirs beside it."""
    history = [row for row in tx.answers.history(note.id) if row.key == key]
    return [row for row in history if person in {"", author(history, row)}]


def _others(tx: Transaction, note: Note, key: str, person: str) -> Sequence[str]:
    """Return who else said something to a question."""
    history = [row for row in tx.answers.history(note.id) if row.key == key]
    return [*dict.fromkeys(by for row in history if is_said(row) and (by := author(history, row)) != person)]


def of_others(
    office: Office, tx: Transaction, history: Sequence[Answer], person: str
) -> Mapping[str, tuple[str, bool]]:
    """Return each question whose answer stands from somebody else: their name, and whether this person said more."""
    own = {row.key for row in history if is_said(row) and _has_words(history, row, person)}
    by = {row.key: author(history, row) if is_said(row) else person for row in history}
    return {key: (office.person(tx, who).name, key in own) for key, who in by.items() if who != person}


def _has_words(history: Sequence[Answer], row: Answer, person: str) -> bool:
    return author(history, row) == person or (bool(row.kept) and row.by == person)


def own_words(tx: Transaction, note: Note, person: str) -> Sequence[Review]:
    """Return where somebody wrote that they were there too, and what."""
    said = [one for one in tx.reviews.of(note.id) if (one.verdict, one.person) == (JOIN, person)]
    return [one for one in said if any(one.remarks.values())]


def _unquote(office: Office, tx: Transaction, note: Note, joined: Sequence[Review], words: _Words) -> None:
    """Take it out of what readers said, and all of what was joined."""
    for number, one in enumerate(tx.reviews.of(note.id), 1):
        remarks = dict.fromkeys(one.remarks, "") if one in joined else _unquoted(office, one, words)
        if remarks != one.remarks:
            tx.erasures.review(note.id, number, remarks=remarks)


def _unquoted(office: Office, review: Review, words: _Words) -> Mapping[str, str]:
    """Return what a reader said without what it repeats; who was there too has words of their own."""
    if review.verdict == JOIN:
        return review.remarks
    gone = office.phrases.post["erased_words"]
    return {about: words.unquoted(said, gone) for about, said in review.remarks.items()}


def is_erased(office: Office, draft: Draft) -> bool:
    """Say whether the words of a version are gone."""
    return draft.text == office.phrases.post["erased"]


def _blank(mail: Mail, row: Delivery, message: Message, *, papers: bool) -> None:
    """Take the words out of a row; a message that shows them now is written over, and loses its papers."""
    outbox, screen = mail.tx.outbox, None if row.screen and row.screen["said"] else row.screen
    # one that is on its way keeps the names of its papers, by which a crash finds them in Slack
    attached = load(row.body).attached if row.state == "sending" else ()
    mail.tx.erasures.message(row.id, body=dump(replace(message, attached=attached)), screen=screen)
    if row.state == "waiting" and (papers or screen is not row.screen):
        outbox.drop_one(row.id, error=ERASED)
    seen = outbox.by_receipt(row.place, row.receipt) if row.receipt else row
    if row.state in {"sending", "sent"} and seen and seen.id == row.id:
        over = replace(message, drops_files=papers)
        key = f"{ERASED}:{row.id}:{mail.office.clock().timestamp()}"
        mail.post(row.recipient, over, key=key, purpose=ERASED, note=row.note, replaces=row.id)


def shown_of(
    office: Office, tx: Transaction, note: Note, rows: Sequence[Answer], by: Person
) -> Iterator[str]:
    """Give each value as the bot writes it: 5 May 2009, of 2009-05-05."""
    kind, context = office.kind(tx, note), office.context(by)
    for row in rows:
        question = kind.question(row.key)
        if question and row.value is not None:
            yield KINDS[question.kind].show(row.value, question, context)


def _carries(row: Delivery, versions: Sequence[Draft]) -> bool:
    """Say whether papers of one of these versions hang on the message."""
    gone = {draft.version for draft in versions}
    return any(paper.version in gone for paper in load(row.body).attached)


class _Words:
    """All that was ever said to one question, in every wording, to be found again in what the bot wrote."""

    def __init__(self, rows: Sequence[Answer], what: Erase, shown: Iterable[str]) -> None:
        said = {_folded(text) for row in rows for text in _texts(row)} | set(map(_folded, shown))
        self.key = what.key
        self.label = _folded(what.label)
        self.whole = {text for text in said if len(text) >= WHOLE}
        self.short = {text for text in said if 0 < len(text) < WHOLE}
        self.stretches = set(_stretches(said))
        self.always = True

    def but(self, rows: Sequence[Answer]) -> _Words:
        """Return the words without those that somebody else said as well, to be found where they stand alone."""
        said = {_folded(text) for row in rows for text in _texts(row)}
        left = copy(self)
        left.whole, left.short, left.always = self.whole - said, self.short - said, False
        left.stretches = self.stretches - set(_stretches(said))
        return left

    def without(self, row: Delivery, gone: Line, *, whole: bool) -> Message | None:
        """Return the message with this in place of every part that shows some of it; None where none does."""
        message, screen = load(row.body), row.screen or {}
        about = screen.get("key") == self.key
        quotes = any(isinstance(part, Quote) for part in message.parts)
        shows = quotes or screen["said"] or screen["about"] or screen["on"] in SHOWING if about else False
        whole = whole or bool(shows and self.always)
        parts: list[Part] = [gone if whole or self._stand_in(part) else part for part in message.parts]
        buttons = tuple(each for each in message.buttons if not self._are_in(each.label + each.say))
        if parts == [*message.parts] and buttons == message.buttons:
            return None
        return replace(message, parts=tuple(dict.fromkeys(parts)), buttons=() if whole else buttons)

    def unquoted(self, said: str, gone: str) -> str:
        """Return what somebody else wrote, with this in place of all that it repeats."""
        letters = [(char, at) for at, each in enumerate(said) for char in _folded(each)]
        text = "".join(char for char, _ in letters)
        taken = {
            at
            for start, end in self._places(text)
            for at in range(letters[start][1], letters[end - 1][1] + 1)
        }
        for start in sorted(taken - {at + 1 for at in taken}, reverse=True):
            end = next(at for at in range(start, len(said) + 1) if at not in taken)
            said = said[:start] + gone + said[end:]
        return said

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Give from where to where some of it stands among letters and digits."""
        for words in (*self.whole, *(self.label + short for short in self.short)):
            yield from (found.span() for found in re.finditer(re.escape(words), text))
        for at in range(len(text) - STRETCH + 1):
            if text[at : at + STRETCH] in self.stretches:
                yield at, at + STRETCH

    def _stand_in(self, part: Part) -> bool:
        said = [button.label + button.say for button in part.buttons] if isinstance(part, Item) else []
        label = getattr(part, "label", "")
        return (isinstance(part, Sheet) and self.always) or any(map(self._are_in, (label + part.text, *said)))

    def _are_in(self, said: str) -> bool:
        return any(self._places(_folded(said)))


def _stretches(said: Iterable[str]) -> Iterator[str]:
    for text in said:
        yield from (text[at : at + STRETCH] for at in range(len(text) - STRETCH + 1))


def _texts(row: Answer) -> Iterator[str]:
    """Give every line of an answer as it was typed, as it is kept, and as it was understood."""
    for text in (row.kept, row.reason, *(piece.text for piece in row.pieces), *_strings(row.value)):
        yield from text.split("\n")


def _strings(value: Json) -> Iterable[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from _strings(each)
        case list() | tuple():
            for each in value:
                yield from _strings(each)
        case int() | float():
            yield str(value)


def _folded(text: str) -> str:
    """Return the letters and digits alone, in lower case: what no writer escapes, wraps or straightens."""
    return "".join(char for char in text.casefold() if char.isalnum())
