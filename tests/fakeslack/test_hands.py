"""What people do and see, with a real Bolt app on the other side."""

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.fakeslack import SlackSaysError


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def row(*labels, block_id="b"):
    return {
        "type": "actions",
        "block_id": block_id,
        "elements": [
            {"type": "button", "action_id": label.lower(), "text": {"type": "plain_text", "text": label}}
            for label in labels
        ],
    }


FIELDS = [
    {
        "type": "input",
        "block_id": "city",
        "label": {"type": "plain_text", "text": "City"},
        "element": {"type": "plain_text_input", "action_id": "text"},
    },
    {
        "type": "input",
        "block_id": "kind",
        "optional": True,
        "label": {"type": "plain_text", "text": "Kind"},
        "element": {
            "type": "radio_buttons",
            "action_id": "pick",
            "options": [{"text": {"type": "plain_text", "text": "Fair"}, "value": "fair"}],
        },
    },
]
MODAL = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": FIELDS,
}


def test_a_conversation_with_an_app_that_echoes(slack, run_bot):
    def register(app):
        @app.event("message")
        async def echo(event, say):
            await say(f"You said: {event['text']}")

    run_bot(slack, register)
    slack.say("ada", "R&D <now>")
    assert slack.wait_for_message("ada").words == "You said: R&D <now>"
    assert [one.author for one in slack.messages("ada")] == ["ada", "rapporteur"]


def test_pressing_the_newest_button_of_that_name(slack, run_bot, client):
    pressed = []

    def register(app):
        @app.action("save")
        async def save(ack, body, respond):
            await ack()
            pressed.append(body["message"]["text"])
            await respond(text="Saved.", replace_original=True)

    run_bot(slack, register)
    ada = slack.channel("ada").id
    for text in ("first", "second"):
        client.chat_postMessage(channel=ada, text=text, blocks=[section(text), row("Save", "Back")])
    slack.click("ada", "Save")
    slack.wait(lambda: slack.messages("ada")[1].words == "Saved.")
    slack.click("ada", "save")
    slack.wait(lambda: slack.messages("ada")[0].words == "Saved.")
    assert pressed == ["second", "first"]
    with pytest.raises(SlackSaysError, match="nothing to press that says 'Save'"):
        slack.click("ada", "Save")
    assert slack.failed_clicks == []


def test_an_older_message_can_be_named(slack, bot, client):
    ada = slack.channel("ada").id
    first = client.chat_postMessage(channel=ada, text="1", blocks=[row("Go")])["ts"]
    client.chat_postMessage(channel=ada, text="2", blocks=[row("Go")])
    slack.click("ada", "Go", ts=first)
    assert bot.wait_for_bodies(1)[0]["message"]["text"] == "1"


def test_a_button_in_an_ephemeral_answer_can_be_pressed(slack, run_bot):
    def register(app):
        @app.command("/note")
        async def answer(ack):
            await ack(text="sure?", blocks=[section("sure?"), row("Yes")])

        @app.action("yes")
        async def yes(ack, respond):
            await ack()
            await respond(delete_original=True)

    run_bot(slack, register)
    assert slack.command("bo", "/note", channel="#notes") == "sure?\n[Yes]"
    slack.click("bo", "Yes", channel="#notes")
    slack.wait(lambda: slack.ephemerals("bo") == [])


def test_a_response_url_works_five_times(slack, bot, client):
    client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=[row("Go")])
    slack.click("ada", "Go")
    hook = WebhookClient(bot.wait_for_bodies(1)[0]["response_url"])
    assert [hook.send(text="again").status_code for _ in range(6)] == [200] * 5 + [404]
    assert len(slack.ephemerals("ada")) == 5


def modal_app(app):
    @app.shortcut("start")
    async def start(ack, client, body):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("form")
    async def submit(ack, view):
        city = view["state"]["values"]["city"]["text"]["value"]
        answers = {
            "bad": {"response_action": "errors", "errors": {"city": "Which one?"}},
            "more": {
                "response_action": "push",
                "view": MODAL | {"title": {"type": "plain_text", "text": "Two"}},
            },
            "other": {
                "response_action": "update",
                "view": MODAL | {"title": {"type": "plain_text", "text": "New"}},
            },
            "stop": {"response_action": "clear"},
        }
        await ack(**answers.get(city, {}))


def test_a_modal_lives_from_its_opening_to_its_end(slack, run_bot):
    run_bot(slack, modal_app)
    slack.shortcut("ada", "start")
    slack.wait(lambda: slack.views("ada"))
    assert slack.views("ada")[0].words == "Form\nCity\n[...]\nKind\n( ) Fair"
    with pytest.raises(SlackSaysError, match="required field: City"):
        slack.submit("ada")
    assert slack.submit("ada", {"City": "bad"}) == {"city": "Which one?"}
    slack.submit("ada", {"City": "other", "Kind": "Fair"})
    assert slack.views("ada")[0].words.startswith("New")
    assert slack.views("ada")[0].typed["kind", "pick"]["selected_option"]["value"] == "fair"
    slack.submit("ada", {"City": "more"})
    assert [view.words.split("\n")[0] for view in slack.views("ada")] == ["New", "Two"]
    slack.submit("ada", {"City": "Oslo"})
    assert [view.words.split("\n")[0] for view in slack.views("ada")] == ["New"]
    slack.submit("ada", {"City": "stop"})
    assert slack.views("ada") == []


def test_errors_under_a_field_that_does_not_exist_are_refused(slack, run_bot):
    def register(app):
        @app.view("odd")
        async def odd(ack):
            await ack(response_action="errors", errors={"text": "by action_id: wrong"})

    bot = run_bot(slack, register)
    client = WebClient(token=slack.bot_token, base_url=slack.url)
    slack.shortcut("ada", "other")
    trigger_id = bot.wait_for_bodies(1)[0]["trigger_id"]
    client.views_open(trigger_id=trigger_id, view=MODAL | {"callback_id": "odd"})
    with pytest.raises(SlackSaysError, match="block_id of an input"):
        slack.submit("ada", {"City": "x"})


def test_a_button_on_the_home_tab_and_in_a_modal(slack, bot, client):
    client.views_publish(user_id=slack.person("ada").id, view={"type": "home", "blocks": [row("Resume")]})
    slack.click("ada", "Resume", on="home")
    body = bot.wait_for_bodies(1)[0]
    assert (body["container"]["type"], body["view"]["type"]) == ("view", "home")
    client.views_open(trigger_id=body["trigger_id"], view=MODAL | {"blocks": [*FIELDS, row("More")]})
    slack.click("ada", "More", on="view")
    assert bot.wait_for_bodies(2)[1]["actions"][0]["action_id"] == "more"


def test_what_was_ticked_stays_when_the_message_is_updated_with_the_same_ids(slack, bot, client):
    boxes = {
        "type": "checkboxes",
        "action_id": "boxes",
        "options": [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}],
    }
    blocks = [{"type": "actions", "block_id": "one", "elements": [boxes]}, row("Save", block_id="two")]
    posted = client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=blocks)
    slack.click("ada", "Save", checked=["A"])
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="x", blocks=blocks)
    slack.click("ada", "Save")
    client.chat_update(
        channel=posted["channel"],
        ts=posted["ts"],
        text="x",
        blocks=[blocks[0] | {"block_id": "new"}, blocks[1]],
    )
    slack.click("ada", "Save")
    saves = [body for body in bot.wait_for_bodies(4) if body["actions"][0]["action_id"] == "save"]
    ticked = [
        [
            one["value"]
            for state in body["state"]["values"].values()
            for one in state["boxes"]["selected_options"]
        ]
        for body in saves
    ]
    assert sorted(ticked) == [[], ["a"], ["a"]]


def test_people_and_channels_can_be_added(slack, client):
    people = [slack.add_person(f"p{number}", f"Person {number}", "Asia/Tokyo") for number in range(200)]
    assert len({one.id for one in people}) == 200
    assert client.users_info(user=people[7].id)["user"]["tz"] == "Asia/Tokyo"
    slack.say("p7", "hello")
    assert [one.author for one in slack.messages("p7")] == ["p7"]
    with pytest.raises(ValueError, match="already"):
        slack.add_person("ada", "Another Ada")
    with pytest.raises(LookupError, match="nobody is called 'dee'"):
        slack.say("dee", "hello")


def test_a_person_outside_a_channel_can_not_speak_there(slack):
    slack.add_channel("#two", members=["bo"])
    with pytest.raises(SlackSaysError, match="ada is not in #two"):
        slack.say("ada", "let me in", channel="#two")


def test_nobody_edits_the_words_of_another(slack):
    ts = slack.say("bo", "mine", channel="#notes")
    with pytest.raises(SlackSaysError, match="did not write"):
        slack.edit("ada", ts, "yours")


def test_rich_text_is_read_as_it_looks(slack, client):
    def inline(*elements):
        return {"type": "rich_text_section", "elements": list(elements)}

    def text(words, **style):
        return {"type": "text", "text": words} | ({"style": style} if style else {})

    bo = slack.person("bo").id
    rich = {
        "type": "rich_text",
        "elements": [
            inline(
                text("Dear "), {"type": "user", "user_id": bo}, text(", "), text("thanks & bye", bold=True)
            ),
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [inline(text("one")), inline(text("two"))],
            },
            {"type": "rich_text_list", "style": "ordered", "elements": [inline(text("three"))]},
            {
                "type": "rich_text_quote",
                "elements": [{"type": "link", "url": "https://x.org", "text": "site"}],
            },
            {"type": "rich_text_preformatted", "elements": [text("x = 1")]},
        ],
    }
    client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=[rich, {"type": "divider"}])
    words = slack.messages("ada")[0].words
    assert words == "Dear @Bo, thanks & bye\n- one\n- two\n1. three\nsite\nx = 1\n---"
