"""Whatever a person does, in whatever order, over any note type: the interview stays lawful."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.core.engine import step
from bot.core.interview import Interview
from bot.core.moves import Amend, Answer, Command, Offer, On, Word
from bot.core.options import OPTIONS
from bot.core.replies import File, Reply
from bot.core.words import read
from tests.core.lawful import check
from tests.core.rig import ANSWERS, CONTEXT, FACTS, LEXICON, LONG, NOTE, q, sheet

REAL = (
    "yes",
    "no",
    "online",
    "both",
    "several places",
    "3-4 June 2009",
    "4-3 June",
    "12 June 2027",
    "Brussels, Belgium",
)
REAL += (
    LONG,
    "few",
    "none",
    "n/a",
    "-",
    "x",
    "share experiences\nshow advantages",
    "Seminar",
    "Seminar in",
    '"odd',
    "7",
)
REAL += (
    "what does it mean?",
    "What happened?",
    "1 1",
    "red, blue",
    "red",
    "http://www.example.org/a",
    "a\n\nb",
    "9000",
    "thanks",
    "hello??",
    "cancel",
    "how do I quit?",
    "in 2 hours",
    "friday",
)
REAL += (
    "We met Mr. Lund (a.lund@mfa.example, +32 2 555 12 34) on June 3rd, 2009 for UNSCR 1540.",
    f"Said off the record by the OAS: 'our view'. xoxb-{123456789}-abcdef",
    "a.lund@mfa.example",
    "Paper by a.lund@mfa.example http://www.example.org/a",
)
COMMANDS = sorted({name for names in LEXICON.commands.values() for name in names})
NUMBERED = st.builds(
    "{} {}".format, st.sampled_from(("edit", "delete", "help", "remove", "skip,")), st.integers(0, 14)
)
TEXTS = st.one_of(st.sampled_from(REAL), st.sampled_from(COMMANDS), NUMBERED, st.text(max_size=20))
WAYS = st.sampled_from(("", "1", "2", "dates", "place", "one", "g.1.two", "no time"))
FILES = st.sampled_from(((), (), (), (File(id="F1", name="a.pdf", media_type="application/pdf", size=9),)))

KINDS = {
    "line": {"least": 2},
    "text": {"least": 5, "parts": True, "nothing": "There was nothing."},
    "lines": {"most": 3, "extra": {"item_least": 2, "verb": True}},
    "choice": {"choices": ("red", "blue", "none")},
    "choices": {"choices": ("red", "blue", "green"), "least": 1},
    "yes_no": {},
    "number": {"extra": {"usual": 100}},
    "date": {"extra": {"past": True}},
    "date_range": {},
    "person": {},
    "url": {},
    "file": {},
}
DECIDE = {"choice": ("red",), "yes_no": (True,)}
NAMES = ("one", "two", "three", "four", "five", "six")


@st.composite
def note_types(draw):
    """A note type with conditions and a group, such as `rapporteur check` accepts."""
    begin, end = sorted((draw(st.integers(0, 6)), draw(st.integers(0, 6))))
    questions = []
    for at, name in enumerate(NAMES):
        kind = draw(st.sampled_from(sorted(KINDS)))
        group = "g" if begin <= at < end else ""
        deciding = [p for p in questions if p.kind in DECIDE and p.group in {"", group}]
        asked = draw(st.sampled_from([None, *deciding])) if group != "g" or at == begin else None
        when = {asked.key: DECIDE[asked.kind]} if asked else {}
        when = questions[begin].when if group and at > begin else when
        settings_of = {"required": draw(st.booleans()), "section": draw(st.booleans()), **KINDS[kind]}
        questions.append(q(name, kind, group=group, when=when, **settings_of))
    return replace(sheet(*questions, **({"g": 3} if end > begin else {})), names="one")


WELL = {"choice": "1", "choices": "1, 2", "yes_no": "yes", "number": "7", "date": "3 June 2009"}
WELL |= {"date_range": "3-4 June 2009", "url": "http://www.example.org/a"}


class AnyMoves(RuleBasedStateMachine):
    """A person who does anything."""

    def __init__(self):
        super().__init__()
        self.clock = 100

    def begin(self, interview):
        self.interview = interview
        self.messages = [("one", "0")]

    def make(self, move):
        before = self.interview
        turn = step(before, move, CONTEXT)
        check(before, move, turn)
        self.interview = turn.interview
        said = [(key, piece.message) for key, said in turn.interview.said.items() for piece in said]
        waits = [(turn.interview.screen.key, piece.message) for piece in turn.interview.screen.said]
        self.messages = [pair for pair in (*said, *waits) if pair[1]] or self.messages

    def now(self):
        self.clock += 1
        return f"{self.clock}"

    @rule(text=TEXTS, files=FILES)
    def type_something(self, text, files):
        labels = [name for question in self.interview.path for name in (question.label, question.key)]
        self.make(read(Reply(text, files, self.now()), LEXICON, self.interview.screen, labels))

    @rule(text=TEXTS)
    def answer(self, text):
        self.make(Answer(Reply(text, message=self.now())))

    @rule(word=st.sampled_from(Word), rest=WAYS)
    def command(self, word, rest):
        self.make(Command(word, rest))

    @rule(data=st.data(), text=TEXTS)
    def edit_a_message(self, data, text):
        key, message = data.draw(st.sampled_from(self.messages))
        self.make(Amend(key, Reply(text, message=message)))

    @precondition(lambda self: self.interview.screen.on is not On.OFFER)
    @rule(data=st.data(), text=TEXTS)
    def answer_late(self, data, text):
        asked = data.draw(st.sampled_from(self.interview.path))
        self.make(Offer(asked.key, Reply(text, message=self.now())))

    @rule(data=st.data())
    def press_what_is_offered(self, data):
        words = OPTIONS[self.interview.screen.on] or (Word.SKIP, Word.DONE)
        self.make(Command(data.draw(st.sampled_from(words)), "1"))

    @precondition(lambda self: self.interview.question(self.interview.screen.key))
    @rule()
    def answer_well(self):
        kind = self.interview.question(self.interview.screen.key).kind
        self.make(
            Answer(
                Reply(WELL.get(kind, f"A good answer, the {self.clock}th of them all"), message=self.now())
            )
        )

    @rule(data=st.data())
    def open_a_question(self, data):
        asked = data.draw(st.sampled_from(self.interview.path))
        self.make(Command(Word.EDIT, asked.key))


class AnInformationNote(AnyMoves):
    @initialize(known=st.booleans(), answered=st.booleans())
    def start(self, known, answered):
        facts = FACTS if known else {}
        answers = {key: value for key, value in ANSWERS.items() if key not in facts} if answered else {}
        self.begin(
            Interview(type=NOTE, known=facts, facts=frozenset(facts), answers=answers, company={"Cy": False})
        )


class AnyNoteType(AnyMoves):
    @initialize(kind=note_types())
    def start(self, kind):
        self.begin(Interview(type=kind))


bounded = settings(deadline=None, max_examples=30, stateful_step_count=20)
TestAnInformationNote = AnInformationNote.TestCase
TestAnInformationNote.settings = bounded
TestAnyNoteType = AnyNoteType.TestCase
TestAnyNoteType.settings = bounded
