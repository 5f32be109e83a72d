"""The house: who may import whom, how long things may be, and what the locks may say."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(path for folder in ("bot", "storage") for path in (ROOT / folder).rglob("*.py"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST_FILE = 300
LONGEST_FUNCTION = 25
# written in pieces, so that this file does not name what it looks for
ADDRESS = re.compile(
    "://|" + "|".join(("py" + "pi", "python" + "hosted", "find-" + "links", "index-" + "url"))
)

ROOMS = [
    "sweeps",
    "coordinator",
    "programme",
    "review",
    "expert",
    "records",
    "deeds",
    "note",
    "outbox",
    "chase",
    "circle",
    "ledger",
    "people",
    "mail",
    "typed",
    "rows",
    "office",
    "said",
]

# The smallest house that the contracts accept: every room, and the imports that are lawful between them.
HOUSE = {
    "bot/__init__.py": "",
    "bot/__main__.py": "import bot.cli",
    "bot/app.py": "import bot.settings, bot.clockwork, bot.transports.slack, bot.transports.terminal",
    "bot/cli/__init__.py": "import bot.app, bot.fakeslack",
    "bot/clockwork/__init__.py": "import apscheduler",
    "bot/core/__init__.py": "import dataclasses, datetime, enum, re",
    "bot/fakeslack/__init__.py": "import aiohttp",
    "bot/render/__init__.py": "import jinja2, bot.core",
    "bot/service/__init__.py": "import bot.core, bot.render, storage",
    "bot/settings/__init__.py": "import dotenv",
    "bot/transports/__init__.py": "",
    "bot/transports/slack.py": "import slack_bolt, slack_sdk, bot.service",
    "bot/transports/terminal.py": "import bot.service",
    "storage/__init__.py": "import storage.sqlite",
    "storage/sqlite/__init__.py": "import sqlite_utils, sqlite3",
} | {f"bot/service/{room}/__init__.py": "" for room in ROOMS}

IN_ORDER = "The rooms of the service stand in order"
FLOORS = "Floors: a room may only call downstairs"
ACYCLIC = "No circles, at any depth"
LEAF = "Storage does not know the bot"
PURE = "The core touches nothing outside itself"
ONE_ROOM = "Slack is spoken in one room"
ONE_CLOCK = "The clock ticks in one room"
STRANGERS = "Transports do not know each other"
ONE_DOOR = "The store has one door"
NO_BOOKS = "Transports do not open the store"
KNOWS_NOBODY = "The fake Slack knows nothing of the bot"
GUEST = "Only the command line may start the fake Slack"

ATTACKS = [
    ("bot/core/x.py", "import logging", {PURE}),
    ("bot/core/x.py", "import bot.service", {FLOORS, PURE, ACYCLIC}),
    ("bot/render/x.py", "import bot.service", {FLOORS, ACYCLIC}),
    ("storage/x.py", "import bot.core", {LEAF}),
    ("bot/service/mail/x.py", "import slack_sdk", {ONE_ROOM}),
    ("bot/service/mail/x.py", "import storage.sqlite", {ONE_DOOR}),
    ("bot/service/mail/x.py", "import apscheduler", {ONE_CLOCK}),
    ("bot/transports/x.py", "import bot.clockwork", {FLOORS}),
    ("bot/transports/x.py", "import storage", {NO_BOOKS}),
    ("bot/transports/terminal.py", "import bot.transports.slack", {STRANGERS}),
    ("bot/fakeslack/x.py", "import bot.core", {KNOWS_NOBODY}),
    ("bot/service/mail/x.py", "import bot.fakeslack", {GUEST}),
    ("bot/service/note/x.py", "import bot.service.review", {IN_ORDER}),
    ("bot/service/expert/x.py", "import bot.service.review", {IN_ORDER}),
    ("bot/service/helpers.py", "", {IN_ORDER}),
    ("bot/utils/__init__.py", "", {FLOORS}),
]


def lint(folder):
    """Run lint-imports there; return the contracts that are broken, and all that it said."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    command.append(f"{ROOT / '.importlinter'}")
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={"COLUMNS": "200"}
    )
    said = done.stdout + done.stderr
    return done.returncode, set(re.findall(r"^(.+) BROKEN", said, flags=re.MULTILINE)), said


@pytest.fixture
def house(tmp_path):
    for name, text in HOUSE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return tmp_path


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    """Count the lines without the docstring."""
    first, lines = function.body[0], function.end_lineno - function.lineno + 1
    return lines - (first.end_lineno - first.lineno + 1 if ast.get_docstring(function) is not None else 0)


def pins(lock):
    """Read the lock: name to version."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, flags=re.MULTILINE))


def missing(wanted, lock):
    names = {canonicalize_name(Requirement(line).name) for line in wanted}
    return sorted(names - set(pins(lock)))


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_room_calls_downstairs_only():
    code, broken, said = lint(ROOT)
    assert (code, broken) == (0, set()), said


def test_a_lawful_house_is_accepted(house):
    code, broken, said = lint(house)
    assert (code, broken) == (0, set()), said


@pytest.mark.parametrize(
    ("file", "text", "contracts"), ATTACKS, ids=[f"{file}: {text}" for file, text, _ in ATTACKS]
)
def test_a_forbidden_import_is_caught_by_its_contract(house, file, text, contracts):
    path = house / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    code, broken, said = lint(house)
    assert (code, broken) == (1, contracts), said


def test_every_contract_is_attacked():
    names = re.findall(
        r"^name = (.+)$", (ROOT / ".importlinter").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert set(names) == set().union(*(contracts for _, _, contracts in ATTACKS))


def test_no_file_is_long():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_long():
    lengths = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": length(function)
        for path in CODE
        for function in functions(path)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_no_listener_has_more_than_five_lines():
    """A listener reads a payload, hands it on and answers; what is told of errors is none."""
    listeners = [
        each
        for path in (ROOT / "bot" / "transports" / "slack" / "listeners").glob("*.py")
        for each in functions(path)
        if isinstance(each, ast.AsyncFunctionDef)
        and any(isinstance(d, ast.Call) for d in each.decorator_list)
    ]
    lines = {each.name: each.end_lineno - each.body[0].lineno + 1 for each in listeners}
    assert (len(lines) > 8, {name: n for name, n in lines.items() if n > 5}) == (True, {})


def test_the_length_of_a_function_is_without_its_docstring(tmp_path):
    path = tmp_path / "x.py"
    path.write_text('def f(\n    x,\n):\n    """One.\n\n    Two.\n    """\n    return x\n', encoding="utf-8")
    assert [length(function) for function in functions(path)] == [4]


def test_no_lock_of_uv_is_tracked():
    # it names the registry of the machine that made it, and can not do otherwise
    listed = subprocess.run(
        ["git", "ls-files", "*uv.lock"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert listed.stdout == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock):
    assert ADDRESS.findall((ROOT / lock).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_every_package(lock):
    entries = re.split(r"^(?=\S)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [entry for entry in entries if entry and "--hash=sha256:" not in entry] == []


def test_every_dependency_is_locked():
    assert missing(project()["dependencies"], "requirements.lock") == []


def test_every_tool_is_locked():
    assert missing(project()["optional-dependencies"]["dev"], "requirements-dev.lock") == []


def test_both_locks_name_the_same_versions():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()
