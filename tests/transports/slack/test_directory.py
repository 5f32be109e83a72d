"""Who people are is asked of Slack once a day, and never at the price of an answer."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.service.office import StillClock
from bot.service.people import People
from bot.transports.slack import people
from bot.transports.slack.people import Directory


@pytest.fixture
def meet(slack, post, ask):
    """Let a directory meet people, with the clock so many hours later; return it."""

    def do(*handles, later=0, times=1):
        clock = post.office.clock
        office = replace(post.office, clock=StillClock(lambda: clock() + timedelta(hours=later)))
        known = [slack.person(handle).id for handle in handles]

        async def work(client):
            directory = Directory(client, People(office), zone="Europe/Brussels")
            await asyncio.gather(*(directory.meet(known) for _ in range(times)))
            return directory

        return ask(work)

    return do


def test_who_coordinates_is_known_before_they_write_anything(slack, make_door):
    """What comes by itself keeps to the clock on their wall, from the first digest on."""
    door, bo = make_door(slack).start(), slack.person("bo")
    with door.look() as tx:
        known = tx.people.get(bo.id)
    assert (known.name, known.zone) == (bo.name, bo.tz)


@pytest.fixture
def person(slack, post):
    def find(handle):
        with post.look() as tx:
            return tx.people.get(slack.person(handle).id)

    return find


@pytest.fixture
def lookups(slack):
    return lambda: len([call for call in slack.calls if call.method == "users.info"])


def test_a_person_is_known_by_name_zone_and_language(slack, meet, person):
    slack.add_person("dee", "Dee Nkosi", "Africa/Johannesburg", locale="fr-FR")
    meet("dee")
    found = person("dee")
    assert (found.name, found.zone, found.locale) == ("Dee Nkosi", "Africa/Johannesburg", "fr-FR")


def test_a_person_is_looked_up_once_a_day(meet, lookups):
    meet("ada")
    meet("ada", later=23)
    assert lookups() == 1
    meet("ada", later=25)
    assert lookups() == 2


def test_two_messages_of_one_person_at_once_are_one_look_up(meet, lookups):
    meet("ada", times=5)
    assert lookups() == 1


def test_a_zone_that_nobody_knows_becomes_the_one_in_the_settings(slack, meet, person):
    ada = slack.person("ada")
    ada.tz, ada.zone_at = "Atlantis/Capital", lambda _moment: ("?", 0)
    meet("ada")
    assert person("ada").zone == "Europe/Brussels"


@pytest.mark.parametrize(("kind", "times"), [("status", 1), ("rate_limited", 1), ("error", 1), ("close", 2)])
def test_a_look_up_that_fails_is_made_good_next_time(slack, meet, person, kind, times):
    slack.fault(kind, "users.info", times=times)  # aiohttp repeats a GET once by itself
    meet("ada")
    assert person("ada") is None
    meet("ada")
    assert person("ada").name == "Ada Osei"


def test_slow_look_ups_of_many_people_take_no_longer_than_one(slack, meet, monkeypatch):
    monkeypatch.setattr(people, "PATIENCE", 0.3)
    handles = [slack.add_person(f"p{number}", f"P {number}").handle for number in range(5)]
    slack.fault("slow", "users.info", times=5, value=2)
    began = time.monotonic()
    meet(*handles)
    assert time.monotonic() - began < 1


def test_a_guest_is_noticed_and_not_remembered(slack, meet, person):
    slack.person("cy").is_restricted = True
    directory = meet("cy")
    assert (directory.outsiders, person("cy")) == ({slack.person("cy").id: "Cy Haq"}, None)


def test_who_was_a_guest_and_is_one_of_us_now_is_known(slack, post, ask):
    cy, people = slack.person("cy"), People(post.office)

    async def work(client):
        directory = Directory(client, people, zone="UTC")
        for guest in (True, False):
            cy.is_restricted = guest
            await directory.meet([cy.id])
        return directory.outsiders

    assert (ask(work), people.knows(cy.id)) == ({}, True)


def test_somebody_whom_slack_does_not_know_is_an_outsider(slack, meet, person):
    slack.fault("error", "users.info", value="user_not_found")
    assert (meet("cy").outsiders, person("cy")) == ({slack.person("cy").id: slack.person("cy").id}, None)


def test_who_is_looked_up_keeps_the_address_of_their_direct_messages(slack, post, meet, person):
    meet("ada")
    People(post.office).reach(slack.person("ada").id, "D1")
    meet("ada", later=25)
    assert person("ada").address == "D1"
