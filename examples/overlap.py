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
    """The followers of an account, a row each."""
    account = hiker.user.by_username(name)
    pager = hiker.user.followers(account.pk, limit=limit)
    followers = pager.to_pandas(["pk", "username", "is_private"])
    print(f"{name}: {pager.verdict}")
    return followers


def intersection(a: float, b: float, distance: float) -> float:
    """The area of the intersection of two circles with radii a and b."""
    if distance >= a + b:
        return 0.0
    if distance <= abs(a - b):
        return math.pi * min(a, b) ** 2
    x = (distance**2 + a**2 - b**2) / (2 * distance)
    corners = [a**2 * math.acos(x / a), b**2 * math.acos((distance - x) / b)]
    return sum(corners) - distance * math.sqrt(a**2 - x**2)


def distance_for(a: float, b: float, area: float) -> float:
    """The distance at which the intersection of two circles has this area."""
    near, far = abs(a - b), a + b
    for _ in range(50):
        middle = (near + far) / 2
        near, far = (middle, far) if intersection(a, b, middle) > area else (near, middle)
    return far


def draw(names: list[str], sizes: list[int], common: int, path: str) -> None:
    """Two circles, with their areas and their intersection to scale."""
    radii = [math.sqrt(max(size, 1) / math.pi) for size in sizes]
    distance = distance_for(*radii, common)
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
    parser.add_argument("--limit", type=int, default=1000, help="maximum followers of each")
    parser.add_argument("--archive", default="hiker.db", help="archive of paid responses")
    parser.add_argument("--max-units", type=int, default=200)
    parser.add_argument("-o", "--output", default="overlap.png")
    options = parser.parse_args()
    with Hiker(archive=options.archive, max_units=options.max_units) as hiker:
        first, second = (audience(hiker, name, options.limit) for name in options.names)
        both = first.merge(second, on="pk")
        print(f"in both: {len(both)}, {len(both) / max(1, len(first)):.1%} of {options.names[0]}'s")
        print(hiker.usage)
    draw(options.names, [len(first), len(second)], len(both), options.output)
    print(f"wrote {options.output}")


if __name__ == "__main__":
    main()
