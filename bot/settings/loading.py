"""Reads the settings: the environment over `.env`, secrets also from files, all faults collected."""

import difflib
import io
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from bot.settings.faults import Fault, SettingsError, WrongValueError
from bot.settings.fields import FIELDS, Field, Settings

_OURS: Final = {name for one in FIELDS for name in (one.name, f"{one.name}_FILE" if one.secret else one.name)}
_PREFIXES: Final = ("SLACK_", "RAPPORTEUR_")
MISSING: Final = "this is not set"
QUESTIONS: Final = "questions.toml"
PHRASES: Final = Path("phrases", "en.toml")
_ENV_FILE_ACCEPTED: Final = "lines NAME=value, readable by the owner alone"


def load(
    environ: Mapping[str, str], env_file: Path | None, *, needs: Collection[str] = (), slack: bool = True
) -> Settings:
    """Return the settings, or raise a SettingsError with everything that is wrong.

    `needs` names the groups whose fields may not be missing (`SLACK`). An `env_file` may be missing. Without
    `slack` all that is about a workspace is passed over, its faults too, and with it the only secrets.
    """
    read = [one for one in FIELDS if slack or not one.slack]
    written, faults = _read(env_file, {one.name for one in read}, secret=slack)
    given = {**_not_outranked(written, environ), **environ}
    values: dict[str, object] = {}
    for one in read:
        try:
            if text := _text(one, given):
                values[one.name.lower()] = one.parse(text)
            elif one.needed in needs:
                faults.append(one.fault(MISSING))
        except WrongValueError as wrong:
            faults.append(one.fault(str(wrong)))
    settings = Settings(**values)  # type: ignore[arg-type] # each parser gives the type of its field
    told = {fault.variable for fault in faults}
    faults += [fault for fault in _note_types(settings) if not {"TEMPLATES", fault.variable} & told]
    if faults:
        raise SettingsError(*faults)
    return settings


def _note_types(settings: Settings) -> Iterator[Fault]:
    """Give what is missing in the folder of the note types: all of it, its words, the note type."""
    by_name = {one.name: one for one in FIELDS}
    names = sorted(found.parent.name for found in settings.templates.glob(f"*/{QUESTIONS}"))
    if not names:
        yield by_name["TEMPLATES"].fault(f"{str(settings.templates)!r} holds no note type")
    elif not (settings.templates / PHRASES).is_file():
        yield by_name["TEMPLATES"].fault(f"{str(settings.templates)!r} holds no {PHRASES}")
    else:
        named = {
            "NOTES_CHANNELS": [name for name, _ in settings.notes_channels],
            "NOTE_TYPE": [settings.note_type],
        }
        for setting, wanted in named.items():
            if unknown := ", ".join(repr(name) for name in wanted if name not in names):
                there = f"there is no note type {unknown}; there are: {', '.join(names)}"
                yield by_name[setting].fault(there)


def _read(
    env_file: Path | None, names: Collection[str], *, secret: bool
) -> tuple[dict[str, str], list[Fault]]:
    if env_file is None or not env_file.exists():
        return {}, []
    try:
        mode = stat.S_IMODE(env_file.stat().st_mode)
        text = env_file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        wrong = f"it can not be read ({type(error).__name__})"
        return {}, [Fault(str(env_file), wrong, "a text file in UTF-8", "cp .env.example .env")]
    read = dotenv_values(stream=io.StringIO(text), interpolate=False)
    written = {name: value for name, value in read.items() if value}
    open_to_others = _too_open(env_file, mode) if secret else ()
    return written, [*open_to_others, *_misspelt(written, names)]


def _too_open(env_file: Path, mode: int) -> Iterator[Fault]:
    if mode & 0o077:
        wrong = f"others can read it (its mode is {mode:04o})"
        yield Fault(str(env_file), wrong, _ENV_FILE_ACCEPTED, f"chmod 600 {env_file}")


def _misspelt(written: Mapping[str, str], names: Collection[str]) -> Iterator[Fault]:
    for name in written:
        if name not in _OURS and (meant := _meant(name)).removesuffix("_FILE") in names:
            wrong = f"there is no such setting; did you mean {meant}?"
            yield Fault(name, wrong, "the names in .env.example", f"{meant}=")


def _meant(name: str) -> str:
    if (bare := name.removeprefix("RAPPORTEUR_")) in _OURS:
        return bare
    # a name that claims to be ours is compared generously, another program's DATABASE_URL is not
    cutoff = 0.7 if name.startswith(_PREFIXES) else 0.85
    return next(iter(difflib.get_close_matches(name.upper(), sorted(_OURS), n=1, cutoff=cutoff)), "")


def _not_outranked(written: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """Drop from `.env` what the environment decides, be it as NAME or as NAME_FILE."""
    decided = {name.removesuffix("_FILE") for name, value in environ.items() if name in _OURS and value}
    return {name: value for name, value in written.items() if name.removesuffix("_FILE") not in decided}


def _text(one: Field, given: Mapping[str, str]) -> str:
    text = given.get(one.name, "").strip()
    path = given.get(f"{one.name}_FILE", "") if one.secret else ""
    if text and path:
        raise WrongValueError(f"{one.name} and {one.name}_FILE are both set; keep one of them")
    return _from_file(Path(path).expanduser()) if path else text


def _from_file(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise WrongValueError(f"the file {path} can not be read ({type(error).__name__})") from None
    if mode & 0o004:
        raise WrongValueError(f"everybody can read the file {path}; correct it with: chmod o-r {path}")
    if not text:
        raise WrongValueError(f"the file {path} is empty")
    return text
