"""A typed reply becomes a move: a command where one is meant, an answer otherwise."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from bot.core.lexicon import Lexicon
from bot.core.moves import Answer, Command, Move, Screen, Word
from bot.core.options import EVERYWHERE, offered
from bot.core.replies import Reply

NAMES_A_QUESTION = frozenset({Word.EDIT, Word.DELETE, Word.HELP})
"""Commands that name a question: `edit 3`, `delete 3`, `help background`."""

NUMBERS_A_LINE = frozenset({Word.REMOVE, Word.ATTRIBUTION})
TAKES_A_REASON = frozenset({Word.SKIP})
NAMES_SOMEBODY = frozenset({Word.OTHER})
"""Commands after which a name stands behind a mark: "someone else writes it - Cy"."""

NAME = 3
"""Words of a name that are typed, and stand on a button, at most."""

TAKES_WORDS = {Word.AWAY: 5, Word.NEED: 5, Word.PICK: 5, Word.TOGETHER: NAME, Word.COLLEAGUE: NAME}
"""Words in which a moment or a person is named: more of them are an answer that begins with a command."""

SHORT = 100
MURMUR = 10
"""So many words at most are said about a question; more of them are an answer that begins so."""

REFUSING = (Word.NO, Word.REFUSE, Word.KEEP)
"""What a screen offers where something that stands there may be refused."""

NOD = 8
"""Words of a nod at most."""

DASHES = frozenset("-–—")  # noqa: RUF001  as typed

CLOSE = 0.8
"""How much a mistyped name resembles a question's: "change participants' minds" is an answer."""


def read(reply: Reply, lexicon: Lexicon, screen: Screen, labels: Collection[str] = ()) -> Move:
    """Return what the reply means on this screen; `labels` are the names that a question can be called by."""
    return find(reply.text, lexicon, screen, labels) or Answer(reply)


def find(text: str, lexicon: Lexicon, screen: Screen, labels: Collection[str] = ()) -> Command | None:
    """Return the command that this text is, or None.

    What stands after a command must be what that command takes: "help countries with reports" and
    "back in 2009 ..." are answers.
    """
    if len(text.strip()) > SHORT:  # as most answers are: no command is so long
        return None
    said = normal(text)
    plain, begins = _impolite(said, lexicon), text.strip().casefold()
    known = {normal(label) for label in labels}
    for word in (*offered(screen), *sorted(EVERYWHERE)):
        for name in lexicon.commands[word.value]:
            if name in {said, plain}:
                return Command(word)
            rest = begins.startswith(name) and _rest(text.strip(), name, word, known)
            if rest:
                return Command(word, rest)
    return None


def _impolite(said: str, lexicon: Lexicon) -> str:
    """Return a command without what people say around it: "ok, submit please"."""
    for word in lexicon.polite:
        said = normal(said.removeprefix(f"{word} ").removeprefix(f"{word},").removesuffix(f" {word}"))
    return said


def _rest(text: str, name: str, word: Word, known: Collection[str]) -> str:
    """Return what stands after a command with which the text begins, where that command takes it."""
    after = text[len(name) :]
    rest = after.strip(" ,:-–—")  # noqa: RUF001  dashes as typed
    if word in NAMES_A_QUESTION and (rest.isdecimal() or normal(rest) in known):
        return rest
    if word is Word.EDIT and after.startswith(" "):
        near = get_close_matches(normal(rest), known, n=1, cutoff=CLOSE)
        return near[0] if near else ""
    if word in NUMBERS_A_LINE and (rest.isdecimal() or normal(rest) in known):
        return rest
    if after.startswith((" ", ":")) and len(rest.split()) <= TAKES_WORDS.get(word, 0):
        return rest
    if word in NAMES_SOMEBODY and len(rest.split()) <= NAME and after.strip()[:1] in {",", ":", *DASHES}:
        return rest
    return rest if word in TAKES_A_REASON and after.startswith((",", ":", " -")) and "\n" not in rest else ""


def normal(text: str) -> str:
    """Fold case, blanks, the apostrophes of phones and closing punctuation, which people add to one-word replies."""
    plain = text.casefold().replace("’", "'")  # noqa: RUF001  as phones type it
    return " ".join(plain.split()).strip(" .!,;:\"'")


def nods(text: str, lexicon: Lexicon) -> bool:
    """Say whether these few words only agree: "looks good", "yes that's ok"."""
    words = [word.strip(".,;:!-") for word in normal(text).split()]
    agrees = any(word in lexicon.agrees for word in words)
    return agrees and len(words) <= NOD and all(word in lexicon.agrees | lexicon.agreeing for word in words)


def small_talk(text: str, lexicon: Lexicon) -> str:
    """Return what a short phrase of chat is: hello, thanks, never_mind, stop or help; empty for anything else."""
    return lexicon.chat.get(normal(text).rstrip("? "), "")


def is_unknown(text: str, lexicon: Lexicon) -> bool:
    """Say whether somebody has no answer now: "I don't know", "no idea", "skip all", "next"."""
    said = normal(text)
    begins = "\n" not in text and len(said.split()) <= MURMUR and said.startswith(lexicon.unknown_begins)
    return said in lexicon.unknown or begins


def is_no_answer(text: str, lexicon: Lexicon) -> bool:
    """Say whether the reply is about the question and not an answer to it."""
    return is_question(text, lexicon) or is_unknown(text, lexicon)


def asks_back(text: str, lexicon: Lexicon) -> bool:
    """Say whether a few words begin as questions do, with a mark at their end or without."""
    words = normal(text).split()
    return 0 < len(words) <= MURMUR and words[0] in lexicon.asks


def is_question(text: str, lexicon: Lexicon) -> bool:
    """Say whether this looks like a question to the bot rather than an answer: "what does X mean?"."""
    said = text.strip()
    if normal(said).rstrip("? ") in lexicon.puzzled:
        return True
    first = said.casefold().split(" ", 1)[0].rstrip("?!.,")
    return said.rstrip("! ").endswith("?") and len(said) <= 120 and "\n" not in said and first in lexicon.asks


def is_nothing(text: str, lexicon: Lexicon) -> bool:
    """Say whether the reply is one of the words for nothing: "none", "n/a", "-", "no there was none"."""
    among = not lexicon.nothing.isdisjoint(_spoken(text))
    return (
        normal(text) in lexicon.nothing or text.strip() in lexicon.nothing or (among and _only(text, lexicon))
    )


def says_no(text: str, lexicon: Lexicon) -> bool:
    """Say whether these few words only say no, or that there is no more: "nope", "no I did not", "that's all"."""
    said = normal(text)
    no_more = said in lexicon.commands[Word.NEXT.value] and said not in lexicon.unknown
    return no_more or said in lexicon.no or (_only(text, lexicon) and not is_nothing(text, lexicon))


def refusal(text: str, lexicon: Lexicon, screen: Screen, labels: Collection[str] = ()) -> Command | None:
    """Return what a no with more words comes to where no or keep is offered: the command in them, or that no."""
    takes = [word for word in offered(screen) if word in REFUSING]
    no, _, rest = text.strip().partition(" ")
    if not takes or normal(no) not in lexicon.refuses:
        return None
    meant = find(rest, lexicon, screen, labels)
    if takes[0] is Word.KEEP:  # where words are asked for, "No Exit" may be those
        return meant if meant and meant.word in offered(screen) else None
    return meant or (Command(takes[0]) if says_no(text, lexicon) else None)


def begins_no(text: str, lexicon: Lexicon) -> bool:
    """Say whether this begins as somebody does who says no, and goes on: "no, ...", "no I ...", not "No Exit"."""
    words = text.split()
    if len(words) <= 1 or normal(words[0]) not in lexicon.refuses:
        return False
    if words[0].endswith("."):
        return not words[1][0].isdigit()  # "No. 5" is a number
    return words[0][-1] in ",;:!" or words[1] in DASHES or normal(words[1]) in lexicon.oneself | lexicon.told


def misses_a_question(text: str, lexicon: Lexicon) -> str:
    """Return what stands for the name of a question that there is not: "edit banana", but not "edit the law books"."""
    edit, _, name = normal(text).partition(" ")
    return name if edit == lexicon.commands[Word.EDIT.value][0] and len(name.split()) == 1 else ""


def _only(text: str, lexicon: Lexicon) -> bool:
    """Say whether these are a few words that say no, or that there is nothing, and nothing besides."""
    first, *others = _spoken(text) or [""]
    goes_on = lexicon.refuses | lexicon.refusing | lexicon.nothing
    return len(others) < MURMUR and first in lexicon.refuses | lexicon.nothing and goes_on.issuperset(others)


def _spoken(text: str) -> list[str]:
    return [word.strip(".,;:!-") for word in normal(text).split()]
