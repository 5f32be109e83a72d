"""What every store promises to whoever reads a whole note: which teams there are, and all that was promised for it."""


def test_the_teams_are_those_that_have_notes(store, new):
    for team in ("T2", "T1", "T2"):
        with store.transaction(team) as tx:
            tx.types.pin(new.pinned())
            tx.notes.add(new.note())
    with store.transaction("T3") as tx:
        tx.people.put(new.person())
    assert list(store.teams()) == ["T1", "T2"]


def test_every_message_that_was_promised_for_a_note_is_given_in_order_in_any_state(store, new):
    with store.transaction("T1") as tx:
        tx.types.pin(new.pinned())
        notes = [tx.notes.add(new.note()).id for _ in range(2)]
        rows = [tx.outbox.enqueue(new.delivery(f"k{n}", note=notes[n % 2])) for n in range(6)]
        tx.outbox.enqueue(new.delivery("nobodys"))
        tx.outbox.sent(rows[4].id, place="D1", receipt="9")
        tx.outbox.bury(rows[0].id, error="gone")
        found = tx.outbox.of(notes[0])
    assert [(row.key, row.state) for row in found] == [("k0", "dead"), ("k2", "waiting"), ("k4", "sent")]


def test_the_messages_of_another_team_are_not_given(store, new):
    for team in ("T1", "T2"):
        with store.transaction(team) as tx:
            tx.types.pin(new.pinned())
            note = tx.notes.add(new.note()).id
            tx.outbox.enqueue(new.delivery(f"of {team}", note=note))
    with store.transaction("T1") as tx:
        assert [row.key for row in tx.outbox.of(1)] == ["of T1"]
