"""Who people are is remembered for a day, and each workspace has its own people."""

from datetime import timedelta

from storage import Person


def get(town, person):
    with town.office.transaction() as tx:
        return tx.people.get(person)


def test_what_a_transport_says_of_somebody_is_remembered(town):
    town.people.know("dee", name="Dee", zone="Asia/Tokyo", locale="ja")
    assert get(town, "dee") == Person(id="dee", name="Dee", zone="Asia/Tokyo", locale="ja", known_at=town.now)


def test_marks_that_would_turn_the_rest_of_a_line_are_no_part_of_a_name(town):
    town.people.know(
        "dee", name="Dee\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}\nLund", zone="UTC", locale="en"
    )
    assert get(town, "dee").name == "Dee Lund"


def test_an_address_survives_the_next_look_up(town):
    town.people.reach("ada", "D7")
    town.people.know("ada", name="Ada O.", zone="Africa/Accra", locale="fr")
    assert (get(town, "ada").address, get(town, "ada").name) == ("D7", "Ada O.")


def test_an_address_may_be_known_before_the_person(town):
    town.people.reach("dee", "D8")
    assert (get(town, "dee").address, get(town, "dee").name) == ("D8", "dee")
    assert town.people.stale(["dee"]) == ["dee"]


def test_who_was_looked_up_long_ago_is_known_all_the_same(town):
    town.now += timedelta(days=400)
    assert (town.people.knows("ada"), town.people.knows("dee")) == (True, False)


def test_who_is_unknown_or_was_looked_up_a_day_ago_is_stale(town):
    assert town.people.stale(["ada", "dee"]) == ["dee"]
    town.now += timedelta(days=1)
    assert town.people.stale(["ada"]) == []
    town.now += timedelta(seconds=1)
    assert town.people.stale(["ada", "bo"]) == ["ada", "bo"]


def test_names_are_told_by_id(town):
    assert town.people.names(["ada", "dee"]) == {"ada": "Ada", "dee": "dee"}


def test_another_workspace_has_people_of_its_own(town, elsewhere):
    elsewhere.people.know("ada", name="Another", zone="UTC", locale="en")
    assert (get(town, "ada").name, get(elsewhere, "ada").name) == ("Ada", "Another")


def test_a_new_zone_counts_from_the_next_promise_on(town):
    town.begin("ada")
    town.people.know("ada", name="Ada", zone="Asia/Tokyo", locale="en")
    town.write("ada", "pause", "tomorrow")
    assert town.promised(1, "wake").due_at.isoformat() == "2009-06-06T00:00:00+00:00"
