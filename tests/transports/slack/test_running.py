"""The door opens, or says why not; it closes in time; and it does not go on half dead."""

import logging
from dataclasses import replace

import pytest

from bot.settings import Secret
from bot.transports.slack import identity, running, watch
from bot.transports.slack.sender import Sender


def said(caplog, level=logging.WARNING):
    return [
        one.getMessage()
        for one in caplog.records
        if one.levelno >= level and "`token`" not in one.getMessage()
    ]


@pytest.fixture
def closed_door(slack, make_door):
    """Return what a door says that can not be opened with these settings."""

    def say(**settings):
        door = make_door(slack)
        door.settings = replace(door.settings, **settings)
        door.start()._thread.join(10)
        return str(door.error)

    return say


def test_a_wrong_bot_token_is_told_with_the_remedy(closed_door):
    text = closed_door(slack_bot_token=Secret("xoxb-another-one"))
    assert text == (
        "Slack refuses SLACK_BOT_TOKEN: invalid_auth. Take the Bot User OAuth Token of the app's page "
        "OAuth & Permissions; it begins with xoxb-."
    )


def test_a_wrong_app_token_is_told_with_the_remedy(closed_door):
    text = closed_door(slack_app_token=Secret("xapp-another-one"))
    assert text == (
        "Slack refuses SLACK_APP_TOKEN: invalid_auth. Make an app-level token with the scope "
        "connections:write on the app's page Basic Information; it begins with xapp-."
    )


def test_a_slack_that_can_not_be_reached_is_told(closed_door):
    text = closed_door(slack_api_url="http://127.0.0.1:9/api/")
    assert (
        text == f"Slack does not answer at http://127.0.0.1:9/api/: ClientConnectorError. {identity.SILENT}"
    )


def test_a_slack_that_is_unwell_is_not_called_a_wrong_token(slack, closed_door):
    slack.fault("status", "auth.test")
    assert closed_door() == f"Slack does not answer at {slack.url}: status 503. {identity.SILENT}"


def test_an_app_token_is_not_wrong_because_slack_is_unwell(slack, open_door, monkeypatch):
    monkeypatch.setattr(running, "PING", 0.1)
    slack.fault("status", "apps.connections.open", times=2)
    open_door(slack)
    assert slack.connections == 1


def test_when_the_sender_dies_the_door_closes_and_says_so(slack, open_door, monkeypatch, caplog):
    door = open_door(slack)
    monkeypatch.setattr("bot.service.outbox.Outbox.claim", lambda *_, **__: 1 / 0)
    slack.say("ada", "hello")
    door._thread.join(10)
    assert str(door.error) == "The sender failed: ZeroDivisionError. Its log says more."
    assert said(caplog, logging.CRITICAL) == ["the sender failed in an unforeseen way"]


def test_it_closes_in_time_though_the_other_side_of_the_socket_is_silent(slack, door):
    slack.fault("half_open")
    door.stop()
    assert (door._thread.is_alive(), door.error) == (False, None)


def test_another_instance_that_takes_messages_away_is_told(slack, make_door, tmp_path_factory, caplog):
    make_door(slack, folder=tmp_path_factory.mktemp("one")).start()
    assert said(caplog) == []
    make_door(slack, folder=tmp_path_factory.mktemp("two")).start()
    slack.say("ada", "hello")  # rings the bell
    slack.wait(lambda: said(caplog), what="a warning")
    assert said(caplog)[0].startswith("Slack counts 2 connections of this app. Another running instance")


@pytest.mark.usefixtures("door")
def test_socket_mode_that_was_switched_off_is_told(slack, caplog):
    slack.fault("disconnect", "link_disabled", value="link_disabled")
    slack.wait(lambda: said(caplog, logging.ERROR), what="an error")
    assert said(caplog, logging.ERROR) == [
        "Slack ends the connection: Socket Mode was switched off on the app's page."
    ]


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(running, "PING", 0.1)
    monkeypatch.setattr(running, "Watch", lambda client: watch.Watch(client, every=0.05, long=0.2))


@pytest.mark.usefixtures("impatient", "door")
def test_a_connection_that_does_not_come_back_is_told_and_tried_on(slack, caplog):
    slack.fault("error", "apps.connections.open", times=30, value="internal_error")
    slack.fault("disconnect")
    told = "not connected to Slack"
    slack.wait(lambda: told in [text.partition(" for ")[0] for text in said(caplog)], what="an error")
    slack.clear_faults()
    slack.wait(lambda: slack.connections == 1)


@pytest.mark.usefixtures("impatient")
def test_an_address_of_a_socket_that_slack_refuses_is_replaced_by_another(slack, make_door):
    sockets = slack._site.sockets
    issue, spent = sockets.issue_ticket, ["spent"]
    sockets.issue_ticket = lambda: spent.pop() if spent else issue()
    make_door(slack).start()
    assert slack.connections == 1


def test_the_signal_to_stop_ends_the_sender_too(door, monkeypatch):
    stopped = []
    stop = Sender.stop

    async def note(self):
        await stop(self)
        stopped.append(self.sending)

    monkeypatch.setattr(Sender, "stop", note)
    door.stop()
    assert stopped == [set()]
