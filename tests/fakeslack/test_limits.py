"""The fake's limits of blocks against two other lists of them: slackblocks, and the models of slack_sdk."""

from dataclasses import dataclass

import pytest
import slack_sdk.models.blocks as sdk
import slackblocks as sb
from slack_sdk.models.blocks.basic_components import ConfirmObject, OptionGroup

from bot.fakeslack import limits


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
FIELD_SDK = sdk.PlainTextInputElement(action_id="a")


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
        "button text",
        75,
        lambda n: actions(button(text=plain(n))),
        lambda n: button_sb(text="x" * n),
        lambda n: button_sdk(text="x" * n),
    ),
    *(
        Case(
            f"button {part}",
            most,
            lambda n, part=part: actions(button(**{part: "x" * n})),
            lambda n, part=part: button_sb(**{part: "x" * n}),
            lambda n, part=part: button_sdk(**{part: "x" * n}),
        )
        for part, most in (("action_id", 255), ("value", 2000), ("url", 3000), ("accessibility_label", 75))
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
    *(
        Case(
            f"{kind} options",
            10,
            lambda n, kind=kind: actions({"type": kind, "action_id": "a", "options": options(n)}),
            lambda n, build=build: build("a", options_sb(n)),
        )
        for kind, build in (("checkboxes", sb.CheckboxGroup), ("radio_buttons", sb.RadioButtonGroup))
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
    *(
        Case(
            f"input {part}",
            2000,
            lambda n, part=part: asking(FIELD, **{part: plain(n)}),
            lambda n, part=part: sb.InputBlock(
                **{"label": "x", "element": sb.PlainTextInput("a"), part: "x" * n}
            ),
            lambda n, part=part: sdk.InputBlock(**{"label": "x", "element": FIELD_SDK, part: plain_sdk(n)}),
        )
        for part in ("label", "hint")
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


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_limit_passes_and_one_above_fails_here_and_in_the_others(case, agree):
    assert limits.find_problems([case.raw(case.most)]) == []
    assert limits.find_problems([case.raw(case.most + 1)]) != []
    agree(case.most, case.slackblocks, case.sdk)


def test_the_limits_that_the_others_do_not_have_are_these():
    assert [case.name for case in CASES if not case.slackblocks] == []
    assert ", ".join(case.name for case in CASES if not case.sdk) == (
        "section field, checkboxes options, radio_buttons options, option description, "
        "plain_text_input max_length, table rows"
    )
    # nor do they know what test_rules.py is about: the sums, the twins, the unknown properties, rich_text
