"""The bot speaks by itself: reminders, digests, cards before an event; and what it would say."""
