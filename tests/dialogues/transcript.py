"""A dialogue as a file: what people do, and what they then see. README.md in this folder is its grammar."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

INDENT = 6
ANYTHING = "..."

WHO = r"[A-Z]\w*|Form to [A-Z]\w*|Bot(?: to [A-Z]\w*)?(?: thread)?|#[\w-]+(?: thread| updated)?"
SPOKEN = re.compile(rf"^(?P<who>{WHO})(?: {{2,}}(?P<words>\S.*))$")
MOVED = re.compile(r"^at (?P<when>\d{4}-\d{2}-\d{2} \d{2}:\d{2})$")
ONLY = re.compile(r"^only in (?P<door>Slack|the terminal): (?P<why>.+)$")
AFTER = re.compile(r"^after (?P<file>\w+)$")
TYPE = re.compile(r"^note type (?P<name>\w+)$")
NOT_YET = re.compile(r"^not yet: (?P<why>.+)$")
RESTARTED = "the bot restarts"
LOOKED = "the digest is looked at"

ACTS = (
    ("reach", r"\((?P<text>[^()\n]+)\) (?:in (?P<of>#[\w-]+)|for a form)"),
    ("within", r"\((?P<text>[^()\n]+)\) in the form"),
    ("close", r"closes the form"),
    ("fill", r"sends the form(?:: (?P<text>.+))?"),
    ("press", r'\((?P<text>[^()\n]+)\)(?: on "(?P<of>[^"\n]+)")?(?P<twice> twice)?'),
    ("edit", r'edits "(?P<of>[^"\n]+)": (?P<text>.+)'),
    ("thread", r'in the thread of "(?P<of>[^"\n]+)": (?P<text>.+)'),
    ("preview", r'sees a link preview in "(?P<of>[^"\n]+)"'),
    ("delete", r'deletes "(?P<of>[^"\n]+)"'),
    ("once", r"at once: (?P<text>.+)"),
    ("command", r"/note ?(?P<text>.*)"),
    ("say", r"(?P<text>.+)"),
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Somebody does something. `of` are words of the message that it is done to."""

    who: str
    how: str
    text: str = ""
    of: str = ""
    twice: bool = False


@dataclass(frozen=True)
class Heard:
    """Somebody sees something: `by` is how the transcript names the bot's listener, or the channel."""

    by: str
    words: str

    def write(self):
        """Return it as it stands in a transcript."""
        head, *rest = self.words.split("\n")
        first = f"{self.by:<{INDENT - 2}}  {head}"
        return "\n".join([first, *(" " * INDENT + line for line in rest)])


@dataclass
class Scene:
    """One thing that happens, in the lines that say so, and what is then seen; `rest` are lines for people."""

    lines: list[str]
    acts: list[Act] = field(default_factory=list)
    when: datetime | None = None
    restart: bool = False
    digest: bool = False
    expected: list[Heard] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


class TranscriptError(Exception):
    """A line is not in the grammar."""


@dataclass
class Transcript:
    """The whole file.

    `only` is the one door that it is for, `after` the file that is played first, `not_yet` what the bot does
    instead of what is written; each of them may be empty. `type` is that of the notes.
    """

    scenes: list[Scene]
    only: str = ""
    after: str = ""
    not_yet: str = ""
    type: str = "information_note"

    def written(self, heard):
        """Return the file as it is when these things are heard, scene by scene; what fits stays as it was."""
        lines = []
        for scene, seen in zip(self.scenes, heard, strict=True):
            lines += [*scene.lines, *(one.write() for one in fitted(scene.expected, seen)), *scene.rest]
        return "\n".join(lines) + "\n"


def fitted(expected, seen):
    """Return what was seen, in the words of the expectation wherever that fits."""
    found = []
    left = list(expected)
    for one in seen:
        place = next((e for e in left if e.by == one.by), None)
        if place:
            left.remove(place)
        found.append(place if place and fits(place.words, one.words) else one)
    return found


def fits(expected, words):
    """Say whether the words are as expected; a line `...` stands for any lines."""
    pattern = "".join(
        r"(?:[^\n]*\n)*" if line.strip() == ANYTHING else re.escape(line) + "\n"
        for line in expected.split("\n")
    )
    return re.fullmatch(pattern, words + "\n") is not None


def read(text):
    """Read a transcript. Raises TranscriptError, which names the line."""
    transcript = Transcript([Scene([])])
    for number, lines in _gathered(text):
        try:
            _take(transcript, lines)
        except TranscriptError as error:
            raise TranscriptError(f"line {number}: {error}") from None
    return transcript


def _gathered(text):
    """Put lines together with those that go on with them, which are indented."""
    gathered = []
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        if line.startswith(" ") and gathered:
            gathered[-1][1].append(line)
        else:
            gathered.append((number, [line]))
    return gathered


def _take(transcript, lines):
    head = lines[0]
    if not head or head.startswith("# ") or _is_setting(transcript, head):
        transcript.scenes[-1].rest += lines
    elif found := MOVED.match(head):
        when = datetime.strptime(found["when"], "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        transcript.scenes.append(Scene(lines, when=when))
    elif head == RESTARTED:
        transcript.scenes.append(Scene(lines, restart=True))
    elif head == LOOKED:
        transcript.scenes.append(Scene(lines, digest=True))
    else:
        _speak(transcript, lines)


def _is_setting(transcript, line):
    if found := ONLY.match(line):
        transcript.only = found["door"]
    elif found := AFTER.match(line):
        transcript.after = found["file"]
    elif found := TYPE.match(line):
        transcript.type = found["name"]
    elif found := NOT_YET.match(line):
        transcript.not_yet = found["why"]
    return found is not None


def _speak(transcript, lines):
    found = SPOKEN.match(lines[0])
    if not found:
        raise TranscriptError(f"{lines[0]!r} has no speaker; write for example: Ada   skip")
    words = "\n".join([found["words"], *(line.strip() for line in lines[1:])])
    who = found["who"]
    if who.startswith(("Bot", "Form", "#")) and who != "Bo":
        transcript.scenes[-1].expected.append(Heard(who, words))
        return
    act = _act(who.lower(), words)
    if act.how == "once":
        transcript.scenes[-1].acts.append(act)
        transcript.scenes[-1].lines += lines
    else:
        transcript.scenes.append(Scene(lines, acts=[act]))


def _act(who, words):
    for how, pattern in ACTS:
        if found := re.fullmatch(pattern, words, flags=re.DOTALL):
            facts = {key: value or "" for key, value in found.groupdict().items()}
            twice = bool(facts.pop("twice", ""))
            return Act(who=who, how=how, twice=twice, **facts)
    raise TranscriptError(f"{words!r} is nothing that a person can do")
