"""The worker: request the lists of one account and send them on as rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import attrs
from hikerkit_api.core.model import Model
from hikerkit_api.core.verdict import Verdict
from msgspec import structs

from hikerkit.catalog.finders import counts_items, is_name
from hikerkit.catalog.identity import identity
from hikerkit.catalog.lists import PROFILE, Collectable, find_profile
from hikerkit.collect.journal import Journal
from hikerkit.collect.rows import entity_rows, list_row, relation_rows
from hikerkit.collect.tables import (
    Table,
    entity_table,
    history_table,
    lists_table,
    relations_table,
)
from hikerkit.errors import ForbiddenError, HikerError, NotFoundError
from hikerkit.tables.nested import nested_items, nested_lists

if TYPE_CHECKING:
    import pyarrow

    from hikerkit.client import Hiker

Outcome = Literal["ok", "incomplete", "absent", "failed", "skipped"]
"""`absent`: the account is private or was not found, and its other lists are `skipped`."""


@attrs.frozen
class Rows:
    """Rows for a table."""

    table: Table
    batch: pyarrow.RecordBatch


@attrs.frozen
class ListEnd:
    """The end of a list; its rows were sent before."""

    account: str
    name: str
    outcome: Outcome


@attrs.frozen
class Worker:
    """Collects one account per call; calls may run in several threads."""

    hiker: Hiker
    journal: Journal
    lists: Sequence[Collectable]
    limit: int | None
    """Maximum items of each list."""
    stopped: threading.Event
    send: Callable[[Rows | ListEnd], None]

    def collect(self, account: str) -> None:
        """Request all lists of an account that are not loaded yet.

        Raises a HikerError that every other request would meet too.
        """
        pending = [one for one in self.lists if (account, one.name) not in self.journal.loaded]
        if not pending:
            return
        try:
            number, profile = self._find_account(account, pending)
        except HikerError as error:
            if self._send_error(account, None, PROFILE, error) == "absent":
                for one in pending:
                    if one.name != PROFILE:
                        self.send(ListEnd(account, one.name, "skipped"))
            return
        for one in pending:
            if self.stopped.is_set():
                return
            if profile is not None and one.is_profile and one.name == PROFILE:
                self.send(ListEnd(account, PROFILE, "ok"))
                continue
            try:
                self._collect_list(account, number, one, profile)
            except HikerError as error:
                self._send_error(account, number, one.name, error)

    def _find_account(
        self, account: str, pending: Sequence[Collectable]
    ) -> tuple[str, Model | None]:
        """The id of an account, and its profile if it had to be requested."""
        if not is_name(account):
            return account, None
        wants_profile = any(one.is_profile for one in pending)
        archive = self.hiker.archive
        if not wants_profile and archive is not None:
            known = archive.id_of(account)
            if known is not None:
                return known, None
        finder = find_profile(pending[0].kind, "name")
        if finder is None:
            raise HikerError("The service has no lookup by name; give ids")
        response = self._request(finder, account)
        profile = response.result
        number = identity(profile)
        if number is None:
            raise HikerError(f"The response about {account} has no id; give the id itself")
        if wants_profile:
            self._send_response(number, finder, profile, response.received_at)
            verdict = Verdict.of(items=1, pages=1)
            self._send_verdict(account, number, PROFILE, response.received_at, verdict)
        return number, profile

    def _collect_list(
        self, account: str, number: str, one: Collectable, profile: Model | None
    ) -> None:
        subject = int(number) if one.parameter.kind == "integer" else number
        if one.operation.page is None:
            response = self._request(one, subject)
            seen_at = response.received_at
            count = self._send_response(number, one, response.result, seen_at)
            verdict = Verdict.of(items=count, pages=1)
        else:
            options: dict[str, Any] = {one.parameter.argument: subject, "limit": self.limit}
            if profile is not None and counts_items(profile, one.operation):
                options["expected"] = profile
            pager = getattr(getattr(self.hiker, one.operation.resource), one.operation.name)(
                **options
            )
            seen_at, count = self.journal.started_at, 0
            for page in pager.pages():
                seen_at = page.response.received_at
                items = page.items if self.limit is None else page.items[: self.limit - count]
                count += len(items)
                self._send_items(number, one.name, items, seen_at)
                if self.stopped.is_set():
                    return
            verdict = structs.replace(pager.verdict, items=count)
        self._send_verdict(account, number, one.name, seen_at, verdict)
        is_short = verdict.complete is False and verdict.cut_by != "limit"
        self.send(ListEnd(account, one.name, "incomplete" if is_short else "ok"))

    def _request(self, one: Collectable, subject: str | int) -> Any:
        resource = getattr(self.hiker.with_response, one.operation.resource)
        return getattr(resource, one.operation.name)(**{one.parameter.argument: subject})

    def _send_response(self, number: str, one: Collectable, result: Any, seen_at: datetime) -> int:
        """Send the rows of a response without pages; returns the number of its items."""
        if isinstance(result, list):
            return self._send_items(number, one.name, result, seen_at)
        model: type[Model] = type(result)
        nested = [] if one.is_profile else [path for path, _ in nested_lists(model)]
        if not nested:
            self._send_entities(entity_table(model), [result], seen_at, number)
            if one.is_profile:
                self._send_entities(history_table(model), [result], seen_at, number)
            return 1
        count = 0
        for path in nested:
            items = nested_items(result, path) or []
            count += self._send_items(number, one.name, items, seen_at)
        return count

    def _send_items(self, number: str, relation: str, items: list[Any], seen_at: datetime) -> int:
        """Send the items of a list, and that they are on it; returns their number."""
        by_model: dict[type[Model], list[Model]] = {}
        for item in items:
            if isinstance(item, Model):
                by_model.setdefault(type(item), []).append(item)
        for model, same in by_model.items():
            table = entity_table(model)
            self._send_entities(table, same, seen_at, None)
            run_id = self.journal.run_id
            batch = relation_rows(number, relation, table, same, seen_at, run_id)
            self.send(Rows(relations_table(), batch))
        return sum(map(len, by_model.values()))

    def _send_entities(
        self, table: Table, items: list[Model], seen_at: datetime, owner: str | None
    ) -> None:
        batch = entity_rows(table, items, seen_at, self.journal.run_id, owner)
        self.send(Rows(table, batch))

    def _send_verdict(
        self,
        account: str,
        number: str | None,
        name: str,
        seen_at: datetime,
        verdict: Verdict | HikerError,
    ) -> None:
        row = list_row(self.journal.run_id, account, number, name, seen_at, verdict)
        self.send(Rows(lists_table(), row))

    def _send_error(
        self, account: str, number: str | None, name: str, error: HikerError
    ) -> Outcome:
        """Record why a list failed. Raises the error if every other request would meet it too."""
        if error.affects_all_calls:
            raise error
        is_absent = isinstance(error, NotFoundError | ForbiddenError)
        outcome: Outcome = "absent" if is_absent else "failed"
        self._send_verdict(account, number, name, self.journal.started_at, error)
        self.send(ListEnd(account, name, outcome))
        return outcome
