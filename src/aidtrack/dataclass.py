"""The dataclass of this program: the standard library's, made in a third of its time, for a command loads fifty of them.

The library compiles a text for each of the six methods of a frozen class. Here only `__init__` is compiled; what else a value does is
one function for every class. That nothing is set in a frozen one, mypy sees to; while the program runs nobody looks.
"""

from collections.abc import Callable
from dataclasses import dataclass as standard
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False) -> Callable[[type], type]:
        """As `dataclasses.dataclass`: two of one class with equal fields are equal, a frozen one has a hash."""

        def made(given: type) -> type:
            given.__doc__ = given.__doc__ or given.__name__  # else the library spells out its signature
            return _with_methods(standard(given, slots=slots, eq=False, repr=False), frozen)

        return made


def _with_methods(made: Any, frozen: bool) -> Any:
    compared = [field.name for field in fields(made) if field.compare]
    shown = [field.name for field in fields(made) if field.repr]
    held: Callable[[Any], object] = attrgetter(*compared) if compared else lambda _: ()

    def equal(self: Any, other: Any) -> Any:
        return held(self) == held(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(held(self))

    def spelled(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    made.__eq__, made.__hash__, made.__repr__ = equal, hashed if frozen else None, spelled
    return made
