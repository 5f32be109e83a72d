"""The page a human clicks in: what it is told, what it may ask, and that it is safe."""

import asyncio
import base64
import http.client
import json
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

from bot.fakeslack import Settings, serve
from bot.fakeslack.page.drawing import KINDS
from bot.transports.slack.views import PICKED

BLOCKS = [
    {"type": "header", "text": {"type": "plain_text", "text": "Which city?"}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "save", "text": {"type": "plain_text", "text": "Save"}},
            {
                "type": "checkboxes",
                "action_id": "boxes",
                "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
            },
        ],
    },
]


def read(slack, **query):
    address = f"{slack.page_url}_workspace/news?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.loads(answer.read())


def act(slack, *, kind="application/json", **asked):
    request = urllib.request.Request(
        f"{slack.page_url}_workspace/act", data=json.dumps(asked).encode(), headers={"Content-Type": kind}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as problem:
        with problem:
            return json.loads(problem.read())


def test_the_page_is_one_file_that_loads_nothing_and_writes_no_html(slack):
    with urllib.request.urlopen(slack.page_url, timeout=5) as answer:
        page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert [
        word for word in ("http://", "https://", "innerHTML", "outerHTML", "insertAdjacent") if word in page
    ] == []
    assert 'aria-live="polite"' in page


def test_it_shows_what_a_person_sees(slack, client):
    slack.say("ada", "hello <b>")
    client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=BLOCKS)
    news = read(slack, who="ada")
    assert [one["handle"] for one in news["people"]] == ["ada", "bo", "cy"]
    assert [one["name"] for one in news["places"]] == ["#notes"]
    hers, bots = news["messages"]
    assert (hers["mine"], hers["parts"][0]["text"]) == (True, "hello <b>")
    assert [part["kind"] for part in bots["parts"]] == ["heading", "button", "boxes"]
    assert bots["parts"][1]["label"] == "Save"


def test_a_human_can_do_all_that_a_hand_can(slack, run_bot, client):
    def register(app):
        @app.command("/note")
        async def note(ack, command):
            await ack(f"noted {command['text']}")

    bot = run_bot(slack, register)
    act(slack, who="ada", act="say", text="typed here")
    act(slack, who="ada", act="say", text="/note owe")
    client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=BLOCKS)
    ts = slack.messages("ada")[-1].ts
    act(slack, who="ada", act="choose", what="boxes", value=["1"], ts=ts)
    act(slack, who="ada", act="press", what="save", ts=ts)
    bodies = bot.wait_for_bodies(4)
    assert bodies[-1]["actions"][0]["action_id"] == "save"
    boxes = next(iter(bodies[-1]["state"]["values"].values()))["boxes"]
    assert [one["value"] for one in boxes["selected_options"]] == ["1"]
    news = read(slack, who="ada")
    assert [one["parts"][0]["text"] for one in news["messages"] if one["private"]] == ["noted owe"]
    assert news["messages"][-1]["parts"][2]["options"][0]["on"] is True


def test_ones_own_message_can_be_edited_and_deleted_there(slack, bot):
    act(slack, who="ada", act="say", text="3-4 June")
    (message,) = read(slack, who="ada")["messages"]
    assert message["words"] == "3-4 June"
    act(slack, who="ada", act="edit", ts=message["ts"], text="4-5 June")
    (message,) = read(slack, who="ada")["messages"]
    assert (message["edited"], message["words"]) == (True, "4-5 June")
    assert "sees no message" in act(slack, who="bo", act="delete", ts=message["ts"])["error"]
    act(slack, who="ada", act="delete", ts=message["ts"])
    assert read(slack, who="ada")["messages"] == []
    kinds = [body["event"].get("subtype", "said") for body in bot.wait_for_bodies(3)]
    assert sorted(kinds) == [
        "message_changed",
        "message_deleted",
        "said",
    ]  # a busy bot takes them side by side


def test_a_file_can_be_sent_along(slack, bot):
    content = base64.b64encode(b"BEGIN:VCALENDAR").decode()
    act(slack, who="bo", act="say", text="", files=[{"name": "programme.ics", "content": content}])
    ((file,),) = [message["parts"] for message in read(slack, who="bo")["messages"]]
    assert file["name"] == "programme.ics"
    assert [one.content for one in slack.messages("bo")[0].files] == [b"BEGIN:VCALENDAR"]
    assert bot.wait_for_bodies(1)[0]["event"]["subtype"] == "file_share"


def test_a_modal_and_the_home_tab_can_be_used(slack, bot, client):
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "city",
                "label": {"type": "plain_text", "text": "City"},
                "element": {"type": "plain_text_input", "action_id": "t"},
            }
        ],
    }
    client.views_publish(user_id=slack.person("ada").id, view={"type": "home", "blocks": BLOCKS})
    act(slack, who="ada", act="open_home")
    act(slack, who="ada", act="press", what="save", on="home")
    bodies = bot.wait_for_bodies(2)
    client.views_open(trigger_id=bodies[1]["trigger_id"], view=view)
    modal = read(slack, who="ada")["modal"]
    assert (modal["title"], modal["submit"], modal["parts"][0]["label"]) == ("Form", "Send", "City")
    assert "required field" in act(slack, who="ada", act="submit", values={})["error"]
    assert act(slack, who="ada", act="submit", values={"city": "Oslo"}) == {"errors": {}}
    assert read(slack, who="ada")["modal"] is None


def open_form(slack, client, bot, *inputs):
    """Open a form with these inputs for Ada."""
    blocks = [
        {"type": "input", "block_id": f"b{n}", "label": text(label), "optional": optional}
        | {"element": {"action_id": "v", **element}}
        for n, (label, optional, element) in enumerate(inputs)
    ]
    view = {"type": "modal", "title": text("Form"), "submit": text("Send"), "blocks": blocks}
    client.views_publish(user_id=slack.person("ada").id, view={"type": "home", "blocks": BLOCKS})
    act(slack, who="ada", act="open_home")
    act(slack, who="ada", act="press", what="save", on="home")
    client.views_open(trigger_id=bot.wait_for_bodies(2)[-1]["trigger_id"], view=view)
    return read(slack, who="ada")["modal"]["parts"]


def text(words):
    return {"type": "plain_text", "text": words}


def test_a_person_is_picked_from_those_who_are_there(slack, bot, client):
    bo = slack.person("bo")
    [part] = open_form(
        slack, client, bot, ("To whom?", False, {"type": "users_select", "initial_user": bo.id})
    )
    assert (part["kind"], part["label"], part["input"]) == ("list", "To whom?", True)
    assert [(one["label"], one["on"]) for one in part["options"]] == [
        (slack.person(who).name, who == "bo") for who in ("ada", "bo", "cy")
    ]
    assert act(slack, who="ada", act="submit", values={"b0": part["options"][2]["value"]}) == {"errors": {}}
    [state] = bot.wait_for_bodies(3)[-1]["view"]["state"]["values"].values()
    assert state["v"]["selected_user"] == slack.person("cy").id


def test_what_the_page_can_not_draw_is_not_asked_by_it_and_does_not_hold_up_the_rest(slack, bot, client):
    option = {"text": text("One"), "value": "1"}
    parts = open_form(
        slack,
        client,
        bot,
        ("When?", True, {"type": "datetimepicker"}),
        ("Which?", True, {"type": "static_select", "options": [option]}),
        ("Why?", False, {"type": "plain_text_input"}),
    )
    assert [(one["label"], one["kind"], one["input"]) for one in parts] == [
        ("When?", "unknown", False),
        ("Which?", "list", True),
        ("Why?", "field", True),
    ]
    sent = {one["block"]: "" for one in parts if one["input"]} | {"b2": "because"}
    assert act(slack, who="ada", act="submit", values=sent) == {"errors": {}}


def test_the_page_draws_every_picker_that_the_bot_uses(slack):
    with urllib.request.urlopen(slack.page_url, timeout=5) as answer:
        page = answer.read().decode()
    assert {kind for kind, _ in PICKED.values()} <= KINDS.keys()
    assert [kind for kind in {*KINDS.values(), "unknown"} if f"\n  {kind}: " not in page] == []


def test_news_wait_for_a_change(slack):
    version = read(slack, who="ada")["version"]
    threading.Timer(0.2, slack.say, ("ada", "late")).start()
    news = read(slack, who="ada", after=version)
    assert [one["parts"][0]["text"] for one in news["messages"]] == ["late"]


def test_a_failed_click_is_told(slack, client):
    client.chat_postMessage(channel=slack.channel("ada").id, text="x", blocks=BLOCKS)
    act(slack, who="ada", act="press", what="save")
    assert "dispatch_failed" in read(slack, who="ada")["failed"][0]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"act": "fly"}, "there are say"),
        ({"act": "press", "who": "ada", "what": "nothing"}, "nothing to press"),
        ({"act": "say", "who": "zoe", "text": "x"}, "nobody is called 'zoe'"),
    ],
)
def test_what_can_not_be_done_is_said(slack, asked, said):
    assert said in act(slack, **asked)["error"]


def test_another_site_can_not_act_here(slack):
    assert act(slack, kind="text/plain", who="ada", act="say", text="x")["error"] == "send application/json"
    connection = http.client.HTTPConnection(slack.page_url.split("/")[2], timeout=5)
    connection.request("GET", "/", headers={"Host": "evil.example:80"})
    assert connection.getresponse().status == 403
    connection.close()
    assert slack.messages("ada") == []


def test_serve_runs_in_the_foreground_until_it_is_stopped(unused_port):
    async def main():
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(unused_port, stop=stop, settings=Settings(pace=0)))
        page = await asyncio.to_thread(wait_for_page, unused_port)
        stop.set()
        await serving
        return page

    assert asyncio.run(main()).startswith(b"<!doctype html>")


def wait_for_page(port):
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return answer.read()
        except urllib.error.URLError:
            threading.Event().wait(0.05)
    raise AssertionError("no page")


def test_files_are_links_and_a_picture_is_shown_with_its_description(slack):
    slack.say("ada", "", files=[("a.png", b"\x89PNG"), ("a.html", b"<script>")])
    picture, page = read(slack, who="ada")["messages"][0]["parts"][-2:]
    assert (picture["kind"], picture["picture"], picture["title"]) == ("file", True, "a.png")
    assert (page["picture"], page["name"]) == (False, "a.html")
    for part, kind in ((picture, "image/png"), (page, "application/octet-stream")):
        address = slack.page_url + part["href"].lstrip("/")
        with urllib.request.urlopen(address, timeout=5) as answer:
            assert (answer.headers.get_content_type(), answer.headers["X-Content-Type-Options"]) == (
                kind,
                "nosniff",
            )


def test_a_picture_in_a_block_is_shown_with_the_description_of_the_block(slack, client):
    step = client.files_getUploadURLExternal(filename="a.png", length=4)
    urllib.request.urlopen(urllib.request.Request(step["upload_url"], data=b"\x89PNG"), timeout=5).close()
    client.files_completeUploadExternal(files=[{"id": step["file_id"]}])
    blocks = [{"type": "image", "slack_file": {"id": step["file_id"]}, "alt_text": "The first page"}]
    client.chat_postMessage(channel=slack.channel("#notes").id, text="the post", blocks=blocks)
    [picture] = read(slack, who="ada", place=slack.channel("#notes").id)["messages"][0]["parts"]
    assert (picture["kind"], picture["picture"], picture["alt"]) == ("file", True, "The first page")
    with urllib.request.urlopen(slack.page_url + picture["href"].lstrip("/"), timeout=5) as answer:
        assert answer.read() == b"\x89PNG"


def test_a_file_is_given_to_this_machine_only_and_not_before_it_is_complete(slack, client):
    step = client.files_getUploadURLExternal(filename="a.png", length=5)
    slack.say("ada", "", files=[("b.png", b"x")])
    there = slack.messages("ada")[0].files[0].id
    for host, file, status in (
        ("evil.example", there, 403),
        ("127.0.0.1:1", there, 200),
        ("127.0.0.1:1", step["file_id"], 404),
    ):
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(slack.page_url).netloc, timeout=5)
        connection.request("GET", f"/_workspace/file/{file}", headers={"Host": host})
        assert connection.getresponse().status == status
        connection.close()
