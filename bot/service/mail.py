"""The way out: a message becomes rows of the outbox, one a page, under keys that can not be promised twice."""

from __future__ import annotations

from datetime import datetime

from bot.core.messages import Line, Message, dump, pages
from bot.core.moves import Screen
from bot.service.office import Office
from bot.service.rows import screen_to_json
from storage import Delivery, Transaction


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
        purpose: str = "turn",
        note: int | None = None,
        screen: Screen | None = None,
        due_at: datetime | None = None,
        threaded: bool = False,
    ) -> None:
        """Promise a message; a long one as several, of which the last carries the buttons and the screen.

        With `threaded`, the later pages hang in the thread of the first.
        """
        sheets = pages(message)
        first: Delivery | None = None
        for number, page in enumerate(sheets, 1):
            row = Delivery(
                key=key if number == 1 else f"{key}:{number}",
                recipient=recipient,
                purpose=purpose,
                note=note,
                screen=screen_to_json(screen) if screen and number == len(sheets) else None,
                body=dump(page),
                due_at=due_at or self.office.clock(),
                after=first.id if threaded and first else None,
            )
            promised = self.tx.outbox.enqueue(row)
            first = first or promised

    def tell(self, recipient: str, key: str, sentence: str, *, note: int | None = None) -> None:
        """Promise one plain sentence."""
        self.post(recipient, Message(parts=(Line(sentence),)), key=key, purpose="tell", note=note)
