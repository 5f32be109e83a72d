"""The reminders of a note type: policy.toml becomes a `Policy`, or a list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bot.core.faults import Fault, meant
from bot.core.fields import Raw, fits, mistyped
from bot.core.policy import DIGEST, STEPS, Policy, Step
from bot.render.library import Folder, LibraryError, parse

POLICY = "policy.toml"
LEAVE_OUT = "leave_out"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

NAMES: Mapping[str, Step] = {step.name: step for step in (*STEPS, DIGEST)}
NUMBERS: Mapping[str, tuple[int, int]] = {
    "ends": (1, 24),
    "grace_hours": (0, 48),
    "opens": (0, 23),
    "closes": (1, 24),
    "first_until": (1, 24),
    "a_day": (1, 5),
    "apart_hours": (1, 168),
    "before_handoff": (1, 20),
    "in_all": (1, 20),
    "quiet_minutes": (0, 120),
    "dnd_days": (0, 10),
    "morning": (0, 23),
    "late_days": (1, 60),
    "changes_days": (1, 60),
    "second_review_days": (1, 60),
    "offer_days": (1, 60),
    "taker_days": (1, 60),
    "snoozes": (1, 20),
    "confirm_days": (1, 60),
}
"""The numbers that a note type may set, each with its least and its most."""

IN_ORDER = (("closes", "first_until"), ("before_handoff", "in_all"))
"""Numbers of which the first can not be above the second."""

SETTINGS: Mapping[str, type] = {"days": int, "hour": int, "minute": int, "weekday": str}
MOST_DAYS = 60
LEAST_DAYS: Mapping[str, int] = {"end": 0, "activity": 1, "handoff": 1, "offer": 1}
"""By what a step counts from: it can not come before that has happened."""


@lru_cache(maxsize=64)
def policy(folder: Folder) -> Policy:
    """Return the policy of a note type, the usual one if it has none. Raises LibraryError with every fault."""
    raw, found = parse(POLICY, folder.files.get(POLICY, ""))
    found = found or list(policy_faults(raw))
    if found:
        raise LibraryError(folder.name, found)
    return read_policy(raw)


def read_policy(raw: Raw) -> Policy:
    """Return the policy that an author wrote; call only when `policy_faults` found nothing."""
    left = raw.get(LEAVE_OUT, ())
    steps = tuple(_step(step, raw.get(step.name, {})) for step in STEPS if step.name not in left)
    digest = _step(DIGEST, raw.get(DIGEST.name, {}))
    return replace(Policy(steps=steps, digest=digest), **{key: raw[key] for key in NUMBERS if key in raw})


def _step(step: Step, given: Raw) -> Step:
    read = {**given, "weekday": WEEKDAYS.index(given["weekday"])} if "weekday" in given else given
    return replace(step, **read)


def policy_faults(raw: Raw) -> Iterator[Fault]:
    """Give every fault of a policy."""
    for key, value in raw.items():
        if key == LEAVE_OUT:
            yield from _left_out(value, raw)
        elif key in NUMBERS:
            yield from _number(POLICY, key, value, *NUMBERS[key])
        elif key not in NAMES:
            mend = meant(key, {LEAVE_OUT, *NUMBERS, *NAMES})
            yield Fault(f"{POLICY}, {key}", "is no step and no number of a policy", mend)
        elif not isinstance(value, dict):
            yield Fault(f"{POLICY}, {key}", "must be a table", f"Write [{key}], and its settings below")
        else:
            yield from _settings(f"{POLICY}, [{key}]", NAMES[key], value)
    yield from _together(_sound(raw))


def _left_out(names: object, raw: Raw) -> Iterator[Fault]:
    if not isinstance(names, list):
        yield mistyped(POLICY, LEAVE_OUT, names, list)
        return
    for name in map(str, names):
        if name not in NAMES or name == DIGEST.name:
            steps = NAMES.keys() - {DIGEST.name}
            yield Fault(POLICY, f"{LEAVE_OUT} names {name!r}, which is no step", meant(name, steps))
        elif name in raw:
            yield Fault(f"{POLICY}, [{name}]", "is left out and has settings", "Take out one of them")
    if "handoff" in names:
        for name in sorted({"after1", "after2"} - set(map(str, names))):
            mend = f"Write it into {LEAVE_OUT} as well"
            yield Fault(POLICY, f"{LEAVE_OUT} names 'handoff', from which {name} counts", mend)


def _number(where: str, key: str, value: object, least: int, most: int) -> Iterator[Fault]:
    if not isinstance(value, int) or not fits(value, int):
        yield mistyped(where, key, value, int)
    elif not least <= value <= most:
        yield Fault(where, f"has {key} = {value}", f"Write a number from {least} to {most}")


def _settings(where: str, step: Step, given: Raw) -> Iterator[Fault]:
    days = (LEAST_DAYS.get(step.anchor, -MOST_DAYS), -1 if step.anchor == "start" else MOST_DAYS)
    bounds = {"days": days, "hour": (0, 23), "minute": (0, 59)}
    known = SETTINGS.keys() if step is not DIGEST else {"weekday", "hour"}
    for key, value in given.items():
        if key not in known:
            yield Fault(where, f"has the unknown setting {key!r}", meant(key, known))
        elif key in bounds:
            yield from _number(where, key, value, *bounds[key])
        elif not isinstance(value, str):
            yield mistyped(where, key, value, str)
        elif value not in WEEKDAYS:
            yield Fault(where, f"has {key} = {value!r}", meant(value, WEEKDAYS))


def _sound(raw: Raw) -> dict[str, Any]:
    """Return what of a policy can be relied on, so that what must fit together can be looked at."""
    sound: dict[str, Any] = {}
    for key, value in raw.items():
        if key in NUMBERS and not any(_number("", key, value, *NUMBERS[key])):
            sound[key] = value
        elif key in NAMES and isinstance(value, dict):
            sound[key] = {k: v for k, v in value.items() if not any(_settings("", NAMES[key], {k: v}))}
        elif key == LEAVE_OUT and isinstance(value, list):
            sound[key] = value
    return sound


def _together(raw: Raw) -> Iterator[Fault]:
    read = read_policy(raw)
    for less, more in IN_ORDER:
        low, high = getattr(read, less), getattr(read, more)
        if low > high:
            yield Fault(POLICY, f"has {less} = {low} above {more} = {high}", f"Write {less} = {high} at most")
    if read.opens >= read.closes:
        what = f"opens at {read.opens} and closes at {read.closes}"
        yield Fault(POLICY, what, "Leave an hour between them at least")
        return
    for step in (*read.steps, read.digest):
        if not read.opens <= step.hour < read.closes:
            what = f"has hour = {step.hour}, when nothing is sent"
            mend = f"Write an hour from {read.opens} to {read.closes - 1}, or change opens and closes"
            yield Fault(f"{POLICY}, [{step.name}]", what, mend)
    yield from _order(read)


def _order(read: Policy) -> Iterator[Fault]:
    """Steps that count from one day come in their order: the later one says more, and ends those before it."""
    for anchor in dict.fromkeys(step.anchor for step in read.steps):
        ladder = [step for step in read.steps if step.anchor == anchor]
        for first, then in pairwise(ladder):
            if (first.days, first.hour, first.minute) >= (then.days, then.hour, then.minute):
                what = f"comes at day {then.days}, not after {first.name}, at day {first.days}"
                yield Fault(f"{POLICY}, [{then.name}]", what, f"Write more days, or put {first.name} earlier")
