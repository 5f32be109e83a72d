"""What is to go wrong, on request and in order: nothing here happens by chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
CallKind = Literal["rate_limited", "status", "close", "accept_then_drop", "error", "slow"]
CALL_KINDS = ("rate_limited", "status", "close", "accept_then_drop", "error", "slow")
EVENT_KINDS = ("twice", "hold", "drop_ack")
FILE_KINDS = ("never_shared", "share_late", "never_ready", "ready_late")
NOW_KINDS = ("disconnect", "half_open", "release")
KINDS = (*CALL_KINDS, *EVENT_KINDS, *FILE_KINDS, *NOW_KINDS)
NEVER = float("inf")


@dataclass
class CallFault:
    kind: CallKind
    method: str  # "*" is any
    times: int
    value: Any  # seconds, a status, or the name of an error


@dataclass
class Faults:
    calls: list[CallFault] = field(default_factory=list)
    twice: int = 0
    hold: int = 0
    drop_acks: int = 0
    shares: list[float] = field(default_factory=list)  # seconds until each of the next uploads is shown
    looks: list[float] = field(default_factory=list)  # seconds until each of the next files has a type
    held: list[Json] = field(default_factory=list)

    def add_call(self, kind: CallKind, method: str, *, times: int = 1, value: object = None) -> None:
        defaults = {"rate_limited": 1, "status": 503, "error": "internal_error", "slow": 1.0}
        chosen = value if value is not None else defaults.get(kind)
        self.calls.append(CallFault(kind, method.lstrip("/"), times, chosen))

    def add_file(self, kind: str, *, times: int = 1, value: object = None) -> None:
        waits = [NEVER if kind.startswith("never") else float(str(value or 0.5))] * times
        (self.shares if "share" in kind else self.looks).extend(waits)

    def take_call(self, method: str) -> CallFault | None:
        """Return the oldest fault that this call must suffer, once less from now on."""
        for fault in self.calls:
            if fault.method in {"*", method}:
                fault.times -= 1
                if fault.times <= 0:
                    self.calls.remove(fault)
                return fault
        return None

    def take(self, name: Literal["twice", "drop_acks"]) -> bool:
        left: int = getattr(self, name)
        if left > 0:
            setattr(self, name, left - 1)
        return left > 0

    def take_share(self) -> float:
        """Return how many seconds it takes until the upload is shown."""
        return self.shares.pop(0) if self.shares else 0.0

    def take_look(self) -> float:
        """Return how many seconds it takes until Slack knows what the file is."""
        return self.looks.pop(0) if self.looks else 0.0

    def hold_back(self, payload: Json) -> list[Json] | None:
        """Keep the payload if we are holding; when the last one comes, return all of them, newest first."""
        if self.hold <= 0:
            return None
        self.held.append(payload)
        self.hold -= 1
        return self.release() if self.hold == 0 else []

    def release(self) -> list[Json]:
        out, self.held, self.hold = self.held[::-1], [], 0
        return out

    def clear(self) -> list[Json]:
        """Forget all faults; return what was held back, in its right order."""
        self.calls.clear()
        self.shares.clear()
        self.looks.clear()
        self.twice = self.drop_acks = 0
        return self.release()[::-1]
