"""`python -m bench`: every measurement, or those named; goals are aims, so the exit code is 0 either way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bench import (
    answer_commit,
    digest,
    docx,
    note_render,
    pdf,
    rss,
    startup,
    submit_to_posted,
    sweep,
    turn_latency,
    turn_throughput,
)
from bench.lines import Line
from bench.sizes import FULL, Size

Bench = Callable[[Size], Iterator[Line]]

BENCHES: dict[str, Bench] = {
    "turn_latency": turn_latency.measure,
    "turn_throughput": turn_throughput.measure,
    "answer_commit": answer_commit.measure,
    "note_render": note_render.measure,
    "docx": docx.measure,
    "pdf": pdf.measure,
    "sweep": sweep.measure,
    "digest": digest.measure,
    "submit_to_posted": submit_to_posted.measure,
    "startup": startup.measure,
    "rss": rss.measure,
}


def main(names: list[str]) -> None:
    """Print the lines of these measurements, or of all."""
    for name in names or BENCHES:
        for line in BENCHES[name](FULL):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
