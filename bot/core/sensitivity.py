"""What should perhaps not be posted: private addresses, telephone numbers, secrets, words said in confidence.

Every pattern begins behind a boundary and bounds what it repeats, so that no text makes it slow.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.passages import Hit, Passage, any_of

Settings = Mapping[str, Any]

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_AT, _DOT = (rf"[ \t]?[\[({{][ \t]?{word}[ \t]?[\])}}][ \t]?" for word in ("(?:at|@)", "(?:dot|\\.)"))
# as people hide it from machines: ada [at] mfa.example, ada at mfa dot example
_HIDDEN = re.compile(
    rf"(?i)(?<![\w.+-])[\w.+-]{{1,64}}(?:{_AT}[\w-]{{1,63}}(?:(?:\.|{_DOT})[\w-]{{1,63}}){{1,8}}"
    r"|[ \t]at[ \t][\w-]{1,63}(?:[ \t]dot[ \t][\w-]{1,63}){1,8})"
)
# with a slash from abroad alone: 0032/2/555.12.34, and no number of a document such as 0012/2009/15
_SLASHED = re.compile(
    r"(?<![\w/+.-])(?:\+|00)[1-9]\d{0,2}(?:[ /.()-]{1,2}(?!(?:19|20)\d\d(?!\d))\d{1,8}){2,6}(?![\w/-])"
)
_RUNG = re.compile(
    r"(?i)(?<!\w)(?:tel(?:ephone)?|t[ée]l(?:[ée]phone)?|tel[ée]fono|phone|mobile|m[óo]vil|cell|portable|whatsapp|fax|call"
    r"|dial|тел(?:ефон)?|电话|هاتف)(?:[ \t.:#]{1,3}(?:me|us|him|her|them|at|on|is|no|nr|number)){0,3}[ \t.:#]{0,3}"
    r"(?P<number>(?!\d{3,4}[ ]\(|(?:19|20)\d\d\D)\(?\d[\d ().-]{5,20}\d)(?![\w/-])"
)
_NUMBER = re.compile(r"(?<![\w/+.-])(?:\+\s?|\()?\d[\d ().-]{5,24}\d(?![\w/-])")
_GROUPS = re.compile(r"\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_TOKEN = re.compile(
    r"(?<!\w)(?:xox[a-z]-[\w-]{8,400}|xapp-[\w-]{8,400}|AKIA[0-9A-Z]{16}|gh[a-z]_\w{20,400}"
    r"|sk-[\w-]{20,400}|eyJ[\w-]{10,2000}\.[\w.-]{10,2000}"
    r"|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)"
)
_CALLED = r"(?:(?<!\w)(?:pass(?:word|code|phrase|wd)|pwd|pw|mot de passe|contraseña|пароль)|كلمة (?:السر|المرور)|密码)"
_COLON = r"[ \t]{0,3}[:=\N{FULLWIDTH COLON}][ \t]{0,3}"
_IS = r"(?:[ \t]\w{1,20}){0,4}[ \t]{1,3}(?:is|was|est|es)[ \t]{1,3}(?=\S{0,60}\d)"
_SIGNED_IN = re.compile(r"(?<!\w)[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,100}:[^\s/@]{1,200}@[^\s/]{1,200}")
_PASSWORD = re.compile(rf"(?i){_CALLED}(?:{_COLON}|{_IS})\S{{2,200}}[^\s.,;:!?)\"]")
"""What it is called, what it is for, and the word itself: behind `is` it has a digit, as few other words have."""

_LONG = re.compile(r"(?<![\w+=])[A-Za-z0-9_+=]{32,2000}(?![\w+=])")
_STOP = re.compile(r"(?<=[a-z0-9)\"]{2}[.!?])\s|\n")


def secrets(texts: Sequence[Passage], _settings: Settings) -> Iterator[Hit]:
    """Give passwords that are called so, tokens of known shape, and long words of letters and digits."""
    for text in texts:
        yield from (text.hit(*found.span()) for found in _PASSWORD.finditer(text.text))
        yield from (text.hit(*found.span()) for found in _TOKEN.finditer(text.text))
        yield from (text.hit(*found.span()) for found in _SIGNED_IN.finditer(text.text))
        for found in _LONG.finditer(text.unlinked):
            if _is_random(found[0]):
                yield text.hit(*found.span())


def _is_random(word: str) -> bool:
    digits = any(map(str.isdigit, word))
    mixed = any(map(str.isupper, word)) and any(map(str.islower, word))
    return digits and (mixed or re.fullmatch(r"[0-9a-fA-F]+", word) is not None)


def addresses(texts: Sequence[Passage], _settings: Settings) -> Iterator[Hit]:
    """Give every e-mail address, also one that is hidden from machines."""
    forms = (_ADDRESS, _HIDDEN)
    return (
        text.hit(*found.span())
        for text in texts
        for form in forms
        for found in form.finditer(_narrow(text.text))
    )


def addresses_in(text: str) -> list[str]:
    """Return the e-mail addresses in a text."""
    return _ADDRESS.findall(text)


def phones(texts: Sequence[Passage], _settings: Settings) -> Iterator[Hit]:
    """Give telephone numbers as people write them; years, dates and symbols of documents are none."""
    for text in texts:
        plain = _narrow(text.unlinked)
        spans = [found.span() for found in _NUMBER.finditer(plain) if _is_phone(found[0])]
        spans += [found.span() for found in _SLASHED.finditer(plain) if 8 <= _digits(found[0]) <= 15]
        spans += [
            found.span("number") for found in _RUNG.finditer(plain) if 7 <= _digits(found["number"]) <= 15
        ]
        yield from (text.hit(*span) for span in spans)


def _narrow(text: str) -> str:
    """Return digits and signs as ASCII has them, each in its place: of full width, or Arabic."""
    return text if text.isascii() else "".join(map(_narrowed, text))


def _narrowed(character: str) -> str:
    if "\N{FULLWIDTH EXCLAMATION MARK}" <= character <= "\N{FULLWIDTH TILDE}":
        return chr(ord(character) - 0xFEE0)
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _digits(words: str) -> int:
    return sum(map(str.isdigit, words))


def _is_phone(words: str) -> bool:
    digits = re.sub(r"\D", "", words)
    if not 8 <= len(digits) <= 15:
        return False
    abroad = words.startswith("+") or digits.startswith("00")
    at_home = len(digits) >= 9 and words.startswith(("0", "(0"))
    return abroad or at_home or _GROUPS.fullmatch(words) is not None


def confidences(texts: Sequence[Passage], settings: Settings) -> Iterator[Hit]:
    """Give sentences that say of themselves that they were not meant for everybody."""
    words = any_of(settings.get("words", ()))
    pattern = re.compile(rf"(?i)(?<!\w){words}(?!\w)".replace(r"\ ", r"[\s-]"))
    for text in texts:
        ends = [0, *(found.end() for found in _STOP.finditer(text.text)), len(text.text)]
        until = 0
        for found in pattern.finditer(text.text):
            at = bisect_right(ends, found.start(), hi=len(ends) - 1)
            start, end = ends[at - 1], ends[bisect_left(ends, found.end())]
            if start >= until:
                until = end
                yield text.hit(start, start + len(text.text[start:end].rstrip()))
