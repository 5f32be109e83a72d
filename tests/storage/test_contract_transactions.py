"""What every store promises about transactions and about keeping teams apart."""

from __future__ import annotations

import threading

import pytest


def fill(tx, new, word):
    tx.people.put(new.person(name=word))
    tx.types.pin(new.pinned(name=word))
    tx.notes.add(new.note(status=word))
    tx.answers.add(new.answer("m1", value=word))
    tx.drafts.add(new.draft(text=word))
    tx.inbox.seen("e1", at=new.now)
    tx.journal.add(new.entry(what=word))
    tx.outbox.enqueue(new.delivery("k1", body=word, note=1, screen={"key": word}))
    tx.reviews.add(new.review(verdict=word))
    tx.papers.add(new.paper(content=word.encode()))
    tx.uploads.add(new.upload(id="F1", name=word))
    tx.uploads.add(new.upload(id="F2", name="fetched"))
    tx.uploads.keep("F2", sha256="bb", content=word.encode())
    tx.decisions.add(new.decision(verdict=word))
    tx.authors.add(1, word, at=new.now)
    tx.search.put(1, 1, f"{word} words")
    tx.events.put(new.event(title=word))
    tx.events.link("e1", word, 1)
    tx.wishes.add(new.wish(reason=word))
    tx.wishes.add(new.wish(note=None, reason=word))
    tx.outbox.enqueue(new.delivery("k2", recipient="bo", purpose="reminder", note=1, error=word))


def look(tx, new):
    """Every row that `fill` made, through every way to read it."""
    return [
        tx.people.get("ada").name,
        tx.types.get("h1").name,
        tx.notes.get(1).status,
        *(note.status for note in tx.notes.of("ada", statuses={"red", "blue"})),
        *(note.status for note in tx.notes.all(statuses={"red", "blue"})),
        *(answer.value for answer in tx.answers.latest(1).values()),
        *(answer.value for answer in tx.answers.history(1)),
        tx.answers.by_message("m1").value,
        *tx.answers.told("city", statuses={"red", "blue"}).values(),
        *(draft.text for draft in tx.drafts.of(1)),
        *(entry.what for entry in tx.journal.of(1)),
        tx.outbox.get(1).body,
        tx.outbox.by_key("k1").body,
        tx.outbox.newest(note=1, purpose="prompt").body,
        tx.outbox.newest_screen("ada", now=new.now).screen["key"],
        *(review.verdict for review in tx.reviews.of(1)),
        *(paper.content.decode() for paper in tx.papers.of(1, 1)),
        *(upload.content.decode() for upload in tx.uploads.of(1) if upload.content),
        *(upload.name for upload in tx.uploads.missing()),
        *tx.decisions.of(1).values(),
        *tx.authors.of(1),
        *(found.snippet.removesuffix(" «words»") for found in tx.search.find("words", most=9)),
        tx.events.get("e1").title,
        tx.events.of_note(1).title,
        *(event.title for event in tx.events.all()),
        *tx.events.links("e1"),
        *(wish.reason for wish in tx.wishes.of(1)),
        *(wish.reason for wish in tx.wishes.of_person("ada")),
        *(row.error for row in tx.outbox.steps(1)),
        *(row.error for row in tx.outbox.automatic("bo", since=new.now)),
    ]


@pytest.fixture
def two_teams(store, new):
    for team, word in (("T1", "red"), ("T2", "blue")):
        with store.transaction(team) as tx:
            fill(tx, new, word)
    return store


def test_two_teams_use_the_same_ids_and_keys_and_read_only_their_own(two_teams, new):
    for team, word in (("T1", "red"), ("T2", "blue")):
        with two_teams.transaction(team) as tx:
            assert look(tx, new) == [word] * 30


def test_a_team_claims_sends_and_finds_only_its_own_messages(two_teams, new):
    with two_teams.transaction("T1") as tx:
        assert [row.body for row in tx.outbox.claim(now=new.now, busy=("bo",), most=9)] == ["red"]
    with two_teams.transaction("T2") as tx:
        assert tx.outbox.left_sending() == []
        assert tx.outbox.next_at(now=new.now) == new.now
        assert tx.outbox.claim(now=new.now, busy=("bo",), most=9)[0].body == "blue"
        tx.outbox.sent(1, place="D1", receipt="1.0")
        assert tx.outbox.counts() == {"sent": 1, "waiting": 1}
    with two_teams.transaction("T1") as tx:
        assert tx.outbox.counts() == {"sending": 1, "waiting": 1}
        assert tx.outbox.by_receipt("D1", "1.0") is None
        assert tx.outbox.on_screen("ada", before="2.0") is None


def test_a_revision_of_another_team_does_not_make_an_answer_old(two_teams, new):
    with two_teams.transaction("T2") as tx:
        tx.answers.add(new.answer("m2", value="newer"))
    with two_teams.transaction("T1") as tx:
        assert tx.answers.by_message("m1").value == "red"
        assert tx.answers.by_message("m2") is None


def test_a_team_changes_only_its_own_rows(two_teams, new):
    with two_teams.transaction("T1") as tx:
        assert tx.outbox.drop(1, "prompt") == 1
        assert tx.notes.set_status(1, was={"red", "blue"}, becomes="closed", at=new.now)
        tx.people.put(new.person(name="changed"))
        tx.notes.set_person(1, "cy", at=new.now)
        tx.uploads.keep("F1", sha256="cc", content=b"changed")
        tx.search.drop(1)
        tx.events.put(new.event(title="changed"))
        tx.events.link("e1", "blue", 1)
        tx.outbox.postpone(1, at=new.after(days=1))
        tx.outbox.drop_one(2, error="changed")
    with two_teams.transaction("T2") as tx:
        assert look(tx, new) == ["blue"] * 30
        assert tx.outbox.counts() == {"waiting": 2}


def test_an_exception_leaves_nothing_of_any_kind(store, new):
    def fail():
        with store.transaction("T1") as tx:
            fill(tx, new, "red")
            raise KeyError("on purpose")

    with pytest.raises(KeyError, match="on purpose"):
        fail()
    with store.transaction("T1") as tx:
        assert tx.people.get("ada") is None
        assert tx.types.get("h1") is None
        assert tx.notes.get(1) is None
        assert tx.answers.history(1) == tx.drafts.of(1) == tx.journal.of(1) == []
        assert tx.reviews.of(1) == tx.papers.of(1, 1) == tx.uploads.of(1) == tx.authors.of(1) == []
        assert tx.decisions.of(1) == tx.events.links("e1") == {}
        assert tx.events.all() == tx.wishes.of(1) == tx.wishes.of_person("ada") == []
        assert tx.search.find("red", most=9) == []
        assert tx.answers.by_message("m1") is None
        assert tx.outbox.counts() == {}
        assert not tx.inbox.seen("e1", at=new.now)


def test_a_rolled_back_number_is_given_again(store, new):
    with pytest.raises(KeyError), store.transaction("T1") as tx:
        raise KeyError(tx.notes.add(new.note()).id)
    with store.transaction("T1") as tx:
        assert tx.notes.add(new.note()).id == 1


def test_a_transaction_inside_another_is_a_bug_and_says_so(store, new):
    with store.transaction("T1") as tx:
        tx.notes.add(new.note())
        with pytest.raises(RuntimeError, match="in a transaction already"), store.transaction("T2"):
            pass
        tx.notes.add(new.note())
    with store.transaction("T1") as tx:
        assert tx.notes.get(2) is not None


def test_a_transaction_that_is_over_can_not_be_used(store, new):
    with store.transaction("T1") as over:
        pass
    with store.transaction("T2"), pytest.raises(RuntimeError, match="is over"):
        over.notes.add(new.note())


def test_a_transaction_needs_a_team(store):
    with pytest.raises(ValueError, match="team"), store.transaction(""):
        pass


def test_a_closed_store_refuses_and_may_be_closed_again(store):
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"), store.transaction("T1"):
        pass
    with pytest.raises(RuntimeError, match="closed"):
        store.facts()


def test_a_store_is_not_closed_inside_a_transaction(store, new):
    with store.transaction("T1") as tx:
        with pytest.raises(RuntimeError, match="in a transaction"):
            store.close()
        tx.notes.add(new.note())
    with store.transaction("T1") as tx:
        assert tx.notes.get(1) is not None


def test_the_facts_are_those_that_doctor_wants(store):
    facts = store.facts()
    wanted = {"engine", "version", "journal_mode", "file_mode", "filesystem", "integrity"}
    assert wanted - facts.keys() == set()
    assert facts["integrity"] == "ok"


def test_eight_threads_read_then_write_and_lose_nothing(store, new):
    """Each adds one to a number it has read: a lost update shows as a smaller sum."""
    with store.transaction("T1") as tx:
        tx.people.put(new.person(name="0"))
    faults = []

    def add_a_hundred():
        try:
            for _ in range(100):
                with store.transaction("T1") as tx:
                    seen = int(tx.people.get("ada").name)
                    tx.people.put(new.person(name=str(seen + 1)))
        except BaseException as fault:
            faults.append(fault)
            raise

    threads = [threading.Thread(target=add_a_hundred) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with store.transaction("T1") as tx:
        assert tx.people.get("ada").name == "800"
