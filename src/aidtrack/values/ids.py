"""Several ids written short, as `3-9,12`: what `list --id` takes, and `--explain` prints."""

import re
from collections.abc import Iterable

from aidtrack.errors import Fault
from aidtrack.locale import t

Range = tuple[int, int]  # the first and the last id
_RANGE = re.compile(r"\s*([0-9]{1,15})(?:\s*[-–]\s*([0-9]{1,15}))?\s*")


def spelled(ids: Iterable[int]) -> str:
    """The ids in their order, neighbours as a range."""
    ranges: list[list[int]] = []
    for id in sorted(set(ids)):
        if ranges and id == ranges[-1][1] + 1:
            ranges[-1][1] = id
        else:
            ranges.append([id, id])
    return ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ranges)


def parse(text: str) -> list[Range]:
    """Raises Fault for what is not `spelled` so."""
    ranges = []
    for part in text.replace("，", ",").replace("、", ",").split(","):
        found = _RANGE.fullmatch(part)
        if found is None or int(found[2] or found[1]) < int(found[1]):
            raise Fault(t("names no ids."), t("Write them as in 3-9,12."))
        ranges.append((int(found[1]), int(found[2] or found[1])))
    return ranges
