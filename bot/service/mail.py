"""The way out: a message becomes rows of the outbox, one a page, under keys that can not be promised twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.messages import Button, Line, Message, dump, pages
from bot.core.moves import Screen
from bot.service.office import Office
from bot.service.rows import screen_to_json
from storage import Delivery, Transaction

TURN = "turn"
"""The purpose of what answers somebody: its moment is that of the last thing they did."""

LINK = "link"
"""The purpose of what is said once more, with a button that opens another message: it says nothing new."""


class Mail:
    """Promises messages within one transaction."""

    def __init__(self, office: Office, tx: Transaction) -> None:
        self.office = office
        self.tx = tx

    def post(  # noqa: PLR0913  a letter has that many things on its envelope
        self,
        recipient: str,
        message: Message,
        *,
        key: str,
        purpose: str = TURN,
        note: int | None = None,
        screen: Screen | None = None,
        due_at: datetime | None = None,
        threaded: bool = False,
        after: int | None = None,
        replaces: int | None = None,
    ) -> Delivery | None:
        """Promise a message; of several pages the last has buttons and screen; `threaded` hangs them on the first.

        It hangs on the delivery `after`, or overwrites the delivery `replaces`; where it goes to somebody else than
        `after`, it only waits for that one. Return the row of the first
        page; None when it was promised before.
        """
        due = due_at or self.office.clock()
        row = Delivery(key=key, recipient=recipient, purpose=purpose, note=note, body=None, due_at=due)
        return self._pages(replace(row, after=after, replaces=replaces), message, screen, threaded=threaded)

    def _pages(
        self, row: Delivery, message: Message, screen: Screen | None, *, threaded: bool
    ) -> Delivery | None:
        *before, last = pages(message)
        first: Delivery | None = None
        for number, page in enumerate((*before, last), 1):
            key = row.key if number == 1 else f"{row.key}:{number}"
            shown = screen_to_json(screen) if screen and page is last else None
            after = first.id if threaded and first else row.after
            over = row.replaces if number == 1 else None  # the other pages are messages of their own
            sheet = replace(row, key=key, body=dump(page), screen=shown, after=after, replaces=over)
            promised = self.tx.outbox.enqueue(sheet)
            first = first or promised
        return first

    def link(self, said: Delivery, message: Message, label: str, *, to: Delivery) -> None:
        """Promise that what was said is said with a button that opens another message, once that one stands."""
        opens = Button(label, link=True)
        whole = replace(message, buttons=(opens, *message.buttons))
        key, note = f"link:{said.key}", said.note
        self.post(said.recipient, whole, key=key, purpose=LINK, note=note, after=to.id, replaces=said.id)

    def tell(self, recipient: str, key: str, sentence: str, *, note: int | None = None) -> None:
        """Promise one plain sentence."""
        self.post(recipient, Message(parts=(Line(sentence),)), key=key, purpose="tell", note=note)
