"""Putting right: entries taken back and recorded anew in one act, in a batch of its own that `batch undo` takes back.

Of each entry a counter-entry takes back what it still holds, on its own day, and a new one has that amount and all that the old one
said, with the changes; it `corrects` the old one. So no report of any day shows the slip any more, and what was taken back of the old one
stays so. Every rule judges the end alone: entries may change places, whatever order they come in. What makes a loan smaller goes with the
loan that is recorded anew.

    with correcting(writer, "merge", reason=reason) as act:
        act.edit("project", 3, {"village_id": into})  # nouns, each change in the log as of the batch
        act.change({id: {"village_id": into} for id in holding(writer, "village_id", from_)})
    act.batch_id, act.anew  # the batch, and by old id the new one's

The reason stands with the counter-entries and in the log; the new entry keeps the old one's own, unless it is below zero and had none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from functools import partial
from typing import Any

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY_COLUMNS, PLACED
from aidtrack.ledger.holding import held
from aidtrack.ledger.kind import BACK
from aidtrack.ledger.quantity import listed
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.entries_digest import of_batch, recorded
from aidtrack.store.names.find import Names
from aidtrack.store.records import nouns
from aidtrack.store.records.alikes import note
from aidtrack.store.records.books import is_closed
from aidtrack.store.records.breach import Breach, in_the_end, ref_in_use, sentence
from aidtrack.store.records.bulk import Act, begin, complete, judge, suspended
from aidtrack.store.records.correctable import require_correctable
from aidtrack.store.records.noun_rules import judge_nouns
from aidtrack.store.records.noun_rules import refusal as noun_refusal
from aidtrack.store.records.repaid import before_its_loan
from aidtrack.store.records.rows import loan_of, ref_of_story, stored
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.blocks import blocks

Values = Mapping[str, object]  # by column
Insert = Callable[[Mapping[str, Sequence[object]], Values], None]  # of columns, and of values that every row has
_AT_ONCE = 5_000  # entries of a look-up, which a server may go through all entries for
_MOST_SAID = 10
NO_HINTS: Mapping[str, Said] = {}
_LINE = ("file_no", "row_no")
_WITH_LOAN = ("fund_id", "project_id", "village_id")


@dataclass(slots=True)
class Change:
    """What changes of an entry by column, an amount in whole fen. It is taken back `back_on` its own day unless another is named;
    `line` is that of a sheet, (file_no, row_no), which says so; `over` is why it may be taken back on a closed day,
    `mark` a reason that goes on though no rule asks for it.
    """

    values: dict[str, object]
    back_on: str | None = None
    reason: str | None = None
    line: tuple[int, int] | None = None
    over: object = None
    mark: str | None = None


@dataclass(slots=True)
class Correcting:
    """One act of putting right; `anew` holds, by old id, the ids of the new entries when it has ended."""

    writer: Writer
    batch_id: int
    act: Act
    chain: Chain
    names: Names
    reason: str
    over: str | None
    insert: Insert
    changes: dict[int, Change] = field(default_factory=dict)
    anew: dict[int, int] = field(default_factory=dict)

    def change(self, changes: Mapping[int, Values], *, back_on: str | None = None) -> None:
        """These entries are recorded anew, with what changes of each by column; they are taken back on their own day unless one is named."""
        for id, values in changes.items():
            known = self.changes.setdefault(id, Change({}))
            known.values.update(values)
            known.back_on = back_on or known.back_on

    def edit(self, noun: str, id: int, values: Values) -> None:
        """A noun comes to state this, judged at the end too."""
        nouns.edit(
            self.writer, noun, id, values, names=self.names, chain=self.chain, batch_id=self.batch_id, act=self.act
        )


@contextmanager
def correcting(
    writer: Writer,
    kind: str,
    *,
    reason: str,
    over: str | None = None,
    hints: Mapping[str, Said] = NO_HINTS,
    edited: tuple[str, int] | None = None,
) -> Iterator[Correcting]:
    """What is changed inside is recorded when the block ends, in a batch of this `kind` ("correct", "merge"), or in that of a
    run of many commands.

    `over` is the reason why what comes of it may break a rule; `hints` say by rule what else can be done where one is broken; `edited`
    is the row, by noun and id, whose edit it is where that is what was asked for. Raises Refused: for an entry that cannot be corrected, a 流水号 in use, and every rule that the end breaks.
    """
    many = writer.batch_id  # of a run of many commands, which logs it at its end
    batch_id = begin(writer, kind) if many is None else many
    chain = Chain(writer)
    with suspended(writer, batch_id) as act:
        insert = partial(writer.insert_columns, "entry")
        one = Correcting(writer, batch_id, act, chain, Names(writer), reason, over, insert)
        yield one
        record_anew(one)
        _require_sound(one, judge(writer, act.last, batch_id), hints)
    if many is not None:
        return
    digest = of_batch(writer, batch_id, *complete(writer, batch_id, 2 * len(one.anew), act.last))
    after = {**recorded(writer, batch_id, digest), "reason": reason, **({"edited": edited} if edited else {})}
    chain.append(kind, "batch", batch_id, batch_id=batch_id, after=after)


def holding(connection: Connection, column: str, id: int) -> dict[int, dict[str, Any]]:
    """The entries, by id, that still hold something and name a row of a noun in this column: of which day they are, and where they lie;
    what takes back goes with what it takes back.
    """
    columns = ("date", *PLACED)
    sql = f"SELECT e.id, {', '.join(f'e.{name}' for name in columns)} FROM entry e WHERE e.{column} = :id AND e.reverses_id IS NULL AND {held('e')} <> 0 ORDER BY e.id"
    return {id: dict(zip(columns, row, strict=True)) for id, *row in connection.rows(sql, {"id": id})}


def record_anew(one: Correcting) -> None:
    """Enter what takes the entries back, and the new ones: the rules are judged by whoever ends the act."""
    writer = one.writer
    pairs = _pairs(one, _look(writer, one.changes)) if one.changes else []
    if pairs and (one.over is not None or any(change.mark for change in one.changes.values())):
        with writer.trial():
            _insert(one, pairs)
            broken = {breach.entry_id for breach in judge(writer, one.act.last, one.batch_id)}
        for row in (row for pair in pairs for row in pair if row["id"] in broken):
            row["over"] = row["over"] or one.over
        for new in (new for _, new in pairs if new["id"] not in broken):
            known = one.changes.get(new["corrects_id"])
            new["over"] = new["over"] or (known and known.mark)
    _insert(one, pairs)
    _claim_refs(one, pairs)
    if writer.alikes:
        for back, new in pairs:
            note(writer, back["id"], back, None)
            note(writer, new["id"], new, ref_of_story(writer, new["id"]))
    one.anew = {int(back["reverses_id"]): int(new["id"]) for back, new in pairs}


def _look(writer: Writer, changes: Mapping[int, Change]) -> list[dict[str, Any]]:
    """The entries as they are stored, loans first, each with what it holds (`held_fen`); the repayments of loans come along."""
    along = [
        id
        for some in blocks(changes, _AT_ONCE)
        for (id,) in writer.rows(
            f"""SELECT e.id FROM entry e WHERE e.loan_id IN ({_ids(some)}) AND e.kind IN {listed(BACK)}
            AND e.reverses_id IS NULL AND {held("e")} <> 0"""
        )
    ]
    columns, found = ("id", *ENTRY_COLUMNS), list[dict[str, Any]]()
    for some in blocks(sorted({*changes, *along}), _AT_ONCE):
        picked = f"(SELECT id FROM entry WHERE id IN ({_ids(some)}))"
        rows = writer.rows(
            f"SELECT {', '.join(f'e.{name}' for name in columns)}, {held('e')} FROM entry e WHERE e.id IN ({_ids(some)})"
        )
        found += ({**dict(zip(columns, row, strict=False)), "held_fen": int(row[-1])} for row in rows)
        require_correctable(writer, picked)
    return sorted(found, key=lambda entry: (entry["kind"] in BACK, entry["id"]))


def _ids(some: Sequence[int]) -> str:
    return ", ".join(map(str, some))


def _pairs(one: Correcting, entries: Sequence[Mapping[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(what takes it back, what is recorded anew) of each entry, under ids of their own."""
    ids = one.writer.next_ids("entry", 2 * len(entries))
    pairs, loans = [], dict[int, tuple[Mapping[str, Any], dict[str, Any]]]()
    for old, back_id, new_id in zip(entries, ids, ids[len(entries) :], strict=False):
        change = one.changes.get(old["id"]) or _along(one, old)
        reason = change.reason or one.reason
        line = dict(zip(_LINE, change.line or (None, None), strict=True))
        back = {
            **dict.fromkeys(ENTRY_COLUMNS), **{name: old[name] for name in (*PLACED, "payee")}, **line, "id": back_id,
            "date": change.back_on or old["date"], "amount_fen": -old["held_fen"], "reason": reason, "reverses_id": old["id"],
            "loan_id": loan_of(old, old["id"]), "over": change.over if change.over is not None and is_closed(one.writer, change.back_on or old["date"]) else None,
        }  # fmt: skip
        new = {
            **{name: old[name] for name in ENTRY_COLUMNS}, "amount_fen": old["held_fen"], "ref": None, "origin": None, "moves_id": None, **line, "id": new_id,
            **_with_loan(old, loans), **change.values, "corrects_id": old["id"],
        }  # fmt: skip
        if new["amount_fen"] < 0 and new["reason"] is None:
            new["reason"] = reason
        loans[old["id"]] = (old, new)
        pairs.append((back, new))
    return pairs


def _along(one: Correcting, old: Mapping[str, Any]) -> Change:
    """What goes with its loan: of the line that says so, and for its reason."""
    loan = one.changes.get(old["loan_id"])
    return Change({}) if loan is None else Change({}, reason=loan.reason, line=loan.line)


def _with_loan(old: Mapping[str, Any], anew: Mapping[int, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Values:
    """What of an entry follows the loan that it makes smaller, where that is recorded anew."""
    if old["loan_id"] not in anew:
        return {}
    loan, now = anew[old["loan_id"]]
    return {"loan_id": now["id"], **{name: now[name] for name in _WITH_LOAN if old[name] == loan[name]}}


def _insert(one: Correcting, pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    rows = [*(back for back, _ in pairs), *(new for _, new in pairs)]
    if rows:
        columns = {name: [row[name] for row in rows] for name in ("id", *ENTRY_COLUMNS, *_LINE)}
        one.insert(columns, {"batch_id": one.batch_id})


def _claim_refs(one: Correcting, pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """An old 流水号 stays that of the first entry, and answers with the newest; a new one is claimed."""
    for _, new in pairs:
        if new["ref"] is not None and not schema_on(one.writer.engine).claim_refs(one.writer, new["id"], new["id"]):
            raise ref_in_use(one.writer, str(new["ref"]))


def _require_sound(one: Correcting, breaches: Sequence[Breach], hints: Mapping[str, Said]) -> None:
    """Raises Refused, saying every rule that is broken."""
    said = []
    for breach in in_the_end(breaches)[:_MOST_SAID]:
        [(kind, day)] = one.writer.rows("SELECT kind, date FROM entry WHERE id = :id", {"id": breach.entry_id})
        early = before_its_loan(one.writer, breach.entry_id) if breach.rule == "G4 no loan" else []
        said += [spoken(told) for told in early] or [sentence(one.writer, breach, {"kind": kind, "date": day})]
    for broken in judge_nouns(one.writer, one.act, breaches):
        after = stored(one.writer, broken.noun, broken.id) or {}
        said.append(" ".join(map(spoken, noun_refusal(one.writer, broken.rule, broken.noun, broken.id, after).args)))
    if said:
        found = dict.fromkeys(hints[breach.rule] for breach in breaches if breach.rule in hints)
        raise Refused("\n".join(dict.fromkeys(said)), *found, t("Nothing was changed."))
