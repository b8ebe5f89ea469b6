"""What may refer to a row of a noun: by the declarations of the fields, so that none is forgotten."""

from collections.abc import Iterable, Iterator

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.values.field import Field, Noun


def referring(noun: str, others: Iterable[Noun] = (*NOUNS.values(), ENTRY)) -> Iterator[tuple[Noun, Field]]:
    """The fields of `others` that hold the id of a row of the noun, what nobody types among them."""
    for other in others:
        yield from ((other, field) for field in other.stored if field.refers == noun)
