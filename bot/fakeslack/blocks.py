"""The tables of Block Kit: every block, element and inline element the fake knows, with its limits."""

from __future__ import annotations

from bot.fakeslack.rules import (
    Check,
    Shape,
    anything,
    choice,
    flag,
    items,
    number,
    shaped,
    string,
    text,
    typed,
)


def _element(fields: dict[str, Check], *required: str) -> Shape:
    return Shape({"action_id": string(255, least=1), **fields}, required)


def _block(fields: dict[str, Check], *required: str, one_of: tuple[str, ...] = ()) -> Shape:
    return Shape({"block_id": string(255), **fields}, required, one_of)


CONFIRM = shaped(
    {
        "title": text(100, plain=True),
        "text": text(300),
        "confirm": text(30, plain=True),
        "deny": text(30, plain=True),
        "style": choice("primary", "danger"),
    }
)
OPTION_SHAPE = Shape(
    {"text": text(75), "value": string(150, least=1), "description": text(75), "url": string(3000)},
    ("text", "value"),
)
OPTION = shaped(OPTION_SHAPE.fields, OPTION_SHAPE)
OPTIONS = items(100, OPTION)
FEW_OPTIONS = items(10, OPTION)
GROUP_FIELDS = {"label": text(75, plain=True), "options": OPTIONS}
GROUPS = items(100, shaped(GROUP_FIELDS, Shape(GROUP_FIELDS, ("label", "options"))))
PLACEHOLDER = text(150, plain=True)
COMMON: dict[str, Check] = {"confirm": CONFIRM, "focus_on_load": flag}
MENU: dict[str, Check] = {**COMMON, "placeholder": PLACEHOLDER}
FIELD: dict[str, Check] = {
    "focus_on_load": flag,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": anything,
}
SLACK_FILE = Shape({"id": string(255, least=1), "url": string(3000, least=1)}, one_of=("id", "url"))
IMAGE: dict[str, Check] = {
    "image_url": string(3000, least=1),
    "alt_text": string(2000, least=1),
    "slack_file": shaped(SLACK_FILE.fields, SLACK_FILE),
}


def _menu(name: str) -> Shape:
    return _element({**MENU, f"initial_{name}": string(255)})


def _menus(name: str) -> Shape:
    return _element(
        {**MENU, f"initial_{name}": items(100, string(255)), "max_selected_items": number(1, 100)}
    )


ELEMENTS: dict[str, Shape] = {
    "button": _element(
        {
            "text": text(75, plain=True),
            "value": string(2000),
            "url": string(3000),
            "style": choice("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        "text",
    ),
    "checkboxes": _element({**COMMON, "options": FEW_OPTIONS, "initial_options": FEW_OPTIONS}, "options"),
    "radio_buttons": _element({**COMMON, "options": FEW_OPTIONS, "initial_option": OPTION}, "options"),
    "static_select": Shape(
        {
            **MENU,
            "action_id": string(255, least=1),
            "options": OPTIONS,
            "option_groups": GROUPS,
            "initial_option": OPTION,
        },
        (),
        ("options", "option_groups"),
    ),
    "multi_static_select": Shape(
        {
            **MENU,
            "action_id": string(255, least=1),
            "options": OPTIONS,
            "option_groups": GROUPS,
            "initial_options": OPTIONS,
            "max_selected_items": number(1, 100),
        },
        (),
        ("options", "option_groups"),
    ),
    "users_select": _menu("user"),
    "multi_users_select": _menus("users"),
    "channels_select": _menu("channel"),
    "conversations_select": Shape(
        {**_menu("conversation").fields, "filter": anything, "default_to_current_conversation": flag}
    ),
    "overflow": _element({"confirm": CONFIRM, "options": items(5, OPTION)}, "options"),
    "datepicker": _element({**MENU, "initial_date": string(10, least=10)}),
    "timepicker": _element({**MENU, "initial_time": string(5, least=5), "timezone": string(255)}),
    "datetimepicker": _element({**COMMON, "initial_date_time": number(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": _element(
        {
            **FIELD,
            "initial_value": string(3000),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        }
    ),
    "email_text_input": _element({**FIELD, "initial_value": string(3000)}),
    "url_text_input": _element({**FIELD, "initial_value": string(3000)}),
    "number_input": _element(
        {
            **FIELD,
            "is_decimal_allowed": flag,
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
        },
        "is_decimal_allowed",
    ),
    "file_input": _element({"filetypes": items(100, string(20)), "max_files": number(1, 10)}),
    "image": Shape(IMAGE, ("alt_text",), ("image_url", "slack_file")),
}
PRESSED = (
    "button", "checkboxes", "radio_buttons", "static_select", "users_select", "channels_select",
    "conversations_select", "overflow", "datepicker", "timepicker", "datetimepicker",
)  # fmt: skip
FILLED_IN = tuple(kind for kind in ELEMENTS if kind not in {"button", "overflow", "image"})
BESIDE = (*PRESSED[:-1], "image", "multi_static_select", "multi_users_select")

STYLE = shaped(dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
INLINE: dict[str, Shape] = {
    "text": Shape({"text": string(12_000, least=1), "style": STYLE}, ("text",)),
    "link": Shape(
        {"url": string(3000, least=1), "text": string(12_000), "unsafe": flag, "style": STYLE}, ("url",)
    ),
    "user": Shape({"user_id": string(255, least=1), "style": STYLE}, ("user_id",)),
    "usergroup": Shape({"usergroup_id": string(255, least=1), "style": STYLE}, ("usergroup_id",)),
    "channel": Shape({"channel_id": string(255, least=1), "style": STYLE}, ("channel_id",)),
    "emoji": Shape({"name": string(255, least=1), "unicode": string(255), "style": STYLE}, ("name",)),
    "broadcast": Shape({"range": choice("here", "channel", "everyone"), "style": STYLE}, ("range",)),
    "date": Shape(
        {
            "timestamp": number(0, 9_999_999_999),
            "format": string(255, least=1),
            "fallback": string(255),
            "url": string(3000),
        },
        ("timestamp", "format"),
    ),
}
RICH: dict[str, Shape] = {
    "rich_text_section": Shape({"elements": items(1000, typed(lambda: INLINE), least=0)}, ("elements",)),
    "rich_text_list": Shape(
        {
            "style": choice("bullet", "ordered"),
            "elements": items(1000, typed(lambda: RICH, "rich_text_section")),
            "indent": number(0, 8),
            "offset": number(0, 10_000),
            "border": number(0, 1),
        },
        ("style", "elements"),
    ),
    "rich_text_preformatted": Shape(
        {"elements": items(1000, typed(lambda: INLINE, "text", "link")), "border": number(0, 1)},
        ("elements",),
    ),
    "rich_text_quote": Shape(
        {"elements": items(1000, typed(lambda: INLINE)), "border": number(0, 1)}, ("elements",)
    ),
}
CELLS: dict[str, Shape] = {
    "raw_text": Shape({"text": string(3000, least=1)}, ("text",)),
    "rich_text": Shape(
        {"elements": items(1000, typed(lambda: RICH)), "block_id": string(255)}, ("elements",)
    ),
}
WORDS: dict[str, Shape] = {
    "mrkdwn": Shape({"text": string(3000, least=1), "verbatim": flag}, ("text",)),
    "plain_text": Shape({"text": string(3000, least=1), "emoji": flag}, ("text",)),
    "image": ELEMENTS["image"],
}

BLOCKS: dict[str, Shape] = {
    "section": _block(
        {
            "text": text(3000),
            "fields": items(10, text(2000)),
            "accessory": typed(lambda: ELEMENTS, *BESIDE),
            "expand": flag,
        },
        one_of=("text", "fields"),
    ),
    "header": _block({"text": text(150, plain=True)}, "text"),
    "actions": _block({"elements": items(25, typed(lambda: ELEMENTS, *PRESSED))}, "elements"),
    "context": _block({"elements": items(10, typed(lambda: WORDS))}, "elements"),
    "divider": _block({}),
    "image": _block(
        {**IMAGE, "title": text(2000, plain=True)}, "alt_text", one_of=("image_url", "slack_file")
    ),
    "input": _block(
        {
            "label": text(2000, plain=True),
            "element": typed(lambda: ELEMENTS, *FILLED_IN),
            "hint": text(2000, plain=True),
            "optional": flag,
            "dispatch_action": flag,
        },
        "label",
        "element",
    ),
    "markdown": _block({"text": string(12_000, least=1)}, "text"),
    "rich_text": _block({"elements": items(1000, typed(lambda: RICH))}, "elements"),
    "table": _block(
        {"rows": items(100, items(20, typed(lambda: CELLS))), "column_settings": items(20, anything)}, "rows"
    ),
}
