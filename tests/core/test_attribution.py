"""Who spoke, and what may be said of them: which highlights ask, and what stands where a name can not."""

from dataclasses import replace
from itertools import product
from time import process_time

import pytest

from bot.core.attribution import Attribution, highlights, nameless
from bot.core.deciding import Verdict, undecided
from bot.core.finding import BARRED, SPOKEN, WHOM
from bot.core.housestyle import findings
from bot.core.moves import Decide, On, Submit
from bot.core.passages import passage
from bot.core.speakers import search_by
from bot.render.drafts import draft
from bot.render.library import note_type, read_folder
from tests.core.rig import ANSWERS, CONTEXT, LONG, NOTE, TEMPLATES, at, say, screen, told

SETTINGS = NOTE.style.rules[SPOKEN]
NAMED = "Ms. Osei of Ghana stressed the need for training. Osei added that Ghana was ready to share its own."
NAMELESS = (
    "One participant stressed the need for training. One participant added that one participant was ready to "
    "share its own."
)
JAPAN = "The delegation of Japan proposed a pilot project, which was welcomed by all of the participants."
MIXED = f"{LONG}\n\n{NAMED}\n\n{JAPAN}"


def read(text):
    return list(highlights(passage("highlights", text, prose=True), SETTINGS))


def named(text):
    return [(name, one.guess) for one in read(text) for name in one.called(one.names)]


def asking(text):
    return [who for one in read(text) for who in one.called([name for name in one.names if name.open])]


PERSON, DELEGATION = Attribution.NAMED, Attribution.DELEGATION


@pytest.mark.parametrize(
    ("text", "who", "guess"),
    [
        (NAMED, "Ms. Osei of Ghana", PERSON),
        ("Dr. Haq (Canada) disagreed.", "Dr. Haq (Canada)", PERSON),
        ("In Vienna, Ada Lovelace proposed a pilot.", "Ada Lovelace", PERSON),
        ("Paweł Šarić said so.", "Paweł Šarić", PERSON),
        ("As was noted by Jean-Pierre O'Neill, it works.", "Jean-Pierre O'Neill", PERSON),
        ("Maria del Carmen Lopez stressed it.", "Maria del Carmen Lopez", PERSON),
        ("Abu Bakr al-Rashid noted it.", "Abu Bakr al-Rashid", PERSON),
        ("According to J. R. Smith, it works.", "J. R. Smith", PERSON),
        (JAPAN, "The delegation of Japan", DELEGATION),
        ("The Japanese delegation, for its group, stressed it.", "The Japanese delegation", DELEGATION),
        ("Norway's representative also said so.", "Norway's representative", DELEGATION),
        ("Ghana, Japan and Kenya stressed it.", "Ghana, Japan and Kenya", DELEGATION),
        ("As was stressed by the United States, it matters.", "the United States", DELEGATION),
        ("According to Côte d'Ivoire, it works.", "Côte d'Ivoire", DELEGATION),
        ("MR. LUND said that it works.", "MR. LUND", PERSON),
        ("MR LUND SAID THAT IT WORKS.", "MR LUND", PERSON),
        ("Ms OSEI underlined it.", "Ms OSEI", PERSON),
        ("Prof. OSEI-BONSU and all others spoke.", "Prof. OSEI-BONSU", PERSON),
        ("It works, as dr. Osei found.", "dr. Osei", PERSON),
        ("Ada LOVELACE proposed it.", "Ada LOVELACE", PERSON),
        ("According to MR. O'NEILL, it works.", "MR. O'NEILL", PERSON),
        ("M. Dupont a souligné ce point.", "M. Dupont", PERSON),
        ("Mme Dupont n'est pas venue.", "Mme Dupont", PERSON),
        ("Jean Dupont a également déclaré que oui.", "Jean Dupont", PERSON),
        ("Selon Jean Dupont, tout va bien.", "Jean Dupont", PERSON),
        ("La Sra. García señaló esto.", "Sra. García", PERSON),
        ("Ana Pérez destacó esto.", "Ana Pérez", PERSON),
        ("Como fue señalado por Ana Pérez, funciona.", "Ana Pérez", PERSON),
        ("Ghana a souligné ce point.", "Ghana", DELEGATION),
        ("Chile señaló su apoyo.", "Chile", DELEGATION),
        ("DR Congo asked for more.", "DR Congo", DELEGATION),
        ("The European Union stressed it.", "The European Union", DELEGATION),
        ("J. M. Smith said so.", "J. M. Smith", PERSON),
        ("April Osei stressed it.", "April Osei", PERSON),
        ("Jordan Peters stressed it.", "Jordan Peters", PERSON),
        ("Mauricio Gómez dijo eso.", "Mauricio Gómez", PERSON),
        ("MÜLLER said that it works.", "MÜLLER", PERSON),
        ("Later O'NEILL disagreed.", "O'NEILL", PERSON),
        ("La Belgique a déclaré que oui.", "La Belgique", DELEGATION),
        ("El Perú dijo que sí.", "El Perú", DELEGATION),
        ("Ensuite, l'Allemagne a dit que oui.", "l'Allemagne", DELEGATION),
        ("Los Estados Unidos señalaron esto.", "Los Estados Unidos", DELEGATION),
        ("La France, l'Inde et le Népal ont souligné ce point.", "La France, l'Inde et le Népal", DELEGATION),
        ("Selon la Côte d’Ivoire, tout va bien.", "la Côte d’Ivoire", DELEGATION),  # noqa: RUF001  as typed
        ("Ce point a été souligné par la Norvège.", "la Norvège", DELEGATION),
        ("La délégation du Japon a souligné ce point.", "La délégation du Japon", DELEGATION),
        ("El Embajador del Perú dijo que sí.", "El Embajador del Perú", DELEGATION),
        ("The Ambassador of Belgium stressed it.", "The Ambassador of Belgium", DELEGATION),
        ("In Peru, Chile stressed it.", "Chile", DELEGATION),
        ("Mr. van der Berg of Ghana stressed it.", "Mr. van der Berg of Ghana", PERSON),
        ("Ms. de Souza stressed it.", "Ms. de Souza", PERSON),
        ("Mr. al-Hassan stressed it.", "Mr. al-Hassan", PERSON),
        ("Mr. Jan van der Berg stressed it.", "Mr. Jan van der Berg", PERSON),
        ("Ambassador de la Cruz stressed it.", "Ambassador de la Cruz", PERSON),
        ("Mr. osei of Ghana stressed it.", "Mr. osei of Ghana", PERSON),
        ("Mr. K. Osei stressed it.", "Mr. K. Osei", PERSON),
        ("Ms. A. B. Osei stressed it.", "Ms. A. B. Osei", PERSON),
        ("H.E. Mr. Osei stressed it.", "H.E. Mr. Osei", PERSON),
        ("Professor Dr. Osei stressed it.", "Professor Dr. Osei", PERSON),
        ("M. Dupont de la Belgique a souligné ce point.", "M. Dupont de la Belgique", PERSON),
    ],
)
def test_whoever_is_named_as_having_spoken_is_asked_about(text, who, guess):
    assert (named(text), asking(text)) == ([(who, guess)], [who])


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "Participants noted that Member States agreed. The Security Council stressed it.",
        "The European Commission announced that it supported Ghana and Japan.",
        'It was called "Japan said no".',
        "Central Asia noted progress, as the Black Sea Forum said. On Monday participants agreed.",
        "The Black Sea Forum noted it. It was plan B. Participants agreed.",
        "Member States noted it. In May participants agreed. May was mentioned.",
        "UNODA and INTERPOL noted it. The IAEA, the OSCE and UNODC welcomed it.",
        "UN Women noted it. Security COUNCIL and Vienna UNODC noted it. MS Excel was shown.",
        "Los Estados Miembros destacaron esto. Les États ont souligné ce point.",
        "The workshop in Peru stressed it. Le séminaire au Maroc a noté ce point.",
        "La conférence de la Suisse a noté ce point. El apoyo a Ucrania fue expresado en México.",
        "Le CONSEIL DE SÉCURITÉ a souligné ce point. SIPRI said so. The ÉTAT noted it.",
        "The Sr. officials agreed, and so did the Dr. and the H.E. the President. M. le Président a noté ce point.",
    ],
)
def test_nobody_is_asked_about_where_nobody_speaks_by_name(text):
    assert named(text) == []


@pytest.mark.parametrize(
    "whose",
    [
        "A representative from the European Union",
        "Several experts of Sweden",
        "Un représentant de la Suède",
        "Varios expertos del Perú",
    ],
)
def test_a_delegation_of_which_nobody_is_named_asks_nothing(whose):
    assert (named(f"{whose} stressed it."), asking(f"{whose} stressed it.")) == ([(whose, DELEGATION)], [])


@pytest.mark.parametrize(
    ("text", "how", "instead"),
    [
        (NAMED, "unattributed", NAMELESS),
        (JAPAN, "unattributed", JAPAN.replace("The delegation of Japan", "One participant")),
        (JAPAN, "several", JAPAN.replace("The delegation of Japan", "Several speakers")),
        ("Ms. Osei of Ghana said so.", "delegation", "A representative of Ghana said so."),
        ("Ghana and Japan said so.", "unattributed", "Several speakers said so."),
        ("La Grèce et l'Inde ont dit oui.", "unattributed", "Several speakers ont dit oui."),
        ("Jordan Peters said so.", "unattributed", "One participant said so."),
        (
            "Ghana and Japan stressed this. France said no; France's view stands.",
            "several",
            "Several speakers stressed this. One participant said no; one participant's view stands.",
        ),
        (
            "Japan said so. Later Japan said it again.",
            "several",
            "Several speakers said so. Later several speakers said it again.",
        ),
        ("• Japan said so; Japan's plan", "several", "• Several speakers said so; several speakers' plan"),
        (
            "Ms. Osei said so at the request of K. Osei. Osei-Mensah (k.osei@gov.gh, Osei@gov.gh) did.",
            "unattributed",
            "One participant said so at the request of one participant. Osei-Mensah (k.osei@gov.gh, Osei@gov.gh) did.",
        ),
        ("Mr. van der Berg of Ghana said so.", "delegation", "A representative of Ghana said so."),
        (
            "Ms. Osei said so, and Mr Kofi Osei said so.",
            "unattributed",
            "One participant said so, and one participant said so.",
        ),
        ("Mr. K. osei said so.", "unattributed", ""),
        ("Osei of Ghana said so.", "unattributed", ""),
        ("It was the plan of Ms. Ama Afua Esi Yaa.", "unattributed", ""),
        ("Ms. ama Osei said so.", "unattributed", "One participant said so."),
    ],
)
def test_another_word_is_offered_for_each_name_that_can_not_stand(text, how, instead):
    (one,) = read(text)
    assert nameless(one, how, passage("highlights", text, prose=True), SETTINGS) == instead


def test_whoever_was_named_with_a_title_once_is_known_by_the_surname_in_every_paragraph():
    text = "Ms. Osei stressed it. Osei agreed.\n\nAs OSEI added, it works.\n\nThe plan of Osei was praised."
    assert [name for name, _ in named(text)] == ["Ms. Osei", "OSEI", "Osei"]
    whole = passage("highlights", text, prose=True)
    assert [nameless(one, "unattributed", whole, SETTINGS) for one in read(text)] == [
        "One participant stressed it. One participant agreed.",
        "As one participant added, it works.",
        "The plan of one participant was praised.",
    ]


def test_a_surname_is_known_with_its_particles_and_without_them():
    text = "Mr. van der Berg stressed it.\n\nVan der Berg noted it.\n\nIt was noted by Berg.\n\nMr. al-Hassan said so."
    assert [name for name, _ in named(text)] == ["Mr. van der Berg", "Van der Berg", "Berg", "Mr. al-Hassan"]
    whole = passage("highlights", text, prose=True)
    assert nameless(read(text)[1], "unattributed", whole, SETTINGS) == "One participant noted it."


def test_whoever_speaks_by_the_full_name_is_known_by_the_surname_where_it_speaks_again():
    text = "Ada Lovelace proposed a pilot.\n\nLOVELACE added that it works. Lovelace Hall was full."
    assert [name for name, _ in named(text)] == ["Ada Lovelace", "LOVELACE"]


def test_a_surname_stands_with_whence_its_owner_came():
    text = "Ms. Osei agreed.\n\nOSEI of Ghana and Mr. Haq of Japan stressed it.\n\nOsei of Ghana stressed it."
    _, one, last = read(text)
    assert (last.called(last.names), last.guess) == (("Osei of Ghana",), PERSON)
    whole = passage("highlights", text, prose=True)
    assert one.called(one.names) == ("OSEI of Ghana", "Mr. Haq of Japan")
    assert nameless(one, "unattributed", whole, SETTINGS) == "Several speakers stressed it."
    assert nameless(one, "delegation", whole, SETTINGS).startswith(
        "A representative of Ghana and a representative of"
    )


def test_a_surname_in_capitals_is_the_same_in_small_letters_and_the_other_way_round():
    text = "MR. LUND agreed, and Lund's plan was praised."
    [one] = read(text)
    said = nameless(one, "unattributed", passage("highlights", text, prose=True), SETTINGS)
    assert said == "One participant agreed, and one participant's plan was praised."


def test_a_surname_that_is_also_another_word_is_one_only_where_it_speaks():
    text = "Mr. May stressed it in May 2009.\n\nIn May 2009 it began.\n\nMay added that it works."
    assert [name for name, _ in named(text)] == ["Mr. May", "May"]
    first, _, last = read(text)
    whole = passage("highlights", text, prose=True)
    assert nameless(first, "several", whole, SETTINGS) == "Several speakers stressed it in May 2009."
    assert last.guess == PERSON
    both = "Ms. Jordan said it.\n\nJordan said more.\n\nThe delegation of Jordan agreed."
    assert [guess for _, guess in named(both)] == [PERSON, PERSON, DELEGATION]


def test_a_text_of_many_names_is_searched_once():
    names = "\n".join(f"Mr. {a}{b}{c}{d}" for a, b, c, d in product("ABCDEFGH", *["abcdefgh"] * 3))
    started = process_time()
    assert len(read(names)) == 4096
    assert process_time() - started < 5


def test_what_is_fixed_in_a_search_is_made_once_and_whom_it_met_is_not_kept():
    one, other = search_by(SETTINGS), search_by({**SETTINGS})
    one.meet(passage("highlights", "Ms. Osei said so.", prose=True), ())
    assert (one.nobody is other.nobody, other.met == search_by(SETTINGS).met != one.met) == (True, True)


def test_no_text_makes_the_search_slow():
    for piece in (
        "MR. AA ",
        "Aa AAA ",
        "Mr. A\n",
        "Ghana and ",
        "Aa ",
        "a representative of ",
        "said by ",
        "Mr. A ",
        "of the ",
        "Ghana, ",
        "Aa-",
        "Aa al-",
        "La Chine, l'Inde et ",
        "ÄÄÄÄÄ ",
        "Mr. A. ",
        "Mr. van A-",
    ):
        started = process_time()
        read((piece * 20_000)[:20_000])
        assert process_time() - started < 1.1, piece


# ------------------------------------------------------------------ what is asked


def reviewing(highlights, **changes):
    return at(On.REVIEW, answers=ANSWERS | {"highlights": highlights}, **changes)


def decisions(turn):
    return [effect.verdict for effect in turn.effects if isinstance(effect, Decide)]


def waiting(turn):
    return [(each.rule, each.words) for each in undecided(turn.interview)]


def test_only_highlights_that_name_somebody_are_asked_about_one_by_one():
    first = say(reviewing(MIXED), "submit")
    second = say(first.interview, "named")
    third = say(second.interview, "by delegation")
    assert (screen(first), waiting(first)) == ((On.FINDING, "highlights"), [(SPOKEN, NAMED), (SPOKEN, JAPAN)])
    assert (decisions(second), waiting(second)) == (["named"], [(SPOKEN, JAPAN)])
    assert (decisions(third), isinstance(third.effects[-1], Submit)) == (["delegation"], True)


def test_one_press_leaves_all_of_them_as_they_are_written():
    turn = say(reviewing(MIXED), "submit", "keep all")
    assert (decisions(turn), isinstance(turn.effects[-1], Submit)) == (["named", "delegation"], True)


def test_what_was_said_of_a_highlight_is_not_asked_again_and_a_changed_one_is():
    decided = say(reviewing(MIXED), "submit", "keep all").interview.decided
    assert isinstance(say(reviewing(MIXED, decided=decided), "submit").effects[-1], Submit)
    changed = MIXED.replace("a pilot project", "two pilot projects")
    turn = say(reviewing(changed, decided=decided), "submit")
    assert [words for _, words in waiting(turn)] == [changed.split("\n\n")[2]]


def test_what_is_not_for_attribution_is_not_handed_in_before_the_name_is_gone():
    turn = say(reviewing(NAMED), "submit", "not for attribution")
    assert (decisions(turn), waiting(turn)) == (["unattributed"], [(BARRED, NAMED)])
    for word in ("keep mine", "keep all", "skip", "submit", "hm", "yes", "remove it", "done"):
        again = say(turn.interview, word)
        assert not any(isinstance(effect, Submit) for effect in again.effects), word
        assert again.interview.answers["highlights"] == NAMED


def test_use_it_takes_the_name_out_and_hands_the_draft_in():
    turn = say(reviewing(MIXED), "submit", "not for attribution", "use it", "delegation")
    assert turn.interview.answers["highlights"] == MIXED.replace(NAMED, NAMELESS)
    assert isinstance(turn.effects[-1], Submit)
    assert "Osei" not in draft(FOLDER, turn.interview, CONTEXT)


def test_who_asks_why_is_told_and_a_question_is_no_paragraph_without_the_name():
    turn = say(reviewing(NAMED), "submit", "why do you ask?")
    assert (told(turn), decisions(turn)) == (["why_spoken"], [])
    turn = say(turn.interview, "not for attribution", "what is wrong with that?")
    assert (told(turn), decisions(turn)) == (["why_nameless"], [])


def test_the_paragraph_may_be_typed_anew_and_what_was_said_of_it_stays():
    still = "Osei, who is from Ghana, wanted more. Ms. Osei stressed it twice."
    shown = say(reviewing(MIXED), "submit", "not for attribution", still)
    assert (shown.interview.answers["highlights"], told(shown), screen(shown)[0]) == (MIXED, [], On.FINDING)
    turn = say(shown.interview, "use it")
    assert turn.interview.answers["highlights"] == f"{LONG}\n\n{still}\n\n{JAPAN}"
    assert (told(turn), waiting(turn)) == (["mended"], [(BARRED, still), (SPOKEN, JAPAN)])
    better = say(turn.interview, "One of them wanted more training.", "yes", "keep all")
    assert better.interview.answers["highlights"] == f"{LONG}\n\nOne of them wanted more training.\n\n{JAPAN}"
    assert isinstance(better.effects[-1], Submit)


def test_whoever_may_be_named_after_all_stays():
    turn = say(reviewing(NAMED), "submit", "not for attribution", "name them")
    assert (decisions(turn), turn.interview.answers["highlights"]) == (["named"], NAMED)
    assert isinstance(turn.effects[-1], Submit)


SMITH = "John Smith was of the view that training of customs officers is needed in the region."


def test_every_highlight_is_listed_and_any_of_them_can_be_changed():
    text = f"{LONG}\n\nA representative of the European Union stressed the importance of it.\n\n{JAPAN}"
    listed = say(reviewing(text), "change attribution")
    assert (decisions(listed), screen(listed)) == ([], (On.SPEAKERS, ""))
    assert [(one.named, one.guess) for one in listed.interview.spoken] == [
        ((), ""),
        (("A representative of the European Union",), DELEGATION),
        (("The delegation of Japan",), DELEGATION),
    ]
    opened = say(listed.interview, "attribution 2")
    assert (decisions(opened), screen(opened)) == ([Verdict.OPEN], (On.FINDING, "highlights"))
    again = say(opened.interview, "not for attribution")
    assert (decisions(again), screen(again)) == (["unattributed"], (On.SPEAKERS, ""))
    done = say(again.interview, "submit", "use it", "delegation")
    assert "One participant stressed the importance" in done.interview.answers["highlights"]
    assert isinstance(done.effects[-1], Submit)


@pytest.mark.parametrize(("text", "name"), [(SMITH, "john smith"), ("李明先生强调了培训的必要性。", "李明")])
def test_whoever_is_not_recognised_is_named_by_the_author_and_barred_like_others(text, name):
    whole = f"{LONG}\n\n{text}"
    turn = say(reviewing(whole, others=(("Cy", text),)), "attribution", "2", name)
    assert (told(turn), screen(turn)[0]) == (["name_known"], On.FINDING)
    assert [one.named for one in turn.interview.spoken] == [(), (text[: len(name)],)]
    turn = say(turn.interview, "not for attribution", "submit")
    assert (waiting(turn), name in draft(FOLDER, turn.interview, CONTEXT).lower()) == (
        [(BARRED, text)],
        False,
    )
    turn = say(turn.interview, "use it")
    assert turn.interview.answers["highlights"] == whole.replace(text[: len(name)], "One participant")
    assert isinstance(turn.effects[-1], Submit)


def test_where_nobody_is_seen_who_is_not_to_be_named_the_name_is_asked_for():
    turn = say(reviewing(f"{LONG}\n\n{SMITH}"), "attribution", "attribution 2", "not for attribution")
    assert (waiting(turn), screen(turn)[0]) == ([(WHOM, SMITH)], On.FINDING)
    for word in ("submit", "keep mine", "keep all", "yes"):
        assert not isinstance(say(turn.interview, word).effects[-1], Submit), word
    named = say(turn.interview, "John Smith")
    assert (screen(named), waiting(named)) == ((On.SPEAKERS, ""), [(BARRED, SMITH)])
    nobody = say(turn.interview, "no name in it")
    assert (screen(nobody), waiting(nobody)) == ((On.SPEAKERS, ""), [])
    assert isinstance(say(nobody.interview, "submit").effects[-1], Submit)


def test_a_name_that_was_told_is_kept_as_a_hash_and_known_in_the_whole_note():
    later = "In the end the plan of Smith was adopted by all of the participants."
    turn = say(reviewing(f"{LONG}\n\n{SMITH}\n\n{later}"), "attribution", "2", "Smith", "named")
    assert [one.named for one in turn.interview.spoken] == [(), ("Smith",), ("Smith",)]
    assert "smith" not in " ".join(turn.interview.decided).lower()


@pytest.mark.parametrize("words", ["Training was offered.", "Training was offered to all", "Training."])
def test_words_of_the_highlight_that_are_no_name_are_taken_for_the_new_wording(words):
    text = "Training was offered to all. Training was offered. Ms. Osei of Ghana stressed it. Training."
    turn = say(reviewing(text), "submit", "not for attribution", words)
    assert not set(told(turn)) & {"name_known", "mended"}
    assert decisions(turn) == []
    assert len(words) < 20 or turn.interview.screen.said
    named = say(reviewing(text.replace("Training.", "Jan van Dyk was there.")), "submit", "Jan van Dyk")
    assert told(named) == ["name_known"]


def test_a_name_that_was_told_is_taken_back_when_it_is_typed_once_more():
    turn = say(reviewing(f"{LONG}\n\n{SMITH}"), "attribution", "2", "Training", "Training")
    assert (told(turn), screen(turn)[0], turn.interview.barred.typed) == (
        ["name_forgotten"],
        On.FINDING,
        frozenset(),
    )
    assert [one.named for one in turn.interview.spoken] == [(), ()]
    whom = say(turn.interview, "not for attribution", "training", "attribution 2", "training")
    assert (told(whom), screen(whom)) == (["name_forgotten"], (On.FINDING, "highlights"))
    assert [one.named for one in whom.interview.spoken] == [(), ()]


def test_a_paragraph_that_is_typed_anew_from_the_list_does_not_hand_the_draft_in():
    turn = say(
        reviewing(f"{LONG}\n\n{SMITH}"), "attribution", "2", "Training is needed in the whole region.", "yes"
    )
    assert (screen(turn), SMITH in turn.interview.answers["highlights"]) == ((On.SPEAKERS, ""), False)


def test_keep_all_at_one_of_the_list_is_about_that_one_and_hands_nothing_in():
    turn = say(reviewing(MIXED), "attribution", "2", "keep all")
    assert (decisions(turn), screen(turn)) == (["named"], (On.SPEAKERS, ""))


def test_a_number_that_no_highlight_has_is_asked_for_again():
    turn = say(reviewing(LONG), "attribution", "7")
    assert (told(turn), screen(turn)) == (["attribution_which"], (On.SPEAKERS, ""))
    assert screen(say(turn.interview, "cancel")) == (On.REVIEW, "")


def test_without_highlights_there_is_nothing_to_attribute():
    assert told(say(reviewing(""), "attribution")) == ["attribution_none"]


def test_the_same_text_is_no_new_version_when_only_an_attribution_was_said_anew():
    done = say(reviewing(JAPAN), "submit", "delegation").interview
    turn = say(
        at(On.REVIEW, answers=done.answers, decided=done.decided, version=1, changed=False), "who spoke", "1"
    )
    assert told(say(turn.interview, "named", "submit")) == ["already_submitted"]


# ------------------------------------------------------------------ what can be rendered

FOLDER = read_folder(TEMPLATES / "information_note")


@pytest.mark.parametrize("how", ["several", "unattributed"])
def test_no_draft_prints_a_highlight_with_a_name_that_it_can_not_have(how):
    turn = say(reviewing(MIXED), "submit", {"unattributed": "not for attribution"}.get(how, how))
    text = draft(FOLDER, turn.interview, CONTEXT)
    assert ("Osei" in text, "Ghana" in text) == (False, False)
    assert "Highlights: to be written without the name" in text
    assert JAPAN in text


def test_no_draft_prints_the_bare_surname_where_it_is_not_for_attribution():
    later = "OSEI also offered to train customs officers, and Osei's offer was welcomed by all participants."
    turn = say(reviewing(f"{LONG}\n\n{NAMED}\n\n{later}"), "submit", "named", "not for attribution")
    text = draft(FOLDER, turn.interview, CONTEXT)
    assert (NAMED in text, "OSEI also" in text, "Osei's" in text) == (True, False, False)
    done = say(turn.interview, "use it")
    assert isinstance(done.effects[-1], Submit)
    assert draft(FOLDER, done.interview, CONTEXT).count("One participant also offered to train") == 1


def test_a_second_author_who_wrote_the_same_paragraph_is_kept_from_it_as_well():
    decided = say(reviewing(NAMED), "submit", "not for attribution").interview.decided
    two = reviewing(LONG, decided=decided, lead="Ada", others=(("Cy", f"{NAMED}\n\nAll went well."),))
    text = draft(FOLDER, two, CONTEXT)
    assert ("Osei" in text, "All went well." in text) == (False, True)


def test_a_note_type_without_the_rule_asks_nothing():
    style = note_type(read_folder(TEMPLATES / "back_to_office_report")).style
    assert [each.rule for each in findings(style, {"findings": MIXED, "highlights": MIXED})] == []


# ------------------------------------------------------------------ the rest of the note

THERE = {"background": f"{NAMED} It was held in Brussels.", "participants": "Some 60, among them Ms. Osei"}
IDEA = "The idea of Osei on training was welcomed by all of the participants."


BAR = ("submit", "keep all", "not for attribution", "use it")
"""Suggestions of style are kept, and then it is said that the speaker is not to be named."""


def barred(highlights=NAMED, then=BAR, **answers):
    """Somebody is not to be named in Highlights, and stands elsewhere too."""
    return say(at(On.REVIEW, answers=ANSWERS | {"highlights": highlights} | answers), *then)


def test_whoever_is_not_to_be_named_can_not_be_named_as_speaking_in_another_answer_either():
    turn = barred(**THERE)
    asked = [(one.rule, one.key, one.named) for one in undecided(turn.interview)]
    assert asked == [(SPOKEN, "participants", ("Ms. Osei",)), (BARRED, "background", ("Ms. Osei of Ghana",))]
    turn = say(turn.interview, "named")
    assert screen(turn) == (On.FINDING, "background")
    for word in ("keep mine", "keep all", "named", "name them", "skip", "submit", "yes", "done"):
        kept = say(turn.interview, word).interview
        assert (kept.version, "Osei" in draft(FOLDER, kept, CONTEXT).split("Background")[1]) == (0, False), (
            word
        )
    done = say(turn.interview, "use it")
    assert isinstance(done.effects[-1], Submit)
    assert done.interview.answers["background"] == f"{NAMELESS} It was held in Brussels."
    assert done.interview.answers["participants"] == THERE["participants"]


def test_whoever_may_be_named_after_all_stands_in_the_other_answers_as_before():
    turn = barred(then=(*BAR[:3], "name them"), **THERE)
    assert (isinstance(turn.effects[-1], Submit), turn.interview.answers["background"]) == (
        True,
        THERE["background"],
    )


def test_other_names_beside_one_that_is_barred_stay_and_so_does_a_delegation_that_its_author_names():
    both = "Ms. Osei said so. Mr. Lund of Norway disagreed."
    turn = barred(background=both)
    assert [one.fix for one in undecided(turn.interview)] == [both.replace("Ms. Osei", "One participant")]
    turn = barred(background="Ghana reported on it.", then=("submit", *BAR[2:], "named"))
    assert isinstance(turn.effects[-1], Submit)
    person = barred(background=both, then=(*BAR[:2], "delegation", "use it"))
    assert [one.fix for one in undecided(person.interview)] == [both.replace("Ms. Osei", "A representative")]


@pytest.mark.parametrize(
    "new",
    [
        IDEA,
        IDEA.replace("Osei", "OSEI"),
        IDEA.replace("Osei", "osei"),
        "It was, Osei found, of great use to all of them.",
    ],
)
def test_a_name_that_was_barred_is_remembered_when_it_is_written_again(new):
    first = barred(then=("submit", *BAR[2:])).interview
    edited = replace(
        first, answers=first.answers | {"highlights": new}, changed=True, earlier=(("highlights", NAMED),)
    )
    turn = say(edited, "submit")
    assert waiting(turn) == [(SPOKEN, new)]
    turn = say(turn.interview, "not for attribution", "use it")
    assert (isinstance(turn.effects[-1], Submit), "osei" in turn.interview.answers["highlights"].lower()) == (
        True,
        False,
    )


YOUNG = "Mr. Young of Ghana stressed the need for training."


def test_a_word_in_small_letters_is_nobodys_name_in_another_answer():
    turn = barred(highlights=YOUNG, then=("submit", *BAR[2:]), background="Some young delegates stressed it.")
    assert isinstance(turn.effects[-1], Submit)
    small = barred(
        highlights=YOUNG.replace("Y", "y"),
        then=("submit", *BAR[2:]),
        background="Some young delegates stressed it.",
    )
    assert waiting(small) == [(BARRED, "Some young delegates stressed it.")]


def test_who_is_somebody_or_something_else_stays_in_another_answer_and_is_remembered():
    words = "Young people asked for more."
    turn = barred(highlights=YOUNG, then=("submit", *BAR[2:]), background=words)
    assert waiting(turn) == [(BARRED, words)]
    done = say(turn.interview, "this is someone or something else")
    assert (decisions(done), isinstance(done.effects[-1], Submit)) == ([Verdict.KEPT], True)
    assert words in draft(FOLDER, done.interview, CONTEXT)
    other = replace(
        done.interview, answers=done.interview.answers | {"background": "Young said it."}, changed=True
    )
    assert waiting(say(other, "submit")) == [(BARRED, "Young said it.")]
    here = say(reviewing(NAMED), "submit", "not for attribution", "this is someone or something else")
    assert (decisions(here), waiting(here)) == ([], [(BARRED, NAMED)])


@pytest.mark.parametrize(("one", "other"), ["'’", "’'"])  # noqa: RUF001  as typed
def test_a_name_with_a_straight_apostrophe_is_the_same_with_a_curly_one(one, other):
    first = NAMED.replace("Osei", f"O{one}Neill")
    again = f"O{other}Neill noted it, as was said by O{other}Neill."
    turn = barred(highlights=first, then=("submit", *BAR[2:]), background=again)
    assert [each.fix for each in undecided(turn.interview)] == [
        "One participant noted it, as was said by one participant."
    ]
    turn = say(reviewing(f"{SMITH.replace('Smith', f'D{one}Souza')}"), "attribution", "1", f"D{other}Souza")
    edited = replace(turn.interview, answers=ANSWERS | {"highlights": f"It was the plan of D{other}Souza."})
    assert [each.named for each in edited.spoken] == [(f"D{other}Souza",)]


def test_a_second_author_who_only_mentions_who_is_barred_is_kept_from_it():
    first = barred(then=("submit", *BAR[2:])).interview
    two = replace(first, lead="Ada", others=(("Cy", f"{IDEA}\n\nAll went well."),))
    assert "Osei" in draft(FOLDER, replace(two, decided={}), CONTEXT)
    text = draft(FOLDER, two, CONTEXT)
    assert ("Osei" in text, "All went well." in text) == (False, True)
