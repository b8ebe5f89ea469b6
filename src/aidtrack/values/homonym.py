"""A name that several rows of a noun have."""

from collections.abc import Iterable


class Homonym(str):
    """The name as it is stored, which scripts read; `told` is what people read: with as much before it as tells it apart."""

    __slots__ = ("told",)
    told: str

    def __new__(cls, name: str, told: str) -> "Homonym":
        made = super().__new__(cls, name)
        made.told = told
        return made


def read(name: str) -> str:
    """A text of the store as people read it."""
    return name.told if isinstance(name, Homonym) else name


def joined(parts: Iterable[str], by: str) -> str:
    """Several names as one text; where one of them is a homonym, that is one too."""
    listed = [*parts]
    name = by.join(listed)
    told = by.join(map(read, listed))
    return name if told == name else Homonym(name, told)
