"""Jobs: a budget for the calls of a `with` block."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

if TYPE_CHECKING:
    from hikerkit.billing.budget import Budget

P = ParamSpec("P")
T = TypeVar("T")


class Job:
    """A budget for the calls made in a `with` block, and in the tasks started in it."""

    def __init__(self, budget: Budget, owner: object) -> None:
        self._budget, self._owner = budget, owner

    @property
    def budget(self) -> Budget:
        """The budget itself."""
        return self._budget

    @property
    def spent(self) -> int:
        """Units spent for certain."""
        return self._budget.spent

    @property
    def uncertain(self) -> int:
        """Units of calls that may have been charged; they count against the budget."""
        return self._budget.uncertain

    @property
    def left(self) -> int | None:
        """Units left; None while the price of a unit is not known."""
        return self._budget.left

    def carry(self, function: Callable[P, T]) -> Callable[P, T]:
        """The function, with its calls under this budget in other threads too.

        A thread does not inherit the `with` block that it is started in.
        """

        def carried(*args: P.args, **kwargs: P.kwargs) -> T:
            if self in jobs.get():
                return function(*args, **kwargs)
            with self:
                return function(*args, **kwargs)

        return carried

    def __enter__(self) -> Self:
        jobs.set((*jobs.get(), self))
        return self

    def __exit__(self, *_: object) -> None:
        # Not by a token: a generator may be closed in another context than it was started in.
        jobs.set(tuple(job for job in jobs.get() if job is not self))

    def __repr__(self) -> str:
        return f"<Job {self._budget!r}>"


jobs: ContextVar[tuple[Job, ...]] = ContextVar("hikerkit_jobs", default=())
"""The jobs that the current thread or task is in."""


def active_budgets(owner: object) -> tuple[Budget, ...]:
    """The budgets of this client's jobs that the current thread or task is in."""
    return tuple(job._budget for job in jobs.get() if job._owner is owner)
