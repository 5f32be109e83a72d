"""All papers say what the draft says, word for word, and the same paper is the same bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.text import clean
from bot.render.papers import PaperError, docx, pdf, png
from tests.render.paper_readers import (
    squeezed,
    words_of_markdown,
    words_of_pdf,
    words_of_slack,
    words_of_word,
)
from tests.render.paper_rig import INJECTED, REPORT, ROOT, SEED, drafted, long_note, model
from tests.render.test_hard_cases import ALL

PICTURE = ROOT / "docs" / "pictures" / "note.png"
HARD = {**ALL, **INJECTED}
UNDRAWN = {"emoji"}
# Arabic and Hebrew letters stand in a PDF as they are drawn: from the left, dots apart from their letters.
TURNED = {"arabic", "hebrew", "mixed_directions", "isolates", "persian_joiner"}


@pytest.mark.parametrize("draft", [SEED, REPORT], ids=["information_note", "back_to_office_report"])
def test_all_four_say_the_same_words(draft):
    words = words_of_markdown(draft)
    assert words_of_slack(draft) == words
    assert words_of_word(docx(model(draft))) == words
    assert words_of_pdf(pdf(model(draft))) == words


@pytest.mark.parametrize("name", HARD)
def test_what_is_typed_reads_as_typed(name):
    """In Slack, in Word, and in a PDF where there are letters for it; from right to left those are the same."""
    draft = drafted(clean(HARD[name]))
    words, paper = words_of_markdown(draft), model(draft)
    assert squeezed(clean(HARD[name])) in words
    assert words_of_slack(draft) == words
    assert words_of_word(docx(paper)) == words
    if name in TURNED:
        assert set(words_of_pdf(pdf(paper))) == set(words)
    elif name not in UNDRAWN:
        assert words_of_pdf(pdf(paper)) == words


def test_a_very_long_answer_and_a_very_long_word_are_whole():
    draft = drafted("The cooperative dimension_of *resolution* was underlined. " * 500 + "a_*b" * 1_000)
    words = words_of_markdown(draft)
    assert words_of_word(docx(model(draft))) == words
    assert words_of_pdf(pdf(model(draft))) == words


def written(draft):
    """Return the PDF, or why there is none: a character is to be named."""
    try:
        return pdf(model(draft)), ""
    except PaperError as error:
        return b"", str(error) if "U+" in str(error) else pytest.fail(str(error))


TYPED = st.text(st.one_of(st.sampled_from("*_`[]()<>#&;{}\\\"'$@/ \n.¹•ab"), st.characters()), max_size=30)
LATIN = st.text(st.sampled_from("*_`[]()<>#&;{}\\\"'$@/ \n.-¹•ab1éßж…“Ωfiﬁ%~^|="), max_size=60)


@settings(max_examples=40, deadline=None)
@given(typed=TYPED)
def test_whatever_is_typed_word_says_it_and_the_pdf_says_it_or_names_what_it_can_not_draw(typed):
    draft = drafted(clean(f"a {typed} z"))
    assert words_of_word(docx(model(draft))) == words_of_markdown(draft)
    made, refused = written(draft)
    assert refused or words_of_pdf(made).startswith("Note¹Words:a")


@settings(max_examples=40, deadline=None)
@given(typed=LATIN)
def test_whatever_is_typed_in_letters_that_there_are_word_and_pdf_agree(typed):
    draft = drafted(clean(f"a {typed} z"))
    assert words_of_pdf(pdf(model(draft))) == words_of_word(docx(model(draft)))


@settings(max_examples=40, deadline=None)
@given(draft=st.text(st.one_of(st.sampled_from("*_`[]()<>#&;sup/1\\\n.•-= "), st.characters()), max_size=60))
def test_no_draft_whatever_breaks_a_writer(draft):
    assert docx(model(draft))
    assert any(written(draft))


def test_what_no_file_can_hold_is_left_out():
    draft = "# N\x00ote\n\na\x0bb\ufeff\ud800c\ufffe\n"
    assert words_of_word(docx(model(draft))) == words_of_pdf(pdf(model(draft))) == "Noteabc"
    assert docx(model(draft, title="a\x00b", author="\ud800"))
    assert pdf(model(draft, title="a\x00b", author="\ud800"))


def test_the_preview_is_a_picture_of_the_first_page_alone_and_the_readme_shows_it(request):
    short, long = png(model(SEED)), png(model(long_note()))
    assert short.startswith(b"\x89PNG")
    if request.config.getoption("--accept"):
        PICTURE.write_bytes(short)
    assert PICTURE.read_bytes() == short, "docs/pictures/note.png is another: make picture"
    assert short[16:24] == long[16:24]  # width and height


@pytest.mark.parametrize("write", [docx, pdf, png])
def test_the_same_paper_gives_the_same_bytes(write):
    assert write(model(SEED)) == write(model(SEED))
    assert write(model(SEED)) != write(model(SEED.replace("European", "Europæan")))
