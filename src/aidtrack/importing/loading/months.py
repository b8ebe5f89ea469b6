"""Months of a sheet that grows, a column a month: one that is stored just so is known, one of which nothing is stored is new."""

from collections.abc import Mapping, Sequence

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.entries import EntryLoad, Waiting
from aidtrack.locale import t
from aidtrack.store.records.figures import Span, Sum
from aidtrack.values.money import yuan


@dataclass(slots=True)
class Months:
    """They are compared by what they come to."""

    load: EntryLoad

    def ready(self, by_span: Mapping[Span, Sequence[Waiting]], sums: Sequence[Sum]) -> list[Waiting]:
        """The rows that are to be inserted."""
        found: list[Waiting] = []
        for (span, rows), stored in zip(by_span.items(), sums, strict=True):
            if span.since and self._is_new(span, rows, stored):
                found += rows
        return found

    def _is_new(self, span: Span, rows: Sequence[Waiting], stored: Sum) -> bool:
        if sum(one.amount_fen for one in rows) == stored.fen:
            for one in rows:
                one.is_known()
        elif stored.entries:
            for one in rows:
                self._differs(one, span, stored)
        else:
            for one in rows:
                one.is_taken()
            return True
        return False

    def _differs(self, one: Waiting, span: Span, stored: Sum) -> None:
        said = t(
            "is another sum than is stored of {month}: {stored} yuan.", month=span.since[:7], stored=yuan(stored.fen)
        )
        advice = t("Correct one of the two; where the figures are what had been reached, add --positions.")
        one.reading.fault(one.line, "amount", Fault(said, advice, code=Code.SAYS_OTHER), one.cell)
