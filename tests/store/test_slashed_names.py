"""A name may hold a stroke or come broken over two lines; what is also a path is never guessed."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.cli.preferences import read_preferences
from aidtrack.cli.registry import commands
from aidtrack.cli.typer_internals import Context
from aidtrack.errors import Refused
from aidtrack.store.engine.target import target
from aidtrack.store.engine.transaction import write
from aidtrack.store.names.find import Names
from aidtrack.store.records import nouns
from conftest import Store, examples, once
from exchange.stores import NOW, equal
from importing.books import delimited, xlsx
from importing.desk import Desk

ROAD = "牙河村/道路硬化"


@pytest.fixture
@once
def twofold(store: Store) -> Store:
    """Id 1 is called by the path of id 2; a third hangs on a village that is written with a stroke."""
    store.run(
        "village add 牙河村 --county 陇西县",
        "village add 上/下村 --county 陇西县",
        f"project add {ROAD}",
        "project add 道路硬化 --village 牙河村",
        "project add 村道/水渠 --village 上/下村 --code X-1",
        "household add 12/3 --village 上/下村",
        "fund add 省级/专项 --source self",
        "receipt add 1000 --fund 省级/专项 --date 2018-01-01",
    )
    return store


def test_what_is_a_name_and_a_path_is_listed_with_both(twofold: Store) -> None:
    add = ("allocation", "add", "--fund", "省级/专项", "--date", "2018-01-02", "5", "--project")
    for lang in ("zh", "en"):
        for words in (("project", "show", ROAD), (*add, ROAD)):
            answer = twofold(*words, lang=lang)
            assert (answer.code, answer.out) == (1, "")
            assert f"/{ROAD}" in answer.err and "陇西县/牙河村/道路硬化" in answer.err
    meant = {"id:1": ROAD, f"/{ROAD}": ROAD, "id:2": "道路硬化", "陇西县/牙河村/道路硬化": "道路硬化"}
    meant |= dict.fromkeys(("村道/水渠", "上/下村/村道/水渠", "陇西县/上/下村/村道/水渠", "code:X-1"), "村道/水渠")
    for word, name in meant.items():
        assert twofold.json("project", "show", word)["tables"][0]["rows"][0]["name"] == name, word
    assert twofold("project", "show", "下村/村道/水渠").code == 1
    assert "村道/水渠" in twofold("project", "show", "村道/水曲", lang="zh").err
    twofold.ok("check")


@pytest.mark.parametrize("door", ["csv", "xlsx", "json"])
def test_a_sheet_says_which_by_its_village_or_a_sure_word(twofold: Store, tmp_path: Path, door: str) -> None:
    desk = Desk(twofold, tmp_path)
    header = ["日期", "资金", "项目", "村", "金额（元）"]

    def sheet(*rows: list[str]) -> dict[str, bytes]:
        if door == "csv":
            return {"安排.csv": delimited([header, *rows])}
        if door == "xlsx":
            return {"安排.xlsx": xlsx({"安排": [header, *rows]})}
        names = ("date", "fund", "project", "village", "amount")
        table = {
            "name": "allocation", "columns": [{"name": name} for name in names],
            "rows": [dict(zip(names, row, strict=True)) for row in rows],
        }  # fmt: skip
        return {"安排.json": json.dumps({"schema": 1, "tables": [table]}).encode()}

    day = ["2018-01-02", "省级/专项"]
    answer = desk.bring(sheet([*day, ROAD, "", "5"]))
    [problem] = answer.rows("problems")
    assert (answer.code, problem["code"], problem["field"]) == (1, "ambiguous_name", "project")
    desk.take(sheet(
        [*day, ROAD, "牙河村", "1"], [*day, "id:1", "牙河村", "2"], [*day, "村道/\n水渠", "上/下村", "3"],
        [*day, "code:X-1", "", "4"],
    ))  # fmt: skip
    rows = twofold.json("allocation", "list")["tables"][0]["rows"]
    assert [(row["project"], row["amount"]) for row in rows] == [
        ("道路硬化", "1.00"),
        (ROAD, "2.00"),
        ("村道/水渠", "3.00"),
        ("村道/水渠", "4.00"),
    ]


def test_in_its_own_sheet_it_is_a_name(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path)
    desk.take({"村.csv": "村名\n牙河村\n甲/乙村\n"})
    desk.take({"项目.csv": f'项目名称,村\n{ROAD},\n"村道\n硬化 ",甲/乙村\n'})
    rows = store.json("project", "list")["tables"][0]["rows"]
    assert [(row["name"], row["village"]) for row in rows] == [(ROAD, None), ("村道 硬化", "甲/乙村")]
    assert desk.bring({"项目2.csv": '项目名称,村\n村道硬化,甲/乙村\n"村\n道硬化",甲/乙村\n'}).code == 1  # one name
    store.ok("check")


@pytest.mark.server
@pytest.mark.parametrize("file", ["csv", "xlsx", "json"])
def test_they_come_back(twofold: Store, new_store: Callable[[str], Store], tmp_path: Path, file: str) -> None:
    for project, village in (("id:1", "上/下村"), ("id:2", "牙河村"), ("X-1", "上/下村")):
        twofold.ok(
            *("allocation", "add", "5", "--fund", "省级/专项", "--project", project),
            *("--village", village, "--date", "2018-01-02"),
        )
    paths = []
    for noun in ("village", "fund", "project", "household", "entry"):
        paths.append(str(tmp_path / f"{noun}.{file}"))
        twofold.ok("export", noun, "--format", file, "-o", paths[-1])
    for engine in ("sqlite", "postgresql"):
        other = new_store(engine)
        other.ok("import", *paths)
        assert equal(other) == equal(twofold)
        other.ok("check")


def test_names_complete(twofold: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDTRACK_DB", twofold.db)
    read_preferences(())
    for noun, word, found in (("project", "村道/", ["村道/水渠"]), ("village", "上", ["上/下村"])):
        show = commands()[noun].load().entries["show"].load()  # type: ignore[attr-defined]  # a group
        [name] = [one for one in show.params if one.param_type_name == "argument"]
        assert [item.value for item in name.shell_complete(Context(show), word)] == found


_called = st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=3).map("/".join)
_county = st.none() | st.sampled_from("甲乙")


@given(
    villages=st.lists(st.tuples(_called, _county), min_size=1, max_size=3),
    projects=st.lists(st.tuples(_called, st.none() | st.integers(0, 2)), max_size=5),
)
@settings(max_examples=examples(60))
def test_what_names_one_for_sure_names_it_and_no_other(
    new_file: Callable[[Store | None], str],
    villages: list[tuple[str, str | None]],
    projects: list[tuple[str, int | None]],
) -> None:
    """Whatever else is called by its path."""
    with write(target(new_file(None)), actor="proof", now=NOW) as writer:
        ids = []
        for name, county in villages:
            with suppress(Refused):
                ids.append(nouns.add(writer, "village", {"name": name, "county": county}))
        for name, at in projects:
            with suppress(Refused):
                nouns.add(writer, "project", {"name": name, "village_id": None if at is None else ids[at % len(ids)]})
        names = Names(writer, in_sheets=True)
        for noun in ("village", "project"):
            for id in names.index(noun).rows:
                assert names.find(noun, names.choice(noun, id)) == id
