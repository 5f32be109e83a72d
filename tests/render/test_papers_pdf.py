"""A PDF is tagged for screen readers, breaks its pages well, and names the character that no font draws."""

from io import BytesIO

import pikepdf
import pytest

from bot.render.papers import PaperError, docx, pdf, png, read
from tests.render.paper_readers import (
    artifacts_of_pdf,
    blocks_of_pdf,
    pages_of_pdf,
    places_of_pdf,
    words_of_markdown,
    words_of_pdf,
    words_of_word,
)
from tests.render.paper_rig import HEAD, INJECTED, SEED, drafted, long_note, model


def test_the_pdf_is_tagged_and_says_its_title_and_language():
    with pikepdf.open(BytesIO(pdf(model(SEED)))) as made, made.open_metadata() as known:
        assert known["pdfuaid:part"] == "1"
        assert known["dc:title"] == "Information Note IN-2009-001, version 1"
        assert known["dc:creator"] == ["Ada Lovelace"]
        assert known["xmp:CreateDate"] == "2009-06-04T18:00:00Z"
        assert bool(made.Root.MarkInfo.Marked)
        assert str(made.Root.Lang) == "en-GB"
        assert bool(made.Root.ViewerPreferences.DisplayDocTitle)


def test_a_pdf_without_an_author_has_no_empty_one():
    with pikepdf.open(BytesIO(pdf(model(SEED, author="")))) as document, document.open_metadata() as known:
        assert ("dc:creator" in known, "/Author" in document.docinfo) == (False, False)


def test_no_source_can_read_a_file_of_the_disk(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("secret")
    monkeypatch.setitem(pdf.__globals__, "SOURCE", f'#read("{tmp_path / "secret"}")'.encode())
    with pytest.raises(PaperError, match="can not be made: error: failed to load file"):
        pdf(model(SEED))


def test_the_pdf_has_headings_lists_and_a_footnote():
    kinds = [kind for kind, _ in blocks_of_pdf(pdf(model(SEED)))]
    assert kinds == ["h1", "p", "p", "p", "p", "h2", "li", "li", "h2", "p", "h2", "p", "p", "h2", "p", "note"]


def test_the_fonts_of_a_pdf_are_in_it():
    with pikepdf.open(BytesIO(pdf(model(SEED)))) as made:
        fonts = [font for page in made.pages for font in page.Resources.Font.values()]
        described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert [("/FontFile2" in one or "/FontFile3" in one) for one in described] == [True, True]


@pytest.mark.parametrize("name", ["html", "link", "typst_import"])
def test_no_link_of_another_kind_gets_into_a_pdf(name):
    draft = f"{drafted(INJECTED[name])}\n\nhttps://x.example a@b.example\n"
    with pikepdf.open(BytesIO(pdf(model(draft)))) as made:
        actions = [note.A for page in made.pages for note in page.get("/Annots", []) if "/A" in note]
        assert {str(action.URI) for action in actions} == {"https://x.example", "mailto:a@b.example"}


def test_a_note_of_twelve_pages_breaks_them_numbers_each_and_leaves_no_heading_alone():
    made = pdf(model(long_note()))
    pages = pages_of_pdf(made)
    assert len(pages) >= 12
    assert artifacts_of_pdf(made) == [f"IN-2009-001{HEAD}{number}" for number in range(1, len(pages) + 1)]
    assert [page[-1] for page in pages if page[-1] in {"h1", "h2"}] == []
    assert words_of_pdf(made) == words_of_markdown(long_note())


def test_headings_skip_no_level_whatever_the_template_says():
    draft = "#### Four\n\n## Two\n\n###### Six\n\n#### Four\n"
    assert [one.level for one in read(draft)] == [1, 1, 2, 2]
    assert pdf(model(draft))


def test_a_character_that_no_font_draws_is_named_with_its_place():
    draft = "# **Note**\n\n**Event:** 👍\n\n### 3. Highlights\n\nத\n"
    with pytest.raises(PaperError) as raised:
        pdf(model(draft))
    assert str(raised.value) == (
        'The PDF can not be made: no font here draws "👍" (THUMBS UP SIGN, U+1F44D) in "Event"; '
        '"த" (TAMIL LETTER TA, U+0BA4) in "3. Highlights". '
        "Write it in other words, or ask whoever runs the bot to add a font that has it."
    )
    with pytest.raises(PaperError, match="THUMBS UP SIGN"):
        png(model(draft))
    assert words_of_word(docx(model(draft))) == "NoteEvent:👍3.Highlightsத"


def test_many_characters_that_no_font_draws_are_not_all_named():
    with pytest.raises(PaperError, match="; and 2 more"):
        pdf(model("# **Note**<sup>1</sup>\n\n<sup>1</sup> தகவலற\n"))


def test_a_character_in_a_footnote_is_said_to_stand_there():
    with pytest.raises(PaperError, match="in footnote 1"):
        pdf(model("# **Note**<sup>1</sup>\n\n<sup>1</sup> த\n"))


ENGLISH, ARABIC = "share (2004): see this.", "عقدت ورشة العمل (2004)؛"


@pytest.mark.parametrize("items", [(ENGLISH, ARABIC, ENGLISH), (ARABIC, ENGLISH)])
def test_each_bullet_stands_on_the_side_on_which_its_words_begin(items):
    def places(*texts):
        return sorted(places_of_pdf(pdf(model("\n\n".join(f"• {text}" for text in texts)))))

    around = places_of_pdf(pdf(model("")))
    alone = [place for text in items for place in places(text)]
    for _ in items[1:]:
        for place in around:
            alone.remove(place)
    assert places(*items) == sorted(alone)


@pytest.mark.parametrize("sign", ["", "• "], ids=["paragraph", "bullet"])
def test_words_that_run_from_right_to_left_begin_on_the_right(sign):
    head = 2
    english, arabic = (places_of_pdf(pdf(model(f"{sign}{text}")))[head:-1] for text in (ENGLISH, ARABIC))
    assert min(arabic) > max(english)


def test_the_folder_of_more_fonts_is_looked_into(tmp_path):
    assert pdf(model(SEED), tmp_path) == pdf(model(SEED))
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert pdf(model(SEED), tmp_path)
