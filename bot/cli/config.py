"""Settings for a command: all faults are printed at once, and the command ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path

import click

from bot.settings import MISSING, Settings, SettingsError, load

ENV_FILE = Path(".env")
BEGIN = (
    "There is no .env here: cp .env.example .env, fill it in, chmod 600 .env. "
    "Without Slack: rapporteur demo, talk or workspace."
)


def read_settings(needs: Collection[str] = (), *, slack: bool = True) -> Settings:
    """Return the settings from the environment and `.env`. Raises SettingsError with all faults."""
    return load(os.environ, ENV_FILE if ENV_FILE.exists() else None, needs=set(needs), slack=slack)


def settings_for(needs: Collection[str] = (), *, slack: bool = True) -> Settings:
    """Return the settings, without those of a workspace unless `slack`; with faults, print them all and exit with 2."""
    try:
        return read_settings(needs, slack=slack)
    except SettingsError as error:
        click.echo("\n".join([str(error), *first_steps(error)]), err=True)
        sys.exit(2)


def first_steps(error: SettingsError) -> list[str]:
    """Say how somebody begins who has no `.env` yet, and needs one."""
    is_new = not ENV_FILE.exists() and any(fault.wrong == MISSING for fault in error.faults)
    return [BEGIN] if is_new else []
