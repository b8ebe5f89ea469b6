"""A row of the table that is printed: what was measured beside what."""

from collections.abc import Sequence
from statistics import median

from measure import Runs, spelled

HEADER = ("row", "ours", "min–max", "floor", "min–max", "ratio", "target", "of CPU", "peak MiB")
Line = tuple[str, ...]


def line(name: str, both: Sequence[Runs], target: str, *, peak: str = "") -> Line:
    """`peak` is what is said beside the peak; without it the peak, which this very process may outdo, is left out."""
    ours, floor = both
    ratio, processor = f"{ours.wall / floor.wall:.2f}", f"{ours.processor / floor.processor:.2f}"
    memory = f"{ours.peak:.0f} ({peak})" if peak else ""
    return name, spelled(ours.wall), ours.noise, spelled(floor.wall), floor.noise, ratio, target, processor, memory


def line_of_seconds(name: str, ours: list[float], floor: list[float], target: str) -> Line:
    noise, floors_noise = (f"{spelled(min(seconds))}–{spelled(max(seconds))}" for seconds in (ours, floor))
    one, other = median(ours), median(floor)
    return name, spelled(one), noise, spelled(other), floors_noise, f"{one / other:.2f}", target, "", ""
