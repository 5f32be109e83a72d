"""Licences: whatever runs with the bot may be used, changed and passed on without obligations to others."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
PERMISSIVE = re.compile(
    r"Apache(-2\.0| 2\.0| License, Version 2\.0| Software License)|MIT( License)?|"
    r"BSD(-[23]-Clause| License)|PSF-2\.0|Python Software Foundation License|"
    r"CNRI-Python|ISC|Zlib|Public Domain|OFL-1\.1"  # the last is that of fonts, which may go with any program
)
# pysqlite3 names no licence in its metadata; with these words the zlib licence in its LICENSE file begins
ZLIB = "This software is provided 'as-is', without any express or implied warranty."


def requirements():
    lines = re.findall(r"^([^\s#].*?) \\$", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [Requirement(line) for line in lines]
    return [one.name for one in found if one.marker is None or one.marker.evaluate()]


def licences(package):
    metadata = distribution(package).metadata
    if expression := metadata.get("License-Expression"):
        return re.split(r" (?:AND|OR) ", expression)
    classifiers = metadata.get_all("Classifier") or []
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    return named or [metadata.get("License") or licence_file(package)]


def licence_file(package):
    files = [file for file in distribution(package).files or [] if file.name.startswith("LICENSE")]
    words = " ".join(file.read_text(encoding="utf-8") for file in files)
    return "Zlib" if ZLIB in " ".join(words.split()) else "unknown"


def test_the_lock_is_read():
    assert {"aiohttp", "jinja2", "slack-bolt", "sqlite-utils"} <= set(requirements())


@pytest.mark.parametrize("package", requirements())
def test_the_licence_is_permissive(package):
    assert [name for name in licences(package) if not PERMISSIVE.fullmatch(name)] == []


@pytest.mark.parametrize(
    "name", ["GPL-3.0-only", "LGPL-2.1", "AGPL-3.0", "BSD-3-Clause AND GPL-2.0", "unknown", ""]
)
def test_other_licences_are_not(name):
    assert PERMISSIVE.fullmatch(name) is None
