"""`rapporteur run` as a process and `rapporteur doctor`, against a Slack in miniature."""

import os
import shutil
import signal
import subprocess
import time
from functools import partial

import pytest

from bot.cli.doctor import holidays_of, sqlite_of
from bot.cli.processes import Bot
from bot.fakeslack import FakeSlack
from bot.fakeslack.site import EVERY_SCOPE
from bot.settings import load
from tests.cli.calls import ROOT, call
from tests.forked import Forked, Process


@pytest.fixture
def slack():
    with FakeSlack(pace=0) as running:
        yield running


@pytest.fixture
def bot(slack, tmp_path):
    return Forked(slack, tmp_path, pace=0)


def rapporteur(bot, word, *, cwd=ROOT, **changed):
    """Call a command; a bot that begins is a process, because it takes signals and the log."""
    return call(word, env=settings_of(bot, changed), cwd=cwd)


def begun(bot, **changed):
    code = Process(["run"], settings_of(bot, changed), bot.log).wait(60)
    return subprocess.CompletedProcess("run", code, "", bot.log.read_text(encoding="utf-8"))


def settings_of(bot, changed):
    return {name: value for name, value in {**bot.environment, **changed}.items() if value is not None}


def test_all_faults_of_the_settings_are_told_at_once_and_no_token_is_shown(bot):
    done = rapporteur(bot, "run", SLACK_BOT_TOKEN="hunter2-secret", NOTES_CHANNEL=None, COORDINATORS="bo")
    told = [line.split(":")[0] for line in done.stderr.splitlines() if line.startswith("- ")]
    assert done.returncode == 2
    assert told == ["- SLACK_BOT_TOKEN", "- NOTES_CHANNEL", "- COORDINATORS"]
    assert "hunter2" not in done.stderr


def test_somebody_without_any_settings_is_told_how_to_begin(bot, tmp_path):
    needed = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "NOTES_CHANNEL", "COORDINATORS")
    nothing = dict.fromkeys(needed) | {"PYTHONPATH": str(ROOT)}
    begin = "There is no .env here: cp .env.example .env, fill it in, chmod 600 .env."
    for word in ("run", "doctor"):
        done = rapporteur(bot, word, cwd=tmp_path, **nothing)
        last = (done.stdout + done.stderr).splitlines()[-1].strip()
        assert last == f"{begin} Without Slack: rapporteur demo, talk or workspace."


@pytest.mark.parametrize("word", ["run", "talk", "doctor"])
def test_a_note_type_that_there_is_not_is_told_with_the_other_faults(bot, word):
    done = rapporteur(bot, word, NOTE_TYPE="nope", TIME_ZONE="Mars")
    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert "there is no note type 'nope'; there are: back_to_office_report, information_note. " in told
    assert "'Mars' is not a time zone" in told


@pytest.mark.parametrize("word", ["run", "doctor"])
def test_a_slack_that_does_not_answer_is_told_with_the_remedy(bot, word):
    done = {"run": begun, "doctor": partial(rapporteur, word="doctor")}[word](
        bot, SLACK_API_URL="http://127.0.0.1:9/"
    )
    assert done.returncode == 1
    assert (
        (done.stdout + done.stderr)
        .splitlines()[-1]
        .endswith(
            "Slack does not answer at http://127.0.0.1:9/: ClientConnectorError. Check this machine's network "
            "and proxy, and SLACK_API_URL; see status.slack.com; then start again."
        )
    )


def test_a_token_that_slack_refuses_ends_the_bot_with_what_to_do(bot):
    done = begun(bot, SLACK_BOT_TOKEN="xoxb-1-2-nobodys")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("rapporteur: Slack refuses SLACK_BOT_TOKEN: invalid_auth.")
    assert "nobodys" not in done.stderr


def test_a_second_bot_on_the_same_file_is_refused(bot):
    with bot:
        bot.wait_until_connected()
        done = begun(bot)
    assert done.returncode == 1
    assert str(bot.folder / "rapporteur.db") in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_bot_well(slack, tmp_path, number):
    """As somebody types it: of the others most are copies of a process that has read its modules already."""
    bot = Bot(slack, tmp_path, pace=0)
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
    assert done.stdout.splitlines()[-3:-1] == [
        "FAULT  scopes of SLACK_BOT_TOKEN",
        "       Add users:read on the app's page OAuth & Permissions, then reinstall it.",
    ]


def test_doctor_names_a_wrong_app_token(bot):
    done = rapporteur(bot, "doctor", SLACK_APP_TOKEN="xapp-1-nobodys")
    assert done.returncode == 1
    assert "Slack refuses SLACK_APP_TOKEN" in done.stdout
    assert "ok     scopes of SLACK_BOT_TOKEN" in done.stdout.splitlines()
    assert "nobodys" not in done.stdout


def test_doctor_names_a_file_that_others_can_read(bot):
    with bot:
        bot.wait_until_connected()
    copy = bot.folder / "rapporteur.db.copy"
    copy.write_bytes(b"")
    copy.chmod(0o644)
    done = rapporteur(bot, "doctor")
    assert f"       Others can read it: chmod 600 {copy}" in done.stdout.splitlines()


def test_doctor_calls_no_bot_ill_because_it_runs(bot):
    with bot:
        bot.wait_until_connected()
        done = rapporteur(bot, "doctor")
        database = bot.folder / "rapporteur.db"
        assert f"ok     database {database}: in use by process {bot.pid}" in done.stdout.splitlines()
    assert f"ok     mode 600 of {database}" in done.stdout.splitlines()
    assert (done.returncode, "FAULT" in done.stdout, "SQLite 3" in done.stdout) == (0, False, True)


def test_doctor_says_how_the_bot_gets_into_the_channel_of_the_notes(slack, bot):
    elsewhere = slack.add_channel("#elsewhere", with_bot=False).id
    done = rapporteur(bot, "doctor", NOTES_CHANNEL=elsewhere)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == [
        f"FAULT  channel {elsewhere}",
        "       The bot is not a member: type /invite and the bot's name in that channel.",
    ]
    assert "There is no such channel" in rapporteur(bot, "doctor", NOTES_CHANNEL="C0NOWHERE").stdout
    done = rapporteur(bot, "doctor", NOTES_CHANNELS=f"back_to_office_report={elsewhere}")
    assert (done.returncode, f"FAULT  channel {elsewhere}" in done.stdout.splitlines()) == (1, True)


def test_doctor_tells_the_faults_of_a_note_type_with_their_places(bot, tmp_path):
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    (templates / "information_note" / "note.md.j2").write_text("{{ nobody_asks_this }}\n")
    done = rapporteur(bot, "doctor", TEMPLATES=str(templates))
    assert done.returncode == 1
    assert "FAULT  note type information_note\n" in done.stdout
    assert "nobody_asks_this" in done.stdout


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ("3.40.1", False),
        ("3.44.6", True),
        ("3.50.6", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.53.0", True),
    ],
)
def test_doctor_knows_which_sqlite_may_lose_data(version, sound):
    found = sqlite_of(version)
    assert (found.well, "pip install pysqlite3" in found.remedy) == (sound, not sound)


@pytest.mark.parametrize(
    ("given", "found", "remedy"),
    [
        ("", "of each person's country, by their time zone", "HOLIDAYS names others"),
        ("CH,Europe/Brussels=BE", "CH in every other zone, BE in Europe/Brussels", ""),
        (
            "none",
            "none in every other zone",
            "Take HOLIDAYS out, and those of each person's country are kept.",
        ),
    ],
)
def test_doctor_says_whose_public_holidays_are_kept(given, found, remedy):
    finding = holidays_of(load({"HOLIDAYS": given}, None))
    assert (finding.what, finding.well) == (f"public holidays: {found}", True)
    assert remedy in finding.remedy
    assert bool(finding.remedy) == bool(remedy)


def test_doctor_says_when_the_last_backup_was_made(bot, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    folder.mkdir()
    told = [rapporteur(bot, "doctor", BACKUPS=each).stdout for each in ("", str(folder))]
    bot.environment["BACKUPS"] = str(folder)
    with bot:
        while bot.alive and not list(folder.glob("*.db")):  # it makes the first one when it begins
            time.sleep(0.02)
    told.append(rapporteur(bot, "doctor").stdout)
    found = [next(line for line in each.splitlines() if "backups" in line) for each in told]
    assert found[:2] == ["ok     backups: none is made", f"ok     backups in {folder}: none yet"]
    assert found[2].startswith(f"ok     backups in {folder}: the last on 20")
    monkeypatch.setattr("bot.cli.doctor.os.access", lambda *_: False)  # root may write everywhere
    refused = rapporteur(bot, "doctor")
    assert refused.returncode == 1
    assert "       Nothing can be written there: give the folder to the user" in refused.stdout
