"""Files and search through the real door: a file sent is fetched, what was found has the address of its message."""

import time
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from bot.core.messages import Line, Message
from bot.service import outbox
from bot.service.mail import Mail
from bot.service.records.finding import index
from bot.transports.slack import rooms
from storage import Draft

CONTENT = b"%PDF-1.7 the agenda"
FACTS = "Workshop on fish | 3-4 June 2009 | Brussels, Belgium | European Commission"


def kept(door, note=1):
    with door.look() as tx:
        return list(tx.uploads.of(note))


def fetched(door):
    return [one.content for one in kept(door)]


def send(slack, who, *files, text=""):
    """Begin a note and send files to its first question."""
    slack.shortcut(who, "note_new")
    slack.wait_for_message(who, after="0")
    return slack.say(who, text, files=files)


def test_a_file_is_fetched_after_it_was_told_that_it_is_kept(slack, door):
    ts = send(slack, "ada", ("agenda.pdf", CONTENT))
    answer = slack.wait_for_message("ada", after=ts)
    assert answer.words.startswith("Kept: agenda.pdf (19 bytes).")
    slack.wait(lambda: fetched(door) == [CONTENT])
    assert kept(door)[0].sha256 == sha256(CONTENT).hexdigest()


def test_words_with_a_file_are_the_answer(slack, door):
    ts = send(slack, "ada", ("agenda.pdf", CONTENT), text="Seminar in Vienna")
    slack.wait_for_message("ada", after=ts)
    slack.wait(lambda: fetched(door) == [CONTENT])
    door.wait_until_settled()
    with door.look() as tx:
        assert tx.answers.latest(1)["event"].value == "Seminar in Vienna"


@pytest.mark.parametrize("fault", [("status", 503), ("error", "internal_error"), ("rate_limited", 1)])
def test_a_slack_that_is_not_well_only_delays_the_file(slack, door, quick, fault, monkeypatch):
    del quick
    monkeypatch.setattr("bot.transports.slack.downloads.backoff", outbox.backoff)
    kind, value = fault
    slack.fault(kind, "files.info", times=2, value=value)
    send(slack, "ada", ("agenda.pdf", CONTENT))
    slack.wait(lambda: fetched(door) == [CONTENT])
    assert [call.error for call in slack.calls if call.method == "files.info"][-1] is None


def test_who_sent_a_file_that_was_deleted_meanwhile_is_told(slack, door):
    slack.fault("error", "files.info", value="file_deleted")
    ts = send(slack, "ada", ("agenda.pdf", CONTENT))
    slack.wait(lambda: any("not in Slack any more" in one.words for one in slack.messages("ada")))
    assert slack.messages("ada")[-1].ts > ts
    assert fetched(door) == [None]


def test_a_file_that_a_crash_left_behind_is_fetched_at_the_next_start(slack, make_door):
    first = make_door(slack).start()
    slack.fault("error", "files.info", times=99, value="internal_error")
    ts = send(slack, "ada", ("agenda.pdf", CONTENT))
    slack.wait_for_message("ada", after=ts)
    first.close()
    slack.clear_faults()
    second = make_door(slack).start()
    slack.wait(lambda: fetched(second) == [CONTENT])
    assert len(kept(second)) == 1


def test_without_the_scope_no_page_is_kept_for_the_file(open_slack, open_door):
    slack = open_slack(scopes=("chat:write", "im:write", "im:history", "users:read"))
    door = open_door(slack)
    ts = send(slack, "ada", ("agenda.pdf", CONTENT))
    slack.wait_for_message("ada", after=ts)
    slack.wait(lambda: [c for c in slack.calls if c.method == "files.info"])
    assert fetched(door) == [None]


# -------------------------------------------------------------- search


@pytest.fixture
def found(slack, door):
    """A note of Ada's that everybody can find: it stands in the channel."""
    slack.command("bo", "/note", f"owe @ada {FACTS}")
    slack.wait_for_message("ada", after="0")
    with door.office.transaction() as tx:
        tx.drafts.add(draft_of(tx))
        index(tx, 1, 1, "Several speakers underlined *fish* & <chips>.\n")
    return door


def draft_of(tx):
    """Return the version that was handed in, made of what was known."""
    return Draft(
        note=1,
        version=1,
        text="",
        sha256="",
        type_hash=tx.notes.get(1).type_hash,
        revisions={key: row.revision for key, row in tx.answers.latest(1).items()},
        by=tx.notes.get(1).person,
        at=datetime.now(UTC),
    )


def post(door, slack, name="#notes"):
    """Promise the message with which version 1 went into the channel."""
    channel = slack.channel(name).id
    with door.office.transaction() as tx:
        Mail(door.office, tx).post(
            channel, Message(parts=(Line("The note"),)), key=f"post:1:1:{channel}", purpose="post", note=1
        )
    slack.command("bo", "/note", "list")  # which wakes the sender
    return slack.wait_for_message(name, after="0")


def test_what_is_found_has_the_address_of_its_message(slack, found):
    message = post(found, slack)
    found.wait_until_settled()
    shown = slack.command("cy", "/note", "find fish")
    assert shown.startswith("1 approved note has these words:\nIN-")
    assert "«fish» & <chips>." in shown
    link = f"/archives/{message.channel}/p{message.ts.replace('.', '')}"
    assert shown.endswith(link)


def test_without_an_address_in_time_the_note_is_shown_all_the_same(slack, found):
    post(found, slack)
    found.wait_until_settled()
    slack.fault("slow", "chat.getPermalink", value=2.5)
    shown = slack.command("cy", "/note", "find fish")
    assert shown.startswith("1 approved note has these words:\nIN-")
    assert "/archives/" not in shown


def private(slack, *handles):
    """Make the channel a private one of these people."""
    channel = slack.channel("#notes")
    channel.kind, channel.members = "private", [slack.person(who).id for who in (*handles, "rapporteur")]


def test_what_stands_in_a_private_channel_is_shown_to_its_members(slack, found):
    private(slack, "cy")
    post(found, slack)
    found.wait_until_settled()
    assert slack.command("cy", "/note", "find fish").startswith("1 approved note")
    slack.add_person("dee", "Dee Ito")
    assert slack.command("dee", "/note", "find fish").startswith("No approved note that you may see has all")
    asked = [call.method for call in slack.calls if call.method.startswith("conversations.")]
    assert (asked.count("conversations.info"), asked.count("conversations.members")) == (1, 1)


def test_who_leaves_a_private_channel_finds_nothing_of_it_after_a_minute(slack, found, monkeypatch):
    private(slack, "cy")
    post(found, slack)
    found.wait_until_settled()
    monkeypatch.setattr(rooms, "KEPT", 0.5)
    assert slack.command("cy", "/note", "find fish").startswith("1 approved note")
    private(slack)
    time.sleep(0.6)
    assert slack.command("cy", "/note", "find fish").startswith("No approved note that you may see has all")


@pytest.mark.parametrize(("kind", "value"), [("error", "missing_scope"), ("status", 503), ("slow", 2.0)])
def test_where_slack_does_not_say_who_may_read_the_channel_nothing_of_it_is_shown(slack, found, kind, value):
    post(found, slack)
    found.wait_until_settled()
    slack.fault(kind, "conversations.info", value=value)
    shown = slack.command("cy", "/note", "find fish").split("\n\n")
    assert (shown[0][:16], shown[1][:23]) == ("No approved note", "Slack does not say just")
    assert slack.command("cy", "/note", "find fish").startswith("1 approved note")


def test_what_stands_in_a_former_channel_is_shown_to_those_who_may_read_it(slack, found):
    former = slack.add_channel("#former", members=["cy"], private=True)
    slack.add_person("dee", "Dee Ito")
    post(found, slack, former.name)
    found.wait_until_settled()
    assert slack.command("cy", "/note", "find fish").startswith("1 approved note")
    assert slack.command("dee", "/note", "find fish").startswith("No approved note that you may see has all")


def test_of_a_channel_that_is_gone_nobody_is_told_to_try_again(slack, found):
    post(found, slack)
    found.wait_until_settled()
    slack.fault("error", "conversations.info", value="channel_not_found")
    assert "\n" not in slack.command("cy", "/note", "find fish")


@pytest.mark.usefixtures("found")
def test_what_is_held_back_is_not_shown_to_cy(slack):
    assert slack.command("bo", "/note", "find fish").startswith("1 approved note")
    assert slack.command("cy", "/note", "find fish").startswith("No approved note that you may see has all")


def test_find_alone_says_how(slack, door):
    del door
    assert slack.command("cy", "/note", "find").startswith("Write what to look for")
