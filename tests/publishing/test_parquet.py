"""A store's rows for tools that read many of them: all money, nothing of persons. The files themselves are looked at where pyarrow is
installed (CONTRIBUTING), and with DuckDB held against the roll-up.
"""

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from aidtrack.reports.publishing.lake import Part, parts
from aidtrack.store.engine.connection import read
from conftest import Store
from pages import MANUAL, sections
from publishing.test_iati import HEAD, books, illustration

MISSING = [name for name in ("pyarrow", "duckdb") if importlib.util.find_spec(name) is None]
WITH_DUCKDB = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


def rows_of(store: Store) -> dict[str, list[dict[str, Any]]]:
    """By table, with office and year."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with read(store.target) as connection:
        for part in parts(connection):
            found[part.table] += [_row(part, row) for row in part.rows()]
    return found


def _row(part: Part, row: Any) -> dict[str, Any]:
    return {"office": part.office, "year": part.year, **dict(zip((one.name for one in part.columns), row, strict=True))}


def test_all_money_and_nothing_of_persons(store: Store) -> None:
    books(store)
    store.run("db setting office 621122", f"project edit 圈舍 --content 为{HEAD}建", f"fund edit 专项 --provider {HEAD}", "indicator add 收入 --household H1 --value 5 --as-of 2017",
              "indicator add 收入 --village 甲村 --value 7 --as-of 2017")  # fmt: skip
    found = rows_of(store)
    assert {row["office"] for rows in found.values() for row in rows} == {"621122"}
    assert all(str(row["date"])[:4] == str(row["year"]) for row in found["entry"])
    sums: dict[str, int] = defaultdict(int)
    for row in found["entry"]:
        sums[row["kind"]] += row["amount"]
    total = store.json("report", "fund")["tables"][0]["total"]
    named = {
        "received": "receipt",
        "allocated": "allocation",
        "disbursed": "disbursement",
        "spent": "spending",
        "lent": "loan",
    }
    assert {name: sums[kind] for name, kind in named.items()} == {
        name: int(total[name].replace(".", "")) for name in named
    }
    assert [row["content"] for row in found["project"]][:2] == ["建设", None] and found["fund"][0]["provider"] is None
    assert [row["value"] for row in found["indicator"]] == ["7"]
    assert not {"household", "measure", "posting"} & {*found}
    text = str(dict(found))
    assert not any(never in text for never in (HEAD, "收款的人", "记-17", "买钢架", "多付了", "去世", "H1"))


@pytest.mark.parametrize(
    "typed",
    [
        "parquet",
        "parquet village -o d",
        "parquet -o d --partial",
        "parquet -o d --format csv",
        "parquet -o d --year 2017",
    ],
)
def test_typed_wrongly(file_store: Store, typed: str) -> None:
    assert file_store("export", *typed.split()).code == 2


@pytest.mark.skipif("pyarrow" not in MISSING, reason="pyarrow is installed")
def test_without_the_library_it_says_how_to_get_it(file_store: Store, tmp_path: Path) -> None:
    answer = file_store("export", "parquet", "-o", str(tmp_path / "d"))
    assert answer.code == 4 and "aidtrack[lake]" in answer.err and not (tmp_path / "d").exists()


KINDS = {"allocated": "allocation", "spent": "spending"}
PAGES = [MANUAL / lang / "exchange.md" for lang in ("zh", "en")]


def blocks(page: Path) -> tuple[str, str, str]:
    """What the manual says: the tables in DuckDB, those in Spark, the roll-up over them."""
    [section] = [one for one in sections(page) if "parquet" in one.text]
    duckdb, spark, query = [block for block in section.blocks if block.kind in ("sql", "python")]
    return duckdb.text, spark.text, query.text


def lake(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str | None, list[str | None]]:
    """The illustration written out, twice, and what the roll-up says of each county."""
    illustration(store)
    store.run("db setting office 062100", "receipt add 1 --fund 自筹资金 --date 2001-01-01 --over 补记 --ref R")
    monkeypatch.chdir(folder)
    store.ok("export", "parquet", "-o", "湖")
    assert Path("湖/entry/office=062100/year=2001").is_dir()
    store.run("receipt correct R --date 2016-01-01 --reason 抄错", "db setting office 062101")
    store.ok("export", "parquet", "-o", "湖")
    assert not Path("湖/entry/office=062100").exists()  # it holds nothing of before
    rows = store.json("report", "rollup", "--by", "county")["tables"][0]["rows"]
    return {row["county"]: [row[name] for name in KINDS] for row in rows}


def without_money(found: Iterable[Sequence[Any]]) -> dict[str | None, list[str]]:
    """By county; places of which there is neither."""
    return {county: [*map(str, sums)] for county, *sums in found if any(one is not None for one in sums)}


@WITH_DUCKDB
@pytest.mark.parametrize("page", PAGES, ids=["zh", "en"])
def test_duckdb_comes_to_what_the_roll_up_says(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Path
) -> None:
    import duckdb

    said = lake(store, tmp_path, monkeypatch)
    tables, _, query = blocks(page)
    with duckdb.connect() as connection:
        connection.execute(tables)
        assert without_money(connection.execute(query).fetchall()) == said


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="not installed: pyspark")
def test_spark_comes_to_what_the_roll_up_says(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyspark.sql import SparkSession

    said = lake(file_store, tmp_path, monkeypatch)
    _, tables, query = blocks(PAGES[0])
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        exec(tables, {"spark": spark})
        assert without_money(spark.sql(query).collect()) == said
    finally:
        spark.stop()
