"""Which workspace a command is about, where the database may hold several."""

from __future__ import annotations

from storage import Store, StoreError


def team_of(store: Store, named: str) -> str:
    """Return the workspace that was named, or the only one there is. Raises StoreError."""
    teams = store.teams()
    if named in teams or (not named and len(teams) == 1):
        return named or teams[0]
    known = f"there are: {', '.join(teams)}" if teams else "there is none that has a note"
    raise StoreError(f"which workspace? In the database {known}. Say it, for example --team T0123ABCD")
