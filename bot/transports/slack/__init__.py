"""Slack's door: how it opens, listens, speaks and closes. The only room that knows Slack."""

from bot.transports.slack.identity import SCOPES, SlackDoorError
from bot.transports.slack.people import Meet
from bot.transports.slack.quiet import Quiet
from bot.transports.slack.running import Slack

__all__ = ["SCOPES", "Meet", "Quiet", "Slack", "SlackDoorError"]
