"""The rules of a message and of a view as a whole, and the words in which Slack refuses."""

import pytest
import slack_sdk.models.blocks as sdk
import slackblocks as sb
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.fakeslack import limits, view_limits

FIELD = {"type": "plain_text_input", "action_id": "a"}


def plain(n):
    return {"type": "plain_text", "text": "x" * n}


def actions(element):
    return {"type": "actions", "elements": [element]}


def button(**more):
    return {"type": "button", "text": plain(1), "action_id": "a", **more}


def asking(element, **more):
    return {"type": "input", "label": plain(1), "element": element, **more}


def modal(n=1, **more):
    return {"type": "modal", "title": plain(1), "blocks": [{"type": "divider"}] * n, **more}


def modal_sb(n=1, **more):
    return sb.ModalView(**{"title": "x", "blocks": [sb.DividerBlock() for _ in range(n)], **more})


def modal_sdk(n=1, **more):
    return View(type="modal", blocks=[sdk.DividerBlock() for _ in range(n)], **{"title": "x", **more})


VIEWS = [
    ("blocks", 100, modal, modal_sb, modal_sdk),
    *(
        (
            name,
            24,
            lambda n, name=name: modal(**{name: plain(n)}),
            lambda n, name=name: modal_sb(**{name: "x" * n}),
            lambda n, name=name: modal_sdk(**{name: sdk.PlainTextObject(text="x" * n)}),
        )
        for name in ("title", "submit", "close")
    ),
    *(
        (
            name,
            most,
            lambda n, name=name: modal(**{name: "x" * n}),
            lambda n, name=name: modal_sb(**{name: "x" * n}),
            (lambda n, name=name: modal_sdk(**{name: "x" * n})) if name != "external_id" else None,
        )
        for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255))
    ),
]


@pytest.mark.parametrize("case", VIEWS, ids=[case[0] for case in VIEWS])
def test_the_limits_of_a_view_are_the_same_in_all_three(case, agree):
    _, most, raw, by_slackblocks, by_sdk = case
    assert view_limits.find_view_problems(raw(most)) == []
    assert view_limits.find_view_problems(raw(most + 1)) != []
    agree(most, by_slackblocks, by_sdk)


def test_fifty_blocks_make_a_message_and_fifty_one_do_not():
    assert limits.find_problems([{"type": "divider"}] * 50) == []
    assert limits.say(limits.find_problems([{"type": "divider"}] * 51)) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    sb.Message("C1", "x", blocks=[sb.DividerBlock() for _ in range(50)])
    with pytest.raises(sb.InvalidUsageError):
        sb.Message("C1", "x", blocks=[sb.DividerBlock() for _ in range(51)])


WRONG = [
    ({"type": "sectoin"}, "unsupported type: sectoin [json-pointer:/blocks/0/type]"),
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    ({"type": "divider", "text": "x"}, "invalid additional property: text [json-pointer:/blocks/0]"),
    (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "must be a text object of type plain_text [json-pointer:/blocks/0/text/type]",
    ),
    (
        {"type": "section", "text": {"type": "mrkdwn", "text": ""}},
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "actions", "elements": [button(), button()]},
        "action_id `a` already exists [json-pointer:/blocks/0/elements]",
    ),
    ({"type": "actions", "elements": []}, "no fewer than 1 items required [json-pointer:/blocks/0/elements]"),
    (
        {"type": "actions", "elements": [FIELD]},
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]},
        "unsupported type: text [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "user"}]}]},
        "missing required field: user_id [json-pointer:/blocks/0/elements/0/elements/0]",
    ),
    (
        actions(button(style="loud")),
        "must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    ("divider", "unsupported type: None [json-pointer:/blocks/0/type]"),
]


@pytest.mark.parametrize(("block", "said"), WRONG)
def test_a_wrong_block_is_refused_with_where_and_why(slack, client, block, said):
    assert limits.say(limits.find_problems([block])) == [said]
    if isinstance(block, dict):
        with pytest.raises(SlackApiError) as problem:
            client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=[block])
        assert problem.value.response["error"] == "invalid_blocks"
        assert problem.value.response["response_metadata"]["messages"] == [f"[ERROR] {said}"]


def test_a_block_id_is_used_once():
    twins = [{"type": "divider", "block_id": "x"}] * 2
    assert limits.say(limits.find_problems(twins)) == ["block_id `x` already exists [json-pointer:/blocks]"]


def test_a_modal_with_an_input_needs_a_submit():
    asks = modal() | {"blocks": [asking(FIELD)]}
    assert view_limits.find_view_problems(asks) != []
    assert view_limits.find_view_problems(asks | {"submit": plain(1)}) == []
    assert view_limits.find_view_problems({"type": "home", "blocks": [asking(FIELD)]}) == []


@pytest.mark.parametrize(("each", "count", "error"), [(3000, 4, None), (3000, 5, "msg_blocks_too_long")])
def test_all_blocks_together_hold_thirteen_thousand_characters(slack, client, each, count, error):
    blocks = [{"type": "section", "text": plain(each)} for _ in range(count)]
    if error is None:
        assert client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=blocks)["ok"]
        return
    with pytest.raises(SlackApiError, match=error):
        client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=blocks)


def test_what_slackblocks_and_the_sdk_write_is_accepted(slack, client):
    ada = slack.channel("ada").id
    written = [
        sb.HeaderBlock("Note")._resolve(),
        sb.SectionBlock("*bold*", accessory=sb.Button("Go", "go"))._resolve(),
        sb.RichTextBlock(
            [sb.RichTextSection([sb.RichText("hi", bold=True), sb.RichTextLink("https://x.org", "x")])]
        )._resolve(),
    ]
    assert client.chat_postMessage(channel=ada, text="x", blocks=written)["ok"]
    models = [
        sdk.HeaderBlock(text="Note"),
        sdk.SectionBlock(text="x", accessory=sdk.DatePickerElement(action_id="d", initial_date="2026-06-04")),
        sdk.ActionsBlock(
            elements=[sdk.CheckboxesElement(action_id="c", options=[sdk.Option(text="x", value="v")])]
        ),
        sdk.RichTextBlock(
            elements=[sdk.RichTextSectionElement(elements=[sdk.RichTextElementParts.Text(text="hello")])]
        ),
    ]
    assert client.chat_postMessage(channel=ada, text="x", blocks=models)["ok"]
    assert slack.messages("ada")[0].words == "Note\n*bold*\n[Go]\nhix"
    assert slack.messages("ada")[1].buttons == []
