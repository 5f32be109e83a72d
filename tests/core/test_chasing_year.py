"""A year of experts in four zones: `due` says what an oracle says that goes through the minutes by plain rules."""

from collections import Counter
from random import Random

import pytest

from tests.core.lives import ZONES, a_life, lived, worth_a_look
from tests.core.oracle import Oracle

EXPERTS = 75


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_experts_hears_what_the_oracle_says(zone):
    heard = Counter()
    for number in range(EXPERTS):
        random = Random(f"{zone} {number}")
        life = a_life(random, zone)
        minutes = worth_a_look(life, random)
        oracle = Oracle(life)
        for now in minutes:
            oracle.minute(now)
        assert lived(life, minutes) == oracle.sent, number
        heard.update(step for step, _ in oracle.sent)
    assert heard.keys() == {"ask", "r1", "r2", "due", "r3", "handoff", "after1", "after2"}
    assert sum(heard.values()) > 2 * EXPERTS
