"""The clockwork ticks: once a minute it lets services look at what time it is. It keeps nothing; the rows do."""

from bot.clockwork.ticker import Ticker

__all__ = ["Ticker"]
