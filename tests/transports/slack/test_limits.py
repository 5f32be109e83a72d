"""Whatever is said, Slack takes it: each message passes three lists of limits made by others or by the fake."""

import pytest
import slackblocks
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import ActionsBlock, Block, RichTextBlock

from bot.core.messages import Button, Fact, Line, Message, Quote, Sheet, Title, pages
from bot.core.moves import On, Screen
from bot.fakeslack import limits
from bot.service.coordinator.board import Boards
from bot.service.note.desk import Desk
from bot.transports.slack.blocks import FALLBACK, draw, fallback
from tests.service.town import Town

CLOSED = Screen(on=On.CLOSED)

WORDS = "Several speakers underlined resolution 1540 (2004). "
FACTS = tuple(Fact(f"Label {number} " + "x" * 200, "y" * 300) for number in range(10))
BUTTONS = tuple(Button(f"{number} " + "z" * 200, "say " * 700) for number in range(30))
TICKS = tuple(f"{number} " + "choice " * 45 for number in range(12))
MESSAGES = {
    "an answer of 30,000 characters": Message(parts=(Line(WORDS * 577),)),
    "an answer without a single space": Message(parts=(Line("x" * 30_000),)),
    "a quote of 30,000 characters": Message(parts=(Line("Your words:"), Quote(WORDS * 577))),
    "ten facts": Message(parts=(Title("I have this"), *FACTS, Line("Is it right?")), buttons=BUTTONS[:12]),
    "twelve choices of 300 characters": Message(parts=(Line("Which?"),), ticks=TICKS, buttons=BUTTONS[:3]),
    "thirty buttons": Message(parts=(Line("Which?"),), buttons=BUTTONS),
    "all at once": Message(parts=(Title("T"), *FACTS, Quote("q" * 30_000)), ticks=TICKS, buttons=BUTTONS),
    "a title of 300 characters": Message(parts=(Title("E" * 300), Line("x"))),
    "a sheet of 30,000 characters": Message(
        parts=(Sheet("# Head\n\n" + f"**{WORDS}**\n\n- {WORDS}\n\n" * 280),)
    ),
    "nothing": Message(parts=(Line(""), Quote(""), Fact("", ""), Title(""))),
    "no part at all": Message(parts=(), buttons=BUTTONS[:1]),
    "empty labels": Message(parts=(Line("x"),), buttons=(Button("", "x"), Button("x", ""))),
    "signs": Message(
        parts=(Line("<!channel> & <b> \u202e \U0001f600 \x00"), Quote("```")), buttons=BUTTONS[:1]
    ),
}


def refusals(blocks):
    """Return what the fake would refuse, and what Slack's own SDK would."""
    fake = limits.find_problems(blocks)
    for block in Block.parse_all(blocks):
        block.validate_json()
    size = limits.count_characters(blocks)
    return fake + ([] if size <= limits.MESSAGE_CHARACTERS else [("/blocks", f"{size} characters")])


def rebuild(block):
    """Build an actions block again with slackblocks, which raises where a limit is exceeded."""
    return slackblocks.ActionsBlock(elements=[rebuild_element(one) for one in block["elements"]])


def rebuild_element(element):
    if element["type"] == "button":
        text, style = element["text"]["text"], element.get("style")
        return slackblocks.Button(text, action_id=element["action_id"], value=element["value"], style=style)
    options = [
        slackblocks.Option(slackblocks.PlainText(one["text"]["text"]), one["value"])
        for one in element["options"]
    ]
    return slackblocks.CheckboxGroup(action_id=element["action_id"], options=options)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_slack_takes_every_page(message):
    for page in pages(message):
        blocks = draw(page)
        assert refusals(blocks) == []
        assert {type(one) for one in Block.parse_all(blocks)} <= {RichTextBlock, ActionsBlock}
        for block in blocks:
            if block["type"] == "actions":
                rebuild(block)
        assert 1 <= len(fallback(page)) <= 5 * FALLBACK
        assert len(fallback(page)) <= limits.MESSAGE_TEXT


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_no_character_is_lost_between_pages(message):
    def letters(parts):
        texts = (f"{one.label}{one.text}" if isinstance(one, Fact) else one.text for one in parts)
        return "".join("".join(texts).split())

    several = pages(message)
    quote = letters(one for one in message.parts if isinstance(one, Quote))
    drawn = letters(part for page in several for part in page.parts if isinstance(part, Quote))
    assert drawn == quote
    assert [page.buttons for page in several[:-1]] == [()] * (len(several) - 1)
    assert (several[-1].buttons, several[-1].ticks) == (message.buttons, message.ticks)


TEXT = st.text(max_size=400)
PARTS = st.one_of(st.builds(kind, TEXT) for kind in (Title, Line, Quote, Sheet)) | st.builds(Fact, TEXT, TEXT)
ANY = st.builds(
    lambda parts, buttons, ticks: Message(parts=parts, buttons=buttons, ticks=ticks),
    st.lists(PARTS, max_size=8).map(tuple),
    st.lists(st.builds(Button, TEXT, st.text(min_size=1, max_size=400), st.booleans()), max_size=30).map(
        tuple
    ),
    st.lists(TEXT, max_size=12).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_slack_takes_any_message(message):
    for page in pages(message):
        if blocks := draw(page):
            assert refusals(blocks) == []


@pytest.mark.parametrize("name", ["all at once", "nothing", "signs", "a sheet of 30,000 characters"])
def test_the_fake_slack_itself_takes_them(slack, post, name):
    post.promise("ada", MESSAGES[name], key="one")
    post.promise(slack.channel("#notes").id, MESSAGES[name], key="two", threaded=True)
    post.start().wait_until_settled()
    assert {row.state for row in post.rows()} == {"sent"}


EXTREMES = (
    'Workshop on "' + "Making the difference " * 12 + '"', "Roundtable " * 18, "Committee " * 20, "skip", "in person",
    "1-2 June 2009", "Vienna, " + "Austria " * 14, WORDS * 28,
    "\n".join(f"share {n} " + "experiences " * 24 for n in range(10)),
    WORDS * 57, *[WORDS * 70] * 8, "next", "skip", WORDS * 57, "no", "preview", "submit",
)  # fmt: skip


def test_trap_22_the_longest_note_that_can_be_given_goes_all_the_way_to_the_channel(slack, door):
    slack.command("ada", "/note", "new")
    slack.wait_for_message("ada", after="0")
    for text in EXTREMES:
        door.wait_until_settled()
        slack.say("ada", text)
        slack.wait_for_message("ada")
    door.wait_until_settled()
    assert {row.state for row in door.rows()} == {"sent"}
    receipt, copy = slack.messages("ada")[-2:]
    assert receipt.words.partition(" as ")[0] == "Submitted"
    assert (copy.thread_ts, len(copy.files)) == (receipt.ts, 1)
    first, *later = slack.messages("#notes")
    assert {one.thread_ts for one in later} == {first.ts}


ENDLESS = "w" * 10 + " x" * 14_990


def path(town):
    """Return the keys of the questions of Ada's note, in their order."""
    with town.office.transaction() as tx:
        return [each.key for each in Desk(town.office, tx, tx.notes.get(1)).interview(CLOSED).path]


def kept(town, key):
    """Type it as the answer to a question; return whether it was kept, whole, and make sure that else nothing was."""
    before = town.values()
    town.write("ada", f"edit {key}", ENDLESS)
    now, heard = town.values(), town.heard("ada")[-2:]
    if now == before:
        assert ENDLESS[:10] in heard[-1] or "29990" in heard[-1], "what is refused is told with the reason"
        town.write("ada", "back")
        return False
    town.write("ada", "that is all")
    assert "".join(now.pop(key)).split() == ENDLESS.split()
    assert now == {name: value for name, value in before.items() if name != key}
    return True


def refused(messages):
    """Return what Slack would refuse of these."""
    drawn = [draw(page) for message in {*messages} for page in pages(message)]
    return [problem for blocks in drawn if blocks for problem in refusals(blocks)]


def test_trap_22_thirty_thousand_characters_in_every_field_are_kept_whole_or_refused(tmp_path):
    """What takes them comes last, so that the other questions are not asked beside it."""
    whole = ["highlights"]
    town = Town(tmp_path)
    town.answer_all(format="several places")
    legs = {key for key in path(town) if key.startswith("leg.1.")}
    assert len(legs) == 3
    found = {key: kept(town, key) for key in sorted(legs)}
    town.write("ada", "edit format", "in person")
    found |= {key: kept(town, key) for key in sorted(path(town), key=whole.__contains__)}
    assert {"event", "place", "dates", "comments", "sensitive"} < found.keys()
    assert sorted(whole) == sorted(key for key, is_kept in found.items() if is_kept)
    town.write("ada", "preview", "submit")
    with town.office.transaction() as tx:
        board = Message(parts=tuple(Boards(town.office).parts(tx, "bo", backup=None)))
    assert refused([*(letter.message for letter, _ in town.letters), board]) == []
    town.store.close()
