"""New stores for tests: making the tables takes longer than most tests, so they are made once and copied."""

import tempfile
from functools import cache
from pathlib import Path

from storage import open_store


@cache
def empty():
    """Return the bytes of a store in which nothing is written yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_store(path).close()
        return path.read_bytes()


def new_store(path):
    """Open the store at `path`, which is made if it is not there."""
    if not path.exists():
        path.write_bytes(empty())
    return open_store(path)
