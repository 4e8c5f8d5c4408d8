"""`deprecated` of PEP 702: Python's own from 3.13 on, and one like it for older ones."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated
elif sys.version_info >= (3, 13):
    from warnings import deprecated as deprecated
else:
    # typing_extensions has it as well, but takes longer to import than all resources together.

    def deprecated(message: str) -> Any:
        """Mark a function as deprecated; calling it warns, at the line of the call."""
        import functools
        import inspect
        import warnings

        def mark(function: Any) -> Any:
            def warn() -> None:
                warnings.warn(message, DeprecationWarning, stacklevel=3)

            @functools.wraps(function)
            def call(*args: Any, **named: Any) -> Any:
                warn()
                return function(*args, **named)

            @functools.wraps(function)
            async def call_async(*args: Any, **named: Any) -> Any:
                warn()
                return await function(*args, **named)

            marked = call_async if inspect.iscoroutinefunction(function) else call
            function.__deprecated__ = marked.__deprecated__ = message
            return marked

        return mark
