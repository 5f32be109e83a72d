"""The one sender: drains the outbox, a message a second to each channel, and never sends twice."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import timedelta

from bot.service.outbox import MOST, Arrival, Letter, Outbox, TransportError, backoff
from bot.service.people import People
from bot.transports.slack import uploads
from bot.transports.slack.queues import Queues
from bot.transports.slack.quiet import Quiet
from bot.transports.slack.transport import SlackTransport

log = logging.getLogger(__name__)

IDLE = 30.0
"""Seconds after which the sender looks by itself, should a wake-up have been missed."""

LULL = timedelta(milliseconds=5)
"""How long it is from a wake-up to the look at the outbox: what wakes us meanwhile is found by the same look."""

AGAIN = timedelta(seconds=5)
"""How long after an unforeseen failure a delivery is looked up."""

LOOK = timedelta(seconds=2)
"""How long after one look for papers the next follows."""

FINISH = 6.0
"""Seconds in which what is on its way must be settled when we stop; the next start clears up what is not."""


class Sender:
    """Sends what is promised, until it is stopped.

    `pace` is the time in seconds between two messages in one channel. A recipient is busy from the claim of a
    message until it is settled and the pace has passed, so that one message at a time is on its way to each.
    """

    def __init__(
        self, outbox: Outbox, people: People, transport: SlackTransport, queues: Queues, *, pace: float
    ) -> None:
        self.outbox = outbox
        self.people = people
        self.transport = transport
        self.queues = queues
        self.quiet = Quiet(transport.client, outbox.office.clock)
        self.pace = pace
        self.busy: set[str] = set()
        self.sending: set[asyncio.Task[None]] = set()
        self._arrived: list[Arrival] = []
        self._noted: asyncio.Future[None] | None = None
        self._wake = asyncio.Event()
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """Look at the outbox now."""
        self._wake.set()

    def can_go_to(self, recipient: str) -> bool:
        """Say whether nothing is on its way to them, and more is sent at all."""
        return recipient not in self.busy and not self._stopped.is_set()

    def carry(self, letters: Sequence[Letter]) -> None:
        """Begin to send what was taken with a commit, and look what else that commit promised."""
        for letter in letters:
            self._begin(letter, self._carry(letter))
        self.wake()

    async def run(self) -> None:
        """Clear up what a crash left behind, then send until `stop`."""
        for letter in self.outbox.left_behind():
            self._begin(letter, self._recover(letter))
        while not self._stopped.is_set():
            self._wake.clear()
            letters = self.outbox.claim(busy=self.busy)
            for letter in letters:
                self._begin(letter, self._carry(letter))
            if len(letters) < MOST:  # else there may be more
                await self._rest()

    async def stop(self) -> None:
        """Finish what is on its way, and send no more; what takes longer is given up."""
        self._stopped.set()
        self.wake()
        if self.sending:
            _, late = await asyncio.wait(self.sending, timeout=FINISH)
            for task in late:
                task.cancel()

    async def _rest(self) -> None:
        due = self.outbox.next_at()
        wait = IDLE if due is None else (due - self.outbox.office.clock()).total_seconds()
        if wait <= 0:  # became due this moment, or waits for a busy recipient, who wakes us when free
            wait = IDLE if self.busy else 0
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), min(wait, IDLE))
        if self._wake.is_set():
            await self._pause(LULL)

    def _begin(self, letter: Letter, work: Coroutine[None, None, None]) -> None:
        self.busy.add(letter.recipient)
        task = asyncio.create_task(work)
        self.sending.add(task)
        task.add_done_callback(lambda done: self._end(letter, done))

    def _end(self, letter: Letter, task: asyncio.Task[None]) -> None:
        self.sending.discard(task)
        if not task.cancelled() and task.exception():
            log.error("delivery %s failed in an unforeseen way", letter.id, exc_info=task.exception())
            if not self._stopped.is_set():  # nobody knows whether it arrived; its recipient waits
                self._begin(letter, self._recover(letter, after=AGAIN))
                return
        asyncio.get_running_loop().call_later(self.pace, self._release, letter.recipient)

    def _release(self, recipient: str) -> None:
        self.busy.discard(recipient)
        self.wake()

    async def _carry(self, letter: Letter) -> None:
        """Send one letter."""
        async with self._held(letter):
            if letter.is_first and await self._is_put_off(letter):
                return
            try:
                place = await self._place(letter)
                receipt = await self.transport.send(letter, place)
            except TransportError as error:
                await self._settle(letter, error)
            except Exception as error:  # the sender must outlive a message that it can not draw
                log.exception("delivery %s failed in an unforeseen way", letter.id)
                await self._settle(letter, TransportError(type(error).__name__, permanent=True))
            else:
                await self._note(Arrival(letter, place, receipt))

    def _held(self, letter: Letter) -> AbstractAsyncContextManager[None]:
        """Let the recipient's replies wait, so that they meet the receipt; papers ask nothing, and take long."""
        return nullcontext() if letter.message.attached else self.queues.of(letter.recipient)

    async def _is_put_off(self, letter: Letter) -> bool:
        """Say whether it waits until its recipient may be disturbed: Slack is asked at the last moment."""
        until = (await self.quiet.of({letter.recipient})).get(letter.recipient)
        return until is not None and self.outbox.put_off(letter, until)

    async def _note(self, arrival: Arrival) -> None:
        """Write down that it arrived, together with all that arrives in the same moment."""
        self._arrived.append(arrival)
        if self._noted is None:
            self._noted = asyncio.ensure_future(self._note_all())
        await asyncio.shield(self._noted)

    async def _note_all(self) -> None:
        await asyncio.sleep(0)
        arrivals, self._arrived, self._noted = self._arrived, [], None
        self.outbox.sent(*arrivals)

    async def _recover(self, letter: Letter, after: timedelta = timedelta()) -> None:
        """Clear up what a crash left in the middle of being sent; its recipient's replies wait meanwhile."""
        await self._pause(after)
        patience = uploads.PATIENCE if letter.message.attached else 0.0
        async with self._held(letter):
            await self._clear_up(letter, TransportError("the sender stopped", unsure=True), patience)

    async def _settle(self, letter: Letter, error: TransportError) -> None:
        log.warning("delivery %s: %s", letter.id, error)
        if error.unsure:
            await self._clear_up(letter, error)
        else:
            self.outbox.failed(letter, error)

    async def _clear_up(self, letter: Letter, error: TransportError, patience: float = 0.0) -> None:
        """Ask Slack whether a letter arrived, as often as it takes, before it may be sent again.

        What Slack took may show only seconds later: papers are looked for until `patience` has passed.
        """
        until, attempt = time.monotonic() + patience, 0
        while not self._stopped.is_set():
            attempt += 1
            try:
                arrival = await self._find(letter)
            except TransportError as fault:
                if fault.permanent:
                    self.outbox.failed(letter, fault)
                    return
                log.warning("delivery %s: Slack does not say whether it arrived: %s", letter.id, fault)
                await self._pause(fault.after or backoff(attempt))
                continue
            if arrival:
                self.outbox.sent(arrival)
                return
            if time.monotonic() >= until:
                self.outbox.failed(letter, error)
                return
            await self._pause(LOOK)

    async def _find(self, letter: Letter) -> Arrival | None:
        place = await self._place(letter)
        receipt = await self.transport.find(letter, place)
        return Arrival(letter, place, receipt) if receipt else None

    async def _pause(self, length: timedelta) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), length.total_seconds())

    async def _place(self, letter: Letter) -> str:
        """Return the channel: the recipient's own, or that of their direct messages."""
        if letter.recipient[:1] in {"C", "G", "D"}:
            return letter.recipient
        if letter.address:
            return letter.address
        address = await self.transport.address(letter.recipient)
        self.people.reach(letter.recipient, address)
        return address
