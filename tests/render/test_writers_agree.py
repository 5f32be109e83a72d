"""Whatever is answered, Markdown, Slack, Word and PDF finish and say the same words."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.replies import Clear, Context, Reply
from bot.core.text import clean
from bot.render.drafts import draft
from bot.render.lexicons import read_phrases
from bot.render.library import note_type, read_folder
from bot.render.papers import docx, pdf
from tests.render.paper_readers import words_of_markdown, words_of_pdf, words_of_slack, words_of_word
from tests.render.paper_rig import ROOT, model

CONTEXT = Context(
    today=date(2026, 11, 24), lexicon=read_phrases(ROOT / "templates" / "phrases" / "en.toml").lexicon
)
FOLDERS = [read_folder(ROOT / "templates" / name) for name in ("information_note", "back_to_office_report")]
TYPED = st.text(
    st.sampled_from("*_`[]()<>#&;{}\\\"'$@/ \n\n.-¹•ab1éßж…“Ωﬁ%~^|="),
    min_size=1,
    max_size=80,
)
TAKEN = ("3-4 June 2009", "5", "yes", "Some 60 participants", "https://example.org/a")
"""Of which each kind of question takes one."""


def answers(kind, data):
    """Answer each question with what was drawn, or with what it takes where it does not take that."""
    found = {}
    for question in kind.questions:
        typed = (data.draw(TYPED), *question.choices, *TAKEN)
        read = (KINDS[question.kind].parse(Reply(clean(text)), question, CONTEXT) for text in typed if text)
        value = next((one.value for one in read if isinstance(one, Clear)), None)
        if value is not None and not question.group:
            found[question.key] = value
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_for_any_answers_all_four_writers_finish_and_agree(folder, data):
    kind = note_type(folder)
    text = draft(folder, Interview(type=kind, answers=answers(kind, data)), CONTEXT)
    words = words_of_markdown(text)
    assert words_of_slack(text) == words
    assert words_of_word(docx(model(text))) == words
    assert words_of_pdf(pdf(model(text))) == words
