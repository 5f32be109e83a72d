"""A picture of numbers: bars with their words, as PNG or SVG. typst draws it, from data alone."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

Form = Literal["png", "svg"]

SOURCE = Path(__file__).with_name("figures.typ").read_bytes()
SHARPNESS = 144
NOTHING = os.devnull
"""All of the disk that typst gets to see."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `share` of 1 is filled, and `text` says in words and numbers what it shows."""

    label: str
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars that belong together; without any, `empty` stands there."""

    title: str
    bars: Sequence[Bar]
    empty: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: `lines` stand under its title, as what is to be known without looking at bars."""

    title: str
    lines: Sequence[str]
    panels: Sequence[Panel]


def picture(chart: Chart, form: Form) -> bytes:
    """Return the chart as a picture; the same chart gives the same bytes."""
    compiler = typst.Compiler(
        SOURCE,
        root=NOTHING,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"chart": json.dumps(asdict(chart))},
        package_path=NOTHING,
        package_cache_path=NOTHING,
    )
    made = compiler.compile(format=form, ppi=SHARPNESS)
    assert made is not None, "it is None only when it was written to a file"
    return made[0] if isinstance(made, list) else made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
