"""Typed words equal buttons, also those that have no words of their own: which deed somebody types."""

from __future__ import annotations

from bot.core.forms import Deed
from bot.core.messages import load
from bot.service.office import Office
from bot.service.said import Said

DEEDS = frozenset({"again", "go", "stop", "take_back", "undo"})
"""Deeds that are done at once: open a closed note, go to another, take back or undo what was handed in; a reviewer's
reminders are stopped without a reason."""

LABELS = ("board_undo", "back_to", "review_stop", "review_take_back", "review_undo")
"""What is written on their buttons."""


def is_called(label: str, text: str) -> bool:
    """Say whether a text is the label of a button, or what stands in it before a colon."""
    full, said = label.casefold(), text.strip(" .!").casefold()
    return said in {full, full.partition(":")[0]}


def typed(office: Office, said: Said) -> Deed | None:
    """Return the deed of the button with these words, where it stands on the last message that has buttons."""
    begins = {office.phrases.buttons[label].split()[0].strip(":").casefold() for label in LABELS}
    words = said.reply.text.casefold().split()
    if said.card or said.reply.files or not words or words[0].strip(".!:") not in begins:
        return None
    with office.transaction() as tx:
        shown = tx.outbox.with_buttons(said.person, said.place, before=said.message)
        last = (
            tx.outbox.by_receipt(said.place, shown.receipt) if shown else None
        )  # it may have lost its buttons
    buttons = load(last.body).buttons if last else ()
    found = [each for each in buttons if each.act in DEEDS and is_called(each.label, said.reply.text)]
    about = {(each.act, each.about) for each in found}
    if len(about) != 1:
        return None
    act, what = about.pop()
    return Deed(person=said.person, act=act, about=what, key=said.key, values={})
