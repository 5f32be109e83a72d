"""The bot's words: a sentence for everything that can be said, a word for everything that can be done."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from bot.core.interview import Interview
from bot.core.kinds import DOUBTS, FAULTS, KINDS
from bot.core.moves import On, Screen, Word
from bot.core.options import EVERYWHERE, offered
from bot.core.replies import Context, Reply
from bot.core.suggesting import BESIDE
from bot.core.words import find
from bot.render.lexicons import read_phrases
from bot.render.library import note_type, read_folder
from bot.render.scenes import Scene
from bot.render.screens import Painter
from tests.cells import cell

ROOT = Path(__file__).resolve().parents[2]
PHRASES = read_phrases(ROOT / "templates" / "phrases" / "en.toml")
LEXICON = PHRASES.lexicon
KIND = note_type(read_folder(ROOT / "templates" / "information_note"))
RELATIVE = {"today", "yesterday", "tomorrow", "last_week", "this_week", "next_week"}
CONTEXT = Context(today=date(2009, 6, 8), lexicon=LEXICON)
ALWAYS_THERE = {"label", "key", "said", "example", "why", "by", "name"}
REPLY_KEYS = {**FAULTS, **DOUBTS}
ANSWERS = {
    "event": "Workshop",
    "organizers": ["A", "B"],
    "format": "in person",
    "dates": {"days": [["2009-06-03", "2009-06-04"]]},
    "place": "Brussels, Belgium",
    "highlights": "All was said.",
    "objectives": ["share", "learn"],
    "sensitive": False,
}
SCREENS = {on: Screen(on=on, exits=True, hint="a suggestion" if on in BESIDE else "") for on in On}
OFFERED = {on: (*offered(SCREENS[on]), *EVERYWHERE) for on in On}


def fields(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("key", REPLY_KEYS)
def test_every_fault_and_doubt_has_a_sentence_that_uses_only_its_facts(key):
    assert fields(PHRASES.say[key]) - ALWAYS_THERE - set(REPLY_KEYS[key]) == set()


def test_every_problem_of_a_date_has_words():
    named = {key for key in PHRASES.problem if fields(PHRASES.problem[key])}
    assert (set(PHRASES.problem) - FAULTS.keys(), named) == (set(), set())


def told():
    """Return the keys that the core tells, as far as they are written out."""
    for path in sorted((ROOT / "bot" / "core").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Tell"
            if called and node.args and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


@pytest.mark.parametrize("key", sorted(set(told())))
def test_everything_that_the_core_tells_has_a_sentence(key):
    assert bool(PHRASES.say[key])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_for_its_examples(kind):
    assert fields(PHRASES.say[f"examples_{kind}"]) - {"label", "example", "choices"} == set()


@pytest.mark.parametrize("word", Word)
def test_every_command_has_words(word):
    assert bool(LEXICON.commands[word])


def test_there_are_words_for_commands_only():
    assert set(LEXICON.commands) == {word.value for word in Word}


@pytest.mark.parametrize("on", On)
def test_no_word_means_two_commands_on_one_screen(on):
    names = [name for word in dict.fromkeys(OFFERED[on]) for name in LEXICON.commands[word]]
    assert [name for name in names if names.count(name) > 1] == []


@pytest.mark.parametrize("on", On)
def test_every_word_is_read_as_its_command_where_it_is_offered(on):
    words = {name: word for word in OFFERED[on] for name in LEXICON.commands[word]}
    assert {name: read(name, on) for name in words} == words


def read(text, on):
    command = find(text, LEXICON, SCREENS[on])
    return command.word if command else None


def screens(on):
    """Give a screen in every state that changes its buttons: what is asked, known, shown, and the hour."""
    keys = [q.key for q in KIND.path(ANSWERS)] if on in {On.QUESTION, On.EDITING} else ["highlights"]
    for key in keys:
        for sheet in ("", "# Draft"):
            yield Screen(on=on, key=key, said=(Reply("x"),)), sheet
            yield Screen(on=on, key=key, said=(Reply("x"),), exits=True), sheet


def buttons(screen, sheet, *, known):
    facts = {"event", "dates", "place", "organizers"}
    interview = Interview(type=KIND, answers=ANSWERS, facts=frozenset(facts), screen=screen)
    if known:
        answers = {k: v for k, v in ANSWERS.items() if k not in facts}
        interview = replace(interview, answers=answers, known={k: ANSWERS[k] for k in facts})
    scene = Scene(name="Ada", by="Bo", place="Brussels", hour=10, sheet=sheet)
    return interview, Painter(PHRASES, interview, scene, CONTEXT).buttons(screen)


def meaning(text, interview, screen):
    """Return what a text does on a screen: a command with the question that it names, or a reply."""
    labels = [name for q in interview.path for name in (q.key, q.label)]
    command = find(text, LEXICON, screen, labels)
    if command is None:
        return text.casefold()
    return command.word, interview.called(command.rest) if command.rest else None


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("on", On)
def test_typing_what_stands_on_a_button_does_what_pressing_it_does(on, known):
    for screen, sheet in screens(on):
        interview, offered = buttons(screen, sheet, known=known)
        typed = [meaning(button.label, interview, screen) for button in offered]
        with cell(screen, sheet):
            assert typed == [meaning(button.say, interview, screen) for button in offered]


def test_there_are_words_for_every_day_and_week_that_is_named_by_its_distance():
    assert set(LEXICON.relative.values()) == RELATIVE
