"""Findings of style as people see them: how many there are, and each with its words, their place and what mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.attribution import Attribution
from bot.core.deciding import Verdict, finding_on, is_listed, undecided
from bot.core.finding import BARRED, PRESENT, SPOKEN, WHOM, Finding
from bot.core.housestyle import written
from bot.core.interview import Interview
from bot.core.mending import mended
from bot.core.messages import Button, Fact, Line, Part, Quote, Title
from bot.core.moves import Screen, Word
from bot.core.passages import around
from bot.core.replies import join
from bot.core.rewording import paragraph
from bot.render.lexicons import Phrases
from bot.render.scenes import fill, listed, shorten

LONGEST = 300
"""Characters of found words that are shown."""

NAMED = 3
"""Findings that a post names; of the others it says how many there are."""

CONFIDENCE = "confidence"
"""The rule by which whole sentences go."""

SHORT = 60
"""Characters of the words of each."""


def counted(phrases: Phrases, interview: Interview) -> list[str]:
    """Return what waits for a word and how highlights are attributed, where there is any of it."""
    found = undecided(interview)
    style = [each for each in found if each.style]
    lines = [fill(phrases.screen, "style_counted", {"n": len(style)})] if style else []
    named = sensitive(phrases, interview, [each for each in found if each.sensitive])
    lines += [fill(phrases.screen, "sensitive_counted", {"found": named})] if named else []
    return [*lines, *_attributed(phrases, interview)]


def _attributed(phrases: Phrases, interview: Interview) -> list[str]:
    """Return how many highlights are attributed in which way, and how many of them are still to be asked about."""
    waiting = {each.id for each in undecided(interview)}
    how = [
        Verdict.OPEN if one.id in waiting else interview.decided.get(one.id, one.guess)
        for one in interview.spoken
    ]
    ways = [(way, how.count(way)) for way in (*Attribution, Verdict.OPEN)]
    said = [fill(phrases.screen, f"attributed_{way}", {"n": n}) for way, n in ways if n]
    return [fill(phrases.screen, "attributed", {"ways": ", ".join(said)})] if said else []


def sensitive(phrases: Phrases, interview: Interview, found: Sequence[Finding]) -> str:
    """Return what was found and in which answers: 1 e-mail address of a person, in Highlights."""
    parts: list[str] = []
    for rule in dict.fromkeys(each.rule for each in found):
        here = [each for each in found if each.rule == rule]
        labels = list(dict.fromkeys(label(interview, each) for each in here))
        where = listed(labels, phrases.lexicon)
        parts.append(fill(phrases.screen, f"counted_{rule}", {"n": len(here), "labels": where}))
    return "; ".join(parts)


def style_left(phrases: Phrases, interview: Interview) -> str:
    """Return the sentence that says where the house style was not followed; empty where it was."""
    left = list({each.id: each for each in interview.findings if each.style}.values())
    if not left:
        return ""
    shown = [_left(phrases, interview, each) for each in left[:NAMED]]
    more = len(left) - len(shown)
    shown += [fill(phrases.post, "style_left_more", {"n": more})] if more else []
    return fill(phrases.post, "style_left", {"n": len(left), "found": "; ".join(shown)})


def _left(phrases: Phrases, interview: Interview, finding: Finding) -> str:
    """Return where a finding is, with its words and what would stand there, as far as there is either."""
    fix = shorten(finding.fix.strip(), SHORT)
    key = "style_left_lacks" if finding.rule == PRESENT else "style_left_fix" if fix else "style_left_words"
    facts = {"label": label(interview, finding), "words": shorten(finding.words, SHORT), "fix": fix}
    return fill(phrases.post, key, facts)


def label(interview: Interview, finding: Finding) -> str:
    """Return the label of the question in whose answer it was found."""
    question = interview.question(finding.key)
    return question.label if question else finding.key


def parts(phrases: Phrases, interview: Interview, screen: Screen) -> list[Part]:
    """Draw a finding: which it is, the rule, the words and what would stand there, and their place."""
    finding = finding_on(interview, screen)
    if finding is None:  # decided since it was asked
        return []
    like = _like(interview, finding)
    named = label(interview, finding)
    title = fill(phrases.screen, f"finding_{finding.sort}", {"n": len(like), "label": named})
    if screen.said:
        return [Title(title), *_typed(phrases, interview, finding, join(screen.said).text)]
    names = {"names": "; ".join(finding.named), "n": len(finding.named), "label": named}
    nobody = finding.rule == SPOKEN and not finding.named
    where = "_elsewhere" if finding.elsewhere else "_nobody" if nobody else ""
    why = fill(phrases.screen, f"finding_{finding.rule}{where}", names)
    whole = finding.rule in {SPOKEN, BARRED, WHOM, PRESENT}  # a paragraph is shown by its place
    mine = [] if whole else [Fact(phrases.screen["finding_words"], shorten(finding.words, LONGEST))]
    fix = [Fact(phrases.screen["finding_fix"], shorten(finding.fix.strip(), LONGEST))] if finding.fix else []
    fix += _left_of(phrases, interview, finding)
    return [Title(title), Line(why), *mine, *fix, *_place(interview, finding)]


def _like(interview: Interview, finding: Finding) -> list[Finding]:
    """Return what waits for the same sort of word: one that was opened from the list is asked about alone."""
    listed = is_listed(interview, finding)
    return [one for one in undecided(interview) if one == finding or not (listed or one.sort != finding.sort)]


def _typed(phrases: Phrases, interview: Interview, finding: Finding, words: str) -> list[Part]:
    """Show what was typed beside the paragraph that it would replace, all of both."""
    start, end = paragraph(interview, finding)
    was = written(interview.values.get(finding.key))[start:end]
    shown = Line(phrases.screen["finding_typed"]), Quote(words.strip())
    return [*shown, Line(phrases.screen["finding_instead"]), Quote(was)]


def _place(interview: Interview, finding: Finding) -> list[Part]:
    text = written(interview.values.get(finding.key))
    place = around(text, finding.start, min(finding.end - finding.start, LONGEST))
    return [Quote(place)] if place else []


def _left_of(phrases: Phrases, interview: Interview, finding: Finding) -> list[Fact]:
    """Show how it reads without the words: what is cut out of a sentence may leave none, or no answer at all."""
    text = mended(written(interview.values.get(finding.key)), finding, interview.findings)
    if finding.sensitive and not any(map(str.isalnum, text)):
        question = interview.question(finding.key)
        key = "finding_left_required" if question and question.required else "finding_left_nothing"
        said = fill(phrases.screen, key, {"label": label(interview, finding)})
        return [Fact(phrases.screen["finding_left"], said)]
    if not finding.sensitive or finding.rule == CONFIDENCE:
        return []
    left = around(text, min(finding.start, len(text)), 0)
    return [Fact(phrases.screen["finding_left"], left)] if left else []


def buttons(phrases: Phrases, interview: Interview, screen: Screen) -> list[Button]:
    """Return what can be done about a finding."""
    finding = finding_on(interview, screen)
    if finding is None:
        return [_button(phrases, "go_on", Word.START)]
    if screen.said:
        return [_button(phrases, "use", Word.USE), _button(phrases, "no", Word.REFUSE)]
    if finding.sensitive:
        ways = {"remove_it": Word.REMOVE, "keep": Word.KEEP, "coordinator": Word.COORDINATOR}
        return [*(_button(phrases, *way) for way in ways.items()), _edit(phrases, interview, finding)]
    if finding.sort == "nameless":
        use = [_button(phrases, "use", Word.USE)] if finding.fix else []
        nobody = "somebody_else" if finding.elsewhere else "no_name"
        whom = finding.elsewhere or finding.rule == WHOM
        other = (nobody, Word.NO_NAME) if whom else ("name_it", Word.NAMED)
        return [*use, _button(phrases, *other)]
    several = len(_like(interview, finding)) > 1
    if finding.rule == SPOKEN:
        every = [_button(phrases, "as_written", Word.KEEP_ALL)] if several else []
        return [*(_button(phrases, how, Word(how)) for how in Attribution), *every]
    use_it = _button(phrases, "use", Word.USE) if finding.fix else _edit(phrases, interview, finding)
    every = [_button(phrases, "keep_all", Word.KEEP_ALL)] if several else []
    return [use_it, _button(phrases, "keep_mine", Word.KEEP), *every]


def speakers(phrases: Phrases, interview: Interview) -> list[Part]:
    """List every highlight, with how it is attributed now."""
    lines = [f"{n}. {_now(phrases, interview, one)}" for n, one in enumerate(interview.spoken, 1)]
    return [Title(phrases.screen["speakers"]), Line("\n".join(lines))]


def _now(phrases: Phrases, interview: Interview, one: Finding) -> str:
    """Return how a highlight is attributed, whether a name is still in it, and how it begins."""
    said, waiting = interview.decided.get(one.id, ""), {each.id for each in undecided(interview)}
    how = Verdict.OPEN if one.id in waiting else said if said in [*Attribution] else one.guess or "nobody"
    still = replace(one, rule=BARRED).id in waiting
    words = shorten(one.words, SHORT)
    return fill(phrases.screen, f"speakers_{how}{'_still' if still else ''}", {"words": words})


def press_speakers(phrases: Phrases, interview: Interview) -> list[Button]:
    """Return a button for each highlight of the list."""
    word = phrases.lexicon.commands[Word.ATTRIBUTION][0]
    labels = [
        (n, fill(phrases.screen, "speakers_number", {"n": n}), one.words)
        for n, one in enumerate(interview.spoken, 1)
    ]
    return [
        Button(label, f"{word} {n}", aloud=f"{label}: {shorten(words, SHORT)}") for n, label, words in labels
    ]


def _button(phrases: Phrases, name: str, word: Word) -> Button:
    return Button(phrases.buttons[name], phrases.lexicon.commands[word][0])


def _edit(phrases: Phrases, interview: Interview, finding: Finding) -> Button:
    edit = phrases.lexicon.commands[Word.EDIT][0]
    said = fill(phrases.buttons, "edit", {"label": label(interview, finding)})
    return Button(said, f"{edit} {finding.key}")
