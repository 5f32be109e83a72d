"""What the operator decides, from the environment and `.env`; and secrets, kept out of what is written."""

from bot.settings.faults import Fault, SettingsError
from bot.settings.fields import FIELDS, SLACK, Field, Settings, env_example
from bot.settings.loading import MISSING, load
from bot.settings.redaction import RedactingFilter, Secret, redact

__all__ = [
    "FIELDS",
    "MISSING",
    "SLACK",
    "Fault",
    "Field",
    "RedactingFilter",
    "Secret",
    "Settings",
    "SettingsError",
    "env_example",
    "load",
    "redact",
]
