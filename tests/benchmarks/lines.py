"""A line of what is printed: what was measured beside what, both of processor time, and whether it keeps its target."""

from collections.abc import Sequence
from statistics import median

LARGE = 1_000_000  # entries; what is asked of a large store is asked from here on
HEADER = f"{'ours / floor, of processor time':72} {'ours':>9} {'':>5} {'floor':>9} {'':>5} {'ratio':>6}  target"


def line(name: str, ours: Sequence[float], floor: Sequence[float], most: float | None = None, *, peak: str = "") -> str:
    """Medians of seconds, each with its noise: from the least to the most, of the median; `peak` is what it holds."""
    ratio = median(ours) / median(floor)
    target = "" if most is None else f"≤ {most:g} {'kept' if ratio <= most else 'MISSED'}"
    figures = (
        f"{spelled(median(ours)):>9} {_noise(ours):>5} {spelled(median(floor)):>9} {_noise(floor):>5} {ratio:6.2f}"
    )
    return f"{name:72} {figures}  {target:14} {peak}".rstrip()


def spelled(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _noise(seconds: Sequence[float]) -> str:
    return "" if len(seconds) == 1 else f"±{(max(seconds) - min(seconds)) / 2 / median(seconds):.0%}"
