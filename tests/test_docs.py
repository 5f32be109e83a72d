"""Docs that can not lie: what they say is compared with the code, and what they tell to run is run."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.cli import COMMANDS
from bot.core.authoring import COMMON
from bot.core.kinds import KINDS
from bot.core.options import EVERYWHERE
from bot.render.drafts import FILTERS
from bot.render.lexicons import read_phrases
from bot.settings import FIELDS
from bot.transports.slack import SCOPES
from bot.transports.slack.listeners.commands import NAME
from bot.transports.slack.listeners.shortcuts import CALLBACK, OWE
from tests.cli.calls import call

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MANIFEST = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))


def test_the_manual_of_commands_is_what_the_commands_say():
    # in a process of its own: a command that was run alone before keeps other names of --help
    made = subprocess.run(
        [sys.executable, "-m", "bot.cli.manual"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == made.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    assert call(name, "--help").stdout.startswith(f"Usage: rapporteur {name}")


def test_the_commands_of_the_readme_are_targets_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", README + (ROOT / "CONTRIBUTING.md").read_text()))
    assert named - targets == set()


def test_the_check_that_the_readme_names_runs_and_finds_nothing():
    [folder] = re.findall(r"`rapporteur check (templates/\w+)`", README)
    done = call("check", folder)
    assert (done.returncode, done.stdout) == (0, f"{folder}: all is well\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_version_is_the_newest_of_the_changelog():
    versions = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert versions[0] == __version__


def test_the_manifest_asks_for_the_scopes_that_doctor_looks_for_and_the_page_for_operators_explains():
    asked = MANIFEST["oauth_config"]["scopes"]["bot"]
    table = (ROOT / "docs/operator.md").read_text(encoding="utf-8").split("| scope |")[1].split("\n\n")[0]
    explained = re.findall(r"`([a-z]+:[a-z]+|commands)`", table)
    assert asked == sorted(SCOPES) == sorted(explained)


def test_the_manifest_has_the_command_and_the_shortcuts_that_the_code_listens_to():
    features = MANIFEST["features"]
    assert [c["command"] for c in features["slash_commands"]] == [NAME]
    assert [s["callback_id"] for s in features["shortcuts"]] == [CALLBACK, OWE]


def test_the_page_on_note_types_names_every_kind_setting_and_filter():
    page = (ROOT / "docs" / "note-types.md").read_text(encoding="utf-8")
    words = {*KINDS, *COMMON, *FILTERS} | {setting for kind in KINDS.values() for setting in kind.settings}
    assert {word for word in words if not re.search(rf"\b{word}\b", page)} == set()


def test_the_page_for_experts_names_every_command_that_counts_everywhere():
    page = (ROOT / "docs" / "expert.md").read_text(encoding="utf-8")
    words = read_phrases(ROOT / "templates" / "phrases" / "en.toml").lexicon.commands
    assert {word for word in EVERYWHERE if words[word][0] not in page.lower()} == set()


def test_every_setting_that_the_pages_name_exists():
    named = {
        word for page in PAGES for word in re.findall(r"`([A-Z]+_[A-Z_]+)`", page.read_text(encoding="utf-8"))
    }
    known = {field.name for field in FIELDS} | {f"{field.name}_FILE" for field in FIELDS}
    assert named - known == set()
