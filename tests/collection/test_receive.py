"""`aidtrack receive`: bundles in any order, lost, repeated, spoilt, of strangers, of another history; each office all or nothing."""

import json
import os
import random
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aidtrack.bundle.keys import fingerprint
from aidtrack.errors import Environment
from aidtrack.reports.office import days_late
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.transaction import Writer
from bundle.kept import made, parts
from collection.parts import KEY, handed
from collection.province import Province
from conftest import ENGINES, Answer, Server, Store, call
from store.raw import sql
from work import watched


@pytest.fixture
def province(tmp_path: Path) -> Province:
    return Province(tmp_path, Store(str(tmp_path / "above.db"), "sqlite"))


@pytest.fixture(params=ENGINES)
def on_each(request: pytest.FixtureRequest, tmp_path: Path) -> Province:
    if request.param == "sqlite":
        return Province(tmp_path, Store(str(tmp_path / "above.db"), "sqlite"))
    server: Server = request.getfixturevalue("server")
    server.execute("CREATE DATABASE province ENCODING 'UTF8' TEMPLATE template0")
    request.addfinalizer(lambda: server.drop("province"))
    return Province(tmp_path, Store(server.get_uri(database="province"), "postgresql"))


def test_a_year_of_two_counties_in_any_order(on_each: Province) -> None:
    for code in ("621122", "620623"):
        on_each.county(code)
    files = [on_each.month(code, month) for month in (1, 2, 3, 4) for code in on_each.counties]
    random.Random(7).shuffle(files)
    assert set(on_each.results(*files)) == {"new"}
    assert set(on_each.results(on_each.folder)) == {"nothing_new"}
    assert all(map(on_each.agrees, on_each.counties))
    offices = on_each.above.ok("report", "office", "--format", "json").rows()
    assert [(row["office"], row["entries"], row["signature"]) for row in offices] == [
        ("620623", 9, "unconfirmed"), ("621122", 9, "unconfirmed")]  # fmt: skip
    for asked, codes in (("621122", ["621122"]), ("62*", ["620623", "621122"])):
        asked_for = on_each.above.ok("report", "office", "--office", asked, "--format", "json").rows()
        assert [(row["office"], row["last_entry"]) for row in asked_for] == [(code, "2018-04-05") for code in codes]
    on_each.above.ok("collection", "confirm", "621122")
    assert [row["signature"] for row in on_each.above.ok("report", "office", "--format", "json").rows()] == [
        "unconfirmed",
        "confirmed",
    ]
    on_each.above.ok("check", "--strict")


def test_what_an_office_took_over_from_another_is_an_alert(on_each: Province) -> None:
    """As where a county's sheets are entered above it and both hand over: each such entry is in the sums twice."""
    files, sheet = [], on_each.folder / "entries.csv"
    for code in ("621122", "620623"):
        on_each.county(code)
        files.append(on_each.month(code, 1))
    on_each.counties["621122"].ok("export", "entry", "-o", str(sheet))
    on_each.counties["620623"].ok("import", str(sheet), "--allow-duplicates")
    on_each.results(*files, on_each.handover("620623", "taken over"))
    asked = ("report", "alerts", "--kind", "counted_twice")
    rows = on_each.above.json(*asked)["tables"][1]["rows"]
    assert [(row["office"], row["fund"], "621122 → 620623" in row["what"], row["amount"]) for row in rows] == [
        ("620623", "专项资金", True, amount) for amount in ("1000.00", "10.00", "1.00")
    ]
    for row in rows:
        [listed] = call(*shlex.split(row["command"])[1:], "--format", "json").json()["tables"][0]["rows"]
        assert (listed["office"], listed["amount"]) == ("620623", row["amount"])
    assert on_each.above.json(*asked, "--office", "620623")["tables"][1]["rows"] == []
    on_each.counties["620623"].ok("batch", "undo", "1", "--yes")
    on_each.results(on_each.handover("620623", "undone"))
    assert on_each.above.json(*asked)["tables"][1]["rows"] == []


def test_what_is_lost_is_asked_for(province: Province) -> None:
    store = province.county("621122")
    first, _, _, fourth = (province.month("621122", month) for month in (1, 2, 3, 4))
    assert province.results(first) == ["new"]
    # Of what came after the first nothing came: the fourth begins where the second ended.
    [row] = province.receive(fourth, code=1).rows("bundles")
    assert row["result"] == "gap"
    assert str(row["command"]).startswith("aidtrack handover --since ")
    assert str(row["command"]) in province.above("receive", str(fourth), "--quiet").out
    sent = province.handover("621122", "sent", *str(row["command"]).removesuffix(" -o FILE.aidb").split()[2:])
    assert province.results(sent, fourth) == ["new", "nothing_new"]
    assert province.agrees("621122")
    # One that is lost is made good by the next.
    for month in (5, 6):
        last = province.month("621122", month)
    assert province.results(last) == ["new"]
    store.ok("check")


def test_an_unknown_office_is_told_of(province: Province) -> None:
    province.county("621122")
    province.month("621122", 1)
    late = province.handover("621122", "late", "--since", "3")
    assert province.results(late, code=1) == ["unknown"]
    whole = province.handover("621122", "whole", "--all")
    tried = province.above.ok("receive", "--dry-run", str(whole))
    assert "621122" in tried.err + tried.out
    assert province.above.ok("report", "office", "--format", "json").rows() == []
    expected = province.counties["621122"].ok("key", "show", "--format", "json").rows()[0]["fingerprint"]
    answer = province.above("receive", str(whole), "--expect", "0" * 32)
    assert answer.code == 5
    answer = province.above.ok("receive", str(whole), "--expect", str(expected))
    assert str(expected) in answer.err + answer.out
    assert province.above.ok("report", "office", "--format", "json").rows()[0]["signature"] == "confirmed"


@pytest.mark.parametrize("first", ["--with-names", "--all"])
def test_bundles_with_and_without_names_that_overlap(province: Province, first: str) -> None:
    """A name that is known stays until it is forgotten; what came masked and what came with its name both agree with the log."""
    store = province.county("621122")
    store.run("household add H1 --village 石桥村 --head 张三丰", "household add H2 --village 石桥村 --head 司马光",
              "spending add 2 --fund 专项资金 --project 道路 --date 2018-01-09 --payee 司马光 --over 试")  # fmt: skip
    files = [province.handover("621122", "first", first)]
    store.ok("household", "forget", "H1", "--reason", "本人", "--yes")
    files.append(province.handover("621122", "second", *({"--with-names", "--all"} - {first})))
    store.ok("village", "add", "清水村")
    files.append(province.handover("621122", "third"))
    for file in files:
        assert province.results(file) == ["new"]
        province.above.ok("check")
    assert sql(province.above, "SELECT head FROM household ORDER BY id") == [(None,), ("司马光",)]


def test_what_a_stranger_signs_is_not_taken(province: Province) -> None:
    store = province.county("621122")
    assert province.results(province.month("621122", 1)) == ["new"]
    store.run("receipt add 5 --fund 专项资金 --date 2018-02-02")
    forged = province.folder / "forged.aidb"
    with read(store.target) as connection:
        forged.write_bytes(handed(connection, 621122))
    assert province.results(forged, code=5) == ["forged"]
    # Beside it neither that nor a bundle of another store under its number keeps the office's own from being taken.
    other = Store(str(province.folder / "other.db"), "sqlite")
    other.ok("init", "--office", "ZZ", "--number", "621122")
    strange = province.folder / "a.aidb"
    other.ok("handover", "-o", str(strange))
    genuine = province.month("621122", 2)
    rows = province.receive(strange, forged, genuine, code=5).rows("bundles")
    assert {str(row["file"]): row["result"] for row in rows} == {
        strange.name: "unknown", forged.name: "forged", genuine.name: "new"}  # fmt: skip
    [refused] = [row for row in rows if row["result"] == "unknown"]
    assert "next free number is 900001" in str(refused["problem"])
    command = str(refused["command"]).split()[1:]
    assert other(*command[:-1]).code == 1  # --yes is said by who knows that it was not taken in
    other.ok(*command)
    other.ok("handover", "--all", "-o", str(strange), "--force")
    assert province.results(strange) == ["new"]
    other.run("db setting number 7 --yes", f"handover --all --force -o {strange}")
    [refused] = province.receive(strange, code=1).rows("bundles")
    assert (refused["result"], refused["command"]) == ("unknown", " ".join(("aidtrack", *command)))
    answer = province.above("receive", str(forged), "--new-key", fingerprint(KEY.public))
    assert answer.code == 0, answer


def test_each_office_is_all_or_nothing(province: Province) -> None:
    for code in ("621122", "620623"):
        province.county(code)
    good = [province.month("620623", month) for month in (1, 2)]
    files = [province.month("621122", month) for month in (1, 2, 3, 4, 5)]
    # The third and fourth lost: the last does not go on from the second.
    assert sorted(province.results(*files[:2], files[4], *good, code=1)) == ["gap", "gap", "gap", "new", "new"]
    assert [row["office"] for row in province.above.ok("report", "office", "--format", "json").rows()] == ["620623"]


def test_a_head_that_was_told_must_be_there(province: Province) -> None:
    store = province.county("621122")
    file = province.month("621122", 1)
    head = str(sql(store, "SELECT hash FROM audit WHERE id = 3")[0][0])
    assert province.above("receive", str(file), "--head", f"621122={'0' * 12}").code == 5
    province.above.ok("receive", str(file), "--head", f"621122={head[:12]}")


def test_what_is_spoilt_or_no_bundle_is_said(province: Province) -> None:
    province.county("621122")
    whole = province.month("621122", 1)
    bent = province.folder / "bent.aidb"
    data = bytearray(whole.read_bytes())
    data[len(data) // 2] ^= 1
    bent.write_bytes(bytes(data))
    assert sorted(province.results(bent, whole, code=5)) == ["damaged", "new"]
    assert province.results(province.folder / "nowhere.aidb", whole, code=4) == ["unreadable", "nothing_new"]
    assert province.above("receive", str(province.folder / "nowhere")).code == 4
    folder = province.folder / "came"
    (folder / "a folder.aidb").mkdir(parents=True)
    (folder / "nothing.aidb").touch()
    with (folder / "large.aidb").open("wb") as large:
        large.truncate(1 << 40)  # of what is no bundle only the end is read
    results = ["damaged", "damaged", "unreadable"]
    if sys.platform != "win32":
        os.mkfifo(folder / "pipe.aidb")  # nobody writes to it
        (folder / "lost.aidb").symlink_to("nowhere")
        results += ["unreadable", "unreadable"]
    assert sorted(province.results(folder, code=5)) == results
    county = province.counties["621122"]
    assert county("receive", str(whole)).code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="what may be open at a time is told to a process otherwise there")
def test_more_bundles_come_at_once_than_files_may_be_open(province: Province) -> None:
    province.county("621122")
    file, folder = province.month("621122", 1), province.folder / "came"
    folder.mkdir()
    for at in range(60):
        os.link(file, folder / f"{at}.aidb")
    few = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)); from aidtrack.cli.main import run; run()"
    receive = [sys.executable, "-c", few, "--db", province.above.db, "receive", str(folder), "--format", "json"]
    answer = Answer(0, subprocess.run(receive, capture_output=True, text=True, check=True).stdout, "")
    assert [row["result"] for row in answer.rows("bundles")] == ["new", *["nothing_new"] * 59]


def test_a_bundle_that_goes_while_it_is_received(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken before stands; the office and the file are named."""
    for code in ("620623", "621122"):
        province.county(code)
    files = [province.month(code, 1) for code in province.counties]
    commit = Writer.commit

    def goes(writer: Writer) -> None:
        files[1].unlink(missing_ok=True)
        commit(writer)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "commit", goes)
        answer = province.above("receive", *map(str, files))
    assert (answer.code, "Office 621122: " in answer.err, files[1].name in answer.err) == (4, True, True), answer
    assert [row["office"] for row in province.above.json("report", "office")["tables"][0]["rows"]] == ["620623"]


def test_an_office_without_a_number_is_given_one(province: Province) -> None:
    """From 900001 on, the same for ever; what it says of itself stays as it is."""
    files = []
    for code in ("LX-1", "LX-2"):
        province.county(code)
        files.append(province.month(code, 1))
    answer = province.receive(*files)
    assert "number 900001" in answer.err and "number 900002" in answer.err
    province.receive(province.month("LX-2", 2), province.month("LX-1", 2))
    rows = province.above.json("report", "office")["tables"][0]["rows"]
    given = {row["office"]: int(row["number"]) for row in rows}
    assert sorted(given) == ["LX-1", "LX-2"] and sorted(given.values()) == [900001, 900002]
    assert [row["entries"] for row in rows] == [5, 5]
    province.above.ok("check")


def _tampered(above: Store, statement: str) -> tuple[int, int]:
    """What check, and check --quick, end with once this was done past the program."""
    kept = Path(above.db).with_name("kept.db")
    shutil.copyfile(above.db, kept)
    sql(above, statement)
    codes = above("check").code, above("check", "--quick").code
    shutil.copyfile(kept, above.db)
    return codes


def test_check_finds_what_was_done_to_a_part(province: Province) -> None:
    for code in ("621122", "620623"):
        province.county(code)
        province.results(province.month(code, 1))
    assert _tampered(province.above, "UPDATE office_audit SET after = '{}' WHERE id = 621122000000003") == (5, 5)
    assert _tampered(province.above, "UPDATE fund SET note = 'x' WHERE id = 621122000000001") == (5, 0)
    assert _tampered(province.above, "UPDATE entry SET amount_fen = 7 WHERE id = 620623000000002") == (5, 5)
    assert _tampered(
        province.above, "UPDATE office_figure SET fen = fen + 1 WHERE office_id = 620623 AND fund_id = 1"
    ) == (5, 5)
    assert _tampered(province.above, "UPDATE month_sum SET amount_fen = amount_fen + 1 WHERE kind = 'receipt'") == (
        5,
        5,
    )
    assert _tampered(province.above, "DELETE FROM month_sum WHERE fund_id > 621122000000000") == (5, 5)
    assert _tampered(
        province.above, "INSERT INTO month_sum VALUES (999000000001, NULL, NULL, 'receipt', '2018-01-01', 1)"
    ) == (5, 0)
    assert _tampered(province.above, "DELETE FROM village WHERE id = 620623000000001") == (5, 0)
    assert _tampered(province.above, "INSERT INTO fund (id, name) VALUES (999000000001, '无主')") == (5, 0)
    assert _tampered(province.above, "UPDATE office_setting SET value = 'x'") == (5, 0)
    assert province.above("check", "--strict").code == 0


def test_an_office_is_warned_as_at_home(province: Province) -> None:
    """By the thresholds that it handed over last, also where nothing else is new; of all offices the collection's own stand."""
    store, file = province.county("621122"), province.folder / "aidtrack.toml"
    file.write_text('[alerts]\nbehind_points = 12.5\nidle_years = 3\noff = ["no_notice"]\n')
    province.results(province.month("621122", 1))
    asked = ("report", "thresholds")
    at_home = store.json(*asked)["tables"]
    file.unlink()
    defaults = store.json(*asked)["tables"]
    assert province.above.json(*asked, "--office", "621122")["tables"] == at_home != defaults
    assert province.above.json(*asked)["tables"] == defaults
    assert province.results(province.handover("621122", "same")) == ["nothing_new"]
    assert province.above.json(*asked, "--office", "621122")["tables"] == defaults


@pytest.mark.parametrize(
    ("received_at", "day", "late"),
    [
        ("2018-12-31", "2019-01-10", None),
        ("2018-12-31", "2019-01-11", 1),
        ("2019-01-01", "2019-01-31", None),
        ("2019-01-02", "2019-03-12", 30),
    ],
)
def test_a_month_is_due_on_a_day_of_the_next(received_at: str, day: str, late: int | None) -> None:
    """What came in December covers all before it: December is due on 10 January."""
    assert days_late(received_at, day, 10) == late


def test_who_is_late_stands_in_the_dashboard(province: Province) -> None:
    for code in ("621122", "620623"):
        province.county(code)
        province.results(province.month(code, 1))
    assert "offices" not in [table["name"] for table in province.above.json("report", "dashboard")["tables"]]
    sql(province.above, "UPDATE office SET received_at = '2018-02-03T00:00:00.000000+00:00' WHERE id = 620623")
    [late] = [table for table in province.above.json("report", "dashboard")["tables"] if table["name"] == "offices"]
    assert [row["office"] for row in late["rows"]] == ["620623"]


def test_a_collection_that_breaks_between_two_offices(on_each: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was received before stands, and that is said; so does the answer, and what is to be given again."""
    for code in ("620623", "621122", "621125"):
        on_each.county(code)
    files = [on_each.month(code, 1) for code in on_each.counties]
    commit, made = Writer.commit, list[int]()

    def breaks(writer: Writer) -> None:
        made.append(1)
        if len(made) == 2:
            raise Environment("The server is gone.")
        commit(writer)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "commit", breaks)
        answer = on_each.above("receive", *map(str, files), "--format", "json", lang="zh")
    first, kept, again, *_ = answer.err.splitlines()
    assert answer.code == 4 and first.startswith("单位 621122:"), answer
    assert (kept, again) == ("此前已接收并保留的单位:620623。", "请再次接收:621122-1.aidb、621125-1.aidb。")
    assert [(row["office"], row["result"]) for row in answer.rows("bundles")] == [("620623", "new")]
    assert on_each.results(*files) == ["nothing_new", "new", "new"]


@pytest.mark.parametrize("column", ["amount_fen", "date", "row_no"])
def test_entries_that_came_masked_are_those_of_their_batch(province: Province, column: str) -> None:
    """The office itself signs another amount and figures that fit: of a batch whose payees are masked the log proves all the rest."""
    store = province.county("621122")
    store.run(
        "household add H1 --village 石桥村 --head 张三丰",
        "allocation add 90 --fund 专项资金 --project 道路 --date 2018-01-03",
    )
    sheet = province.folder / "支出.csv"
    sheet.write_text(
        "日期,项目,资金,支出金额(元),收款人\n2018-02-01,道路,专项资金,7,张三丰\n2018-02-02,道路,专项资金,8,示例公司\n",
        "utf-8",
    )
    store.ok("import", str(sheet))
    with read(store.target) as connection:
        good = handed(connection, 621122, names=False)
    members = parts(good)
    lines = [json.loads(line) for line in members["entries.jsonl"].splitlines()]
    at = lines[0].index(column)
    assert lines[1][lines[0].index("payee")] == "张**"
    lines[1][at] = {"amount_fen": 600, "date": "2018-02-03", "row_no": 9}[column]
    members["entries.jsonl"] = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()

    def fitting(said: dict[str, Any]) -> None:
        if column == "amount_fen":
            said["funds"]["1"]["spending"] -= 100

    forged = province.folder / "forged.aidb"
    forged.write_bytes(made(members, KEY, fitting))
    assert province.results(forged, code=5) == ["damaged"]
    forged.write_bytes(good)
    assert province.results(forged) == ["new"]


@pytest.mark.counted
def test_what_others_number_alike_costs_nothing(on_each: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where a batch is taken back: of a 流水号 an office's own entry is found, however many offices have one so called."""
    county, rows = on_each.county("621122"), 200
    looks = []
    held = (f"('丙{at}', {(622_000 + office) * SPAN + at + 1})" for office in range(100) for at in range(rows))
    for name in ("甲", "乙", "丙"):
        if name == "丙":
            sql(on_each.above, f"INSERT INTO entry_ref (ref, entry_id) VALUES {', '.join(held)}", "ANALYZE")
        lines = (f"到账,2018-02-01,专项资金,{at + 1},{name}{at}" for at in range(rows))
        (sheet := on_each.folder / f"{name}.csv").write_text(
            "类型,日期,资金,金额（元）,流水号\n" + "\n".join(lines), "utf-8"
        )
        county.ok("import", str(sheet))
        files = [on_each.handover("621122", name)]
        county.ok("batch", "undo", str(max(row["id"] for row in county.ok("batch", "list", "--format", "json").rows())))
        files.append(on_each.handover("621122", f"{name}-"))
        for file in files:
            with watched(monkeypatch) as work:
                assert on_each.results(file) == ["new"]
            looks.append(work.looks)
    assert looks[4] < 2 * looks[2] and looks[5] < 2 * looks[3], looks
