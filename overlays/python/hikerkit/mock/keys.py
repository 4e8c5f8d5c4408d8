"""Which key a request carries, and whether it is let in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hikerkit.mock.operations.routes import Route


def accepted_key(
    route: Route,
    given: Mapping[str, Mapping[str, list[str]]],
    accepts: Callable[[str], bool],
) -> str | None:
    """The valid key of a request (place, then name, to texts), "" if the operation needs none.

    None for a request without a valid key.
    """

    def key_in(place: str, name: str) -> str:
        name = name.lower() if place == "header" else name
        return given[place].get(name, [""])[-1].strip()

    for option in route.keys:
        keys = [key_in(place, name) for place, name in option]
        if all(map(accepts, keys)):
            return keys[0] if keys else ""
    return None if route.keys else ""


def key_names(routes: tuple[Route, ...]) -> list[str]:
    """The names of all headers and parameters that take a key."""
    return list(dict.fromkeys(n for route in routes for option in route.keys for _, n in option))


def find_key(routes: tuple[Route, ...], headers: Mapping[str, str]) -> str:
    """The key in the headers of a request to no operation; "" without one."""
    names = {name.lower() for name in key_names(routes)}
    return next((value.strip() for name, value in headers.items() if name.lower() in names), "")
