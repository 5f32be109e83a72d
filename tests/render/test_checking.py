"""What an author of a note type does wrong is said with its place and its mending: one line changed, one fault."""

import pytest

from bot.render import checking

QUESTIONS = "questions.toml"
NOTE = "note.md.j2"
CHOICES = 'choices = ["in person", "online"]'
WHEN = 'when = { format = ["in person"] }'
CLOSED = 'prompt = "Was it closed?"'


def test_time_that_ran_out_is_no_fault_of_the_folder(author, monkeypatch):
    def slow(_folder):
        raise TimeoutError

    monkeypatch.setattr(checking, "read_folder", slow)
    with pytest.raises(TimeoutError):
        checking.check(author.home)


def test_a_good_note_type_has_no_faults(author):
    assert author.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'prefix = "TN"\n',
            'prefix = "TN"\nhodl = "closed"\n',
            "hodl: is no setting of a note type. Did you mean 'hold'?",
        ),
        ('prefix = "TN"\n', "", "prefix: is missing. Every note type has a prefix"),
        ('"TN"', '"T/N"', "prefix: can not be 'T/N'. Use letters and digits only, such as IN"),
        ('"Trip note"', "5", "the note type: title must be a text in quotes. It is 5 now"),
        ("working_days = 10", "working_days = 0", "working_days: can not be 0. Write a number from 1 to 365"),
        (
            "working_days = 10",
            "working_days = true",
            "the note type: working_days must be a whole number. It is True now",
        ),
        (
            'names = "trip"',
            'names = "tripp"',
            "names: names 'tripp', which is no question. Did you mean 'trip'?",
        ),
        (
            'names = "trip"',
            'names = "task"',
            "names: names 'task', which is asked for each step. Name one asked once",
        ),
        (
            'ends = "dates"',
            'ends = "format"',
            "ends: names 'format', which is of the kind choice. Name one of the kind date or date_range",
        ),
        ('facts = ["trip"]', 'facts = ["trip", "trip"]', "facts: names 'trip' twice. Take one out"),
        (
            'facts = ["trip"]',
            'facts = ["dats"]',
            "facts: names 'dats', which is no question. Did you mean 'dates'?",
        ),
        (
            '"Trip note"',
            '"Trip note',
            "questions.toml: is no TOML: Illegal character '\\n' (at line 2, column 19). Mend that line first",
        ),
        (
            'contact = "',
            'place = "x"\ncontact = "',
            "constant place: has the key of a question. Give it a key of its own",
        ),
    ],
)
def test_a_fault_of_the_note_type(author, old, new, fault):
    author.change(QUESTIONS, old, new)
    assert author.faults() == [fault]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('label = "Trip"\n', "", 'question trip: has no label. Write label = "..."'),
        ('"person"', '"persn"', "question who: is of the unknown kind 'persn'. Did you mean 'person'?"),
        ("least = 3", "leest = 3", "question trip: has the unknown setting 'leest'. Did you mean 'least'?"),
        ("least = 3", "least = true", "question trip: least must be a whole number. It is True now"),
        ("least = 3", 'least = "3"', "question trip: least must be a whole number. It is '3' now"),
        ("least = 3", "least = 100", "question trip: has least above most. No answer can fit; exchange them"),
        ("least = 3", "least = 0", "question trip: has least = 0. Write 1 or more, or take it out"),
        ("past = true", 'past = "yes"', "question dates: past must be true or false. It is 'yes' now"),
        (
            "past = true",
            "past = true\nmost = 3",
            (
                "question dates: has most, which the kind date_range does not use. "
                "Take it out; it is for: choices, file, line, lines, number, person, text, url"
            ),
        ),
        (
            'kind = "text"',
            'kind = "line"',
            (
                "question findings: has parts, which the kind line does not use. "
                "Take it out; it is for: file, lines, text, url"
            ),
        ),
        (
            "required = true\nparts",
            "parts",
            (
                "question findings: has `nothing`, which only a required question uses. "
                "Write required = true, or take it out"
            ),
        ),
        (
            'label = "Trip"',
            f'label = "{"x" * 41}"',
            "question trip: has a label of 41 characters, too long for a button. Use 40 at most",
        ),
        (
            'example = "3-4 June 2009"',
            'example = "3-4 June"',
            (
                "question dates: has an example that its own kind does not take (year missing). "
                "Write one that could be sent: '3-4 June'"
            ),
        ),
    ],
)
def test_a_fault_of_one_question(author, old, new, fault):
    author.change(QUESTIONS, old, new)
    assert author.faults() == [fault]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ("", 'question format: has no choices. Write choices = ["one", "another"]'),
        (
            'choices = ["in person", "In Person"]',
            "question format: has the choice 'In Person' twice. Capitals do not count; take one out",
        ),
        ('choices = ["in person", ""]', "question format: has the empty choice ''. Write a word"),
        ('choices = ["in person", 3]', "question format: a choice must be a text in quotes. It is 3 now"),
        (
            'choices = ["in person", "Skip"]',
            "question format: has the choice 'Skip', which is a command of the bot. Use other words",
        ),
        (
            'choices = ["in person", "none"]',
            "question format: has the choice 'none', which is a command of the bot. Use other words",
        ),
        (
            f'choices = ["in person", "{"x" * 76}"]',
            (
                "question format: has a choice of 76 characters, too long for a button. "
                f"Use 75 at most: {'x' * 76!r}"
            ),
        ),
        (
            f"choices = {['in person', *map(str, range(10))]}",
            "question format: has 11 choices. Use 10 at most, or ask for a line",
        ),
    ],
)
def test_a_fault_of_the_choices(author, new, fault):
    author.change(QUESTIONS, CHOICES, new)
    assert author.faults() == [fault]


def test_a_yes_no_has_no_word_or_two(author):
    author.change(QUESTIONS, CLOSED, f'{CLOSED}\nchoices = ["oui"]')
    assert author.faults() == ["question closed: has 1 choices. A yes_no has two words, that for yes first"]


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (
            "when = { formaat = ['in person'] }",
            "names 'formaat', which is no earlier question. Did you mean 'format'?",
        ),
        (
            "when = { findings = ['x'] }",
            "names 'findings', which is no earlier question. There are: dates, format, trip",
        ),
        (
            "when = { trip = ['x'] }",
            "names 'trip', which is of the kind line. Only a choice or a yes_no can be waited for",
        ),
        ("when = { format = 'online' }", "gives no list for 'format'. Write when = { format = [\"...\"] }"),
        ("when = { format = [] }", "gives no list for 'format'. Write when = { format = [\"...\"] }"),
        (
            "when = { format = ['onlin'] }",
            "waits for 'onlin', which 'format' never is. Did you mean 'online'?",
        ),
    ],
)
def test_a_fault_of_a_condition(author, new, fault):
    author.change(QUESTIONS, WHEN, new)
    assert author.faults() == [f"question place: `when` {fault}"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('again = "Is there another step?"\n', "", 'group step: has no again. Write again = "..."'),
        ("most = 3\n", "most = 0\n", "group step: has most = 0. Write 1 or more"),
        ("most = 3\n", "most = true\n", "group step: most must be a whole number. It is True now"),
        (
            "most = 3\n",
            "moost = 3\n",
            "group step: has the unknown setting 'moost'. Did you mean 'most'?",
        ),
        (
            "[group.step]",
            '[group.other]\nlabel = "x"\nagain = "y"\n[group.step]',
            'group other: has no questions. Write group = "other" in its questions',
        ),
        (
            CLOSED,
            f'{CLOSED}\nwhen = {{ task = ["x"] }}',
            (
                "question closed: `when` names 'task', which is asked for each step. "
                "Name one that is asked once, or put this one into the group"
            ),
        ),
        (
            'prompt = "What is to be done?"',
            'prompt = "What is to be done?"\nwhen = { format = ["in person"] }',
            (
                "group step: is asked only when format says so, but its question who is not. "
                "Give each of its questions the conditions of the first"
            ),
        ),
    ],
)
def test_a_fault_of_a_group(author, old, new, fault):
    author.change(QUESTIONS, old, new)
    assert author.faults() == [fault]


def test_the_questions_of_a_group_stand_together(author):
    between = '[[question]]\nkey = "why"\nkind = "yes_no"\nlabel = "Why"\nprompt = "Why?"\n\n'
    author.change(QUESTIONS, '[[question]]\nkey = "who"', f'{between}[[question]]\nkey = "who"')
    author.change(NOTE, "{{ contact }}", "{{ contact }}{{ why }}")
    assert author.faults() == [
        "group step: has other questions between its own. Put its questions one after the other"
    ]


def test_a_group_that_is_not_described(author):
    author.change(QUESTIONS, "[group.step]", "[group.stp]")
    assert author.faults() == [
        "group step: is used and not described. Write [group.step] with label and again",
        'group stp: has no questions. Write group = "stp" in its questions',
    ]


def test_a_question_that_stands_there_twice(author):
    author.change(QUESTIONS, 'key = "place"', 'key = "trip"')
    assert author.faults()[0] == "question trip: stands there twice. Give each question a key of its own"


@pytest.mark.parametrize("key", ["is", "none", "loop", "more", "two words", "_hidden", "1st"])
def test_a_key_that_no_template_could_use(author, key):
    author.change(QUESTIONS, 'key = "closed"', f'key = "{key}"')
    author.change(QUESTIONS, 'hold = "closed"', f'hold = "{key}"')
    assert author.faults() == [
        (
            f"question {key}: has a key that can not be used. "
            "Begin with a letter; use letters, digits and _, and no word of the template language"
        )
    ]


def test_what_can_not_be_a_key_is_not_offered_as_one(author):
    author.change("questions.toml", 'key = "findings"', 'key = "The findings"')
    told = [fault for fault in author.faults() if fault.startswith(("question The", "note.md.j2"))]
    mend = "Begin with a letter; use letters, digits and _, and no word of the template language"
    there = "authors, closed, contact, dates, format, place, step, trip"
    assert told == [
        f"question The findings: has a key that can not be used. {mend}",
        f"note.md.j2, line 5: 'findings' is no question, group or constant. There are: {there}",
    ]


def test_the_example_of_a_fact_holds_no_bar_as_a_bar_stands_between_facts(author):
    author.change(QUESTIONS, '"Visit to Dakar"', '"Visit | Dakar"')
    assert author.faults() == [
        (
            "question trip: has an example with |, which stands between the facts of /note owe. "
            "Write the example without it"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'kind = "text"',
            'kind = "file"\nmegabytes = -3',
            "question findings: has megabytes = -3. No file can fit; write more than 0",
        ),
        (
            'kind = "line"\nlabel = "Trip"',
            'kind = "number"\nusual = 5.5\nlabel = "Trip"',
            "question trip: has usual above most. No answer is asked about then; write less for usual",
        ),
        (
            'kind = "line"\nlabel = "Trip"',
            'kind = "number"\nusual = 2\nlabel = "Trip"',
            "question trip: has usual below least. Each answer is asked about then; write more for usual",
        ),
        (
            'label = "Place"',
            'label = "trip"',
            "question place: has the label 'trip', as question trip has. Give each question a label of its own",
        ),
        (
            '"office@un.example"',
            "5",
            "[constants]: contact must be a text in quotes. It is 5 now",
        ),
    ],
)
def test_what_loads_and_is_no_use_is_a_fault_as_well(author, old, new, fault):
    author.change(QUESTIONS, "most = 80", "most = 5" if "5.5" in new else "most = 80")
    author.change(QUESTIONS, old, new)
    assert fault in author.faults()
