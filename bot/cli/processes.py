"""The bot as it runs in production: a process of its own, against whichever Slack it is pointed at."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from bot.fakeslack import FakeSlack

PATIENCE = 20.0

AT_WORK = 14
"""The hour in UTC at which all of the small workspace are at work: in Accra, Brussels and New York."""

FRIDAY = 4


def ahead(now: datetime) -> timedelta:
    """Return how far a clock has to be ahead of `now`, so that nobody's first message has to wait."""
    at = now.replace(hour=AT_WORK, minute=0, second=0, microsecond=0)
    if now.weekday() <= FRIDAY and now.hour == AT_WORK:
        return timedelta()
    while at < now or at.weekday() > FRIDAY:
        at += timedelta(days=1)
    return at - now


def working_clock() -> Callable[[], float]:
    """Return a clock for a Slack in miniature, in seconds of the epoch, by which people are at work."""
    seconds = ahead(datetime.now(UTC)).total_seconds()
    return lambda: time.time() + seconds


def end_in_order() -> None:
    """Let whoever asks this process to end be heard as Ctrl-C is: a bot left behind would join the next Slack."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))


class Bot:
    """`rapporteur run` in a process; its database and its log are in `folder`, its clock is that of its Slack."""

    def __init__(self, slack: FakeSlack, folder: Path, *, pace: float = 1.0) -> None:
        self.slack = slack
        self.folder = folder
        self.log = folder / "bot.log"
        self.ahead = timedelta(seconds=round(slack.clock() - time.time()))
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.lower().endswith(("_proxy", "_token_file"))},
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.url,
            "SLACK_PACE": str(pace),
            "NOTES_CHANNEL": slack.channel("#notes").id,
            "COORDINATORS": slack.person("bo").id,
            "DATABASE": str(folder / "rapporteur.db"),
            "BACKUPS": "",
            "HOLIDAYS": "none",
            "HOLIDAY_DATES": "",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it."""
        seconds = str(self.ahead.total_seconds())
        command = [sys.executable, "-m", "bot", "run", "--ahead", seconds]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                command, env=self.environment, stdout=log, stderr=log
            )

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end, and wait until it has; one that does not listen is killed."""
        if self._process and self.alive:
            self._process.send_signal(number)
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
                raise

    @property
    def pid(self) -> int:
        """The id of the process."""
        assert self._process is not None
        return self._process.pid

    def wait(self) -> int:
        """Wait until it has ended, and return its exit code."""
        assert self._process is not None
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL)."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def wait_until_connected(self, more_than: int = 0) -> None:
        """Wait until it has opened its socket. Raises RuntimeError with the end of its log."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.alive:
            if self.slack.connections > more_than:
                return
            time.sleep(0.02)
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])
        raise RuntimeError(f"the bot did not connect; its log ends:\n{tail}")
