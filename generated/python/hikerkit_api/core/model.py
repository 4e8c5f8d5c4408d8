"""Models: typed views of JSON objects that keep every field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from .json import UNREADABLE, JsonObject, attach, decode, decode_slowly, encode_json, to_plain
from .views import Shape, field, view, wrap

_REPR_WIDTH = 40


class _AttrsFields:
    """Makes `attrs.fields` and `attrs.asdict` work on models; built on first use."""

    def __get__(self, instance: Model | None, owner: type[Model]) -> Any:
        import attrs

        fields = {name: attrs.field(default=None) for name in owner.__keys__}
        made = attrs.make_class(owner.__name__, fields, init=False, repr=False, eq=False)
        owner.__attrs_attrs__ = attrs.fields(made)
        return owner.__attrs_attrs__


class _Method:
    """A method that a JSON field of the same name cannot shadow."""

    __slots__ = ("function",)

    def __init__(self, function: FunctionType) -> None:
        self.function = function

    def __get__(self, instance: Model | None, owner: type[Model]) -> Any:
        return self.function.__get__(instance, owner)

    def __set__(self, instance: Model, value: Any) -> None:
        raise AttributeError(f"{self.function.__name__} is a method")


# Special methods that the standard library looks up on the instance.
_LOOKED_UP = ("__copy__", "__deepcopy__", "__reduce_ex__", "__replace__")


@dataclass_transform(kw_only_default=True, eq_default=False)
class ModelType(type):
    """Turns the annotated fields of a class into attributes that read and write the JSON object."""

    def __new__(
        metacls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> ModelType:
        # Set here rather than in each class, where type checkers would reject assigning a field.
        namespace.setdefault("__slots__", ())
        for key, value in namespace.items():
            if type(value) is FunctionType and (key[:2] != "__" or key in _LOOKED_UP):
                namespace[key] = _Method(value)
        cls = super().__new__(metacls, name, bases, namespace)
        if bases != (JsonObject,):
            own = [name for name in cls.__annotations__ if not name.startswith("_")]
            inherited = {k: v for base in bases for k, v in getattr(base, "__keys__", {}).items()}
            cls.__keys__ = {**inherited, **{name: cls.__names__.get(name, name) for name in own}}
            cls.__attributes__ = {key: name for name, key in cls.__keys__.items()}
            for attribute, key in cls.__keys__.items():
                setattr(cls, attribute, field(key, attribute, cls.__nested__.get(key)))
        return cls

    __keys__: dict[str, str]
    """JSON names of all declared fields, by attribute name."""
    __attributes__: dict[str, str]
    """Attribute names of all declared fields, by JSON name."""
    __names__: dict[str, str]
    """JSON names that differ from the attribute's, by attribute name."""
    __nested__: dict[str, Shape]
    """Models of objects and arrays, by JSON name."""


class Model(JsonObject, metaclass=ModelType):
    """A typed view of a JSON object.

    Declared fields are attributes that are None if the field is null or missing. All other fields
    are kept: `model["name"]` reads any field by its JSON name, `"name" in model` tells whether it
    is present, `additional_properties` has the undeclared ones. Setting an attribute changes the
    JSON object. Models are equal to models of the same class, and to dicts, with the same content.
    """

    __hash__ = None  # type: ignore[assignment]  # models are mutable

    # Read them from the class: an instance may have a JSON field of that name.
    __keys__: ClassVar[dict[str, str]] = {}
    __attributes__: ClassVar[dict[str, str]] = {}
    __names__: ClassVar[dict[str, str]] = {}
    __nested__: ClassVar[dict[str, Shape]] = {}
    __required__: ClassVar[tuple[str, ...]] = ()
    """Attribute names of the required fields."""
    __identity__: ClassVar[tuple[str, ...]] = ()
    """JSON names of the fields that identify the object; the first is its id."""
    __entity__: ClassVar[dict[str, Any]] = {}
    """Kind of entity, and the JSON names of its name, its owner, its counts."""
    __times__: ClassVar[tuple[str, ...]] = ()
    """JSON names of the fields that are points in time, in seconds since 1970."""
    __summary__: ClassVar[tuple[str, ...]] = ()
    """JSON names of the fields shown in a summary."""
    __attrs_attrs__: ClassVar[Any] = _AttrsFields()

    def __init__(self, **fields: Any) -> None:
        attach(self, {})
        for name, value in fields.items():
            if name not in type(self).__keys__:
                raise TypeError(_unknown_field(type(self), name))
            setattr(self, name, value)
        for name in type(self).__required__:
            if name not in fields:
                raise TypeError(f"{type(self).__name__}() needs {name}=")

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """A model of a JSON object as returned by `json.loads`. The dict is copied.

        Raises TypeError for anything but a mapping.
        """
        if not isinstance(data, Mapping):
            raise TypeError(f"{cls.__name__}.from_dict() needs a dict, got {type(data).__name__}")
        return view(cls, to_plain(dict(data)))

    @classmethod
    def from_json(cls, content: bytes | str) -> Self:
        """A model of JSON text. Raises ValueError for invalid JSON, TypeError for a non-object."""
        # decode_json and view() inlined: every response passes through here.
        try:
            data = decode(content)
        except UNREADABLE as error:
            data = decode_slowly(content, error)
        if type(data) is not dict:
            raise TypeError(f"{cls.__name__}.from_json() needs a JSON object")
        made = cls.__new__(cls)
        attach(made, data)
        return made

    def to_dict(self) -> dict[str, Any]:
        """The JSON object with all fields, as a new dict."""
        plain: dict[str, Any] = to_plain(self._data)
        return plain

    def to_json(self) -> bytes:
        """The JSON object with all fields, as UTF-8 text."""
        return encode_json(self._data)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Fields that the spec does not declare, by JSON name."""
        known = type(self).__attributes__
        return {key: value for key, value in self._data.items() if key not in known}

    def __getitem__(self, key: str) -> Any:
        value = self._data[key]
        shape = type(self).__nested__.get(key)
        if shape is not None and (type(value) is dict or type(value) is list):
            value = self._data[key] = wrap(shape, value)
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        self._data[key] = value

    if not TYPE_CHECKING:  # type checkers would allow any attribute

        def __setattr__(self, name: str, value: Any) -> None:
            key = type(self).__keys__.get(name)
            if key is None:
                raise AttributeError(_unknown_field(type(self), name))
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
        data = self._data
        keys = [key for key in type(self).__summary__ if data.get(key) is not None]
        keys = keys or [key for key, value in data.items() if value not in (None, {}, [])][:3]
        shown = [f"{key if key.isidentifier() else repr(key)}={_short(self[key])}" for key in keys]
        if more := len(data) - len(keys):
            shown.append(f"+{more} field{'s' * (more > 1)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __copy__(self) -> Self:
        return view(type(self), dict(self._data))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return view(type(self), to_plain(self._data))

    def __replace__(self, /, **changes: Any) -> Self:
        """A copy with some fields changed, for `copy.replace` of Python 3.13."""
        changed = self.__copy__()
        for name, value in changes.items():
            if name not in type(self).__keys__:
                raise TypeError(_unknown_field(type(self), name))
            setattr(changed, name, value)
        return changed

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        try:
            return type(self).from_json, (self.to_json(),)
        except (TypeError, ValueError):  # it has values that are not JSON
            return _restore, (type(self), to_plain(self._data))


def _restore(cls: type[Model], data: dict[str, Any]) -> Model:
    return view(cls, data)


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
