"""The accounts that the documented responses show."""

from __future__ import annotations

from hikerkit._utils.json_path import find, parse_pointer
from hikerkit.mock.operations.routes import Route
from hikerkit.mock.world.accounts import Account
from hikerkit.spec.document import Document, Json
from hikerkit.spec.entities import Entity, entities

_KINDS = (("private", "private"), ("business", "business"))


def known_accounts(
    spec: Document, routes: tuple[Route, ...], kind: str | None
) -> tuple[Account, ...]:
    """The accounts that the documented responses show with a name."""
    found: dict[str, Json] = {}
    for route in routes:
        for example in route.examples:
            for entity in entities(spec, route.schema, example.body):
                if entity.kind == kind is not None:
                    facts = found.setdefault(entity.id, {})
                    for word, value in _facts(entity).items():
                        facts.setdefault(word, value)
    return tuple(_account(number, facts) for number, facts in found.items() if "name" in facts)


def _facts(entity: Entity) -> Json:
    words = {w: entity.get(w) for w in ("name", "title", "private", "business")}
    counts = {
        operation: count
        for pointer, operation in entity.fields.get("counts", {}).items()
        if (count := find(entity.node, parse_pointer(pointer))) is not None
    }
    return {word: value for word, value in {**words, "counts": counts or None}.items() if value}


def _account(number: str, facts: Json) -> Account:
    kind = next((kind for word, kind in _KINDS if facts.get(word)), "public")
    name = str(facts["name"])
    title = str(facts.get("title", name))
    return Account(int(number), name, title, kind, counts=facts.get("counts", {}))
