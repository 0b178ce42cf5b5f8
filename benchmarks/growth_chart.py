"""Draws the table of `growth.py` as PNG charts; runs where matplotlib is, which Warta does not need.

PYTHON benchmarks/growth_chart.py growth.csv FOLDER
"""

import csv
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

_CHARTS = {
    "seconds": ("seconds of a batch, by step", "seconds"),
    "peak_mb": ("peak memory of a batch, by step", "MB"),
}
_SHAPES = "osv^D*"


def main() -> None:
    """Draw one chart of the seconds, one of the memory, one of the bytes an article."""
    with Path(sys.argv[1]).open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    for column, (title, unit) in _CHARTS.items():
        figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
        for step, shape in zip(dict.fromkeys(row["step"] for row in rows), _SHAPES, strict=False):
            own = [row for row in rows if row["step"] == step]
            places = [int(row["history"]) for row in own]
            axes.plot(places, [float(row[column]) for row in own], marker=shape, label=step)
        _finish(figure, axes, title, unit, Path(sys.argv[2]) / f"growth-{column}.png")
    sizes = {int(row["history"]): float(row["bytes_an_article"]) for row in rows}
    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    axes.plot(list(sizes), list(sizes.values()), marker="o", label="published file")
    _finish(figure, axes, "the published file", "bytes an article", Path(sys.argv[2]) / "growth-bytes.png")


def _finish(figure: plt.Figure, axes: plt.Axes, title: str, unit: str, path: Path) -> None:
    axes.set(xscale="log", xlabel="articles in the history", ylabel=unit, title=title)
    axes.set_ylim(bottom=0)
    axes.legend()
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(path, dpi=120)
    plt.close(figure)


if __name__ == "__main__":
    main()
