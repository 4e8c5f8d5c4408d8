"""A typed client kit for HikerAPI: models, pagination, and no call paid for twice."""

from typing import TYPE_CHECKING, Any

from hikerkit.client import AsyncHiker, Hiker
from hikerkit.errors import HikerError
from hikerkit.version import __version__

if TYPE_CHECKING:
    from hikerkit_api.core.pager import AsyncPager, Pager
    from hikerkit_api.core.response import Page, Response
    from hikerkit_api.core.snapshot import Snapshot
    from hikerkit_api.core.verdict import Verdict

    from hikerkit.billing.budget import Budget
    from hikerkit.billing.usage import Usage
    from hikerkit.gather.base import Result
    from hikerkit.pagination.compare import compare
else:
    # Loaded on first use: a plain call does not need them.
    _LATER = {
        "AsyncPager": "hikerkit_api.core.pager",
        "Budget": "hikerkit.billing.budget",
        "Page": "hikerkit_api.core.response",
        "Pager": "hikerkit_api.core.pager",
        "Response": "hikerkit_api.core.response",
        "Result": "hikerkit.gather.base",
        "Snapshot": "hikerkit_api.core.snapshot",
        "Usage": "hikerkit.billing.usage",
        "Verdict": "hikerkit_api.core.verdict",
        "compare": "hikerkit.pagination.compare",
    }

    def __getattr__(name: str) -> Any:
        if name not in _LATER:
            raise AttributeError(f"module 'hikerkit' has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(_LATER[name]), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *_LATER})


__all__ = [
    "AsyncHiker",
    "AsyncPager",
    "Budget",
    "Hiker",
    "HikerError",
    "Page",
    "Pager",
    "Response",
    "Result",
    "Snapshot",
    "Usage",
    "Verdict",
    "__version__",
    "compare",
]
