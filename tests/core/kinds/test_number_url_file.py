"""The kinds with a form of their own: number, url, file."""

# ruff: noqa: RUF001 - a minus as typed

import pytest

from bot.core.replies import Clear, Doubt, File, Unclear

PDF = File(id="F1", name="agenda.pdf", media_type="application/pdf", size=12_345)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("300", 300),
        ("1,200", 1200),
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("1'200", 1200),
        ("1,200,300.5", 1200300.5),
        ("1.200,50", 1200.5),
        ("1.200.300", 1200300),
        ("1,5", 1.5),
        ("0.125", 0.125),
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        ("٣٠٠", 300),
        ("007", 7),
    ],
)
def test_a_number_is_read_in_any_common_form(reader, typed, number):
    assert reader.parse("number", typed) == Clear(number)
    assert type(reader.parse("number", typed).value) is type(number)


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("about 300", ["300"]),
        ("1,200 people", ["1,200"]),
        ("200-300", []),
        ("three hundred", []),
        ("1,20,3", []),
        ("9" * 41, []),
        ("1e5", []),
    ],
)
def test_words_are_no_number_but_may_hold_one(reader, typed, suggestions):
    assert reader.parse("number", typed) == Unclear(
        "not_a_number", {"said": typed, "suggestions": suggestions}
    )


def test_a_number_has_bounds_and_a_usual_size(reader):
    assert reader.parse("number", "1", least=2) == Unclear("too_small", {"said": "1", "least": 2})
    assert reader.parse("number", "3,000", most=9) == Unclear("too_large", {"said": "3,000", "most": 9})
    odd = Doubt(3000, "odd_number", {"said": "3,000", "usual": 500})
    assert reader.parse("number", "3000", extra={"usual": 500}) == odd


def test_a_stop_before_three_digits_is_doubted(reader):
    doubt = Doubt(1.2, "decimal_point", {"said": "1.2", "suggestions": ["1,200"]})
    assert reader.parse("number", "1.200") == doubt


@pytest.mark.parametrize(
    ("typed", "title", "url"),
    [
        ("https://un.org/a_b.pdf", "", "https://un.org/a_b.pdf"),
        ("HTTPS://un.org/A.", "", "https://un.org/A"),
        ("(see https://un.org/a).", "see", "https://un.org/a"),
        ("<https://un.org/a>", "", "https://un.org/a"),
        ("https://en.wikipedia.org/wiki/A_(b)", "", "https://en.wikipedia.org/wiki/A_(b)"),
        (
            "Summary of “Recommendations”: https://un.org/a",
            'Summary of "Recommendations"',
            "https://un.org/a",
        ),
        ("https://un.org/a - Summary", "Summary", "https://un.org/a"),
        ("Summary\nhttps://un.org/a", "Summary", "https://un.org/a"),
        ("• Summary - https://un.org/a", "Summary", "https://un.org/a"),
        ("https://例子.中国/路", "", "https://例子.中国/路"),
        ("http://un.org:8080/?q=1&r=2#x", "", "http://un.org:8080/?q=1&r=2#x"),
    ],
)
def test_an_address_may_have_a_title(reader, typed, title, url):
    value = [{"title": title, "url": url}]
    assert reader.parse("url", typed) == Clear(value)
    assert reader.again("url", value) == value


def test_addresses_come_one_per_line_or_one_after_another(reader):
    first, second = {"title": "A", "url": "https://un.org/a"}, {"title": "B", "url": "https://un.org/b"}
    assert reader.parse("url", "A https://un.org/a\nB https://un.org/b") == Clear([first, second])
    assert reader.parse("url", "A https://un.org/a B https://un.org/b") == Clear([first, second])
    assert reader.show("url", [first, second]) == "A - https://un.org/a\nB - https://un.org/b"


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("www.un.org/a", ["https://www.un.org/a"]),
        ("Summary", []),
        ("ftp://un.org/a", []),
        ("javascript:alert(1)", []),
        ("https://localhost/a", []),
        ("https://un.org@evil.example/a", []),
        ("https://un.org:x/a", []),
        ("https://[", []),
        ("https://", []),
        ("https://un.org/a\nSummary", []),
    ],
)
def test_what_is_not_a_public_address_is_asked_again(reader, typed, suggestions):
    answer = reader.parse("url", typed)
    assert (answer.key, answer.facts["suggestions"]) == ("not_a_url", suggestions)


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("https://un.org/my file.pdf", ["https://un.org/myfile.pdf", "https://un.org/my%20file.pdf"]),
        ("https://un.org /a/b", ["https://un.org/a/b"]),
    ],
)
def test_a_space_inside_an_address_is_noticed(reader, typed, suggestions):
    assert reader.parse("url", typed) == Unclear("space_in_url", {"said": typed, "suggestions": suggestions})


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.google.com/document/d/1",
        "https://drive.google.com/file/d/1",
        "https://un.sharepoint.com/x",
        "https://www.dropbox.com/s/1",
        "https://onedrive.live.com/x",
        "https://un.org/login?next=a",
        "https://login.un.org/a",
    ],
)
def test_a_private_link_is_doubted(reader, url):
    assert reader.parse("url", url) == Doubt([{"title": "", "url": url}], "private_link", {"url": url})


def test_a_catalogue_is_no_login(reader):
    assert type(reader.parse("url", "https://un.org/blogindex")) is Clear


def test_addresses_have_bounds(reader):
    too_many = Unclear("too_many", {"count": 2, "most": 1})
    assert reader.parse("url", "https://un.org/a\nhttps://un.org/b", most=1) == too_many
    assert reader.parse("url", "") == Unclear("empty")


def test_a_file_is_described_and_not_read(reader):
    value = [{"id": "F1", "name": "agenda.pdf", "media_type": "application/pdf", "size": 12_345}]
    assert reader.parse("file", "here it is", PDF) == Clear(value)
    assert reader.show("file", value) == "agenda.pdf (12 kB)"


@pytest.mark.parametrize(("size", "shown"), [(999, "999 bytes"), (1_000, "1 kB"), (2_500_000, "2.5 MB")])
def test_a_size_is_short(reader, size, shown):
    value = [{"id": "F1", "name": "a", "media_type": "", "size": size}]
    assert reader.show("file", value) == f"a ({shown})"


def test_a_file_has_bounds(reader):
    big = File(id="F2", name="film.mp4", media_type="video/mp4", size=20_000_001)
    none = File(id="F3", name="void.txt", media_type="text/plain", size=0)
    assert reader.parse("file", "soon") == Unclear("file_missing")
    assert reader.parse("file", "", big) == Unclear("file_too_large", {"name": "film.mp4", "megabytes": 20})
    assert type(reader.parse("file", "", big, extra={"megabytes": 21})) is Clear
    assert reader.parse("file", "", none) == Unclear("file_empty", {"name": "void.txt"})
    assert reader.parse("file", "", PDF, PDF, most=1) == Unclear("too_many", {"count": 2, "most": 1})
