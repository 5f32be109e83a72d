"""What follows from a move becomes one message, in the person's language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.interview import Interview
from bot.core.messages import Button, Item, Message, Part, Sheet, Title
from bot.core.moves import Ask, Effect, On, Screen, Tell, Word
from bot.core.replies import Context
from bot.render.lexicons import Phrases
from bot.render.receipts import told
from bot.render.scenes import Scene
from bot.render.screens import Painter, change

LONGEST = 150
"""Characters of a suggestion on a button: what can not be read there is not pressed in good faith."""


def compose(
    phrases: Phrases, interview: Interview, effects: Sequence[Effect], scene: Scene, context: Context
) -> Message:
    """Return the one message that says all of this: receipts first, then what is asked."""
    tells = [effect for effect in effects if isinstance(effect, Tell)]
    asked = next((effect.screen for effect in effects if isinstance(effect, Ask)), None)
    paint = Painter(phrases, interview, scene, context)
    parts = [part for tell in tells for part in _said(paint, tell, asked)]
    if scene.sheet:
        title = phrases.screen["draft_title"].format(type=interview.type.title)
        parts += [Title(title), Sheet(scene.sheet)]
    if asked is None:
        return Message(parts=tuple(parts))
    drawn = paint.buttons(asked)
    there = {button.say for button in drawn}
    suggested = [Button(text, text) for tell in tells for text in _suggestions(tell) if text not in there]
    ticks = paint.ticks(asked)
    save = [Button(phrases.buttons["tick"], "", primary=True)] if ticks else []
    buttons = (*suggested, *drawn, *save)
    return Message(parts=(*parts, *paint.parts(asked)), buttons=buttons, ticks=ticks)


def _said(paint: Painter, tell: Tell, asked: Screen | None) -> list[Part]:
    """Return the lines of a receipt, and under them what can be done about it."""
    parts = told(paint.phrases, tell, paint.interview, paint.scene, paint.context)
    buttons = _about(paint, tell, asked) if asked else ()
    return [*parts[:-1], Item(parts[-1].text, buttons)] if buttons else parts


def _about(paint: Painter, tell: Tell, asked: Screen) -> tuple[Button, ...]:
    """Return what changes an answer, and what settles a suggestion about it: all in one row, under the last line.

    Where facts are to be confirmed each of them has its button already.
    """
    question = paint.interview.question(str(tell.facts.get("key", "")))
    last = "suggested" if asked.hint else "saved"
    if tell.key != last or question is None or asked.on is On.FACTS:
        return ()
    edit = change(paint, "edit", question.label, question.key)
    settle = [paint.button("use", Word.USE), paint.button("keep_mine", Word.MINE)] if asked.hint else []
    return (*settle, edit)


def _suggestions(tell: Tell) -> list[str]:
    found = tell.facts.get("suggestions", ())
    texts = [str(text) for text in found] if isinstance(found, (list, tuple)) else []
    return [text for text in texts if len(text) <= LONGEST]
