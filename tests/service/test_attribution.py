"""Who spoke: what is not for attribution reaches no reader with a name, in none of the forms that a note has."""

import pytest

from bot.core.messages import Attached
from bot.service.records.exporting import Exporting
from bot.service.records.papers import Papers
from tests.render.paper_readers import (
    squeezed,
    words_of_markdown,
    words_of_pdf,
    words_of_slack,
    words_of_word,
)
from tests.service.test_reviews import Table
from tests.service.town import LONG

NAMED = "Ms. Osei of Ghana stressed the need for training of customs officers."
NAMELESS = "One participant stressed the need for training of customs officers."


@pytest.fixture
def asked(town):
    """Ada has answered everything, naming somebody, and submits."""
    town.answer_all(highlights=f"{LONG}\n\n{NAMED}")
    town.write("ada", "submit")
    return town


def decisions(town):
    with town.office.transaction() as tx:
        return list(tx.decisions.of(1).values())


def test_the_card_asks_of_the_highlight_that_names_somebody_alone(asked):
    assert asked.last("ada").split("\n") == [
        "Who spoke – Highlights",  # noqa: RUF001  as it stands there
        "It names: Ms. Osei of Ghana. How may this be attributed?",
        NAMED,
    ]
    buttons = [button.label for button in asked.letters[-1][0].message.buttons]
    assert buttons == ["Named", "Delegation", "Several speakers", "Not for attribution"]


def test_what_was_said_is_kept_and_the_preview_counts_it(asked):
    assert decisions(asked) == []
    asked.press("ada", "Named")
    assert decisions(asked) == ["named"]
    asked.write("ada", "preview")
    assert "Attribution: 1 by name." in asked.last("ada")


def test_the_preview_has_a_gap_where_a_name_can_not_stand(asked):
    asked.press("ada", "Not for attribution")
    assert asked.drafts() == []
    asked.write("ada", "preview")
    shown = asked.last("ada")
    assert ("Osei" in shown, "Highlights: to be written without the name" in shown) == (False, True)
    assert "Attribution: 1 not for attribution." in shown


def test_what_is_not_for_attribution_has_a_name_in_none_of_its_forms(asked):
    asked.press("ada", "Not for attribution")
    asked.press("ada", "Use it")
    (draft,) = asked.drafts()
    papers = Papers(asked.office)
    word, paper = (papers.content(attached(form)) for form in ("docx", "pdf"))
    posted = "".join(letter.message.text for letter, _ in asked.letters if letter.recipient == "C1540")
    forms = {
        "markdown": words_of_markdown(draft.text),
        "blocks": words_of_slack(draft.text),
        "posts": squeezed(posted),
        "word": words_of_word(word),
        "pdf": words_of_pdf(paper),
    }
    assert [name for name, text in forms.items() if squeezed(NAMELESS) not in text] == []
    assert [name for name, text in forms.items() if "Osei" in text or "Ghana" in text] == []


def attached(form):
    return Attached(note=1, version=1, format=form, name=f"note.{form}", title="note")


def test_what_differs_names_nobody_who_was_barred_since(asked):
    asked.press("ada", "Named")
    seen = len(asked.letters)
    asked.write("ada", "edit highlights", f"{LONG}\n\n{NAMED.replace('need', 'great need')}", "submit")
    asked.press("ada", "Not for attribution")
    asked.press("ada", "Use it")
    posted = "".join(letter.message.text for letter, _ in asked.letters[seen:] if letter.recipient == "C1540")
    form = "".join(Table(asked).press("bo", "approve", version=2).lines)
    was = "was: “[not shown: it names somebody who is not to be named]”; now: “One participant stressed the"
    assert [(was in text, "Osei" in text) for text in (posted, form)] == [(True, False)] * 2


def test_who_was_barred_after_a_second_author_wrote_is_in_no_draft_and_in_no_form(asked):
    asked.press("ada", "Named")
    table = Table(asked)
    assert table.send("cy", "join", own="The idea of Osei on training was welcomed by all of them.") == {}
    asked.write("ada", "edit highlights", f"{LONG}\n\n{NAMED.replace('need', 'great need')}", "submit")
    asked.press("ada", "Not for attribution")
    asked.press("ada", "Use it")
    newest, form = asked.drafts()[-1].text, "".join(table.press("bo", "approve", version=2).lines)
    gap = "[Highlights: to be written without the name]"
    files = Exporting(asked.office, Papers(asked.office).content).files(1, {})
    assert [b"export_edited" in files[f"trace-{version}.json"] for version in (1, 2)] == [False, False]
    assert [("Osei" in text, gap in text.replace("\\", "")) for text in (newest, form)] == [(False, True)] * 2
