"""`rapporteur workspace` says what to do when its port is taken."""

import socket

from click.testing import CliRunner

from bot.cli import main


def test_a_port_that_is_taken_is_named_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["workspace", "--port", str(port)])
    assert done.exit_code == 1
    assert done.output == (
        f"Error: the page can not be served on port {port}: Address already in use. "
        "Take another one with --port N, or any free one with --port 0\n"
    )
