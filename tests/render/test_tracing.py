"""Every sentence of a draft is traced to the answers that are in it, and a draft never bears a mark of that."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.replies import Context, Reply
from bot.render.drafts import draft
from bot.render.lexicons import read_phrases
from bot.render.library import Folder, note_type, read_folder
from bot.render.tracing import Traced, sentences, trace

TEMPLATES = Path(__file__).parents[2] / "templates"

HEAD = """
title = "Trip"
prefix = "T"

[constants]
contact = "desk@example.org"

[group.leg]
label = "Another place"
again = "Was there another place?"
"""


def question(key, kind="line", more=""):
    head = f'[[question]]\nkey = "{key}"\nkind = "{kind}"\nlabel = "{key.capitalize()}"\nprompt = "?"\nexample = ""\n'
    return f"{head}{more}\n"


CHOICES = 'choices = ["by train", "by plane"]\n'
QUESTIONS = [
    question("city"),
    question("way", "choice", CHOICES),
    question("text", "text"),
    question("points", "lines"),
    question("paid", "yes_no"),
    question("people", "number"),
    question("place", more='group = "leg"\n'),
]


@pytest.fixture
def traced(phrases_context):
    """Trace a template with these answers: {sentence: keys and constants}."""

    def traces(template, **answers):
        folder = Folder("trip", {"questions.toml": HEAD + "".join(QUESTIONS), "note.md.j2": template})
        interview = Interview(
            type=note_type(folder), answers={k.replace("__", "."): v for k, v in answers.items()}
        )
        sheet = draft(folder, interview, phrases_context)
        found = trace(sheet, folder, interview, phrases_context)
        return {each.sentence: (*each.keys, *each.constants) for each in found}

    return traces


@pytest.fixture
def phrases_context():
    lexicon = read_phrases(TEMPLATES / "phrases" / "en.toml").lexicon
    return Context(today=date(2009, 6, 8), lexicon=lexicon)


def test_a_sentence_has_the_keys_of_the_answers_in_it(traced):
    found = traced("They met in {{ city }}. Nobody else came.\n", city="Vienna")
    assert found == {"They met in Vienna.": ("city",), "Nobody else came.": ()}


def test_each_sentence_of_a_long_answer_is_the_answers(traced):
    found = traced("{{ text | paragraphs }}\n\nEnd.\n", text="First one. Second one.\n\nThird one.")
    assert found == {"First one.": ("text",), "Second one.": ("text",), "Third one.": ("text",), "End.": ()}


def test_each_line_of_a_list_is_the_lists(traced):
    found = traced("{{ points | bullets }}\n", points=["see", "hear"])
    assert found == {"• see;": ("points",), "• hear.": ("points",)}


def test_two_answers_in_one_sentence_are_both_named(traced):
    assert traced("{{ city }}, {{ people }} people.\n", city="Vienna", people=12) == {
        "Vienna, 12 people.": ("city", "people")
    }


def test_what_an_answer_decides_comes_from_it(traced):
    template = "{% if paid %}It was paid for.{% endif %} {% if way == 'by train' %}They sat.{% endif %}\n"
    assert traced(template, paid=True, way="by train") == {
        "It was paid for.": ("paid",),
        "They sat.": ("way",),
    }


def test_an_item_of_a_group_is_traced_to_that_item(traced):
    template = "{% for stop in leg %}Then {{ stop.place }}. {% endfor %}\n"
    found = traced(
        template, leg__1__place="Rome", leg__1__more=True, leg__2__place="Oslo", leg__2__more=False
    )
    assert found == {"Then Rome.": ("leg.1.place",), "Then Oslo.": ("leg.2.place",)}


def test_a_gap_is_traced_to_its_question(traced):
    assert traced("In {{ city }}.\n") == {"In [City: to be supplied].": ("city",)}


def test_a_constant_is_named(traced):
    assert traced("Write to {{ contact }}.\n") == {"Write to desk@example.org.": ("contact",)}


@pytest.mark.parametrize(
    "city", ["Москва", "北京", "القاهرة", "*q* Q z", "1. 5 6 7", "<b>", "a_b_c &amp; d", "\ue000"]
)
def test_any_writing_is_traced(traced, city):
    keys = traced("In {{ city }}. Nobody else came.\n", city=city)
    assert set(keys.values()) == {("city",), ()}


def test_the_same_words_from_two_answers_are_told_apart(traced):
    found = traced("A: {{ city }}\n\nB: {{ text }}\n", city="Vienna", text="Vienna")
    assert found == {"A: Vienna": ("city",), "B: Vienna": ("text",)}


def test_what_was_changed_after_the_draft_was_made_says_so(phrases_context):
    folder = Folder(
        "trip", {"questions.toml": HEAD + "".join(QUESTIONS), "note.md.j2": "In {{ city }}. It rained.\n"}
    )
    interview = Interview(type=note_type(folder), answers={"city": "Vienna"})
    found = trace("In Vienna. It \\[removed\\].\n", folder, interview, phrases_context)
    assert found == [
        Traced(sentence="In Vienna.", keys=("city",)),
        Traced(sentence="It [removed].", edited=True),
    ]


def test_a_template_that_can_not_do_with_other_letters_says_nothing_of_that_answer(traced):
    template = "{{ {'Vienna': 'Austria'}[city] }}, {{ people }}.\n"
    assert traced(template, city="Vienna", people=3) == {"Austria, 3.": ("people",)}


SENTENCES = {
    "One. Two! Three? Four": ["One.", "Two!", "Three?", "Four"],
    "They met Mr. Lund, e.g. late": ["They met Mr. Lund, e.g. late"],
    "# 1. Heading. Whole": ["1. Heading. Whole"],
    "他来了。他走了。": ["他来了。", "他走了。"],
    "At 3.5 p.m. they left": ["At 3.5 p.m. they left"],
}


@pytest.mark.parametrize("sheet", SENTENCES)
def test_sentences_end_at_stops(sheet):
    assert sentences(sheet) == SENTENCES[sheet]


def test_each_sentence_of_the_published_note_comes_from_an_answer_or_from_the_note_type(phrases_context):
    folder = read_folder(TEMPLATES / "information_note")
    kind = note_type(folder)
    said = tomllib.loads(
        (TEMPLATES / "information_note" / "example" / "answers.toml").read_text(encoding="utf-8")
    )
    answers = {}
    for key, replies in said.items():
        question = kind.question(key)
        words = replies if isinstance(replies, str) else "\n\n".join(replies)
        outcome = KINDS[question.kind].parse(Reply(words), question, phrases_context)
        answers |= {key: outcome.value} if hasattr(outcome, "value") else {}
    interview = Interview(type=kind, answers=answers)
    sheet = draft(folder, interview, phrases_context)
    found = trace(sheet, folder, interview, phrases_context)
    own = [each.sentence for each in found if not each.keys and not each.constants]
    headings = ["1. Objectives", "2. Background", "3. Highlights", "4. Additional comments"]
    assert own == ["Information Note¹", *headings]
    assert [each for each in found if each.edited] == []
