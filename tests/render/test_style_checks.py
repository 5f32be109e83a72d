"""What an author of a house style does wrong is said with its place and its mending."""

import shutil
import tomllib
from pathlib import Path

import pytest

from bot.core.finding import PRESENT, Style
from bot.core.housestyle import SENSITIVE, STYLE, WHOLE, findings, style
from bot.core.interview import Interview
from bot.render.checking import check
from bot.render.library import LibraryError, note_type, read_folder
from bot.render.style_checks import style_faults

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
QUESTIONS = [
    {"key": "findings", "kind": "text", "label": "Findings"},
    {"key": "day", "kind": "date", "label": "Day"},
]


def faults(text):
    return [str(fault) for fault in style_faults(tomllib.loads(text), QUESTIONS, {"contact": "a@un.example"})]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/style.toml")), ids=lambda path: path.parent.name)
def test_the_styles_of_the_house_have_no_faults(path):
    raw = tomllib.loads((path.parent / "questions.toml").read_text(encoding="utf-8"))
    wording = tomllib.loads(path.read_text(encoding="utf-8"))
    assert list(style_faults(wording, raw["question"], raw["constants"])) == []


def test_no_style_at_all_has_no_faults():
    assert faults("") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('prose = ["findings"]\n[persn]\n', "style.toml, persn: is no rule of style. Did you mean 'person'?"),
        (
            "[address]\n",
            "style.toml, address: is no rule of style. There are: acronym, attribution, confidence,",
        ),
        ('confidence = "x"', "style.toml, confidence: must be a table. Write [confidence], and its settings"),
        (
            '[person]\nwords = ["we"]',
            'style.toml: has rules and no prose. Write prose = ["..."], the questions they are for',
        ),
        (
            '[country]\nof = ["day"]\nnames = { Turkey = "Türkiye" }',
            "style.toml, [country]: of names 'day', which is of the kind date. Name one of the kind line, lines,",
        ),
        ('prose = "findings"', "style.toml: prose must be a list in [ ]. It is 'findings' now"),
        (
            'prose = ["finding"]',
            "style.toml: prose names 'finding', which is no question. Did you mean 'findings'?",
        ),
        (
            'prose = ["day"]',
            "style.toml: prose names 'day', which is of the kind date. Name one of the kind line, lines, text",
        ),
        (
            "[confidence]\n",
            "style.toml, [confidence]: has no words. Write words = ...; without it nothing is looked for",
        ),
        (
            '[confidence]\nwords = ["x"]\nword = ["y"]',
            "style.toml, [confidence]: has the unknown setting 'word'. Did you mean 'words'?",
        ),
        (
            '[confidence]\nwords = "x"',
            "style.toml, [confidence]: words must be a list in [ ]. It is 'x' now",
        ),
        (
            '[confidence]\nwords = ["x", " "]',
            "style.toml, [confidence]: words holds ' '. Write words in quotes, such as words",
        ),
        ('[confidence]\nwords = ["x", 5]', "style.toml, [confidence]: words holds 5. Write words in quotes"),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_mending(text, fault):
    (said,) = faults(text)
    assert said.startswith(fault)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ('[date]\nmonths = ["June"]', "[date]: has 1 months. Write all twelve, January first"),
        ('[quotes]\npairs = ["«"]', "[quotes]: has the pair '«'. Write the mark that begins"),
        (
            '[resolution]\nname = "resolution"\nalso = ["SCR"]\nyears = { x = 2004 }',
            "[resolution]: has years = x = 2004. Write number and year, such as 1540 = 2004",
        ),
        (
            '[resolution]\nname = "resolution"\nalso = ["SCR"]\nyears = { 1540 = "2004" }',
            "[resolution]: has years = 1540 = '2004'. Write number and year",
        ),
        ('[acronym]\nknown = ["EU"]\nlong = { XYZ = 5 }', "[acronym]: long holds 5. Write words in quotes"),
    ],
)
def test_a_rule_says_what_it_needs(rule, fault):
    (said,) = faults(f'prose = ["findings"]\n{rule}')
    assert said.startswith(f"style.toml, {fault}")


SPOKEN = """
[attribution]
of = ["findings"]
delegates = ["delegation"]
delegations = ["Ghana"]
verbs = ["said"]
instead = { delegation = "a delegate", several = "several", unattributed = "one of them" }
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('of = ["findings"]', 'of = ["finding"]', "of names 'finding', which is no question. Did you mean"),
        ('of = ["findings"]', 'of = ["day"]', "of names 'day', which is of the kind date. Name one of the"),
        ('verbs = ["said"]', "", "has no verbs. Write verbs = ...; without it nothing is looked for"),
        ('several = "several", ', "", "instead says nothing for several. Write instead = { several ="),
        ("several =", "many = 'many', several =", "instead has 'many', which is no attribution. "),
        ('["Ghana"]', '["Ghana", 5]', "delegations holds 5. Write words in quotes"),
        (
            '["Ghana"]',
            '["Ghana"]\nlanguages = ["fr", "xx"]',
            "languages holds 'xx'. Write codes of languages",
        ),
        ('["Ghana"]', '["Ghana"]\nlanguages = ["fr "]', "languages holds 'fr '. Write codes of languages"),
    ],
)
def test_a_fault_in_who_may_be_named_is_told(old, new, fault):
    assert (faults(SPOKEN), SPOKEN.count(old)) == ([], 1)
    (said,) = faults(SPOKEN.replace(old, new))
    assert said.startswith(f"style.toml, [attribution]: {fault}")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'at = "finding"\nlines = ["x"]',
            "at names 'finding', which is no question. Did you mean 'findings'?",
        ),
        (
            'at = "findings"\nlines = ["{contat}"]',
            "has a line with {contat}, which is no constant. Did you mean",
        ),
        ('at = "findings"', "has no lines. Write lines = ...; without it nothing is looked for"),
    ],
)
def test_a_fault_in_the_lines_that_every_note_has_is_told(text, fault):
    assert faults('[present]\nat = "findings"\nlines = ["Write to {contact}."]') == []
    (said,) = faults(f"[present]\n{text}")
    assert said.startswith(f"style.toml, [present]: {fault}")


def test_what_has_no_faults_can_be_used_as_it_is():
    raw = {"prose": ["findings"], "date": {"months": list("abcdefghijkl")}, "person": {"words": ["we"]}}
    assert list(style_faults(raw, QUESTIONS, {})) == []
    assert [one.words for one in findings(style(raw, []), {"findings": "we met on 3rd f 2009"})] == ["we"]
    assert style({}, []) == Style()


def test_the_page_on_note_types_shows_every_rule_with_its_settings_and_no_other():
    page = (ROOT / "docs" / "note-types.md").read_text(encoding="utf-8")
    shown = tomllib.loads(page.split("## style.toml")[1].split("```")[1].removeprefix("toml"))
    rules = {name: rule for name, rule in {**STYLE, **SENSITIVE, **WHOLE}.items() if rule.settings}
    assert {name: set(given) for name, given in shown.items() if name != "prose"} == {
        name: set(rule.settings) for name, rule in rules.items()
    }
    asked = [{"key": key, "kind": "text"} for key in shown["prose"]]
    asked.append({"key": shown["present"]["at"], "kind": "text"})
    asked += [{"key": key, "kind": "line"} for key in shown["country"]["of"]]
    assert list(style_faults(shown, asked, {"contact": ""})) == []


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("[persn]\n", "style.toml, persn: is no rule of style. Did you mean 'person'?"),
        ("[person\n", "style.toml: is no TOML: Expected ']' at the end of a table declaration"),
    ],
)
def test_a_note_type_with_a_faulty_style_is_named_and_can_not_be_started(tmp_path, style, fault):
    folder = tmp_path / "report"
    shutil.copytree(TEMPLATES / "back_to_office_report", folder)
    (folder / "style.toml").write_text(style, encoding="utf-8")
    (found,) = check(folder, phrases=TEMPLATES / "phrases" / "en.toml")
    assert str(found).startswith(fault)
    with pytest.raises(LibraryError, match=r"style\.toml"):
        note_type(read_folder(folder))


def test_a_note_type_without_a_style_can_be_started(tmp_path):
    folder = tmp_path / "report"
    shutil.copytree(TEMPLATES / "back_to_office_report", folder)
    (folder / "style.toml").unlink()
    assert check(folder, phrases=TEMPLATES / "phrases" / "en.toml") == []
    assert note_type(read_folder(folder)).style == Style()


LINE = "For further information, please contact the 1540 Committee experts by e-mail at {{ contact }}."
TOLD = "For further information, please contact the 1540 Committee experts by e-mail at 1540experts@un.org."


def changed_note(tmp_path, *gone):
    """Return an Information Note of a team whose template has lost these lines."""
    folder = tmp_path / "own"
    shutil.copytree(TEMPLATES / "information_note", folder)
    text = (folder / "note.md.j2").read_text(encoding="utf-8")
    for line in gone:
        assert text.count(line) == 1
        text = text.replace(line, "")
    (folder / "note.md.j2").write_text(text, encoding="utf-8")
    return note_type(read_folder(folder))


def lines_missing(kind, **answers):
    return [
        (one.key, one.fix) for one in Interview(type=kind, answers=answers).findings if one.rule == PRESENT
    ]


def test_a_note_type_that_writes_its_lines_itself_lacks_none(tmp_path):
    assert lines_missing(changed_note(tmp_path)) == []


def test_a_line_that_the_template_has_lost_is_offered_at_the_end_of_the_last_answer(tmp_path):
    kind = changed_note(tmp_path, LINE)
    assert lines_missing(kind) == [("comments", TOLD)]
    assert lines_missing(kind, comments="All went well.") == [("comments", f"\n\n{TOLD}")]
    assert lines_missing(kind, comments=f"All went well. {TOLD}") == []


def test_the_footnote_may_be_lost_as_well_and_each_line_is_asked_about_by_itself(tmp_path):
    kind = changed_note(tmp_path, LINE, "<sup>1</sup> {{ disclaimer }}")
    found = Interview(type=kind, answers={}).findings
    assert [one.fix for one in found] == [TOLD, kind.constants["disclaimer"]]
    assert len({one.id for one in found}) == 2
