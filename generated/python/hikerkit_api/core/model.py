"""What every model is: a typed view of one JSON object, with nothing of it dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self, TypeAlias, dataclass_transform

from .json import UNREADABLE, JsonObject, decode, decode_slowly, encode_json, to_plain

# How a field's JSON becomes models: a class's name for an object, a list of one for an array.
Shape: TypeAlias = "str | list[Shape]"

_REPR_WIDTH = 40


class ModelList(list[Any]):
    """A list whose objects are models already."""

    __slots__ = ()


class _AttrsFields:
    """Lets `attrs.fields` and `attrs.asdict` work on models, and costs nothing until they ask."""

    def __get__(self, instance: Model | None, owner: type[Model]) -> Any:
        import attrs

        fields = {name: attrs.field(default=None) for name in owner.__keys__}
        made = attrs.make_class(owner.__name__, fields, init=False, repr=False, eq=False)
        owner.__attrs_attrs__ = attrs.fields(made)
        return owner.__attrs_attrs__


@dataclass_transform(kw_only_default=True, eq_default=False)
class ModelType(type):
    """Makes attributes of a class's annotated fields; they read and write the JSON object."""

    def __new__(
        metacls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> ModelType:
        # Said here and not in each class, where type checkers would forbid to set a field.
        namespace.setdefault("__slots__", ())
        cls = super().__new__(metacls, name, bases, namespace)
        if bases != (JsonObject,):
            own = [field for field in cls.__annotations__ if not field.startswith("_")]
            inherited = {k: v for base in bases for k, v in getattr(base, "__keys__", {}).items()}
            cls.__keys__ = {**inherited, **{name: cls.__names__.get(name, name) for name in own}}
            cls.__attributes__ = {key: field for field, key in cls.__keys__.items()}
            for field, key in cls.__keys__.items():
                shape = cls.__nested__.get(key)
                getter = _plain_getter(key) if shape is None else _nested_getter(key, shape)
                setattr(cls, field, property(getter, _setter(key)))
        return cls

    __keys__: dict[str, str]
    """Attribute name to JSON name of every declared field."""
    __attributes__: dict[str, str]
    """The same the other way round."""
    __names__: dict[str, str]
    """JSON names of the fields whose attribute has another name, by attribute name."""
    __nested__: dict[str, Shape]
    """What objects and arrays turn into, by JSON name."""


class Model(JsonObject, metaclass=ModelType):
    """A typed view of one JSON object.

    Declared fields are attributes; one that is null or missing reads as None. Every other field of
    the object is kept: `model["name"]` reads any field by its JSON name, `"name" in model` tells
    whether it came, `additional_properties` are the undeclared ones. Setting an attribute changes
    the object. Equal to a model of the same class, or a dict, with the same content.
    """

    __hash__ = None  # type: ignore[assignment]  # models can be edited

    __keys__: ClassVar[dict[str, str]] = {}
    __attributes__: ClassVar[dict[str, str]] = {}
    __names__: ClassVar[dict[str, str]] = {}
    __nested__: ClassVar[dict[str, Shape]] = {}
    __required__: ClassVar[tuple[str, ...]] = ()
    """Attribute names of the fields that make it what it is."""
    __identity__: ClassVar[tuple[str, ...]] = ()
    """JSON names of the fields that say which object it is; the first is its id."""
    __entity__: ClassVar[dict[str, Any]] = {}
    """What sort of thing it is, and which JSON names hold its name, its owner, its counts."""
    __times__: ClassVar[tuple[str, ...]] = ()
    """JSON names of the fields that are a point in time, in seconds since 1970."""
    __summary__: ClassVar[tuple[str, ...]] = ()
    """JSON names of the fields worth a line."""
    __attrs_attrs__: ClassVar[Any] = _AttrsFields()

    def __init__(self, **fields: Any) -> None:
        self._data = {}
        for name, value in fields.items():
            if name not in self.__keys__:
                raise TypeError(_unknown_field(type(self), name))
            setattr(self, name, value)
        for name in self.__required__:
            if name not in fields:
                raise TypeError(f"{type(self).__name__}() needs {name}=")

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """A model of a JSON object as `json.loads` gives it. The object itself is not shared."""
        if not isinstance(data, Mapping):
            raise TypeError(f"{cls.__name__}.from_dict() needs a dict, got {type(data).__name__}")
        return cls._view(to_plain(dict(data)))

    @classmethod
    def from_json(cls, content: bytes | str) -> Self:
        """A model of JSON text. Raises ValueError for what is no JSON, TypeError for no object."""
        # decode_json and _view, written out: every stored answer comes through here.
        try:
            data = decode(content)
        except UNREADABLE as error:
            data = decode_slowly(content, error)
        if type(data) is not dict:
            raise TypeError(f"{cls.__name__}.from_json() needs a JSON object")
        view = cls.__new__(cls)
        view._data = data
        return view

    @classmethod
    def _view(cls, data: dict[str, Any]) -> Self:
        """A model over this very dict: no copy, no check."""
        view = cls.__new__(cls)
        view._data = data
        return view

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, unknown fields and all, as a new dict."""
        plain: dict[str, Any] = to_plain(self._data)
        return plain

    def to_json(self) -> bytes:
        """The JSON object as UTF-8 text, unknown fields and all."""
        return encode_json(self._data)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """The fields that the spec does not know, by JSON name."""
        known = self.__attributes__
        return {key: value for key, value in self._data.items() if key not in known}

    def __getitem__(self, key: str) -> Any:
        value = self._data[key]
        shape = self.__nested__.get(key)
        if shape is not None and (type(value) is dict or type(value) is list):
            value = self._data[key] = wrap(shape, value)
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        self._data[key] = value

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self._data == other._data
        if isinstance(other, dict):
            return self._data == other
        return NotImplemented

    def __repr__(self) -> str:
        keys = [key for key in self.__summary__ if self._data.get(key) is not None]
        keys = keys or [key for key, value in self._data.items() if value not in (None, {}, [])][:3]
        shown = [f"{key if key.isidentifier() else repr(key)}={_short(self[key])}" for key in keys]
        if more := len(self._data) - len(keys):
            shown.append(f"+{more} field{'s' * (more > 1)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __copy__(self) -> Self:
        return self._view(dict(self._data))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self._view(to_plain(self._data))

    def __replace__(self, /, **changes: Any) -> Self:
        """A copy with some fields changed, as `copy.replace` of Python 3.13 asks for."""
        changed = self.__copy__()
        for name, value in changes.items():
            if name not in self.__keys__:
                raise TypeError(_unknown_field(type(self), name))
            setattr(changed, name, value)
        return changed

    def __reduce__(self) -> tuple[Any, ...]:
        try:
            return type(self).from_json, (self.to_json(),)
        except (TypeError, ValueError):  # somebody put in what is no JSON
            return _restore, (type(self), to_plain(self._data))


def wrap(shape: Shape, value: Any) -> Any:
    """The value with models for its objects; what does not fit the shape stays as it came."""
    if isinstance(shape, str):
        if type(value) is dict:
            return model_class(shape)._view(value)
        return value
    if type(value) is not list:
        return value
    inner = shape[0]
    if isinstance(inner, str):
        view = model_class(inner)._view
        return ModelList([view(item) if type(item) is dict else item for item in value])
    return ModelList([wrap(inner, item) for item in value])


def view_items(shape: Shape | None, values: list[Any]) -> list[Any]:
    """The items of a page as models; None for a value that is not of this shape."""
    if isinstance(shape, str):
        view = model_class(shape)._view
        return [view(value) if type(value) is dict else None for value in values]
    if shape is None:
        return values
    return [None if value is None else wrap(shape, value) for value in values]


def model_class(name: str) -> type[Model]:
    """The model of this name, loaded when it is first asked for."""
    from hikerkit_api import models

    found: type[Model] = getattr(models, name)
    return found


def _plain_getter(key: str) -> Callable[[Model], Any]:
    def get(self: Model) -> Any:
        return self._data.get(key)

    return get


def _nested_getter(key: str, shape: Shape) -> Callable[[Model], Any]:
    def get(self: Model) -> Any:
        value = self._data.get(key)
        kind = type(value)
        if kind is dict or kind is list:
            value = self._data[key] = wrap(shape, value)
        return value

    return get


def _setter(key: str) -> Callable[[Model, Any], None]:
    def put(self: Model, value: Any) -> None:
        self._data[key] = value

    return put


def _restore(cls: type[Model], data: dict[str, Any]) -> Model:
    return cls._view(data)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, Model | dict):
        return "{…}"
    text = repr(value)
    return text if len(text) <= _REPR_WIDTH else f"{text[: _REPR_WIDTH - 1]}…"


def _unknown_field(cls: type[Model], name: str) -> str:
    import difflib

    close = difflib.get_close_matches(name, cls.__keys__, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    return f"{cls.__name__} has no field {name!r}{hint}"
