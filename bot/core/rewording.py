"""Words typed at a finding are shown beside the paragraph that they would replace, and stand there after a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.deciding import Verdict, agree, finding_on, put_in_place, refuse_it, settle
from bot.core.finding import Finding
from bot.core.housestyle import written
from bot.core.interview import Interview
from bot.core.moves import On, Word
from bot.core.replies import Context, join
from bot.core.turns import Handler, Turn, ask


def paragraph(interview: Interview, finding: Finding) -> tuple[int, int]:
    """Return where the paragraph begins and ends in which something was found."""
    text = written(interview.values.get(finding.key))
    end = text.find("\n", finding.end)
    return text.rfind("\n", 0, finding.start) + 1, len(text) if end < 0 else end


def _typed_or(otherwise: Handler) -> Handler:
    """Return what a yes does: the words that were typed stand there now; without any it is about what is suggested."""

    def handle(interview: Interview, rest: str, context: Context) -> Turn:
        screen = interview.screen
        finding = finding_on(interview, screen)
        if finding is None or not screen.said:
            return otherwise(interview, rest, context)
        start, end = paragraph(interview, finding)
        was, now = written(interview.values[finding.key]), join(screen.said).text.strip()
        verdict = Verdict.REMOVED if finding.sensitive else Verdict.USED
        own = replace(finding, start=start, end=end, fix=now)
        return put_in_place(interview, own, f"{was[:start]}{now}{was[end:]}", context, verdict)

    return handle


def _not_so(interview: Interview, rest: str, context: Context) -> Turn:
    """Ask about the finding anew, without the words that were typed."""
    if not interview.screen.said:
        return refuse_it(interview, rest, context)
    return ask(interview, replace(interview.screen, said=()))


ON_REWORDING: Mapping[tuple[On, Word], Handler] = {
    (On.FINDING, Word.USE): _typed_or(settle(Verdict.USED)),
    (On.FINDING, Word.AGREE): _typed_or(agree),
    (On.FINDING, Word.REFUSE): _not_so,
}
