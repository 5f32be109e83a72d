"""What comes in: everything is acknowledged in time or sent again, and counts once and in order."""

import logging
from datetime import timedelta

import pytest

from bot.service.expert.interviews import Interviews
from bot.transports.slack import queues, running
from storage import Person

FAST = {"ack_within": 0.5, "retry_after": (0.05, 0.1, 0.2)}


def helped(door, who="ada"):
    """Return the keys of the answers to what somebody said who has no note, in order."""
    person = door.slack.person(who).id
    return [row.key for row in door.rows() if row.recipient == person and row.purpose == "tell"]


def wait_for_acks(slack, count):
    slack.wait(lambda: len(slack.acks) >= count, what=f"{count} acks")


def wait_for_answers(door, count, who="ada"):
    door.slack.wait(lambda: len(helped(door, who)) >= count, what=f"{count} answers")


@pytest.fixture
def break_once(monkeypatch):
    """Let the use case fail the first time."""
    reply, failed = Interviews.reply, []

    def fail_first(self, said):
        if not failed:
            failed.append(said)
            raise ZeroDivisionError
        reply(self, said)

    monkeypatch.setattr(Interviews, "reply", fail_first)


def test_what_nobody_listens_to_is_acknowledged(open_slack, open_door):
    slack = open_slack(**FAST)
    open_door(slack)
    ts = slack.say("ada", "hello")
    wait_for_acks(slack, 1)
    slack.open_home("ada")
    slack.message_shortcut("ada", "nobody_knows", ts)
    slack.shortcut("ada", "nobody_knows")
    slack._do(slack._site.sockets.send_event, slack._site.payloads.wrap({"type": "new", "event_ts": "1.0"}))
    slack._do(slack._site.sockets.send_event, {"type": "app_rate_limited", "team_id": "T0FAKE001"})
    wait_for_acks(slack, 6)
    assert (slack.failed_clicks, slack.lost_events) == ([], [])


def test_slack_holding_back_events_is_an_error_in_the_log(slack, door, caplog):
    limited = {"type": "app_rate_limited", "team_id": "T0FAKE001", "minute_rate_limited": 1518467820}
    slack._do(slack._site.sockets.send_event, limited)
    wait_for_acks(slack, 1)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == ["Slack holds back events for a minute: more than 30,000 came within an hour"]
    assert door.rows() == []


@pytest.mark.usefixtures("break_once")
def test_a_listener_that_fails_is_not_acknowledged_and_gets_the_message_again(open_slack, open_door):
    slack = open_slack(**FAST)
    door = open_door(slack)
    slack.say("ada", "hello")
    wait_for_answers(door, 1)
    wait_for_acks(slack, 1)
    assert len(helped(door)) == 1
    assert slack._site.sockets.sent >= 2


def test_a_message_delivered_three_times_is_answered_once(slack, door):
    slack.fault("twice")
    slack.say("ada", "hello")
    wait_for_acks(slack, 3)
    assert len(helped(door)) == 1


def test_an_acknowledgement_that_slack_lost_does_not_double_the_answer(open_slack, open_door):
    slack = open_slack(echo=False, **FAST)
    door = open_door(slack)
    slack.fault("drop_ack", times=2)
    slack.say("ada", "hello")
    wait_for_acks(slack, 1)
    assert slack._site.sockets.sent == 3
    assert len(helped(door)) == 1


def test_messages_that_come_in_the_wrong_order_are_all_answered(slack, door):
    slack.fault("hold", times=3)
    for text in ("one", "two", "three"):
        slack.say("ada", text)
    wait_for_answers(door, 3)
    assert len(helped(door)) == 3


def test_a_burst_of_one_person_is_handled_in_its_order(slack, door):
    slack.fault("slow", "users.info", value=0.2)
    slack.say_many([("ada", str(number)) for number in range(40)])
    wait_for_answers(door, 40)
    assert helped(door) == sorted(helped(door))


def test_order_is_kept_when_the_look_up_of_the_person_takes_long(open_slack, open_door):
    slack = open_slack(**FAST)
    door = open_door(slack)
    slack.fault("slow", "users.info", value=1.3)
    slack.say("ada", "one")
    slack.say("ada", "two")
    wait_for_answers(door, 2)
    assert helped(door) == sorted(helped(door))


def test_a_name_that_is_looked_up_lets_no_later_message_by(slack, door):
    slack.say("ada", "zero")
    wait_for_answers(door, 1)
    slack.fault("slow", "users.info", value=0.4)
    slack.say("ada", "one, with @cy")
    slack.say("ada", "two")
    wait_for_answers(door, 3)
    assert helped(door) == sorted(helped(door))


def test_who_was_met_days_ago_is_answered_in_time_while_slack_does_not_say_who_that_is(slack, make_door):
    door = make_door(slack)
    with door.office.transaction() as tx:
        long_ago = door.office.clock() - timedelta(days=2)
        tx.people.put(Person(id=slack.person("ada").id, name="Ada", known_at=long_ago))
    door.start()
    slack.fault("slow", "users.info", times=9, value=9)
    slack.say_many([("ada", str(number)) for number in range(4)])
    wait_for_acks(slack, 4)
    assert max(ack.seconds for ack in slack.acks) < 1.8
    slack.clear_faults()


def test_what_is_said_while_an_answer_is_on_its_way_waits_for_its_receipt(slack, door):
    slack.say("ada", "one")
    slack.wait(lambda: [row.state for row in door.rows()] == ["sent"])
    slack.fault("slow", "chat.postMessage", value=0.3)
    slack.say("ada", "two")
    slack.wait(lambda: len(door.rows()) == 2)
    slack.say("ada", "three")
    slack.wait(lambda: len(door.rows()) == 3)
    assert door.rows()[1].state == "sent"


def test_acknowledgements_come_in_time_while_slack_does_not_answer_us(slack, door, monkeypatch):
    monkeypatch.setattr(queues, "PATIENCE", 0.3)
    slack.say("ada", "hello")
    wait_for_answers(door, 1)
    slack.wait(lambda: door.rows()[0].state == "sent")
    slack.fault("accept_then_drop", "chat.postMessage")
    slack.fault("status", "conversations.history", times=99)
    slack.say("ada", "again")
    slack.wait(lambda: [call for call in slack.calls if call.method == "conversations.history"])
    slack.say("ada", "and again")
    wait_for_answers(door, 3)
    wait_for_acks(slack, 3)
    assert max(ack.seconds for ack in slack.acks) < 1
    slack.clear_faults()


def test_slack_renewing_the_connection_loses_nothing(slack, door):
    slack.say("ada", "one")
    slack.fault("disconnect")
    slack.say("ada", "two")
    slack.wait(lambda: slack.connections == 1)
    slack.say("ada", "three")
    wait_for_answers(door, 3)
    assert len(helped(door)) == 3


def test_a_connection_that_fell_silent_is_noticed_and_replaced(open_slack, open_door, monkeypatch):
    monkeypatch.setattr(running, "PING", 0.3)
    slack = open_slack(**FAST)
    door = open_door(slack)
    slack.fault("half_open")
    slack.say("ada", "hello")
    wait_for_answers(door, 1)
    assert len(helped(door)) == 1
    assert slack.lost_events == []


def test_no_event_asks_slack_first_who_we_are_for_it_would_be_lost_when_that_fails(slack, door):
    slack.fault("rate_limited", "auth.test", times=99)
    slack.say("ada", "hello")
    wait_for_answers(door, 1)
    assert [call.method for call in slack.calls if call.method == "auth.test"] == ["auth.test"]


def test_what_is_said_in_a_channel_is_no_answer(slack, door):
    slack.say("ada", "hello", channel="#notes")
    slack.say("ada", "hello")
    wait_for_answers(door, 1)
    assert len(helped(door)) == 1


def test_the_bot_does_not_answer_itself(slack, door, words):
    slack.say("ada", "hello")
    wait_for_answers(door, 1)
    door.wait_until_settled()
    wait_for_acks(slack, 2)  # its own message comes back as an event
    assert len(words("ada")) == 1
