"""The kinds of answers: the registry, and all keys that a kind may give, with their facts.

A key is a sentence in `templates/phrases`, in every language; it may use the facts named here and no others.
`suggestions` is a list of replies that the person may press instead of typing, perhaps empty.

======================  ========================================================  ==========================
key (Unclear)           what is wrong                                             facts
======================  ========================================================  ==========================
empty                   nothing was said                                          -
too_short, too_long     the length of a text                                      said_length, least or most
too_few, too_many       the number of items                                       count, least or most
item_too_short/_long    the length of one item of a list                          item, said_length, bound
duplicate               the same item twice                                       item
not_a_choice            none of the choices; suggestions: what was mistyped       said, choices, suggestions
ambiguous_choice        the beginning of several choices: the suggestions         said, choices, suggestions
yes_or_no               neither yes nor no                                        said
not_a_date              no days in it                                             said, suggestions
day_missing             a month or a year alone                                   said, suggestions
one_day_wanted          several days where one was asked for                      said, suggestions
ambiguous_date          3/4/2009                                                  said, suggestions
year_missing            3-4 June                                                  said, suggestions
short_year              3 June 09                                                 said, suggestions
no_such_day             31 June 2009                                              said, suggestions
first_after_last        4-3 June 2009                                             said, suggestions
date_faults             several of the above at once: `problems`, a list of keys  said, problems, suggestions
not_a_number            a number is missing, or there are words around it         said, suggestions
too_small, too_large    out of range                                              said, least or most
not_a_url               no address, or one that is not http(s)://host             said, suggestions
space_in_url            a blank within an address                                 said, suggestions
not_a_name              a person's name without a letter                          said
file_missing            a file was asked for                                      -
file_too_large          a file of more than so many megabytes                     name, megabytes
file_empty              a file without a byte                                     name
======================  ========================================================  ==========================

======================  ========================================================  ==========================
key (Doubt)             why the value counts only when the person says yes        facts
======================  ========================================================  ==========================
unbalanced_quotes       an odd number of quotation marks                          -
short                   a text shorter than asked                                 said_length, least
guessed_date            the days were guessed: `reading`, with weekdays           reading
long_event              more than 14 days in a row                                days
future_date             the last day is still to come                             last
odd_number              more than usual                                           said, usual
decimal_point           1.200 was read as a decimal; the suggestion is 1,200      said, suggestions
private_link            an address that may ask for a login                       url
one_or_several          one line of a list that may be several entries            item
choice_read             a choice, a yes or a no with other words around it        reading
======================  ========================================================  ==========================
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
    "not_a_choice": ("said", "choices", "suggestions"),
    "ambiguous_choice": ("said", "choices", "suggestions"),
    "yes_or_no": ("said",),
    "not_a_date": _ASKED,
    "day_missing": _ASKED,
    "one_day_wanted": _ASKED,
    "ambiguous_date": _ASKED,
    "year_missing": _ASKED,
    "short_year": _ASKED,
    "no_such_day": _ASKED,
    "first_after_last": _ASKED,
    "date_faults": ("said", "problems", "suggestions"),
    "not_a_number": _ASKED,
    "too_small": ("said", "least"),
    "too_large": ("said", "most"),
    "not_a_url": _ASKED,
    "space_in_url": _ASKED,
    "not_a_name": ("said",),
    "file_missing": (),
    "file_too_large": ("name", "megabytes"),
    "file_empty": ("name",),
}

DOUBTS: Mapping[str, tuple[str, ...]] = {
    "unbalanced_quotes": (),
    "short": ("said_length", "least"),
    "guessed_date": ("reading",),
    "long_event": ("days",),
    "future_date": ("last",),
    "odd_number": ("said", "usual"),
    "decimal_point": ("said", "suggestions"),
    "private_link": ("url",),
    "choice_read": ("reading",),
    "one_or_several": ("item",),
}
