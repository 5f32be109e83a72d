"""A bot in a process of its own that begins at once: a server that has read all its modules waits to be copied.

Everything else is as it is in `Bot`, which is started anew where the start itself is the matter.
"""

import multiprocessing
import os
import subprocess

from bot.cli import main
from bot.cli.processes import Bot

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["bot.cli.run"])


class Forked(Bot):
    def start(self):
        words = ["run", "--ahead", str(self.ahead.total_seconds())]
        self._process = Process(words, self.environment, self.log)


class Process:
    """What `Bot` asks of a process."""

    def __init__(self, words, environment, log):
        self._begun = SERVER.Process(target=run, args=(words, environment, log), daemon=True)
        self._begun.start()
        self.pid = self._begun.pid
        self.kill = self._begun.kill

    def poll(self):
        return self._begun.exitcode

    def wait(self, timeout=None):
        self._begun.join(timeout)
        if self._begun.exitcode is None:
            raise subprocess.TimeoutExpired("rapporteur run", timeout)
        return self._begun.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)


def run(words, environment, log):
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    main(words, prog_name="rapporteur")
