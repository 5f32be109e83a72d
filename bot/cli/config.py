"""Settings for a command: all faults are printed at once, and the command ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path

import click

from bot.settings import Settings, SettingsError, load

ENV_FILE = Path(".env")


def settings_for(needs: Collection[str] = ()) -> Settings:
    """Return the settings; with faults, print them all and exit with 2."""
    try:
        return load(os.environ, ENV_FILE if ENV_FILE.exists() else None, needs=set(needs))
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
