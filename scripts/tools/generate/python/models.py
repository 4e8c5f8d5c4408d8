"""What the templates see of a model and its fields."""

from __future__ import annotations

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Property

from hikerkit.spec.document import Document, Json
from scripts.tools.generate.python.types import Types, json_name, python_name, refuse_twins
from scripts.tools.generate.text import reflow

# Names that would hide something the class body or the method itself needs.
RESERVED_FIELDS = {
    "to_dict",
    "to_json",
    "from_json",
    "from_dict",
    "additional_properties",
    "list",
    "str",
    "int",
    "float",
    "bool",
    "Any",
}


class FieldView:
    """One field of a model."""

    def __init__(self, types: Types, prop: Property, schema: Json) -> None:
        self.key = json_name(prop)
        self.name = python_name(self.key, RESERVED_FIELDS)
        self.required = prop.required
        self.shape = types.shape(prop)
        declared = types.name(prop)
        optional = (
            ""
            if prop.required or declared == "Any" or "None" in declared.split(" | ")
            else " | None"
        )
        self.type = declared + optional
        self.description = reflow(str(schema.get("description", "")))


class ModelView:
    """One model."""

    def __init__(self, document: Document, types: Types, model: ModelProperty) -> None:
        self.name = str(model.class_info.name)
        schema = document.schemas.get(self.name, {})
        properties = schema.get("properties", {})
        props = {
            json_name(p): p
            for p in [*(model.required_properties or []), *(model.optional_properties or [])]
        }
        ordered = [key for key in properties if key in props] or list(props)
        self.doc = reflow(str(schema.get("description") or self.name))
        self.fields = [FieldView(types, props[key], properties.get(key, {})) for key in ordered]
        refuse_twins(self.name, [field.name for field in self.fields])
        used = types.used(*props.values()) - {self.name}
        self.imports = sorted((name, types.models[name].class_info.module_name) for name in used)
        self.names = {f.name: f.key for f in self.fields if f.name != f.key}
        self.nested = {f.key: f.shape for f in self.fields if f.shape is not None}
        self.required = tuple(f.name for f in self.fields if f.required)
        self.identity = tuple(schema.get("x-identity", ()))
        self.summary = tuple(schema.get("x-summary", ()))
        self.times = tuple(key for key in ordered if properties.get(key, {}).get("x-time"))
        self.entity = schema.get("x-entity")
