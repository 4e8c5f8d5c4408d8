"""What the templates see of a resource: the operations of one tag."""

from __future__ import annotations

from functools import cached_property

from hikerkit.spec.document import Document
from scripts.tools.generate.python.operations import OperationView


class ResourceView:
    """The operations of one tag."""

    def __init__(self, name: str, description: str, operations: list[OperationView]) -> None:
        self.name = name
        self.description = description or f"The calls of {name}."
        self.operations = operations

    @cached_property
    def models(self) -> list[str]:
        return sorted({name for operation in self.operations for name in operation.models})

    def class_name(self, *, is_async: bool, response: bool) -> str:
        stem = "".join(part.capitalize() for part in self.name.split("_"))
        return f"{'Async' if is_async else ''}{stem}{'Responses' if response else 'Resource'}"

    def module(self, *, is_async: bool, response: bool) -> str:
        return f"{self.name}{'_responses' if response else ''}{'_async' if is_async else ''}"

    def about(self, *, is_async: bool, response: bool) -> str:
        returns = ", returning complete responses" if response else ""
        return f"The resource {self.name}: its {'async' if is_async else 'sync'} calls{returns}."

    def doc(self, *, is_async: bool, response: bool) -> str:
        variant = "Async" if is_async else ""
        if response:
            variant = f"{variant or 'Sync'}, returning complete responses"
        return self.description + (f"\n\n{variant}." if variant else "")


def read_resources(document: Document, operations: list[OperationView]) -> list[ResourceView]:
    """One resource a tag, in the order of the operations."""
    about = {tag["name"]: tag.get("description", "") for tag in document.content.get("tags", [])}
    names = dict.fromkeys(operation.resource for operation in operations)
    return [
        ResourceView(name, about.get(name, ""), [o for o in operations if o.resource == name])
        for name in names
    ]
