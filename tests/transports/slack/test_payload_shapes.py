"""The payloads of these tests have the shapes that slack-events, made from Slack's own types, says they have."""

import json
import typing
from pathlib import Path

import pytest
from slack_bolt.request import internals, payload_utils
from slack_events import _registry
from slack_events import payloads as shapes

from bot.transports.slack import payloads
from bot.transports.slack.listeners import shortcuts

FILES = sorted((Path(__file__).parent / "payloads").glob("*.json"))
SOMETIMES_NULL = {"enterprise", "context_enterprise_id", "enterprise_id"}


def shape_of(body):
    if "command" in body:
        return shapes.SlashCommandPayload
    if body["type"] == "block_actions":
        return shapes.BlockActionsPayload
    return shapes.EventCallbackEnvelope


def event_shape(event):
    key = (event["type"], event.get("subtype"))
    return _registry.SUBTYPE_TYPES.get(key) or _registry.DEFAULT_SUBTYPE_TYPES[event["type"]]


def missing(body, shape):
    """Return the keys that Slack always sends and that are not there."""
    hints = typing.get_type_hints(shape, include_extras=True)
    needed = {name for name, hint in hints.items() if typing.get_origin(hint) is not typing.NotRequired}
    return sorted(needed - set(body) - SOMETIMES_NULL)


@pytest.mark.parametrize("file", [one for one in FILES if one.stem != "shortcut"], ids=lambda file: file.stem)
def test_a_payload_has_what_slack_sends(file):
    body = json.loads(file.read_text(encoding="utf-8"))
    assert missing(body, shape_of(body)) == []
    if "event" in body:
        shape = event_shape(body["event"])
        assert missing(body["event"], shape) == []


def test_the_shortcut_is_one_in_the_eyes_of_bolt_and_from_the_same_person():
    """slack-events has no shortcuts; Bolt's own readers know where Slack writes what."""
    body = json.loads((FILES[0].parent / "shortcut.json").read_text(encoding="utf-8"))
    read = payload_utils.to_shortcut(body)
    assert payload_utils.is_global_shortcut(body)
    assert read["callback_id"] == shortcuts.CALLBACK
    assert (internals.extract_user_id(body), internals.extract_team_id(body)) == ("U0ADA00000", "T0FAKE001")
    assert payloads.shortcut(body).person == internals.extract_user_id(body)


def test_a_missing_key_would_be_noticed():
    body = json.loads((FILES[0].parent / "message.json").read_text(encoding="utf-8"))
    del body["event"]["ts"]
    assert missing(body["event"], event_shape(body["event"])) == ["ts"]
