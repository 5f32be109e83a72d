"""From `submit` to the draft in the channel with its papers shared, against its parts alone: draft, papers, uploads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import median
from time import perf_counter

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bench.answers import ANSWERS, HIGHLIGHTS
from bench.docx import paper
from bench.lines import Line, ms, p99, ratios
from bench.note_render import TEMPLATES, TODAY, answered, seconds
from bench.sizes import Size
from bench.stage import OURS, PATIENCE, Stage, stage
from bot.core.interview import Interview
from bot.core.replies import Context
from bot.fakeslack.workspace import Person
from bot.render.drafts import draft
from bot.render.lexicons import read_phrases
from bot.render.library import Folder, read_folder
from bot.render.papers import docx, pdf, png

FORMATS = ("png", "docx", "pdf")
ENDING = (HIGHLIGHTS, "next", "skip", "skip", "no")
"""From the highlights on: documents, comments, and that nothing is sensitive."""


def measure(size: Size) -> Iterator[Line]:
    """Yield how long readers wait for a draft; the value is the median of its ratios to the sum of its parts."""
    posted, parts = asyncio.run(times(max(1, size.renders // 10)))
    alone = [sum(each.values()) for each in parts]
    yield Line(
        name="submit_to_posted_ratio",
        value=median(ratios(posted, alone)),
        p99=p99(posted) / p99(alone),
        goal=2.0,
        more={
            "submit_to_posted_ms": ms(posted),
            **{f"{part}_ms": ms([each[part] for each in parts]) for part in parts[0]},
            "pairs": len(posted),
        },
    )


async def times(count: int) -> tuple[list[float], list[Mapping[str, float]]]:
    """Return the seconds of each draft that was handed in, and of its parts; the first of both warms up."""
    posted: list[float] = []
    parts: list[Mapping[str, float]] = []
    folder = read_folder(TEMPLATES / "information_note")
    context = Context(today=TODAY, lexicon=read_phrases(TEMPLATES / "phrases" / "en.toml").lexicon)
    async with stage(OURS) as stand, aiohttp.ClientSession() as session:
        for number, expert in enumerate(stand.experts(count + 1), 1):
            people = f"Some {number}0 participants from 14 States"
            posted.append(await submitted(stand, expert, people))
            interview = answered(folder, context)
            told = replace(interview, answers={**interview.answers, "participants": people})
            parts.append(await alone(stand, session, folder, told, context))
    return posted[1:], parts[1:]


async def submitted(stand: Stage, expert: Person, people: str) -> float:
    """Answer everything and submit; return the seconds until the papers are in the channel. Raises TimeoutError."""
    await stand.begin([expert])
    texts = [people if answer.key == "participants" else answer.text for answer in ANSWERS]
    for text in (*texts, *ENDING):
        await stand.turn(expert, text)
    before, started = shared(stand), perf_counter()
    stand.server.hands.say(expert.id, "submit")
    while perf_counter() - started < PATIENCE:
        if shared(stand) == before + len(FORMATS):
            return perf_counter() - started
        await asyncio.sleep(0.001)
    raise TimeoutError("the papers are not in the channel")


def shared(stand: Stage) -> int:
    """Return how many files the channel shows."""
    channel = stand.server.site.workspace.place("#notes")
    return sum(len(message.files) for message in channel.messages.values())


async def alone(
    stand: Stage, session: aiohttp.ClientSession, folder: Folder, interview: Interview, context: Context
) -> Mapping[str, float]:
    """Return the seconds of each part of the same draft, done one after the other with nothing in between."""
    text = draft(folder, interview, context)
    made: dict[str, bytes] = {}
    writers = {"png": png, "docx": docx, "pdf": pdf}
    taken = {"draft": seconds(lambda: draft(folder, interview, context))}
    for name, write in writers.items():
        taken[name] = seconds(lambda name=name, write=write: made.update({name: write(paper(text))}))  # type: ignore[misc]
    started = perf_counter()
    await upload(stand, session, made)
    return {**taken, "uploads": perf_counter() - started}


async def upload(stand: Stage, session: aiohttp.ClientSession, made: Mapping[str, bytes]) -> None:
    """Share the files in the channel as Slack's own client would."""
    site = stand.server.site
    client = AsyncWebClient(token=site.bot_token, base_url=f"{site.base}api/", session=session)
    files: list[dict[str, str]] = []
    for name in FORMATS:
        answer = await client.files_getUploadURLExternal(filename=f"note.{name}", length=len(made[name]))
        async with session.post(answer["upload_url"], data=made[name]) as put:
            put.raise_for_status()
        files.append({"id": answer["file_id"], "title": name})
    place = site.workspace.place("#notes").id
    await client.files_completeUploadExternal(files=files, channel_id=place)
