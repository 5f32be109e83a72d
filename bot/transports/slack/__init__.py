"""Slack's door: how it opens, listens, speaks and closes. The only room that knows Slack."""

from bot.transports.slack.running import Slack, SlackDoorError

__all__ = ["Slack", "SlackDoorError"]
