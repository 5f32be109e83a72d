"""Socket Mode: single-use URLs, the websocket, envelopes, acks, redelivery."""

from __future__ import annotations

import asyncio
import itertools
import json
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import WSMsgType, web

from bot.fakeslack.workspace import APP

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.fakeslack.faults import Faults

Json = dict[str, Any]
X = TypeVar("X")
MOST_CONNECTIONS = 10
PING_EVERY = 10.0
GRACE = 1.0  # seconds from "disconnect" to the end of the connection
EVENTS = "events_api"


@dataclass
class Ack:
    envelope_id: str
    type: str
    seconds: float
    payload: Json


@dataclass
class Envelope:
    type: str
    payload: Json
    attempt: int = 0
    event: bool = True
    natural: bool = True  # not a copy that a fault made: copies are not sent again
    answer: asyncio.Future[Json] | None = None
    id: str = ""
    sent: float = 0.0
    timer: asyncio.TimerHandle | None = None

    def write(self) -> str:
        self.id = str(uuid.uuid4())
        more: Json = {"accepts_response_payload": not self.event}
        if self.event:
            more |= {"retry_attempt": self.attempt, "retry_reason": "timeout" if self.attempt else ""}
        return json.dumps({"envelope_id": self.id, "payload": self.payload, "type": self.type, **more})


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    outbox: asyncio.Queue[str | bytes | None] = field(default_factory=asyncio.Queue)
    silent: bool = False
    leaving: bool = False


class NoAnswerError(Exception):
    """The app did not acknowledge a click, a command or a submission."""


class Sockets:
    def __init__(
        self,
        faults: Faults,
        changed: Callable[[], None],
        *,
        ack_within: float = 3.0,
        retry_after: tuple[float, ...] = (1.0, 2.0, 4.0),
    ) -> None:
        self.faults = faults
        self.changed = changed
        self.ack_within = ack_within
        self.retry_after = retry_after
        self.connections: list[Connection] = []
        self.acks: list[Ack] = []
        self.late_acks: list[str] = []
        self.given_up: list[Json] = []
        self.sent = 0
        self._tickets: set[str] = set()
        self._waiting: deque[Envelope] = deque()
        self._pending: dict[str, Envelope] = {}
        self._turns = itertools.count()
        self._timers: set[asyncio.TimerHandle] = set()

    # ---- connecting

    def issue_ticket(self) -> str:
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="this URL was used already, or was never given out")
        self._tickets.discard(ticket)
        # pings are answered by hand: a half-open connection does not
        socket = web.WebSocketResponse(autoping=False, autoclose=False, max_msg_size=0, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        writer = asyncio.ensure_future(self._write(connection))
        try:
            self._welcome(connection)
            await self._read(connection)
        finally:
            self._leave(connection)
            await asyncio.gather(writer, return_exceptions=True)
        return socket

    def _welcome(self, connection: Connection) -> None:
        if len(self.connections) >= MOST_CONNECTIONS:
            self._part(connection, "too_many_websockets")
            return
        self.connections.append(connection)
        debug = {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}
        hello = {"type": "hello", "num_connections": len(self.connections), "debug_info": debug}
        connection.outbox.put_nowait(json.dumps({**hello, "connection_info": {"app_id": APP}}))
        self._later(PING_EVERY, self._ping, connection)
        while self._waiting and not connection.silent:
            self._send(self._waiting.popleft())
        self.changed()

    def _ping(self, connection: Connection) -> None:
        if connection in self.connections:
            connection.outbox.put_nowait(b"Ping from fakeslack")
            self._later(PING_EVERY, self._ping, connection)

    async def _write(self, connection: Connection) -> None:
        while (words := await connection.outbox.get()) is not None:
            if connection.silent:
                continue
            try:
                if isinstance(words, bytes):
                    await connection.socket.ping(words)
                else:
                    await connection.socket.send_str(words)
            except ConnectionError:
                return
        await connection.socket.close()

    async def _read(self, connection: Connection) -> None:
        while True:
            message = await connection.socket.receive()
            if message.type in {WSMsgType.CLOSED, WSMsgType.ERROR, WSMsgType.CLOSING}:
                return
            if connection.silent:
                continue
            match message.type:
                case WSMsgType.CLOSE:
                    await connection.socket.close()
                    return
                case WSMsgType.PING:
                    await connection.socket.pong(message.data)
                case WSMsgType.TEXT:
                    self._acknowledge(message.data)
                case _:
                    pass

    def _leave(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        connection.outbox.put_nowait(None)
        self.changed()

    # ---- parting

    def disconnect(self, reason: str) -> None:
        """Tell every connection to go away; after a mere warning it stays."""
        for connection in list(self.connections):
            self._part(connection, reason)

    def _part(self, connection: Connection, reason: str) -> None:
        note = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
        connection.outbox.put_nowait(json.dumps(note))
        if reason != "warning":
            connection.leaving = True  # gets nothing new; what it still acks counts
            self._later(GRACE, connection.outbox.put_nowait, None)

    def fall_silent(self) -> None:
        for connection in self.connections:
            connection.silent = True

    async def close(self) -> None:
        for timer in self._timers:
            timer.cancel()
        for connection in list(self.connections):
            connection.silent = False
            connection.outbox.put_nowait(None)
            if connection.transport:
                connection.transport.abort()  # the other side may be silent: do not wait for its goodbye

    # ---- sending

    def send_event(self, payload: Json, *, by_person: bool = True) -> None:
        """Send an event, with what the faults make of it; echoes of the bot's own acts are spared."""
        if not by_person:
            self._send(Envelope(EVENTS, payload))
            return
        out = self.faults.hold_back(payload)
        for one in [payload] if out is None else out:
            self._send(Envelope(EVENTS, one))
            if self.faults.take("twice"):
                self._send(Envelope(EVENTS, one, natural=False))
                self._send(Envelope(EVENTS, one, attempt=1, natural=False))

    def release(self, payloads: list[Json]) -> None:
        for payload in payloads:
            self._send(Envelope(EVENTS, payload))

    def ask(self, kind: str, payload: Json) -> asyncio.Future[Json]:
        """Send something a hand did; the future has the ack's payload, or NoAnswerError."""
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(lambda done: done.exception())  # nobody has to look at a lost click
        if self._choose():
            self._send(Envelope(kind, payload, event=False, answer=answer))
        else:
            answer.set_exception(NoAnswerError("dispatch_failed: the app is not connected"))
        return answer

    def _choose(self) -> Connection | None:
        ready = [one for one in self.connections if not one.leaving and not one.socket.closed]
        return ready[next(self._turns) % len(ready)] if ready else None

    def _send(self, envelope: Envelope) -> None:
        connection = self._choose()
        if connection is None:
            self._waiting.append(envelope)
            return
        loop = asyncio.get_running_loop()
        connection.outbox.put_nowait(envelope.write())
        self.sent += 1
        envelope.sent = loop.time()
        envelope.timer = self._later(self.ack_within, self._miss, envelope)
        self._pending[envelope.id] = envelope

    def _later(self, seconds: float, act: Callable[[X], None], what: X) -> asyncio.TimerHandle:
        """Act later, unless we are closed by then."""

        def do() -> None:
            self._timers.discard(timer)
            act(what)

        timer = asyncio.get_running_loop().call_later(seconds, do)
        self._timers.add(timer)
        return timer

    # ---- acks

    def _acknowledge(self, words: str) -> None:
        said: Json = json.loads(words)
        envelope = self._pending.get(said.get("envelope_id", ""))
        if envelope is None:
            self.late_acks.append(str(said.get("envelope_id")))
            return
        if self.faults.take("drop_acks"):
            return
        self._settle(envelope)
        payload: Json = said.get("payload") or {}
        seconds = asyncio.get_running_loop().time() - envelope.sent
        self.acks.append(Ack(envelope.id, envelope.type, seconds, payload))
        if envelope.answer and not envelope.answer.done():
            envelope.answer.set_result(payload)
        self.changed()

    def _settle(self, envelope: Envelope) -> None:
        self._pending.pop(envelope.id, None)
        if envelope.timer:
            envelope.timer.cancel()
            self._timers.discard(envelope.timer)

    def _miss(self, envelope: Envelope) -> None:
        """Do what happens after the deadline: an event is sent again, up to three times; a click failed."""
        self._settle(envelope)
        if envelope.answer and not envelope.answer.done():
            envelope.answer.set_exception(NoAnswerError("operation_timeout: the app did not answer in time"))
        elif envelope.natural and envelope.attempt < len(self.retry_after):
            again = Envelope(EVENTS, envelope.payload, envelope.attempt + 1)
            self._later(self.retry_after[envelope.attempt], self._send, again)
        elif envelope.natural:
            self.given_up.append(envelope.payload)
        self.changed()
