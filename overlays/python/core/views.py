"""Models in place of JSON objects, made when a field is first read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from .json import JsonObject, attach

# Which models a field's JSON becomes: a class name for an object, a list of one for an array.
Shape: TypeAlias = "str | list[Shape]"

M = TypeVar("M", bound=JsonObject)

_new = object.__new__
_classes: dict[str, type[Any]] = {}
_import_class: Callable[[str], type[Any]]


class ModelList(list[Any]):
    """A list whose objects are models already."""

    __slots__ = ()


def find_class(name: str) -> type[Any]:
    """The model of this name, imported on first use."""
    model = _classes.get(name)
    if model is None:
        model = _classes[name] = _import_class(name)
    return model


def register(import_class: Callable[[str], type[Any]]) -> None:
    """Set how a model is imported by its name; the package of the models calls this."""
    global _import_class
    _import_class = import_class


def wrap(shape: Shape, value: Any) -> Any:
    """The value with models in place of its objects; what does not match the shape is kept."""
    if isinstance(shape, str):
        return view(find_class(shape), value) if type(value) is dict else value
    if type(value) is not list:
        return value
    inner = shape[0]
    if isinstance(inner, str):
        return view_all(find_class(inner), value)
    return ModelList([wrap(inner, item) for item in value])


def view(model: type[M], value: dict[str, Any]) -> M:
    """A model over this dict, neither copied nor validated."""
    made = _new(model)
    attach(made, value)
    return made


def view_all(model: type[Any], values: list[Any]) -> ModelList:
    """A list with models over the dicts of another; other values are kept."""
    views = ModelList()
    add = views.append
    for value in values:
        if type(value) is dict:
            made = _new(model)
            attach(made, value)
            add(made)
        else:
            add(value)
    return views


def view_items(shape: Shape | None, values: list[Any]) -> list[Any]:
    """The items of a page as models; None in place of a value that does not match the shape."""
    if isinstance(shape, str):
        model = find_class(shape)
        return [view(model, value) if type(value) is dict else None for value in values]
    if shape is None:
        return values
    return [None if value is None else wrap(shape, value) for value in values]


def field(key: str, name: str, shape: Shape | None) -> property | None:
    """The attribute of a declared field; None where the instance's dict is enough to read it."""
    if isinstance(shape, str):
        return property(_object_getter(key, shape), _setter(key))
    if shape is not None and isinstance(shape[0], str):
        return property(_list_getter(key, shape[0]), _setter(key))
    if shape is not None:
        return property(_array_getter(key, shape), _setter(key))
    return None if key == name else property(_getter(key), _setter(key))


def _getter(key: str) -> Callable[[JsonObject], Any]:
    def get(self: JsonObject) -> Any:
        return self._data.get(key)

    return get


def _object_getter(key: str, name: str) -> Callable[[JsonObject], Any]:
    def get(self: JsonObject) -> Any:
        data = self._data
        value = data.get(key)
        if type(value) is dict:
            made = _new(_classes.get(name) or find_class(name))
            attach(made, value)
            data[key] = value = made
        return value

    return get


def _list_getter(key: str, name: str) -> Callable[[JsonObject], Any]:
    def get(self: JsonObject) -> Any:
        data = self._data
        value = data.get(key)
        if type(value) is list:
            value = data[key] = view_all(_classes.get(name) or find_class(name), value)
        return value

    return get


def _array_getter(key: str, shape: Shape) -> Callable[[JsonObject], Any]:
    def get(self: JsonObject) -> Any:
        data = self._data
        value = data.get(key)
        if type(value) is list:
            value = data[key] = wrap(shape, value)
        return value

    return get


def _setter(key: str) -> Callable[[JsonObject, Any], None]:
    def put(self: JsonObject, value: Any) -> None:
        self._data[key] = value

    return put
