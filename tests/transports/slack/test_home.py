"""The Home tab shows each person what is theirs; forms that register notes open from a command and from a message."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.messages import Button, Item, Line, Message
from bot.transports.slack import home

FACTS = "Workshop on <!channel> fish | 3-4 June 2009 | Brussels, Belgium | European Commission"
FIELDS = {
    "Event": "Seminar on export controls",
    "Dates": "10-11 June 2009",
    "Place": "Vienna, Austria",
    "Organizers": "UNODA",
}


@pytest.fixture
def tab(slack):
    """Open the Home tab and return the words on it."""

    def opened(who):
        seen = len([call for call in slack.calls if call.method == "views.publish"])
        slack.open_home(who)
        slack.wait(lambda: len([call for call in slack.calls if call.method == "views.publish"]) > seen)
        return slack.home(who).words

    return opened


@pytest.fixture
def owed(slack, door):
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    slack.wait_for_message("ada", after="0")
    door.wait_until_settled()


def press(slack, who, label, on="home"):
    before = len(slack.acks)
    slack.click(who, label, on=on)
    slack.wait(lambda: len(slack.acks) > before)


@pytest.mark.usefixtures("door", "owed")
def test_an_expert_sees_what_they_owe_and_goes_on_from_there(slack, tab):
    words = tab("ada")
    assert "What you owe," in words
    assert "fish; 3-4 June 2009; due by" in words or "it was due on" in words
    assert "Notes owed" not in words
    press(slack, "ada", "Go on")
    slack.wait_for_message("ada", saying="I already have this", after=slack.messages("ada")[0].ts)


@pytest.mark.usefixtures("owed")
def test_where_a_form_does_not_open_from_the_home_a_message_says_so(slack, tab):
    assert "1 owed" in tab("bo")
    slack.fault("status", "views.open")
    press(slack, "bo", "Waive")
    slack.wait_for_message("bo", after="0", saying="Slack did not open the form just now.")
    assert (slack.views("bo"), slack.failed_clicks) == ([], [])


@pytest.mark.usefixtures("owed")
def test_a_coordinator_sees_the_board_with_its_buttons(slack, tab):
    words = tab("bo")
    assert "1 owed: 1 with an expert" in words
    assert (
        "Health: since the bot began it has not looked yet for what is due" in words
    )  # there is no clockwork here
    press(slack, "bo", "Waive")
    form = slack.wait(lambda: slack.views("bo"))[-1]
    assert form.words.split("\n")[0] == "Waive"
    assert slack.submit("bo", {"Why?": "informal"}) == {}
    slack.wait_for_message("ada", saying="you need not write it", after="0")
    assert "Nothing outstanding. 1 closed since " in tab("bo")


@pytest.mark.usefixtures("slack", "owed")
def test_who_owes_nothing_and_coordinates_nothing_sees_nothing_of_others(tab):
    words = tab("cy")
    assert "You owe no note." in words
    for secret in ("fish", "Ada", "Waive", "owed:"):
        assert secret not in words


@pytest.mark.usefixtures("door")
def test_the_other_tab_is_not_drawn(slack):
    before = len(slack.acks)
    slack.open_home("ada", tab="messages")
    slack.wait(lambda: len(slack.acks) > before)
    assert [call.method for call in slack.calls if call.method.startswith("views")] == []


def test_of_more_blocks_than_slack_takes_the_last_one_stays():
    items = tuple(Item(str(n), (Button("Go on", act="go", about="1"),)) for n in range(80))
    view = home.draw(Message(parts=(Line("All"), *items), buttons=(Button("Start a note", act="new"),)))
    assert len(view["blocks"]) == 100
    assert view["blocks"][-1]["elements"][0]["text"]["text"] == "Start a note"


@pytest.mark.usefixtures("door")
def test_the_command_without_facts_opens_the_form_and_faults_stand_at_their_fields(slack):
    assert slack.command("bo", "/note", "owe") == ""
    slack.wait(lambda: slack.views("bo"))
    wrong = FIELDS | {"Dates": "some day", "Place": "x" * 500}
    faults = slack.submit("bo", {"Who owes it?": slack.person("ada").id, **wrong})
    assert list(faults) == ["dates", "place"]
    assert "some day" in faults["dates"]
    assert slack.submit("bo", FIELDS) == {}
    slack.wait_for_message("bo", saying="Noted: Ada", after="0")
    slack.wait_for_message("ada", saying="Seminar on export controls", after="0")


@pytest.mark.usefixtures("door")
def test_a_bot_can_not_be_chosen(slack):
    slack.command("bo", "/note", "owe")
    slack.wait(lambda: slack.views("bo"))
    faults = slack.submit("bo", {"Who owes it?": slack.bot.id, **FIELDS})
    assert faults == {
        "person": "Only people of this workspace can be asked: no guests, no bots, nobody who has left."
    }


@pytest.mark.usefixtures("door")
def test_who_does_not_coordinate_gets_no_form(slack):
    assert slack.command("cy", "/note", "owe").startswith("Only a coordinator can register")
    assert slack.views("cy") == []


@pytest.mark.usefixtures("door")
def test_a_message_that_speaks_of_an_event_begins_the_form(slack):
    ts = slack.say("cy", "<@ada> goes to the Seminar on export controls\nNext week", channel="#notes")
    slack.message_shortcut("bo", "note_owe", ts, channel="#notes")
    form = slack.wait(lambda: slack.views("bo"))[-1]
    inputs = {one["block_id"]: one["element"] for one in form.content["blocks"] if one["type"] == "input"}
    assert "Seminar on export controls" in inputs["event"]["initial_value"]
    assert inputs["person"]["initial_user"] == slack.person("ada").id  # who is named, not who wrote it
    assert (
        slack.submit("bo", {"Dates": "3-4 June 2009", "Place": "Vienna, Austria", "Organizers": "UNODA"})
        == {}
    )
    slack.wait_for_message("bo", saying="Noted: Ada", after="0")
    slack.wait_for_message("ada", saying="Seminar on export controls", after="0")
    assert "1 owed" in slack.command("bo", "/note", "outstanding")


@pytest.mark.usefixtures("door")
def test_the_shortcut_of_somebody_else_says_who_may(slack):
    ts = slack.say("cy", "Seminar", channel="#notes")
    slack.message_shortcut("cy", "note_owe", ts, channel="#notes")
    form = slack.wait(lambda: slack.views("cy"))[-1]
    assert "Only a coordinator can register" in form.words
    assert "submit" not in form.content


@pytest.mark.usefixtures("owed")
def test_outstanding_is_the_board_for_a_coordinator_and_ones_own_list_for_others(slack):
    assert "1 owed: 1 with an expert" in slack.command("bo", "/note", "outstanding")
    assert "&lt;!channel&gt;" not in slack.command("bo", "/note", "outstanding")
    own = slack.command("cy", "/note", "outstanding")
    assert own.split("\n") == [
        "Coordinators see here what everybody owes. What is yours:",
        "You have no open note. /note new starts one.",
    ]


@pytest.mark.usefixtures("owed")
def test_a_coordinator_acts_in_the_answer_to_the_command(slack):
    assert "[Waive]" in slack.command("bo", "/note", "outstanding")
    shown = slack.ephemerals("bo")[-1]
    slack.click("bo", "Waive", ts=shown.ts)
    form = slack.wait(lambda: slack.views("bo"))[-1]
    assert form.words.split("\n")[0] == "Waive"
    assert slack.submit("bo", {"Why?": "informal"}) == {}
    slack.wait_for_message("ada", saying="you need not write it", after="0")
    assert "Nothing outstanding." in slack.command("bo", "/note", "outstanding")
    assert slack.failed_clicks == []


@pytest.mark.usefixtures("owed")
def test_a_name_after_the_command_shows_their_notes_alone(slack):
    assert "fish" in slack.command("bo", "/note", "outstanding @ada")
    assert "fish" in slack.command("bo", "/note", "outstanding fish")
    assert slack.command("bo", "/note", "outstanding @cy").endswith("/note outstanding shows what is owed.")


@pytest.mark.usefixtures("door")
def test_a_note_on_an_event_to_come_stands_in_the_answer_and_in_the_home(slack, tab):
    coming = (datetime.now(UTC) + timedelta(days=20)).date()
    said = slack.command("bo", "/note", f"owe @ada Lima | {coming.isoformat()} | Brussels, Belgium | UNODA")
    assert said.startswith("Noted: Ada")
    for words in (slack.command("bo", "/note", "outstanding"), tab("bo")):
        assert "Not owed yet: the event is not over" in words
        assert "Lima" in words
        assert "[Hand over] [Pair] [Waive]" in words


TYPED = "Workshop on fish | 3-4 June 2009 | Brussels, Belgium | European Commission"


@pytest.mark.parametrize("typed", ["@Ada Osei", "@ADA osei:", "@Osei", "@ADA:"])
def test_a_name_that_was_typed_is_whoever_has_it_alone_and_what_was_repeated_can_be_sent_again(
    slack, door, typed
):
    slack.command("ada", "/note", "list")
    shown = slack.command("bo", "/note", f"owe {typed} Seminar")
    assert "You typed: /note owe @Ada Osei Seminar\n" in shown
    assert slack.command("bo", "/note", f"owe {typed} {TYPED}").startswith("Noted: Ada Osei owes")
    assert len(door.rows()) == 1
