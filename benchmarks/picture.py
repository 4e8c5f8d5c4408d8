"""The chart of the README: decoding time of each alternative."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, alternatives: dict[str, dict[str, float | str]]) -> None:
    """Draw a bar chart, fastest first, legible on light and dark pages."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "hikerkit", "font.size": 9, "svg.fonttype": "none"})
    from matplotlib import pyplot

    page = "200 followers"
    known = {name: v[page] for name, v in alternatives.items() if isinstance(v.get(page), float)}
    names = sorted(known, key=lambda name: known[name], reverse=True)
    values = [float(known[name]) for name in names]
    figure, axes = pyplot.subplots(figsize=(7.2, 0.42 * len(names) + 0.8))
    colours = ["#d6336c" if name == "hikerkit" else "#868e96" for name in names]
    bars = axes.barh(names, values, color=colours, height=0.62)
    axes.bar_label(bars, [f" {value:.2f}" for value in values], color="#868e96")
    axes.set_title("200 followers, bytes to fields; json.loads = 1", loc="left", color="#868e96")
    axes.tick_params(colors="#868e96", length=0)
    axes.set_xlim(0, max(values) * 1.12)
    axes.xaxis.set_visible(False)
    for side in axes.spines.values():
        side.set_visible(False)
    figure.tight_layout()
    figure.savefig(path, transparent=True, metadata={"Date": None})
