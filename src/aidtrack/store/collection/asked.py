"""What the receiver of bundles says of keys, and of offices whose past is not the one that a collection has."""

from collections.abc import Sequence

from aidtrack.bundle.keys import is_of
from aidtrack.dataclass import dataclass
from aidtrack.store.collection.missing import NOTHING, Lacking


@dataclass(frozen=True, slots=True)
class Asked:
    """What the receiver says: fingerprints of keys that are expected, and of such as take an old one's place; whether offices may have been
    restored from a backup, and codes of offices whose stores others take the place of, with the `reason` for both; from which record on a
    store counts that is a copy of another. `lacks`: what servers keep that do not answer.
    """

    expected: Sequence[str] = ()
    new: Sequence[str] = ()
    restored: bool = False
    instead_of: Sequence[str] = ()
    reason: str = ""
    count_from: int | None = None
    lacks: Lacking = NOTHING

    def expects(self, public: str) -> bool:
        return any(is_of(public, one) for one in self.expected)

    def renews(self, public: str) -> bool:
        return any(is_of(public, one) for one in self.new)
