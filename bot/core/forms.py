"""A form: a few fields that are filled in and sent together, or a notice with none. Transports draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.messages import Button


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form: words are typed, or where there are `options` some of them are ticked.

    `kind` says what else is picked instead of typed: a "day", sent as 2009-06-12, a "time", sent as 09:00, or
    a "person", sent as an id.

    `value` is what stands there at first. `most` is the greatest number of characters. `lines` says that the
    words may be several lines. `options` maps what is sent to what is read.
    """

    key: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = False
    lines: bool = False
    most: int = 3000
    options: Mapping[str, str] | None = None
    kind: str = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What opens when a button is pressed. Without `submit` it is a notice that is only closed.

    `act` names the deed that sending it does, `about` what it is done to, as on a button. `buttons` stand
    below the lines: what one of them opens lies above this form, which stands there again once that is closed.
    """

    act: str = ""
    about: str = ""
    title: str
    lines: Sequence[str] = ()
    buttons: Sequence[Button] = ()
    fields: Sequence[Field] = ()
    submit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A person presses a button that has no words, or sends a form.

    `act` and `about` are those of the button or the form, and come from outside: they are checked like
    anything typed. `values` are the fields of the form, by key; of ticked options, the keys with commas between.
    `place` and `message` are where the button stood. `key` is what the inbox knows it by.
    """

    person: str
    act: str
    about: str
    key: str
    values: Mapping[str, str]
    place: str = ""
    message: str = ""
