"""The doors: each carries messages in and out in one dialect, and knows no other door."""
