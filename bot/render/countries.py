"""The names of countries in more languages, as the package `babel` knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel import Locale, localedata


def is_language(name: object) -> bool:
    """Whether there are names in a language of this code, such as "fr"."""
    return isinstance(name, str) and name == name.strip() and localedata.exists(name)


def also_called(countries: Iterable[str], languages: Iterable[str]) -> Iterator[str]:
    """Give the names in these languages of countries that are named in English."""
    codes = {each: code for code, name in Locale("en").territories.items() for each in forms(name)}
    known = [codes[country] for country in countries if country in codes]
    for language in languages:
        names = Locale.parse(language).territories
        yield from (each for code in known if code in names for each in forms(names[code]))


def forms(name: str) -> tuple[str, str]:
    """Return a name as it is written in a text, with an apostrophe of either kind: Cote d'Ivoire."""
    plain = name.partition(" (")[0].replace(" & ", " and ").replace("St. ", "Saint ")
    return plain, plain.replace("’", "'")  # noqa: RUF001  as babel has it
