"""What our store adds to SQLite: the rows of one answer through the store, against the same rows written by hand.

Both keep a write-ahead log and wait for the disk at each commit. `use_case_ratio` is the whole use case, which also
reads the reply, takes the next step and words the prompt.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.answers import ANSWERS
from bench.lines import Line, alternating, ms, p99, ratios
from bench.rows import Raw, Stored
from bench.sizes import Size
from bench.use_case import UseCase


def measure(size: Size) -> Iterator[Line]:
    """Yield what an answer's transaction costs."""
    with tempfile.TemporaryDirectory() as folder:
        stored, raw, case = Stored(Path(folder)), Raw(Path(folder)), UseCase(Path(folder))
        try:
            warm_up = len(ANSWERS)
            times = alternating(size.commits + warm_up, stored.answer, raw.answer, case.answer)
        finally:
            stored.close()
            raw.close()
            case.close()
    ours, bare, whole = (series[warm_up:] for series in times)
    yield Line(
        name="answer_commit_ratio",
        value=median(ratios(ours, bare)),
        p99=p99(ours) / p99(bare),
        goal=2.0,
        more={
            "bare_ms": ms(bare),
            "ours_ms": ms(ours),
            "use_case_ms": ms(whole),
            "use_case_ratio": round(median(ratios(whole, bare)), 3),
            "pairs": len(ours),
        },
    )
