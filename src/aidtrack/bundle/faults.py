"""What can be wrong with a bundle: damaged on its way, forged, or newer than this program."""

from enum import StrEnum

from aidtrack.errors import Damaged, SchemaMismatch
from aidtrack.phrase import Said, phrase


class Fault(StrEnum):
    """How the results of a receipt are called."""

    DAMAGED = "damaged"
    FORGED = "forged"
    NEWER = "newer"


class Spoilt(Damaged):
    """A bundle that is not taken: `fault` says why."""

    def __init__(self, fault: Fault, *sentences: Said) -> None:
        super().__init__(*sentences)
        self.fault = fault


class Newer(SchemaMismatch):
    """A bundle of a newer program."""

    fault = Fault.NEWER


def damaged() -> Spoilt:
    """Bytes were changed, lost or added."""
    return Spoilt(
        Fault.DAMAGED,
        phrase("The bundle is damaged: it is not as it was written."),
        phrase("Ask the office to send the file again."),
    )


def forged(problem: Said) -> Spoilt:
    """It is whole, and nobody with the key that it names wrote it so."""
    return Spoilt(Fault.FORGED, problem, phrase("Take nothing from it, and ask the office by telephone."))


def newer(format: object, schema: object) -> Newer:
    return Newer(
        phrase("The bundle is of a newer program (format {format}, schema {schema}).", format=format, schema=schema),
        phrase("Update aidtrack here, then receive it again."),
    )
