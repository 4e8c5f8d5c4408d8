"""When the next request of a key may be sent: arithmetic over what was sent before."""

from __future__ import annotations

import math
from typing import Any, Self

from msgspec import Struct, field, structs

# Requests go out evenly, a little slower than allowed, so that the service, which sees them some
# milliseconds early or late, never counts one too many in a second.
_SPACING = 1.012
_WINDOW = 1.010
_MOST_SENT = 1000
_LONGEST_WAIT = 24 * 3600.0  # seconds; a stored moment later than that is wrong
_CLOCK_JUMP = 1.0


class RateSchedule(Struct):
    """State of one key, in seconds of a clock that all processes share."""

    updated: float = 0.0
    """When this was last changed."""
    last_slot: float = -math.inf
    """The slot that was reserved last."""
    paused_until: float = -math.inf
    """Nothing is sent before this."""
    sent: list[float] = field(default_factory=list)
    """When the last requests were really sent, at most one second's."""
    rate: float | None = None
    """Requests a second, as the service said."""
    rate_since: float = 0.0
    """When it said so."""

    @classmethod
    def unpack(cls, state: Any) -> Self:
        """The schedule from a stored list; a new one if that is missing or damaged."""
        try:
            updated, last_slot, paused_until, sent, rate, rate_since = state
            numbers = [updated, last_slot, paused_until, rate_since, *sent]
            numbers += [] if rate is None else [rate]
            if all(type(number) in (int, float) and number == number for number in numbers):
                return cls(updated, last_slot, paused_until, list(sent), rate, rate_since)
        except (TypeError, ValueError):
            pass
        return cls()

    def pack(self) -> list[Any]:
        """The schedule as a list that can be stored."""
        return list(structs.astuple(self))

    def reserve(self, now: float, rate: float, slot: float | None) -> tuple[float, float]:
        """The slot of a request, and seconds to wait for it; at 0 seconds it is to be sent.

        The first time `slot` is None; after a wait, it is the slot that was reserved before.
        """
        self.follow_clock(now)
        if slot is None or slot - now > _CLOCK_JUMP or slot < self.paused_until > now:
            slot = max(now, self.last_slot + _SPACING / rate, self.paused_until)
            self.last_slot = slot
        at = max(slot, self._window_end(rate))
        if at > now:
            return slot, at - now
        self.sent = [*self.sent, now][-min(_MOST_SENT, max(1, int(rate))) :]
        return slot, 0.0

    def delay(self, moment: float, seconds: float) -> None:
        """Correct when the request of this moment was sent: so many seconds later."""
        if moment in self.sent:
            self.sent[self.sent.index(moment)] = moment + seconds
            self.sent.sort()

    def give_back(self, slot: float, rate: float) -> None:
        """Free a slot that was not used, if it is the last one."""
        if self.last_slot == slot:
            self.last_slot = slot - _SPACING / rate

    def pause(self, now: float, seconds: float) -> None:
        """Send nothing for so many seconds."""
        self.follow_clock(now)
        self.paused_until = max(self.paused_until, now + seconds)

    def set_rate(self, now: float, rate: float) -> None:
        """Remember what the service says the rate is."""
        self.rate, self.rate_since = rate, now

    def follow_clock(self, now: float) -> None:
        """Repair the moments after a jump of the clock: a restart of the machine sets it back."""
        if now < self.updated - _CLOCK_JUMP:
            back = self.updated - now
            self.last_slot -= back
            self.paused_until -= back
            self.rate_since -= back
            self.sent = [moment - back for moment in self.sent]
        self.updated = now
        if self.last_slot - now > _LONGEST_WAIT or self.paused_until - now > _LONGEST_WAIT:
            self.last_slot = self.paused_until = -math.inf
        if self.sent and self.sent[-1] > now + _CLOCK_JUMP:
            self.sent = []

    def _window_end(self, rate: float) -> float:
        """When another may be sent, counted from what was really sent."""
        many = min(_MOST_SENT, max(1, int(rate)))
        return self.sent[-many] + many / rate * _WINDOW if len(self.sent) >= many else -math.inf
