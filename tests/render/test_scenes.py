"""The small arts of filling a sentence."""

import pytest

from bot.render.scenes import echoed, fill
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


def test_words_that_run_from_right_to_left_are_set_apart_in_a_sentence_and_no_others_are():
    said = {"saved": "Saved: {shown}."}
    assert (
        fill(said, "saved", {"shown": "\u05e9\u05dc\u05d5\u05dd (2004)"})
        == "Saved: \u2068\u05e9\u05dc\u05d5\u05dd (2004)\u2069."
    )
    assert fill(said, "saved", {"shown": "Côte d'Ivoire"}) == "Saved: Côte d'Ivoire."
