"""Secrets: they do not show themselves, and what is logged or raised does not show them either."""

import copy
import io
import logging
import pickle
import traceback
from dataclasses import asdict, replace

import pytest

from bot.settings import RedactingFilter, Secret, Settings, SettingsError, load, redact

BOT_TOKEN = f"xoxb-{1111}-{2222}-abcDEF"  # in pieces, so that no scanner takes it for a real one
APP_TOKEN = f"xapp-{1}-A1-{3333}-fedCBA"
GIVEN = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}


def test_a_secret_does_not_show_itself():
    settings = load(GIVEN, None)
    shown = [
        repr(settings),
        str(settings),
        f"{settings.slack_bot_token}",
        f"{settings.slack_bot_token:>50}",
        f"{settings.slack_bot_token!r:s}",
        str([settings.slack_bot_token]),
        str(asdict(settings)),
        str(copy.copy(settings.slack_bot_token)),
    ]
    assert BOT_TOKEN in settings.slack_bot_token.reveal()
    assert [text for text in shown if BOT_TOKEN in text or "****" not in text] == []


def test_a_secret_refuses_to_be_pickled():
    with pytest.raises(TypeError, match="can not be pickled"):
        pickle.dumps(load(GIVEN, None))


def test_secrets_are_equal_when_their_texts_are():
    assert Secret("a") == Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert replace(Settings(), slack_bot_token=Secret("a")).slack_bot_token == Secret("a")
    assert (bool(Secret("a")), bool(Secret())) == (True, False)


def test_no_fault_shows_a_secret():
    bad = {"SLACK_BOT_TOKEN": f"{BOT_TOKEN} ", "SLACK_APP_TOKEN": BOT_TOKEN, "NOTES_CHANNEL": BOT_TOKEN}
    try:
        load(bad | {"COORDINATORS": "hunter2hunter2"}, None)
    except SettingsError as error:
        told = "".join(traceback.format_exception(error))
    assert "SLACK_APP_TOKEN" in told
    assert "NOTES_CHANNEL: '****' is not one" in told
    assert BOT_TOKEN not in told


def test_tokens_and_our_own_secrets_are_redacted():
    Secret("a signing secret")
    text = f"token={BOT_TOKEN}&x={APP_TOKEN}, 'xoxe.xoxp-1-ab' %22{BOT_TOKEN}%22; a signing secret."
    assert redact(text) == "token=****&x=****, 'xoxe.****' %22****%22; ****."


def test_a_short_word_is_not_taken_for_a_secret():
    Secret("note")
    assert redact("a note about xox and xapp") == "a note about xox and xapp"


@pytest.fixture
def log():
    """Give a logger whose handler redacts, and what it wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s %(extra)s", defaults={"extra": "-"}))
    handler.addFilter(RedactingFilter())
    logger = logging.Logger("bot")  # noqa: LOG001 - not the one that all tests share
    logger.addHandler(handler)
    return logger, written.getvalue


def test_a_log_line_is_redacted_in_all_its_parts(log):
    logger, written = log
    logger.info("%s and %s", {"token": BOT_TOKEN}, APP_TOKEN, extra={"extra": BOT_TOKEN})
    assert written() == "bot {'token': '****'} and **** ****\n"


def refuse():
    raise ConnectionError(f"refused with {BOT_TOKEN}") from ValueError(APP_TOKEN)


def test_a_traceback_is_redacted(log):
    logger, written = log
    try:
        refuse()
    except ConnectionError:
        logger.exception("could not connect", stack_info=True)
    assert "ConnectionError: refused with ****" in written()
    assert "ValueError: ****" in written()
    assert BOT_TOKEN not in written()
    assert APP_TOKEN not in written()


def test_a_log_line_that_does_not_fit_its_arguments_is_redacted(log, capsys):
    logger, written = log
    logger.info("only %s", APP_TOKEN, BOT_TOKEN)  # noqa: PLE1205 - the mistake is the point
    assert written() == "bot only %s ('****', '****') -\n"
    assert capsys.readouterr().err == ""
