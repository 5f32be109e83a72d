"""Use cases: one call, one transaction. Commit, then speak."""
