"""`rapporteur demo` says at once when it can not write where it was told to."""

import pytest

from tests.cli.calls import call


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("README.md", "Directory 'README.md' is a file."),
        (
            "README.md/x",
            "README.md/x can not be made: Not a directory. Give another folder, for example --out out/demo",
        ),
    ],
)
def test_a_folder_that_can_not_be_is_named_before_anything_is_played(out, told):
    done = call("demo", "--out", out)
    assert done.returncode != 0
    assert told in done.stderr
    assert done.stdout == ""
