"""The fake's limits against two other lists of them: slackblocks, and the models of slack_sdk."""

from dataclasses import dataclass

import pytest
import slack_sdk.models.blocks as sdk
import slackblocks as sb
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
from slack_sdk.models.blocks.basic_components import ConfirmObject, OptionGroup
from slack_sdk.models.views import View

from bot.fakeslack import limits, view_limits


def plain(n):
    return {"type": "plain_text", "text": "x" * n}


def plain_sdk(n):
    return sdk.PlainTextObject(text="x" * n)


def option(n=1, *, value=1, description=None):
    more = {"description": plain(description)} if description else {}
    return {"text": plain(n), "value": "v" * value, **more}


def options(n):
    return [{"text": plain(1), "value": str(i)} for i in range(n)]


def options_sb(n):
    return [sb.Option(sb.PlainText("x"), str(i)) for i in range(n)]


def options_sdk(n):
    return [sdk.Option(text="x", value=str(i)) for i in range(n)]


def actions(element):
    return {"type": "actions", "elements": [element]}


def button(**more):
    return {"type": "button", "text": plain(1), "action_id": "a", **more}


def button_sb(**more):
    return sb.Button(**{"text": "x", "action_id": "a", **more})


def button_sdk(**more):
    return sdk.ButtonElement(**{"text": "x", "action_id": "a", **more})


def confirm(**more):
    return {"title": plain(1), "text": plain(1), "confirm": plain(1), "deny": plain(1), **more}


def confirm_sb(**more):
    return sb.ConfirmationDialogue(**{"title": "x", "text": "x", "confirm": "x", "deny": "x", **more})


def confirm_sdk(**more):
    return ConfirmObject(**{"title": "x", "text": "x", "confirm": "x", "deny": "x", **more})


def asking(element, **more):
    return {"type": "input", "label": plain(1), "element": element, **more}


FIELD = {"type": "plain_text_input", "action_id": "a"}


@dataclass(frozen=True)
class Case:
    name: str
    most: int
    raw: object  # n -> our block
    slackblocks: object = None  # n -> theirs, or None: it has no such limit
    sdk: object = None


CASES = [
    Case(
        "section text",
        3000,
        lambda n: {"type": "section", "text": {"type": "mrkdwn", "text": "x" * n}},
        lambda n: sb.SectionBlock(text="x" * n),
        lambda n: sdk.SectionBlock(text="x" * n),
    ),
    Case(
        "section field",
        2000,
        lambda n: {"type": "section", "fields": [plain(n)]},
        lambda n: sb.SectionBlock(fields=[sb.Text("x" * n)]),
    ),
    Case(
        "section fields",
        10,
        lambda n: {"type": "section", "fields": [plain(1)] * n},
        lambda n: sb.SectionBlock(fields=[sb.Text("x")] * n),
        lambda n: sdk.SectionBlock(fields=["x"] * n),
    ),
    Case(
        "header",
        150,
        lambda n: {"type": "header", "text": plain(n)},
        lambda n: sb.HeaderBlock("x" * n),
        lambda n: sdk.HeaderBlock(text=plain_sdk(n)),
    ),
    Case(
        "markdown",
        12_000,
        lambda n: {"type": "markdown", "text": "x" * n},
        lambda n: sb.MarkdownBlock("x" * n),
        lambda n: sdk.MarkdownBlock(text="x" * n),
    ),
    Case(
        "elements of actions",
        25,
        lambda n: {"type": "actions", "elements": [button(action_id=str(i)) for i in range(n)]},
        lambda n: sb.ActionsBlock([button_sb(action_id=str(i)) for i in range(n)]),
        lambda n: sdk.ActionsBlock(elements=[button_sdk(action_id=str(i)) for i in range(n)]),
    ),
    Case(
        "elements of context",
        10,
        lambda n: {"type": "context", "elements": [plain(1)] * n},
        lambda n: sb.ContextBlock([sb.Text("x")] * n),
        lambda n: sdk.ContextBlock(elements=[plain_sdk(1)] * n),
    ),
    Case(
        "block_id",
        255,
        lambda n: {"type": "divider", "block_id": "x" * n},
        lambda n: sb.DividerBlock("x" * n),
        lambda n: sdk.DividerBlock(block_id="x" * n),
    ),
    Case(
        "action_id",
        255,
        lambda n: actions(button(action_id="x" * n)),
        lambda n: button_sb(action_id="x" * n),
        lambda n: button_sdk(action_id="x" * n),
    ),
    Case(
        "button text",
        75,
        lambda n: actions(button(text=plain(n))),
        lambda n: button_sb(text="x" * n),
        lambda n: button_sdk(text="x" * n),
    ),
    Case(
        "button value",
        2000,
        lambda n: actions(button(value="x" * n)),
        lambda n: button_sb(value="x" * n),
        lambda n: button_sdk(value="x" * n),
    ),
    Case(
        "button url",
        3000,
        lambda n: actions(button(url="x" * n)),
        lambda n: button_sb(url="x" * n),
        lambda n: button_sdk(url="x" * n),
    ),
    Case(
        "button accessibility_label",
        75,
        lambda n: actions(button(accessibility_label="x" * n)),
        lambda n: button_sb(accessibility_label="x" * n),
        lambda n: button_sdk(accessibility_label="x" * n),
    ),
    *(
        Case(
            f"confirm {part}",
            most,
            lambda n, part=part: actions(button(confirm=confirm(**{part: plain(n)}))),
            lambda n, part=part: confirm_sb(**{part: "x" * n}),
            lambda n, part=part: confirm_sdk(**{part: "x" * n}),
        )
        for part, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30))
    ),
    Case(
        "checkboxes options",
        10,
        lambda n: actions({"type": "checkboxes", "action_id": "a", "options": options(n)}),
        lambda n: sb.CheckboxGroup("a", options_sb(n)),
    ),
    Case(
        "radio options",
        10,
        lambda n: actions({"type": "radio_buttons", "action_id": "a", "options": options(n)}),
        lambda n: sb.RadioButtonGroup("a", options_sb(n)),
    ),
    Case(
        "overflow options",
        5,
        lambda n: actions({"type": "overflow", "action_id": "a", "options": options(n)}),
        lambda n: sb.OverflowMenu("a", options_sb(n)),
        lambda n: sdk.OverflowMenuElement(action_id="a", options=options_sdk(n)),
    ),
    Case(
        "select options",
        100,
        lambda n: actions({"type": "static_select", "action_id": "a", "options": options(n)}),
        lambda n: sb.StaticSelectMenu("a", options_sb(n)),
        lambda n: sdk.StaticSelectElement(action_id="a", options=options_sdk(n)),
    ),
    Case(
        "select groups",
        100,
        lambda n: actions(
            {
                "type": "static_select",
                "action_id": "a",
                "option_groups": [{"label": plain(1), "options": options(1)}] * n,
            }
        ),
        lambda n: sb.StaticSelectMenu("a", option_groups=[sb.OptionGroup("x", options_sb(1))] * n),
        lambda n: sdk.StaticSelectElement(
            action_id="a", option_groups=[OptionGroup(label="x", options=options_sdk(1))] * n
        ),
    ),
    Case(
        "select placeholder",
        150,
        lambda n: actions(
            {"type": "static_select", "action_id": "a", "options": options(1), "placeholder": plain(n)}
        ),
        lambda n: sb.StaticSelectMenu("a", options_sb(1), placeholder="x" * n),
        lambda n: sdk.StaticSelectElement(action_id="a", options=options_sdk(1), placeholder="x" * n),
    ),
    Case(
        "option text",
        75,
        lambda n: actions({"type": "static_select", "action_id": "a", "options": [option(n)]}),
        lambda n: sb.Option(sb.PlainText("x" * n), "v"),
        lambda n: sdk.Option(text="x" * n, value="v"),
    ),
    Case(
        "option value",
        150,
        lambda n: actions({"type": "static_select", "action_id": "a", "options": [option(value=n)]}),
        lambda n: sb.Option(sb.PlainText("x"), "v" * n),
        lambda n: sdk.Option(text="x", value="v" * n),
    ),
    Case(
        "option description",
        75,
        lambda n: actions({"type": "static_select", "action_id": "a", "options": [option(description=n)]}),
        lambda n: sb.Option(sb.PlainText("x"), "v", description=sb.PlainText("x" * n)),
    ),
    Case(
        "option group label",
        75,
        lambda n: actions(
            {
                "type": "static_select",
                "action_id": "a",
                "option_groups": [{"label": plain(n), "options": options(1)}],
            }
        ),
        lambda n: sb.OptionGroup("x" * n, options_sb(1)),
        lambda n: OptionGroup(label="x" * n, options=options_sdk(1)),
    ),
    Case(
        "input label",
        2000,
        lambda n: asking(FIELD, label=plain(n)),
        lambda n: sb.InputBlock("x" * n, sb.PlainTextInput("a")),
        lambda n: sdk.InputBlock(label=plain_sdk(n), element=sdk.PlainTextInputElement(action_id="a")),
    ),
    Case(
        "input hint",
        2000,
        lambda n: asking(FIELD, hint=plain(n)),
        lambda n: sb.InputBlock("x", sb.PlainTextInput("a"), hint="x" * n),
        lambda n: sdk.InputBlock(
            label="x", hint=plain_sdk(n), element=sdk.PlainTextInputElement(action_id="a")
        ),
    ),
    Case(
        "plain_text_input placeholder",
        150,
        lambda n: asking({**FIELD, "placeholder": plain(n)}),
        lambda n: sb.PlainTextInput("a", placeholder="x" * n),
        lambda n: sdk.PlainTextInputElement(action_id="a", placeholder="x" * n),
    ),
    Case(
        "plain_text_input max_length",
        3000,
        lambda n: asking({**FIELD, "max_length": n}),
        lambda n: sb.PlainTextInput("a", max_length=n),
    ),
    Case(
        "image alt_text",
        2000,
        lambda n: {"type": "image", "image_url": "https://x.org/a.png", "alt_text": "x" * n},
        lambda n: sb.ImageBlock("https://x.org/a.png", "x" * n),
        lambda n: sdk.ImageBlock(image_url="https://x.org/a.png", alt_text="x" * n),
    ),
    Case(
        "table rows",
        100,
        lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n},
        lambda n: sb.TableBlock([[sb.RawText("x")]] * n),
    ),
]
ids = [case.name for case in CASES]


def is_accepted_by_fake(block):
    return limits.find_problems([block]) == []


def is_accepted_by_slackblocks(build, n):
    try:
        build(n)
    except sb.InvalidUsageError:
        return False
    return True


def is_accepted_by_sdk(build, n):
    try:
        build(n).to_dict()
    except SlackObjectFormationError:
        return False
    return True


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_the_limit_passes_and_one_above_fails_here_and_in_the_others(case):
    assert is_accepted_by_fake(case.raw(case.most)), limits.find_problems([case.raw(case.most)])
    assert not is_accepted_by_fake(case.raw(case.most + 1))
    for build, accepts in ((case.slackblocks, is_accepted_by_slackblocks), (case.sdk, is_accepted_by_sdk)):
        if build:
            assert accepts(build, case.most)
            assert not accepts(build, case.most + 1)


def test_the_limits_that_the_others_do_not_have_are_these():
    assert [case.name for case in CASES if not case.slackblocks] == []
    assert [case.name for case in CASES if not case.sdk] == [
        "section field",
        "checkboxes options",
        "radio options",
        "option description",
        "plain_text_input max_length",
        "table rows",
    ]
    # nor do they know: 13,000 characters over all blocks, unique block_ids and action_ids, invalid additional
    # properties, the structure of rich_text, an input without a submit, 250 KB a view


def modal(n=1, **more):
    return {"type": "modal", "title": plain(1), "blocks": [{"type": "divider"}] * n, **more}


def modal_sb(n=1, **more):
    return sb.ModalView(**{"title": "x", "blocks": [sb.DividerBlock() for _ in range(n)], **more})


def modal_sdk(n=1, **more):
    return View(type="modal", blocks=[sdk.DividerBlock() for _ in range(n)], **{"title": "x", **more})


VIEWS = [
    Case("blocks", 100, modal, modal_sb, modal_sdk),
    *(
        Case(
            name,
            24,
            lambda n, name=name: modal(**{name: plain(n)}),
            lambda n, name=name: modal_sb(**{name: "x" * n}),
            lambda n, name=name: modal_sdk(**{name: plain_sdk(n)}),
        )
        for name in ("title", "submit", "close")
    ),
    *(
        Case(
            name,
            most,
            lambda n, name=name: modal(**{name: "x" * n}),
            lambda n, name=name: modal_sb(**{name: "x" * n}),
            (lambda n, name=name: modal_sdk(**{name: "x" * n})) if name != "external_id" else None,
        )
        for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255))
    ),
]


@pytest.mark.parametrize("case", VIEWS, ids=[case.name for case in VIEWS])
def test_the_limits_of_a_view_are_the_same_in_all_three(case):
    assert view_limits.find_view_problems(case.raw(case.most)) == []
    assert view_limits.find_view_problems(case.raw(case.most + 1)) != []
    assert is_accepted_by_slackblocks(case.slackblocks, case.most)
    assert not is_accepted_by_slackblocks(case.slackblocks, case.most + 1)
    if case.sdk:
        assert is_accepted_by_sdk(case.sdk, case.most)
        assert not is_accepted_by_sdk(case.sdk, case.most + 1)


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
        sdk.ActionsBlock(elements=[sdk.CheckboxesElement(action_id="c", options=options_sdk(2))]),
        sdk.RichTextBlock(
            elements=[sdk.RichTextSectionElement(elements=[sdk.RichTextElementParts.Text(text="hello")])]
        ),
    ]
    assert client.chat_postMessage(channel=ada, text="x", blocks=models)["ok"]
    assert slack.messages("ada")[0].words == "Note\n*bold*\n[Go]\nhix"
    assert slack.messages("ada")[1].buttons == []
