"""From the text of one variable to its value, or to a WrongValueError."""

import ipaddress
import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.settings.faults import WrongValueError
from bot.settings.redaction import Secret

NONE: Final = "none"
"""What stands for no country."""
_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def token(prefix: str) -> Callable[[str], Secret]:
    def parse(text: str) -> Secret:
        if not re.fullmatch(re.escape(prefix) + r"[A-Za-z0-9-]+", text):
            raise WrongValueError(f"this is not a token that starts with {prefix} (the value is not shown)")
        return Secret(text)

    return parse


def matching(pattern: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise WrongValueError(f"{text!r} is not one")
        return text

    return parse


def people(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wrong = [person for person in found if not re.fullmatch("[UW][A-Z0-9]+", person)]
    if wrong or not found:
        raise WrongValueError(f"{', '.join(wrong) or text!r} is not a member ID")
    return found


def channels(text: str) -> tuple[tuple[str, str], ...]:
    """Read pairs of a note type and a channel."""
    found: dict[str, str] = {}
    for part in (each.strip() for each in text.split(",") if each.strip()):
        name, _, channel = (each.strip() for each in part.partition("="))
        if not re.fullmatch("[a-z][a-z0-9_]*", name) or not re.fullmatch("[CG][A-Z0-9]+", channel):
            raise WrongValueError(f"{part!r} is not a note type = a channel ID")
        if name in found:
            raise WrongValueError(f"{name!r} has two channels")
        found[name] = channel
    return tuple(found.items())


def api_url(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise WrongValueError(f"{text!r} is not an address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not text.endswith("/"):
        raise WrongValueError(f"{text!r} does not start with https:// or does not end with /")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise WrongValueError(f"{text!r} would send the tokens unencrypted to another machine")
    return text


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def file(text: str) -> Path:
    path = Path(text).expanduser()
    if path.is_dir():
        raise WrongValueError(f"{text!r} is a folder")
    return path


def folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_dir():
        raise WrongValueError(f"there is no folder {text!r}")
    return path


def seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise WrongValueError(f"{text!r} is not a number") from None
    if not math.isfinite(number) or number < 0:
        raise WrongValueError(f"{text!r} is not a length of time")
    return number


def zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):  # not known; a path that leaves the folder; a folder ("Europe")
        raise WrongValueError(f"{text!r} is not a time zone") from None


def countries(text: str) -> tuple[tuple[str, str], ...]:
    """Read pairs of a time zone and a country; one without a zone is everybody else's."""
    found: dict[str, str] = {}
    for part in (each.strip() for each in text.split(",") if each.strip()):
        place, _, code = (each.strip() for each in part.rpartition("="))
        if code != NONE and not _is_country(code):
            raise WrongValueError(f"{code!r} is no country whose holidays are known")
        found[zone(place) if place else ""] = "" if code == NONE else code
    return tuple(found.items())


def _is_country(code: str) -> bool:
    from holidays import list_supported_countries  # noqa: PLC0415  44 ms that most commands never need

    return code in list_supported_countries()


def days(text: str) -> frozenset[tuple[str, date]]:
    """Read pairs of a country and a day; one without a country is everybody's."""
    return frozenset(_day(part.strip()) for part in text.split(",") if part.strip())


def _day(part: str) -> tuple[str, date]:
    place, _, day = (each.strip() for each in part.rpartition(":"))
    if place and not re.fullmatch("[A-Z]{2}", place):
        raise WrongValueError(f"{place!r} in {part!r} is no ISO code of a country")
    try:
        return place, date.fromisoformat(day)
    except ValueError:
        raise WrongValueError(f"{part!r} is not a day") from None


def level(text: str) -> str:
    if text.upper() not in _LEVELS:
        raise WrongValueError(f"{text!r} is not a level")
    return text.upper()
