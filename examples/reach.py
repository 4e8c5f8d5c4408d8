"""Which reels of an account reach the most people: plays, likes and comments.

    python examples/reach.py natgeo --limit 50

Needs hikerkit[polars] and matplotlib; the key is read from HIKERAPI_TOKEN.
"""

import argparse

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import polars as pl

from hikerkit import Hiker

FIELDS = ["pk", "code", "taken_at", "play_count", "like_count", "comment_count", "video_duration"]


def reels(hiker: Hiker, name: str, limit: int) -> pl.DataFrame:
    """The reels of an account, the most played first."""
    account = hiker.user.by_username(name)
    pager = hiker.user.clips(account.pk, limit=limit)
    frame = pager.to_polars(FIELDS)
    print(f"{name}: {pager.verdict}")
    return (
        frame.filter(pl.col("play_count") > 0)
        .with_columns(
            taken=pl.from_epoch("taken_at"),
            engagement=(pl.col("like_count") + pl.col("comment_count")) / pl.col("play_count"),
        )
        .sort("play_count", descending=True)
    )


def draw(name: str, frame: pl.DataFrame, path: str) -> None:
    """A bar per reel, coloured by its likes and comments per play."""
    top = frame.head(15).reverse()
    figure, axes = plt.subplots(figsize=(8, 5))
    shares = top["engagement"].fill_null(0).to_list()
    scale = plt.Normalize(0, max([*shares, 0.01]))
    colours = plt.get_cmap("viridis")(scale(shares))
    labels = [f"{code}  {taken:%Y-%m-%d}" for code, taken in top.select("code", "taken").rows()]
    axes.barh(labels, top["play_count"].to_list(), color=colours)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x / 1e6:g} M" if x >= 1e6 else f"{x:,.0f}")
    axes.set_xlabel("plays")
    axes.set_title(f"Reels of {name} by reach", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    bar = figure.colorbar(plt.cm.ScalarMappable(scale, "viridis"), ax=axes)
    bar.set_label("likes and comments per play")
    bar.ax.yaxis.set_major_formatter(lambda x, _: f"{x:.1%}")
    figure.savefig(path, dpi=120, bbox_inches="tight")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name")
    parser.add_argument("--limit", type=int, default=50, help="maximum number of reels")
    parser.add_argument("--archive", default="hiker.db", help="archive of paid responses")
    parser.add_argument("--max-units", type=int, default=50)
    parser.add_argument("-o", "--output", default="reach.png")
    options = parser.parse_args()
    with Hiker(archive=options.archive, max_units=options.max_units) as hiker:
        frame = reels(hiker, options.name, options.limit)
        print(frame.select("code", "play_count", "engagement").head(5))
        print(hiker.usage)
    draw(options.name, frame, options.output)
    print(f"wrote {options.output}")


if __name__ == "__main__":
    main()
