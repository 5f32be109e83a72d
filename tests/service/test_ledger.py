"""Rows are added and none is changed; what was said stays readable, whatever became of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.moves import On, Screen
from bot.core.notes import Status, before
from bot.core.replies import File, Reply
from bot.service.ledger import become, changed
from bot.service.note.desk import Desk
from bot.service.rows import pieces_of, replies_of, screen_from_json, screen_to_json
from storage import Answer
from tests.service.town import EVENING, FACTS


@pytest.fixture
def ada(town):
    town.begin("ada")
    return town


def history(town, key, note=1):
    with town.office.transaction() as tx:
        return [
            (row.revision, row.state, row.value, row.reason, row.kept)
            for row in tx.answers.history(note)
            if row.key == key
        ]


def interview(town, note=1):
    with town.office.transaction() as tx:
        return Desk(town.office, tx, tx.notes.get(note)).interview(Screen(on=On.REVIEW))


@pytest.mark.parametrize("was", Status)
def test_a_status_follows_lawful_ways_alone(ada, was):
    with ada.office.transaction() as tx:
        for becomes in Status:
            tx.notes.set_status(1, was=set(Status), becomes=was, at=ada.now)
            note = tx.notes.get(1)
            if was in before(becomes):
                become(ada.office, tx, note, becomes)
            else:
                with pytest.raises(RuntimeError, match=f"can not become {becomes} from {was}"):
                    become(ada.office, tx, note, becomes)
            assert tx.notes.get(1).status == (becomes if was in before(becomes) else was)


def test_every_change_is_a_row_of_its_own(ada):
    ada.write("ada", "Seminar", "edit event", "Workshop")
    assert history(ada, "event") == [(1, "answered", "Seminar", "", ""), (2, "answered", "Workshop", "", "")]


def test_confirming_a_fact_adds_to_it_and_says_who(town):
    town.owe()
    town.write("ada", "start now", "yes")
    assert history(town, "place") == [(1, "known", FACTS[2], "", ""), (2, "confirmed", FACTS[2], "", "")]
    assert town.answers()["place"].by == "ada"
    assert interview(town).facts == frozenset(("event", "dates", "place", "organizers"))


def test_a_fact_may_be_changed_and_is_a_fact_still(town):
    town.owe()
    town.write("ada", "start now", "change place", "Ghent, Belgium", "yes")
    assert [row[:3] for row in history(town, "place")] == [
        (1, "known", FACTS[2]),
        (2, "answered", "Ghent, Belgium"),
    ]
    assert interview(town).number("place") == 0


def test_a_fact_is_added_to(town):
    town.owe()
    town.write("ada", "start now", "edit organizers", "add to it", "Government of Norway")
    assert town.values()["organizers"] == ["European Commission", "Government of Norway"]


def test_words_that_did_not_fit_are_kept_with_the_question(ada):
    ada.write("ada", "x")
    assert history(ada, "event") == [(1, "kept", None, "", "x")]
    assert interview(ada).kept == {"event": "x"}


def test_words_that_did_not_fit_stay_when_the_question_is_left_open(ada):
    ada.write("ada", "x", "z", "leave it open")
    assert history(ada, "event")[-1] == (3, "skipped", None, "left", "x\n\nz")
    assert (interview(ada).kept, interview(ada).skipped) == ({"event": "x\n\nz"}, {"event": "left"})


def test_words_in_doubt_stay_when_the_person_goes_elsewhere(ada):
    ada.write("ada", 'Seminar on "arms', "pause")
    assert interview(ada).kept == {"event": 'Seminar on "arms'}


def test_words_beside_an_answer_leave_the_answer(ada):
    ada.write("ada", "Seminar", "edit event", "x", "keep it")
    assert (interview(ada).answers, interview(ada).kept) == ({"event": "Seminar"}, {"event": "x"})


def test_a_skip_keeps_the_reason_and_the_day(ada):
    ada.write("ada", "Seminar", "Plenary", "skip", "I will get it", "Monday 09:00")
    row = ada.answers()["organizers"]
    assert (row.state, row.reason, row.again_at.isoformat()) == (
        "skipped",
        "getting",
        "2009-06-08T09:00:00+00:00",
    )


def test_an_answer_takes_a_skip_back(ada):
    ada.write("ada", "skip, no time", "edit event", "Seminar")
    assert (interview(ada).skipped, interview(ada).answers) == ({}, {"event": "Seminar"})


# ------------------------------------------------------------------ the translation


def row(revision, state="answered", value="x", key="a", **more):
    return Answer(note=1, key=key, revision=revision, state=state, value=value, by="ada", at=EVENING, **more)


@pytest.mark.parametrize(
    ("later", "differs"),
    [
        ((), False),
        ((row(2, kept="hm"),), False),
        ((row(2, value="y"),), True),
        ((row(2, value="y"), row(3)), False),
        ((row(2, "skipped", None),), True),
        ((row(1, "kept", None, key="b"),), False),
        ((row(1, key="b"),), True),
    ],
)
def test_a_draft_is_old_when_an_answer_is_another(later, differs):
    assert changed([row(1), *later], {"a": 1}) == differs


REPLIES = st.builds(Reply, st.text(max_size=20), message=st.text("0123456789.", max_size=17))
FILED = st.builds(
    Reply,
    st.text(max_size=20),
    st.lists(
        st.builds(File, id=st.text(), name=st.text(), media_type=st.text(), size=st.integers(0)), max_size=2
    ).map(tuple),
    st.text("0123456789.", max_size=17),
)
SCREENS = st.builds(
    Screen,
    on=st.sampled_from(On),
    key=st.text(max_size=9),
    said=st.lists(FILED, max_size=3).map(tuple),
    tries=st.integers(0, 5),
)


@settings(deadline=None, max_examples=50)
@given(SCREENS)
def test_a_screen_survives_the_outbox(screen):
    assert screen_from_json(screen_to_json(screen)) == screen


@settings(deadline=None, max_examples=50)
@given(st.lists(REPLIES, min_size=1, max_size=4).map(tuple))
def test_replies_survive_the_rows(said):
    assert replies_of(row(1, pieces=pieces_of(said))) == said
