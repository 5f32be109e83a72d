"""In which time zones a place lies, by the names of cities and countries that the package `babel` knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from bot.render.countries import forms

ALSO = {
    "united states of america": "US",
    "us": "US",
    "russian federation": "RU",
    "republic of korea": "KR",
    "democratic people's republic of korea": "KP",
    "viet nam": "VN",
    "turkey": "TR",
    "congo": "CG",
    "democratic republic of the congo": "CD",
    "dr congo": "CD",
    "lao people's democratic republic": "LA",
    "syrian arab republic": "SY",
    "united republic of tanzania": "TZ",
    "republic of moldova": "MD",
    "cabo verde": "CV",
    "brunei darussalam": "BN",
    "state of palestine": "PS",
    "the netherlands": "NL",
    "holy see": "VA",
    "islamic republic of iran": "IR",
    "plurinational state of bolivia": "BO",
    "bolivarian republic of venezuela": "VE",
    "uae": "AE",
}
"""Countries by names of the United Nations, and short ones, that `babel` does not have."""

NOWHERE = "ZZ"
"""What `babel` calls the country of UTC."""

LANGUAGES = ("en", "fr", "es")
_PARTS = re.compile(r"[,;()/\n]|\s[-–—]\s")  # noqa: RUF001  dashes as people type them
_SEASONS = (datetime(2026, 1, 15), datetime(2026, 7, 15))  # noqa: DTZ001  of each zone its own wall


@lru_cache(maxsize=2048)
def zones_of(place: str) -> tuple[str, ...]:
    """Return the zones in which a place may lie: "Brussels, Belgium", "New York"; none where no name is known.

    Of a country with several zones it is that of the city; where no city is known, all of them.
    """
    parts = [_plain(part) for part in _PARTS.split(place)]
    country = next((found for part in reversed(parts) if (found := _countries().get(part))), "")
    own = get_global("territory_zones").get(country, ())
    zones = {zone for part in parts for zone in _cities().get(part, ()) if not country or zone in own}
    return _different(zones or own)


@cache
def country_of(zone: str) -> str:
    """Return the ISO code of the country in which a zone lies; empty where it lies in none, such as UTC."""
    known = get_global("zone_territories")
    code: str = known.get(zone) or known.get(get_global("zone_aliases").get(zone, ""), "")
    return code if code in get_global("territory_zones") and code.isalpha() and code != NOWHERE else ""


def is_zone(name: str) -> bool:
    """Say whether there is a zone of this name here."""
    try:
        return bool(ZoneInfo(name).key)
    except (KeyError, ValueError, OSError):  # not known; a path that leaves the folder; a folder ("Europe")
        return False


def _different(zones: Iterable[str]) -> tuple[str, ...]:
    """Return of those that show the same hours, in winter and in summer, one."""
    known = sorted(filter(is_zone, zones))
    hours = {
        tuple(day.replace(tzinfo=ZoneInfo(zone)).utcoffset() for day in _SEASONS): zone for zone in known
    }
    return tuple(sorted(hours.values()))


@cache
def _countries() -> Mapping[str, str]:
    found = {
        _plain(form): code
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code.isalpha()
        for form in forms(name)
    }
    short = {old.lower(): new[0] for old, new in get_global("territory_aliases").items() if old.isalpha()}
    return {**{name: code for name, code in short.items() if len(name) > 2 or name == "uk"}, **found, **ALSO}


@cache
def _cities() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for zone in get_global("zone_territories"):
        for name in set(_names_of(zone)):
            found[name] = (*found.get(name, ()), zone)
    return found


def _names_of(zone: str) -> Iterator[str]:
    """Give what the city of a zone is called: as the zone is, and as `babel` knows better."""
    yield _plain(zone.rpartition("/")[2].replace("_", " "))
    for language in LANGUAGES:
        if city := Locale(language).time_zones.get(zone, {}).get("city"):
            yield _plain(city)


def _plain(name: str) -> str:
    """Return a name without its accents, in small letters."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()  # noqa: RUF001  as babel has it
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split()).strip(". ")
