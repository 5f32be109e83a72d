"""How a wrong setting is told: which one, what was wrong, what is accepted, and an example."""

from dataclasses import dataclass

from bot.settings.redaction import redact


@dataclass(frozen=True, slots=True)
class Fault:
    variable: str
    wrong: str
    accepted: str
    example: str

    def __str__(self) -> str:
        # a token that was pasted into the wrong line must not show in what is told about that line
        stop = "" if self.wrong.endswith("?") else "."
        return redact(
            f"{self.variable}: {self.wrong}{stop} Accepted: {self.accepted}. Example: {self.example}"
        )


class SettingsError(Exception):
    """Everything that is wrong with the settings, at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(["The settings can not be used.", *(f"- {fault}" for fault in self.faults)])


class WrongValueError(ValueError):
    """What is wrong with one value; it does not quote the value of a secret."""
