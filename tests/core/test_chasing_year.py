"""A whole year of 300 experts: `due` says what oracles say that go through the minutes by plain rules."""

from collections import Counter
from random import Random

import pytest

from tests.cells import cell
from tests.core.years import ZONES, a_year, heard_by_due, heard_by_oracles, minutes

EXPERTS = 60
STEPS = {"ask", "r1", "r2", "due", "r3", "handoff", "after1", "after2", "rv1", "rv2", "rv3"}


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_experts_hears_what_the_oracle_says(zone):
    heard = Counter()
    for number in range(EXPERTS):
        random = Random(f"{zone} {number}")
        year = a_year(random, zone)
        looks = minutes(year, random)
        with cell(number):
            sent = heard_by_oracles(year, looks)
            assert heard_by_due(year, looks) == sent
        heard.update(step for note in sent for step, _ in note)
    assert heard.keys() == STEPS
    assert sum(heard.values()) > 5 * EXPERTS
