"""What a reader asks about an answer, shown above the question while it is open."""

from __future__ import annotations

from bot.core.interview import Interview
from bot.core.messages import Line, Part, Quote
from bot.core.moves import On, Screen
from bot.render.lexicons import Phrases
from bot.render.scenes import fill


def remark(phrases: Phrases, interview: Interview, screen: Screen) -> list[Part]:
    """Return who asks and what, if the screen is a question that somebody asks about."""
    asked = interview.remarks.get(screen.key) if screen.on in {On.QUESTION, On.EDITING} else None
    return [Line(fill(phrases.screen, "remark", {"by": asked.by})), Quote(asked.text)] if asked else []
