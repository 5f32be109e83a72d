"""The path is computed: conditions, groups, and questions that lie beside it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rig import NOTE, keys, q, sheet

FORMAT = q("format", "choice", choices=("online", "in person"))
PLACE = q("place", when={"format": ("in person",)})
ROOM = q("room", "yes_no", when={"format": ("in person",)})
FLOOR = q("floor", "number", when={"room": (True,)})
TRIP = sheet(
    FORMAT,
    q("who", group="leg"),
    q("far", "yes_no", group="leg"),
    q("hotel", group="leg", when={"far": (True,)}),
    q("end"),
    leg=3,
)


def path(kind, **answers):
    return keys(kind.path({key.replace("_", ".", 2): value for key, value in answers.items()}))


def test_without_conditions_the_path_is_the_sheet():
    assert path(sheet(q("one"), q("two"))) == ["one", "two"]


def test_a_question_waits_for_its_condition():
    assert path(sheet(FORMAT, PLACE)) == ["format"]


@pytest.mark.parametrize(("said", "here"), [("in person", ["format", "place"]), ("online", ["format"])])
def test_a_condition_lets_its_question_in_or_not(said, here):
    assert path(sheet(FORMAT, PLACE), format=said) == here


def test_a_value_that_is_there_counts_until_its_condition_is_answered():
    assert path(sheet(FORMAT, PLACE), place="Brussels") == ["format", "place"]


def test_a_value_that_is_there_counts_no_more_when_the_condition_fails():
    assert path(sheet(FORMAT, PLACE), place="Brussels", format="online") == ["format"]


def test_every_condition_must_hold():
    both = q("both", when={"format": ("in person",), "room": (True,)})
    kind = sheet(FORMAT, ROOM, both)
    assert path(kind, format="in person", room=True) == ["format", "room", "both"]
    assert path(kind, format="in person", room=False) == ["format", "room"]


def test_an_answer_that_left_the_path_lets_nothing_in():
    kind = sheet(FORMAT, ROOM, FLOOR)
    assert path(kind, format="in person", room=True) == ["format", "room", "floor"]
    assert path(kind, format="online", room=True) == ["format"]
    assert path(kind, format="online", room=True, floor=3) == ["format"]


def test_a_group_asks_for_its_first_item_and_whether_there_is_another():
    assert path(TRIP) == ["format", "leg.1.who", "leg.1.far", "leg.1.more", "end"]


def test_no_further_item_ends_a_group():
    assert path(TRIP, leg_1_more=False) == ["format", "leg.1.who", "leg.1.far", "leg.1.more", "end"]


def test_another_item_follows_the_first():
    assert path(TRIP, leg_1_more=True)[4:] == ["leg.2.who", "leg.2.far", "leg.2.more", "end"]


def test_a_condition_within_a_group_is_about_the_same_item():
    here = path(TRIP, leg_1_far=False, leg_1_more=True, leg_2_far=True)
    assert here[1:-1] == [
        "leg.1.who",
        "leg.1.far",
        "leg.1.more",
        "leg.2.who",
        "leg.2.far",
        "leg.2.hotel",
        "leg.2.more",
    ]


def test_the_last_item_asks_for_no_other():
    here = path(TRIP, leg_1_more=True, leg_2_more=True)
    assert here[-3:] == ["leg.3.who", "leg.3.far", "end"]


def test_a_group_of_one_item_never_asks_for_another():
    assert path(sheet(q("who", group="leg"), leg=1)) == ["leg.1.who"]


def test_a_group_stays_out_with_its_condition():
    kind = sheet(FORMAT, q("who", group="leg", when={"format": ("in person",)}), leg=3)
    assert path(kind, format="online") == ["format"]
    assert path(kind, format="in person") == ["format", "leg.1.who", "leg.1.more"]
    assert path(kind, format="online", leg_1_more=True) == ["format"]


def test_whether_there_is_another_waits_for_what_the_group_waits_for():
    kind = sheet(FORMAT, q("who", group="leg", when={"format": ("in person",)}), leg=3)
    assert kind.question("leg.1.more").when == {"format": ("in person",)}


def test_a_question_beside_the_path_is_found():
    assert sheet(FORMAT, PLACE).question("place") == PLACE


def test_a_question_of_an_item_that_was_taken_back_is_found():
    assert TRIP.question("leg.3.hotel").when == {"leg.3.far": (True,)}


@pytest.mark.parametrize(
    "key",
    [
        "",
        "who",
        "leg",
        "leg.1",
        "leg.0.who",
        "leg.01.who",
        "leg.4.who",
        "leg.3.more",
        "leg.x.who",
        "leg.1.end",
        "x.1.who",
    ],
)
def test_what_is_no_question_is_none(key):
    assert TRIP.question(key) is None


def test_an_information_note_asks_for_a_place_only_where_there_is_one():
    online, both = (keys(NOTE.path({"format": how})) for how in ("online", "both"))
    assert [key for key in both if key not in online] == ["place"]


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from(["format", "leg.1.far", "leg.1.more", "leg.2.far", "leg.2.more"]), st.booleans()
    )
)
def test_every_question_of_a_path_is_found_by_its_key_and_stands_there_once(answers):
    here = TRIP.path(answers)
    assert [TRIP.question(question.key) for question in here] == list(here)
    assert len(set(keys(here))) == len(here)
