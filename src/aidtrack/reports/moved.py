"""What `fund transfer` and `reallocate` answer: out of what, into what, how much, and the two entries of it."""

from collections.abc import Sequence
from typing import Any

from aidtrack.phrase import Phrase, Said, phrase
from aidtrack.reports.clock import idle_since
from aidtrack.reports.columns import columns
from aidtrack.reports.confirmed import confirmed, only_tried, undoable
from aidtrack.reports.entries import of_ids
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.store.records.moving import Moved
from aidtrack.values.money import yuan
from aidtrack.values.report import Column, Report, Row, Table, column
from aidtrack.values.text import safe


def transferred(connection: Connection, done: Moved, *, dry_run: bool) -> Report:
    """In a dry run it is taken back after this was read."""
    names, (left, came) = Names(connection), _halves(connection, done)
    fund, into = (names.name("fund", one["fund_id"]) for one in (left, came))
    row: Row = {
        "from": fund, "into": into, "amount": came["amount_fen"], "date": came["date"],
        "idle_since": idle_since(connection, Period(end=came["date"])).get(came["fund_id"]),
        "batch": None if dry_run else done.batch_id,
    }  # fmt: skip
    shown = [
        column("from", "调出资金"),
        column("into", "调入资金"),
        *columns("amount"),
        _DATE,
        *columns("idle_since", "batch"),
    ]
    said = phrase("Moved {amount} yuan from “{fund}” into “{into}”",
                  amount=yuan(came["amount_fen"]), fund=safe(str(fund)), into=safe(str(into)))  # fmt: skip
    return _answer(connection, done, "transfer", phrase("Moved between funds"), shown, row, said, dry_run=dry_run)


def reallocated(connection: Connection, done: Moved, *, dry_run: bool) -> Report:
    """In a dry run it is taken back after this was read."""
    names, (left, came) = Names(connection), _halves(connection, done)
    one, other = (names.name("project", half["project_id"]) for half in (left, came))
    row: Row = {
        "fund": names.name("fund", came["fund_id"]), "from": one, "from_village": names.shown("village", left["village_id"]),
        "into": other, "into_village": names.shown("village", came["village_id"]), "amount": came["amount_fen"], "date": came["date"],
        "batch": None if dry_run else done.batch_id,
    }  # fmt: skip
    shown = [
        *columns("fund"), column("from", "调出项目"), column("from_village", "调出村"), column("into", "调入项目"),
        column("into_village", "调入村"), *columns("amount"), _DATE, *columns("batch"),
    ]  # fmt: skip
    said = phrase("Moved {amount} yuan of “{fund}” from “{project}” to “{into}”",
                  amount=yuan(came["amount_fen"]), fund=safe(str(row["fund"])), project=safe(str(one)), into=safe(str(other)))  # fmt: skip
    return _answer(connection, done, "reallocate", phrase("Moved between projects"), shown, row, said, dry_run=dry_run)


_DATE = column("date", "日期", "date")
_HALF = ("fund_id", "project_id", "village_id", "amount_fen", "date")


def _halves(connection: Connection, done: Moved) -> list[dict[str, Any]]:
    """What left, and what came, by column."""
    rows = connection.rows(
        f"SELECT {', '.join(_HALF)} FROM entry WHERE id IN (:left, :came) ORDER BY id",
        {"left": done.left_id, "came": done.came_id},
    )
    return [dict(zip(_HALF, row, strict=True)) for row in rows]


def _answer(
    connection: Connection, done: Moved, word: str, title: Phrase, shown: Sequence[Column], row: Row, said: Said, *, dry_run: bool
) -> Report:  # fmt: skip
    table = Table(word, title, shown, [row], single=True)
    answer = Report(word, title, [table, of_ids(connection, [done.left_id, done.came_id])])
    return only_tried(answer) if dry_run else undoable(confirmed(answer, said), done.batch_id)
