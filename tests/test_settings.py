"""Settings: every fault at once, the environment over `.env`, secrets from files, an example that is true."""

import re
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from bot.settings import (
    FIELDS,
    SLACK,
    Secret,
    Settings,
    SettingsError,
    env_example,
    load,
)

ROOT = Path(__file__).resolve().parents[1]
BOT_TOKEN = f"xoxb-{1111}-{2222}-abcDEF"  # in pieces, so that no scanner takes it for a real one
APP_TOKEN = f"xapp-{1}-A1-{3333}-fedCBA"
GOOD = {
    "SLACK_BOT_TOKEN": BOT_TOKEN,
    "SLACK_APP_TOKEN": APP_TOKEN,
    "NOTES_CHANNEL": "C1",
    "COORDINATORS": "U1, W2,U1",
}


def faults(environ, env_file=None, *, needs=()):
    with pytest.raises(SettingsError) as caught:
        load(environ, env_file, needs=needs)
    return caught.value.faults


def wrong(environ, env_file=None):
    (fault,) = faults(environ, env_file)
    return fault.wrong


@pytest.fixture
def write(tmp_path):
    def write(text, *, mode=0o600, name=".env"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    return write


def test_nothing_is_needed_to_talk_in_a_terminal():
    assert load({}, None) == Settings()


def test_the_defaults_are_those_that_are_written_down():
    written = {one.name: one.default for one in FIELDS if one.default and one.name != "TEMPLATES"}
    assert load(written, None) == Settings()


def test_the_templates_are_those_beside_the_program():
    assert Settings().templates == ROOT / "templates"


def test_what_slack_needs_is_read():
    settings = load(GOOD, None, needs={SLACK})
    assert settings.slack_bot_token.reveal() == BOT_TOKEN
    assert settings.slack_app_token.reveal() == APP_TOKEN
    assert (settings.notes_channel, settings.coordinators) == ("C1", ("U1", "W2"))


def test_what_slack_needs_is_missed_all_at_once():
    missing = faults({"NOTES_CHANNEL": ""}, needs={SLACK})
    assert [(fault.variable, fault.wrong) for fault in missing] == [
        (name, "this is not set")
        for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "NOTES_CHANNEL", "COORDINATORS")
    ]


BAD = {
    "HOLIDAYS": "Belgium",
    "HOLIDAY_DATES": "Christmas",
    "SLACK_BOT_TOKEN": APP_TOKEN,
    "SLACK_APP_TOKEN": "xapp-not a token",
    "NOTES_CHANNEL": "#notes",
    "NOTES_CHANNELS": "#notes",
    "COORDINATORS": "U1,ada",
    "REVIEWERS": "lund",
    "DIGEST_CHANNEL": "#notes",
    "SLACK_API_URL": "https://slack.example/api",
    "SLACK_PACE": "-1",
    "DATABASE": "/",
    "TEMPLATES": "/no/such/folder",
    "PAPER_FONTS": "/no/such/fonts",
    "NOTE_TYPE": "../secrets",
    "TIME_ZONE": "Mars/Olympus",
    "LOG_LEVEL": "LOUD",
    "BACKUPS": "/no/such/folder",
}


def test_every_fault_is_told_at_once():
    told = faults(BAD)
    assert {fault.variable for fault in told} == set(BAD) == {one.name for one in FIELDS}


def test_a_fault_says_what_was_wrong_what_is_accepted_and_an_example():
    (fault,) = faults({"SLACK_PACE": "fast"})
    assert str(fault) == (
        "SLACK_PACE: 'fast' is not a number. Accepted: a number of seconds, 0 or more. "
        "Example: SLACK_PACE=1.0"
    )


def test_a_fault_that_asks_does_not_get_a_full_stop_as_well(write):
    (fault,) = faults({}, write("NOTE_CHANNEL=C1\n"))
    assert str(fault).startswith(
        "NOTE_CHANNEL: there is no such setting; did you mean NOTES_CHANNEL? Accepted: "
    )


def test_a_note_type_that_there_is_not_is_told_with_the_other_faults():
    told = [(fault.variable, fault.wrong) for fault in faults({"NOTE_TYPE": "nope", "SLACK_PACE": "fast"})]
    there = "back_to_office_report, information_note"
    assert told == [
        ("SLACK_PACE", "'fast' is not a number"),
        ("NOTE_TYPE", f"there is no note type 'nope'; there are: {there}"),
    ]


def test_note_types_have_channels_of_their_own():
    given = {"NOTES_CHANNELS": "information_note=C1, back_to_office_report = G2,"}
    assert load(given, None).notes_channels == (("information_note", "C1"), ("back_to_office_report", "G2"))


def test_a_channel_for_a_note_type_that_there_is_not_is_told_with_the_other_faults_and_an_example():
    told = faults(
        {"NOTES_CHANNELS": "nope=C1,information_note=C2,trip=C3", "NOTE_TYPE": "nope", "SLACK_PACE": "x"}
    )
    assert [fault.variable for fault in told] == ["SLACK_PACE", "NOTES_CHANNELS", "NOTE_TYPE"]
    assert str(told[1]) == (
        "NOTES_CHANNELS: there is no note type 'nope', 'trip'; there are: back_to_office_report, information_note. "
        "Accepted: a note type = a channel ID, several separated by commas. "
        "Example: NOTES_CHANNELS=back_to_office_report=C0123456789"
    )


def test_a_folder_without_note_types_is_told_with_the_other_faults(tmp_path):
    told = [(fault.variable, fault.wrong) for fault in faults({"TEMPLATES": str(tmp_path)}, needs={SLACK})]
    assert told[-1] == ("TEMPLATES", f"{str(tmp_path)!r} holds no note type")
    assert len(told) == 5


def test_a_folder_without_the_words_of_the_bot_is_a_fault(tmp_path):
    (tmp_path / "information_note").mkdir()
    (tmp_path / "information_note" / "questions.toml").touch()
    assert wrong({"TEMPLATES": str(tmp_path)}) == f"{str(tmp_path)!r} holds no phrases/en.toml"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_API_URL", "http://slack.example/api/"),
        ("SLACK_API_URL", "http://localhost.example/"),
        ("SLACK_API_URL", "ftp://127.0.0.1/"),
        ("SLACK_API_URL", "https:///"),
        ("SLACK_API_URL", "https://[::1/"),
        ("SLACK_PACE", "nan"),
        ("SLACK_PACE", "inf"),
        ("COORDINATORS", ","),
        ("COORDINATORS", "C1"),
        ("NOTES_CHANNEL", "D1"),
        ("NOTES_CHANNELS", "C1"),
        ("NOTES_CHANNELS", "information_note"),
        ("NOTES_CHANNELS", "information_note=#notes"),
        ("NOTES_CHANNELS", "information_note=D1"),
        ("NOTES_CHANNELS", "=C1"),
        ("NOTES_CHANNELS", "Information Note=C1"),
        ("NOTES_CHANNELS", "information_note=C1,information_note=C2"),
        ("NOTES_CHANNELS", "information_note=C1 back_to_office_report=C2"),
        ("HOLIDAYS", "Europe=BE"),
        ("HOLIDAYS", "BE,XX"),
        ("HOLIDAY_DATES", "2026-02-30"),
        ("TIME_ZONE", "Europe"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("TIME_ZONE", "/etc/localtime"),
    ],
)
def test_a_wrong_value_is_a_fault(name, value):
    assert [fault.variable for fault in faults({name: value})] == [name]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]/", "http://localhost:1/", "https://x.y/"]
)
def test_plain_http_is_for_this_machine_only(url):
    assert load({"SLACK_API_URL": url}, None).slack_api_url == url


def test_values_are_read_as_what_they_are():
    settings = load(
        {"SLACK_PACE": "0", "LOG_LEVEL": "debug", "TIME_ZONE": "Europe/Zurich", "DATABASE": "~/notes.db"},
        None,
    )
    assert (settings.slack_pace, settings.log_level, settings.time_zone) == (0.0, "DEBUG", "Europe/Zurich")
    assert settings.database == Path.home() / "notes.db"


def test_the_environment_wins_over_the_file(write):
    env_file = write("NOTES_CHANNEL=C1\nTIME_ZONE=Asia/Tokyo\nLOG_LEVEL=\n")
    settings = load({"NOTES_CHANNEL": "C2"}, env_file)
    assert (settings.notes_channel, settings.time_zone, settings.log_level) == ("C2", "Asia/Tokyo", "INFO")


def test_the_environment_wins_over_the_file_also_as_a_path(write, tmp_path):
    env_file = write(f"SLACK_BOT_TOKEN_FILE={tmp_path / 'gone'}\n")
    assert load({"SLACK_BOT_TOKEN": BOT_TOKEN}, env_file).slack_bot_token == Secret(BOT_TOKEN)


def test_the_file_is_not_interpolated(write):
    assert wrong({"HIDDEN": "C1"}, write("NOTES_CHANNEL=${HIDDEN}\n")) == "'${HIDDEN}' is not one"


def test_a_file_that_is_not_there_is_no_fault(tmp_path):
    assert load({}, tmp_path / ".env") == Settings()


def test_a_file_written_on_windows_is_read(write):
    assert load({}, write("\ufeffNOTES_CHANNEL=C1\r\n")).notes_channel == "C1"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_file_that_others_can_open_is_a_fault_with_its_remedy(write, mode):
    env_file = write("NOTES_CHANNEL=C1\n", mode=mode)
    (fault,) = faults({}, env_file)
    assert (fault.variable, fault.example) == (str(env_file), f"chmod 600 {env_file}")
    assert fault.wrong == f"others can read it (its mode is 0{mode:o})"


def test_a_file_that_can_not_be_read_is_a_fault(tmp_path):
    (tmp_path / ".env").mkdir()
    assert wrong({}, tmp_path / ".env").startswith("it can not be read")


def test_a_file_in_another_encoding_is_a_fault(write):
    env_file = write("")
    env_file.write_bytes(b"NOTE_TYPE=\xff\n")
    assert wrong({}, env_file) == "it can not be read (UnicodeDecodeError)"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SLACK_TOKEN", "SLACK_BOT_TOKEN"),
        ("SLACK_BOT_TOKEN_FLIE", "SLACK_BOT_TOKEN_FILE"),
        ("RAPPORTEUR_DATABASE", "DATABASE"),
        ("NOTE_CHANNEL", "NOTES_CHANNEL"),
        ("TIMEZONE", "TIME_ZONE"),
        ("slack_app_token", "SLACK_APP_TOKEN"),
    ],
)
def test_a_misspelt_name_in_the_file_is_a_fault(write, written, meant):
    expected = f"there is no such setting; did you mean {meant}?"
    assert wrong({}, write(f"{written}={BOT_TOKEN}\n")) == expected


def test_names_of_others_are_let_alone(write):
    assert load({"SLACK_TOKEN": BOT_TOKEN}, write("DATABASE_URL=x\nPATH=y\nHOME=z\n")) == Settings()


def test_a_secret_may_lie_in_a_file(write):
    path = write(f"{BOT_TOKEN}\n", name="token")
    assert load({"SLACK_BOT_TOKEN_FILE": str(path)}, None).slack_bot_token.reveal() == BOT_TOKEN


def test_the_file_of_a_secret_can_be_named_in_the_env_file(write):
    path = write(BOT_TOKEN, name="token", mode=0o440)
    env_file = write(f"SLACK_BOT_TOKEN_FILE={path}\n")
    assert load({}, env_file).slack_bot_token.reveal() == BOT_TOKEN


def test_a_secret_given_twice_is_a_fault(write):
    both = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_BOT_TOKEN_FILE": str(write(BOT_TOKEN))}
    assert wrong(both) == "SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set; keep one of them"


def test_a_secret_in_a_file_that_everybody_can_read_is_a_fault(write):
    path = write(BOT_TOKEN, mode=0o604)
    expected = f"everybody can read the file {path}; correct it with: chmod o-r {path}"
    assert wrong({"SLACK_BOT_TOKEN_FILE": str(path)}) == expected


def test_a_secret_in_no_file_is_a_fault(tmp_path):
    path = tmp_path / "token"
    assert (
        wrong({"SLACK_BOT_TOKEN_FILE": str(path)}) == f"the file {path} can not be read (FileNotFoundError)"
    )
    path.mkdir()
    assert (
        wrong({"SLACK_BOT_TOKEN_FILE": str(path)}) == f"the file {path} can not be read (IsADirectoryError)"
    )


def test_a_secret_in_an_empty_file_is_a_fault(write):
    path = write("\n")
    assert wrong({"SLACK_BOT_TOKEN_FILE": str(path)}) == f"the file {path} is empty"


def test_only_secrets_have_files(write):
    path = write("C1", name="channel")
    assert load({"NOTES_CHANNEL_FILE": str(path)}, None).notes_channel == ""


def test_the_example_equals_the_code():
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example()


def test_the_example_is_printed():
    command = [sys.executable, "-m", "bot.settings"]
    assert (
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout == env_example()
    )


def test_the_example_can_be_filled_in_and_read(write):
    lines = [f"{name}={value}\n" for name, value in GOOD.items()]
    uncommented = env_example().replace("\n# TEMPLATES=templates\n", f"\nTEMPLATES={ROOT / 'templates'}\n")
    assert load({}, write(uncommented + "".join(lines)), needs={SLACK}) == load(GOOD, None)


def test_every_field_is_in_the_table():
    assert [one.name for one in FIELDS] == [one.name.upper() for one in fields(Settings)]
    assert [one.name for one in FIELDS if one.secret] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]


def test_holidays_are_those_of_a_zone_or_of_everybody_else():
    settings = load({"HOLIDAYS": "CH, Europe/Brussels=BE", "HOLIDAY_DATES": "2026-12-24"}, None)
    assert dict(settings.holidays) == {"": "CH", "Europe/Brussels": "BE"}
    assert settings.holiday_dates == {("", date(2026, 12, 24))}


def test_no_holidays_at_all_and_more_days_in_one_country_can_be_said():
    settings = load(
        {"HOLIDAYS": "none, Europe/Brussels=BE", "HOLIDAY_DATES": "GH:2026-03-06, 2026-12-24"}, None
    )
    assert dict(settings.holidays) == {"": "", "Europe/Brussels": "BE"}
    assert settings.holiday_dates == {("GH", date(2026, 3, 6)), ("", date(2026, 12, 24))}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ("Ghana:2026-03-06", "'Ghana' in 'Ghana:2026-03-06' is no ISO code of a country"),
        ("GH:6 March", "'GH:6 March' is not a day"),
        ("2026-12-24;2026-12-25", "'2026-12-24;2026-12-25' is not a day"),
    ],
)
def test_a_day_that_is_none_is_named(given, wrong):
    with pytest.raises(SettingsError, match=re.escape(wrong)):
        load({"HOLIDAY_DATES": given}, None)
