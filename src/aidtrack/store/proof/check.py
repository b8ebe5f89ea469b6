"""`check`: everything that is kept twice recomputed and compared, every rule judged anew, the audit chain verified."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aidtrack.ledger.earmark import EARMARK_FITS
from aidtrack.ledger.guards import (
    AFTER_CLOSING,
    ONLY_TAKES_BACK,
    STEPS_ASKED,
    UNEXCUSED_FEN,
    steps_missing,
)
from aidtrack.ledger.kind import CELL_BALANCES
from aidtrack.ledger.quantity import ALLOCATED, CASH, DISBURSED, REMAINING, unallocated_sql
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof import loans, spelling
from aidtrack.store.proof.impossible import impossible
from aidtrack.store.proof.verify import verify
from aidtrack.store.records import balances, document_files
from aidtrack.store.schema.triggers import triggers
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

Level = Literal["damage", "rule", "alert"]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """`rule` is G1–G8 or what was compared; `what` names the row."""

    level: Level
    rule: str
    what: str
    problem: str


def check(connection: Connection) -> list[Discrepancy]:
    """All findings: damage first, then broken rules, then alerts."""
    found = [*_file(connection), *_guards(connection), *_balances(connection)]
    found += [Discrepancy("damage", "audit", what, problem) for what, problem in verify(connection)]
    found += [Discrepancy("damage", "value", what, problem) for what, problem in impossible(connection)]
    found += [Discrepancy("damage", "spelling", what, problem) for what, problem in spelling.wrong(connection)]
    found += [*_rules(connection), *_steps(connection), *_files(connection), *_early_cash(connection)]
    found += [Discrepancy("rule", "G4", what, problem) for what, problem in loans.wrong(connection)]
    order = {"damage": 0, "rule": 1, "alert": 2}
    return sorted(found, key=lambda finding: order[finding.level])


def _file(connection: Connection) -> Iterator[Discrepancy]:
    if connection.engine != "sqlite":
        return
    for (line,) in connection.rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Discrepancy("damage", "file", connection.target.shown, str(line))
    for table, rowid, parent, _ in connection.rows("PRAGMA foreign_key_check"):
        yield Discrepancy(
            "damage", "reference", f"{table} {rowid}", t("refers to a row of {table} that is not there.", table=parent)
        )


def _guards(connection: Connection) -> Iterator[Discrepancy]:
    if connection.engine == "sqlite":
        present = dict(connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    else:
        sql = (
            "SELECT tgname, NULL FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            " UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        )
        present = dict(connection.rows(sql))
    for name, sql in triggers(connection.engine):
        known = present.get(name)
        # Of a trigger on a server only the name is compared; what it does stands in its function.
        same = known == sql if connection.engine == "sqlite" else known is None or f"$aidtrack${known}$aidtrack$" in sql
        if name not in present or not same:
            yield Discrepancy("damage", "guard", name, t("is missing or changed: the rules are not enforced."))
    ours = {name for name, _ in triggers(connection.engine)}
    for name in sorted(_watching(connection) - ours):
        yield Discrepancy(
            "damage", "guard", safe(name), t("is no trigger of aidtrack's: it may undo what is recorded.")
        )


def _watching(connection: Connection) -> set[str]:
    """The triggers that stand on the store's tables."""
    if connection.engine == "sqlite":
        return {str(row[0]) for row in connection.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    sql = "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
    return {str(row[0]) for row in connection.rows(sql)}


def _balances(connection: Connection) -> Iterator[Discrepancy]:
    for table in ("fund_balance", "cell_balance"):
        for row in balances.wrong(connection, table):
            *place, stored, actual = row
            yield Discrepancy("damage", "balance", f"{table} {tuple(place)}",
                          t("holds {stored}, the entries say {actual}.", stored=_sums(stored), actual=_sums(actual)))  # fmt: skip


def _sums(sums: object) -> str:
    if not isinstance(sums, tuple):
        return "—"
    return ", ".join("—" if fen is None else yuan(int(fen)) for fen in sums)


_OVERS = """coalesce((SELECT sum(abs(e.amount_fen)) FROM entry e WHERE e.over IS NOT NULL AND e.fund_id = {x}.fund_id {place}), 0)"""


def _rules(connection: Connection) -> Iterator[Discrepancy]:
    """Limits that are exceeded: an alert as far as reasons were given for it, a broken rule beyond."""
    fund_overs = _OVERS.format(x="b", place="")
    cell_overs = _OVERS.format(
        x="c", place="AND coalesce(e.project_id, 0) = c.project_id AND coalesce(e.village_id, 0) = c.village_id"
    )
    for rule, sql in (
        ("G1", f"SELECT f.name, NULL, NULL, -{unallocated_sql()} AS over_fen, {fund_overs} FROM fund_balance b JOIN fund f ON f.id = b.fund_id"),
        ("G3", f"SELECT f.name, NULL, NULL, -{CASH.sql()} AS over_fen, {fund_overs} FROM fund_balance b JOIN fund f ON f.id = b.fund_id"),
        ("G2", f"SELECT f.name, p.name, v.name, -{REMAINING.sql('c')} AS over_fen, {cell_overs}"
               " FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id"
               " LEFT JOIN village v ON v.id = c.village_id"),
    ):  # fmt: skip
        for fund, project, village, over, excused in connection.rows(f"SELECT * FROM ({sql}) x WHERE over_fen > 0"):
            level: Level = "alert" if int(over) <= int(excused) else "rule"
            yield Discrepancy(
                level,
                rule,
                _place(fund, project, village),
                t("exceeds its limit by {over} yuan.", over=yuan(int(over))),
            )
    negative = " OR ".join(f"{name}_fen < 0" for name in CELL_BALANCES)
    for fund, project, village in connection.rows(
        "SELECT f.name, p.name, v.name FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id"
        f" LEFT JOIN village v ON v.id = c.village_id WHERE {negative}"
    ):
        yield Discrepancy("rule", "G4", _place(fund, project, village), t("more was taken back than recorded."))
    for fund, project, village in connection.rows(
        "SELECT f.name, p.name, v.name FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id"
        f" LEFT JOIN village v ON v.id = c.village_id WHERE {DISBURSED.less(ALLOCATED).sql('c')} > 0"
    ):
        yield Discrepancy(
            "alert", "over-disbursed", _place(fund, project, village), t("more is disbursed than allocated.")
        )
    held = "e.amount_fen + coalesce((SELECT sum(r.amount_fen) FROM entry r WHERE r.reverses_id = e.id), 0) > 0"
    joins = "FROM entry e JOIN fund f ON f.id = e.fund_id LEFT JOIN project p ON p.id = e.project_id LEFT JOIN village v ON v.id = e.village_id"
    joins += " LEFT JOIN cell_balance c ON c.fund_id = e.fund_id AND c.project_id = coalesce(e.project_id, 0) AND c.village_id = coalesce(e.village_id, 0)"
    for rule, condition, said in (
        ("G5", f"e.kind = 'allocation' AND (f.earmark_category IS NOT NULL OR f.earmark_place IS NOT NULL) AND NOT {EARMARK_FITS}"
               f" AND (e.over IS NOT NULL OR {UNEXCUSED_FEN} > 0) AND NOT {ONLY_TAKES_BACK.format(x='e')}",
         t("is outside its fund's earmark.")),
        ("G6", f"e.kind IN ('allocation', 'spending') AND p.closed_on IS NOT NULL AND {AFTER_CLOSING.format(date='e.date')}"
               f" AND NOT {ONLY_TAKES_BACK.format(x='e')}",
         t("is dated after its project was closed.")),
        ("G5", f"e.kind = 'loan' AND f.form = 'grant' AND NOT {ONLY_TAKES_BACK.format(x='e')}", t("is lent by a grant.")),
    ):  # fmt: skip
        sql = f"SELECT e.id, e.kind, e.over {joins} WHERE e.amount_fen > 0 AND {condition} AND {held} ORDER BY e.id"
        for id, kind, over in connection.rows(sql):
            yield Discrepancy("alert" if over else "rule", rule, f"{kind} {id}", said)


def _steps(connection: Connection) -> Iterator[Discrepancy]:
    """Projects with money that lack the steps the store asks for before it (G8).

    Always an alert: a reason was given, or the money came before the store asked, or a step was removed or found failed since.
    """
    for kind, balance in (("allocation", "allocated_fen"), ("spending", "spent_fen")):
        for project, fen in connection.rows(
            f"SELECT p.name, sum(c.{balance}) FROM cell_balance c LEFT JOIN project p ON p.id = c.project_id"
            f" WHERE {STEPS_ASKED} AND {steps_missing(kind, 'c.project_id')}"
            f" GROUP BY c.project_id, p.name HAVING sum(c.{balance}) > 0 ORDER BY c.project_id"
        ):
            said = (
                t("{amount} yuan are allocated without its proposal and six confirmations.", amount=yuan(int(fen)))
                if kind == "allocation"
                else t("{amount} yuan are spent without its acceptance.", amount=yuan(int(fen)))
            )
            yield Discrepancy("alert", "G8", safe(project or t("project not assigned")), said)


def _files(connection: Connection) -> Iterator[Discrepancy]:
    """Documents whose file is not kept as it was taken in."""
    unseen = 0
    for id, sha256 in connection.rows("SELECT id, sha256 FROM document WHERE sha256 IS NOT NULL ORDER BY id"):
        found = document_files.condition(connection.target, sha256)
        unseen += found == "unseen"
        if found == "missing":
            yield Discrepancy("alert", "file", f"document {id}", t("its file is missing."))
        elif found == "changed":
            yield Discrepancy("alert", "file", f"document {id}", t("its file was changed: it has another SHA-256."))
    if unseen:
        said = t(
            "{count} files were not looked at: ${variable} names no folder.",
            count=unseen,
            variable=document_files.FOLDER,
        )
        yield Discrepancy("alert", "file", "document", said)


def _place(fund: str, project: str | None, village: str | None) -> str:
    return " · ".join(safe(part) for part in (fund, project, village) if part)


def _early_cash(connection: Connection) -> Iterator[Discrepancy]:
    """A fund whose cash was below zero on some earlier day: a back-dated entry, told and not refused."""
    sql = f"""
        SELECT f.name, min(day.date), min(day.cash) FROM (
            SELECT fund_id, date, sum(total) OVER (PARTITION BY fund_id ORDER BY date) AS cash FROM (
                SELECT fund_id, date, sum({CASH.effect("entry")}) AS total
                FROM entry GROUP BY fund_id, date) daily) day
        JOIN fund f ON f.id = day.fund_id WHERE day.cash < 0 GROUP BY f.name ORDER BY f.name"""
    for fund, date, cash in connection.rows(sql):
        yield Discrepancy(
            "alert",
            "cash",
            safe(fund),
            t("held less than nothing from {date} on: {cash} yuan at worst.", date=date, cash=yuan(int(cash))),
        )
