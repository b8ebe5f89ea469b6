"""Many things some at a time: what a statement takes, or what is held at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def blocks(things: Iterable[Thing], most: int) -> Iterator[list[Thing]]:
    """They in their order, at most so many together; nothing where there are none."""
    left = iter(things)
    while some := [*islice(left, most)]:
        yield some
