"""The kind `file`: what came with the reply, described; its bytes stay where they are."""

from __future__ import annotations

from bot.core.kinds.kind import Kind
from bot.core.kinds.sizes import count_fault
from bot.core.questions import Question
from bot.core.replies import Clear, Context, File, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import excerpt, one_line

_MEGABYTES = 20


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    if not reply.files:
        return Unclear("file_missing")
    fault = count_fault(reply.files, question.least, question.most)
    megabytes = question.extra.get("megabytes", _MEGABYTES)
    for file in reply.files:
        fault = fault or _fault(file, megabytes)
    return fault or Clear([_described(file) for file in reply.files])


def _fault(file: File, megabytes: float) -> Unclear | None:
    name = excerpt(file.name)
    if file.size > megabytes * 1_000_000:
        return Unclear("file_too_large", {"name": name, "megabytes": megabytes})
    return Unclear("file_empty", {"name": name}) if file.size <= 0 else None


def _described(file: File) -> dict[str, str | int]:
    return {"id": file.id, "name": one_line(file.name), "media_type": file.media_type, "size": file.size}


def _show(value: Value, _question: Question, _context: Context) -> str:
    return "\n".join(f"{file['name']} ({measure(file['size'])})" for file in value)


def measure(size: int) -> str:
    """Return a size as people say it: 1.2 MB."""
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


KIND = Kind(
    name="file", shape=Shape.FILE, parse=_parse, show=_show, settings=frozenset({"megabytes"}), adds=True
)
