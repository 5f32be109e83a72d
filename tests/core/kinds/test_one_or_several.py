"""One line with several names in it is asked about, and never split silently."""

import pytest

from bot.core.replies import Clear, Doubt


@pytest.mark.parametrize(
    "line", ["IAEA; OSCE, UNODA", "IAEA, OSCE and UNODA", "IAEA, OSCE, UNODA", "IAEA, OSCE", "Norway; Sweden"]
)
def test_a_line_that_may_be_several_is_asked_about(reader, line):
    assert reader.parse("lines", line) == Doubt([line], "one_or_several", {"item": line})


@pytest.mark.parametrize(
    "line",
    [
        "European Commission",
        "Ministry of Health, Ghana",
        "Ministry of Trade and Industry",
        "Ministry of Trade, Industry and Energy",
        "IAEA and OSCE",
        "Government of Norway, the donor",
    ],
)
def test_a_name_is_one(reader, line):
    assert reader.parse("lines", line) == Clear([line])


def test_lines_of_their_own_and_aims_are_not_asked_about(reader):
    assert reader.parse("lines", "IAEA, OSCE and UNODA\nNorway") == Clear(["IAEA, OSCE and UNODA", "Norway"])
    aim = "share experiences, plans, and tools"
    assert reader.parse("lines", aim, extra={"verb": True}) == Clear([aim])
