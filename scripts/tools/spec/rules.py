"""The project's own rules for the spec: what generators, the client and the mock rely on."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from scripts.tools.spec import load

ROOT = Path(__file__).resolve().parents[3]

Json = dict[str, Any]
Finding = tuple[str, str]
"""JSON pointer and what is wrong there."""

_TAKEN_NAMES = {"BigInt", "Error", "ApiError"}
_TAKEN_FIELDS = {"to_dict", "from_dict", "to_json", "from_json", "additional_properties"}
_RESPONSE = "$response.body#"
_DATA = ("example", "value")
"""Keys whose content is an example, not a part of the spec."""
_QUERY = re.compile(r"\$request\.(?:query|path)\.(.+)")


class Document:
    """The spec, with what several rules ask of it."""

    def __init__(self, content: Json, text: str) -> None:
        self.content, self.text = content, text
        self.components: Json = content["components"]
        self.schemas: Json = self.components.get("schemas", {})
        self.operations = [
            (f"/paths/{load.step(path)}/{method}", path, operation)
            for path, method, operation in load.operations(content)
        ]
        self.by_id: Json = {str(o.get("operationId")): o for _, _, o in self.operations}

    def follow(self, node: Any) -> Any:
        return load.follow(self.content, node)

    def parameters(self, operation: Json) -> dict[str, Json]:
        path = next(p for _, p, o in self.operations if o is operation)
        shared = self.content["paths"][path].get("parameters", [])
        found = [self.follow(node) for node in [*shared, *operation.get("parameters", [])]]
        return {parameter["name"]: parameter for parameter in found}

    def links(self, operation: Json) -> Iterator[tuple[str, Json]]:
        good = self.follow(operation.get("responses", {}).get("200", {}))
        for name, node in good.get("links", {}).items():
            yield name, self.follow(node)

    def at(self, schema: Any, pointer: str) -> Json | None:
        """The schema of what this pointer finds in a response; None where it finds nothing."""
        found = self.solid(schema)
        for key in load.steps(pointer):
            if "items" in found and key.isdigit():
                inner = found["items"]
            else:
                inner = found.get("properties", {}).get(key)
            if inner is None:
                return None
            found = self.solid(inner)
        return found

    def solid(self, schema: Any) -> Json:
        """The schema behind references and behind "or null"."""
        found = self.follow(schema)
        found = found if isinstance(found, dict) else {}
        branches = [b for b in found.get("oneOf", ()) if b != {"type": "null"}]
        solid: Json = self.solid(branches[0]) if len(branches) == 1 else found
        return solid

    def is_model(self, schema: Any) -> bool:
        solid = self.solid(schema)
        return "object" in _kinds(solid) or "properties" in solid

    def nullable(self, schema: Any) -> bool:
        found = self.follow(schema)
        return "null" in _kinds(found) or any(self.nullable(b) for b in found.get("oneOf", ()))

    @cached_property
    def every_schema(self) -> list[tuple[str, Any]]:
        """Pointer and schema, at every depth: components, and what stands inline elsewhere."""
        found: list[tuple[str, Any]] = []
        for name, schema in self.schemas.items():
            found += _inside(f"/components/schemas/{load.step(name)}", schema)
        for place, node in self._with_schema:
            found += _inside(f"{place}/schema", node["schema"])
        return found

    @cached_property
    def _with_schema(self) -> list[tuple[str, Json]]:
        """Parameters, headers and bodies: what has a schema, and examples beside it."""
        # Inside components a property may be named schema.
        outside = {**self.content, "components": {**self.components, "schemas": {}}}
        return [(place, node) for place, node in _nodes("", outside) if "schema" in node]

    def examples(self) -> Iterator[tuple[str, Any, Any]]:
        """Every example with its place and its schema."""
        for place, node in self._with_schema:
            for where, value in self._examples_of(place, node):
                yield where, value, node["schema"]
        for place, schema in self.every_schema:
            if isinstance(schema, dict):
                listed = dict(enumerate(schema.get("examples", ())))
                yield from ((f"{place}/examples/{n}", v, schema) for n, v in listed.items())
                if "example" in schema:
                    yield f"{place}/example", schema["example"], schema

    def _examples_of(self, place: str, node: Json) -> Iterator[tuple[str, Any]]:
        if "example" in node:
            yield f"{place}/example", node["example"]
        for name, example in node.get("examples", {}).items():
            followed = self.follow(example)
            if "value" in followed:
                yield f"{place}/examples/{load.step(name)}", followed["value"]


Rule = Callable[[Document], Iterator[Finding]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    """Put a check among the rules."""
    RULES.append(check)
    return check


# Operations.


@rule
def operation_ids_are_the_paths_own_words(document: Document) -> Iterator[Finding]:
    """Method names come from operationIds, and users guess them from paths."""
    seen: set[Any] = set()
    for place, path, operation in document.operations:
        if operation.get("operationId") in seen:
            yield place, f"operationId {operation.get('operationId')} stands there twice"
        seen.add(operation.get("operationId"))
        words = [word for word in path.strip("/").split("/") if not word.startswith("{")]
        version = words[0] if words and words[0] not in _tags(document) else None
        plain = words[1:] if version is not None else words
        if not plain:
            yield place, "its path has no word to name it by"
            continue
        named = "_".join(plain).replace("-", "_")
        # The version is in the name where there is nothing else to name it by, or two would clash.
        allowed = {f"{named}_{version}"} if version else set()
        allowed |= {named} if len(plain) > 1 else set()
        if operation.get("operationId") not in allowed:
            told = " or ".join(sorted(allowed)) or "nothing but its tag"
            yield place, f"operationId is {operation.get('operationId')}, its path says {told}"
        tags = operation.get("tags", [])
        if len(tags) != 1 or plain[0] != tags[0] or tags[0] not in _tags(document):
            yield place, "it needs one tag, the first word of its operationId, declared at the top"
        elif not tags[0].isalnum():
            yield place, f"the tag {tags[0]} becomes an attribute: letters and digits alone"


@rule
def operations_are_described(document: Document) -> Iterator[Finding]:
    """Help texts and docstrings are made of it."""
    for place, _, operation in document.operations:
        for name in ("summary", "description"):
            if not str(operation.get(name, "")).strip():
                yield place, f"it has no {name}"
        if str(operation.get("description", ".")).strip()[-1:] not in ".!?":
            yield place, "its description does not end with a full stop"


@rule
def operations_say_what_they_cost(document: Document) -> Iterator[Finding]:
    """Nobody may be surprised by a bill."""
    for place, _, operation in document.operations:
        cost = operation.get("x-cost", {})
        if not _is_count(cost.get("units")):
            yield place, "x-cost needs units, 0 or more"
        parameters = document.parameters(operation)
        for name, units in cost.get("less", {}).items():
            schema = document.follow(parameters.get(name, {}).get("schema", {}))
            if _kinds(schema) != ["boolean"] or not _is_count(units):
                yield place, f"x-cost: less: {name} is no boolean parameter, or no count"


@rule
def operations_name_their_key(document: Document) -> Iterator[Finding]:
    """The generator drops `security` at the root."""
    for place, _, operation in document.operations:
        if not operation.get("security"):
            yield place, "it has no security of its own"
        for name in {name for way in operation.get("security", ()) for name in way}:
            if name not in document.components.get("securitySchemes", {}):
                yield place, f"security: there is no scheme {name}"


@rule
def answers_are_components(document: Document) -> Iterator[Finding]:
    """A response without a name gets a name that nobody chose."""
    for place, _, operation in document.operations:
        good = document.follow(operation.get("responses", {}).get("200", {}))
        if "$ref" not in (load.answer_schema(document.content, operation) or {}):
            yield place, "its 200 answer is no JSON whose schema is a reference"
        headers = [document.follow(header) for header in good.get("headers", {}).values()]
        if not any(header.get("x-units") for header in headers):
            yield place, "its 200 answer has no header with x-units"
        for code, response in operation.get("responses", {}).items():
            if code != "200" and "$ref" not in response:
                yield f"{place}/responses/{code}", "an error that is no reference to a component"


@rule
def answers_have_examples(document: Document) -> Iterator[Finding]:
    """The mock and the reference show them."""
    for place, _, operation in document.operations:
        told = "no answer is documented" in operation.get("description", "").lower()
        if not load.documented_answers(document.content, operation) and not told:
            yield place, "no example of its response, and its description does not say so"


@rule
def deprecated_operations_name_what_replaces_them(document: Document) -> Iterator[Finding]:
    """A warning without a way out helps nobody."""
    for place, _, operation in document.operations:
        instead = operation.get("x-replaced-by", [])
        if bool(operation.get("deprecated")) != bool(instead):
            yield place, "deprecated and x-replaced-by go together"
        for entry in instead:
            if entry not in document.by_id and not entry.startswith("/"):
                yield place, f"x-replaced-by: {entry} is no operation and no path"


@rule
def pointers_of_operations_lead_somewhere(document: Document) -> Iterator[Finding]:
    """The client follows them in every response."""
    for place, _, operation in document.operations:
        schema = load.answer_schema(document.content, operation)
        pointer = operation.get("x-result")
        if pointer is not None and document.at(schema, pointer) is None:
            yield place, f"x-result: {pointer} is not in the response"
        for name in operation.get("x-any-of", ()):
            if name not in document.parameters(operation):
                yield place, f"x-any-of: {name} is no parameter"


@rule
def links_fit_both_ends(document: Document) -> Iterator[Finding]:
    """No linter checks them, and stateful tests and pagers go by them."""
    for place, _, operation in document.operations:
        for name, link in document.links(operation):
            where = f"{place}/responses/200/links/{load.step(name)}"
            target = document.by_id.get(str(link.get("operationId")))
            if target is None:
                yield where, f"no operation {link.get('operationId')}"
                continue
            given = link.get("parameters", {})
            wanted = document.parameters(target)
            yield from ((where, f"{n} is no parameter there") for n in given if n not in wanted)
            for parameter in wanted.values():
                if parameter.get("required") and parameter["name"] not in given:
                    yield where, f"it does not give {parameter['name']}"
            for expression in given.values():
                yield from _expression(document, operation, where, str(expression))


def _expression(
    document: Document, operation: Json, where: str, expression: str
) -> Iterator[Finding]:
    if expression.startswith(_RESPONSE):
        schema = load.answer_schema(document.content, operation)
        if document.at(schema, expression.removeprefix(_RESPONSE)) is None:
            yield where, f"{expression} is not in the response"
    elif found := _QUERY.fullmatch(expression):
        if found[1] not in document.parameters(operation):
            yield where, f"{expression}: no such parameter"
    else:
        yield where, f"{expression}: an expression that is not understood"


@rule
def pages_can_be_walked(document: Document) -> Iterator[Finding]:
    """A pager needs one cursor that can end, the items, and the item in each."""
    for place, _, operation in document.operations:
        schema = load.answer_schema(document.content, operation)
        for name, link in document.links(operation):
            where = f"{place}/responses/200/links/{load.step(name)}"
            if (link.get("operationId") == operation.get("operationId")) != ("x-page" in link):
                yield (
                    where,
                    "x-page stands on links from an operation to itself, and on all of them",
                )
                continue
            if "x-page" not in link:
                continue
            values = link.get("parameters", {}).values()
            cursors = [str(value) for value in values if str(value).startswith(_RESPONSE)]
            if len(cursors) != 1:
                yield where, "one parameter, the cursor, must come from the response"
            elif not _ends(document, schema, cursors[0].removeprefix(_RESPONSE)):
                yield where, f"{cursors[0]} must be required and may be null: null ends the list"
            items = document.at(schema, link["x-page"].get("items", "/"))
            if items is None or "items" not in items:
                yield where, "x-page: items is no array of the response"
            elif document.at(items["items"], link["x-page"].get("item", "")) is None:
                yield where, "x-page: item is not in an entry"
            for word, pointer in _beside(link["x-page"]):
                if not _kind_of(document, schema, pointer) & _PAGE_WORDS.get(word, set()):
                    yield (
                        where,
                        f"x-page: {word} {pointer} is not in the response, or of another type",
                    )


_PAGE_WORDS = {
    "cut": {"boolean"},
    "more": {"boolean"},
    "size": {"integer"},
    "total": {"integer"},
    "cursors": {"string", "integer"},
}


def _beside(page: Json) -> Iterator[tuple[str, str]]:
    for word, pointers in page.items():
        if word not in ("items", "item"):
            for pointer in [pointers] if isinstance(pointers, str) else pointers:
                yield word, pointer


def _kind_of(document: Document, schema: Any, pointer: str) -> set[str]:
    parent, _, name = pointer.rpartition("/")
    inner = (document.at(schema, parent) or {}).get("properties", {}).get(name, {})
    inner = document.follow(inner)
    choices = [document.follow(choice) for choice in inner.get("oneOf", ())]
    choices += [document.follow(c) for choice in choices for c in choice.get("oneOf", ())]
    return {kind for choice in (inner, *choices) for kind in _kinds(choice)}


def _ends(document: Document, schema: Any, pointer: str) -> bool:
    parent, _, name = pointer.rpartition("/")
    holder = document.at(schema, parent) or {}
    inner = holder.get("properties", {}).get(name)
    # A cursor that is left out might be one that was lost.
    return inner is not None and document.nullable(inner) and name in holder.get("required", ())


@rule
def parameters_are_described(document: Document) -> Iterator[Finding]:
    """Their checks and their help are made of it."""
    for place, _, operation in document.operations:
        for name, parameter in document.parameters(operation).items():
            where = f"{place}/parameters/{name}"
            if not parameter.get("description") or not parameter.get("schema"):
                yield where, "it needs a description and a schema"
                continue
            schema = document.follow(parameter["schema"])
            if schema.get("x-numeric") and (
                _kinds(schema) != ["string"] or "pattern" not in schema
            ):
                yield where, "x-numeric is for strings with a pattern"


@rule
def effects_can_be_played(document: Document) -> Iterator[Finding]:
    """The mock does what they say."""
    for place, _, operation in document.operations:
        answer = load.answer_schema(document.content, operation)
        for name, parameter in document.parameters(operation).items():
            where = f"{place}/parameters/{name}"
            schema = document.follow(parameter.get("schema", {}))
            entity = schema.get("x-entity")
            if entity is not None and (not entity.get("kind") or entity.get("by") not in _BY):
                yield where, "x-entity of a parameter has a kind, and by: id or name"
            effect = schema.get("x-effect", {})
            limited = document.at(answer, effect.get("limits", "/")) or {}
            if "limits" in effect and "items" not in limited:
                yield where, "x-effect: limits is no array of the response"
            for word, value in effect.items():
                if word != "limits" and (word, value) not in _EFFECTS:
                    yield where, f"x-effect: {word}: {value} is none"


@rule
def examples_answer_requests(document: Document) -> Iterator[Finding]:
    """The mock gives an example for the request that it answers."""
    for place, _, operation in document.operations:
        known = document.parameters(operation)
        good = document.follow(operation.get("responses", {}).get("200", {}))
        for media in good.get("content", {}).values():
            for name, node in media.get("examples", {}).items():
                for parameter in document.follow(node).get("x-request", {}):
                    if parameter not in known:
                        yield f"{place}/{name}", f"x-request: {parameter} is no parameter"


_BY = ("id", "name")
_EFFECTS = (("integers", "strings"), ("privacy", "unchecked"), ("entries", "fuller"))


@rule
def errors_say_whether_they_are_charged(document: Document) -> Iterator[Finding]:
    """Whether a call may be sent again hangs on it."""
    for name, response in document.components.get("responses", {}).items():
        if response.get("x-charged") not in ("yes", "no", "unknown"):
            yield f"/components/responses/{name}", 'x-charged must be "yes", "no" or "unknown"'
        if not response.get("content"):
            yield f"/components/responses/{name}", "it has no body schema"


# Schemas.


@rule
def components_are_described_and_named_well(document: Document) -> Iterator[Finding]:
    """Some names collide in some language, and a title renames the class."""
    for name, schema in document.schemas.items():
        place = f"/components/schemas/{name}"
        if not str(schema.get("description", "")).strip().endswith("."):
            yield place, "it needs a description that ends with a full stop"
        if name in _TAKEN_NAMES:
            yield place, "this name collides with a type of a generated language"
    for place, schema in document.every_schema:
        if not isinstance(schema, dict):
            continue
        for field in _TAKEN_FIELDS & set(schema.get("properties", {})):
            yield place, f"the property {field} would hide a method of the models"
        if "title" in schema:
            yield place, "a title would rename the class"


@rule
def components_are_used(document: Document) -> Iterator[Finding]:
    """What nothing refers to is dead."""
    used = {
        ("securitySchemes", name)
        for _, _, operation in document.operations
        for way in operation.get("security", ())
        for name in way
    }
    # From the paths on, so that a component that only refers to itself counts as dead.
    waiting = _references(document.content["paths"])
    while waiting:
        kind, name = found = waiting.pop()
        if found not in used:
            used.add(found)
            waiting |= _references(document.components.get(kind, {}).get(name))
    for kind, entries in document.components.items():
        for name in entries:
            if (kind, name) not in used:
                yield f"/components/{kind}/{name}", "nothing refers to it"


def _references(node: Any) -> set[tuple[str, str]]:
    steps = [load.steps(inner["$ref"]) for _, inner in _nodes("", node) if "$ref" in inner]
    return {(way[1], way[2]) for way in steps if len(way) > 2 and way[0] == "components"}


@rule
def types_suit_every_generator(document: Document) -> Iterator[Finding]:
    """Each of these loses digits, fields or whole schemas in some generator."""
    for place, schema in document.every_schema:
        if not isinstance(schema, dict):
            yield place, "a schema that is true or false ends the Python generator"
            continue
        kinds = _kinds(schema)
        if len([kind for kind in kinds if kind != "null"]) > 1:
            yield place, "more than one type: name the union in a component"
        if kinds == ["null"] and not re.search(r"/oneOf/\d+$", place):
            yield place, "a type that is only null"
        if "integer" in kinds and schema.get("format") not in ("int32", "int64"):
            yield place, "an integer without format int32 or int64"
        if "number" in kinds and schema.get("format") != "double":
            yield place, "a number without format double"
        if "array" in kinds and "items" not in schema:
            yield place, "an array without items"
        for word in ("enum", "const", "allOf", "anyOf", "discriminator", "prefixItems"):
            if word in schema and not (word == "enum" and "/parameters/" in place):
                yield place, f"{word}: leave the type open and describe the values"
        if schema.get("additionalProperties") is False:
            yield place, "objects are open"
        objects = [b for b in schema.get("oneOf", ()) if document.is_model(b)]
        if len(objects) > 1:
            yield place, "a union of two objects cannot be told apart"


@rule
def objects_and_arrays_may_be_null(document: Document) -> Iterator[Finding]:
    """Real answers have null where the documented one has an object."""
    for place, schema in document.every_schema:
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        for field, inner in properties.items():
            holds = document.is_model(inner) or "array" in _kinds(document.solid(inner))
            if holds and field not in schema.get("required", ()) and not document.nullable(inner):
                yield f"{place}/properties/{load.step(field)}", "it may not be null"


_ENTITY_FIELDS = ("name", "title", "private", "business", "owner")


@rule
def extensions_name_fields(document: Document) -> Iterator[Finding]:
    """The client, the mock and the tables read these fields."""
    for name, schema in document.schemas.items():
        known = set(schema.get("properties", {}))
        named = [*schema.get("x-identity", ()), *schema.get("x-summary", ())]
        named += [*schema.get("x-message", ()), *schema.get("x-failure", ())]
        named += [schema["x-kind"]] if "x-kind" in schema else []
        named += schema.get("x-account", {}).values()
        for key, part in schema.get("properties", {}).items():
            if "x-time" in part and (part["x-time"] != "seconds" or "integer" not in _kinds(part)):
                yield f"/components/schemas/{name}/{key}", "x-time: seconds, on an integer"
        entity = schema.get("x-entity", {})
        named += [entity[word] for word in _ENTITY_FIELDS if word in entity]
        for pointer, operation in entity.get("counts", {}).items():
            if "integer" not in _kind_of(document, schema, pointer):
                yield f"/components/schemas/{name}", f"x-entity: {pointer} is no integer of it"
            if operation not in document.by_id:
                yield f"/components/schemas/{name}", f"x-entity: {operation} is no operation"
        if unknown := [w for w in entity if w not in ("kind", "counts", *_ENTITY_FIELDS)]:
            yield f"/components/schemas/{name}", f"x-entity: {unknown[0]} is no word of it"
        if "x-faults" in schema:
            named.append(schema["x-faults"].get("list"))
            entry = document.at(schema, f"/{schema['x-faults'].get('list')}/0") or {}
            for word in ("place", "reason", "kind"):
                field = schema["x-faults"].get(word)
                if field not in entry.get("properties", {}):
                    yield f"/components/schemas/{name}", f"x-faults: {word} {field} is not there"
        for field in named:
            if field not in known:
                yield f"/components/schemas/{name}", f"{field} is none of its properties"
        for field in schema.get("required", ()):
            if field not in known:
                yield f"/components/schemas/{name}", f"required {field} is none of its properties"


@rule
def accounts_are_told_for_nothing(document: Document) -> Iterator[Finding]:
    """The client asks for it by itself: nobody may pay for that, or have to name something."""
    told = [name for name, schema in document.schemas.items() if "x-account" in schema]
    if len(told) > 1:
        yield f"/components/schemas/{told[1]}", "more than one schema has x-account"
    for name in told:
        words = set(document.schemas[name]["x-account"])
        if words != {"units", "rate", "money", "currency"}:
            yield f"/components/schemas/{name}", "x-account needs units, rate, money, currency"
    for place, _, operation in document.operations:
        content = document.follow(operation.get("responses", {}).get("200", {})).get("content", {})
        reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
        if reference.rpartition("/")[2] in told:
            if operation.get("x-cost", {}).get("units") != 0:
                yield place, "it tells of the account, so x-cost must be {units: 0}"
            if operation.get("parameters"):
                yield place, "it tells of the account, so it may have no parameters"


@rule
def extensions_are_documented(document: Document) -> Iterator[Finding]:
    """The head of the file says what they mean; a misspelt one would be read by nobody."""
    head = document.text.partition("\nopenapi:")[0]
    known = set(re.findall(r"^#\s+(x-[a-z-]+)\s", head, re.MULTILINE))
    for place, key in _keys("", document.content):
        # Names of headers may begin with x- as well.
        if key.startswith("x-") and not place.endswith("/headers") and key not in known:
            yield place, f"{key} is not documented at the head of the file"


@rule
def examples_are_valid(document: Document) -> Iterator[Finding]:
    """An example that is not valid teaches what is wrong."""
    for place, value, schema in document.examples():
        yield from _invalid(document, place, value, schema)


def _invalid(document: Document, place: str, value: Any, schema: Any) -> Iterator[Finding]:
    # Without the examples, which are most of the components: every validator copies what it gets.
    whole = {"components": {"schemas": document.schemas}, "allOf": [schema]}
    try:
        for fault in jsonschema_rs.Draft202012Validator(whole).iter_errors(value):
            way = "/".join(str(step) for step in fault.instance_path)
            yield place, f"its example is not valid: /{way}: {fault.message[:150]}"
    except ValueError as error:
        yield place, f"its schema cannot be used: {str(error)[:150]}"


def _keys(place: str, node: Any) -> Iterator[tuple[str, str]]:
    """Every key with the place of the object it stands in; not those of examples."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if not place.endswith("/properties"):
                yield place, key
            if place.endswith("/properties") or key not in _DATA:
                yield from _keys(f"{place}/{load.step(key)}", inner)
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from _keys(f"{place}/{index}", inner)


def _nodes(place: str, node: Any) -> Iterator[tuple[str, Json]]:
    """Every object with its place; not what is inside examples."""
    if isinstance(node, dict):
        yield place, node
        for key, inner in node.items():
            if place.endswith("/properties") or key not in _DATA:
                yield from _nodes(f"{place}/{load.step(key)}", inner)
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from _nodes(f"{place}/{index}", inner)


def _inside(place: str, schema: Any) -> Iterator[tuple[str, Any]]:
    yield place, schema
    if not isinstance(schema, dict):
        return
    for name, inner in schema.get("properties", {}).items():
        yield from _inside(f"{place}/properties/{load.step(name)}", inner)
    for word in ("items", "additionalProperties"):
        if word in schema and schema[word] is not False:
            yield from _inside(f"{place}/{word}", schema[word])
    for word in ("oneOf", "anyOf", "allOf"):
        for index, inner in enumerate(schema.get(word, ())):
            yield from _inside(f"{place}/{word}/{index}", inner)


def _tags(document: Document) -> set[str]:
    return {tag["name"] for tag in document.content.get("tags", [])}


def _kinds(schema: Any) -> list[str]:
    kinds = schema.get("type", []) if isinstance(schema, dict) else []
    return kinds if isinstance(kinds, list) else [kinds]


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def check(path: Path) -> list[Finding]:
    """What the rules find in a spec. Raises SpecFileError for a file that is none."""
    document = Document(load.load(path), path.read_text(encoding="utf-8"))
    return [finding for each in RULES for finding in _applied(each, document)]


def _applied(each: Rule, document: Document) -> Iterator[Finding]:
    try:
        yield from each(document)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        # A rule reads the spec as if it had the shape of one; here it has not.
        about = f"{type(error).__name__}: {str(error)[:100]}"
        yield "/", f"{each.__name__} cannot be checked, something is of the wrong type ({about})"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="spec_rules", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "openapi.yaml")
    path = parser.parse_args(argv).file
    try:
        found = check(path)
    except load.SpecFileError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for place, message in found:
        print(f"{path.name}: {place}: {message}")
    print(f"{len(RULES)} rules, {len(found) or 'no'} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
