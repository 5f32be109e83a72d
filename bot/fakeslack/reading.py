"""Slack's text and blocks, read as a person sees them; and what they type, as Slack stores it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json = dict[str, Any]
Names = "Mapping[str, str]"

SILENT = {"mrkdwn", "plain_text", "image", "text", "link", "rich_text_section", "rich_text_list"}
SILENT |= {"rich_text_preformatted", "rich_text_quote"}

ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # &amp; last, or "&amp;lt;" is decoded twice
MARKED = re.compile(r"<([^<>]+)>")
# each begins behind a boundary and is bounded, or 30,000 letters would hold up everybody for seconds
TYPED = re.compile(
    r"(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)\]'\"])"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})"
    r"|(?P<domain>(?<![\w.])\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,9}\.(?:com|org|net|int|edu|eu|be|fr)\b(?:/[^\s<>|]*[^\s<>|.,;:!?)\]'\"])?)"
    r"|@(?P<handle>[a-z0-9][\w.-]*)"
    r"|#(?P<channel>[a-z0-9][\w-]*)",
)
EVERYBODY = {"channel", "here", "everyone"}


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return text


# ---- reading


def read_text(text: str, names: Mapping[str, str]) -> str:
    """Return mrkdwn as it looks: entities decoded, mentions by name, links by label."""
    return unescape(MARKED.sub(lambda found: _read_mark(found[1], names), text))


def _read_mark(mark: str, names: Mapping[str, str]) -> str:
    target, _, label = mark.partition("|")
    if target.startswith(("@", "#")):
        return names.get(target[1:]) or (target[0] + label if label else target)
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return label or target.removeprefix("mailto:")


def read_blocks(blocks: list[Json], names: Mapping[str, str]) -> str:
    lines = [READERS.get(block["type"], _read_nothing)(block, names) for block in blocks]
    return "\n".join(line for line in lines if line)


def _read_nothing(_block: Json, _names: Mapping[str, str]) -> str:
    return ""


def read_object(item: Json, names: Mapping[str, str]) -> str:
    text = str(item.get("text", ""))
    return read_text(text, names) if item.get("type") == "mrkdwn" else text


def _read_section(block: Json, names: Mapping[str, str]) -> str:
    texts = [block["text"]] if "text" in block else []
    lines = [read_object(text, names) for text in [*texts, *block.get("fields", [])]]
    return "\n".join([*lines, *(_read_elements([block["accessory"]], names) if "accessory" in block else [])])


def _read_input(block: Json, names: Mapping[str, str]) -> str:
    hint = [read_object(block["hint"], names)] if "hint" in block else []
    return "\n".join([read_object(block["label"], names), *_read_elements([block["element"]], names), *hint])


def _read_elements(found: list[Json], names: Mapping[str, str]) -> list[str]:
    return [line for element in found if (line := _read_element(element, names))]


def _read_element(element: Json, names: Mapping[str, str]) -> str:
    match element.get("type"):
        case "button" | "workflow_button":
            return f"[{read_object(element['text'], names)}]"
        case "checkboxes" | "radio_buttons":
            return "\n".join(f"( ) {read_object(option['text'], names)}" for option in element["options"])
        case "image":
            return f"({element['alt_text']})"
        case "mrkdwn" | "plain_text":
            return read_object(element, names)
        case _:
            chosen = element.get("initial_option", {}).get("text") or element.get("placeholder")
            return f"[{read_object(chosen, names)} v]" if chosen else "[...]"


def read_rich(item: Json, names: Mapping[str, str]) -> str:
    """Flatten rich_text: sections follow each other, list items get a dash."""
    match item["type"]:
        case "rich_text":
            return "\n".join(read_rich(part, names).strip("\n") for part in item["elements"])
        case "rich_text_list":
            ordered = item.get("style") == "ordered"
            marks = (f"{number}." if ordered else "-" for number in range(1, len(item["elements"]) + 1))
            return "\n".join(
                f"{mark} {read_rich(one, names)}" for mark, one in zip(marks, item["elements"], strict=True)
            )
        case "rich_text_section" | "rich_text_preformatted" | "rich_text_quote":
            return "".join(read_rich(part, names) for part in item["elements"])
        case kind:
            return RICH.get(kind, _read_nothing)(item, names)


RICH: dict[str, Callable[[Json, Mapping[str, str]], str]] = {
    "text": lambda item, _: str(item["text"]),
    "link": lambda item, _: str(item.get("text") or item["url"].removeprefix("mailto:")),
    "user": lambda item, names: names.get(item["user_id"], f"@{item['user_id']}"),
    "channel": lambda item, names: names.get(item["channel_id"], f"#{item['channel_id']}"),
    "usergroup": lambda item, _: f"@{item['usergroup_id']}",
    "broadcast": lambda item, _: f"@{item['range']}",
    "emoji": lambda item, _: f":{item['name']}:",
    "date": lambda item, _: str(item.get("fallback", item["timestamp"])),
}

READERS: dict[str, Callable[[Json, Mapping[str, str]], str]] = {
    "section": _read_section,
    "input": _read_input,
    "header": lambda block, names: read_object(block["text"], names),
    "markdown": lambda block, _: str(block["text"]),
    "divider": lambda _block, _names: "---",
    "image": lambda block, _: f"({block['alt_text']})",
    "context": lambda block, names: " ".join(_read_elements(block["elements"], names)),
    "actions": lambda block, names: " ".join(_read_elements(block["elements"], names)),
    "rich_text": read_rich,
    "table": lambda block, names: "\n".join(
        " | ".join(_read_cell(cell, names) for cell in row) for row in block["rows"]
    ),
}


def _read_cell(cell: Json, names: Mapping[str, str]) -> str:
    return read_rich(cell, names) if cell["type"] == "rich_text" else str(cell.get("text", ""))


# ---- typing


def write_rich(typed: str, find: Callable[[str, str], str | None]) -> list[Json]:
    """Turn what was typed into the inline elements of a rich_text section; `find(kind, name)` gives ids."""
    parts: list[Json] = []
    position = 0
    for found in TYPED.finditer(typed):
        element = _write_element(found, find)
        if element is None:
            continue
        if found.start() > position:
            parts.append({"type": "text", "text": typed[position : found.start()]})
        parts.append(element)
        position = found.end()
    if typed[position:] or not parts:
        parts.append({"type": "text", "text": typed[position:]})
    return parts


def _write_element(found: re.Match[str], find: Callable[[str, str], str | None]) -> Json | None:
    words = found[found.lastgroup or 0]
    match found.lastgroup:
        case "url":
            return {"type": "link", "url": words}
        case "mail":
            return {"type": "link", "url": f"mailto:{words}", "text": words}
        case "domain":
            return {"type": "link", "url": f"http://{words}", "text": words}
        case "handle" if words in EVERYBODY:
            return {"type": "broadcast", "range": words}
        case "handle":
            return {"type": "user", "user_id": user} if (user := find("person", words)) else None
        case _:
            return {"type": "channel", "channel_id": channel} if (channel := find("channel", words)) else None


def write_text(parts: list[Json], labels: Mapping[str, str] | None = None) -> str:
    """Return the mrkdwn text of the same elements; with `labels`, as a slash command gets it: <@U1|ada>."""
    return "".join(_write_mark(part, labels or {}) for part in parts)


def _write_mark(part: Json, labels: Mapping[str, str]) -> str:
    match part["type"]:
        case "text":
            return escape(part["text"])
        case "link":
            return f"<{escape(part['url'])}" + (f"|{escape(part['text'])}>" if "text" in part else ">")
        case "broadcast":
            return f"<!{part['range']}>"
        case "user":
            label = labels.get(part["user_id"])
            return f"<@{part['user_id']}" + (f"|{label}>" if label else ">")
        case _:
            return f"<#{part['channel_id']}|{labels.get(part['channel_id'], '')}>"
