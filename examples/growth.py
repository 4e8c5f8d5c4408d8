"""How accounts grow: followers over time, from the tables of `hikerkit collect`.

    hikerkit collect natgeo nike --into audience.duckdb     # every day, as from cron
    python examples/growth.py audience.duckdb

Needs hikerkit[collect] and matplotlib; it sends no request.
"""

import argparse

import duckdb
import matplotlib

matplotlib.use("agg")
import matplotlib.dates as mdates
import matplotlib.pyplot as plt

QUERY = """
    SELECT username, list(seen_at ORDER BY seen_at), list(follower_count ORDER BY seen_at)
    FROM account_history WHERE follower_count > 0
    GROUP BY username ORDER BY last(follower_count ORDER BY seen_at) DESC LIMIT 8
"""


def history(path: str) -> list[tuple[str, list, list]]:
    """Name, times and counts of the eight largest accounts."""
    with duckdb.connect(path, read_only=True) as tables:
        return tables.execute(QUERY).fetchall()


def draw(accounts: list[tuple[str, list, list]], path: str) -> None:
    """A line per account, relative to its first count, so that large and small ones compare."""
    figure, axes = plt.subplots(figsize=(8, 4.5))
    for name, times, counts in accounts:
        change = [100 * (count / max(1, counts[0]) - 1) for count in counts]
        axes.plot(times, change, marker="o", lw=2, label=f"{name}, {counts[-1]:,}")
    axes.yaxis.set_major_formatter(lambda y, _: f"{y:+.0f} %")
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(axes.xaxis.get_major_locator()))
    axes.set_title("Followers since first seen", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left")
    figure.savefig(path, dpi=120, bbox_inches="tight")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database", help="the file that hikerkit collect wrote")
    parser.add_argument("-o", "--output", default="growth.png")
    options = parser.parse_args()
    accounts = history(options.database)
    for name, times, counts in accounts:
        print(f"{name}: {counts[0]:,} to {counts[-1]:,} followers, seen {len(times)} times")
    draw(accounts, options.output)
    print(f"wrote {options.output}")


if __name__ == "__main__":
    main()
