"""`--explain`: under each row, the commands that list the entries behind its figures."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.ledger.entry import KINDS
from aidtrack.locale import t
from aidtrack.reports.figures import Figures
from aidtrack.reports.period import Period
from aidtrack.store.find import Names

Held = Mapping[str, int | None]  # fen by balance name; None or missing where no entry of the kind exists


class Explainer:
    """Writes the commands; `prefix` is the program with the options that found this store."""

    def __init__(self, names: Names, when: Period, prefix: Sequence[str]) -> None:
        self._names = names
        self._when = when
        self._prefix = prefix

    def commands(
        self, figures: Figures, *, fund: int | None = None, project: int | None = None, village: int | None = None
    ) -> list[str]:
        """One command for each kind of entry the figures hold; 0 is "not assigned".

        A period that begins on some day has two parts, each under a comment: its movements, and everything up to its end,
        which remaining, unallocated, cash and rates come from.
        """
        return self.of_sums(figures.moved, figures.held, self._when, fund=fund, project=project, village=village)

    def of_sums(
        self, moved: Held, held: Held, when: Period,
        *, fund: int | None = None, project: int | None = None, village: int | None = None,
    ) -> list[str]:  # fmt: skip
        """The same of any sums of a period, by the names of balances."""
        place: list[str] = []
        if fund is not None:
            place += ["--fund", self._names.choice("fund", fund)]
        if project is not None:
            place += ["--project", self._names.choice("project", project) if project else t("not assigned")]
        if village is not None:
            place += ["--village", self._names.choice("village", village) if village else t("not assigned")]
        positions = self._lists(held, place, replace(when, start=None))
        if when.start is None or not positions:
            return positions
        movements = self._lists(moved, place, when)
        end = when.end or t("now")
        return [
            *([t("# movements from {start} to {end}:", start=when.start, end=end), *movements] if movements else []),
            t("# positions (unallocated, remaining, cash, rate), from everything up to {end}:", end=end),
            *positions,
        ]

    def _lists(self, sums: Held, place: Sequence[str], when: Period) -> list[str]:
        return [
            shlex.join([*self._prefix, kind.name, "list", *place, *when.options])
            for kind in KINDS.values()
            if sums.get(kind.balance) is not None
        ]
