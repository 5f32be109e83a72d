"""The bot in a process of its own, against a Slack in miniature."""

import contextlib

import pytest

from bot.cli.processes import working_clock
from bot.fakeslack import FakeSlack
from tests.forked import Forked


@pytest.fixture
def slack():
    with FakeSlack(pace=0, clock=working_clock(), retry_after=(0.2, 0.5, 1.0)) as slack:
        yield slack


@pytest.fixture
def bot(slack, tmp_path):
    bot = Forked(slack, tmp_path, pace=0.02)
    bot.start()
    bot.wait_until_connected()
    yield bot
    with contextlib.suppress(ProcessLookupError):
        bot.kill()
