"""Ids as they are typed: one, or several written short, as `3-9,12`: what `list --id` takes, and `--explain` prints."""

from collections.abc import Iterable, Sequence

from aidtrack.errors import Fault
from aidtrack.pattern import pattern
from aidtrack.phrase import phrase
from aidtrack.values.one_value import half_width
from aidtrack.values.whole import whole

LAST = 2**53 - 1  # the largest id of a store: the whole numbers that every spreadsheet and JSON reader keeps
Range = tuple[int, int]  # the first and the last id
_RANGE = pattern(r"\s*([0-9]{1,16})(?:\s*[-–]\s*([0-9]{1,16}))?\s*")


def is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(LAST)) and int(text) <= LAST


def one(text: str) -> int:
    """Raises Fault for what is no id."""
    return whole(text, least=1, most=LAST, digits=phrase("Write the number, as in 128, that the list has under id."))


def spelled(ids: Iterable[int]) -> str:
    """The ids in their order, neighbours as a range."""
    ranges: list[list[int]] = []
    for id in sorted(set(ids)):
        if ranges and id == ranges[-1][1] + 1:
            ranges[-1][1] = id
        else:
            ranges.append([id, id])
    return written(ranges)


def written(ranges: Iterable[Sequence[int]]) -> str:
    """Ranges as they are typed, in the order in which they stand."""
    return ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ranges)


def parse(text: str) -> list[Range]:
    """Raises Fault for what is not `spelled` so."""
    ranges = []
    for part in half_width(text).replace("、", ",").split(","):
        found = _RANGE.fullmatch(part)
        if found is None or not 1 <= int(found[1]) <= int(found[2] or found[1]) <= LAST:
            raise Fault(phrase("names no ids."), phrase("Write them as in 3-9,12."))
        ranges.append((int(found[1]), int(found[2] or found[1])))
    return ranges
