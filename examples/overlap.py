"""How much two audiences have in common: followers of both, drawn as two circles.

    python examples/overlap.py natgeo nike --limit 1000

Needs hikerkit[pandas] and matplotlib; the key is read from HIKERAPI_TOKEN.
"""

import argparse
import math

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import pandas as pd

from hikerkit import Hiker


def audience(hiker: Hiker, name: str, limit: int) -> pd.DataFrame:
    """Followers of an account, a row each."""
    account = hiker.user.by_username(name)
    pager = hiker.user.followers(account.pk, limit=limit)
    found = pager.to_pandas(["pk", "username", "is_private"])
    print(f"{name}: {pager.verdict}")
    return found


def lens(a: float, b: float, distance: float) -> float:
    """Area that two circles have in common."""
    if distance >= a + b:
        return 0.0
    if distance <= abs(a - b):
        return math.pi * min(a, b) ** 2
    x = (distance**2 + a**2 - b**2) / (2 * distance)
    corners = [a**2 * math.acos(x / a), b**2 * math.acos((distance - x) / b)]
    return sum(corners) - distance * math.sqrt(a**2 - x**2)


def distance_of(a: float, b: float, common: float) -> float:
    """How far apart two circles are that have this area in common."""
    near, far = abs(a - b), a + b
    for _ in range(50):
        middle = (near + far) / 2
        near, far = (middle, far) if lens(a, b, middle) > common else (near, middle)
    return far


def draw(names: list[str], sizes: list[int], common: int, path: str) -> None:
    """Two circles; their areas, and the area that they share, are to scale."""
    radii = [math.sqrt(max(size, 1) / math.pi) for size in sizes]
    distance = distance_of(*radii, common)
    figure, axes = plt.subplots(figsize=(7, 4.5))
    for at, radius, colour in zip((0.0, distance), radii, ("#0a5a8a", "#e07b39"), strict=True):
        axes.add_patch(plt.Circle((at, 0), radius, color=colour, alpha=0.55, lw=0))
    heights = max(radii)
    places = (-radii[0], distance + radii[1])
    for at, name, size, side in zip(places, names, sizes, ("left", "right"), strict=True):
        axes.text(at, heights * 1.12, f"{name}\n{size:,}", ha=side, va="bottom", size=13)
    middle = (radii[0] + distance - radii[1]) / 2
    axes.text(middle, -heights * 1.08, f"{common:,} in both", ha="center", va="top", size=13)
    axes.set_xlim(-radii[0] * 1.1, distance + radii[1] * 1.1)
    axes.set_ylim(-heights * 1.35, heights * 1.6)
    axes.set_aspect("equal")
    axes.axis("off")
    figure.savefig(path, dpi=120, bbox_inches="tight")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs=2, metavar="NAME")
    parser.add_argument("--limit", type=int, default=1000, help="followers of each at most")
    parser.add_argument("--archive", default="hiker.db", help="what was paid for, kept")
    parser.add_argument("--max-units", type=int, default=200)
    parser.add_argument("-o", "--output", default="overlap.png")
    given = parser.parse_args()
    with Hiker(archive=given.archive, max_units=given.max_units) as hiker:
        first, second = (audience(hiker, name, given.limit) for name in given.names)
        both = first.merge(second, on="pk")
        print(f"in both: {len(both)}, {len(both) / max(1, len(first)):.1%} of {given.names[0]}'s")
        print(hiker.usage)
    draw(given.names, [len(first), len(second)], len(both), given.output)
    print(f"drawn: {given.output}")


if __name__ == "__main__":
    main()
