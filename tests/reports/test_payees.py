"""Who was paid: in order, and heads of households never by name, wherever a payee is read."""

from pathlib import Path

import pytest

from aidtrack.reports.alerting.payee_spellings import alike
from conftest import Store, once

HEAD, OTHER, FIRM = "张三丰", "李四光", "示例建材"


def test_what_looks_like_one_payee() -> None:
    assert alike(["示例建材有限公司", "示例建材", "示例建材（公司）", "示例建筑", "示例建材二厂"]) == [
        ["示例建材", "示例建材有限公司", "示例建材（公司）"]
    ]
    assert alike(["ＡＢ 种业", "ab种业", "示例养殖合作社", "示例养合作社", "示例养殖社"]) == [
        ["ab种业", "ＡＢ 种业"],
        ["示例养合作社", "示例养殖合作社"],
    ]
    assert (
        alike(["示例一村农户", "示例二村农户", "示例村农户", "东村农户合作社", "西村农户合作社", "张三", "张三丰"])
        == []
    )


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    store.take(tmp_path, {
        "village": "name,county\n甲村,陇西县\n",
        "household": f"name,village,head\nH1,甲村,{HEAD}\nH2,甲村,{OTHER}\n",
        "fund": "name\n自筹\n",
        "project": "name,village\n路,甲村\n",
        "entry": f"""kind,date,fund,project,amount,payee,voucher,over
receipt,2018-01-02,自筹,,1000,,,
allocation,2018-01-03,自筹,路,900,,,
spending,2018-02-01,自筹,路,100,{FIRM},记-1,
spending,2018-02-02,自筹,路,30,{HEAD},记-2,
spending,2018-02-02,自筹,路,31,{HEAD},记-2,
spending,2018-03-02,自筹,路,200,{OTHER},记-3,
spending,2018-03-03,自筹,路,7,,,
disbursement,2018-03-03,自筹,路,50,示例县总工会,,
""",
    })  # fmt: skip
    return store


def test_the_most_first_and_households_as_one(kept: Store) -> None:
    table = kept.json("report", "payee")["tables"][0]
    assert [(row["payee"], row["spent"], row["disbursed"], row["allocated"]) for row in table["rows"]] == [
        ("农户", "261.00", None, None), (FIRM, "100.00", None, None), (None, "7.00", None, None), ("示例县总工会", None, "50.00", None),
    ]  # fmt: skip
    rolled = kept.json("report", "rollup", "--by", "payee", "--sort", "-spent")["tables"][0]
    assert (table["rows"], table["total"]) == (rolled["rows"], rolled["total"])
    shown = kept.json("report", "payee", "--show-personal")["tables"][0]["rows"]
    assert [row["payee"] for row in shown] == [OTHER, FIRM, HEAD, None, "示例县总工会"]
    across = kept.json("report", "rollup", "--by", "project", "--across", "payee")["tables"][0]["rows"]
    assert across[0]["spent[农户]"] == "261.00"


@pytest.mark.parametrize(
    "asked",
    [
        ("report", "payee", "--explain"), ("report", "rollup", "--by", "payee,village", "--explain"), ("report", "rollup", "--by", "fund", "--across", "payee"),
        ("spending", "list"), ("spending", "show", "4"), ("report", "project", "路"), ("batch", "show", "1"), ("log",), ("log", "--noun", "spending"),
        ("find", HEAD[:2]), ("report", "alerts"), ("spending", "list", "--sort", "payee"), ("export", "entry"), ("export", "spending"),
    ],
)  # fmt: skip
def test_a_head_is_masked_wherever_a_payee_is_read(kept: Store, asked: tuple[str, ...]) -> None:
    for form in ("json", "csv") if asked[0] == "export" else ("json", "plain", "csv"):
        said = kept.ok(*asked, "--format", form).out.replace(f"“{HEAD[:2]}”", "")
        assert HEAD not in said and OTHER not in said, (asked, form)


def test_masked_as_the_head_is(kept: Store) -> None:
    payees = [row["payee"] for row in kept.json("spending", "list")["tables"][0]["rows"]]
    assert payees == [FIRM, "张**", "张**", "李**", None]
    shown = [row["payee"] for row in kept.json("spending", "list", "--show-personal")["tables"][0]["rows"]]
    assert shown == [FIRM, HEAD, HEAD, OTHER, None]


def test_a_head_is_asked_for_as_it_is_shown(kept: Store) -> None:
    """However it is spelled, its name finds nothing; what is not hidden is found by any spelling."""
    for asked in (HEAD, "张 三丰", "张\u3000三丰"):
        assert not kept.json("spending", "list", "--payee", asked)["tables"][0]["rows"]
        shown = kept.json("spending", "list", "--payee", asked, "--show-personal")["tables"][0]["rows"]
        assert [row["payee"] for row in shown] == [HEAD, HEAD]
    for asked, count in (("张**", 2), ("农户", 3), ("示例 建材", 1)):
        assert len(kept.json("spending", "list", "--payee", asked)["tables"][0]["rows"]) == count, asked


def test_no_head_is_proposed(kept: Store) -> None:
    answer = kept.ok("spending", "list", "--payee", "张三峰")
    assert HEAD not in answer.err and "张三峰" in answer.err


def test_what_takes_a_correction_back_says_no_name(kept: Store) -> None:
    kept.ok("spending", "correct", "3", "--payee", HEAD, "--reason", "误记")
    [batch] = [row["id"] for row in kept.json("batch", "list")["tables"][0]["rows"] if row["kind"] == "correct"]
    kept.ok("batch", "undo", str(batch), "--yes")
    said = kept("batch", "undo", str(batch), "--yes")
    assert said.code == 1 and HEAD not in said.out + said.err and "--payee '张**'" in said.err, said
    for form in ("plain", "json"):
        assert HEAD not in kept.ok("log", "--format", form).out


def test_what_was_exported_masked_comes_back_as_what_is_stored(kept: Store, tmp_path: Path) -> None:
    """The sheet says 张** of whom the store knows by name: that is no other content, nor does a correction take the name away."""
    sheet = tmp_path / "again.csv"
    kept.ok("export", "entry", "-o", str(sheet))
    assert HEAD not in sheet.read_text("utf-8-sig") and "张**" in sheet.read_text("utf-8-sig")
    again = kept("import", str(sheet), "--format", "json")
    assert (again.code, [row["unchanged"] for row in again.rows("files")]) == (0, [8]), again
    lines = sheet.read_text("utf-8-sig").replace("记-2", "记-22")
    sheet.write_text(lines, "utf-8")
    kept.ok("import", str(sheet), "--mode", "correct", "--reason", "凭证号误记")
    rows = kept.json("spending", "list", "--voucher", "记-22", "--show-personal")["tables"][0]["rows"]
    assert [row["payee"] for row in rows if row["amount"] in ("30.00", "31.00")][-2:] == [HEAD, HEAD]
    sheet.write_text(lines.replace("张**", "王**"), "utf-8")
    assert kept("import", str(sheet)).code == 1
