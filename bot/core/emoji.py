"""Emoji in an answer: pictures and their names between colons, and how the answer reads without them."""

from __future__ import annotations

import re

from bot.core.passages import Hit, Passage

# Pictures that are drawn in colour by themselves, those that are so with a selector behind them, keycaps, and names
# as Slack writes them (:flag-be:). A clock (10:30:15) begins with a digit and is none.
_PICTURE = (
    "[\U0001f000-\U0001faff⌚⌛⏩-⏬⏰⏳◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕❗\u2795-\u2797➰➿⬛⬜⭐⭕☹☺❤]"
    "|[©®‼-㊙](?=\ufe0f)|[0-9#*]\ufe0f?\u20e3"
)
_AFTER = "[\ufe0f\u200d\u20e3\U000e0020-\U000e007f]*"
_NAME = r":(?:[a-z][a-z0-9_+'-]{0,60}|[+-]1|100):(?!\w)"
_ONE = rf"(?:(?:{_PICTURE}){_AFTER}|{_NAME})"
_RUN = re.compile(rf" ?\({_ONE}+\)| ?{_ONE}+")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\S+ *$"), re.compile(r" *\S+")
_BESIDE = 60
"""Characters in which the word beside an emoji is looked for."""


def pictured(passage: Passage) -> Hit | None:
    """Return what stands from the first emoji to the last, with the word beside it, to read without any of them.

    The fix is empty where nothing else stands there.
    """
    places = [found.span() for found in _RUN.finditer(passage.unlinked)]
    if not places:
        return None
    start, end = _with_a_word(passage.text, places[0][0], places[-1][1])
    return passage.hit(start, end, _RUN.sub("", passage.text[start:end]).strip())


def _with_a_word(text: str, start: int, end: int) -> tuple[int, int]:
    before = text[max(start - _BESIDE, 0) : start].rpartition("\n")[2]
    if word := _WORD_BEFORE.search(before):
        return start - len(word[0]), end
    after = text[end : end + _BESIDE].partition("\n")[0]
    word = _WORD_AFTER.match(after)
    return start, end + len(word[0]) if word else end
