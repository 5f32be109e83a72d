"""What all tests share: how many examples a property is tried on, where their files are, and `--accept`.

`pytest --accept` rewrites what the bot is expected to say in tests/dialogues/*.txt with what it says now.
"""

import compileall
import contextlib
import gc
import os
import shutil
import sys
import warnings
from importlib import import_module
from pathlib import Path

from hypothesis import settings

# a loaded machine is no fault of a property; HYPOTHESIS_PROFILE=default tries it on more examples
settings.register_profile("gate", deadline=None, max_examples=50)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

HOME = Path(__file__).parents[1]
IS_NEW = not (HOME / "tests" / "core" / "__pycache__").exists()

MEMORY = Path("/dev/shm")  # memory, on Linux
ROOM = 2**31

# every commit waits for the disk, and a test does not outlive a power cut: half of the time of many tests
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# a fake Slack has no certificate, and each process that is started would read all of this machine's, twice
os.environ.setdefault("SSL_CERT_FILE", os.devnull)

# thousands of tests and modules are made and stay; the collector need not look at them again and again
gc.disable()

# who may not keep what is compiled compiles it anew: all tests in each worker, all of the bot at each start
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="write what the bot says now into tests/dialogues/*.txt"
    )


def pytest_sessionstart(session):
    """In a new clone the workers share what is to be compiled: all of them would begin with the same file."""
    worker = getattr(session.config, "workerinput", None)
    if IS_NEW and worker:
        files = sorted(HOME.glob("tests/**/test_*.py"))
        number = int(worker["workerid"].removeprefix("gw"))
        with warnings.catch_warnings(action="error"):
            for path in files[number :: worker["workercount"]]:
                with contextlib.suppress(Exception):  # what is wrong with it is told when it is collected
                    import_module(".".join(path.relative_to(HOME).with_suffix("").parts))
    elif IS_NEW:
        for folder in ("bot", "storage", "bench"):
            compileall.compile_dir(HOME / folder, quiet=2)


def pytest_collection_modifyitems(items):
    """Begin with the tests that take longest, one for each worker: what is left at the end is small."""
    slow = sorted((item for item in items if item.path.parent.name == "slow"), key=_patience, reverse=True)
    rest = [item for item in items if item.path.parent.name != "slow"]
    middle = len(rest) // 2
    items[:] = [*slow[:1], *rest[:middle], *slow[1:], *rest[middle:]]


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


def _patience(item):
    marker = item.get_closest_marker("timeout")
    return marker.args[0] if marker else 0
