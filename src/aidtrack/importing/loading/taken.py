"""What became of the rows of a sheet."""

from dataclasses import field

from aidtrack.dataclass import dataclass


@dataclass(slots=True)
class Taken:
    """What became of a sheet's rows."""

    created: int = 0
    updated: int = 0
    unchanged: set[int] = field(default_factory=set)  # the lines of what is stored just so
    lines: set[int] = field(default_factory=set)  # of a wide sheet, those that made an entry
    twins: int = 0  # entries that equal one above them
    masked: int = 0  # names that an export had masked, taken as blank
    moved: int = 0  # entries of merged villages, booked on those that these became part of
