"""The board is computed: what is owed by now, who has the ball, how late it is. Digests say it, and lists."""

import pytest

from bot.core.board import Board, Row
from bot.core.messages import PAGE, Item
from bot.core.notes import Status
from bot.core.outstanding import Ball
from bot.render.boards import BoardPainter
from bot.service.coordinator.board import Boards
from bot.service.coordinator.steering import Steering
from bot.service.expert.notes import Notes
from bot.service.review.reviews import Reviews
from tests.service.test_handover import Table
from tests.service.test_reminders import at, live

PLACE = ("3-4 June 2009", "Brussels, Belgium", "European Commission")


@pytest.fixture
def look(town):
    """Return the board as it is now."""

    def there():
        with town.office.transaction() as tx:
            return Boards(town.office).board(tx)

    return there


@pytest.fixture
def table(town):
    return Table(town)


def state(board):
    return {row.note: (row.ball, row.late) for row in board.rows}


def test_an_event_that_is_still_to_come_is_not_owed_yet(town, look):
    town.owe(facts=("Seminar", "15-16 June 2009", *PLACE[1:]))
    assert look().rows == ()
    town.tick(days=12)  # Tuesday 16 June, 18:00 and the grace
    town.tick(minutes=1)
    assert state(look()) == {1: (Ball.EXPERT, 0)}


def test_a_note_that_is_offered_to_the_west_stays_on_the_board(town, look, table):
    town.owe()
    assert state(look()) == {1: (Ball.EXPERT, 0)}
    table.hand()  # to New York, where the event is not over for four hours
    assert state(look()) == {1: (Ball.NEW_OWNER, 0)}


def test_a_late_note_counts_the_working_days_since_it_was_due(town, look):
    town.owe()
    town.tick(days=14)  # due on Thursday 18 June; that evening
    assert state(look()) == {1: (Ball.EXPERT, 0)}
    for days, late in ((1, 1), (1, 1), (1, 1), (1, 2)):
        town.tick(days=days)
        assert state(look()) == {1: (Ball.EXPERT, late)}


def test_it_is_news_only_on_the_first_day_that_is_late(town, look):
    town.owe()
    news = []
    for _ in range(20):
        news += [town.now.day] if look().is_news(None, town.now.date(), town.now.date()) else []
        town.tick(days=1)
    assert news == [19]


def test_a_row_says_how_much_is_answered_and_who_writes_it(town, look):
    town.owe()
    town.write("ada", "start now", "yes, all right", "skip", "skip", "in person")
    town.tick(days=1)
    [row] = look().rows
    assert (row.event, row.dates, row.name) == ('Workshop on "Making the difference"', "3-4 June 2009", "Ada")
    assert (row.answered, row.asked, row.used, row.most, row.open) == (1, 10, 1, 5, True)


def test_what_is_in_review_is_with_its_reviewers_from_the_day_that_is_theirs(town, look):
    town.answer_all()
    town.write("ada", "submit")
    town.tick(days=1)
    [row] = look().rows
    assert (row.ball, row.holder, row.late, row.open) == (Ball.REVIEWER, "Bo", 0, False)
    town.tick(days=6)
    assert state(look()) == {1: (Ball.REVIEWER, 2)}


def test_what_is_held_back_is_with_the_coordinator_who_is_told_how_to_release_it(town, look):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    town.tick(days=1)
    [row] = look().rows
    assert (row.ball, row.holder) == (Ball.COORDINATOR, "held back (/note release 1 posts it)")


def test_what_is_snoozed_is_still_owed_and_says_until_when(town, look):
    town.owe()
    town.write("ada", "start now", "yes, all right", "pause", "12 June")
    town.tick(days=1)
    [row] = look().rows
    assert (row.ball, f"{row.until:%d %B}") == (Ball.SNOOZED, "12 June")
    assert "Away or snoozed (no reminders)" in Boards(town.office).outstanding("bo").text
    assert "snoozed until Friday 12 June 2009" in Boards(town.office).outstanding("bo").text


def test_an_offer_is_with_whoever_is_asked_and_comes_back_to_the_coordinator_when_nobody_answers(
    town, table, look
):
    town.owe()
    town.tick(days=4)  # Monday 8 June
    table.hand()
    assert [(row.ball, row.holder, row.new) for row in look().rows] == [(Ball.NEW_OWNER, "Cy", False)]
    town.tick(days=3)  # Thursday 11 June: Wednesday was the last day
    assert [(row.ball, row.holder, row.new) for row in look().rows] == [
        (Ball.COORDINATOR, "offered to Cy, without an answer", True)
    ]


def test_that_nobody_went_waits_for_the_coordinator_and_then_closes_by_itself(town, look):
    town.owe()
    town.write("ada", "did not attend", "nobody from us went")
    [row] = look().rows
    assert (row.ball, row.declined, f"{row.until:%d %B}") == (Ball.COORDINATOR, True, "11 June")
    assert look().owed == []
    assert "did not attend, and says that nobody did; it closes by itself on Thursday 11 June 2009" in (
        Boards(town.office).outstanding("bo").text
    )
    town.tick(days=8)
    assert look().rows == ()


def test_the_header_adds_up_and_counts_what_is_to_be_confirmed_apart_and_not_as_closed(town, table):
    def header():
        return Boards(town.office).outstanding("bo").text.splitlines()[1]

    town.owe()
    town.write("ada", "did not attend", "nobody from us went")
    apart = "1 for you to confirm: nobody went. 0 closed since Thursday 28 May 2009, 20:00."
    assert header() == f"Nothing outstanding. {apart} New since then: 0."
    town.owe("bo", ("Seminar", *PLACE))
    assert header() == f"1 owed: 1 with an expert. {apart} New since then: 1."
    table.send("bo", "confirm")
    assert header() == (
        "1 owed: 1 with an expert. 1 closed since Thursday 28 May 2009, 20:00. New since then: 1."
    )


def test_that_nobody_went_is_counted_as_closed_once_its_days_are_over(town, look):
    town.owe()
    town.write("ada", "did not attend", "nobody from us went")
    closed = []
    for _ in range(16):
        closed.append(look().closed)
        town.tick(days=1)
    assert closed == [0] * 8 + [1] * 7 + [0]  # Thursday 11 June was its last day


def test_a_row_says_how_many_messages_its_owner_got_of_those_that_can_come_by_now(town, table, look):
    town.owe()
    seen = {}
    for day, month in ((22, 6), (8, 7)):
        live(town, until=at(day, 12, month=month))
        [row] = look().rows
        seen[day] = (row.used, row.most)
    assert seen == {22: (5, 5), 8: (7, 7)}
    table.hand()
    [row] = look().rows
    assert (row.ball, row.used, row.most) == (Ball.NEW_OWNER, 7, 7)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("I am on a course", "reminders stopped (“I am on a course”)"),
        ("no reason", "reminders stopped, without a reason"),
    ],
)
def test_a_row_says_that_reminders_were_stopped_and_why(town, why, said):
    town.owe()
    live(town, until=at(5, 15))
    town.write("ada", "stop reminding me", why)
    live(town, until=at(8, 12))
    assert said in Boards(town.office).outstanding("bo").text
    town.write("ada", "remind me again")
    assert "reminders stopped" not in Boards(town.office).outstanding("bo").text


def test_who_asks_for_a_colleague_whom_nobody_knows_gives_the_note_to_the_coordinator(town, look):
    town.owe()
    live(town, until=at(5, 15))
    town.write("ada", "hand over", "Professor Unknown")
    live(town, until=at(8, 12))
    [row] = look().rows
    assert (row.ball, row.holder, row.stopped) == (
        Ball.COORDINATOR,
        "its expert asks for somebody else (“Professor Unknown”)",
        None,
    )
    painter = BoardPainter(town.office.phrases, look(), town.now)
    assert [button.act for button in painter.buttons(row)] == ["nudge", "until", "hand", "pair", "waive"]
    town.write("ada", "remind me again")
    assert state(look()) == {1: (Ball.EXPERT, 0)}


def test_who_asked_for_somebody_else_and_writes_it_after_all_is_on_the_board_as_they_are(town, table, look):
    town.owe()
    town.write("ada", "hand over", "somebody from Vienna")
    assert state(look()) == {1: (Ball.COORDINATOR, 0)}
    town.write("ada", "someone else writes it")
    table.answer("ada", "Undo: I write it")
    assert state(look()) == {1: (Ball.EXPERT, 0)}
    town.write("ada", "away until 20 june 2009")
    assert state(look()) == {1: (Ball.AWAY, 0)}
    town.write("ada", "stop reminding me", "no time")
    assert look().rows[0].stopped == "no time"


def test_what_waits_for_a_fact_alone_says_until_when(town, look):
    town.answer_all(participants="skip", session="skip", supporters="skip", documents="skip", comments="skip")
    town.write("ada", "edit background", "A short background.", "yes")
    town.write("ada", "edit participants", "skip", "I will get it", "monday 09:00")
    [row] = look().rows
    assert (row.ball, f"{row.until:%A %d %B}") == (Ball.FACT, "Monday 08 June")
    assert "waits for a fact until Monday 8 June 2009" in Boards(town.office).outstanding("bo").text


def test_a_coordinator_confirms_that_nobody_went(town, table, look):
    town.owe()
    town.write("ada", "did not attend", "nobody from us went")
    assert table.press("bo", "confirm").submit == "Confirm"
    table.send("bo", "confirm")
    assert look().rows == ()
    assert town.last("bo").startswith("Noted: nobody went to")


def test_the_message_that_nobody_went_says_until_when_and_has_what_can_be_done(town, table, look):
    town.owe()
    town.write("ada", "did not attend", "nobody from us went")
    assert town.last("bo") == (
        'Ada says that nobody went to Workshop on "Making the difference", and is asked no more. Confirm it, or ask '
        "again; without either, the note closes by itself after Thursday 11 June 2009."
    )
    assert list(table.buttons("bo")) == ["Confirm", "Ask again"]
    town.tick(days=7, hours=16)
    assert (look().rows, look().closed) == ((), 1)
    table.answer("bo", "Ask again")
    assert town.status() == Status.OWED
    assert town.last("ada").startswith(
        'Bo asks you to write the note on Workshop on "Making the difference" after all.'
    )


@pytest.mark.parametrize("why", ["It was cancelled", "nothing to report"])
def test_every_note_that_its_expert_closed_can_be_opened_again_where_it_is_told(town, table, why):
    town.owe()
    town.write("ada", "did not attend", why)
    assert list(table.buttons("bo")) == ["Ask again"]
    table.answer("bo", "Ask again")
    assert town.status() == Status.OWED


def test_what_its_expert_closed_is_found_by_its_place(town):
    town.owe()
    town.write("ada", "did not attend", "Nobody went")
    assert "Workshop" in Boards(town.office).outstanding("bo", "brussels").text


def test_what_was_closed_in_the_last_week_is_counted_with_its_working_days(town, look):
    town.owe()
    town.owe("cy", ("Seminar", *PLACE))
    town.answer_all()
    town.write("ada", "submit")
    town.tick(days=4)
    reviews = Table(town)
    Reviews(town.office).send(reviews.deed("bo", "approve", "3.1"))
    reviews.send("bo", "waive", "2", why="informal")
    board = look()
    assert (board.closed, board.median, board.fresh) == (2, 2, 1)
    town.tick(days=8)
    assert look().closed == 0


def test_the_list_names_what_is_late_first_and_counts_by_who_has_the_ball(town, table):
    town.owe()
    town.owe("cy", ("Seminar", *PLACE))
    town.tick(days=15)
    table.send("bo", "until", "2", day="2009-06-30")
    assert Boards(town.office).outstanding("bo").text == (
        "Notes owed, Friday 19 June 2009\n"
        "2 owed: 2 with experts (1 late). 0 closed since Friday 12 June 2009, 20:00. New since then: 0.\n"
        "Late, with the expert\n"
        'Workshop on "Making the difference"; 3-4 June 2009 – Ada: 1 working day late, '  # noqa: RUF001 - a dash as said
        "0 of 10 answered and 1 of 5 messages used.\n"
        "With the expert\n"
        "Seminar; 3-4 June 2009 – Cy: due by Tuesday 30 June 2009, 0 of 10 answered and 1 of 5 messages used."  # noqa: RUF001 - a dash as said
    )


def test_a_note_whose_expert_is_not_asked_yet_says_when(town):
    town.now = at(5, 10)
    town.owe("cy")
    said = town.owe("cy", ("Seminar", *PLACE))
    assert "Monday 8 June 2009, 09:00" in said
    when = "not asked yet: the first message comes on Monday 8 June 2009, 09:00 (New York time)"
    assert f"Seminar; 3-4 June 2009 – Cy: due by Thursday 18 June 2009 and {when}." in outstanding(town)  # noqa: RUF001 - a dash as said
    live(town, until=at(8, 14))
    assert (outstanding(town).count("1 of 5 messages used"), when in outstanding(town)) == (2, False)


def test_a_note_that_is_begun_before_its_expert_is_asked_used_no_message(town):
    town.now = at(5, 14)
    town.owe("cy")
    town.owe("cy", ("Seminar", *PLACE))
    Notes(town.office).resume("cy", "2", key="resume")
    town.write("cy", "yes, all right")
    assert "answered and 0 of 5 messages used" in outstanding(town)
    assert "not asked yet" not in outstanding(town)


def outstanding(town):
    return Boards(town.office).outstanding("bo").text


def test_who_does_not_coordinate_sees_their_own_notes_alone(town):
    town.owe()
    town.tick(days=15)
    assert "Workshop" in Boards(town.office).outstanding("ada").text
    assert Boards(town.office).outstanding("cy").text == (
        "Coordinators see here what everybody owes. What is yours:\nYou have no open note. /note new starts one."
    )


def test_numbers_alone_have_no_name_and_no_event(town, look):
    town.owe()
    town.tick(days=15)
    painter = BoardPainter(town.office.phrases, look(), town.now)
    text = "\n".join(part.text for part in painter.numbers())
    assert text == (
        "Notes owed, Friday 19 June 2009\n1 owed: 1 with an expert (1 late). "
        "0 closed since Friday 12 June 2009, 18:00. New since then: 0."
    )


def test_of_many_late_notes_eight_have_buttons_and_the_others_are_lines(town, look):
    for number in range(20):
        town.owe(facts=(f"Seminar {number}", *PLACE))
    town.tick(days=15)
    parts = BoardPainter(town.office.phrases, look(), town.now).digest("All is well.")
    items = [part for part in parts if getattr(part, "buttons", ())]
    assert (len(items), {len(item.buttons) for item in items}) == (8, {5})
    assert parts[-2].text == (
        "and 2 more. A name or a word of the event shows them, for example: /note outstanding Ada"
    )
    assert [button.aloud for button in items[0].buttons] == [
        "Nudge: Ada, Seminar 0", "Give until: Ada, Seminar 0", "Hand over: Ada, Seminar 0", "Pair: Ada, Seminar 0",
        "Waive: Ada, Seminar 0",
    ]  # fmt: skip


def test_what_was_handed_off_stands_before_what_is_later_still(town):
    def row(note, late, handed_at=None):
        return Row(
            note=note, event="", dates="", name="Ada", ball=Ball.EXPERT, late=late, handed_at=handed_at
        )

    board = Board(rows=[row(1, 3), row(2, 9), row(3, 4, town.now), row(4, 5, town.now)])
    assert [each.note for each in board.of(Ball.EXPERT)] == [4, 3, 2, 1]


# ------------------------------------------------------------------ who asks for it, and what is still to come


def shown(town, words=""):
    """Return what Bo is shown: each entry as its text and the deeds of its buttons, other parts as text."""
    parts = Boards(town.office).outstanding("bo", words).parts
    return [
        (part.text, [b.act for b in part.buttons]) if isinstance(part, Item) else part.text for part in parts
    ]


def test_who_asks_can_act_on_each_note_and_on_those_that_are_not_late_too(town):
    town.owe()
    town.answer_all("cy")
    town.write("cy", "submit")
    town.tick(days=1)
    acts = [part[1] for part in shown(town) if isinstance(part, tuple)]
    assert acts == [["nudge", "until", "hand", "pair", "waive"], ["nudge", "reviewer", "waive"]]


def test_what_is_held_back_can_be_waived_and_no_channel_hears_of_it(town, table):
    town.answer_all(sensitive="yes")
    town.write("ada", "submit")
    town.tick(days=1)
    assert [part[1] for part in shown(town) if isinstance(part, tuple)] == [["waive"]]
    assert table.send("bo", "waive", why="it was cancelled") == {}
    assert shown(town)[1].startswith("Nothing outstanding.")
    assert "closed it without an approval" in "".join(town.heard("bo"))
    assert town.heard("C1540") == []


def test_a_hand_off_of_what_nobody_reviews_lets_the_coordinator_waive_it(town):
    town.answer_all()
    town.write("ada", "submit")
    heard = [message for _, who, message in live(town, days=20) if who == "bo"]
    acts = [[button.act for button in message.buttons] for message in heard]
    assert ["nudge", "reviewer", "waive"] in acts


def test_notes_on_events_to_come_have_a_heading_of_their_own_the_next_event_first(town):
    town.owe(facts=("Lima", "29-30 June 2009", *PLACE[1:]))
    town.owe("cy", ("Vienna", "15-16 June 2009", *PLACE[1:]))
    town.begin("bo")  # nobody has said when it was
    assert shown(town)[1:] == [
        "Nothing outstanding. 0 closed since Thursday 28 May 2009, 20:00.",
        "Not owed yet: the event is not over",
        ("Vienna; 15-16 June 2009 – Cy: due by Tuesday 30 June 2009.", ["hand", "pair", "waive"]),  # noqa: RUF001
        ("Lima; 29-30 June 2009 – Ada: due by Tuesday 14 July 2009.", ["hand", "pair", "waive"]),  # noqa: RUF001
    ]


def test_what_is_to_come_is_neither_counted_as_owed_nor_in_a_digest(town, look):
    town.owe(facts=("Lima", "29-30 June 2009", *PLACE[1:]))
    assert [row.event for row in look().upcoming] == ["Lima"]
    parts = BoardPainter(town.office.phrases, look(), town.now).digest("All is well.")
    assert "Lima" not in "".join(part.text for part in parts)


def test_a_name_or_words_of_the_event_show_those_notes_alone(town):
    town.owe()
    town.owe("cy", ("Lima meeting", *PLACE))
    town.owe("cy", ("Lima workshop", "29-30 June 2009", *PLACE[1:]))
    by_words = (
        ("cy", 2),
        ("LIMA work", 1),
        ("workshop", 2),
        ("cy making", 0),
        ("brussels", 3),
        ("june lima commission", 2),
    )
    for words, found in by_words:
        assert len([part for part in shown(town, words) if isinstance(part, tuple)]) == found
    assert shown(town, "nobody") == [
        "Notes owed with “nobody”, Thursday 4 June 2009",
        (
            "No open note has these words in the name of its expert or in what is known of its event. "
            "/note outstanding shows what is owed."
        ),
    ]


@pytest.mark.parametrize("title", ["Seminar", "x" * 150])
def test_of_very_many_notes_those_are_shown_that_one_message_takes(town, title):
    for number in range(50):
        facts = (
            (f"{number} {title}", *PLACE)
            if number % 2
            else (f"{number} {title}", "29-30 June 2009", *PLACE[1:])
        )
        town.owe(("ada", "bo", "cy")[number % 3], facts)
    town.tick(days=15)
    message = Boards(town.office).outstanding("bo")
    assert len(message.text) <= PAGE
    assert 10 <= sum(bool(getattr(part, "buttons", ())) for part in message.parts) <= 20
    named, left = 0, 0
    for part in message.parts:
        if isinstance(part, Item) and part.text.startswith("and "):
            left += int(part.text.split()[1])
            assert part.text.endswith("for example: /note outstanding Ada")
        else:
            named += isinstance(part, Item)
    assert named + left == 50


def test_every_act_of_a_button_is_known_to_whoever_takes_it(town, look):
    town.owe()
    town.tick(days=15)
    [row] = look().rows
    painter = BoardPainter(town.office.phrases, look(), town.now)
    assert {button.act for button in painter.buttons(row)} < Steering.acts
