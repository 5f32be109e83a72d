"""Who takes part in the dialogues, when, and how what they see is named and compared."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.render.lexicons import read_phrases
from bot.render.library import Library
from bot.service.office import Office, StillClock
from tests.dialogues.transcript import Heard

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BEGINNING = datetime(2009, 6, 1, 8, tzinfo=UTC)
PACE = timedelta(seconds=1)
PLACES = ("ada", "bo", "cy", "#notes")
ZONES = {
    "ada": ("Ada Osei", "Africa/Accra"),
    "bo": ("Bo Lund", "Europe/Brussels"),
    "cy": ("Cy Haq", "America/New_York"),
}


class Clock:
    """The time, which stands still until somebody does something."""

    def __init__(self):
        self.now = BEGINNING

    def __call__(self):
        return self.now

    def move(self, when):
        """Go on to this moment."""
        if when < self.now:
            raise ValueError(f"it is {self.now:%Y-%m-%d %H:%M} already; time does not go back to {when}")
        self.now = when

    def tick(self):
        """Let the second pass that a person needs at least."""
        self.now += PACE


def an_office(store, clock, **facts):
    """Return the office that both doors open to."""
    phrases = read_phrases(TEMPLATES / "phrases" / "en.toml")
    facts = {"holidays": {"": ""}, **facts}  # so that days are counted by whoever reads
    return Office(store=store, library=Library(TEMPLATES), phrases=phrases, clock=StillClock(clock), **facts)


def named(place, *, threaded, updated=False):
    """Return how a transcript names the one who sees it."""
    if place.startswith("#"):
        return f"{place} thread" if threaded else f"{place} updated" if updated else place
    name = "Bot" if place == "ada" else f"Bot to {place.title()}"
    return f"{name} thread" if threaded else name


def tidied(text):
    """Return the words without what only the eye needs: indentation and empty lines."""
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def form_of(who, title, lines, fields, *buttons):
    """Return a form as it is seen: its title, its words, a line for each field with its hint, its buttons."""
    shown = [f"{label} ({hint})" if hint else label for label, hint in fields]
    words = "\n".join([title, *lines, *shown, " ".join(f"[{label}]" for label in buttons if label)])
    return Heard(f"Form to {who.title()}", tidied(words))


def filled(text):
    """Return what is typed into which field, by label."""
    return dict(line.split(": ", 1) for line in text.split("\n")) if text else {}


def newest(pairs, words):
    """Return the id of the newest message with these words in it; the pairs are (id, text)."""
    found = [name for name, text in pairs if words in text]
    assert found, f"no message says {words!r}"
    return found[-1]
