"""Files are fetched after the commit: the token goes nowhere but to Slack, and nothing else is taken for the file."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.expert.attachments import LARGEST, Missing
from bot.transports.slack.downloads import DownloadError, Downloads

CONTENT = b"%PDF-1.7 the agenda"
FILE = Missing(id="F1", name="agenda.pdf", size=len(CONTENT))
TOKEN = "xoxb-secret"


class Host:
    """Somewhere on the web, with one file; `asked` are the tokens that it was shown."""

    def __init__(self, **file):
        self.file = {"size": len(CONTENT), **file}
        self.answer = lambda: web.Response(body=CONTENT, content_type="application/pdf")
        self.asked = []
        self.url = ""

    async def info(self, _request):
        return web.json_response(
            {"ok": True, "file": {"url_private_download": f"{self.url}file", **self.file}}
        )

    async def give(self, request):
        self.asked.append(request.headers.get("Authorization"))
        answer = self.answer()
        return await answer(request) if callable(answer) else answer

    @asynccontextmanager
    async def open(self):
        app = web.Application()
        app.add_routes([web.get("/api/files.info", self.info), web.get("/{name}", self.give)])
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        try:
            yield self
        finally:
            await runner.cleanup()


def fetch(host, file=FILE, *, before=lambda _host: None):
    async def there():
        async with host.open(), aiohttp.ClientSession() as session:
            before(host)
            client = AsyncWebClient(
                token=TOKEN, base_url=f"{host.url}api/", session=session, retry_handlers=[]
            )
            api = f"{host.url}api/"
            return await Downloads(client, session, None, token=TOKEN, api=api, told=lambda: None).fetch(file)

    return asyncio.run(there())


def refused(host, **how):
    with pytest.raises(DownloadError) as told:
        fetch(host, **how)
    return str(told.value), told.value.why


def test_a_file_is_fetched_with_the_token_of_the_bot():
    host = Host()
    assert fetch(host) == CONTENT
    assert host.asked == [f"Bearer {TOKEN}"]


SLACKS = {
    "https://files.slack.com/files-pri/T1-F1/a.pdf": True,
    "https://slack.com/files/a.pdf": True,
    "https://a.b.slack.com/x": True,
    "https://FILES.SLACK.COM/x": True,
    "https://files.slack.com:443/x": True,
    "http://files.slack.com/x": False,
    "https://files.slack.com:8443/x": False,
    "https://files.slack.com.evil.org/x": False,
    "https://evilslack.com/x": False,
    "https://evil.org/files.slack.com": False,
    "https://files.slack.com@evil.org/x": False,
    "https://token@files.slack.com/x": False,
    "https://evil.org\\@files.slack.com/x": False,
    "http://127.0.0.1:9/x": False,
    "file:///etc/passwd": False,
    "//files.slack.com/x": False,
    "": False,
}


@pytest.mark.parametrize("address", SLACKS)
def test_the_token_goes_to_hosts_of_slack_over_tls_alone(address):
    downloads = made("https://slack.com/api/")
    assert downloads.is_slacks(address) is SLACKS[address]


def made(api):
    async def there():
        return Downloads(None, None, None, token=TOKEN, api=api, told=lambda: None)

    return asyncio.run(there())


FAKES = {
    "http://127.0.0.1:8765/files-pri/F1": True,
    "http://127.0.0.1:8766/files-pri/F1": False,
    "https://127.0.0.1:8765/files-pri/F1": False,
    "http://localhost:8765/files-pri/F1": False,
}


@pytest.mark.parametrize("address", FAKES)
def test_another_host_is_trusted_only_where_the_web_api_is_there(address):
    assert made("http://127.0.0.1:8765/api/").is_slacks(address) is FAKES[address]


def test_a_file_that_lies_elsewhere_is_refused_and_the_token_stays_here():
    host = Host(is_external=True)
    assert refused(host) == ("it lies outside of Slack", "outside")
    assert host.asked == []


def test_an_address_that_is_not_slacks_is_refused_and_the_token_stays_here():
    elsewhere = Host()

    async def both():
        async with elsewhere.open():
            host = Host(url_private_download=f"{elsewhere.url}file")
            return await asyncio.to_thread(refused, host)

    assert asyncio.run(both()) == ("it lies outside of Slack", "outside")
    assert elsewhere.asked == []


def test_no_redirect_is_followed():
    host = Host()
    host.answer = lambda: web.Response(status=302, headers={"Location": f"{host.url}other"})
    assert refused(host) == ("Slack answers 302", "")
    assert len(host.asked) == 1


PAGES = {
    "by its type": (b"please sign in", "text/html"),
    "by its words": (b"<!DOCTYPE html><p>please sign in", "application/pdf"),
    "by its tag": (b"\n <HTML lang=en>please sign in", "application/pdf"),
}


@pytest.mark.parametrize("how", PAGES)
def test_a_page_to_sign_in_is_not_taken_for_the_file(how):
    host = Host()
    body, kind = PAGES[how]
    host.answer = lambda: web.Response(body=body, content_type=kind)
    told, why = refused(host)
    assert (told[:32], why) == ("Slack sent a page to sign in; ha", "")


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_somebodys_file_that_begins_like_a_page_is_taken_when_all_of_it_came(kind):
    words = b"<html> is how a page begins"
    host = Host(size=len(words))
    host.answer = lambda: web.Response(body=words, content_type=kind)
    assert fetch(host) == words


def test_where_slack_does_not_say_the_size_any_more_what_was_announced_counts():
    assert fetch(Host(size=None)) == CONTENT


def test_a_file_whose_size_slack_never_said_is_taken_as_it_comes():
    assert fetch(Host(size=None), replace(FILE, size=0)) == CONTENT


class Shelf:
    """Two files that are missing; `kept` are those that came, with the office's clock."""

    def __init__(self):
        self.sought, self.kept, self.office = [FILE, replace(FILE, id="F2")], [], self

    def clock(self):
        return datetime(2009, 6, 5, tzinfo=UTC)

    def missing(self):
        return [file for file in self.sought if file.id not in self.kept]

    def keep(self, file, _content):
        self.kept.append(file.id)


class Surprising(Downloads):
    """Fails at the first file in a way that nobody foresaw."""

    async def fetch(self, file):
        if file.id == "F1":
            raise TypeError("nobody foresaw it")
        return CONTENT


def test_a_file_that_fails_in_an_unforeseen_way_does_not_end_the_fetching_of_the_others():
    shelf = Shelf()

    async def there():
        downloads = Surprising(None, None, shelf, token=TOKEN, api="", told=lambda: None)
        task = asyncio.create_task(downloads.run())
        await asyncio.sleep(0.1)
        still_at_it = not task.done()
        task.cancel()
        return still_at_it

    assert asyncio.run(there())
    assert shelf.kept == ["F2"]


def test_reading_stops_at_the_limit_whatever_was_announced():
    host, sent = Host(), []

    async def endless(request):
        answer = web.StreamResponse()
        await answer.prepare(request)
        while len(sent) < 1000:
            await answer.write(b"x" * 1_000_000)
            sent.append(1)
        return answer

    host.answer = lambda: endless
    assert refused(host) == (f"it has more than {LARGEST} bytes", "large")
    assert len(sent) < 100


def test_a_part_of_a_file_is_not_taken_for_it():
    host = Host(size=len(CONTENT) + 1)
    assert refused(host) == ("19 bytes came instead of 20", "")


def test_a_broken_line_is_tried_again_later():
    host = Host(url_private_download="")
    assert refused(host) == ("Slack does not say where it is", "")


@pytest.mark.parametrize("code", ["file_deleted", "file_not_found"])
def test_a_file_that_was_deleted_is_gone(slack, code):
    slack.fault("error", "files.info", value=code)
    assert ask_slack(slack) == (f"files.info: {code}", "gone")


@pytest.mark.parametrize("fault", [("status", 503), ("error", "internal_error"), ("close", None)])
def test_a_slack_that_is_not_well_is_asked_again_later(slack, fault):
    kind, value = fault
    slack.fault(kind, "files.info", times=9, value=value)
    assert ask_slack(slack)[1] == ""


def ask_slack(slack):
    async def there():
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(
                token=slack.bot_token, base_url=slack.url, session=session, retry_handlers=[]
            )
            downloads = Downloads(client, session, None, token=TOKEN, api=slack.url, told=lambda: None)
            with pytest.raises(DownloadError) as told:
                await downloads.fetch(FILE)
            return str(told.value), told.value.why

    return asyncio.run(there())
