"""The programme of work comes in, and notes that are owed follow from it."""
