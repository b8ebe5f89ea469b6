"""A small money chain to break rules on, the plain driver of a store's engine, and what a refusal must leave alone."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from aidtrack.ledger.kind import KINDS
from conftest import Answer, Store, flagged, once
from store.raw import Unlogged

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
MONEY = [name for name, kind in KINDS.items() if not kind.loan]  # the kinds that lend nothing
FUND, PROJECT, TRAINING, VILLAGE, OTHER = "自筹资金", "菌菜大棚", "技能培训", "牙河村", "咀儿村"
HOUSEHOLD, NEIGHBOUR = "H-001", "H-002"


@contextmanager
def raw(store: Store) -> Iterator[Any]:
    """The engine's own driver without anything of ours: what another program does to the store."""
    if store.engine == "sqlite":
        connection: Any = sqlite3.connect(store.db, isolation_level=None)
    else:
        import psycopg

        connection = Unlogged(psycopg.connect(store.db, autocommit=True))
    try:
        yield connection
    finally:
        connection.close()


def dump(store: Store) -> dict[str, list[str]]:
    """Every row of every table."""
    with raw(store) as connection:
        tables = [row[0] for row in connection.execute(_TABLES[store.engine]).fetchall()]
        return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}").fetchall())) for table in tables}


def holds(store: Store, name: str) -> list[str]:
    """The tables in which a name is to be read; where none has it, the file if its bytes are there."""
    found = [table for table, rows in dump(store).items() if any(name in row for row in rows)]
    in_file = not found and store.engine == "sqlite" and name.encode() in Path(store.db).read_bytes()
    return found + (["file"] if in_file else [])


@once
def chain(store: Store, **fund: str) -> Store:
    """A fund, two villages, a project at home in one of them and a project at home nowhere; no money yet."""
    options = [word for name, value in fund.items() for word in (f"--{name.replace('_', '-')}", value)]
    store.ok("fund", "add", FUND, *options)
    place = ("--province", "甘肃省", "--prefecture", "定西市", "--county", "陇西县", "--code", "621122100201")
    store.ok("village", "add", VILLAGE, *place)
    store.ok("village", "add", OTHER, "--prefecture", "天水市", "--county", "武山县", "--code", "620524100202")
    store.ok("project", "add", PROJECT, "--village", VILLAGE, "--category", "菌菜大棚")
    store.ok("project", "add", TRAINING, "--category", "培训")
    return store


@once
def lending(store: Store, received: str = "1000", **fund: str) -> Store:
    """The chain with its fund made for lending, so much cash in it on 2 January 2017, and a household in each village."""
    chain(store, **{"form": "loan", **fund})
    store.ok("household", "add", HOUSEHOLD, "--village", VILLAGE, "--head", "张三丰")
    store.ok("household", "add", NEIGHBOUR, "--village", OTHER)
    passes(store, "receipt", received, "--date", "2017-01-02")
    return store


def lend(store: Store, amount: str, ref: str, *options: str, household: str = HOUSEHOLD) -> None:
    """A loan that is recorded, on 31 May 2017 unless `options` say otherwise."""
    day = () if "--date" in options else ("--date", "2017-05-31")
    passes(store, "loan", amount, "--household", household, "--ref", ref, *day, *options)


def add(store: Store, kind: str, amount: str, *options: str, project: str = PROJECT) -> Answer:
    """`aidtrack KIND add AMOUNT` on the fund of the chain, and on a project where the kind has one; as often as asked."""
    place = ("--project", project) if KINDS[kind].per_cell else ()
    return store(kind, "add", amount, "--fund", FUND, *place, *options, "--allow-duplicates")


def passes(store: Store, kind: str, amount: str, *options: str, project: str = PROJECT) -> None:
    """It is recorded, and everything agrees afterwards."""
    answer = add(store, kind, amount, *options, project=project)
    assert answer.code == 0, answer
    store.ok("check")


def unchanged(store: Store, *args: str, says: tuple[str, ...], code: int = 1) -> Answer:
    """The command is refused with a sentence that holds every word of `says`, and writes nothing."""
    before = dump(store)
    answer = store(*args)
    assert answer.code == code, answer
    assert not [word for word in says if word not in answer.err + answer.out], answer
    assert dump(store) == before
    return answer


def refused(store: Store, kind: str, amount: str, *options: str, project: str = PROJECT, says: tuple[str, ...]) -> None:
    """As `passes`, but a rule refuses it; the sentence names the fund and what `says` holds."""
    place = ("--project", project) if KINDS[kind].per_cell else ()
    typed = (kind, "add", amount, "--fund", FUND, *place, *options, "--allow-duplicates")
    unchanged(store, *typed, says=(FUND, *says))


def flags(store: Store) -> dict[str, str]:
    """What the reports that name the chain's fund, project and village say beside its money."""
    said = {
        "village": store.ok("report", "village", VILLAGE, "--format", "json").rows("funding"),
        "fund": store.ok("report", "fund", FUND, "--format", "json").rows("funds"),
        "project": store.ok("report", "project", PROJECT, "--format", "json").rows("projects"),
    }
    return {report: "; ".join(flagged(row["flags"]) for row in rows) for report, rows in said.items()}


def alerts(store: Store) -> set[str]:
    """The rules that `check` says are broken with a reason; nothing may be damaged or broken without one."""
    rows = store.ok("check", "--format", "json").rows("findings")
    assert {row["level"] for row in rows} <= {"alert"}
    return {row["rule"] for row in rows}


def sheet(folder: Path, name: str, header: str, *lines: str) -> str:
    """A CSV file; its path."""
    path = folder / name
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return str(path)


def balances(store: Store) -> Mapping[str, Any]:
    """The one row of `report fund`: received, allocated, spent and cash, as the store keeps them running."""
    row: dict[str, Any] = store.ok("report", "fund", FUND, "--format", "json").rows("funds")[0]
    return row


class Sql:
    """Entries by plain SQL on the chain's fund, past every command of ours."""

    def __init__(self, store: Store, connection: Any) -> None:
        self.store, self.connection = store, connection

    def run(self, sql: str, *values: object) -> Any:
        """One statement; `?` stands for a value."""
        return self.connection.execute(sql if self.store.engine == "sqlite" else sql.replace("?", "%s"), values)

    def row(self, kind: str, fen: int, **values: object) -> dict[str, object]:
        """An entry's columns: in project 1, village 1, dated 31 May 2017, unless `values` says otherwise."""
        place = {"project_id": 1, "village_id": 1} if kind in KINDS and KINDS[kind].per_cell else {}
        usual = {"kind": kind, "date": "2017-05-31", "fund_id": 1, **place, "amount_fen": fen}
        return {**usual, **({"reason": "更正"} if fen < 0 else {}), **values}

    def entry(self, kind: str, fen: int, *, verb: str = "INSERT", **values: object) -> None:
        self.entries(self.row(kind, fen, **values), verb=verb)

    def entries(self, *rows: dict[str, object], verb: str = "INSERT", end: str = "") -> None:
        """Several rows in one statement; they name the same columns."""
        marks = ", ".join("(" + ", ".join("?" * len(row)) + ")" for row in rows)
        values = [row[name] for row in rows for name in rows[0]]
        self.run(f"{verb} INTO entry ({', '.join(rows[0])}) VALUES {marks} {end}", *values)

    def refuses(self, says: str, *rows: dict[str, object], verb: str = "INSERT", end: str = "") -> None:
        """The database refuses the rows, by the rule or constraint `says`, and holds what it held."""
        before = dump(self.store)
        with pytest.raises(self.errors, match=says):
            self.entries(*rows, verb=verb, end=end)
        assert dump(self.store) == before

    def refuses_statement(self, says: str, sql: str, *values: object) -> None:
        before = dump(self.store)
        with pytest.raises(self.errors, match=says):
            self.run(sql, *values)
        assert dump(self.store) == before

    @property
    def errors(self) -> type[Exception]:
        if self.store.engine == "sqlite":
            return sqlite3.Error
        import psycopg

        return psycopg.Error


def only_unlogged(store: Store) -> None:
    """Balances, references and rules agree; `check` finds no more than that the audit log knows nothing of the rows."""
    findings = store("check", "--format", "json").rows("findings")
    assert not [row for row in findings if row["level"] != "alert" and not _unlogged(row)], findings


def _unlogged(finding: Mapping[str, str]) -> bool:
    return (
        finding["rule"] == "audit" or finding["problem"] == "has a number that was given to nobody: raw SQL chose it."
    )
