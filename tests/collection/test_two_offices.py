"""Two small offices and their collection: what only one of them says of money between them, how each calls steps, what came late."""

import shlex
from datetime import datetime
from pathlib import Path

import pytest

from aidtrack.store.engine.connection import read
from collection.parts import handed, taken
from collection.several import ABOVE, ASIDE, filled, table
from conftest import Store, call

# Of two offices: what the giver and what the receiver records, and what is found of whom.
FOUND = {
    "both say the same": (
        "disbursement add 40 --fund F --project P --payee 620623", "receipt add 40 --fund G", [],
    ),
    "it was given in parts, and some came back": (
        "disbursement add 60 --fund F --project P --payee 620623;"
        "disbursement add -20 --fund F --project P --payee 620623 --reason 退回",
        "receipt add 15 --fund G;receipt add 25 --fund G --allow-duplicates", [],
    ),
    "it did not come": (
        "disbursement add 40 --fund F --project P --payee 620623", "receipt add 15 --fund G",
        [("620623", "not_received", "25.00")],
    ),
    "nobody gave it": ("", "receipt add 40 --fund G", [("620000", "not_given", "40.00")]),
    "it was spent on an office": (
        "spending add 7 --fund F --project P --payee 620623", "", [("620000", "paid_to_office", "7.00")],
    ),
    "paid to itself": ("spending add 7 --fund F --project P --payee 620000", "", []),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_what_only_one_of_two_offices_says_is_an_alert(tmp_path: Path, case: str) -> None:
    gives, receives, expected = FOUND[case]
    pair = {number: Store(str(tmp_path / f"{number}.db"), "sqlite") for number in (ABOVE, ASIDE)}
    for store in pair.values():
        store.ok("init")
    dated = " --date 2018-03-01"
    pair[ABOVE].run("fund add F --budget 100", "project add P", "receipt add 100 --fund F --date 2018-01-01",
                    "allocation add 90 --fund F --project P --date 2018-01-02", *(one + dated for one in gives.split(";") if one))  # fmt: skip
    pair[ASIDE].run("fund add G --from-office 620000", *(one + dated for one in receives.split(";") if one))
    pair[ASIDE].run("fund add H --provider 620000", "receipt add 1 --fund H --date 2018-01-01")
    above = filled(Store(str(tmp_path / "above.db"), "sqlite"), pair)
    kinds = ("paid_to_office", "not_received", "not_given")
    rows = above.json("report", "alerts", *(word for kind in kinds for word in ("--kind", kind)))["tables"][1]["rows"]
    assert [(row["office"], row["kind"], row["amount"]) for row in rows] == expected
    for row in rows:
        listed = call(*shlex.split(row["command"])[1:], "--format", "json")
        assert listed.code == 0 and listed.json()["tables"][0]["rows"], row
    [unsaid] = [row for row in table(above, "quality", "gaps")["rows"] if row["kind"] == "giver_unsaid"]
    assert (unsaid["office"], unsaid["fund"], "--from-office 620000" in unsaid["details"]) == ("620623", "H", True)
    for store in pair.values():
        own = store.json("report", "alerts")["tables"][1]["rows"]
        assert not [row for row in own if row["kind"] in kinds]


def test_steps_are_called_as_their_office_calls_them(tmp_path: Path) -> None:
    pair = {number: Store(str(tmp_path / f"{number}.db"), "sqlite") for number in (ABOVE, ASIDE)}
    for number, store in pair.items():
        store.ok("init")
        store.run("db setting proposal 村民申请", f"db setting confirm1 {number}会议", "project add P",
                  "step add proposal --project P --date 2018-01-01", "step add confirm1 --project P --date 2018-01-02")  # fmt: skip
    above = filled(Store(str(tmp_path / "above.db"), "sqlite"), pair)
    for number in pair:
        shown = above.ok("step", "list", "--office", str(number), lang="zh").out
        assert "村民申请" in shown and f"{number}会议" in shown
    both = above.ok("step", "list", lang="zh").out
    assert both.count("村民申请") == 2 and "会议" not in both and "确认1" in both


def test_what_came_into_closed_periods_since_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on(day: str) -> None:
        monkeypatch.setattr("aidtrack.cli.main.clock", lambda: datetime.fromisoformat(f"{day}T08:00:00+00:00"))

    on("2019-01-05")
    pair = {number: Store(str(tmp_path / f"{number}.db"), "sqlite") for number in (ABOVE, ASIDE)}
    for store in pair.values():
        store.ok("init")
        store.run("fund add F --budget 500", "receipt add 100 --fund F --date 2018-05-01", "db close 2018")
    above = Store(str(tmp_path / "above.db"), "sqlite")
    filled(above, pair)
    nothing = table(above, "office --compare 2019-01-31 --as-of 2019-01-31", "closed_periods")
    assert (nothing["rows"], nothing["count"]) == ([], 0)
    asked = "report office --compare 2019-01-31 --as-of 2019-01-31"
    assert "Nothing was recorded since 2019-01-31" in above.ok(*asked.split()).out
    on("2019-02-10")
    pair[ABOVE].run("receipt add 7 --fund F --date 2018-12-30 --over 补记", "receipt add 50 --fund F --date 2019-02-01",
                    "db reopen 2018-12 --reason 更正", "receipt add 5 --fund F --date 2018-12-31", "db close 2018")  # fmt: skip
    pair[ASIDE].run("receipt add 9 --fund F --date 2019-02-03")
    for number, store in pair.items():
        with read(store.target) as connection:
            taken(above.target, handed(connection, number, since=2))
    asked = "office --compare 2019-01-31"
    [row] = table(above, asked, "closed_periods")["rows"]
    assert {name: row[name] for name in ("office", "fund", "through", "first", "entries", "received")} == {
        "office": "620000", "fund": "F", "through": "2018-12-31", "first": "2018-12-30", "entries": 2, "received": "12.00",
    }  # fmt: skip
    assert table(above, f"{asked} --office {ASIDE}", "closed_periods")["rows"] == []
    [own] = table(pair[ABOVE], f"{asked} --explain", "closed_periods")["rows"]
    assert own["received"] == "12.00" and len(call(*shlex.split(own["explain"])[1:], "--format", "json").rows()) == 2
    on("2019-03-05")
    assert table(above, "office --compare 2019-02-28", "closed_periods")["rows"] == []
    assert [table["name"] for table in above.json("report", "office")["tables"]] == ["offices"]


def test_what_several_offices_export_is_read_back(tmp_path: Path) -> None:
    """Whose a row is stands in a column that import knows, beside the code that an organization has; where it is from stays."""
    pair = {number: Store(str(tmp_path / f"{number}.db"), "sqlite") for number in (ABOVE, ASIDE)}
    for at, store in enumerate(pair.values()):
        store.ok("init")
        store.run(f"organization add O{at} --code CN-{at}", f"village add V{at}", f"fund add F{at}", f"project add P{at} --village V{at}",
                  f"receipt add 1{at} --fund F{at} --date 2018-01-01")  # fmt: skip
    above = filled(Store(str(tmp_path / "above.db"), "sqlite"), pair)
    book, again = str(tmp_path / "all.xlsx"), str(tmp_path / "again.xlsx")
    for lang in ("zh", "en"):
        above.ok("export", "organization", "village", "fund", "project", "entry", "-o", book, "--force", lang=lang)
        into = Store(str(tmp_path / f"{lang}.db"), "sqlite")
        into.ok("init")
        taken_in = into.ok("import", book, lang=lang)
        assert taken_in.err.count("填报单位" if lang == "zh" else "office ") == 5
        assert [row["code"] for row in into.ok("organization", "list", "--format", "json").rows()] == ["CN-0", "CN-1"]
        into.ok("export", "receipt", "-o", again, "--force")
        assert into.ok("import", again).out.startswith("Nothing in it is new")
