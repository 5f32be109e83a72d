"""A command as it is called, without the second that a process takes to begin."""

import os
from contextlib import chdir
from pathlib import Path
from subprocess import CompletedProcess

from click.testing import CliRunner

from bot.cli import main

ROOT = Path(__file__).resolve().parents[2]


def call(*words, env=os.environ, cwd=ROOT, typed=""):
    """Call `rapporteur` with this environment alone; return what a process would, or raise its traceback."""
    only = {**dict.fromkeys(os.environ), **env}
    with chdir(cwd):
        done = CliRunner().invoke(main, words, prog_name="rapporteur", env=only, input=typed)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)
