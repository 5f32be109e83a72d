"""Every conversation in tests/dialogues goes as written, in the terminal and in Slack, word for word."""

from pathlib import Path

import pytest

from tests.dialogues.slack import InSlack
from tests.dialogues.terminal import InTheTerminal
from tests.dialogues.transcript import Heard, TranscriptError, read

FOLDER = Path(__file__).parent / "dialogues"
FILES = sorted(FOLDER.glob("*.txt"))
DOORS = {"the terminal": InTheTerminal, "Slack": InSlack}


def load(path):
    return read(path.read_text(encoding="utf-8"))


def played_at():
    """Return every file with each door that it is for; what the bot can not do yet must fail."""
    for path in FILES:
        transcript = load(path)
        marks = (
            [pytest.mark.xfail(raises=AssertionError, reason=transcript.not_yet)]
            if transcript.not_yet
            else []
        )
        for door in DOORS:
            if transcript.only in {"", door}:
                yield pytest.param(path, door, marks=marks, id=f"{path.stem} in {door}")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


def play(transcript, stage):
    """Play all of it, after what comes before it, and return what was heard, scene by scene."""
    if transcript.after:
        play(load(FOLDER / f"{transcript.after}.txt"), stage)
    return [play_scene(scene, stage) for scene in transcript.scenes]


def play_scene(scene, stage):
    if scene.when:
        stage.move(scene.when)
    if scene.restart:
        stage.restart()
    if scene.digest:
        stage.digest()
    if scene.acts:
        stage.take(scene.acts)
    return stage.heard()


@pytest.mark.parametrize(("path", "door"), list(played_at()))
def test_the_dialogue_goes_as_written(path, door, tmp_path, request):
    text = path.read_text(encoding="utf-8")
    transcript = read(text)
    with DOORS[door](tmp_path, transcript.type) as stage:
        played = transcript.written(play(transcript, stage))
    if not request.config.getoption("--accept") or transcript.not_yet:
        assert played == text
    elif transcript.only or door == "the terminal":
        path.write_text(played, encoding="utf-8")


def test_a_line_that_is_not_in_the_grammar_is_named():
    with pytest.raises(TranscriptError, match=r"line 3: 'ada  skip' has no speaker"):
        read("# A title.\n\nada  skip\n")


def test_three_dots_stand_for_any_lines():
    text = "Ada   skip\nBot   Skipped Session.\n      ...\n"
    heard = [[], [Heard("Bot", "Skipped Session.\n2 of about 10\n[Skip]")]]
    assert read(text).written(heard) == text


def test_a_message_that_nobody_expects_stands_in_what_was_played():
    text = "Ada   skip\nBot   Skipped Session.\n"
    heard = [[], [Heard("Bot", "Skipped Session."), Heard("#notes", "Ada skips.")]]
    assert read(text).written(heard) == f"{text}#notes  Ada skips.\n"


def test_a_message_that_does_not_come_is_missing_from_what_was_played():
    assert read("Ada   skip\nBot   Skipped Session.\n").written([[], []]) == "Ada   skip\n"
