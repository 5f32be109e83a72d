"""The methods of the Web API: what each takes, which scope it needs, and what runs it."""

from __future__ import annotations

from bot.fakeslack.methods import chat, conversations, files, people, views
from bot.fakeslack.methods.table import ApiError, Method

METHODS: dict[str, Method] = {
    **people.METHODS,
    **conversations.METHODS,
    **chat.METHODS,
    **views.METHODS,
    **files.METHODS,
}
SCOPES = {name: method.scopes for name, method in METHODS.items() if method.scopes}

__all__ = ["METHODS", "SCOPES", "ApiError", "Method"]
