"""What each figure is measured against: the same work done by the barest tool there is."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import generate
from measure import Command

SHELL = shutil.which("sqlite3") or ""
START_UP = Command([sys.executable, "-c", "import typer, rich.table"])
# The overview's figures as a person would ask for them in the shell: from the running balances, and from the entries.
FROM_BALANCES = """SELECT v.id, v.name, v.county, count(DISTINCT c.project_id), sum(c.allocated_fen), sum(c.disbursed_fen),
    sum(c.spent_fen) FROM village v LEFT JOIN cell_balance c ON c.village_id = v.id GROUP BY v.id"""
FROM_ENTRIES = "SELECT village_id, kind, sum(amount_fen) FROM entry GROUP BY village_id, kind"
Query = tuple[str, Mapping[str, object]]
_RUN_TIME = re.compile(r"Run Time: .* user ([0-9.]+) sys ([0-9.]+)")


def typed_table(store: Path, empty: Path) -> None:
    """A file with nothing but the table `entry` of `store`, typed and indexed: no triggers, no checks, no references.

    It has the columns of the sheet that it takes, for of each that is left blank `.import` complains row by row; left out are too
    the indexes of few rows.
    """
    with contextlib.closing(sqlite3.connect(store)) as given:
        found = given.execute("SELECT name, type, \"notnull\", pk FROM pragma_table_info('entry')").fetchall()
        sql = "SELECT sql FROM sqlite_master WHERE tbl_name = 'entry' AND type = 'index' AND sql IS NOT NULL"
        indexes = [str(row[0]) for row in given.execute(sql) if " WHERE " not in row[0]]
    columns = [
        f"{name} {type}{' NOT NULL' if required else ''}{' PRIMARY KEY' if key else ''}"
        for name, type, required, key in found
        if name in generate.RESOLVED.split(",")
    ]
    empty.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(empty)) as bare:
        bare.execute(f"CREATE TABLE entry ({', '.join(columns)}) STRICT")
        for index in indexes:
            bare.execute(index)
        bare.commit()


def shell_import(empty: Path, target: Path, resolved: Path) -> Command:
    """The sqlite3 shell's `.import`: ids as they come, nothing looked up, nothing checked, no balances."""
    words = [SHELL, target, f'.import --csv --skip 1 "{resolved}" entry']
    return Command(words, before=lambda: fresh(empty, target))


def shell_seconds(store: Path, asked: Sequence[Query], times: int) -> list[float]:
    """What the shell says the queries took together, their answers thrown away; the first, cold time is left out."""
    lines = [".output /dev/null", ".timer on"]
    for sql, params in [*asked] * (times + 1):
        lines += [f".parameter set :{name} {_literal(value)}" for name, value in params.items()]
        lines.append(" ".join(sql.split()) + ";")
    done = subprocess.run(
        [SHELL, "-readonly", store], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    seconds = [float(user) + float(system) for user, system in _RUN_TIME.findall(done.stdout)]
    if done.stderr or len(seconds) != len(asked) * (times + 1):
        raise ValueError(f"the shell does not take these queries: {done.stderr}")
    return [sum(seconds[at : at + len(asked)]) for at in range(len(asked), len(seconds), len(asked))]


def _literal(value: object) -> str:
    return f"\"'{value}'\"" if isinstance(value, str) else str(value)


def fresh(source: Path, target: Path) -> None:
    """A copy to write into, settled on the disk before the clock starts."""
    target.with_name(target.name + "-journal").unlink(missing_ok=True)
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def require_same(store: Path, bare: Path) -> None:
    """Both imports brought the same money to the same places. Raises ValueError where not: a ratio would mean nothing."""
    sql = "SELECT fund_id, project_id, village_id, sum(amount_fen), count(*) FROM entry WHERE kind = 'spending' GROUP BY 1, 2, 3"
    found = []
    for path in (store, bare):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            found.append(connection.execute(sql).fetchall())
    if found[0] != found[1]:
        raise ValueError(f"{store} and {bare} do not hold the same spendings")
