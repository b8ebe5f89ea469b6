"""The kinds of file that are written: what each is called, how its files end, how its text is coded."""

from collections.abc import Iterable
from pathlib import PurePath

from aidtrack.dataclass import dataclass
from aidtrack.errors import Usage
from aidtrack.phrase import phrase
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Format:
    """`endings` are those of its files, the first that of a new one; `encoding` is that of its text, if it is not `binary`."""

    name: str
    endings: tuple[str, ...] = ()
    encoding: str = "utf-8"
    binary: bool = False


CSV = Format("csv", (".csv",), "utf-8-sig")  # by its mark Excel knows what it is
JSON = Format("json", (".json",))
JSONL = Format("jsonl", (".jsonl", ".ndjson"))
XLSX = Format("xlsx", (".xlsx",), binary=True)


def endings(formats: Iterable[Format]) -> dict[str, Format]:
    """Ending → the format that it names."""
    return {ending: format for format in formats for ending in format.endings}


def by_ending(path: str, formats: Iterable[Format]) -> Format:
    """The format that the ending of `path` names. Raises Usage."""
    known = endings(formats)
    found = known.get(PurePath(path).suffix.lower())
    if found is None:
        raise Usage(
            phrase("The ending of {file} names no format.", file=safe(path)),
            phrase("End it with one of {endings}, or give --format.", endings=", ".join(known)),
        )
    return found
