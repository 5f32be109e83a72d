"""A form is a modal that Slack takes, whatever stands in it, and comes back as it was filled in."""

import pytest
import slackblocks
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.core.forms import Field, Form
from bot.core.messages import Button
from bot.fakeslack import view_limits
from bot.transports.slack import views

OPTIONS = {f"question_{number}": f"Question {number} " + "x" * 90 for number in range(12)}
COMMENT = Field(key="comment", label="Your comment", required=True, lines=True)
SECTIONS = Field(key="sections", label="Which sections?", options={"city": "City", "dates": "Dates"})
FORM = Form(
    act="changes",
    about="17.2",
    title="Request changes",
    lines=("What should change?",),
    fields=(COMMENT, SECTIONS),
    submit="Send",
)


def refusals(view):
    """Return what the fake would refuse, and what Slack's own SDK would."""
    View(**view).validate_json()
    rebuild(view)
    return view_limits.find_view_problems(view) + ([("", "large")] if view_limits.is_too_large(view) else [])


def rebuild(view):
    """Build the view again with slackblocks, which raises where a limit is exceeded."""
    slackblocks.ModalView(
        title=view["title"]["text"],
        blocks=[rebuild_block(block) for block in view["blocks"]] or slackblocks.DividerBlock(),
        submit=(view.get("submit") or {}).get("text"),
        private_metadata=view["private_metadata"],
        callback_id=view["callback_id"],
    )


def rebuild_block(block):
    if block["type"] == "section":
        return slackblocks.SectionBlock(slackblocks.PlainText(block["text"]["text"]))
    element = block["element"]
    if element["type"] == "plain_text_input":
        rebuilt = slackblocks.PlainTextInput(
            element["action_id"],
            element.get("initial_value"),
            element["multiline"],
            None,
            element["max_length"],
        )
    else:
        kinds = {
            "checkboxes": slackblocks.CheckboxGroup,
            "multi_static_select": slackblocks.StaticMultiSelectMenu,
        }
        options = [
            slackblocks.Option(slackblocks.PlainText(one["text"]["text"]), one["value"])
            for one in element["options"]
        ]
        rebuilt = kinds[element["type"]](action_id=element["action_id"], options=options)
    return slackblocks.InputBlock(
        slackblocks.PlainText(block["label"]["text"]), rebuilt, block_id=block["block_id"]
    )


def state(view, **values):
    """Return the view as Slack sends it back, with these values."""
    fields = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    shown = {
        key: {"value": {"type": element["type"], **values.get(key, {"value": None})}}
        for key, element in fields.items()
    }
    return view | {"state": {"values": shown}}


def test_a_form_is_a_modal_with_a_field_for_each_key():
    view = views.draw(FORM)
    assert (view["title"]["text"], view["submit"]["text"]) == ("Request changes", "Send")
    assert (view["callback_id"], view["private_metadata"]) == ("form:changes", "17.2")
    words, comment, sections = view["blocks"]
    assert words == {
        "type": "section",
        "text": {"type": "plain_text", "text": "What should change?", "emoji": False},
    }
    assert (comment["block_id"], comment["optional"], comment["element"]["multiline"]) == (
        "comment",
        False,
        True,
    )
    assert (sections["block_id"], sections["optional"]) == ("sections", True)
    assert [one["value"] for one in sections["element"]["options"]] == ["city", "dates"]


def test_a_notice_has_nothing_to_send():
    view = views.draw(Form(title="Too late", lines=("Version 3 is newer.",)))
    assert "submit" not in view
    assert refusals(view) == []


def test_the_buttons_of_a_form_stand_whole_below_words_that_are_too_long():
    again = Button("Read again", act="read", about="17.2")
    view = views.draw(Form(act="approve", title="T", lines=("x",) * 300, buttons=(again,), submit="S"))
    assert [block["type"] for block in view["blocks"][-2:]] == ["section", "actions"]
    assert view_limits.find_view_problems(view) == []


def test_a_field_begins_with_its_value_and_takes_no_more_than_it_may():
    field = Field(key="city", label="City", value="Brussels", most=40)
    element = views.draw(Form(act="x", title="T", fields=(field,), submit="S"))["blocks"][0]["element"]
    assert (element["initial_value"], element["max_length"]) == ("Brussels", 40)


def test_ticked_options_begin_ticked():
    field = Field(key="s", label="S", options={"city": "City", "dates": "Dates"}, value="dates")
    element = views.draw(Form(act="x", title="T", fields=(field,), submit="S"))["blocks"][0]["element"]
    assert [one["value"] for one in element["initial_options"]] == ["dates"]


def test_more_options_than_boxes_are_allowed_are_a_menu():
    view = views.draw(
        Form(act="x", title="T", fields=(Field(key="s", label="S", options=OPTIONS),), submit="S")
    )
    assert view["blocks"][0]["element"]["type"] == "multi_static_select"
    assert refusals(view) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("x" * 30_000,),
        tuple(f"line {number}" for number in range(300)),
        ("word " * 600,) * 99,
        ("\U0001f600" * 3_000,) * 40,
        ("", " \n", "x"),
        ("<!channel> *b* :flag-be: <@U1>",),
    ],
    ids=["one long", "many", "long and many", "dear signs", "nothing", "marks"],
)
def test_slack_takes_a_form_with_any_words_above_its_fields(lines):
    view = views.draw(
        Form(act="x", about="1.1", title="E" * 60, lines=lines, fields=(COMMENT,), submit="s" * 60)
    )
    assert refusals(view) == []
    assert view["blocks"][-1]["block_id"] == "comment"


def test_words_that_do_not_fit_end_in_an_ellipsis():
    shown = views.draw(Form(title="Read", lines=[f"line {n}" for n in range(120)]))["blocks"]
    assert [block["text"]["text"] for block in shown[-2:]] == ["line 98", "…"]
    fits = views.draw(Form(title="Read", lines=[f"line {n}" for n in range(100)]))["blocks"]
    assert fits[-1]["text"]["text"] == "line 99"


WORDS = st.text(max_size=200)
FIELDS = st.builds(
    Field,
    key=st.uuids().map(str),
    label=WORDS,
    hint=WORDS,
    value=WORDS,
    required=st.booleans(),
    lines=st.booleans(),
    most=st.integers(1, 9_000),
    options=st.none() | st.dictionaries(st.uuids().map(str), WORDS, min_size=1, max_size=15),
)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Form,
        act=st.just("x"),
        about=st.just("17.2"),
        title=WORDS,
        lines=st.lists(WORDS, max_size=120),
        fields=st.lists(FIELDS, max_size=8),
        submit=st.text(min_size=1, max_size=60),
    )
)
def test_slack_takes_any_form(form):
    assert refusals(views.draw(form)) == []


def test_what_was_filled_in_is_read_by_key():
    chosen = {"selected_options": [{"value": "city"}, {"value": "dates"}]}
    sent = state(views.draw(FORM), comment={"value": "Please\nsay more"}, sections=chosen)
    assert views.values(sent) == {"comment": "Please\nsay more", "sections": "city,dates"}


def test_what_was_left_empty_is_there_and_empty():
    sent = state(views.draw(FORM), sections={"selected_options": []})
    assert views.values(sent) == {"comment": "", "sections": ""}


def test_half_characters_are_mended_when_they_are_read():
    sent = state(views.draw(FORM), comment={"value": "a\ud800b"})
    assert views.values(sent)["comment"].encode() == b"a?b"


def test_a_form_without_faults_closes():
    assert views.answer({}, state(views.draw(FORM))) == {}


def test_faults_stand_at_their_fields_and_others_at_the_first():
    said = views.answer({"sections": "Tick one.", "*": "Too late."}, state(views.draw(FORM)))
    assert said == {
        "response_action": "errors",
        "errors": {"sections": "Tick one.", "comment": "Too late."},
    }


def test_two_faults_of_one_field_are_both_said():
    said = views.answer({"comment": "Too long.", "*": "Too late."}, state(views.draw(FORM)))
    assert said["errors"] == {"comment": "Too long. Too late."}


def test_a_form_without_fields_becomes_what_is_wrong_with_it():
    view = state(views.draw(Form(act="approve", title="Approve", submit="Approve")))
    said = views.answer({"*": "Too late."}, view)
    assert said == {
        "response_action": "update",
        "view": views.draw(Form(title="Approve", lines=("Too late.",))),
    }
