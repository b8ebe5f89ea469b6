"""The figures that reports must show, added up from the reference ledger's entries (DESIGN section 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from proofs.reference import LENDING, PER_CELL, Entry, Ledger

Cell = str | int | None
Row = dict[str, Cell]
WORDS = {
    "receipt": "received", "interest": "interest", "allocation": "allocated", "disbursement": "disbursed",
    "spending": "spent", "loan": "lent", "repayment": "repaid", "writeoff": "written_off",
}  # fmt: skip


def yuan(fen: int | None) -> str | None:
    if fen is None:
        return None
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def rate(part: int | None, whole: int | None) -> str | None:
    """In hundredths of a percent, half-up, by whole numbers alone."""
    if not whole:
        return None
    hundredths = (abs(part or 0) * 20_000 + abs(whole)) // (2 * abs(whole))
    sign = "-" if hundredths and ((part or 0) < 0) != (whole < 0) else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}%"


def total(entries: Iterable[Entry], kind: str) -> int | None:
    """None where no entry of the kind exists."""
    amounts = [entry.amount for entry in entries if entry.kind == kind]
    return sum(amounts) if amounts else None


def plus(left: int | None, right: int | None) -> int | None:
    return None if left is None and right is None else (left or 0) + (right or 0)


def less(left: int | None, right: int | None) -> int | None:
    return None if left is None and right is None else (left or 0) - (right or 0)


def _as_counted(entry: Entry, ledger: Ledger) -> Entry:
    """With the nouns as which its own count."""
    fund = str(ledger.stands(entry.fund))
    return replace(entry, fund=fund, project=ledger.stands(entry.project), village=ledger.stands(entry.village))


class Figures:
    """What a report says of the ledger for a period; both ends are days, and open where empty."""

    def __init__(self, ledger: Ledger, start: str, end: str) -> None:
        self.ledger = ledger
        self.start = start
        self.entries = [_as_counted(entry, ledger) for entry in ledger.entries if entry.date <= (end or "9999")]
        in_cells = [entry for entry in self.entries if entry.kind in PER_CELL]
        sums: dict[tuple[object, str, str], int] = {}
        for entry in in_cells:
            for what in ("held", "moved") if entry.date >= start else ("held",):
                key = entry.cell, entry.kind, what
                sums[key] = sums.get(key, 0) + entry.amount
        # A place whose sums are all zero is as if nothing had ever been there.
        stand = {key[0] for key, fen in sums.items() if fen}
        self.in_cells = [entry for entry in in_cells if entry.cell in stand]

    def _moved(self, entries: Iterable[Entry], *kinds: str) -> Row:
        recent = [entry for entry in entries if entry.date >= self.start]
        return {WORDS[kind]: yuan(total(recent, kind)) for kind in kinds}

    def _spending(self, entries: Sequence[Entry]) -> Row:
        allocated, spent = total(entries, "allocation"), total(entries, "spending")
        return {
            **self._moved(entries, *PER_CELL), "remaining": yuan(less(allocated, spent)), "rate": rate(spent, allocated)
        }  # fmt: skip

    def _grouped(self, entries: Sequence[Entry], *keys: str) -> list[Row]:
        places = dict.fromkeys(tuple(getattr(entry, key) for key in keys) for entry in entries)
        return [
            {
                **dict(zip(keys, place, strict=True)),
                **self._spending([e for e in entries if tuple(getattr(e, key) for key in keys) == place]),
            }
            for place in places
        ]

    def funds(self) -> list[Row]:
        rows: list[Row] = []
        for fund in self.ledger.funds.values():
            mine = [entry for entry in self.entries if entry.fund == fund.name]
            came_in = [entry.amount for entry in mine if entry.kind in ("receipt", "interest")]
            arrived = sum(came_in) if came_in else None
            allocated, spent = total(mine, "allocation"), total(mine, "spending")
            lent, repaid = total(mine, "loan"), total(mine, "repayment")
            limit = arrived if fund.budget is None else fund.budget
            comes_back = fund.form == "loan"  # nothing of it waits to be allocated, and no share of it is spent
            rows.append({
                "fund": fund.name, "budget": yuan(fund.budget), **self._moved(mine, *WORDS),
                "unallocated": None if comes_back else yuan(less(limit, allocated)),
                "cash": yuan(less(plus(arrived, repaid), plus(spent, lent))),
                "outstanding": yuan(less(lent, plus(repaid, total(mine, "writeoff")))),
                "rate": None if comes_back else rate(spent, arrived),
            })  # fmt: skip
        return rows

    def loans(self) -> list[Row]:
        """The loans that were not taken back whole, without those that were settled before the period."""
        rows: list[Row] = []
        for loan in self.entries:
            mine = [entry for entry in self.entries if entry.of_loan == loan.id]
            moved = self._moved(mine, *LENDING)
            left = sum(entry.adds for entry in mine)
            if not loan.is_loan or not total(mine, "loan") or not (left or any(moved.values())):
                continue
            rows.append({
                "fund": loan.fund, "household": loan.household, "village": loan.village, **moved, "outstanding": yuan(left),
            })  # fmt: skip
        return rows

    def lending(self) -> list[Row]:
        """The funds that are for lending, or have lent what was not taken back whole."""
        rows: list[Row] = []
        for fund in self.ledger.funds.values():
            mine = [entry for entry in self.entries if entry.fund == fund.name]
            lent = any(
                loan.is_loan and sum(e.amount for e in mine if e.of_loan == loan.id and e.kind == "loan")
                for loan in mine
            )
            if fund.form == "loan" or lent:
                came_in = plus(total(mine, "receipt"), total(mine, "interest"))
                capital = less(came_in, plus(total(mine, "spending"), total(mine, "writeoff")))
                rows.append({
                    "fund": fund.name, "capital": yuan(capital),
                    "outstanding": yuan(sum(e.adds for e in mine)) if any(e.kind in LENDING for e in mine) else None,
                })  # fmt: skip
        return rows

    def projects_of(self, fund: str) -> list[Row]:
        return self._grouped([entry for entry in self.in_cells if entry.fund == fund], "project", "village")

    def projects(self) -> list[Row]:
        return [
            {
                "project": name,
                "village": project.village,
                "fund": "、".join(f for f in self.ledger.funds if any(e.fund == f for e in self._of(name))) or None,
                **self._spending(self._of(name)),
            }
            for name, project in self.ledger.projects.items()
        ]

    def _of(self, project: str) -> list[Entry]:
        return [entry for entry in self.in_cells if entry.project == project]

    def funding_of(self, project: str) -> list[Row]:
        return self._grouped(self._of(project), "fund", "village")

    def in_village(self, village: str, *keys: str) -> list[Row]:
        return self._grouped([entry for entry in self.in_cells if entry.village == village], *keys)

    def villages(self) -> list[Row]:
        names: list[str | None] = list(self.ledger.villages)
        idle = [project.village for name, project in self.ledger.projects.items() if not self._of(name)]
        if None in idle or any(entry.village is None for entry in self.in_cells):
            names.append(None)
        rows: list[Row] = []
        for name in names:
            mine = [entry for entry in self.in_cells if entry.village == name]
            count = len({entry.project for entry in mine}) + idle.count(name)  # without money they stand at home
            rows.append({"village": name, "projects": count, **self._spending(mine)})
        return rows

    def everything(self) -> Row:
        return self._spending(self.in_cells)
