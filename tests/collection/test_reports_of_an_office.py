"""What a report says of an office in a collection is what it says at the office, but for ids, commands and who says it."""

import re
import shlex
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aidtrack.cli.rights import of_an_office, right_of
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import read
from collection.parts import handed, part, tables, taken
from conftest import SOME, Server, Store, call
from proofs.commands import every, lines
from proofs.writing import everything_at_hand

ROOT = Path(__file__).parents[2]


def _collection(folder: Path) -> Store:
    made = Store(str(folder / "above.db"), "sqlite")
    made.ok("init", "--collection", "--name", "甘肃省总工会")
    return made


def test_it_is_the_office_whatever_was_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("put_rows", "put_log", "put_nouns", "put_entries", "taken_out"):  # each table in several
        monkeypatch.setattr(f"aidtrack.store.collection.{place}.BLOCK", 2)
    everything_at_hand(tmp_path)
    store, above = Store(str(tmp_path / "aid.db"), "sqlite"), _collection(tmp_path)
    with_ref = {"凭证": "类型,日期,资金,金额（元）,流水号\n到账,2018-03-01,F,5,凭9\n"}
    store.take(tmp_path, with_ref)
    last = store.json("batch", "list")["tables"][0]["rows"][-1]["id"]
    with read(store.target) as connection:
        taken(above.target, handed(connection, 621122))
        taken(above.target, handed(connection, 620623, names=False))
        own = tables(connection)
    assert part(above.target, 621122) == own
    above.ok("check")
    shown = above.json("household", "list", "--office", "620623", "--show-personal")["tables"][0]["rows"]
    assert [row["head"] for row in shown if row["head"] is not None] == ["张**"]
    store.run(
        "db reopen 2015 --reason 补记", "household forget H1 --reason 本人要求", "village merge U W --reason 同一村",
        "batch undo 1 --yes", f"batch undo {last} --yes", "db setting require_steps on", "document remove D1 --yes", "db close 2016",
    )  # fmt: skip
    with read(store.target) as connection:
        for _ in range(2):
            taken(above.target, handed(connection, 621122, since=30))
        own = tables(connection)
    assert part(above.target, 621122) == own
    above.ok("check")


REPORTED = ("village 牙河村", "village 牙河村 --year 2018", "fund", "fund 自筹资金 --by payee", "fund --compare 2017 --as-of 2018", "project", "project 牙河村菌菜大棚",
            "rollup --by county,category", "rollup --by fund --across year", "overview --as-of 2018-06-30", "loan", "progress --by county", "carryover",
            "support", "forecast --as-of 2018-06-30", "alerts", "quality", "dashboard", "briefing --year 2018", "pack", "step", "changes", "activity",
            "posting", "finding", "household", "document", "payee", "indicator 农民人均纯收入")  # fmt: skip


ASKED = [
    *(f"report {one}" for one in REPORTED),
    "village list",
    "spending list",
    "disbursement show 80",
    "find 牙河村",
    "batch list",
]
ON_A_SERVER = [
    "report village 牙河村",
    "report fund",
    "report loan",
    "report alerts",
    "report rollup --by county,category",
    "report step",
    "find 牙河村",
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The illustration as the store of an office."""
    store = Store(str(tmp_path_factory.mktemp("office") / "aid.db"), "sqlite")
    store.ok("init")
    store.ok("import", *map(str, sorted((ROOT / "examples" / "illustration").glob("*.csv"))))
    return store


def _filled(above: Store, office: Store) -> Store:
    """A collection of that office and of another one that has the same."""
    above.ok("init", "--collection", "--name", "甘肃省总工会")
    with read(office.target) as connection:
        for number in (621122, 620623):
            taken(above.target, handed(connection, number))
    return above


@pytest.fixture(scope="module")
def two(office: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return _filled(Store(str(tmp_path_factory.mktemp("two") / "above.db"), "sqlite"), office)


@pytest.fixture(scope="module")
def two_on_server(office: Store, server: Server) -> Iterator[tuple[Store, Store]]:
    """For its owner, and for a reader."""
    server.execute("CREATE DATABASE two ENCODING 'UTF8' TEMPLATE template0")
    above = _filled(Store(server.get_uri(database="two"), "postgresql"), office)
    server.execute("CREATE ROLE reader_of_two LOGIN")
    above.ok("db", "grant", "reader_of_two", "--as", "reader")
    assert above("db", "grant", "reader_of_two", "--as", "clerk").code == 1
    yield above, Store(above.db.replace("//postgres:", "//reader_of_two:"), "postgresql")
    server.drop("two")


@pytest.mark.parametrize("asked", ASKED)
def test_a_report_of_an_office_is_its_own(office: Store, two: Store, asked: str) -> None:
    at_home = without_ids(office.json(*asked.split()))
    asked = asked.replace("show 80", f"show {621122 * SPAN + 80}")
    assert without_ids(two.json(*asked.split(), "--office", "621122")) == at_home


# What is asked of a command that answers from parts of a collection, where its first word does not do.
LINES = {
    "report indicator": "农民人均纯收入", "report publish": "iati", "export": "fund", "find": "牙河村", "notice fund": "专项资金", "notice project": "牙河村菌菜大棚",
    "report village": "牙河村", "document fetch": "{document} -o -", "report office": "--limit 5",
}  # fmt: skip
# Who asks a collection for an office is told of it what the office says of itself alone.
OF_THE_COLLECTION = {"report office", "log", "report thresholds"}


def _some() -> list[str]:
    """Every command; of a verb that each noun or kind of entry has, those of every third: they are made by the same code."""
    alike: dict[str, list[str]] = {}
    for name, _ in every():
        group, _, verb = name.partition(" ")
        alike.setdefault(verb if group in (*NOUNS, *KINDS) else name, []).append(name)
    return [name for at, names in enumerate(alike.values()) for name in (names[at % SOME :: SOME] or names)]


@pytest.mark.parametrize("name", _some())
def test_every_command_takes_an_office_or_refuses_it(
    office: Store, two: Store, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """However an office is asked for; where it can be asked for. Nothing is written where it cannot."""
    monkeypatch.chdir(tmp_path)
    made = dict(every())[name]
    if right_of(name) is None:
        return
    line = next(list(words) for words in lines() if " ".join(words).startswith(name))
    if not any(param.name == "offices" for param in made.params):
        was = Path(two.db).read_bytes()
        refused = two("--office", "621122", *line)
        its_own = re.match(of_an_office(settings=True), name) is not None  # it is done at the office, never here
        assert (refused.code, "Leave out --office" in refused.err, "is filled in by its offices" in refused.err) == (
            2 - its_own,
            not its_own,
            its_own,
        ), refused
        assert office("--office", "99", *line).code == 1
        assert (Path(two.db).read_bytes(), list(tmp_path.iterdir())) == (was, [])
        return
    group, _, verb = name.partition(" ")
    above = line
    if verb == "show" and group in (*KINDS, "batch"):
        [id, *_] = [str(row["id"]) for row in office.ok(group, "list", "--format", "json").rows()]
        line, above = [group, verb, id], [group, verb, str(621122 * SPAN + int(id))]
    elif name in LINES or (verb in ("show", "fetch") and group in NOUNS):
        rows = [] if name in LINES and "{" not in LINES[name] else office.ok(group, "list", "--format", "json").rows()
        named = next((str(row.get("name", row["id"])) for row in rows), "查无此名")
        line = above = [*name.split(), *LINES.get(name, "{row}").format(row=named, document=named).split()]
    form = ["--format", "json"] if any(param.name == "format" for param in made.params) and group != "export" else []
    at_home = office(*line, *form)
    asked = ([*above, "--office", "621122"], ["--office", "621122", *above], [*above, "--office", "62112*"])
    answers = [two(*words, *form) for words in asked]
    told = [without_ids(one.json()) if form and one.code == 0 else one.out for one in (*answers, at_home)]
    assert {answer.code for answer in answers} == {at_home.code}, (at_home, answers)
    assert told[1:3] == [told[0]] * 2
    assert name in OF_THE_COLLECTION or told[3] == told[0]
    of_both = [
        two(*above, *some, *form) for some in ([], ["--office", "621122", "--office", "620623"], ["--office", "62*"])
    ]
    told = [without_ids(one.json()) if form and one.code == 0 else one.code for one in of_both]
    assert name == "log" or told[1:] == [told[0]] * 2  # which it has of its own
    assert two(*line, "--office", "99").code == two("--office", "99", *line).code == 1


@pytest.mark.parametrize("asked", ON_A_SERVER)
def test_so_it_is_on_a_server_for_a_reader_too(office: Store, two_on_server: tuple[Store, Store], asked: str) -> None:
    at_home = without_ids(office.json(*asked.split()))
    for store in two_on_server:
        assert without_ids(store.json(*asked.split(), "--office", "621122")) == at_home


def test_a_reader_exports_as_the_owner_does(office: Store, two_on_server: tuple[Store, Store]) -> None:
    for noun in ("fund", "allocation"):
        told = [store.ok("export", noun, "--office", "621122").out for store in two_on_server]
        assert told == [office.ok("export", noun).out] * 2


def without_ids(answer: Any) -> Any:
    """An answer but for ids and commands, for how the store is called, and for when it came."""
    if isinstance(answer, list):
        return [without_ids(one) for one in answer]
    if isinstance(answer, dict):
        return {name: without_ids(one) for name, one in answer.items() if name not in ("filters", "command", "seal")}
    if isinstance(answer, int):
        return answer % SPAN
    return (
        re.sub(r"621122\d{9}", lambda found: str(int(found[0]) % SPAN), answer) if isinstance(answer, str) else answer
    )


def test_two_of_a_name_are_told_apart_and_sums_are_those_of_the_offices(office: Store, two: Store) -> None:
    store, above = office, two
    one, both = store.json("report", "fund")["tables"][0], above.json("report", "fund")["tables"][0]
    assert [row["office"] for row in both["rows"]] == ["620623"] * len(one["rows"]) + ["621122"] * len(one["rows"])
    assert Decimal(both["total"]["spent"]) == 2 * Decimal(one["total"]["spent"])
    refused = above("report", "fund", "专项资金", lang="zh")
    assert (refused.code, "621122/专项资金" in refused.err) == (1, True)
    assert above.json("report", "fund", "621122/专项资金")["tables"][0]["rows"][0]["office"] == "621122"
    rolled = above.json("report", "rollup", "--by", "office", "--figures", "budget,received,cash,spent,villages")[
        "tables"
    ][0]
    assert [row["office"] for row in rolled["rows"]] == ["620623", "621122"]
    assert {Decimal(row["spent"]) for row in rolled["rows"]} == {Decimal(one["total"]["spent"])}
    assert {row["budget"] for row in rolled["rows"]} == {one["total"]["budget"]}
    by_category = above.json("report", "rollup", "--by", "category")["tables"][0]["rows"]
    assert len(by_category) == len(store.json("report", "rollup", "--by", "category")["tables"][0]["rows"])
    villages = [row["village"] for row in above.json("report", "rollup", "--by", "village")["tables"][0]["rows"]]
    assert villages.count("牙河村") == 2
    assert above("report", "fund", "--office", "99").code == store("report", "fund", "--office", "99").code == 1
    assert above.json("report", "fund", "--office", "62*")["tables"][0]["rows"] == both["rows"]


@pytest.mark.parametrize("asked", REPORTED)
def test_of_all_offices_each_report_answers(two: Store, asked: str) -> None:
    for name in ("牙河村菌菜大棚", "自筹资金", "village 牙河村"):
        *before, last = name.split()
        asked = asked.replace(name, " ".join([*before, f"621122/{last}"]))
    told = {
        row["office"]
        for table in two.json("report", *asked.split())["tables"]
        for row in table["rows"]
        if "office" in row
    }
    assert told <= {"621122", "620623", None}  # what is not assigned to a village is of several


@pytest.mark.parametrize(
    "asked", ["report fund", "report rollup --by office,category", "report overview", "report alerts", "report quality"]
)
@pytest.mark.parametrize("chosen", [[], ["--office", "621122"]])
def test_the_commands_that_it_prints_work_there(two: Store, asked: str, chosen: list[str]) -> None:
    tables = two.json(
        *asked.split(), *chosen, *(["--explain"] if asked not in ("report alerts", "report quality") else [])
    )["tables"]
    printed = [str(row.get("explain") or row.get("command") or "") for table in tables for row in table["rows"]]
    typed = [shlex.split(line) for text in printed for line in text.splitlines() if not line.startswith("#")]
    assert typed
    answers = [call(*words[1:]) for words in (typed[0], typed[len(typed) // 2], typed[-1])]
    assert [one.code for one in answers] == [0, 0, 0], answers
