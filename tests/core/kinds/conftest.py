"""One reader for all kinds, with month and weekday names from Babel in six languages, as in production."""

# ruff: noqa: RUF001 - Russian

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from babel import Locale

from bot.core.kinds import KINDS
from bot.core.lexicon import Lexicon
from bot.core.questions import Question
from bot.core.replies import Context, File, Reply

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
TODAY = date(2026, 11, 24)  # a Tuesday


def month_words():
    return {
        name.casefold(): number
        for language in LANGUAGES
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months[form][width].items()
    }


def weekday_words():
    return {
        name.casefold() for language in LANGUAGES for name in Locale(language).days["format"]["wide"].values()
    }


LEXICON = Lexicon(
    months=month_words() | {"sept": 9},
    month_names=tuple(Locale("en").months["format"]["wide"].values()),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    joins=frozenset(("to", "until", "au", "al", "a", "по", "إلى")),
    ands=frozenset(("and", "et", "y", "и", "و")),
    fillers=frozenset(
        ("the", "of", "from", "on", "le", "du", "les", "el", "del", "de", "с", "г", "года", "من")
    )
    | weekday_words(),
    commands={},
    yes=frozenset(("yes", "y", "oui", "да")),
    no=frozenset(("no", "n", "non", "нет")),
    nothing=frozenset(("none", "n/a", "-")),
    asks=frozenset(("what",)),
    verbs=frozenset(("share", "élaborer", "visit")),
    relative={
        "today": "today",
        "yesterday": "yesterday",
        "tomorrow": "tomorrow",
        "last week": "last_week",
        "this week": "this_week",
        "next week": "next_week",
    },
)


@dataclass(frozen=True)
class Reader:
    context: Context = field(repr=False)  # long, and the same in every failure

    def parse(self, kind: str, text: str, *files: File, **settings):
        return KINDS[kind].parse(Reply(text, files), question(kind, settings), self.context)

    def show(self, kind: str, value, **settings):
        return KINDS[kind].show(value, question(kind, settings), self.context)

    def again(self, kind: str, value, **settings):
        """Say what was shown, and return the value of that."""
        return self.parse(kind, self.show(kind, value, **settings), **settings).value

    def on(self, today: date):
        return replace(self, context=replace(self.context, today=today))

    def guessing(self, guess):
        return replace(self, context=replace(self.context, guess=guess))


def question(kind, settings):
    return Question(key="q", kind=kind, label="Q", prompt="Q?", **settings)


@pytest.fixture(scope="session")
def reader():
    return Reader(Context(today=TODAY, lexicon=LEXICON))
