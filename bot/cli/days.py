"""A day as an option gives it: as 2026-06-01, and told so when it is written in another way."""

from __future__ import annotations

from datetime import date, datetime

import click


class Day(click.ParamType[date]):
    """Reads a day."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or end with what is accepted."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            self.fail(f"{str(value)!r} is no day. Write year-month-day, for example 2026-06-01", param, ctx)
