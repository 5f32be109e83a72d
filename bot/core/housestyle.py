"""House style: what in the answers departs from it, with the words that would mend it. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core import sensitivity, wording
from bot.core.attribution import NOBODY, Barred
from bot.core.emoji import pictured
from bot.core.finding import COUNTRY, EMOJI, PRESENT, SPOKEN, Finding, Settings, Style
from bot.core.naming import spoken
from bot.core.passages import Hit, Passage, passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What an author says of one thing: `settings` by type, and which of them are `needed`."""

    settings: Mapping[str, type]
    needed: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Table):
    """One thing to look for: `find` gives its hits."""

    find: Callable[[Sequence[Passage], Settings], Iterator[Hit]]


STYLE: Mapping[str, Rule] = {
    "resolution": Rule(
        find=wording.resolutions,
        settings={"name": str, "also": list, "years": dict},
        needed=("name", "also", "years"),
    ),
    "date": Rule(
        find=wording.dates,
        settings={"months": list, "weekdays": list, "ordinals": list, "fillers": list, "joins": list},
        needed=("months",),
    ),
    "quotes": Rule(find=wording.quotes, settings={"pairs": list}, needed=("pairs",)),
    "speaker": Rule(find=wording.speakers, settings={"titles": list}, needed=("titles",)),
    "acronym": Rule(find=wording.acronyms, settings={"known": list, "long": dict}, needed=("known",)),
    COUNTRY: Rule(find=wording.countries, settings={"of": list, "names": dict}, needed=("of", "names")),
    "footnote": Rule(find=wording.footnotes, settings={"taken": list}, needed=("taken",)),
    "person": Rule(find=wording.first_persons, settings={"words": list, "after": list}, needed=("words",)),
}
"""What is looked for in prose, or in a place, where a note type says so; of two at one spot the first counts."""

SENSITIVE: Mapping[str, Rule] = {
    "secret": Rule(find=sensitivity.secrets, settings={}, needed=()),
    "address": Rule(find=sensitivity.addresses, settings={}, needed=()),
    "phone": Rule(find=sensitivity.phones, settings={}, needed=()),
    "confidence": Rule(find=sensitivity.confidences, settings={"words": list}, needed=("words",)),
}
"""What is looked for in every answer of every note type; words given in confidence are named by the note type."""

WHOLE: Mapping[str, Table] = {
    SPOKEN: Table(
        settings={
            **dict.fromkeys(("of", "delegates", "delegations", "languages", "verbs", "groups"), list),
            "instead": dict,
        },
        needed=("of", "delegates", "delegations", "verbs", "instead"),
    ),
    PRESENT: Table(settings={"at": str, "lines": list}, needed=("at", "lines")),
}
"""What a note type may say besides: of whole paragraphs rather than of words in them."""


def style(raw: Settings, own: Iterable[str], lacks: Iterable[str] = ()) -> Style:
    """Return the style that an author wrote; call only when it has no faults."""
    rules = {rule: given for rule, given in raw.items() if rule != "prose"}
    if SPOKEN in rules:
        titles, months = (
            rules.get(rule, {}).get(key, ()) for rule, key in (("speaker", "titles"), ("date", "months"))
        )
        acronym = rules.get("acronym", {})
        known = (*acronym.get("known", ()), *acronym.get("long", {}))
        rules[SPOKEN] = {**rules[SPOKEN], "titles": titles, "months": months, "acronyms": known}
    return Style(
        prose=tuple(raw.get("prose", ())),
        rules=rules,
        own=frozenset(address.casefold() for address in own),
        lacks=tuple(lacks),
    )


def findings(
    house: Style,
    texts: Mapping[str, str],
    decided: Mapping[str, str] | None = None,
    whom: Barred = NOBODY,
) -> tuple[Finding, ...]:
    """Return what is found in these answers, in their order: what is sensitive, emoji, what is of style, who spoke.

    Where `decided` says that a highlight is not to be attributed, the names in it are found as well; and wherever
    else those stand whom the note may not name.
    """
    everything = _passages(house, texts)
    held = _found(everything, SENSITIVE, {rule: house.rules.get(rule, {}) for rule in SENSITIVE})
    held = [hit for hit in held if hit[1].words.casefold() not in house.own]
    emoji = [one for each in everything if (one := _emoji(each))]
    names = tuple(spoken(house, texts, decided or {}, whom=whom))
    taken = {(each.key, at) for each in names if each.elsewhere for at in range(each.start, each.end)}
    known = {("acronym", part.upper()) for part in whom.people}
    words = [each for each in worded(house, texts) if (each.rule, each.words) not in known]
    words = [each for each in words if each.rule != "speaker" or (each.key, each.start) not in taken]
    return (*_ordered(held, texts, sensitive=True), *emoji, *words, *_lacking(house, texts), *names)


def worded(house: Style, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what `findings` has of single words that are a matter of style: much less work than all of it."""
    kept = {rule: house.rules[rule] for rule in STYLE if rule in house.rules}
    prose = _found(_passages(house, texts), STYLE, kept)
    prose = [hit for hit in prose if hit[0] == COUNTRY or house.is_prose(hit[1].key)]
    surnames = {hit.words.split()[-1].upper() for rule, hit in prose if rule == "speaker"}
    prose = [hit for hit in prose if hit[0] != "acronym" or hit[1].words not in surnames]
    prose = [hit for hit in prose if hit[0] != "speaker" or not house.asks_who(hit[1].key)]
    return _ordered(prose, texts, sensitive=False)


def _passages(house: Style, texts: Mapping[str, str]) -> tuple[Passage, ...]:
    return tuple(passage(key, text, prose=house.is_prose(key)) for key, text in texts.items())


def _ordered(
    hits: Iterable[tuple[str, Hit]], texts: Mapping[str, str], *, sensitive: bool
) -> tuple[Finding, ...]:
    order = {key: at for at, key in enumerate(texts)}
    return tuple(
        Finding(key=h.key, rule=rule, start=h.start, end=h.end, words=h.words, fix=h.fix, sensitive=sensitive)
        for rule, h in sorted(_apart(hits), key=lambda hit: (order[hit[1].key], hit[1].start))
    )


def _emoji(text: Passage) -> Finding | None:
    hit = pictured(text)
    if hit is None:
        return None
    return Finding(key=hit.key, rule=EMOJI, start=hit.start, end=hit.end, words=hit.words, fix=hit.fix)


def _lacking(house: Style, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Give the lines that neither the note type nor an answer has, to stand at the end of one answer."""
    key = house.rules.get(PRESENT, {}).get("at", "")
    for line in house.lacks:
        if key in texts and not any(line in text for text in texts.values()):
            end, gap = len(texts[key]), "\n\n" if texts[key] else ""
            yield Finding(key=key, rule=PRESENT, start=end, end=end, words=line, fix=gap + line)


def written(value: Any) -> str:  # noqa: ANN401  an answer of any kind
    """Return what was written in an answer, as its kind shows it; nothing where none of it was."""
    match value:
        case str():
            return value
        case [str(), *_]:
            return "\n".join(value)
        case [{"url": _, "title": _}, *_]:
            return "\n".join(" - ".join(filter(None, (link["title"], link["url"]))) for link in value)
        case _:
            return ""


def _found(
    texts: Sequence[Passage], rules: Mapping[str, Rule], settings: Mapping[str, Settings]
) -> list[tuple[str, Hit]]:
    return [(rule, hit) for rule, given in settings.items() for hit in rules[rule].find(texts, given)]


def _apart(hits: Iterable[tuple[str, Hit]]) -> list[tuple[str, Hit]]:
    """Drop hits that overlap one of an earlier rule: words are asked about once."""
    taken: dict[str, set[int]] = {}
    apart: list[tuple[str, Hit]] = []
    for rule, hit in hits:
        places = taken.setdefault(hit.key, set())
        if places.isdisjoint(range(hit.start, hit.end)):
            places.update(range(hit.start, hit.end))
            apart.append((rule, hit))
    return apart
