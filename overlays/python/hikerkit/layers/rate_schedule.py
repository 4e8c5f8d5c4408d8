"""When the next request of a key may go out: plain arithmetic over what went out before."""

from __future__ import annotations

import math
from typing import Any

from msgspec import Struct, field, structs

# Requests go out evenly, a little slower than allowed, so that the service, which sees them some
# milliseconds early or late, never counts one too many in a second.
_SPACING = 1.012
_WINDOW = 1.010
_MOST_FIRED = 1000
_ABSURD = 24 * 3600.0  # seconds that nobody waits
_JUMP = 1.0


class RateSchedule(Struct):
    """State of one key, in seconds of a clock that all processes share."""

    seen: float = 0.0
    """When this was last changed."""
    last: float = -math.inf
    """The slot that was given last."""
    pause: float = -math.inf
    """Nothing goes out before this."""
    fired: list[float] = field(default_factory=list)
    """When the last requests really went out, at most one second's."""
    rate: float | None = None
    """Requests a second, as the service said."""
    learned: float = 0.0
    """When it said so."""

    def turn(self, now: float, rate: float, slot: float | None) -> tuple[float, float]:
        """The slot of a request, and seconds to wait for it; at 0 seconds it is to be sent.

        The first time `slot` is None; after having waited, it is the slot got before.
        """
        self.catch_up(now)
        if slot is None or slot - now > _JUMP or slot < self.pause > now:
            slot = max(now, self.last + _SPACING / rate, self.pause)
            self.last = slot
        at = max(slot, self._window_end(rate))
        if at > now:
            return slot, at - now
        self.fired = [*self.fired, now][-min(_MOST_FIRED, max(1, int(rate))) :]
        return slot, 0.0

    def delayed(self, moment: float, seconds: float) -> None:
        """What was fired at this moment went out so much later."""
        if moment in self.fired:
            place = self.fired.index(moment)
            self.fired[place] = moment + seconds
            self.fired.sort()

    def give_back(self, slot: float, rate: float) -> None:
        """A slot that was not used; another gets it if none was given after it."""
        if self.last == slot:
            self.last = slot - _SPACING / rate

    def stop(self, now: float, seconds: float) -> None:
        """Nothing goes out for so long."""
        self.catch_up(now)
        self.pause = max(self.pause, now + seconds)

    def learn(self, now: float, rate: float) -> None:
        """What the service says the rate is."""
        self.rate, self.learned = rate, now

    def catch_up(self, now: float) -> None:
        """Mend what a clock that jumped left behind: a restart of the machine sets it back."""
        if now < self.seen - _JUMP:
            back = self.seen - now
            self.last -= back
            self.pause -= back
            self.learned -= back
            self.fired = [moment - back for moment in self.fired]
        self.seen = now
        if self.last - now > _ABSURD or self.pause - now > _ABSURD:
            self.last = self.pause = -math.inf
        if self.fired and self.fired[-1] > now + _JUMP:
            self.fired = []

    def _window_end(self, rate: float) -> float:
        """When another may go out, counted from what really went out."""
        many = min(_MOST_FIRED, max(1, int(rate)))
        return self.fired[-many] + many / rate * _WINDOW if len(self.fired) >= many else -math.inf


def slots_of(plain: Any) -> RateSchedule:
    """The state from a stored list; a fresh one where that is damaged."""
    try:
        seen, last, pause, fired, rate, learned = plain
        numbers = [seen, last, pause, learned, *fired, *([] if rate is None else [rate])]
        if not all(type(number) in (int, float) and number == number for number in numbers):
            return RateSchedule()
        return RateSchedule(seen, last, pause, list(fired), rate, learned)
    except (TypeError, ValueError):
        return RateSchedule()


def plain_of(slots: RateSchedule) -> list[Any]:
    """The state as a list that can be stored."""
    return list(structs.astuple(slots))
