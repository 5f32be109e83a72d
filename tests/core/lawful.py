"""The laws that every turn keeps, whatever was done before it."""

from bot.core.answering import CHANGING, read
from bot.core.beginning import nods
from bot.core.deciding import current
from bot.core.kinds import KINDS
from bot.core.moves import Answer, Ask, Decide, Erase, Keep, On, Pass, Save, Submit, Tell, Wake, Want, Word
from bot.core.naming import NAME
from bot.core.passages import folded
from bot.core.replies import Reply, Shape, Unclear, join
from bot.core.words import asks_back, is_nothing, is_question, normal, refusal, says_no, small_talk
from tests.core.rig import CONTEXT, LEXICON

SURE = {On.SURE_ABSENT, On.SURE_OTHER, On.AWAY, On.NEEDING, On.STOPPING, On.HANDING}
ABOUT_A_QUESTION = set(On) - {On.OPENING, On.FACTS, On.REVIEW, On.SPEAKERS, On.PAUSED, On.CLOSED} - SURE


def check(before, move, turn):
    before = current(before)
    after = turn.interview
    ends_with_one_screen(turn)
    is_about_a_question_of_the_type(after)
    is_told_apart(after)
    for key, value in after.answers.items():
        if before.answers.get(key) is not value or before.said.get(key) != after.said.get(key):
            fits(after, key, value)
    for effect in turn.effects:
        follows(before, after, effect, saved={e.key for e in turn.effects if isinstance(e, Save)})
    if isinstance(move, Answer) and move.reply.text.strip():
        assert len(where(before, move.reply, turn)) == 1, (
            move,
            turn.effects,
            where(before, move.reply, turn),
        )


def ends_with_one_screen(turn):
    asked = [effect for effect in turn.effects if isinstance(effect, Ask)]
    assert turn.effects
    assert asked in ([], [turn.effects[-1]])
    assert [effect.screen for effect in asked] in ([], [turn.interview.screen])


def is_about_a_question_of_the_type(after):
    screen = after.screen
    assert (after.question(screen.key) is not None) or not (screen.key or screen.on in ABOUT_A_QUESTION)
    assert screen.said or screen.on not in {On.DOUBT, On.OFFER}
    assert not screen.said or screen.on in ABOUT_A_QUESTION - {On.REASON, On.WHEN}


def is_told_apart(after):
    settled = [set(after.answers), set(after.known), set(after.skipped)]
    assert len(set().union(*settled)) == sum(map(len, settled))
    assert set(after.said) <= set(after.answers)


def fits(after, key, value):
    question = after.question(key)
    if value == question.nothing and question.nothing:
        return
    if KINDS[question.kind].shape is not Shape.FILE:  # a file can not be typed
        shown = Reply(KINDS[question.kind].show(value, question, CONTEXT))
        again = KINDS[question.kind].parse(shown, question, CONTEXT)
        assert again.value == value, (key, value, again)
    if key in after.said:
        outcome = read(question, after.said[key], CONTEXT)
        assert not isinstance(outcome, Unclear), (key, after.said[key])
        assert outcome.value == value, (key, after.said[key])


def follows(before, after, effect, *, saved):
    match effect:
        case Save(key, value, said):
            assert (after.answers[key], after.said[key]) == (value, said)
        case Decide(about, verdict):
            assert after.decided[about] == verdict
            known = (*before.findings, *before.spoken, *after.findings)
            assert about.startswith(NAME) or about in {finding.id for finding in known}
        case Pass(key, reason, _):
            assert after.skipped[key] == reason
        case Keep(key, said):
            there = after.kept.get(key, "")
            assert key in saved or [reply.text for reply in said if reply.text not in there] == []
        case Erase(key):
            places = (after.answers, after.known, after.skipped, after.kept, after.said)
            assert [place for place in places if key in place] == []
            assert not before.posted
        case Submit():
            assert (before.missing, before.known) == ((), {})
            assert after.version == before.version + 1


def where(before, reply, turn):
    """Return where the words of a reply are after the turn; a list of one if all is well."""
    after, effects = turn.interview, turn.effects
    told = [effect for effect in effects if isinstance(effect, Tell)]
    kept = [piece for effect in effects if isinstance(effect, Keep) for piece in effect.said]
    places = {
        "said": any(reply in said for said in after.said.values()),
        "kept": any(is_of(reply, piece) for piece in kept),
        "waits": any(is_of(reply, piece) and piece not in kept for piece in after.screen.said),
        "quoted": any(
            reply.text in (tell.quote, tell.facts.get("said")) for tell in told if tell.key in QUOTING
        ),
        "day": any(
            isinstance(effect, Wake) or (isinstance(effect, Want) and effect.until) for effect in effects
        ),
        "name": any(
            tell.key in {"name_known", "name_forgotten"} and folded(tell.facts["name"]) in folded(reply.text)
            for tell in told
        ),
        "chat": any(tell.key in CHATTING for tell in told) and chats(reply),
        "asked": any(tell.key in EXPLAINED for tell in told) and asks(reply),
        "consent": consents(before, reply) or refuses(before, reply),
        "nothing": means_nothing(before, reply) and reply not in kept,
        "fact": before.screen.on in {On.OPENING, On.FACTS, On.OFFER} and opens_a_fact(after, reply),
    }
    found = [place for place, there in places.items() if there]
    kept = [place for place in found if place not in {"consent", "nothing", "fact"}]
    return kept or found[:1]


def opens_a_fact(after, reply):
    """Say whether a few words only named a fact, which is open now: "ask the organizer"."""
    return after.screen.on is On.EDITING and len(reply.text.split()) <= 4


def is_of(reply, piece):
    """Say whether this is the reply, or the part of it that is to stand instead of an answer or a fact."""
    part = bool(piece.text) and piece.text in reply.text and piece.message == reply.message
    return piece == reply or part


QUOTING = {
    "not_understood",
    "facts_how",
    "review_how",
    "opening_how",
    "mended",
    "reason_noted",
    "when_unclear",
    "pause_unclear",
    "why_this",
    "stopped",
    "help_asked",
}
CHATTING = {
    "hello",
    "thanks",
    "never_mind",
    "undo",
    "undo_nothing",
    "undo_submitted",
    "about",
    "paused",
    "come_yourself",
    "why_this",
}
EXPLAINED = {"why_facts", "why_style", "why_sensitive", "why_spoken", "why_nameless"}


def asks(reply):
    """Say whether somebody asks why something is on the screen: that is answered, and no words of theirs are lost."""
    return not reply.files and (is_question(reply.text, LEXICON) or asks_back(reply.text, LEXICON))


def chats(reply):
    return not reply.files and bool(small_talk(reply.text, LEXICON))


def consents(before, reply):
    """Say whether it is a yes or a no where words are asked for, which is never an answer, or a nod to a card."""
    if before.screen.on in {On.OPENING, On.FACTS}:
        return not reply.files and nods(reply.text, LEXICON)
    words = LEXICON.yes | LEXICON.no | set(LEXICON.commands[Word.KEEP]) | set(LEXICON.commands[Word.USE])
    question = before.question(before.screen.key)
    asked = before.screen.on in {On.QUESTION, On.ADDING, On.MORE, On.STUCK, *CHANGING}
    meant = normal(reply.text) in words or says_no(reply.text, LEXICON)
    if before.screen.on is On.DOUBT:  # "that is all": what is in doubt is what they have
        return not reply.files and says_no(reply.text, LEXICON)
    return asked and not reply.files and question.kind != "yes_no" and meant


def refuses(before, reply):
    """Say whether it is a no, perhaps with a command, where a no or a keep is offered."""
    return not reply.files and refusal(reply.text, LEXICON, before.screen) is not None


def means_nothing(before, reply):
    nothing = is_nothing(reply.text, LEXICON)
    adding = before.screen.on in {On.MORE, On.ADDING}
    here = before.screen.on not in {
        On.OPENING,
        On.FACTS,
        On.REASON,
        On.WHEN,
        On.PAUSED,
        On.REVIEW,
        On.FINDING,
        On.SPEAKERS,
        On.OFFER,
        On.CLOSED,
        *SURE,
    }
    asked = before.screen.on is On.OFFER and is_question(join(before.screen.said).text, LEXICON)
    return (nothing and (here or asked)) or (adding and says_no(reply.text, LEXICON))
