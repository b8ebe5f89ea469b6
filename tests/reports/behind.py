"""What the commands that `--explain` prints list."""

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from aidtrack.ledger.schedule import Instalment, Late, instalments, late
from conftest import call

Row = dict[str, Any]
CASH = {"receipt": 1, "interest": 1, "repayment": 1, "spending": -1, "loan": -1}


@dataclass(frozen=True)
class Listing:
    """What one command lists: rows of a noun or of a kind of entry."""

    what: str
    args: tuple[str, ...]
    rows: list[Row]


_known: dict[str, Listing] = {}


def listed(command: str) -> Listing:
    """Run a command that was printed; each but once."""
    if command not in _known:
        program, *args = shlex.split(command)
        assert program == "aidtrack"
        answer = call(*args, "--format", "json")
        assert answer.code == 0, (command, answer)
        table = answer.json()["tables"][0]
        what = next(word for word, verb in pairwise(args) if verb in ("list", "show"))
        assert table["name"] == what
        _known[command] = Listing(what, tuple(args), table["rows"])
    return _known[command]


def line_of_movements(headed: Iterable[str]) -> bool:
    return any(line.startswith("# movements") for line in headed)


class Behind:
    """What is behind one row: `first` and `last` are the parts under the first and the last comment, the same where there is none."""

    def __init__(self, lines: Iterable[str], day: str) -> None:
        self.day = day
        self.parts: list[list[Listing]] = [[]]
        self.about: list[Listing] = []  # nouns
        self.headed: dict[str, list[Listing]] = {}  # everything, by the comment above it
        for line in lines:
            if line.startswith("#"):
                self.parts.append([])
                head = self.headed.setdefault(line, [])
                continue
            found = listed(line)
            if self.headed:
                head.append(found)
            if found.rows and "kind" in found.rows[0] and "amount" in found.rows[0] and "date" in found.rows[0]:
                self.parts[-1].append(found)
            else:
                self.about.append(found)
        if len(self.parts) > 1 and not self.parts[0]:
            del self.parts[0]
            if len(self.parts) == 1 and not line_of_movements(self.headed):  # nothing moved in the period
                self.parts.insert(0, [])

    def entries(self, kind: str, at: int = -1) -> list[Row]:
        month = [one for one in self.parts[at] if one.what == kind and "--from" not in one.args]
        return [row for one in month or self.parts[at] if one.what == kind for row in one.rows]

    def sum(self, *kinds: str, at: int = -1) -> Decimal | None:
        """In yuan; None where no entry of these kinds is listed."""
        amounts = [Decimal(row["amount"]) for kind in kinds for row in self.entries(kind, at)]
        return sum(amounts, Decimal(0)) if amounts else None

    def different(self) -> dict[int, str | None]:
        """The entries of all parts, each once, and the file it came from."""
        return {row["id"]: row["file"] for part in self.parts for one in part for row in one.rows}

    def rows(self, noun: str) -> list[Row]:
        return [row for one in self.about if one.what == noun for row in one.rows]

    def under(self, comment: str, what: str) -> list[Row]:
        return [row for one in self.headed.get(comment, ()) if one.what == what for row in one.rows]

    def only(self, noun: str) -> Row:
        [row] = self.rows(noun)
        return row

    @property
    def arrived(self) -> Decimal | None:
        return self.sum("receipt", "interest")

    @property
    def capital(self) -> Decimal | None:
        return minus(self.arrived, self.sum("spending", "writeoff"))

    @property
    def outstanding(self) -> Decimal | None:
        return minus(self.sum("loan"), self.sum("repayment", "writeoff"))

    def loans(self) -> Iterable[tuple[list[Instalment], list[Late], Decimal]]:
        """Each loan listed: when it falls due, what of it is late, what is outstanding."""
        back = [row for kind in ("repayment", "writeoff") for row in self.entries(kind)]
        for loan in self.entries("loan"):
            if loan["loan"] is None:
                taken = [row for row in self.entries("loan") if row["loan"] == loan["id"]]
                lent = sum((Decimal(row["amount"]) for row in (loan, *taken)), Decimal(0))
                came = sum((Decimal(row["amount"]) for row in back if row["loan"] == loan["id"]), Decimal(0))
                plan = instalments(fen(lent), loan["date"], loan["term"], loan["yearly_rate"], loan["schedule"])
                yield list(plan), list(late(plan, fen(came), self.day)), lent - came

    def overdue(self, least: int = 0, most: int = 10**6) -> Decimal | None:
        """What is late for so many days; None where no loan states a term."""
        loans = [(plan, parts) for plan, parts, _ in self.loans() if plan]
        found = sum(part.fen for _, parts in loans for part in parts if least <= part.days <= most)
        return Decimal(found) / 100 if loans else None


def fen(yuan: Decimal) -> int:
    return int(yuan * 100)


def minus(plus: Decimal | None, less: Decimal | None) -> Decimal | None:
    return None if plus is None and less is None else (plus or Decimal(0)) - (less or Decimal(0))


def total(rows: Iterable[Row], column: str) -> Decimal | None:
    known = [Decimal(row[column]) for row in rows if row[column] is not None]
    return sum(known, Decimal(0)) if known else None
