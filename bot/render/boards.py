"""The board in words: what a digest says, what is shown to whoever asks, and what a channel may know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from bot.core.board import RESTING, WEEK, Board, Row
from bot.core.messages import PAGE, Button, Item, Line, Part, Title
from bot.core.outstanding import Ball
from bot.render.lexicons import Phrases
from bot.render.scenes import fill, listed, long_day, shorten

WITH_BUTTONS = 8
"""Notes with buttons in one digest: each takes two blocks of the fifty that a message may have."""

LINES = 10
"""Notes of one group that a digest names without buttons."""

SIZES = ((20, LINES), (20, 3), (20, 0), (10, 0), (0, 0))
"""Of whoever asks: so many notes with buttons, so many lines of a group; the first that one message takes."""

GROUPS = (
    ("late_expert", (Ball.EXPERT,), True),
    ("late_reviewer", (Ball.REVIEWER,), True),
    ("coordinator", (Ball.COORDINATOR,), None),
    ("expert", (Ball.EXPERT,), False),
    ("reviewer", (Ball.REVIEWER,), False),
    ("new_owner", (Ball.NEW_OWNER,), None),
    ("fact", (Ball.FACT,), None),
    ("resting", RESTING, None),
)
"""The groups in their order: the heading, who has the ball, and whether late notes or others; None for both."""

COUNTED = (
    ("expert", (Ball.EXPERT,)),
    ("reviewer", (Ball.REVIEWER,)),
    ("coordinator", (Ball.COORDINATOR,)),
    ("new_owner", (Ball.NEW_OWNER,)),
    ("fact", (Ball.FACT,)),
    ("resting", RESTING),
)
NOBODY_WENT = ("confirm", "again")
REVIEW_ACTS = ("nudge", "reviewer", "waive")
HELD_ACTS = ("waive",)
"""What can be done about a version that is held back, besides its release."""

EXPERT_ACTS = ("nudge", "until", "hand", "pair", "waive")
IN_TIME = frozenset({"nudge", "until"})
"""What makes no sense before an event is over."""


class BoardPainter:
    """Draws one board at one moment on the wall of its reader.

    With `calm` the notes that are not late have buttons as well, and those are named that are still to come.
    `seen` is when its reader was last sent a digest, on their day `seen_on`: what is new since then says so.
    """

    def __init__(  # noqa: PLR0913  a drawing has that many sides
        self,
        phrases: Phrases,
        board: Board,
        now: datetime,
        *,
        calm: bool = False,
        seen: datetime | None = None,
        seen_on: date | None = None,
    ) -> None:
        self.phrases = phrases
        self.words = phrases.board
        self.board = board
        self.now = now
        self.today = now.date()
        self.calm = calm
        self.seen_on = seen_on
        self.news = board.news(seen) if seen else ()

    def digest(self, health: str, *, most: int = WITH_BUTTONS) -> tuple[Part, ...]:
        """Return what a coordinator is sent: late notes with an expert first, with buttons, the health last."""
        return (*self.numbers(), *self._news(), *self._groups(most, LINES), Line(health))

    def numbers(self) -> tuple[Part, ...]:
        """Return the counts alone, without a name: all that a channel may see."""
        title = Title(self._say("title", day=self._day(self.today)))
        closed = self._closed()
        if not self.board.rows:
            return (title, Line(f"{self._say('empty')} {closed}"))
        fresh = self._say("fresh", n=self.board.fresh)
        return (title, Line(" ".join((*self._counts(), closed, fresh))))

    def asked(self) -> tuple[Part, ...]:
        """Return what is shown to whoever asks: as much as one message takes."""
        return self._fitting(*self.numbers(), *self._news())

    def asked_about(self, words: str) -> tuple[Part, ...]:
        """Return what there is of a person, or on an event, that has these words."""
        painter = BoardPainter(self.phrases, self.board.about(words), self.now, calm=self.calm)
        painter.news = self.news
        title = Title(self._say("title_about", words=shorten(words, 40), day=self._day(self.today)))
        found = painter.board.rows or painter.board.upcoming
        return painter._fitting(title) if found else (title, Line(self._say("none_about")))

    def _fitting(self, *before: Part) -> tuple[Part, ...]:
        tries = ((*before, *self._groups(most, lines)) for most, lines in SIZES)
        fits = (parts for parts in tries if sum(len(part.text) + 2 for part in parts) <= PAGE)
        return next(fits, before)

    def _news(self) -> Iterator[Part]:
        """Say how much is new since the reader was last told."""
        if self.seen_on and self.board.rows:
            yield Line(self._say("news", n=len(self.news), day=self._day(self.seen_on)))

    def _counts(self) -> Iterator[str]:
        """Give what is owed by who has the ball, and apart from it what is closed and only to be confirmed."""
        owed = self.board.owed
        found = [(key, [row for row in owed if row.ball in balls]) for key, balls in COUNTED]
        texts = [self._count(key, rows) for key, rows in found if rows]
        counts = listed(texts, self.phrases.lexicon) if texts else ""
        yield self._say("counts", n=len(owed), counts=counts) if counts else self._say("empty")
        if confirmed := len(self.board.rows) - len(owed):
            yield self._say("to_confirm", n=confirmed)

    def _count(self, key: str, rows: Sequence[Row]) -> str:
        said, late = self._say(f"count_{key}", n=len(rows)), sum(row.late > 0 for row in rows)
        return f"{said} {self._say('count_late', n=late)}" if late and key != "resting" else said

    def _closed(self) -> str:
        begun = (self.now.astimezone(UTC) - WEEK).astimezone(self.now.tzinfo)
        since = f"{self._day(begun.date())}, {begun:%H:%M}"
        if self.board.median is None:
            return self._say("closed", n=self.board.closed, since=since)
        median = self._say("working_days", n=self.board.median)
        return self._say("closed_median", n=self.board.closed, since=since, median=median)

    def _groups(self, most: int, lines: int) -> Iterator[Part]:
        room = most
        for key, rows in self._grouped():
            calm = key in {"expert", "reviewer"} and not self.calm
            able = [] if calm else [row for row in rows if self._acts(row)][:room]
            room -= len(able)
            yield Title(self._say(f"group_{key}"))
            yield from self._entries(rows, able, lines)

    def _grouped(self) -> Iterator[tuple[str, Sequence[Row]]]:
        """Give each group that is not empty."""
        for key, balls, late in GROUPS:
            if rows := [row for row in self.board.of(*balls) if late in {None, bool(row.late)}]:
                yield key, rows
        if self.calm and self.board.upcoming:
            yield "upcoming", self.board.upcoming

    def _entries(self, rows: Sequence[Row], able: Sequence[Row], lines: int) -> Iterator[Part]:
        """Give the entries with buttons, then others as lines, then how many are left."""
        for row in able:
            yield Item(self._row(row), self.buttons(row))
        others = [row for row in rows if row not in able]
        for row in others[:lines]:
            yield Item(self._row(row))
        if left := others[lines:]:
            yield Item(self._say("more", n=len(left), name=left[0].name))

    def buttons(self, row: Row) -> tuple[Button, ...]:
        """Return what a coordinator can do about a note; read aloud, each says of which."""
        label = self.phrases.buttons
        about = f"{row.name}, {shorten(row.event, 40)}"
        return tuple(
            Button(
                label[f"board_{act}"],
                act=act,
                about=str(row.note),
                aloud=f"{label[f'board_{act}']}: {about}",
            )
            for act in self._acts(row)
        )

    def _acts(self, row: Row) -> Sequence[str]:
        if row.declined:
            return NOBODY_WENT
        if row.ball is Ball.REVIEWER:
            return REVIEW_ACTS
        if row.ball in {Ball.EXPERT, Ball.FACT, *RESTING} or (row.ball is Ball.COORDINATOR and row.passes):
            return [act for act in EXPERT_ACTS if not (row.upcoming and act in IN_TIME)]
        return HELD_ACTS if row.ball is Ball.COORDINATOR else ()

    def _row(self, row: Row) -> str:
        about = "; ".join(filter(None, (row.event, row.dates)))
        state = listed(list(self._states(row)), self.phrases.lexicon)
        return self._say("row", about=about, name=row.name, state=state)

    def _states(self, row: Row) -> Iterator[str]:
        if row in self.news:
            yield self._say("new")
        if row.declined:
            yield self._say("declined", day=self._day(row.until))
            return
        if row.holder:
            yield self._say(f"holder_{row.ball}", holder=row.holder)
        if row.stopped is not None:
            yield self._say("stopped" if row.stopped else "stopped_silent", reason=row.stopped)
        if row.handed_at:
            yield self._say("handed", day=self._day(row.handed_at.astimezone(self.now.tzinfo).date()))
        if row.late:
            yield self._say("late", n=row.late)
        elif row.due:
            yield self._say("due", day=self._day(row.due))
        if row.until:
            yield self._say(f"until_{row.ball}", day=self._day(row.until))
        if row.open or row.ball is Ball.EXPERT:
            yield from self._progress(row)

    def _progress(self, row: Row) -> Iterator[str]:
        if row.answered or not (row.upcoming or row.first_at):
            yield self._say("answered", n=row.answered, asked=row.asked)
        if row.upcoming:
            return
        if row.first_at:
            yield self._say("unasked", at=row.first_at)
        else:
            yield self._say("used", n=row.used, most=row.most)

    def _day(self, day: date | None) -> str:
        return long_day(day, self.phrases.lexicon) if day else ""

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.words, key, facts)
