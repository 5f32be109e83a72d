"""Who is let in, and that nothing that somebody types does more than be read."""

import pytest

from bot.cli.processes import Bot
from bot.transports.slack.gate import teams_in

OURS, THEIRS = "T0FAKE001", "T0OTHER01"
FACTS = "Workshop on fish | 3-4 June 2009 | Brussels, Belgium | European Commission"
SHOUT = "<!channel> <!here> @here @channel @bo <@U0BO000000> <!subteam^S1> <http://x.org|y> *b* _i_ `c`"


@pytest.fixture
def forge(slack):
    """Change every payload before it is sent: forge(lambda payload: ...)."""

    def begin(change):
        send = slack._site.sockets._send

        def forged(envelope):
            change(envelope.payload)
            send(envelope)

        slack._site.sockets._send = forged

    return begin


def outside(payload):
    payload["team_id"] = THEIRS


def connected(payload):
    """The author is of another workspace, in a channel that both share."""
    payload["event"]["user_team"] = payload["event"]["source_team"] = THEIRS


@pytest.mark.parametrize("change", [outside, connected])
def test_what_somebody_of_another_workspace_says_is_acknowledged_and_ignored(slack, door, forge, change):
    forge(change)
    slack.say("cy", "hello")
    slack.wait(lambda: slack.acks)
    assert door.rows() == []


def of_another_team(payload):
    payload["team"]["id"] = THEIRS


def by_another_user(payload):
    payload["user"]["team_id"] = THEIRS


@pytest.mark.parametrize("change", [of_another_team, by_another_user])
def test_what_somebody_of_another_workspace_presses_is_ignored(slack, door, forge, change):
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    slack.wait_for_message("ada", after="0")
    door.wait_until_settled()
    forge(change)
    slack.click("ada", "Start now")
    slack.shortcut("ada", "note_new")
    slack.wait(lambda: len([ack for ack in slack.acks if ack.type == "interactive"]) == 2)
    assert [row.key for row in door.rows()] == ["opening:1"]
    assert slack.failed_clicks == []


def test_a_command_of_another_workspace_is_ignored(slack, door, forge):
    forge(outside)
    assert slack.command("cy", "/note", "new") == ""
    assert door.rows() == []


def test_a_guest_is_ignored(slack, door):
    slack.person("cy").is_restricted = True
    slack.say("cy", "hello")
    slack.wait(lambda: slack.acks)
    assert slack.command("cy", "/note", "new") == ""
    assert door.rows() == []


@pytest.mark.parametrize("sign", ["is_restricted", "is_bot", "deleted"])
def test_no_note_is_owed_by_an_outsider(slack, door, sign):
    setattr(slack.person("cy"), sign, True)
    shown = slack.command("bo", "/note", f"owe @cy {FACTS}")
    assert shown.startswith("Nothing was registered. Cy Haq can not be asked")
    assert shown.endswith(f"You typed: /note owe @Cy Haq {FACTS}")
    assert door.rows() == []


def test_the_workspaces_of_a_payload_are_found_wherever_slack_writes_them():
    payload = {
        "team_id": "T1",
        "team": {"id": "T2"},
        "user": {"id": "U1", "team_id": "T3"},
        "event": {"team": "T4", "user_team": "T5", "message": {"source_team": "T6"}, "source_team": "E1"},
    }
    assert teams_in(payload) == {"T1", "T2", "T3", "T4", "T5", "T6"}
    assert teams_in({"event": {"type": "x"}, "user": "U1", "team": None}) == set()


def test_somebody_else_can_not_press_a_button_on_the_card_of_ada(slack, door, forge):
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    slack.command("bo", "/note", f"owe @cy {FACTS}")
    card = slack.wait_for_message("ada", after="0")
    slack.wait_for_message("cy", after="0")
    door.wait_until_settled()

    def point_at_ada(payload):
        if "container" in payload:
            payload["container"] |= {"message_ts": card.ts, "channel_id": card.channel}

    forge(point_at_ada)
    slack.click("cy", "I did not attend")
    slack.wait(lambda: [ack for ack in slack.acks if ack.type == "interactive"])
    with door.look() as tx:
        assert (tx.notes.get(1).status, tx.notes.get(2).status) == ("owed", "owed")
    assert [row.purpose for row in door.rows()] == ["opening", "opening", "tell"]


@pytest.mark.parametrize("value", ["", "submit", "x" * 2000, "\x00", "<!channel>", "yes\nno"])
def test_a_forged_value_of_a_button_does_no_more_than_the_same_words_typed(slack, door, forge, value):
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    slack.wait_for_message("ada", after="0")
    door.wait_until_settled()
    forge(lambda payload: payload["actions"][0].update(value=value) if "actions" in payload else None)
    slack.click("ada", "Start now")
    slack.wait(lambda: [ack for ack in slack.acks if ack.type == "interactive"])
    door.wait_until_settled()
    assert slack.failed_clicks == []
    with door.look() as tx:
        assert tx.notes.get(1).status == "owed"


FILES = "https://fakeslack.slack.com/files/U0BOT00001/"


def pings(message):
    """Return what in a message would be more than words: marks in its text, other elements in its blocks.

    The papers of a note, as a picture and as links to Slack's own files, are what the bot adds itself.
    """
    rich = [part for block in message.blocks if block["type"] == "rich_text" for part in block["elements"]]
    leaves = [leaf for part in rich for leaf in part["elements"]]
    kinds = {leaf["type"] for leaf in leaves if not leaf.get("url", "").startswith(FILES)}
    other = {block["type"] for block in message.blocks if "slack_file" not in block} - {
        "rich_text",
        "actions",
    }
    plain = {one["text"]["type"] for _, one in elements_of(message)}
    return [sign for sign in "<>" if sign in message.text], kinds - {"text"}, other, plain - {"plain_text"}


def elements_of(message):
    return [(block, one) for block in message.blocks for one in block.get("elements", ()) if "text" in one]


def test_nothing_that_is_typed_pings_anybody_in_a_direct_message_or_in_the_channel(slack, door):
    fact = SHOUT.replace("|y", "")  # a bar parts the facts of a command
    slack.command("bo", "/note", f"owe @ada {fact} | 3-4 June 2009 | {fact}, Fiji | {fact}")
    turns = ["start", "yes", SHOUT, SHOUT, "in person", f"many people {SHOUT}", f"share {SHOUT}"]
    turns += [
        f"a background {SHOUT}",
        f"the highlights {SHOUT}",
        "next",
        "skip",
        SHOUT,
        "no",
        "preview",
        "submit",
    ]
    heard = slack.wait_for_message("ada", after="0").ts
    for typed in turns:
        slack.say("ada", typed)
        heard = slack.wait_for_message("ada", after=heard).ts
        door.wait_until_settled()
    slack.wait_for_message("#notes", after="0")
    messages = [one for place in ("ada", "#notes") for one in slack.messages(place) if one.is_bot]
    shouted = [one for one in messages if "@channel" in one.words]
    assert (
        len(shouted) == 13
    )  # hello, the facts, six receipts, one line, the preview, the copy, the post, its text
    assert [pings(one) for one in messages] == [([], set(), set(), set())] * len(messages)


def test_the_answer_to_a_command_reads_as_typed(slack, door):
    title = "*Making* the _difference_ :tada: `now`"
    slack.command("ada", "/note", "new")
    slack.wait_for_message("ada", after="0")
    slack.say("ada", title)
    door.wait_until_settled()
    assert title in slack.command("ada", "/note", "list")
    (answer,) = [one for one in slack.channel("ada").ephemerals if title in one.words]
    assert [block["type"] for block in answer.blocks] == ["rich_text"]  # where Slack reads no marks


def test_the_answer_to_a_command_pings_nobody(slack, door):
    shown = slack.command("ada", "/note", "@channel <!here>")
    assert shown.partition(".")[0] == "I do not know @channel"
    assert pings(slack.ephemerals("ada")[0]) == ([], set(), set(), set())
    assert door.rows() == []


def test_no_token_is_ever_in_the_log(slack, tmp_path):
    bot = Bot(slack, tmp_path, pace=0)
    bot.environment["LOG_LEVEL"] = "DEBUG"
    with bot:
        bot.wait_until_connected()
        slack.fault("error", "users.info", value="invalid_auth")
        for kind in ("close", "accept_then_drop"):
            slack.fault(kind, "chat.postMessage")
            slack.say("ada", "hello")
            slack.wait_for_message("ada")
    log = bot.log.read_text()
    assert [secret for secret in (slack.bot_token, slack.app_token, "xoxb-", "xapp-") if secret in log] == []
    assert log.count("\n") > 5
