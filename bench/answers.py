"""What an expert answers in a measurement: the first ten questions of the Information Note, each with its next one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expected:
    """A question's key, a reply that needs no second thought, and the label of the question that comes next."""

    key: str
    text: str
    following: str


ANSWERS = (
    Expected("event", 'Workshop on "Making the difference"', "Session"),
    Expected("session", 'Roundtable on "Strengthening CBRN safety and culture"', "Organizers"),
    Expected("organizers", "European Commission\nGovernment of Norway", "Supporters"),
    Expected("supporters", "Government of Austria", "Format"),
    Expected("format", "in person", "Dates"),
    Expected("dates", "3-4 June 2009", "Place"),
    Expected("place", "Brussels, Belgium", "Participants"),
    Expected(
        "participants", "Some 60 participants from 14 States and three regional organizations", "Objectives"
    ),
    Expected("objectives", "share experiences on the implementation of the resolution", "Background"),
    Expected(
        "background",
        "Every two years the Commission holds a workshop that assembles practitioners.",
        "Highlights",
    ),
)


def words(answer: Expected, person: str) -> str:
    """Return what somebody answers: each on an event of their own, or all would be offered to write together."""
    return f"{answer.text} {person}" if answer.key == "event" else answer.text


FIRST = "Event"
"""The label of the question with which a note of one's own begins."""

HIGHLIGHTS = "Several speakers underlined the cooperative dimension of the resolution, and why that matters."
"""Completes the note as far as a draft needs it."""
