"""Secrets that do not show themselves, and a filter that keeps them out of logs."""

import hmac
import logging
import re
from typing import Final, NoReturn, Self

_HIDDEN: Final = "****"
_TOKEN: Final = re.compile(r"(?:xox[a-z]|xapp)-[A-Za-z0-9-]+")
# What was wrapped in a Secret is looked for in everything logged; shorter words would hide half of the log.
_SHORTEST: Final = 8
_known: set[str] = set()


class Secret:
    """A text that shows itself only to `reveal()`."""

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text
        if len(text) >= _SHORTEST:
            _known.add(text)

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return _HIDDEN

    def __format__(self, spec: str) -> str:
        return format(_HIDDEN, spec)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a Secret can not be pickled: it would lie readable in the pickle")


def redact(text: str) -> str:
    """Replace every Slack token, and every secret of ours, in the text."""
    for known in sorted(_known, key=len, reverse=True):
        text = text.replace(known, _HIDDEN)
    return _TOKEN.sub(_HIDDEN, text)


class RedactingFilter(logging.Filter):
    """Redacts a record. Add it to handlers: the filter of a logger does not see what its children log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _message(record), None
        if record.exc_info:
            record.exc_text = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_info = None  # a handler would format it once more
        for name, value in vars(record).items():
            if isinstance(value, str):
                setattr(record, name, redact(value))
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # logging would print the arguments to stderr, unredacted
        return f"{record.msg} {record.args!r}"
