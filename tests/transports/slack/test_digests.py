"""A digest in Slack: its buttons stand under the notes that they are about, and open forms for coordinators alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.messages import Button, Item, Line, Message, Title, dump, load
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.office import StillClock
from bot.service.sweeps.digests import Digests
from bot.transports.slack.blocks import draw

FACTS = "<!channel> & <@U1> fish | 3-4 June 2009 | Brussels, Belgium | European Commission"
LIST = Message(
    parts=(
        Title("Late"),
        Item("Vienna", (Button("Nudge", act="nudge", about="1", aloud="Nudge: Ada, Vienna"),)),
        Item("Lima", (Button("Nudge", act="nudge", about="2", aloud="Nudge: Cy, Lima"),)),
        Item("Quito"),
        Line("All is well."),
    )
)


@pytest.fixture
def digest(slack, door):
    """Ada owes a note since long ago, and the sweep of last Monday comes by; return the message that Bo got."""
    slack.command("ada", "/note", "list")
    ada, bo = slack.person("ada").id, slack.person("bo").id
    then = replace(door.office, clock=StillClock(lambda: datetime(2009, 6, 5, tzinfo=UTC)))
    Notes(then).owe(Owed(by=bo, person=ada, facts=FACTS.split(" | "), key="owe"))
    now = datetime.now(UTC)
    monday = (now - timedelta(days=now.weekday() or 7)).replace(hour=13, minute=0)
    assert Digests(replace(door.office, clock=StillClock(lambda: monday))).sweep() == 1
    slack.command("cy", "/note", "list")  # who sends is woken
    return slack.wait_for_message("bo", saying="owed: 1 with an expert", after="0")


@pytest.mark.usefixtures("slack")
def test_nothing_typed_pings_anybody_or_is_read_as_more_than_words(digest):
    texts = [run["text"] for run in digest.blocks[0]["elements"][0]["elements"]]
    assert any(text.startswith("<!channel> &") for text in texts)
    assert "&lt;!channel&gt; &amp;" in digest.text
    assert [element["type"] for element in digest.blocks[0]["elements"]] == ["rich_text_section"]


@pytest.mark.usefixtures("door")
def test_a_coordinator_acts_in_it(slack, digest):
    slack.click("bo", "Give until", ts=digest.ts)
    form = slack.wait(lambda: slack.views("bo"))[-1]
    assert form.words.split("\n")[0] == "Give until"
    assert slack.submit("bo", {"Until": "2001-01-01"})["day"].startswith("Choose a day after today")
    later = datetime.now(UTC).date() + timedelta(days=20)
    later += timedelta(days=max(0, 7 - later.weekday()) if later.weekday() > 4 else 0)  # people work on it
    assert slack.submit("bo", {"Until": later.isoformat()}) == {}
    slack.wait_for_message("ada", saying="has given you more time", after="0")
    assert slack.failed_clicks == []


@pytest.mark.usefixtures("door")
def test_a_note_is_handed_over_by_picking_somebody(slack, digest):
    slack.click("bo", "Hand over", ts=digest.ts)
    slack.wait(lambda: slack.views("bo"))
    chosen = {"To whom?": slack.bot.id, "Why?": "on mission"}
    assert list(slack.submit("bo", chosen)) == ["person"]
    assert slack.submit("bo", chosen | {"To whom?": slack.person("cy").id}) == {}
    card = slack.wait_for_message("cy", saying="can you take the note", after="0")
    before = len(slack.acks)
    slack.click("cy", "Accept", ts=card.ts)
    slack.wait(lambda: len(slack.acks) > before)
    slack.wait_for_message("cy", saying="is yours now", after=card.ts)
    slack.wait_for_message("ada", saying="has taken the note on", after="0")


@pytest.mark.usefixtures("slack", "digest")
def test_nobody_but_the_coordinators_hears_of_it(door, words):
    door.wait_until_settled()
    assert words("#notes") == []
    assert not [text for text in (*words("ada"), *words("cy")) if "owed:" in text]


def test_buttons_stand_under_what_they_are_about_and_say_it_aloud():
    blocks = draw(load(dump(LIST)))
    assert [block["type"] for block in blocks] == [
        "rich_text",
        "actions",
        "rich_text",
        "actions",
        "rich_text",
    ]
    spoken = [one["elements"][0]["accessibility_label"] for one in blocks if one["type"] == "actions"]
    assert spoken == ["Nudge: Ada, Vienna", "Nudge: Cy, Lima"]
    assert [one["elements"][0]["value"] for one in blocks if one["type"] == "actions"] == ["1", "2"]
