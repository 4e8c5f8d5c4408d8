"""The Python reference: the public names, from their docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import hikerkit
from hikerkit import errors
from hikerkit.gather.api import AsyncGather, Gather


def pages() -> Iterator[tuple[str, str]]:
    """Path below `python/` and reStructuredText of every page."""
    clients = ["hikerkit.Hiker", "hikerkit.AsyncHiker"]
    yield "clients.rst", _page("Clients", "The client, sync and async.", clients)
    results = [
        "hikerkit_api.core.pager.Pager", "hikerkit_api.core.pager.AsyncPager",
        "hikerkit_api.core.response.Page", "hikerkit_api.core.response.Response",
        "hikerkit_api.core.options.CallOptions",
        "hikerkit_api.core.snapshot.Snapshot", "hikerkit_api.core.verdict.Verdict",
        "hikerkit.gather.base.Result", "hikerkit.gather.threads.Gathering",
        "hikerkit.gather.tasks.AsyncGathering", "hikerkit_api.core.model.Model",
    ]  # fmt: skip
    yield "results.rst", _page("Results", "Lists, pages, responses and models.", results)
    money = [
        "hikerkit.billing.budget.Budget", "hikerkit.billing.usage.Usage",
        "hikerkit.archive.Archive",
    ]  # fmt: skip
    yield "money.rst", _page("Money and archive", "Budgets, usage, and the archive.", money)
    tools = [
        "hikerkit.mock.MockService", "hikerkit.mock.MockTransport",
        "hikerkit.mock.AsyncMockTransport", "hikerkit.mock.serve",
    ]  # fmt: skip
    yield "mock.rst", _page("Mock", "The simulated service.", tools)
    made = [
        f"hikerkit.errors.{name}"
        for name, found in vars(errors).items()
        if inspect.isclass(found) and issubclass(found, errors.HikerError)
    ]
    yield "errors.rst", _page("Errors", "All of them are a HikerError.", made)
    tree = "\n".join(f"   {name}" for name in ("clients", "results", "money", "errors", "mock"))
    head = _head("Python reference")
    lead = f"From the docstrings of hikerkit {hikerkit.__version__}. The calls themselves are in "
    yield "index.rst", f"{head}{lead}the :doc:`/reference/index`.\n\n.. toctree::\n\n{tree}\n"


def _head(title: str) -> str:
    return f"{title}\n{'=' * len(title)}\n\n"


def _page(title: str, lead: str, names: list[str]) -> str:
    parts = [_head(title), f"{lead}\n"]
    for name in names:
        found = _resolve(name)
        kind = "autoclass" if inspect.isclass(found) else "autofunction"
        parts.append(f"\n.. {kind}:: {name}\n")
        if inspect.isclass(found):
            parts.append("   :members:\n")
            if issubclass(found, errors.HikerError):
                parts.append("   :show-inheritance:\n")
            elif issubclass(found, Gather | AsyncGather):
                parts.append("   :inherited-members:\n")
    return "".join(parts)


def _resolve(name: str) -> object:
    from importlib import import_module

    module, _, last = name.rpartition(".")
    return getattr(import_module(module), last)
