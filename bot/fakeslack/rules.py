"""The words in which limits are written down: each makes a check of a value. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Problems = list[tuple[str, str]]  # (json pointer, what is wrong)
Check = Callable[[object, str, Problems], None]


@dataclass(frozen=True)
class Shape:
    fields: dict[str, Check]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


# ---- the words of the tables


def text(most: int, *, plain: bool = False, least: int = 1) -> Check:
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict) or value.get("type") not in kinds:
            problems.append((f"{at}/type", f"must be a text object of type {' or '.join(kinds)}"))
            return
        only(value, at, problems, {"type", "text", "emoji" if value["type"] == "plain_text" else "verbatim"})
        string(most, least=least)(value.get("text"), f"{at}/text", problems)

    return check


def string(most: int, *, least: int = 0) -> Check:
    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.append((at, "must provide a string"))
        elif len(value) > most:
            problems.append((at, f"must be less than {most + 1} characters"))
        elif len(value) < least:
            problems.append((at, f"must be more than {least - 1} characters"))

    return check


def items(most: int, each: Check, *, least: int = 1) -> Check:
    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.append((at, "must provide an array"))
            return
        if len(value) > most:
            problems.append((at, f"no more than {most} items allowed"))
        if len(value) < least:
            problems.append((at, f"no fewer than {least} items required"))
        for index, item in enumerate(value):
            each(item, f"{at}/{index}", problems)

    return check


def typed(shapes: Callable[[], dict[str, Shape]], *allowed: str) -> Check:
    """Accept an object whose type is in the table (looked up late: tables refer to each other)."""

    def check(value: object, at: str, problems: Problems) -> None:
        table = shapes()
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(value, dict) or kind not in (allowed or table):
            problems.append((f"{at}/type", f"unsupported type: {kind}"))
            return
        shaped({**table[str(kind)].fields, "type": anything}, table[str(kind)])(value, at, problems)

    return check


def shaped(fields: dict[str, Check], shape: Shape | None = None) -> Check:
    shape = shape or Shape(fields)

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append((at, "must provide an object"))
            return
        only(value, at, problems, set(fields))
        problems += [(at, f"missing required field: {name}") for name in shape.required if name not in value]
        if shape.one_of and not any(name in value for name in shape.one_of):
            problems.append((at, f"must define either `{'` or `'.join(shape.one_of)}`"))
        for name, test in fields.items():
            if name in value:
                test(value[name], f"{at}/{name}", problems)

    return check


def only(value: Json, at: str, problems: Problems, known: set[str]) -> None:
    problems += [(at, f"invalid additional property: {name}") for name in value if name not in known]


def number(least: int, most: int) -> Check:
    def check(value: object, at: str, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            problems.append((at, f"must be a number from {least} to {most}"))

    return check


def anything(_value: object, _at: str, _problems: Problems) -> None:
    return


def flag(value: object, at: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        problems.append((at, "must be a boolean"))


def choice(*values: str) -> Check:
    def check(value: object, at: str, problems: Problems) -> None:
        if value not in values:
            problems.append((at, f"must be one of {', '.join(values)}"))

    return check
