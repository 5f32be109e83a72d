"""A receipt opens the post of which it tells: once that stands, with Slack's own address, and else not at all."""

import pytest

from bot.core.messages import Button, Line, Message
from bot.fakeslack.workspace import DOMAIN
from bot.service.mail import Mail

RECEIPT = Message(parts=(Line("Submitted."),), buttons=(Button("Withdraw", act="take_back", about="1.1"),))


@pytest.fixture
def promise(slack, post):
    """Promise a post in the channel, and the receipt that opens it."""

    def do():
        with post.office.transaction() as tx:
            mail = Mail(post.office, tx)
            said = mail.post(slack.person("ada").id, RECEIPT, key="receipt")
            stands = mail.post(slack.channel("#notes").id, Message(parts=(Line("Draft"),)), key="post")
            mail.link(said, RECEIPT, "Open in channel", to=stands)

    return do


def urls(message):
    return [one["url"] for block in message.blocks for one in block["elements"] if "url" in one]


def test_the_receipt_gets_a_button_with_the_address_of_the_post(slack, post, promise):
    promise()
    post.start().wait_until_settled()
    [receipt], [stands] = slack.messages("ada"), slack.messages("#notes")
    assert receipt.words == "Submitted.\n[Open in channel] [Withdraw]"
    place = f"{stands.channel}/p{stands.ts.replace('.', '')}"
    assert urls(receipt) == [f"https://{DOMAIN}.slack.com/archives/{place}"]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("code", ["internal_error", "service_unavailable"])
def test_an_address_that_slack_does_not_tell_now_is_asked_again(slack, post, promise, code):
    slack.fault("error", "chat.getPermalink", value=code)
    promise()
    post.start().wait_until_settled()
    assert "[Open in channel]" in slack.messages("ada")[0].words


def test_where_the_post_is_gone_the_receipt_stays_as_it_is(slack, post, promise):
    slack.fault("error", "chat.getPermalink", value="message_not_found")
    promise()
    post.start().wait_until_settled()
    assert slack.messages("ada")[0].words == "Submitted.\n[Withdraw]"
    assert [row.state for row in post.rows()] == ["sent"] * 3


def test_of_a_post_that_never_stood_nothing_is_opened(slack, post, promise):
    slack.archive("#notes")
    promise()
    post.start()
    slack.wait(lambda: post.row("link:receipt").state == "dropped")
    post.wait_until_settled()
    assert {post.row(key).state for key in ("receipt", "post")} == {"sent", "dead"}


def test_a_press_on_a_link_is_acknowledged_and_does_nothing(slack, make_door):
    door = make_door(slack)
    with door.office.transaction() as tx:
        mail = Mail(door.office, tx)
        said = mail.post(slack.person("ada").id, RECEIPT, key="receipt")
        stands = mail.post(slack.channel("#notes").id, Message(parts=(Line("Draft"),)), key="post")
        mail.link(said, RECEIPT, "Open in channel", to=stands)
    door.start().wait_until_settled()
    slack.wait(lambda: "Open in channel" in slack.messages("ada")[0].buttons)
    before = len(slack.acks)
    slack.click("ada", "Open in channel")
    slack.wait(lambda: len(slack.acks) > before)
    assert (slack.failed_clicks, len(door.rows())) == ([], 3)


def test_that_a_receipt_is_there_no_more_is_told_to_nobody(slack, post, promise):
    slack.fault("error", "chat.update", value="message_not_found")
    promise()
    post.start()
    slack.wait(lambda: post.row("link:receipt").state == "dead")
    assert slack.messages("bo") == []
