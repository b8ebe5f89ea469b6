"""Sheets of corrections (`--mode correct`): what their rows leave as it is, put right and may not touch is what the reference says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from aidtrack.cli.importing import import_files
from aidtrack.cli.run import Run
from proofs.expected import yuan
from proofs.operations import Place, amounts, days, pick
from proofs.putting_right import PuttingRight
from proofs.reference import BACK, LENDING, Entry
from proofs.sides import NOW

HEADER = ("类型", "日期", "资金", "项目", "村", "借款户", "金额(元)", "流水号")


class Sheets(PuttingRight):
    """Sheets are written into `folder`; `of_files` are the batches of those that correct."""

    def __init__(self) -> None:
        super().__init__()
        self.of_files: set[int] = set()

    @precondition(lambda self: self.ledger.refs)
    @rule(rows=st.lists(st.tuples(st.integers(0, 40), st.none() | amounts, st.none() | days), min_size=1, max_size=3))
    def correct_by_sheet(self, rows: list[tuple[int, int | str | None, str | None]]) -> None:
        """Each row says what the entry of a 流水号 says now, or another amount, another day, or both."""
        asked = {pick(self.ledger.named(), at): (amount, day) for at, amount, day in rows}
        cells: list[dict[str, str]] = []
        pairs: list[tuple[Entry, Entry]] = []
        new: list[Entry] = []
        why: set[str] = set()
        for ref, (amount, day) in asked.items():
            old = self._by_id(self.ledger.named()[ref])
            if old.kind in BACK:  # it would have to name its loan
                continue
            fen = (
                old.amount if amount is None else self._entry(old.kind, Place(False, 0, 0, 0), amount, old.date).amount
            )
            says = replace(old, amount=fen, date=day or old.date, ref=ref)
            cells.append(
                self._cells(says, "" if says.kind in LENDING or says.project is None else says.village or "未分村", "")
            )
            if fen < 0:
                why.add("no reason")
            if any(self._is_so(says, one) for one in self._story(ref)):
                continue
            changes = self._changes(says, old, why)
            of_row = self.ledger.anew(old, self.number, **changes)
            of_row[0] = (replace(of_row[0][0], date=self._opened(old.date)), of_row[0][1])
            new += [entry for side in zip(*of_row, strict=True) for entry in side]
            pairs += of_row
        if not cells:
            return
        report = import_files(
            Run(self.target, "proof", NOW, ["aidtrack"]),
            files=(self._sheet("更正", HEADER, [[row[name] for name in HEADER] for row in cells]),),
            mode="correct", reason="更正", allow_duplicates=True, again=True,
        )  # fmt: skip
        why |= self.ledger.broken(new)
        assert (report.exit_code == 0) == (not why), (why, [line for table in report.tables for line in table.lines])
        if why or not pairs:
            return
        batch = int(str(report.tables[0].rows[0]["batch"]))
        self.batches.append(batch)
        self.of_files.add(batch)
        self._recorded(batch, pairs)

    def _changes(self, says: Entry, old: Entry, why: set[str]) -> dict[str, Any]:
        """What a row changes of the entry that stands; of one given back in part no amount is said for sure."""
        held, changes = self.ledger.held(old.id), dict[str, Any]()
        if old.reverses is not None or held == 0:
            why.add("not correctable")
        if says.date not in self._days(old):
            changes["date"] = says.date
        elif old.date <= self.ledger.closed_through:
            changes["date"] = self._opened(old.date)
        if says.amount not in self._amounts(old):
            if self._returned(old) + held - old.amount:
                why.add("given back")
            changes["amount"] = says.amount
        return changes

    def _is_so(self, says: Entry, one: Entry) -> bool:
        """Whether a row says what an entry does; what was merged by the name of what stands for it too."""
        places = ((getattr(says, name), getattr(one, name)) for name in ("fund", "project", "village"))
        return (
            says.date in self._days(one)
            and says.amount in self._amounts(one)
            and all(self.ledger.stands(here) == self.ledger.stands(there) for here, there in places)
        )

    def _story(self, ref: str) -> Iterator[Entry]:
        """What a 流水号 ever stood for, but for corrections that were taken back."""
        known = {self.ledger.refs[ref]}
        yield self._by_id(self.ledger.refs[ref])
        for entry in self.ledger.entries:
            if entry.corrects in known and entry.batch not in self.ledger.undone:
                known.add(entry.id)
                yield entry

    def _days(self, entry: Entry) -> set[str]:
        """Its own day, and the former one where it was corrected on another because that was closed."""
        if entry.corrects is None:
            return {entry.date}
        former = self._by_id(entry.corrects)
        [back] = [one for one in self.ledger.entries if one.reverses == former.id and one.batch == entry.batch]
        stayed = entry.date == former.date or entry.date == back.date != former.date
        return {entry.date, *(self._days(former) if stayed else ())}

    def _amounts(self, entry: Entry) -> set[int]:
        return {entry.amount, entry.amount - self._returned(entry)}

    def _returned(self, entry: Entry) -> int:
        """What was given back of all that an entry corrects."""
        if entry.corrects is None:
            return 0
        former = self._by_id(entry.corrects)
        anew = {one.batch for one in self.ledger.entries if one.corrects == former.id}
        backs = [one for one in self.ledger.entries if one.reverses == former.id and one.batch not in anew]
        return self._returned(former) + sum(self.ledger.held(one.id) for one in backs)

    def _opened(self, day: str) -> str:
        """The day on which an entry is taken back."""
        through = self.ledger.closed_through
        return day if day > through else (date.fromisoformat(through) + timedelta(days=1)).isoformat()

    def _by_id(self, id: int) -> Entry:
        return next(entry for entry in self.ledger.entries if entry.id == id)

    def _cells(self, entry: Entry, village: str, reverses: str) -> dict[str, str]:
        needs_reason = entry.amount < 0 or entry.kind == "writeoff" or reverses
        return {
            "类型": entry.kind, "日期": entry.date, "资金": entry.fund, "村": village,
            "项目": entry.project or "" if entry.kind not in LENDING else "", "借款户": entry.household or "", "借款流水号": "",
            "金额(元)": str(yuan(entry.amount)), "原因": "更正" if needs_reason else "",
            "超支原因": "急用" if entry.over else "", "流水号": entry.ref or "", "冲销流水号": reverses,
            "用途": f"第{entry.id}笔",
        }  # fmt: skip

    def _sheet(self, stem: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        path = type(self).folder / f"{stem}.csv"
        path.write_text("\n".join(",".join(cells) for cells in (header, *rows)) + "\n", encoding="utf-8")
        return str(path)
