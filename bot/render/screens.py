"""What is asked: each screen becomes its lines and its buttons. A button says the word that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.doubts import stands_already
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.messages import Button, Fact, Line, Part, Quote, Title
from bot.core.moves import On, Screen, Word
from bot.core.options import OPTIONS
from bot.core.questions import Question
from bot.core.replies import Context, Shape, join
from bot.core.words import is_question, is_unknown
from bot.render import change_screens, exit_screens, findings
from bot.render.change_screens import choices, kept
from bot.render.exit_screens import next_morning, pick, press_stuck, press_when, presses, says, tonight
from bot.render.lexicons import Phrases
from bot.render.remarks import remark
from bot.render.scenes import Scene, echoed, fill, listed, long_day


class Painter:
    """Draws one screen for one person; made for a single message."""

    def __init__(self, phrases: Phrases, interview: Interview, scene: Scene, context: Context) -> None:
        self.phrases = phrases
        self.interview = interview
        self.scene = scene
        self.context = context

    def parts(self, screen: Screen) -> list[Part]:
        """Return the lines of a screen."""
        asked = remark(self.phrases, self.interview, screen)
        company = [] if screen.on is On.OPENING else exit_screens.company(self)
        return [*company, *asked, *DRAWN[screen.on](self, screen)]

    def buttons(self, screen: Screen) -> tuple[Button, ...]:
        """Return the buttons of a screen."""
        company = [] if screen.on is On.OPENING else exit_screens.press_company(self)
        drawn = [*PRESSED[screen.on](self, screen), *company]
        return (*drawn, *exit_screens.ways_out(self, screen, [button.say for button in drawn]))

    def ticks(self, screen: Screen) -> tuple[str, ...]:
        """Return the choices of which several may be ticked."""
        question = self.interview.question(screen.key)
        several = question and screen.on in {On.QUESTION, On.EDITING} and _shape(question) is Shape.MANY
        return question.choices if question and several else ()

    def text(self, key: str, **facts: object) -> str:
        """Return a sentence of a screen."""
        return fill(self.phrases.screen, key, facts)

    def button(self, name: str, word: Word, *, primary: bool = False, **facts: object) -> Button:
        """Return a button that says the first word for its command."""
        label = fill(self.phrases.buttons, name, facts)
        return Button(label, self.phrases.lexicon.commands[word][0], primary)

    def heading(self, question: Question) -> str:
        """Return the number and label of a question, with the note's title where several are open."""
        number = self.interview.number(question.key)
        total, about = self.interview.total()
        key = "question_about" if about else "question"
        facts = {"number": number, "total": total, "label": question.label}
        title = self.text(key if number else "question_plain", **facts)
        return self.named(title)

    def named(self, text: str) -> str:
        """Return a line with the note's title before it, where they have several."""
        return self.text("with_note", note=self.scene.note, title=text) if self.scene.note else text

    def asks(self, screen: Screen) -> bool:
        """Whether the reply that waits is a question to the bot rather than an answer."""
        return is_question(join(screen.said).text, self.phrases.lexicon)

    def knows_not(self, screen: Screen) -> bool:
        """Whether the reply that waits says that there is no answer now."""
        return is_unknown(join(screen.said).text, self.phrases.lexicon)

    def question(self, screen: Screen) -> Question:
        """Return the question that a screen is about."""
        found = self.interview.question(screen.key)
        assert found is not None
        return found


def _shape(question: Question) -> Shape:
    return KINDS[question.kind].shape


# ------------------------------------------------------------------ lines


def _opening(paint: Painter, _screen: Screen) -> list[Part]:
    kind, scene = paint.interview.type, paint.scene
    needed = [q for q in paint.interview.missing if q.key not in paint.interview.known]
    hello = paint.text("opening_hello", name=scene.name, by=scene.by, type=kind.title)
    size = paint.text("opening_size", n=len(paint.interview.numbered), required=len(needed))
    parts: list[Part] = [Line(hello), *_known(paint), *exit_screens.company(paint), Line(size)]
    if scene.due:
        key = "opening_due" if scene.due >= paint.context.today else "opening_was_due"
        parts.append(Line(paint.text(key, due=long_day(scene.due, paint.phrases.lexicon))))
    return parts


def _facts(paint: Painter, _screen: Screen) -> list[Part]:
    asks, note = paint.text("facts"), paint.scene.note
    return [Title(paint.text("with_note", note=note, title=asks) if note else asks), *_known(paint)]


def _known(paint: Painter) -> list[Part]:
    interview = paint.interview
    found = [q for q in interview.type.questions if q.key in interview.facts and q.key in interview.values]
    return [Fact(q.label, echoed(q, interview.values[q.key], paint.context)) for q in found]


def _question(paint: Painter, screen: Screen) -> list[Part]:
    question = paint.question(screen)
    parts: list[Part] = [Title(paint.heading(question)), Line(question.prompt)]
    parts += [*_passed(paint, screen), *kept(paint, screen)]
    if screen.tries and screen.on is On.QUESTION:
        return parts  # what was wrong stands above, with the example
    if _shape(question) is Shape.MANY:
        choices = ", ".join(f"{n} {choice}" for n, choice in enumerate(question.choices, 1))
        parts.append(Line(paint.text("pick_several", choices=choices)))
    elif question.example:
        parts.append(Line(paint.text("example", example=question.example)))
    return parts


def _passed(paint: Painter, screen: Screen) -> list[Part]:
    """Say what the person said before where that was no answer."""
    why = paint.interview.skipped.get(screen.key)
    if why is None or screen.said:
        return []
    return [Line(paint.text("before_none" if why == "nothing" else "before_skipped"))]


def _offer(paint: Painter, screen: Screen) -> list[Part]:
    if paint.asks(screen):
        return _question(paint, screen)
    label = paint.question(screen).label
    return [Line(paint.text("offer", label=label)), Quote(join(screen.said).text)]


def _erasing(paint: Painter, screen: Screen) -> list[Part]:
    return [Line(paint.named(paint.text("erasing", label=paint.question(screen).label)))]


def _more(paint: Painter, _screen: Screen) -> list[Part]:
    return [Line(paint.text("more", button=paint.phrases.buttons["next"]))]


def _review(paint: Painter, _screen: Screen) -> list[Part]:
    interview, lexicon = paint.interview, paint.phrases.lexicon
    if not paint.scene.sheet:
        stands = "review_approved" if paint.scene.approved else "review_submitted"
        ends = "review_unfinished" if interview.missing else "review"
        line = paint.text(stands if interview.handed_in else ends, version=interview.version)
        return [Line(" ".join([paint.named(line), *_held(paint)]))]
    needed = [q.label for q in interview.missing]
    gaps = [q.label for q in interview.gaps if q.label not in needed]
    done, total = interview.progress
    lines = [paint.text("answered", n=done, total=total)] if interview.open else []
    lines += [paint.text("gaps", labels=listed(gaps, lexicon))] if gaps else []
    lines += [paint.text("gaps_required", labels=listed(needed, lexicon))] if needed else []
    lines += [] if gaps or needed else [paint.text("no_gaps")]
    lines += [*findings.counted(paint.phrases, interview), *_held(paint)]
    last = "review_stands" if interview.handed_in else "review_open" if needed else "review_shown"
    return [Line(" ".join([*lines, paint.text(last, version=interview.version)]))]


def _held(paint: Painter) -> list[str]:
    """Say where a first version goes that no channel sees; of a later one its author has heard that."""
    interview = paint.interview
    held = interview.values.get(interview.type.hold) is True and not interview.version
    return [paint.text("review_held")] if held else []


DRAWN: Mapping[On, Callable[[Painter, Screen], list[Part]]] = {
    On.OPENING: _opening,
    On.FACTS: _facts,
    On.QUESTION: _question,
    On.DOUBT: lambda _paint, _screen: [],
    On.MORE: _more,
    On.STUCK: lambda paint, screen: [
        Line(paint.text("stuck_unknown" if paint.knows_not(screen) else "stuck"))
    ],
    On.REASON: says("reason"),
    On.WHEN: says("when"),
    On.OFFER: _offer,
    On.ERASING: _erasing,
    On.REVIEW: _review,
    On.FINDING: lambda paint, screen: findings.parts(paint.phrases, paint.interview, screen),
    On.CLOSED: lambda _paint, _screen: [],
    **change_screens.DRAWN,
    **exit_screens.DRAWN,
}

# ------------------------------------------------------------------ buttons


def _press_opening(paint: Painter, _screen: Screen) -> list[Button]:
    return [
        paint.button("start", Word.START, primary=True),
        *exit_screens.press_company(paint),
        *tonight(paint),
        *next_morning(paint),
        pick(paint),
        paint.button("absent", Word.ABSENT),
        paint.button("other", Word.OTHER),
        paint.button("why", Word.WHY),
    ]


def _press_facts(paint: Painter, _screen: Screen) -> list[Button]:
    interview = paint.interview
    known = [q for q in interview.type.questions if q.key in interview.facts and q.key in interview.values]
    changes = [change(paint, "change_fact", q.label.lower(), q.label.lower()) for q in known]
    return [paint.button("all_right", Word.YES, primary=True), *changes]


def change(paint: Painter, name: str, label: str, called: str) -> Button:
    """Return the button that changes the answer to the question that is called so."""
    edit = paint.phrases.lexicon.commands[Word.EDIT][0]
    return Button(fill(paint.phrases.buttons, name, {"label": label}), f"{edit} {called}")


def _press_question(paint: Painter, screen: Screen) -> list[Button]:
    question = paint.question(screen)
    ways = {"skip": Word.SKIP, "help": Word.HELP, "pause": Word.PAUSE}
    return [*choices(paint, question), *(paint.button(name, word) for name, word in ways.items())]


def _press_doubt(paint: Painter, screen: Screen) -> list[Button]:
    ways = [paint.button("yes", Word.YES), paint.button("again", Word.NO)]
    adds = screen.key in paint.interview.remarks and KINDS[paint.question(screen).kind].adds
    ways += [paint.button("add", Word.ADD)] if adds else []
    stands = screen.key in paint.interview.values and not stands_already(
        paint.interview, screen, paint.context
    )
    return [*ways, paint.button("keep_old", Word.KEEP)] if stands else ways


def _press_review(paint: Painter, _screen: Screen) -> list[Button]:
    submit = paint.button("submit", Word.SUBMIT, primary=True)
    later = paint.button("not_yet", Word.NO)
    ends = [paint.button("go_on", Word.START)] if paint.interview.missing else [submit]
    ends = [] if paint.interview.handed_in else ends
    if not paint.scene.sheet:
        return [paint.button("preview", Word.PREVIEW), *ends]
    changes = [change(paint, "edit", q.label, q.key) for q in paint.interview.path]
    first = [*ends, later] if submit in ends else ends
    spoken = [paint.button("attribution", Word.ATTRIBUTION)] if paint.interview.spoken else []
    return [*first, *changes, *spoken]


def _press_offer(paint: Painter, screen: Screen) -> list[Button]:
    if paint.asks(screen):
        return [*_press_question(paint, screen), paint.button("use_own", Word.USE)]
    return [paint.button("use", Word.USE), paint.button("no", Word.NO)]


def _press_stuck(paint: Painter, screen: Screen) -> list[Button]:
    question = paint.question(screen)
    ways = [*choices(paint, question), *press_stuck(paint, screen)]
    if not paint.knows_not(screen):
        return ways
    own = [paint.button("use_own", Word.USE)] if KINDS[question.kind].own_words else []
    return [paint.button("skip", Word.SKIP), *ways, *own]


PRESSED: Mapping[On, Callable[[Painter, Screen], list[Button]]] = {
    On.OPENING: _press_opening,
    On.FACTS: _press_facts,
    On.QUESTION: _press_question,
    On.DOUBT: _press_doubt,
    On.MORE: presses(("next", Word.NEXT), ("pause", Word.PAUSE)),
    On.STUCK: _press_stuck,
    On.ERASING: presses(("erase", Word.DELETE), ("keep", Word.KEEP)),
    On.REASON: presses(*((w.value, w) for w in OPTIONS[On.REASON])),
    On.WHEN: press_when,
    On.OFFER: _press_offer,
    On.REVIEW: _press_review,
    On.FINDING: lambda paint, screen: findings.buttons(paint.phrases, paint.interview, screen),
    On.CLOSED: presses(),
    **change_screens.PRESSED,
    **exit_screens.PRESSED,
}
