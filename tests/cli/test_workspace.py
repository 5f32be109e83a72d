"""`rapporteur workspace` says what to do when its port is taken, and ends with all that it began."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.cli.calls import ROOT


def test_a_port_that_is_taken_is_named_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["workspace", "--port", str(port)])
    assert done.exit_code == 1
    assert done.output == (
        f"Error: the page can not be served on port {port}: Address already in use. "
        "Take another one with --port N, or any free one with --port 0\n"
    )


def children(pid):
    """Return the processes that a process began, as Linux counts them."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def is_gone(pid):
    """Say whether a process has ended; who had no parent left may stay a while as a name without a body."""
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not tell whose child it is")
def test_whoever_ends_it_ends_its_bot_as_well():
    command = [sys.executable, "-m", "bot", "workspace", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().startswith("Open http://127.0.0.1:")
        (bot,) = children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM
    assert is_gone(bot)
