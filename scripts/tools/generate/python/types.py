"""How the properties of openapi-python-client are written in Python, and names that are free."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from typing import Any

from openapi_python_client.parser.openapi import GeneratorData
from openapi_python_client.parser.properties import AnyProperty, LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Property
from openapi_python_client.parser.properties.union import UnionProperty

from hikerkit.spec.errors import SpecError
from scripts.tools.generate.text import literal

Shape = str | list[Any] | None


class Types:
    """Python types of properties, and the models in them."""

    def __init__(self, data: GeneratorData) -> None:
        self.models = {str(model.class_info.name): model for model in data.models}

    def name(self, prop: Property) -> str:
        """The type, None included where the value may be null."""
        match prop:
            case ListProperty():
                return f"list[{self.name(prop.inner_property)}]"
            case ModelProperty():
                return str(prop.class_info.name)
            case UnionProperty():
                parts = dict.fromkeys(self.name(inner) for inner in prop.inner_properties)
                if "Any" in parts:
                    return "Any"
                return " | ".join(sorted(parts, key=lambda part: part == "None"))
            case NoneProperty():
                return "None"
            case LiteralEnumProperty():
                return f"Literal[{', '.join(sorted(literal(v) for v in prop.values))}]"
            case AnyProperty():
                return "Any"
        return prop.get_base_type_string().as_unembedded_code()

    def shape(self, prop: Property) -> Shape:
        """The models that its JSON becomes; None for plain JSON. Raises SpecError."""
        match prop:
            case ModelProperty():
                return str(prop.class_info.name)
            case ListProperty():
                inner = self.shape(prop.inner_property)
                return None if inner is None else [inner]
            case UnionProperty():
                shapes = [s for s in map(self.shape, prop.inner_properties) if s is not None]
                if len(shapes) > 1:
                    raise SpecError(
                        f"{json_name(prop)}: a union of two models cannot be told apart"
                    )
                return shapes[0] if shapes else None
        return None

    def used(self, *props: Property) -> set[str]:
        """Names of the models in these types."""
        found: set[str] = set()
        for prop in props:
            match prop:
                case ModelProperty():
                    found.add(str(prop.class_info.name))
                case ListProperty():
                    found |= self.used(prop.inner_property)
                case UnionProperty():
                    found |= self.used(*prop.inner_properties)
        return found

    def at(self, prop: Property, path: Iterable[str]) -> Property:
        """The property at this path of a response. Raises SpecError."""
        for step in path:
            if isinstance(prop, UnionProperty):
                prop = next(p for p in prop.inner_properties if not isinstance(p, NoneProperty))
            if isinstance(prop, ListProperty):
                prop = prop.inner_property
                continue
            if not isinstance(prop, ModelProperty):
                raise SpecError(f"{step}: the response has no such part")
            model = self.models[str(prop.class_info.name)]
            inside = [*(model.required_properties or []), *(model.optional_properties or [])]
            found = [p for p in inside if json_name(p) == step]
            if not found:
                raise SpecError(f"{step}: {model.class_info.name} has no such property")
            prop = found[0]
        return prop


def json_name(prop: Property) -> str:
    """The name of a property in JSON."""
    name = prop.name
    return name if isinstance(name, str) else name.get_untrusted_value()


def python_name(name: str, reserved: set[str]) -> str:
    """The Python name closest to a name of the spec."""
    name = re.sub(r"\W", "_", name).strip("_") or "field"
    if name[0].isdigit():
        name = f"field_{name}"
    if keyword.iskeyword(name) or name in reserved:
        name += "_"
    return name


def refuse_twins(where: str, names: list[str]) -> None:
    """Raise SpecError for two names of the spec that are the same in Python."""
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        raise SpecError(f"{where}: two of its names become {', '.join(sorted(twins))} in Python")
