"""Buttons of a posted draft open forms and forms do deeds: in order, once, and for people of our own only."""

import time
from dataclasses import replace

import pytest
from slack_events import payloads as shapes

from bot.core.forms import Field, Form
from bot.core.messages import Button, Line, Message
from bot.fakeslack import site
from bot.fakeslack.controls import SlackSaysError
from bot.service.mail import Mail
from bot.transports.slack import payloads, running
from bot.transports.slack.listeners import forms
from tests.transports.slack.test_payload_shapes import missing

ACTS = ("read", "comment", "changes", "approve", "join")
CARD = Message(
    parts=(Line("A draft"),),
    buttons=tuple(Button(act.capitalize(), act=act, about="17.2", primary=act == "approve") for act in ACTS),
)
COMMENT = Field(key="comment", label="Your comment", required=True, lines=True)
TICKS = Field(key="sections", label="Which?", options={"city": "City", "dates": "Dates"})
FORMS = {
    "read": Form(title="Version 2", lines=("The text.",)),
    "comment": Form(act="comment", about="17.2", title="Comment", fields=(COMMENT,), submit="Send"),
    "changes": Form(act="changes", about="17.2", title="Changes", fields=(COMMENT, TICKS), submit="Send"),
    "approve": Form(act="approve", about="17.2", title="Approve", lines=("Sure?",), submit="Approve"),
    "join": None,
}


class Reviews:
    """The service's side: opens forms, and notes what is done; the last of the takers, so it takes all."""

    acts = frozenset()

    def __init__(self, office, courier):
        self.office, self.courier = office, courier
        self.pressed, self.sent = [], []
        self.forms, self.faults = dict(FORMS), {}

    def press(self, deed):
        self.pressed.append(deed)
        if isinstance(self.forms[deed.act], Exception):
            raise self.forms[deed.act]
        return self.forms[deed.act]

    def send(self, deed):
        self.sent.append(deed)
        with self.office.transaction() as tx:
            if not self.faults:
                Mail(self.office, tx).tell("C0000000001", f"said:{deed.key}", f"{deed.act} {deed.about}")
        return self.faults


@pytest.fixture
def slack(open_slack):
    return open_slack(ack_within=0.7)


@pytest.fixture
def desk(slack, make_door, monkeypatch):
    """Open a door with a card in the channel; return the service's side."""
    made = []
    monkeypatch.setattr(
        running, "Reviews", lambda office, courier: made.append(Reviews(office, courier)) or made[0]
    )
    door = make_door(slack)
    with door.office.transaction() as tx:
        Mail(door.office, tx).post(slack.channel("#notes").id, CARD, key="card")
    door.start().wait_until_settled()
    return made[0]


@pytest.fixture
def click(slack):
    """Press a button of the card and wait until that is acknowledged; return the form that opened."""

    def acks():
        return len([ack for ack in slack.acks if ack.type == "interactive"])

    def do(who, label, *, opens=True):
        before = acks()
        slack.click(who, label, channel="#notes")
        slack.wait(lambda: acks() > before)
        if opens:
            return slack.wait(lambda: slack.views(who))[-1]
        return None

    return do


def test_a_pressed_button_says_what_is_done_to_what_by_whom_and_where(slack, desk, click):
    click("cy", "Read")
    [deed] = desk.pressed
    card = slack.messages("#notes")[0]
    assert (deed.person, deed.act, deed.about) == (slack.person("cy").id, "read", "17.2")
    assert (deed.place, deed.message, deed.values) == (card.channel, card.ts, {})


def test_two_presses_have_two_keys(desk, click):
    click("cy", "Join", opens=False)
    click("cy", "Join", opens=False)
    assert len({deed.key for deed in desk.pressed}) == 2


def test_the_form_opens_for_whoever_pressed_and_for_nobody_else(slack, desk, click):
    view = click("cy", "Changes")
    assert view.words.split("\n")[0] == "Changes"
    assert (view.content["callback_id"], view.content["private_metadata"]) == ("form:changes", "17.2")
    assert (slack.views("ada"), slack.views("bo"), len(desk.pressed)) == ([], [], 1)


def test_a_button_without_a_form_opens_nothing(slack, desk, click):
    click("cy", "Join", opens=False)
    assert ([deed.act for deed in desk.pressed], slack.views("cy"), slack.failed_clicks) == (["join"], [], [])


def test_a_form_that_is_sent_is_a_deed_with_its_values_and_closes(slack, desk, click):
    click("cy", "Changes")
    assert slack.submit("cy", {"comment": "Say <!channel> & more", "sections": ["City", "Dates"]}) == {}
    [deed] = desk.sent
    assert deed.values == {"comment": "Say <!channel> & more", "sections": "city,dates"}
    assert (deed.person, deed.act, deed.about) == (slack.person("cy").id, "changes", "17.2")
    assert slack.views("cy") == []


def test_what_a_deed_promises_is_sent_at_once(slack, desk, click):
    click("cy", "Approve")
    slack.submit("cy")
    slack.wait_for_message("#notes", saying="approve 17.2", after="0", timeout=5)
    assert [deed.act for deed in desk.sent] == ["approve"]


def test_a_fault_is_said_at_its_field_and_the_form_stays(slack, desk, click):
    click("cy", "Changes")
    desk.faults = {"comment": "This is too long."}
    assert slack.submit("cy", {"comment": "x"}) == {"comment": "This is too long."}
    assert len(slack.views("cy")) == 1
    desk.faults = {}
    assert slack.submit("cy", {"comment": "y"}) == {}
    assert len({deed.key for deed in desk.sent}) == 2


def test_the_same_form_sent_twice_has_the_same_key(slack, desk, click):
    click("cy", "Comment")
    desk.faults = {"comment": "Again."}
    slack.submit("cy", {"comment": "x"})
    slack.submit("cy", {"comment": "x"})
    assert len(desk.sent) == 2
    assert len({deed.key for deed in desk.sent}) == 1


def test_a_closed_form_does_nothing(slack, desk, click):
    click("cy", "Comment")
    slack.close_view("cy")
    assert (slack.views("cy"), desk.sent, slack.failed_clicks) == ([], [], [])


def told(caplog):
    """Return what the log says of forms, and whether anything in it has a traceback."""
    said = [one.getMessage() for one in caplog.records if "views.open" in one.getMessage()]
    return said, [one for one in caplog.records if one.exc_info]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (("status", 503), "Slack answered 503"),
        (("rate_limited", 1), "Slack asks to wait"),
        (("error", "internal_error"), "Slack answered 200 internal_error"),
        (("close", None), "ServerDisconnectedError"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_who_pressed_is_told_to_press_again_when_slack_does_not_open_the_form(
    slack, click, caplog, fault, why
):
    slack.fault(fault[0], "views.open", value=fault[1])
    click("cy", "Comment", opens=False)
    [notice] = slack.ephemerals("cy")
    assert notice.words == (
        "Slack did not open the form just now. Nothing is lost: please do the same again, "
        "for example press the button once more."
    )
    assert (slack.views("cy"), slack.ephemerals("ada"), slack.failed_clicks) == ([], [], [])
    assert slack.messages("#notes")[0].words.startswith("A draft")
    assert told(caplog) == ([f"views.open: {why}; whoever asked for the form is told to ask again"], [])
    assert click("cy", "Comment").words.startswith("Comment")


def test_where_that_can_not_be_told_either_the_button_shows_that_it_failed(slack, desk, caplog, monkeypatch):
    async def fails(*_args):
        raise TimeoutError

    monkeypatch.setattr(forms, "_tell", fails)
    slack.fault("status", "views.open")
    slack.click("cy", "Comment", channel="#notes")
    slack.wait(lambda: slack.failed_clicks)
    assert (slack.views("cy"), len(desk.pressed), told(caplog)[1]) == ([], 1, [])


@pytest.mark.usefixtures("desk")
def test_the_form_of_a_command_that_does_not_open_is_told_as_well(slack, caplog):
    slack.fault("rate_limited", "views.open")
    slack.command("bo", "/note", "owe")
    [notice] = slack.ephemerals("bo")
    assert notice.words.startswith("Slack did not open the form just now.")
    assert (slack.views("bo"), told(caplog)[1]) == ([], [])


def test_a_form_that_comes_too_late_for_slack_is_told(slack, desk, click, monkeypatch):
    monkeypatch.setattr(site, "TRIGGER_SECONDS", 0.0)
    click("cy", "Comment", opens=False)
    assert [call.error for call in slack.calls if call.method == "views.open"] == ["expired_trigger_id"]
    assert (slack.views("cy"), len(desk.pressed), len(slack.ephemerals("cy"))) == ([], 1, 1)


@pytest.mark.usefixtures("desk")
def test_a_form_that_slack_can_never_open_is_a_button_that_failed(slack):
    slack.fault("error", "views.open", value="invalid_arguments")
    slack.click("cy", "Comment", channel="#notes")
    slack.wait(lambda: slack.failed_clicks)
    assert slack.ephemerals("cy") == []


def test_a_slack_that_does_not_answer_is_not_waited_for_longer_than_it_waits_for_us(slack, desk, monkeypatch):
    monkeypatch.setattr(forms, "PATIENCE", 0.2)
    slack.fault("slow", "views.open", value=1.5)
    began = time.monotonic()
    slack.click("cy", "Comment", channel="#notes")
    slack.wait(lambda: [call for call in slack.calls if call.method == "views.open"])
    slack.say("bo", "help")
    slack.wait_for_message("bo", after="0")
    assert time.monotonic() - began < 3
    assert len(desk.pressed) == 1


def test_a_text_that_is_too_large_for_a_view_opens_cut(slack, desk, click):
    desk.forms["read"] = Form(title="Version 2", lines=("\U0001f600" * 100_000,))
    view = click("cy", "Read")
    assert view.words.endswith("…")
    assert {call.error for call in slack.calls} == {None}


def test_a_service_that_fails_is_a_button_that_failed(slack, desk):
    desk.forms["comment"] = RuntimeError("broken")
    slack.click("cy", "Comment", channel="#notes")
    slack.wait(lambda: slack.failed_clicks)
    assert len(desk.pressed) == 1


def test_a_persons_deeds_are_done_in_order(slack, desk, click):
    click("cy", "Join", opens=False)
    labels = [act.capitalize() for act in ACTS] * 4
    for label in labels:
        slack.click("cy", label, channel="#notes")
    slack.wait(lambda: len(desk.pressed) == len(labels) + 1)
    assert [deed.act.capitalize() for deed in desk.pressed[1:]] == labels


def forge(slack, change):
    """Change every payload before it is sent."""
    send = slack._site.sockets._send

    def forged(envelope):
        change(envelope.payload)
        send(envelope)

    slack._site.sockets._send = forged


def of_another_team(payload):
    payload["team"]["id"] = "T0OTHER01"


def by_another_user(payload):
    payload["user"]["team_id"] = "T0OTHER01"


@pytest.mark.parametrize("change", [of_another_team, by_another_user])
def test_what_somebody_of_another_workspace_presses_or_sends_is_ignored(slack, desk, click, change):
    click("cy", "Comment")
    forge(slack, change)
    click("ada", "Comment", opens=False)
    assert slack.submit("cy", {"comment": "x"}) == {}
    assert (len(desk.pressed), desk.sent) == (1, [])


def test_a_guest_is_ignored(slack, desk, click):
    slack.person("cy").is_restricted = True
    click("cy", "Approve", opens=False)
    assert (desk.pressed, slack.views("cy")) == ([], [])


def test_a_form_that_a_button_in_a_form_opens_lies_above_it(slack, desk, click):
    again = Button("Read again", act="read", about="17.2")
    desk.forms["approve"] = replace(FORMS["approve"], buttons=(again,))
    click("cy", "Approve")
    slack.click("cy", "Read again", on="view")
    stack = slack.wait(lambda: len(slack.views("cy")) > 1 and slack.views("cy"))
    assert [view.content["title"]["text"] for view in stack] == ["Approve", "Version 2"]
    slack.close_view("cy")
    assert slack.submit("cy") == {}
    assert [(deed.act, deed.about) for deed in (*desk.pressed, *desk.sent)] == [
        ("approve", "17.2"),
        ("read", "17.2"),
        ("approve", "17.2"),
    ]


def test_about_and_act_come_back_as_they_were_forged_and_the_service_decides(slack, desk, click):
    def change(payload):
        payload["view"]["private_metadata"] = "99.1\ud800'; drop table notes"
        payload["view"]["callback_id"] = "form:delete:everything"

    click("cy", "Comment")
    forge(slack, change)
    slack.submit("cy", {"comment": "x"})
    [deed] = desk.sent
    assert (deed.act, deed.about) == ("delete:everything", "99.1?'; drop table notes")


def test_the_payloads_have_what_slack_sends(slack, desk, click):
    bodies = []
    forge(slack, bodies.append)
    click("cy", "Comment")
    slack.submit("cy", {"comment": "x"})
    press, submission = (body for body in bodies if "type" in body and body["type"] != "event_callback")
    assert missing(press, shapes.BlockActionsPayload) == []
    assert missing(submission, shapes.ViewSubmissionPayload) == []
    assert missing(submission["view"], shapes.ViewPayload) == []
    assert payloads.deed(press) == desk.pressed[0]
    assert payloads.sent(submission) == desk.sent[0]


def test_a_form_can_not_be_sent_before_its_fields_are_filled_in(slack, desk, click):
    click("cy", "Comment")
    with pytest.raises(SlackSaysError, match="Your comment"):
        slack.submit("cy", {"comment": ""})
    assert desk.sent == []
