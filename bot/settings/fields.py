"""The settings there are: one table, from which values are read and `.env.example` and docs are made."""

# ruff: noqa: RUF009 - _setting() is field() with our metadata; its defaults are immutable

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.settings import parsers
from bot.settings.faults import Fault
from bot.settings.redaction import Secret

SLACK: Final = "slack"
_HOME: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """How one variable is read and explained. `needed` names the group that can not do without it.

    `slack` says that it is about a workspace, and is nothing to who uses none; `empty`, that nothing is taken
    where it is left out.
    """

    name: str
    help: str
    accepted: str
    example: str
    parse: Callable[[str], object]
    needed: str = ""
    slack: bool = False
    empty: bool = False
    secret: bool = False

    @property
    def default(self) -> str:
        """What is taken when nothing is given, as one would write it; empty if there is none."""
        return "" if self.needed or self.empty else self.example

    def fault(self, wrong: str) -> Fault:
        return Fault(self.name, wrong, self.accepted, f"{self.name}={self.example}")


def _setting(default: object, parse: Callable[[str], object], **words: object) -> Any:  # noqa: ANN401 - as field()
    return field(default=default, metadata={"parse": parse, **words})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decided. What only Slack needs is empty where it was neither needed nor given."""

    slack_bot_token: Secret = _setting(
        Secret(),
        parsers.token("xoxb-"),
        help="The bot token of the Slack app, from OAuth & Permissions.",
        accepted="a bot token, starting with xoxb-",
        example="xoxb-...",
        needed=SLACK,
        slack=True,
        secret=True,
    )
    slack_app_token: Secret = _setting(
        Secret(),
        parsers.token("xapp-"),
        help="The app-level token with the scope connections:write, from Basic Information.",
        accepted="an app-level token, starting with xapp-",
        example="xapp-...",
        needed=SLACK,
        slack=True,
        secret=True,
    )
    notes_channel: str = _setting(
        "",
        parsers.matching("[CG][A-Z0-9]+"),
        help="The channel where drafts are posted; the bot has to be a member.",
        accepted="a channel ID, starting with C or G",
        example="C0123456789",
        needed=SLACK,
        slack=True,
    )
    notes_channels: tuple[tuple[str, str], ...] = _setting(
        (),
        parsers.channels,
        help="The channels of note types whose drafts are posted elsewhere; the bot has to be a member of each.",
        accepted="a note type = a channel ID, several separated by commas",
        example="back_to_office_report=C0123456789",
        empty=True,
        slack=True,
    )
    coordinators: tuple[str, ...] = _setting(
        (),
        parsers.people,
        help="The people who coordinate: they register who owes a note, and get drafts that are held back.",
        accepted="member IDs, starting with U or W, separated by commas",
        example="U0123456789,U9876543210",
        needed=SLACK,
        slack=True,
    )
    reviewers: tuple[str, ...] = _setting(
        (),
        parsers.people,
        help="The people who approve drafts, though never their own; unless given, the coordinators.",
        accepted="member IDs, starting with U or W, separated by commas",
        example="U0123456789,U9876543210",
        empty=True,
        slack=True,
    )
    digest_channel: str = _setting(
        "",
        parsers.matching("[CG][A-Z0-9]+"),
        help="A channel that is told each week how many notes are owed, without a name; the bot has to be a member.",
        accepted="a channel ID, starting with C or G",
        example="C0123456789",
        empty=True,
        slack=True,
    )
    slack_api_url: str = _setting(
        "https://slack.com/api/",
        parsers.api_url,
        help="Where Slack's Web API is.",
        accepted="an https address that ends with / (http only on this machine)",
        example="https://slack.com/api/",
        slack=True,
    )
    slack_pace: float = _setting(
        1.0,
        parsers.seconds,
        help="Seconds between two messages in one channel; Slack allows about one a second.",
        accepted="a number of seconds, 0 or more",
        example="1.0",
        slack=True,
    )
    database: Path = _setting(
        Path("data/rapporteur.db"),
        parsers.file,
        help="The file in which everything is kept.",
        accepted="the path of a file",
        example="data/rapporteur.db",
    )
    backups: Path | None = _setting(
        None,
        parsers.folder,
        help="A folder for nightly copies of the database, and for nothing else; the newest 14 are kept.",
        accepted="the path of a folder",
        example="/var/backups/rapporteur",
        empty=True,
    )
    templates: Path = _setting(
        _HOME / "templates",
        parsers.folder,
        help="The folder of the note types; unless given, the one beside the program.",
        accepted="the path of a folder with note types and phrases/en.toml in it",
        example="templates",
    )
    paper_fonts: Path | None = _setting(
        None,
        parsers.folder,
        help="A folder with more fonts for the PDF, as for Tamil.",
        accepted="the path of a folder",
        example="/usr/share/fonts/opentype/noto",
        empty=True,
    )
    note_type: str = _setting(
        "information_note",
        parsers.matching("[a-z][a-z0-9_]*"),
        help="The note type that `/note new` starts.",
        accepted="the name of a folder of TEMPLATES: small letters, digits and _",
        example="information_note",
    )
    time_zone: str = _setting(
        "UTC",
        parsers.zone,
        help="The time zone of people whose zone Slack does not tell.",
        accepted="an IANA name such as Europe/Zurich",
        example="UTC",
    )
    holidays: tuple[tuple[str, str], ...] = _setting(
        (),
        parsers.countries,
        help="The countries whose holidays and weekends bring no reminder; unless given, each person's, by time zone.",
        accepted="ISO codes such as BE for everybody, Europe/Brussels=BE for a zone, or none, separated by commas",
        example="CH,Europe/Brussels=BE",
        empty=True,
    )
    holiday_dates: frozenset[tuple[str, date]] = _setting(
        frozenset(),
        parsers.days,
        help="More days on which nobody is reminded, or nobody in a country.",
        accepted="days as 2026-12-24 for everybody, or GH:2026-03-06 for a country, separated by commas",
        example="2026-12-24,GH:2026-03-06",
        empty=True,
    )
    log_level: str = _setting(
        "INFO",
        parsers.level,
        help="How much is logged.",
        accepted="DEBUG, INFO, WARNING, ERROR or CRITICAL",
        example="INFO",
    )


FIELDS: Final = tuple(Field(name=one.name.upper(), **one.metadata) for one in fields(Settings))

_HEAD: Final = """\
# The settings of Rapporteur. Copy this file to .env, fill it in, and: chmod 600 .env
# The environment wins over .env. A line that starts with # shows what is taken when it is left out.
"""


def env_example() -> str:
    """Write `.env.example`: what is needed to fill in, what is not as its default."""
    return "\n".join([_HEAD, *map(_lines, FIELDS)])


def _lines(one: Field) -> str:
    if not one.needed:
        example = f"; for example {one.example}" if one.empty else ""
        return f"# {one.help}\n# Accepted: {one.accepted}{example}.\n# {one.name}={one.default}\n"
    instead = f"# Or put it in a file and give its path as {one.name}_FILE.\n" if one.secret else ""
    return f"# {one.help}\n{instead}# Needed to run; for example {one.example}\n{one.name}=\n"
