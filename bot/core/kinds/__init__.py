"""The kinds of answers: the registry, and all keys that a kind may give, with their facts.

A key is a sentence in `templates/phrases`, in every language; it may use the facts named here and no others.
`suggestions` is a list of replies that the person may press instead of typing, perhaps empty; `problems` is a
list of keys; `reading` is how something was understood, days with their weekdays.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.kinds import (
    choice,
    choices,
    date_range,
    day,
    file,
    line,
    lines,
    number,
    person,
    text,
    url,
    yes_no,
)
from bot.core.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    "line": line.KIND,
    "text": text.KIND,
    "lines": lines.KIND,
    "choice": choice.KIND,
    "choices": choices.KIND,
    "date": day.KIND,
    "date_range": date_range.KIND,
    "number": number.KIND,
    "yes_no": yes_no.KIND,
    "url": url.KIND,
    "person": person.KIND,
    "file": file.KIND,
}

_ASKED = ("said", "suggestions")

FAULTS: Mapping[str, tuple[str, ...]] = {
    "empty": (),
    "too_short": ("said_length", "least"),
    "too_long": ("said_length", "most"),
    "too_few": ("count", "least"),
    "too_many": ("count", "most"),
    "item_too_short": ("item", "said_length", "least"),
    "item_too_long": ("item", "said_length", "most"),
    "duplicate": ("item",),
    "not_a_choice": ("said", "choices", "suggestions"),  # none of the choices; what was mistyped is suggested
    "ambiguous_choice": ("said", "choices", "suggestions"),  # the beginning of several, which are suggested
    "yes_or_no": ("said",),
    "not_a_date": _ASKED,  # no days in it
    "day_missing": _ASKED,  # a month or a year alone
    "one_day_wanted": _ASKED,  # several days where one was asked for
    "ambiguous_date": _ASKED,  # 3/4/2009
    "year_missing": _ASKED,  # 3-4 June
    "short_year": _ASKED,  # 3 June 09
    "no_such_day": _ASKED,  # 31 June 2009
    "first_after_last": _ASKED,  # 4-3 June 2009
    "date_faults": ("said", "problems", "suggestions"),  # several of these at once
    "not_a_number": _ASKED,  # none, or with words around it
    "too_small": ("said", "least"),
    "too_large": ("said", "most"),
    "not_a_url": _ASKED,  # no address, or none that is http(s)://host
    "space_in_url": _ASKED,  # a blank within an address
    "not_a_name": ("said",),  # of a person, without a letter
    "file_missing": (),
    "file_too_large": ("name", "megabytes"),
    "file_empty": ("name",),
}
"""What is wrong with a reply that can not be taken (`Unclear`), each with its facts."""

DOUBTS: Mapping[str, tuple[str, ...]] = {
    "unbalanced_quotes": (),  # an odd number of quotation marks
    "piece_missing": ("pieces",),  # Brussels, where the city and the country were asked
    "short": ("said_length", "least"),  # shorter than asked
    "guessed_date": ("reading",),  # the days were guessed
    "long_event": ("days",),  # more than 14 days in a row
    "future_date": ("last",),  # the last day is still to come
    "odd_number": ("said", "usual"),  # more than usual
    "decimal_point": ("said", "suggestions"),  # 1.200 was read as a decimal; 1,200 is suggested
    "private_link": ("url",),  # an address that may ask for a login
    "choice_read": ("reading",),  # a choice, a yes or a no with other words around it
    "one_or_several": ("item",),  # one line of a list that may be several entries
}
"""Why a value counts only when the person says yes (`Doubt`), each with its facts."""
