"""`rapporteur run` and `rapporteur doctor` as processes, against a Slack in miniature."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.processes import Bot
from bot.fakeslack import FakeSlack
from bot.fakeslack.site import EVERY_SCOPE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def slack():
    with FakeSlack(pace=0) as running:
        yield running


@pytest.fixture
def bot(slack, tmp_path):
    return Bot(slack, tmp_path, pace=0)


def rapporteur(bot, *words, **changed):
    environment = {**bot.environment, **changed}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={k: v for k, v in environment.items() if v is not None},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )


def test_all_faults_of_the_settings_are_told_at_once_and_no_token_is_shown(bot):
    done = rapporteur(bot, "run", SLACK_BOT_TOKEN="hunter2-secret", NOTES_CHANNEL=None, COORDINATORS="bo")
    told = [line.split(":")[0] for line in done.stderr.splitlines()[1:]]
    assert done.returncode == 2
    assert told == ["- SLACK_BOT_TOKEN", "- NOTES_CHANNEL", "- COORDINATORS"]
    assert "hunter2" not in done.stderr


def test_a_token_that_slack_refuses_ends_the_bot_with_what_to_do(bot):
    done = rapporteur(bot, "run", SLACK_BOT_TOKEN="xoxb-1-2-nobodys")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("rapporteur: Slack refuses SLACK_BOT_TOKEN: invalid_auth.")
    assert "nobodys" not in done.stderr


def test_a_second_bot_on_the_same_file_is_refused(bot):
    with bot:
        bot.wait_until_connected()
        done = rapporteur(bot, "run")
    assert done.returncode == 1
    assert str(bot.folder / "rapporteur.db") in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_bot_well(bot, number):
    bot.start()
    bot.wait_until_connected()
    os.kill(bot.pid, number)
    assert bot.wait() == 0


def test_doctor_finds_nothing_wrong_with_a_good_house(bot):
    done = rapporteur(bot, "doctor")
    assert (done.returncode, [line for line in done.stdout.splitlines() if "FAULT" in line]) == (0, [])


def test_doctor_names_a_missing_scope_with_its_remedy(tmp_path):
    with FakeSlack(pace=0, scopes=set(EVERY_SCOPE) - {"users:read"}) as strict:
        done = rapporteur(Bot(strict, tmp_path, pace=0), "doctor")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == [
        "FAULT  scopes of SLACK_BOT_TOKEN",
        "       Add users:read on the app's page OAuth & Permissions, then reinstall it.",
    ]


def test_doctor_names_a_wrong_app_token(bot):
    done = rapporteur(bot, "doctor", SLACK_APP_TOKEN="xapp-1-nobodys")
    assert done.returncode == 1
    assert "Slack refuses SLACK_APP_TOKEN" in done.stdout
    assert "nobodys" not in done.stdout


def test_doctor_names_a_file_that_others_can_read(bot):
    with bot:
        bot.wait_until_connected()
    copy = bot.folder / "rapporteur.db.copy"
    copy.write_bytes(b"")
    copy.chmod(0o644)
    done = rapporteur(bot, "doctor")
    assert f"       Others can read it: chmod 600 {copy}" in done.stdout.splitlines()


def test_doctor_says_that_the_bot_holds_the_database(bot):
    with bot:
        bot.wait_until_connected()
        done = rapporteur(bot, "doctor")
    assert done.returncode == 1
    assert "FAULT  database" in done.stdout
