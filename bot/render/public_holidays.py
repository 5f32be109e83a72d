"""The public holidays and the weekend of a country, as the package `holidays` knows them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return the days of a year on which a country does not work; none for a country that it does not know."""
    if not is_known(country):
        return frozenset()
    from holidays import country_holidays  # noqa: PLC0415  as below

    return frozenset(country_holidays(country, years=year))


@lru_cache(maxsize=256)
def weekend(country: str, year: int) -> frozenset[int]:
    """Return the days of the week, Monday 0, on which a country rests; Saturday and Sunday for any other."""
    if not is_known(country):
        return frozenset({5, 6})
    from holidays import country_holidays  # noqa: PLC0415  as below

    return frozenset(country_holidays(country, years=year).weekend)


@lru_cache(maxsize=256)
def is_known(country: str) -> bool:
    """Say whether the package knows a country."""
    if not country:
        return False
    from holidays import list_supported_countries  # noqa: PLC0415  44 ms that most commands never need

    return country in list_supported_countries()
