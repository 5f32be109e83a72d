"""Programmes that a coordinator drops in a direct message: fetched, shown, and applied by a button."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.core.forms import Deed
from bot.render.programmes import ENDINGS, LARGEST
from bot.service.expert.attachments import Missing
from bot.service.programme.programme import ACT, DISCARD, Programme, Sent, file_of
from bot.service.said import Said
from bot.transports.slack.downloads import DownloadError, Downloads

log = logging.getLogger(__name__)

ACTS = frozenset({ACT, DISCARD})

PATIENCE = 2.0
"""Seconds that a file may take: Slack waits for three."""


class Programmes:
    """Fetches a programme for each use of it: none is kept, and its hash tells whether it is the same."""

    def __init__(self, programme: Programme, downloads: Downloads) -> None:
        self.programme = programme
        self.downloads = downloads

    def is_one(self, said: Said) -> bool:
        """Say whether a coordinator sends programmes, and nothing else."""
        names = [file.name for file in said.reply.files]
        endings = {name.rpartition(".")[2].lower() for name in names}
        return bool(names) and endings.issubset(ENDINGS) and said.person in self.programme.office.coordinators

    async def propose(self, said: Said) -> Said | None:
        """Show what each file would change; return the words that came with them, if any did."""
        for file in said.reply.files:
            content = await self._content(file.id, file.name, file.size)
            if content is None:
                self.programme.lose(said.person, file.name, key=said.key)
            else:
                self.programme.propose(Sent(id=file.id, name=file.name, content=content, by=said.person))
        return replace(said, reply=replace(said.reply, files=())) if said.reply.text.strip() else None

    async def press(self, deed: Deed) -> None:
        """Apply or discard what was shown."""
        if deed.act == DISCARD:
            self.programme.discard(deed)
            return
        file, name = file_of(deed.about)
        content = await self._content(file, name, 0)
        if content is None:
            self.programme.lose(deed.person, name, key=deed.key)
        else:
            self.programme.accept(deed, Sent(id=file, name=name, content=content, by=deed.person))

    async def _content(self, file: str, name: str, size: int) -> bytes | None:
        """Return what is in a file, of one that is too large nothing; None where Slack does not give it in time."""
        if size > LARGEST:
            return bytes(LARGEST + 1)
        try:
            return await asyncio.wait_for(
                self.downloads.fetch(Missing(id=file, name=name, size=size)), PATIENCE
            )
        except (DownloadError, TimeoutError) as error:
            log.warning("programme %s: %s", file, error)
            return None
