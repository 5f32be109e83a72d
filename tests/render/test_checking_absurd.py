"""Note types that nobody would write on purpose: each is a fault with its place and its mending, never a traceback."""

import os

import pytest

from bot.render.checking import check
from bot.render.library import DEEPEST, LARGEST

QUESTIONS = "questions.toml"
NOTE = "note.md.j2"
ANSWERS = "example/answers.toml"
EXAMPLE = "example/note.md"
CIRCLE = "Take out what includes itself, or is nested too deeply"
LOOK = "Write less: look at its loops and numbers"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('{% include "note.md.j2" %}', f"it goes round in circles. {CIRCLE}"),
        ("{% for x in trip recursive %}{{ loop(trip) }}{% endfor %}", f"it goes round in circles. {CIRCLE}"),
        (
            "{% for x in range(10 * 1000 * 1000 * 1000) %}{% endfor %}",
            "it uses too large a number. A loop may go through 100000 numbers at most",
        ),
        (
            f"{'{% for x in step %}' * 25}{'{% endfor %}' * 25}",
            "it is nested too deeply. Use fewer blocks within blocks",
        ),
        ("{{ 'x' * (1000 * 1000 * 1000 * 1000 * 1000) }}", f"it needs too much memory. {LOOK}"),
    ],
)
def test_a_template_that_can_not_be_carried_out(author, written, fault):
    author.change(NOTE, "{{ trip }}", f"{{{{ trip }}}}{written}")
    [told] = author.faults()
    assert told.startswith("note.md.j2")
    assert told.endswith(f": fails with the example's answers: {fault}")


@pytest.mark.parametrize("circle", ["note.md.j2", "post.md.j2"])
def test_the_line_is_told_in_which_a_template_includes_itself(author, circle):
    (author.home / "post.md.j2").write_text('{% include "note.md.j2" %}')
    author.change(NOTE, "{{ trip }}", f'{{{{ trip }}}}\n{{% include "{circle}" %}}')
    [told] = author.faults()
    assert told.startswith(("note.md.j2, line ", "post.md.j2, line "))


@pytest.mark.parametrize(
    "written",
    [
        f"{{{{ {'(' * 3000}trip{')' * 3000} }}}}",
        f"{'{% if trip %}' * 3000}{'{% endif %}' * 3000}",
        f"{{{{ {' + '.join(['trip'] * 9000)} }}}}",
    ],
)
def test_a_template_that_is_nested_too_deeply(author, written):
    author.change(NOTE, "{{ trip }}", f"{{{{ trip }}}}{written}")
    assert author.faults() == [
        "note.md.j2: is nested too deeply to be read. Use fewer blocks or brackets in each other"
    ]


def test_a_power_is_not_computed(author):
    author.change(NOTE, "{{ trip }}", "{{ trip }}\n{{ 9 ** 9 ** 9 }}")
    fault = "note.md.j2, line 2: can not be read: ** is not possible, write the number itself. Mend that line"
    assert author.faults() == [fault]


@pytest.mark.parametrize("file", [QUESTIONS, ANSWERS])
@pytest.mark.parametrize(
    "written",
    [
        f"x = {'[' * 3000}{']' * 3000}",
        f"x = {'[' * (DEEPEST + 1)}{']' * (DEEPEST + 1)}",
        f"x{'.a' * 3000} = 1",
        f"x = {'9' * 5000}",
        f"x = 0x{'f' * 5000}",
    ],
)
def test_a_file_of_answers_or_questions_that_holds_too_much(author, file, written):
    path = author.home / file
    path.write_text(f"{written}\n{path.read_text()}")
    [told] = author.faults()
    assert told == (
        f"{file}: holds something nested in more than {DEEPEST} levels, or a number of more than 64 bits. "
        "A note type needs three levels, and small numbers; look for a bracket or digits too many"
    )


def test_a_fault_quotes_no_more_than_somebody_would_read(author):
    author.change(QUESTIONS, "least = 3", f'least = "{"x" * 100_000}"')
    assert max(map(len, author.faults())) < 2000


@pytest.mark.parametrize("file", [QUESTIONS, NOTE, ANSWERS, EXAMPLE])
def test_a_file_that_is_too_large(author, file):
    with (author.home / file).open("ab") as large:
        large.truncate(LARGEST + 1)
    name = file.rpartition("/")[2]
    assert author.faults() == [f"{name}: is larger than {LARGEST} bytes. Write it shorter"]


@pytest.mark.parametrize("file", [NOTE, ANSWERS, EXAMPLE])
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: path.symlink_to(path.name)])
def test_something_that_stands_where_a_file_belongs(author, file, make):
    (author.home / file).unlink()
    make(author.home / file)
    name = file.rpartition("/")[2]
    assert author.faults() == [f"{name}: is no file. Put a text file there"]


def test_questions_that_are_a_link_to_themselves(author):
    (author.home / QUESTIONS).unlink()
    (author.home / QUESTIONS).symlink_to(QUESTIONS)
    mend = "Name a folder of templates/, such as information_note"
    assert author.faults() == [f"{author.home}: holds no questions.toml. {mend}"]


@pytest.mark.parametrize("name", ["loop", "nowhere", "file.txt"])
def test_a_folder_that_is_none(tmp_path, name):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file.txt").touch()
    [told] = check(tmp_path / name)
    assert (told.where, told.what) == (str(tmp_path / name), "is no folder")


def test_a_name_that_no_folder_can_have(tmp_path):
    [told] = check(tmp_path / ("x" * 300))
    assert told.what.startswith("can not be read: ")
    assert told.mend == "Name a folder that you may read"


@pytest.mark.parametrize("file", [NOTE, ANSWERS, EXAMPLE])
def test_a_file_that_can_not_be_read(author, file):
    (author.home / file).unlink()
    (author.home / file).symlink_to("/proc/self/mem")  # the one file that root can not read either
    [told] = author.faults()
    name = file.rpartition("/")[2]
    assert told == f"{name}: can not be read (Input/output error). Try: chmod u+r {author.home / file}"
