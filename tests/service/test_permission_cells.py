"""Every cell of who may do what while a note is how: tried through the service, as a person would try it."""

from dataclasses import replace
from itertools import product

import pytest

from bot.core.forms import Deed
from bot.core.notes import Act, Role, Status, may
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.review.reviews import Reviews
from storage import Entry
from tests.cells import cell

PEOPLE = {"ada": Role.EXPERT, "cy": Role.REVIEWER, "bo": Role.COORDINATOR, "dee": Role.OTHER}
FIELDS = {
    Act.COMMENT: {"comment": "fine"},
    Act.CHANGES: {"event": "full?"},
    Act.JOIN: {"own": "The European Union announced a fund for laboratories."},
    Act.WITHDRAW: {"why": "wrong day"},
}
SETTLED = {Status.DECLINED, Status.WAIVED}


def note_that_is(town, status):
    """Bring Ada's note to this status, by what people do."""
    if status in {Status.OWED, *SETTLED}:
        town.owe()
    elif status == Status.STARTED:
        town.begin("ada")
        town.write("ada", "Seminar on fish")
    else:
        town.answer_all()
    if status in SETTLED:
        with town.office.transaction() as tx:
            tx.notes.set_status(1, was=frozenset(Status), becomes=status, at=town.now)
    if status in {Status.OWED, Status.STARTED, Status.DRAFTED, *SETTLED}:
        return
    town.write("ada", "submit")
    if status == Status.CHANGES_ASKED:
        send(town, "cy", Act.CHANGES, {"highlights": "who?"})
    if status in {Status.APPROVED, Status.WITHDRAWN}:
        send(town, "cy", Act.APPROVE, {})
    if status == Status.WITHDRAWN:
        send(town, "bo", Act.WITHDRAW, FIELDS[Act.WITHDRAW])


def reviewed_by_cy(town):
    """Let Cy review, and Dee be of the channel alone."""
    town.people.know("dee", name="Dee", zone="Europe/Paris", locale="en")
    town.office = replace(town.office, reviewers=("cy",))
    town.interviews, town.notes = Interviews(town.office), Notes(town.office)


def stand(town, status):
    reviewed_by_cy(town)
    note_that_is(town, status)


def send(town, person, act, values):
    about = f"1.{len(town.drafts()) or 1}"
    Reviews(town.office).send(Deed(person=person, act=act, about=about, key=f"k{town.tick()}", values=values))
    town.deliver()


def rows(town):
    """Return what is known of the note: whatever an act does shows in it."""
    with town.office.transaction() as tx:
        answers = {key: row.revision for key, row in tx.answers.latest(1).items()}
        return (
            tx.notes.get(1).status,
            len(tx.reviews.of(1)),
            len(tx.drafts.of(1)),
            answers,
            len(tx.journal.of(1)),
        )


def hold_back(town):
    with town.office.transaction() as tx:
        tx.journal.add(Entry(who="ada", what="held", note=1, facts={"version": 1, "asked": []}, at=town.now))


def tell(town, person, words):
    """Let Ada write it; let others answer below the last card that she was sent."""
    if person == "ada":
        town.write(person, words)
        return
    card = next(receipt for letter, receipt in reversed(town.letters) if letter.recipient == "ada")
    town.interviews.reply(replace(town.said(person, words, card=card), place="D-ada"))
    town.deliver()


def does(town, person, act):
    """Let somebody try it, in the way there is; return whether anything came of it."""
    if act == Act.RELEASE:
        hold_back(town)
    if act == Act.HAND_IN and person == "ada":  # there has to be something new to hand in
        town.write("ada", "edit event", "Other words here")
    if act == Act.UNDO and town.status() == Status.IN_REVIEW:  # what the last answer to changes has handed in
        send(town, "cy", Act.CHANGES, {"highlights": "who?"})
        town.write("ada", "keep it")
    before = rows(town)
    match act:
        case Act.READ:
            form = Reviews(town.office).press(Deed(person=person, act=act, about="1.1", key="p", values={}))
            return form.title != "Nothing was changed"
        case Act.ANSWER:
            tell(town, person, "edit event")
            tell(town, person, "Other words here")
        case Act.HAND_IN:
            tell(town, person, "keep it" if town.status() == Status.CHANGES_ASKED else "submit")
            return len(town.drafts()) > before[2]
        case Act.RELEASE:
            town.notes.release(person, "1", key="r")
            town.deliver()
        case _:
            send(town, person, act, FIELDS.get(act, {}))
    return rows(town) != before


@pytest.mark.parametrize("status", Status)
def test_trap_19_each_act_is_done_by_whoever_may_do_it_and_by_nobody_else(town, status):
    was = None
    for (person, role), act in product(PEOPLE.items(), Act):
        with cell(status, person, act):
            if was is None or rows(town) != was:  # what was refused has left nothing behind
                town.recall(stand, status=status)
                reviewed_by_cy(town)
                was = rows(town)
            assert was[0] == status
            assert does(town, person, act) == may({role}, act, status)
