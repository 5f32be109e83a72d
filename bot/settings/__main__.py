"""Prints `.env.example`: `python -m bot.settings > .env.example`."""

import sys

from bot.settings.fields import env_example

if __name__ == "__main__":
    sys.stdout.write(env_example())
