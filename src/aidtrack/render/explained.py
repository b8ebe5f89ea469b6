"""What is behind the rows of a page, said once: commands that differ only in names are one pattern, a row has numbers and names.

A village's row among two thousand holds `1 2 3⇥牙河村` in place of three commands of a hundred letters each.
"""

from collections.abc import Sequence

from aidtrack.pattern import pattern
from aidtrack.values.text import safe

_NAME = pattern(r"( --(?:fund|project|village|household|stage|name) )('(?:[^']|'\"'\"')*'|[^\s']+)")
_PLACE = "\x01"  # before the place of a name in a pattern; no text that is safe to show holds one


class CommandPatterns:
    """The patterns of a page."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    @property
    def patterns(self) -> list[str]:
        return list(self._numbers)

    def packed(self, commands: Sequence[str]) -> str:
        """A row's commands: on each line the numbers of patterns, then after tabs the names that all of these take."""
        groups: list[tuple[list[str], list[str]]] = []
        for command in commands:
            names: list[str] = []
            number = str(self._number(_NAME.sub(lambda found: found[1] + _place(names, found[2]), safe(command))))  # noqa: B023
            if groups and (not names or not groups[-1][1] or groups[-1][1] == names):
                groups[-1][0].append(number)
                groups[-1][1][:] = names or groups[-1][1]
            else:
                groups.append(([number], names))
        return "\n".join("\t".join([" ".join(numbers), *names]) for numbers, names in groups)

    def _number(self, pattern: str) -> int:
        return self._numbers.setdefault(pattern, len(self._numbers))


def _place(names: list[str], name: str) -> str:
    """Where a name stands in a pattern; a shell's quotes around it are the pattern's."""
    quote = "'" if name.startswith("'") and name.count("'") == 2 else ""
    name = name.strip(quote or None)
    if name not in names:
        names.append(name)
    return f"{quote}{_PLACE}{names.index(name)}{quote}"
