"""The client kit for HikerAPI: typed, paged, and careful with paid calls."""

from hikerkit_api.calls import AsyncPager, Page, Pager, Response
from hikerkit_api.verdict import Snapshot, Verdict

from hikerkit.budget import Budget
from hikerkit.client import AsyncHiker, Hiker
from hikerkit.compare import compare
from hikerkit.errors import HikerError
from hikerkit.gather import Result
from hikerkit.usage import Usage
from hikerkit.version import __version__

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
