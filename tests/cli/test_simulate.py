"""`rapporteur simulate` as an operator uses it: on a copy, while the bot holds the database."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.cli.simulate import command
from bot.render.policies import policy_faults
from tests.service.town import FACTS, Town

FROM = ("--from", "2009-06-15", "--days", "10")
DAY = "(2009-06-18)"
SILENT = 'leave_out = ["r2", "r3"]\n'


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A database in which Ada owes a note since 4 June, which another process holds as the bot does."""
    place = tmp_path_factory.mktemp("bot")
    town = Town(place)
    town.owe()
    yield place
    town.store.close()


@pytest.fixture
def simulate(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*words, database=place / "rapporteur.db"):
        return CliRunner().invoke(
            command, words, env={"DATABASE": str(database), "COORDINATORS": "U0B0000001"}
        )

    return run


def test_without_coordinators_it_shows_what_one_would_get_and_says_so(place):
    told = CliRunner().invoke(
        command, FROM, env={"DATABASE": str(place / "rapporteur.db"), "COORDINATORS": ""}
    )
    assert (told.exit_code, told.stderr) == (
        0,
        "COORDINATORS is not set: what would be sent to one is shown as sent to a coordinator.\n",
    )
    assert "  a coordinator  " in told.stdout


def test_every_message_is_told_with_when_to_whom_which_step_and_why(simulate, place):
    before = (place / "rapporteur.db").read_bytes()
    done = simulate(*FROM)
    assert (done.exit_code, done.stderr) == (0, "")
    rows = [
        " ".join(line.split()) for line in done.stdout.splitlines() if " Ada " in line or "handoff" in line
    ]
    note = '1 Workshop on "Making the difference"'
    assert rows == [
        f"Mon 2009-06-15 09:00 Accra Ada r1 {note} 1 working day after the last answer or first message",
        f"Wed 2009-06-17 09:00 Accra Ada r2 {note} 1 working day before it is due {DAY}",
        f"Thu 2009-06-18 09:30 Accra Ada due {note} on the day it is due {DAY}",
        f"Mon 2009-06-22 09:00 Accra Ada r3 {note} 2 working days after it was due {DAY}",
        f"Tue 2009-06-23 09:00 UTC U0B0000001 handoff {note} 3 working days after it was due {DAY}",
    ]
    assert done.stdout.splitlines()[-1].endswith(
        "recipients would be sent in 10 days, if nobody does anything."
    )
    assert (place / "rapporteur.db").read_bytes() == before


def reasons(path):
    """Return why each message comes: its day, its step, its note, and the words."""
    env = {"DATABASE": str(path / "rapporteur.db"), "COORDINATORS": "U0B0000001"}
    done = CliRunner().invoke(command, [*FROM, "--json"], env=env)
    found = json.loads(done.stdout)["messages"]
    return [(one["local"][:10], one["step"], one["note"], one["why"]) for one in found]


def test_what_a_limit_held_back_says_since_when_and_a_digest_why_it_comes(tmp_path):
    town = Town(tmp_path)
    town.people.know("U0B0000001", name="Bo", zone="Europe/Brussels", locale="en")
    town.people.know("ada", name="Ada", zone="Asia/Tokyo", locale="en")
    town.owe(facts=("Early", "2-3 June 2009", *FACTS[2:]))
    town.owe(facts=FACTS)
    town.store.close()
    told = reasons(tmp_path)
    assert ("2009-06-15", "digest", None, "the digest of the week") in told
    late = "on the day it is due (2009-06-17); a limit held it back since Wed 2009-06-17 09:30"
    assert ("2009-06-18", "due", 1, late) in told
    assert ("2009-06-18", "digest", None, "something became late, or an offer was not answered") in told
    assert ("2009-06-22", "digest", None, "the digest of the week; it hands off 1") in told
    assert [step for day, step, *_ in told if (day, step) == ("2009-06-22", "handoff")] == []


def test_as_json_it_has_the_words_too(simulate):
    done = simulate(*FROM, "--json")
    [r2] = [one for one in json.loads(done.stdout)["messages"] if one["step"] == "r2"]
    assert (r2["at"], r2["zone"], r2["to"]) == ("2009-06-17T09:00:00+00:00", "Africa/Accra", "ada")
    assert r2["text"].startswith('Workshop on "Making the difference", 3-4 June 2009: due on Thursday')


def test_two_policies_differ_by_what_each_alone_would_send(simulate, tmp_path):
    (tmp_path / "now.toml").write_text("")
    (tmp_path / "quiet.toml").write_text(SILENT)
    done = simulate(*FROM, "--policy", "now.toml", "--against", "quiet.toml")
    rows = [
        (line[0], line.split(" Ada ")[1].split()[0]) for line in done.stdout.splitlines() if " Ada " in line
    ]
    assert (done.exit_code, rows) == (0, [("+", "r2"), ("+", "r3")])
    turned = simulate(*FROM, "--policy", "quiet.toml", "--against", "now.toml", "--json")
    told = json.loads(turned.stdout)
    assert (told["policy"], [one["step"] for one in told["against"]]) == ([], ["r2", "r3"])


def test_a_policy_with_faults_is_told_as_check_tells_it(simulate, tmp_path):
    text = "opens = 30\nshuts = 18\n"
    (tmp_path / "policy.toml").write_text(text)
    done = simulate("--policy", "policy.toml")
    faults = [f"- {fault}" for fault in policy_faults({"opens": 30, "shuts": 18})]
    assert done.exit_code == 1
    assert done.stderr.splitlines() == ["policy.toml: 2 faults", *faults]


def test_a_policy_that_is_no_toml_or_is_not_there_is_told(simulate, tmp_path):
    (tmp_path / "broken.toml").write_text("opens = [")
    for name in ("broken.toml", "none.toml"):
        done = simulate("--against", name)
        assert (done.exit_code, done.stderr.splitlines()[0]) == (1, f"{name}: 1 fault")


def test_no_difference_is_said_in_a_sentence(simulate, tmp_path):
    (tmp_path / "same.toml").write_text("")
    done = simulate(*FROM, "--against", "same.toml")
    assert done.stdout == "0 messages to 0 recipients differ in 10 days, if nobody does anything.\n"


def test_one_message_to_one_person_is_counted_as_one(simulate, tmp_path):
    (tmp_path / "without.toml").write_text('leave_out = ["r1", "r2", "r3"]')
    done = simulate("--from", "2009-06-17", "--days", "1")
    assert (
        done.stdout.splitlines()[-1]
        == "1 message to 1 recipient would be sent in 1 day, if nobody does anything."
    )
    done = simulate("--from", "2009-06-17", "--days", "1", "--against", "without.toml")
    assert "1 message to 1 recipient differs in 1 day," in done.stdout


def test_without_a_database_it_is_said_where_one_is_looked_for(simulate, tmp_path):
    done = simulate(database=tmp_path / "none.db")
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert done.stderr.startswith(f"rapporteur: there is no database {tmp_path / 'none.db'}.")


def test_of_several_workspaces_one_is_asked_for(tmp_path):
    town = Town(tmp_path)
    other = Town(tmp_path, team="T2", store=town.store)
    town.owe()
    other.owe("cy", ("Seminar", *FACTS[1:]))
    env = {"DATABASE": str(tmp_path / "rapporteur.db"), "COORDINATORS": "U0B0000001"}
    told = CliRunner().invoke(command, [*FROM], env=env)
    assert (told.exit_code, "T1, T2" in told.stderr) == (1, True)
    done = CliRunner().invoke(command, [*FROM, "--team", "T2"], env=env)
    assert (done.exit_code, "Seminar" in done.stdout, "Workshop" in done.stdout) == (0, True, False)
    town.store.close()


def test_from_today_where_no_day_is_given(simulate):
    done = simulate("--days", "1", "--json")
    days = {one["at"][:10] for one in json.loads(done.stdout)["messages"]}
    today = datetime.now(UTC).date().isoformat()
    assert (done.exit_code, all(day >= today for day in days)) == (0, True)


def test_until_a_day_to_come_time_passes_as_well(simulate, monkeypatch):
    """On 5 June nothing was sent yet; by 15 June the first reminder has come, and does not come once more."""

    class Clock(datetime):
        @classmethod
        def now(cls, zone):
            return datetime(2009, 6, 5, 12, tzinfo=zone)

    monkeypatch.setattr("bot.cli.simulate.datetime", Clock)
    whole = [
        (one["at"], one["step"])
        for one in json.loads(simulate("--from", "2009-06-05", "--days", "20", "--json").stdout)["messages"]
    ]
    later = [(one["at"], one["step"]) for one in json.loads(simulate(*FROM, "--json").stdout)["messages"]]
    assert [step for _, step in later if step == "r1"] == []
    assert later == [each for each in whole if each[0] >= "2009-06-15"]
