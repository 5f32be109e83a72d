"""What closed notes cost a digest: with a hundred thousand of them, against a thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

from bench.lines import Line, alternating, ms, p99, ratios
from bench.note_render import seconds
from bench.sizes import Size
from bench.sweep import Place, places
from bot.service.sweeps.digests import Digests

MONDAY = datetime(2026, 6, 15, 15, tzinfo=UTC)
"""Within working hours in each of the zones."""

WEEK = timedelta(days=7)


class NoDigestError(Exception):
    """A Monday without a digest: what was measured was nothing."""


def measure(size: Size) -> Iterator[Line]:
    """Yield what it costs to compute the board and promise the digest of a Monday."""
    with places(size) as (many, few):
        digests = [_digest(place) for place in (many, few)]
        for digest in digests:
            digest()
        with_many, with_few = alternating(size.sweeps, *digests)
    yield Line(
        name="digest_ratio",
        value=median(ratios(with_many, with_few)),
        p99=p99(with_many) / p99(with_few),
        goal=1.2,
        more={"few_ms": ms(with_few), "many_ms": ms(with_many), "pairs": size.sweeps, "closed": size.closed},
    )


def _digest(place: Place) -> Callable[[], float]:
    digests = Digests(place.office)
    place.now = MONDAY

    def once() -> float:
        place.now += WEEK
        return seconds(lambda: _sent(digests))

    return once


def _sent(digests: Digests) -> None:
    if digests.sweep() != 1:
        raise NoDigestError
