"""An answer that nobody can read says neither yes nor no: the letter may have arrived."""

import asyncio
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.messages import Line, Message
from bot.service.office import system_clock
from bot.service.outbox import Letter, TransportError
from bot.transports.slack.transport import SlackTransport

LETTER = Letter(
    id=1,
    recipient="D1",
    address="",
    message=Message(parts=(Line("hello"),)),
    claimed_at=datetime.now(UTC),
    attempts=1,
)


@pytest.fixture
def broken(request):
    """Serve one answer to whatever is asked: (status, headers, body)."""
    status, headers, body = request.param

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/"
        server.shutdown()


def post(url):
    async def there():
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(token="xoxb-1", base_url=url, session=session, retry_handlers=[])
            await SlackTransport(client, system_clock, None, None).send(LETTER, "D1")

    with pytest.raises(TransportError) as problem:
        asyncio.run(there())
    return problem.value


JSON = {"Content-Type": "application/json"}
UNREADABLE = {
    "half_of_it": (200, JSON, b'{"ok": tr'),
    "half_of_it_with_502": (502, JSON, b'{"ok": tr'),
    "plain_text": (200, {"Content-Type": "text/plain"}, b"ok"),
    "a_page": (200, {"Content-Type": "text/html"}, b"<html>Sorry</html>"),
    "a_list": (200, JSON, b"[1]"),
}


@pytest.mark.parametrize("broken", UNREADABLE.values(), ids=UNREADABLE, indirect=True)
def test_an_unreadable_answer_leaves_it_open_whether_the_letter_arrived(broken):
    error = post(broken)
    assert (error.permanent, error.unsure) == (False, True)


WAITS = {"0.5": 0.5, "30": 30, "1e300": 60, "nan": 60, "-1": 60, "Wed, 21 Oct 2026 07:28:00 GMT": 60}


@pytest.mark.parametrize(
    ("broken", "seconds"),
    [
        ((429, {**JSON, "Retry-After": text}, b'{"ok": false, "error": "ratelimited"}'), s)
        for text, s in WAITS.items()
    ],
    ids=WAITS,
    indirect=["broken"],
)
def test_what_slack_asks_to_wait_is_read_with_care(broken, seconds):
    assert post(broken).after.total_seconds() == seconds
