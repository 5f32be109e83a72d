"""What an author may write of one question, and how a slip is named."""

import pytest

from bot.core.authoring import question
from bot.core.fields import field_faults

FORMAT = {
    "key": "format",
    "kind": "choice",
    "label": "Format",
    "prompt": "How was it held?",
    "choices": ["online", "both"],
}


def found(**more):
    return [f"{fault.what}. {fault.mend}" for fault in field_faults("question format", {**FORMAT, **more})]


def test_a_choice_may_have_other_words_for_its_choices():
    words = {"both": ["hybrid"], "online": ["virtual"]}
    assert (found(words=words), question({**FORMAT, "words": words}).extra) == ([], {"words": words})


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"boht": ["hybrid"]}, "has words for 'boht', which is no choice. Did you mean 'both'?"),
        ({"both": "hybrid"}, "has words = 'hybrid' for 'both'. Write words = { \"both\" = [\"...\"] }"),
        ({"both": [3]}, 'has words = [3] for \'both\'. Write words = { "both" = ["..."] }'),
        ({"both": ["Online"]}, "has the word 'Online' twice. Each word can mean one choice; take one out"),
        (["hybrid"], "words must be a table. It is ['hybrid'] now"),
    ],
)
def test_a_slip_in_the_words_of_a_choice_is_named(words, fault):
    assert found(words=words) == [fault]


def test_only_a_choice_has_words():
    assert [text.split(".")[0] for text in found(kind="choices", words={})] == [
        "has the unknown setting 'words'"
    ]
