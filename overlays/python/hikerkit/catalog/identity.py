"""Identity of a model: the id of its object as text, so that 25 and "25" are the same object."""

from __future__ import annotations

from hikerkit_api.core.model import Model


def identity(model: Model) -> str | None:
    """The id of the object; None if it has none."""
    for key in type(model).__identity__:
        value = model._data.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return None
