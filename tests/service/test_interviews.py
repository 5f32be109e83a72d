"""A reply lands on the question it was said to, once, whatever the order in which things arrive."""

import pytest

from bot.core.notes import Status
from tests.service.town import FACTS, LONG


@pytest.fixture
def ada(town):
    """Ada is asked the first question of a note of her own."""
    town.begin("ada")
    return town


# ------------------------------------------------------------------ what is on the screen


def test_an_answer_is_stored_with_its_message_and_the_next_question_is_promised(ada):
    message = ada.write("ada", "Seminar")
    row = ada.answers()["event"]
    assert (row.value, row.state, row.by, [(p.message, p.text) for p in row.pieces]) == (
        "Seminar",
        "answered",
        "ada",
        [(message, "Seminar")],
    )
    assert ada.screen("ada") == (1, "question", "session")
    assert ada.status() == Status.STARTED


def test_the_same_payload_twice_is_one_answer(ada):
    said = ada.said("ada", "Seminar")
    ada.interviews.reply(said)
    ada.interviews.reply(said)
    ada.deliver()
    assert ada.answers()["event"].revision == 1
    assert len(ada.heard("ada")) == 2


def test_who_was_never_asked_anything_is_told_the_commands(town):
    town.write("cy", "Seminar")
    assert town.heard("cy") == [town.office.phrases.command["help"]]


def test_a_reply_written_before_the_next_question_arrived_belongs_to_the_one_before(ada):
    first, second = ada.said("ada", "Seminar"), ada.said("ada", "Workshop")
    ada.interviews.reply(first)
    ada.interviews.reply(second)
    assert ada.values() == {"event": "Seminar Workshop"}


def test_a_question_that_is_being_sent_counts_for_what_is_written_a_second_later(ada):
    ada.interviews.reply(ada.said("ada", "Seminar"))
    ada.outbox.claim()
    ada.tick(seconds=2)
    ada.interviews.reply(ada.said("ada", "Plenary"))
    assert ada.values() == {"event": "Seminar", "session": "Plenary"}


def test_a_question_that_is_being_sent_does_not_count_within_a_second(ada):
    ada.interviews.reply(ada.said("ada", "Seminar"))
    ada.outbox.claim()
    ada.tick(milliseconds=500)
    ada.interviews.reply(ada.said("ada", "Workshop", message=ada.ts()))
    assert ada.values() == {"event": "Seminar Workshop"}


def test_a_reply_of_the_same_moment_as_the_receipt_belongs_to_the_question_before(ada):
    ada.write("ada", "Seminar")
    at = ada.card("ada", "Session")
    ada.interviews.reply(ada.said("ada", "Workshop", message=at, key="same"))
    assert ada.values() == {"event": "Seminar Workshop"}


def test_two_deliveries_out_of_order_are_one_answer_in_the_order_of_writing(ada):
    ada.write("ada", "edit highlights")
    first, second = ada.said("ada", LONG), ada.said("ada", "A list was proposed.")
    ada.interviews.reply(second)
    ada.interviews.reply(first)
    ada.deliver()
    assert ada.values()["highlights"] == f"{LONG}\n\nA list was proposed."


def test_a_quick_message_is_added_to_one_that_is_in_doubt(ada):
    ada.write("ada", "edit highlights")
    for text in ("Good event.", LONG):
        ada.interviews.reply(ada.said("ada", text))
    ada.deliver()
    assert ada.values()["highlights"] == f"Good event.\n\n{LONG}"


def test_every_wording_of_an_answer_stays_in_its_history(ada):
    for text in ("edit highlights", LONG, "edit highlights", "hm fine", "so so", "yes"):
        ada.write("ada", text)
    assert ada.values()["highlights"] == "so so"
    with ada.office.transaction() as tx:
        rows = [row for row in tx.answers.history(1) if row.key == "highlights"]
    assert [(row.value, row.kept) for row in rows] == [(LONG, ""), (LONG, "hm fine"), ("so so", "")]


def test_a_quick_command_keeps_the_words_that_are_in_doubt(ada):
    ada.write("ada", "edit highlights")
    for text in ("Good event.", "skip, no time"):
        ada.interviews.reply(ada.said("ada", text))
    row = ada.answers()["highlights"]
    assert (row.state, row.reason, row.kept) == ("skipped", "no time", "Good event.")


# ------------------------------------------------------------------ old cards, threads, double clicks


def test_a_button_is_pressed_on_its_own_card(ada):
    ada.press("ada", "Skip")
    assert (ada.answers()["event"].state, ada.screen("ada")) == ("skipped", (1, "reason", "event"))


def test_a_double_click_counts_once(ada):
    ada.write("ada", "Seminar")
    first = ada.press("ada", "Skip", deliver=False)
    ada.press("ada", "Skip", card=first.card, deliver=False)
    ada.deliver()
    assert (ada.answers()["session"].revision, ada.screen("ada")) == (1, (1, "question", "organizers"))


def test_an_old_button_does_nothing_to_the_question_on_the_screen(ada):
    ada.write("ada", "Seminar", "Plenary")
    ada.press("ada", "Skip", card=ada.card("ada", "Event"))
    assert (ada.values(), ada.screen("ada")) == (
        {"event": "Seminar", "session": "Plenary"},
        (1, "question", "organizers"),
    )


@pytest.mark.parametrize(("label", "screen"), [("Help", "question"), ("Pause", "paused")])
def test_what_means_the_same_everywhere_works_on_an_old_card_for_the_screen_of_now(ada, label, screen):
    ada.write("ada", "Seminar", "Plenary")
    ada.press("ada", label, card=ada.card("ada", "Event"))
    assert ada.screen("ada") == (1, screen, "organizers")


def test_trap_12_a_late_reply_in_a_thread_is_offered_for_that_question(ada):
    card = ada.card("ada", "Event")
    ada.write("ada", "Seminar", "Plenary")
    ada.write("ada", "Workshop", card=card)
    assert (ada.screen("ada"), ada.values()["event"]) == ((1, "offer", "event"), "Seminar")
    ada.press("ada", "Use it")
    assert (ada.screen("ada"), ada.values()["event"]) == ((1, "question", "organizers"), "Workshop")


def test_a_late_reply_that_belongs_nowhere_changes_nothing(ada):
    card = ada.card("ada", "Event")
    ada.write("ada", "Seminar", "Plenary")
    ada.write("ada", "Workshop", card=card)
    ada.press("ada", "No")
    ada.press("ada", "No")
    assert (ada.screen("ada"), ada.values()["event"]) == ((1, "question", "organizers"), "Seminar")


def test_a_reply_in_the_thread_of_the_question_on_the_screen_is_its_answer(ada):
    ada.write("ada", "Seminar", card=ada.card("ada", "Event"))
    assert ada.values() == {"event": "Seminar"}


def test_a_thread_under_a_message_that_asks_nothing_is_read_as_if_outside(ada):
    ada.write("ada", "pause", "I will come back myself")
    ada.write("ada", "go on", card=ada.card("ada", "Very well"))
    assert ada.screen("ada") == (1, "question", "event")


def test_an_exit_stays_open_on_the_first_card(town):
    town.owe()
    town.press("ada", "Start now")
    town.press("ada", "I did not attend")
    town.press("ada", "Nobody went")
    assert town.status() == Status.DECLINED


def test_an_exit_closes_nothing_that_was_handed_in(town):
    town.owe()
    town.press("ada", "Start now")
    town.write("ada", "yes")
    for key, text in (
        ("format", "online"),
        ("participants", "Some 60 participants"),
        ("objectives", "share experiences"),
    ):
        town.write("ada", f"edit {key}", text)
    town.write("ada", "edit highlights", LONG, "next", "edit sensitive", "no", "submit")
    assert town.status() == Status.IN_REVIEW
    town.press("ada", "I did not attend")
    assert (town.status(), town.last("ada")[:20]) == (Status.IN_REVIEW, "Already submitted as")


@pytest.mark.parametrize("label", ["Tomorrow 09:00", "Why am I getting this?"])
def test_another_button_of_the_first_card_is_late_once_it_was_started(town, label):
    town.owe()
    town.press("ada", "Start now")
    town.press("ada", label, card=town.card("ada", "Start now"))
    assert town.screen("ada") == (1, "facts", "")


# ------------------------------------------------------------------ a question that was promised for later


def test_a_promised_question_is_on_the_screen_when_it_comes(ada):
    ada.write("ada", "Seminar", "Plenary", "skip", "I will get it", "tomorrow", "none")
    assert ada.screen("ada") == (1, "question", "format")
    ada.tick(days=1)
    ada.deliver()
    assert ada.screen("ada") == (1, "question", "organizers")
    ada.press("ada", "Skip")
    assert ada.screen("ada") == (1, "reason", "organizers")


def test_an_answer_takes_the_promise_to_ask_back(ada):
    ada.write("ada", "Seminar", "Plenary", "skip", "I will get it", "tomorrow", "edit organizers", "UNODA")
    assert ada.promised(1, "debt:organizers").state == "dropped"


def test_do_not_ask_takes_the_promise_to_ask_back(ada):
    ada.write("ada", "Seminar", "Plenary", "skip", "I will get it", "tomorrow")
    ada.write("ada", "edit organizers", "skip", "I will get it", "do not ask")
    assert ada.promised(1, "debt:organizers").state == "dropped"


def test_who_comes_back_earlier_is_not_called_again(ada):
    ada.write("ada", "pause", "tomorrow")
    assert ada.promised(1, "wake").state == "waiting"
    ada.write("ada", "go on")
    assert ada.promised(1, "wake").state == "dropped"


def test_an_edited_message_is_no_coming_back(ada):
    message = ada.write("ada", "Seminar")
    ada.write("ada", "pause", "tomorrow")
    ada.edit("ada", message, "Workshop")
    assert (ada.values()["event"], ada.promised(1, "wake").state) == ("Workshop", "waiting")


def test_tonight_is_said_as_it_will_be_kept(ada):
    ada.tick(hours=5)
    ada.write("ada", "pause", "tonight")
    assert ada.last("ada").splitlines()[0] == (
        "I will come back on Friday 5 June 2009, 09:00 (Accra time), and send no reminder before that; the "
        "coordinator sees this. To go on earlier, type resume."
    )
    assert ada.promised(1, "wake").due_at.isoformat() == "2009-06-05T09:00:00+00:00"


# ------------------------------------------------------------------ several notes, and a closed one


def test_a_first_message_about_another_note_does_not_swallow_the_next_answer(ada):
    ada.owe()
    ada.write("ada", "Seminar")
    assert (ada.values(1), ada.values(2)["event"]) == ({"event": "Seminar"}, FACTS[0])


def test_two_notes_are_kept_apart(ada):
    ada.write("ada", "Seminar")
    ada.begin("ada")
    ada.write("ada", "Workshop")
    ada.notes.resume("ada", "1", key="r")
    ada.deliver()
    ada.write("ada", "Plenary")
    assert (ada.values(1), ada.values(2)) == (
        {"event": "Seminar", "session": "Plenary"},
        {"event": "Workshop"},
    )


def test_a_declined_note_gives_the_screen_back_to_the_one_before(ada):
    ada.write("ada", "Seminar")
    ada.owe()
    ada.press("ada", "I did not attend")
    ada.press("ada", "Nobody went")
    ada.write("ada", "Plenary")
    assert (ada.status(2), ada.values(1)) == (Status.DECLINED, {"event": "Seminar", "session": "Plenary"})
    ada.press("ada", "Skip", card=ada.card("ada", "Organizers"))
    assert ada.screen("ada") == (1, "reason", "organizers")


def test_writing_to_a_declined_note_says_that_it_is_closed(town):
    town.owe()
    town.press("ada", "I did not attend")
    town.press("ada", "Nobody went")
    before = town.answers()
    town.write("ada", "Seminar")
    town.press("ada", "Start now")
    assert town.answers() == before
    assert town.heard("ada")[-1] == town.heard("ada")[-2]
    assert "is closed, and you need not write it" in town.last("ada")
    assert offered(town) == ["Undo: I write it"]


def offered(town):
    """Return what is on the buttons of the last message of all."""
    return [button.label for button in town.letters[-1][0].message.buttons]


@pytest.mark.parametrize(
    ("status", "says"), [(Status.WAIVED, "a coordinator waived it"), (Status.WITHDRAWN, "was withdrawn")]
)
def test_writing_to_a_note_that_others_closed_says_so_and_offers_no_way_that_there_is_not(town, status, says):
    town.owe()
    with town.office.transaction() as tx:
        tx.notes.set_status(1, was={Status.OWED}, becomes=status, at=town.office.clock())
    town.write("ada", "undo")
    assert says in town.last("ada")
    assert offered(town) == []
