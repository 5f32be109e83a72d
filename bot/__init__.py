"""Rapporteur: a bot that walks experts through the note they owe after an event."""

__version__ = "0.1.0"
