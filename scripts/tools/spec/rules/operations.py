"""Rules for operations: names, descriptions, costs, keys, parameters, responses."""

from __future__ import annotations

from collections.abc import Iterator

from hikerkit.spec.document import Json, listed
from scripts.tools.spec.rules.document import Finding, Rule, RuleDocument


def operation_ids_are_the_words_of_the_path(document: RuleDocument) -> Iterator[Finding]:
    """Method names come from operationIds, and users guess them from paths."""
    seen: set[str] = set()
    for place, path, operation in document.places:
        name = str(operation.get("operationId"))
        if name in seen:
            yield place, f"duplicate operationId {name}"
        seen.add(name)
        words = [word for word in path.strip("/").split("/") if not word.startswith("{")]
        version = words[0] if words and words[0] not in document.tags else None
        plain = words[1:] if version is not None else words
        if not plain:
            yield place, "its path has no word to name it by"
            continue
        named = "_".join(plain).replace("-", "_")
        # The version is part of the name where there is no other word, or two names would clash.
        allowed = {f"{named}_{version}"} if version else set()
        allowed |= {named} if len(plain) > 1 else set()
        if name not in allowed:
            expected = " or ".join(sorted(allowed)) or "nothing but its tag"
            yield place, f"operationId is {name}, its path says {expected}"
        yield from _tag(document, place, operation, plain[0])


def _tag(document: RuleDocument, place: str, operation: Json, first: str) -> Iterator[Finding]:
    tags = operation.get("tags", [])
    if len(tags) != 1 or first != tags[0] or tags[0] not in document.tags:
        yield place, "it needs one tag, the first word of its operationId, declared at the top"
    elif not tags[0].isalnum():
        yield place, f"the tag {tags[0]} becomes an attribute: only letters and digits"


def operations_are_described(document: RuleDocument) -> Iterator[Finding]:
    """Help texts and docstrings are generated from it."""
    for place, _, operation in document.places:
        for name in ("summary", "description"):
            if not str(operation.get(name, "")).strip():
                yield place, f"it has no {name}"
        if str(operation.get("description", ".")).strip()[-1:] not in ".!?":
            yield place, "its description does not end with a full stop"


def operations_have_a_cost(document: RuleDocument) -> Iterator[Finding]:
    """No bill may be a surprise."""
    for place, _, operation in document.places:
        if "x-cost" not in operation:
            yield place, "it needs x-cost"
        parameters = document.parameters(operation)
        for name in operation.get("x-cost", {}).get("less", {}):
            schema = document.dereference(parameters.get(name, {}).get("schema", {}))
            if schema.get("type") != "boolean":
                yield place, f"x-cost: less: {name} is not a boolean parameter"


def operations_name_their_key(document: RuleDocument) -> Iterator[Finding]:
    """The generator ignores `security` at the root."""
    for place, _, operation in document.places:
        if not operation.get("security"):
            yield place, "it has no security of its own"
        for name in {name for keys in operation.get("security", ()) for name in keys}:
            if name not in document.components.get("securitySchemes", {}):
                yield place, f"security: there is no scheme {name}"


def responses_are_components(document: RuleDocument) -> Iterator[Finding]:
    """A model without a component gets a name that nobody chose."""
    for place, _, operation in document.places:
        if "$ref" not in (document.response_schema(operation) or {}):
            yield place, "its 200 response is not JSON whose schema is a reference"
        headers = document.response(operation).get("headers", {}).values()
        if not any(document.dereference(header).get("x-units") for header in headers):
            yield place, "its 200 response has no header with x-units"
        for code, response in operation.get("responses", {}).items():
            if code != "200" and "$ref" not in response:
                yield f"{place}/responses/{code}", "an error that is not a reference to a component"


def responses_have_examples(document: RuleDocument) -> Iterator[Finding]:
    """The mock and the reference show them."""
    for place, _, operation in document.places:
        text = operation.get("description", "").lower()
        excused = "no response is documented" in text
        if not document.examples(operation) and not excused:
            yield place, "no example of its response, and its description does not say so"


def deprecated_operations_have_a_replacement(document: RuleDocument) -> Iterator[Finding]:
    """A warning without an alternative helps nobody."""
    for place, _, operation in document.places:
        instead = operation.get("x-replaced-by", [])
        if bool(operation.get("deprecated")) != bool(instead):
            yield place, "deprecated and x-replaced-by go together"
        for entry in instead:
            if entry not in document.by_id and not entry.startswith("/"):
                yield place, f"x-replaced-by: {entry} is neither an operation nor a path"


def pointers_of_operations_are_declared(document: RuleDocument) -> Iterator[Finding]:
    """The client follows them in every response."""
    for place, _, operation in document.places:
        schema, pointer = document.response_schema(operation), operation.get("x-result")
        if pointer is not None and document.at(schema, pointer) is None:
            yield place, f"x-result: {pointer} is not in the response"
        for name in operation.get("x-any-of", ()):
            if name not in document.parameters(operation):
                yield place, f"x-any-of: there is no parameter {name}"


def parameters_are_described(document: RuleDocument) -> Iterator[Finding]:
    """Checks of arguments and help texts are generated from it."""
    for place, _, operation in document.places:
        for name, parameter in document.parameters(operation).items():
            where = f"{place}/parameters/{name}"
            if not parameter.get("description") or not parameter.get("schema"):
                yield where, "it needs a description and a schema"
                continue
            schema = document.dereference(parameter["schema"])
            is_pattern = listed(schema.get("type")) == ("string",) and "pattern" in schema
            if schema.get("x-numeric") and not is_pattern:
                yield where, "x-numeric is for strings with a pattern"


def errors_say_whether_they_are_charged(document: RuleDocument) -> Iterator[Finding]:
    """Whether a call may be sent again depends on it."""
    for name, response in document.components.get("responses", {}).items():
        if "x-charged" not in response:
            yield f"/components/responses/{name}", "it needs x-charged"
        if not response.get("content"):
            yield f"/components/responses/{name}", "it has no body schema"


RULES: tuple[Rule, ...] = (
    operation_ids_are_the_words_of_the_path,
    operations_are_described,
    operations_have_a_cost,
    operations_name_their_key,
    responses_are_components,
    responses_have_examples,
    deprecated_operations_have_a_replacement,
    pointers_of_operations_are_declared,
    parameters_are_described,
    errors_say_whether_they_are_charged,
)
