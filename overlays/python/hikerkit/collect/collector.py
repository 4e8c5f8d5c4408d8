"""The work: accounts asked about at once, their rows loaded as they come, where it goes on kept."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs
from hikerkit_api.core.model import Model
from hikerkit_api.core.verdict import Verdict
from msgspec import structs

from hikerkit.catalog.finders import counts_items, is_name
from hikerkit.catalog.identity import identity
from hikerkit.catalog.lists import PROFILE, Collectable, find_profile
from hikerkit.collect import tables
from hikerkit.collect.journal import State
from hikerkit.collect.loader import Loader
from hikerkit.collect.tables import Table
from hikerkit.errors import ForbiddenError, HikerError, NotFoundError

if TYPE_CHECKING:
    import pyarrow

    from hikerkit import Hiker

ROWS_AT_ONCE = 50_000
"""Rows that are loaded together: each load costs a second or two."""
_WAITING = 64  # batches between those who ask and who loads


@attrs.define
class Totals:
    """What a run came to."""

    accounts: int = 0
    rows: int = 0
    incomplete: int = 0
    """Lists that are cut off, but for those that a limit cut."""
    absent: int = 0
    """Lists and profiles of accounts that are not there, or private."""
    failed: int = 0
    """Those that failed for another reason."""
    skipped: int = 0
    """Those that an earlier start of this run had loaded."""


@attrs.frozen
class _Rows:
    table: Table
    batch: pyarrow.RecordBatch


@attrs.frozen
class _Over:
    """A list of an account that is over."""

    account: str
    name: str
    again: bool = False
    """Whether it failed in a way that may pass."""


_End = BaseException | None


class Collector:
    """One run of a collection."""

    def __init__(
        self,
        hiker: Hiker,
        loader: Loader,
        state: State,
        lists: Sequence[Collectable],
        *,
        limit: int | None = None,
        concurrency: int = 8,
        rows_at_once: int = ROWS_AT_ONCE,
    ) -> None:
        self.totals = Totals()
        self.on_account: Callable[[int], object] = lambda done: None
        """Called with the number of accounts that are over."""
        self._hiker = hiker
        self._loader = loader
        self._state = state
        self._lists = list(lists)
        self._limit = limit
        self._concurrency = concurrency
        self._rows_at_once = rows_at_once
        self._stop = threading.Event()
        self._messages: queue.Queue[_Rows | _Over | str | tuple[_End]] = queue.Queue(_WAITING)
        self._waiting: dict[Table, list[pyarrow.RecordBatch]] = {}
        self._count = 0
        self._over: list[tuple[str, str]] = []

    def stop(self) -> None:
        """Ask for nothing more; what came is loaded, and `run` returns."""
        self._stop.set()

    def run(self, accounts: Sequence[str]) -> bool:
        """Collect; whether it came to its end.

        Raises CollectError, and a HikerError that every further call would meet; what came until
        then is loaded, and the archive has it.
        """
        asking = threading.Thread(
            target=self._ask_all, args=(accounts,), name="hikerkit-collect", daemon=True
        )
        asking.start()
        try:
            ending = self._take_all()
            self._load()
        except BaseException:
            self.stop()
            while asking.is_alive():  # nobody waits for room that nobody makes
                with contextlib.suppress(queue.Empty):
                    self._messages.get(timeout=0.1)
            raise
        asking.join()
        if ending is not None:
            raise ending
        return not self._stop.is_set()

    # Where rows are taken in.

    def _take_all(self) -> _End:
        while True:
            message = self._messages.get()
            if isinstance(message, tuple):
                return message[0]
            if isinstance(message, str):
                self.totals.accounts += 1
                self.on_account(self.totals.accounts)
            elif isinstance(message, _Over):
                if not message.again:
                    self._over.append((message.account, message.name))
            else:
                self._waiting.setdefault(message.table, []).append(message.batch)
                self._count += message.batch.num_rows
                if self._count >= self._rows_at_once:
                    self._load()

    def _load(self) -> None:
        if self._waiting:
            self._loader.load(self._waiting)
            self.totals.rows += self._count
            self._waiting, self._count = {}, 0
        # Only now: what is marked as done is never asked for again.
        self._state.add(self._over)
        self._over = []

    # Where the service is asked, in threads of their own.

    def _ask_all(self, accounts: Sequence[str]) -> None:
        ending: _End = None
        try:
            with self._hiker.gather(
                self._ask, self._until_stopped(accounts), concurrency=self._concurrency
            ) as results:
                for result in results:
                    result.unwrap()
                    self._put(result.argument)
        except BaseException as error:
            ending = error
        self._messages.put((ending,))

    def _until_stopped(self, accounts: Sequence[str]) -> Iterator[str]:
        for account in accounts:
            if self._stop.is_set():
                return
            yield account

    def _put(self, message: Any) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(queue.Full):
                self._messages.put(message, timeout=0.1)
                return

    def _ask(self, account: str) -> None:
        """All lists of one account."""
        left = [one for one in self._lists if (account, one.name) not in self._state.done]
        self.totals.skipped += len(self._lists) - len(left)
        if not left:
            return
        try:
            number, told = self._known(account, left)
        except HikerError as error:
            self._failed(account, None, PROFILE, error)
            if isinstance(error, NotFoundError | ForbiddenError):  # nothing else will be found
                for one in left:
                    self._put(_Over(account, one.name))
            return
        for one in left:
            if self._stop.is_set():
                return
            name = one.name
            if one.is_profile and name == PROFILE and told is not None:
                self._put(_Over(account, name))
                continue
            try:
                self._list(account, number, one, told)
            except HikerError as error:
                self._failed(account, number, name, error)

    def _known(self, account: str, left: list[Collectable]) -> tuple[str, Model | None]:
        """The id of an account, and its profile where that was asked for on the way."""
        wanted = any(one.is_profile for one in left)
        kind = left[0].kind
        archive = self._hiker.archive
        if not is_name(account):
            return account, None
        if not wanted and archive is not None and (number := archive.id_of(account)) is not None:
            return number, None
        found = find_profile(kind, "name")
        if found is None:
            raise HikerError("The service looks nothing up by name; give ids")
        answer = self._method(found)(**{found.parameter.argument: account})
        told = answer.result
        number = identity(told)
        if number is None:
            raise HikerError(f"The response about {account} has no id; give the id itself")
        if wanted:
            self._about(account, number, found, told, answer.received_at)
        return number, told

    def _list(self, account: str, number: str, one: Collectable, told: Model | None) -> None:
        subject: Any = int(number) if one.parameter.kind == "integer" else number
        values = {one.parameter.argument: subject}
        name, operation = one.name, one.operation
        if operation.page is None:
            answer = self._method(one)(**values)
            count = self._about(account, number, one, answer.result, answer.received_at)
            verdict = Verdict.of(items=count, pages=1)
            when = answer.received_at
        else:
            expected: Any = {}
            if told is not None and counts_items(told, operation):
                expected = {"expected": told}
            pager = getattr(getattr(self._hiker, operation.resource), operation.name)(
                **values, limit=self._limit, **expected
            )
            when, count = self._state.started_at, 0
            for page in pager.pages():
                when = page.response.received_at
                items = page.items if self._limit is None else page.items[: self._limit - count]
                count += len(items)
                self._items(number, one.name, items, when)
                if self._stop.is_set():
                    return
            verdict = structs.replace(pager.verdict, items=count)
        if verdict.complete is False and verdict.cut_by != "limit":
            self.totals.incomplete += 1
        self._put(_Rows(tables.lists(), tables.list_row(
            self._state.run_id, account, number, name, when, verdict
        )))  # fmt: skip
        self._put(_Over(account, name))

    def _about(
        self, account: str, number: str, one: Collectable, answer: Model, when: datetime
    ) -> int:
        """The rows of a response that is no page; how many things it holds."""
        model = type(answer)
        if one.is_profile:
            self._add(tables.table_of(model), [answer], when, number)
            self._add(tables.history_of(model), [answer], when, number)
            if one.name == PROFILE:
                verdict = Verdict.of(items=1, pages=1)
                self._put(_Rows(tables.lists(), tables.list_row(
                    self._state.run_id, account, number, PROFILE, when, verdict
                )))  # fmt: skip
            return 1
        ways = tables.inside(model)
        if not ways:
            self._add(tables.table_of(model), [answer], when, number)
            return 1
        count = 0
        for way, _ in ways:
            part: Any = answer
            for step in way:
                part = part[step] if isinstance(part, Model) and step in part else None
            items = [item for item in part or () if isinstance(item, Model)]
            self._items(number, one.name, items, when)
            count += len(items)
        return count

    def _items(self, number: str, relation: str, items: list[Any], when: datetime) -> None:
        """Things of a list, each in its table, and that they are on this list."""
        by_model: dict[type[Model], list[Model]] = {}
        for item in items:
            if isinstance(item, Model):
                by_model.setdefault(type(item), []).append(item)
        for model, same in by_model.items():
            table = tables.table_of(model)
            self._add(table, same, when, None)
            batch = tables.relation_rows(number, relation, table, same, when, self._state.run_id)
            if batch is not None:
                self._put(_Rows(tables.relations(), batch))

    def _add(self, table: Table, items: list[Any], when: datetime, owner: str | None) -> None:
        batch = tables.rows(table, items, when, self._state.run_id, owner)
        if batch is not None:
            self._put(_Rows(table, batch))

    def _failed(self, account: str, number: str | None, name: str, error: HikerError) -> None:
        """Keep why; an error that every further call would meet ends the run."""
        if error.ends_all:
            raise error
        is_absent = isinstance(error, NotFoundError | ForbiddenError)
        if is_absent:
            self.totals.absent += 1
        else:
            self.totals.failed += 1
        self._put(_Rows(tables.lists(), tables.list_row(
            self._state.run_id, account, number, name, self._state.started_at, None, error
        )))  # fmt: skip
        self._put(_Over(account, name, again=not is_absent))

    def _method(self, one: Collectable) -> Callable[..., Any]:
        operation = one.operation
        resource = getattr(self._hiker.with_response, operation.resource)
        found: Callable[..., Any] = getattr(resource, operation.name)
        return found
