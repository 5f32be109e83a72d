"""Faults of templates, of files and of examples: one line changed, one fault; and many faults, all at once."""

import pytest

from bot.render.checking import check

QUESTIONS = "questions.toml"
NOTE = "note.md.j2"
ANSWERS = "example/answers.toml"
EXAMPLE = "example/note.md"
WHEN = 'when = { format = ["in person"] }'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{{ trip }}", "{{ trip }", "line 1: can not be read: unexpected '}'. Mend that line"),
        (
            "{{ trip }}",
            "{{ trip }}{{ trp }}",
            "line 1: 'trp' is no question, group or constant. Did you mean 'trip'?",
        ),
        (
            "{{ trip }}",
            "{{ trip }}{{ task }}",
            "line 1: 'task' is asked for each step. Write {% for one in step %} and {{ one.task }}",
        ),
        (
            "one.who",
            "one.who }}{{ one.how",
            "line 8: 'how' is no question of the group step. Did you mean 'who'?",
        ),
        (
            "one.who",
            "one.who }}{{ one['how']",
            "line 8: 'how' is no question of the group step. Did you mean 'who'?",
        ),
        (
            "{{ trip }}",
            "{{ trip }}{{ bullets }}",
            (
                "line 1: 'bullets' is a filter, and stands where a key belongs. Write {{ key | bullets }}; "
                "the keys are: authors, closed, contact, dates, findings, format, place, step, trip"
            ),
        ),
        ("paragraphs", "paragraphz", "line 5: there is no filter 'paragraphz'. Did you mean 'paragraphs'?"),
        (
            "paragraphs",
            "shout",
            (
                "line 5: there is no filter 'shout'. Did you mean 'sort'? The filters of the house are at, "
                "bullets, ending, links, names, paragraphs"
            ),
        ),
        (
            'format == "in person"',
            'format == "by plane"',
            "line 3: compares 'format' with 'by plane', which it never is. There are: in person, online",
        ),
        (
            'format == "in person"',
            'format in ["in person", "onlyne"]',
            "line 3: compares 'format' with 'onlyne', which it never is. Did you mean 'online'?",
        ),
        (
            'format == "in person"',
            '"on line" != format',
            "line 3: compares 'format' with 'on line', which it never is. Did you mean 'online'?",
        ),
        (
            "paragraphs",
            "qqq",
            (
                "line 5: there is no filter 'qqq'. The filters of the house are at, bullets, "
                "ending, links, names, paragraphs"
            ),
        ),
        (
            'format == "in person"',
            "format is definedd",
            "line 3: there is no test 'definedd'. Did you mean 'defined'?",
        ),
        (
            "{{ trip }}",
            '{{ trip }}{% include "not.md.j2" %}',
            "line 1: there is no template 'not.md.j2' here. Did you mean 'note.md.j2'?",
        ),
        (
            "{{ trip }}",
            "{% macro x() %}{{ trip }}{% endmacro %}",
            "line 1: {% macro %} is not possible: values would be escaped twice. Write it out",
        ),
        (
            "{{ findings | paragraphs }}",
            '{{ "x" ~ (findings | paragraphs) }}',
            "line 5: ~ joins what a filter wrote: it would be escaped twice. Write one {{ }} after the other",
        ),
        (
            "{{ trip }}",
            "{{ trip }}{{ 7 / (findings | length) }}",
            (
                "line 1: fails while nothing is answered: division by zero. "
                "Any question may still be open, or answered in another way: ask {% if ... %} first"
            ),
        ),
        (
            "{{ trip }}",
            '{{ trip }}{% if format == "online" %}{{ trip.x }}{% endif %}',
            (
                "line 1: fails when format is 'online': 'str object' has no attribute 'x'. "
                "Any question may still be open, or answered in another way: ask {% if ... %} first"
            ),
        ),
    ],
)
def test_a_fault_of_the_template(author, old, new, fault):
    author.change(NOTE, old, new)
    assert author.faults()[:1] == [f"note.md.j2, {fault}"]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("{{ trip }}", 3),
        ("{{ trip\n{{ trip }}", 3),
        ("{{ trip\n\nand so on {{ trip }}", 3),
        ('{{ trip |\n\n"x" }}', 3),
        ("{{ trip }}\n{{ trip }", 4),
    ],
)
def test_a_tag_that_is_not_closed_is_told_at_the_line_on_which_it_begins(author, written, line):
    (author.home / "post.md.j2").write_text(f"one\n\n{written}\n\n{{{{ trip }}}}\n")
    told = [fault for fault in author.faults() if fault.startswith("post.md.j2")]
    assert [fault.partition(":")[0] for fault in told] == (
        [f"post.md.j2, line {line}"] if written != "{{ trip }}" else []
    )


def test_a_template_of_another_name_is_checked_too(author):
    (author.home / "post.md.j2").write_text("one\n{{ tripp }}\n")
    assert author.faults() == [
        "post.md.j2, line 2: 'tripp' is no question, group or constant. Did you mean 'trip'?"
    ]


@pytest.mark.parametrize(
    ("old", "key", "written"),
    [("{{ findings | paragraphs }}", "findings", "findings"), ("{{ one.who }}", "who", "one.who")],
)
def test_an_answer_that_is_used_nowhere(author, old, key, written):
    author.change(NOTE, old, "")
    assert author.faults()[:1] == [
        f"question {key}: is asked and used nowhere. Write {{{{ {written} }}}} into the note, or drop it"
    ]


def test_an_answer_that_only_decides_what_else_is_asked_is_used(author):
    author.change(NOTE, '{% if format == "in person" %}, {{ place }}{% endif +%}', "{{ place }}")
    author.change(EXAMPLE, "2009, Dakar", "2009Dakar")
    assert author.faults() == []


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (NOTE, "note.md.j2: is missing. Write the note there, with {{ key }} for each answer"),
        (ANSWERS, f'{ANSWERS}: is missing. Write key = "the reply as typed" there for each question'),
        (EXAMPLE, f"{EXAMPLE}: is missing. Put the note there that these replies give"),
    ],
)
def test_a_file_that_is_missing(author, file, fault):
    (author.home / file).unlink()
    assert author.faults() == [fault]


def test_a_folder_without_questions(author):
    (author.home / QUESTIONS).unlink()
    mend = "Name a folder of templates/, such as information_note"
    assert author.faults() == [f"{author.home}: holds no questions.toml. {mend}"]


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("yes", "Write true or false there, in small letters and without quotes"),
        ("False  # not yet", "Write true or false there, in small letters and without quotes"),
        ("maybe", 'Write a text in quotes, for example "maybe"'),
        ("= 3", "Mend that line first"),
    ],
)
def test_a_value_without_quotes_is_told_how_it_is_written(author, written, mend):
    text = (author.home / QUESTIONS).read_text(encoding="utf-8")
    (author.home / QUESTIONS).write_text(text.replace("true", written, 1), encoding="utf-8")
    told = [fault for fault in author.faults() if fault.startswith(f"{QUESTIONS}: is no TOML")]
    assert [fault.partition("). ")[2] for fault in told] == [mend]


def test_a_folder_outside_of_templates_hears_of_all_faults_that_need_no_words(author):
    author.change(QUESTIONS, 'label = "Trip"\n', "")
    author.change(QUESTIONS, 'example = "3-4 June 2009"', 'example = "3-4 June"')
    assert [fault.what for fault in check(author.home)] == [
        "has no phrases/en.toml beside it, so its examples can not be read",
        "has no label",
    ]


@pytest.mark.parametrize("file", [QUESTIONS, NOTE, ANSWERS, EXAMPLE])
def test_a_file_in_another_encoding(author, file):
    text = (author.home / file).read_bytes()
    (author.home / file).write_bytes(text + "é".encode("latin-1"))
    name = file.rpartition("/")[2]
    assert author.faults() == [
        f"{name}: is not in UTF-8, at byte {len(text)}. Save it with the encoding UTF-8"
    ]


@pytest.mark.parametrize("file", [QUESTIONS, NOTE, ANSWERS, EXAMPLE])
def test_the_mark_that_some_editors_put_before_a_file_is_no_fault(author, file):
    path = author.home / file
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert author.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (
            'closed = "no"',
            'closed = "no"\ntripp = "x"',
            ["answers 'tripp', which is no question. Did you mean 'trip'?"],
        ),
        ('closed = "no"', "", ["does not answer closed, which is required. Write a reply to it"]),
        (
            'format = "in person"',
            'format = "online"',
            ["answers 'place', which is not asked. Take it out, or mend what it depends on"],
        ),
        (
            'closed = "no"',
            'closed = "perhaps"',
            ["answers closed with what its kind refuses (neither yes nor no). Mend the reply: 'perhaps'"],
        ),
        ('closed = "no"', "closed = false", ["gives False for closed. Write it in quotes, as it is typed"]),
        (
            'who = "Bo"',
            'whom = "Bo"',
            ["answers 'step.2.whom', which is not asked. Take it out, or mend what it depends on"],
        ),
        (
            'closed = "no"',
            'closed = "no',
            ["is no TOML: Illegal character '\\n' (at line 7, column 13). Mend that line first"],
        ),
    ],
)
def test_a_fault_of_the_replies(author, old, new, faults):
    author.change(ANSWERS, old, new)
    assert author.faults() == [f"{ANSWERS}: {fault}" for fault in faults]


def test_the_first_line_in_which_the_example_differs_is_shown(author):
    author.change(EXAMPLE, "All came.", "All left.")
    what = "says 'All left.', and the replies give 'All came.'"
    assert author.faults() == [f"{EXAMPLE}, line 7: {what}. Mend the one that is wrong"]


def test_everything_that_is_wrong_is_said_at_once(author):
    author.change(QUESTIONS, 'names = "trip"', 'names = "tripp"')
    author.change(QUESTIONS, "least = 3", "least = true")
    author.change(QUESTIONS, WHEN, "when = { formaat = ['in person'] }")
    author.change(QUESTIONS, 'example = "3-4 June 2009"', 'example = "31 June 2009"')
    author.change(NOTE, "{{ trip }}", "{{ trip }}{{ trp }}")
    author.change(NOTE, "paragraphs", "paragraphz")
    assert author.faults() == [
        "question trip: least must be a whole number. It is True now",
        "names: names 'tripp', which is no question. Did you mean 'trip'?",
        "question place: `when` names 'formaat', which is no earlier question. Did you mean 'format'?",
        "note.md.j2, line 1: 'trp' is no question, group or constant. Did you mean 'trip'?",
        "note.md.j2, line 5: there is no filter 'paragraphz'. Did you mean 'paragraphs'?",
        (
            "question dates: has an example that its own kind does not take (no such day). "
            "Write one that could be sent: '31 June 2009'"
        ),
    ]


def test_what_is_wrong_with_the_replies_is_said_together_with_the_template(author):
    author.change(NOTE, "{{ trip }}", "{{ trip }}{{ trp }}")
    author.change(ANSWERS, 'closed = "no"', 'closed = "perhaps"')
    assert author.faults() == [
        "note.md.j2, line 1: 'trp' is no question, group or constant. Did you mean 'trip'?",
        f"{ANSWERS}: answers closed with what its kind refuses (neither yes nor no). Mend the reply: 'perhaps'",
    ]


def test_what_is_wrong_with_the_files_of_the_example_is_said_together_with_the_questions(author):
    author.change(QUESTIONS, 'names = "trip"', 'names = "tripp"')
    author.change(ANSWERS, 'closed = "no"', "closed =")
    (author.home / EXAMPLE).unlink()
    where = [fault.split(": ")[0] for fault in author.faults()]
    assert where == ["names", ANSWERS, EXAMPLE]


def test_what_is_wrong_with_several_files_is_said_at_once(author):
    for file in (QUESTIONS, NOTE):
        (author.home / file).write_bytes(b"\xff")
    assert [fault.split(":")[0] for fault in author.faults()] == [NOTE, QUESTIONS]
