"""What holds for every kind: it never raises, is quick, keeps to its keys and reads what it shows."""

# ruff: noqa: RUF001, SIM905 - scripts are what is tested; long lists would fill the screen

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.kinds import DOUBTS, FAULTS, KINDS
from bot.core.replies import Clear, Doubt, File, Unclear
from tests.cells import cell

NAMES = [*"line text lines choice choices date date_range number yes_no url person file".split()]
SETTINGS = {
    "line": {"least": 3, "most": 20},
    "text": {"least": 20, "most": 60},
    "lines": {"least": 2, "most": 3, "extra": {"verb": True, "item_least": 3, "item_most": 9}},
    "choice": {"choices": ("in person", "remote", "in part")},
    "choices": {"choices": ("panelist", "speaker and moderator", "observer"), "most": 2},
    "date": {"extra": {"past": True}},
    "date_range": {"extra": {"past": True}},
    "number": {"least": 1, "most": 5_000, "extra": {"usual": 300}},
    "url": {"most": 2},
    "file": {"extra": {"megabytes": 1}},
}
WORDS = st.sampled_from(
    '•~- ~1. ~o ~\n~\n\n~ ~, ~;~.~"~and~Share~EU~in person~panelist~https://un.org/a~www.un.org~(~)~1,200~3.500'
    "~3-4 June 2009~3/4/2009~yes~@Ada~\u200d~\u202e~\u2068~ا~\u0301~中~“~http://~a b~Ltd.~U.S.".split("~")
)
ANYTHING = st.text(st.characters(exclude_categories=())) | st.lists(WORDS, max_size=12).map("".join)
LONG = 20_000
"""Half of what Slack lets through."""
HOSTILE = (
    'a~9~1 ~- ~1. ~"~(~)~.~a.~\n~a\n~• a\n~-~3-~1, ~https://~https://un.org/ ~中~\u200d~\u0301~June ~3 June 2009; '
    "~a,~and ~@~\ud800~www.~https://un.org/a)~1,000~3/4/~Ltd. ~in person ".split("~")
)


def test_the_registry_has_all_kinds_by_their_names():
    assert list(KINDS) == NAMES
    assert [kind.name for kind in KINDS.values()] == NAMES


@pytest.mark.parametrize("kind", NAMES)
@given(text=ANYTHING)
def test_no_reply_breaks_a_kind_and_every_key_is_in_the_tables(reader, kind, text):
    for settings in ({}, SETTINGS.get(kind, {})):
        match reader.parse(kind, text, **settings):
            case Unclear(key, facts):
                assert set(facts) == set(FAULTS[key])
            case Doubt(_, key, facts):
                assert set(facts) == set(DOUBTS[key])


@pytest.mark.parametrize("kind", [name for name in NAMES if name != "file"])
@given(text=ANYTHING)
def test_what_is_shown_is_read_back(reader, kind, text):
    """A file is left out: what is shown of it is no file."""
    for settings in ({}, SETTINGS.get(kind, {})):
        answer = reader.parse(kind, text, **settings)
        if not isinstance(answer, Unclear):
            again = reader.again(kind, answer.value, **settings)
            assert (again, type(again)) == (answer.value, type(answer.value))


@pytest.mark.parametrize("kind", NAMES)
def test_a_very_long_message_is_read_at_once(reader, kind):
    """The slowest takes some 100 ms; a pattern that backtracks would take minutes."""
    for part in HOSTILE:
        began = process_time()
        with cell(kind, part):
            assert reader.parse(kind, (part * LONG)[:LONG], **SETTINGS.get(kind, {})) is not None
            assert process_time() - began < 1.1


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
    | st.integers(-(10**20), 10**20)
)
def test_a_shown_number_is_read_back(reader, number):
    shown = reader.show("number", number)
    if len(shown) <= 40:
        assert reader.parse("number", shown).value == number


@given(st.sets(st.sampled_from(["a", "a and b", "b", "c; d", "d", "e, f", "e"]), min_size=1))
def test_shown_choices_are_read_back(reader, chosen):
    for choices in (("a", "a and b", "b", "d", "e"), ("a", "a and b", "b", "c; d", "d", "e, f", "e")):
        value = [choice for choice in choices if choice in chosen]
        if value:
            assert reader.again("choices", value, choices=choices) == value


def test_only_kinds_of_several_parts_add_up():
    assert [name for name, kind in KINDS.items() if kind.adds] == ["text", "lines", "url", "file"]


def test_a_file_name_is_cleaned(reader):
    sent = File(id="F1", name="note\u202efdp.exe", media_type="", size=1)
    assert reader.parse("file", "", sent) == Clear(
        [{"id": "F1", "name": "notefdp.exe", "media_type": "", "size": 1}]
    )
