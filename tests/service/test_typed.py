"""What is written on a button may be typed: while it stands there, in no thread, and only what is done at once."""

from dataclasses import replace

import pytest

from bot.core.messages import Button, Line, Message
from bot.core.replies import File
from bot.service.mail import Mail
from bot.service.outbox import Arrival
from bot.service.typed import typed
from tests.service.town import handed_in


def words(town, text, **how):
    """Return the deed that Ada types with this, as what and to what."""
    deed = typed(town.office, town.said("ada", text, **how))
    return (deed.act, deed.about) if deed else None


def tell(town, *buttons, replaces=None, after=None, text="Something else"):
    """Let the bot say something to Ada, with these buttons."""
    with town.office.transaction() as tx:
        key, message = f"told{town.tick()}", Message(parts=(Line(text),), buttons=buttons)
        row = Mail(town.office, tx).post("ada", message, key=key, replaces=replaces, after=after)
    for letter in town.outbox.claim():
        town.outbox.sent(Arrival(letter, "D-ada", letter.replaces or town.tick()))
    return row


@pytest.fixture
def told(town):
    """Ada has handed in version 1."""
    town.recall(handed_in)
    return town


@pytest.mark.parametrize("text", ["withdraw", "Withdraw", " WITHDRAW! "])
def test_the_words_of_the_button_do_what_it_does(told, text):
    assert words(told, text) == ("take_back", "1.1")


@pytest.mark.parametrize("text", ["", "undo", "withdraw it", "I withdraw", "submit"])
def test_other_words_do_not(told, text):
    assert words(told, text) is None


def test_a_message_without_buttons_leaves_it_there_and_one_with_others_does_not(told):
    tell(told)
    assert words(told, "withdraw") == ("take_back", "1.1")
    tell(told, Button("Skip", "skip"))
    assert words(told, "withdraw") is None


def test_a_question_below_which_it_stands_too_does_not_hide_it(told):
    tell(told, Button("Keep it", "keep"), Button("Undo: I write it", act="again", about="7"))
    assert [words(told, text) for text in ("undo", "Undo: I write it")] == [("again", "7")] * 2


def test_a_button_that_was_written_over_stands_there_no_more(told):
    row = tell(told, Button("Undo", act="undo", about="1.1"))
    assert words(told, "undo") == ("undo", "1.1")
    tell(told, replaces=row.id)
    assert words(told, "undo") is None


def test_what_hangs_below_another_message_is_nothing_that_stands_there(told):
    row = tell(told, Button("Undo", act="undo", about="1.1"))
    tell(told, Button("Skip", "skip"), after=row.id)
    assert words(told, "undo") == ("undo", "1.1")


def test_a_reply_in_a_thread_and_a_file_are_no_words_of_a_button(told):
    assert words(told, "withdraw", card="1.1") is None
    said = told.said("ada", "withdraw")
    with_file = replace(
        said.reply, files=(File(id="F1", name="a.pdf", media_type="application/pdf", size=1),)
    )
    assert typed(told.office, replace(said, reply=with_file)) is None


def test_what_was_written_before_the_button_came_does_not_press_it(told):
    early = told.ts()
    told.tick(minutes=1)
    tell(told, Button("Undo", act="undo", about="1.1"))
    assert words(told, "undo", message=early) is None


def test_a_button_that_opens_a_form_is_pressed_and_not_typed(told):
    tell(told, Button("Withdraw", act="withdraw", about="1.1"))
    assert words(told, "withdraw") is None


def test_of_two_buttons_with_the_same_words_neither_is_meant(told):
    tell(told, *(Button("Undo", act="undo", about=about) for about in ("1.1", "2.1")))
    assert words(told, "undo") is None


def test_nobody_presses_what_another_person_sees(told):
    deed = typed(told.office, replace(told.said("cy", "withdraw"), place="D-ada"))
    assert deed is None
