"""A turn: the interview after a move, and what follows from it; with the ways in which a turn ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.interview import Interview
from bot.core.moves import Ask, Effect, Screen
from bot.core.replies import Context


@dataclass(frozen=True, slots=True)
class Turn:
    """What `step` returns."""

    interview: Interview
    effects: tuple[Effect, ...]


Handler = Callable[[Interview, str, Context], Turn]
"""What a command does: the interview, what was typed after the command, the context."""


def ask(interview: Interview, screen: Screen, *effects: Effect) -> Turn:
    """End the turn with this screen."""
    return Turn(replace(interview, screen=screen), (*effects, Ask(screen)))


def onward(interview: Interview, *effects: Effect) -> Turn:
    """End the turn with whatever comes next."""
    return ask(interview, interview.onward(), *effects)


def stay(interview: Interview, *effects: Effect) -> Turn:
    """End the turn with the same screen."""
    return ask(interview, interview.screen, *effects)


def again(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Show the same screen once more."""
    return stay(interview)
