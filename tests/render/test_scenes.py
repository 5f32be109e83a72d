"""The small arts of filling a sentence."""

import pytest

from bot.render.scenes import echoed
from tests.core.rig import CONTEXT, q


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("date", "2009-06-04", "4 June 2009 (Thursday)"),
        ("date_range", {"days": [["2009-06-03", "2009-06-04"]]}, "3-4 June 2009 (Wednesday-Thursday)"),
        ("number", 24, "24"),
    ],
)
def test_days_are_echoed_with_their_weekdays(kind, value, shown):
    assert echoed(q("one", kind), value, CONTEXT) == shown
