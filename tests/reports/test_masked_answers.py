"""Who may not see a name learns nothing of it by asking: heads called otherwise, every answer is the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aidtrack.store.records.persons import Heads
from aidtrack.values.text import key
from conftest import Store, once

# Heads of households, and the same with other names of other lengths, of which the first sign is what anybody is shown.
NAMES = ("张三丰", "李四光", "王平", "张四", "欧阳㵤烎", "Zhao Liu")
OTHERS = ("张无", "李十二娘娘", "王安石", "张益德公", "欧阳修", "Zz Top")
FIRM = "示例建材"
ENTRIES = """kind,date,fund,project,amount,payee,payer,voucher,over
receipt,2018-01-02,自筹,,5000,,{2}(代),,
receipt,2018-01-02,自筹,,5,,示例厅,,
allocation,2018-01-03,自筹,路,4000,,,,
spending,2018-02-01,自筹,路,100,示例建材,,记-1,
spending,2018-02-02,自筹,路,30,{0},,记-2,
spending,2018-02-02,自筹,路,31,{0},,记-2,
spending,2018-03-02,自筹,路,200,{1}、{2},,记-3,
spending,2018-03-03,自筹,路,201,{0}(代领),,记-4,
spending,2018-03-04,自筹,路,202,{3} (代领),,记-5,
spending,2018-03-05,自筹,路,203,付给{1}的工资,,记-6,
spending,2018-03-06,自筹,路,204,{2}五金店,,记-7,
spending,2018-03-07,自筹,路,205,　{4},,记-8,
spending,2018-03-08,自筹,路,206,{5}等5户,,记-8,
spending,2018-03-09,自筹,路,7,,,记-9,
spending,2018-03-10,自筹,路,8,农户,,记-10,
disbursement,2018-03-03,自筹,路,50,示例县总工会,,,
"""


def furnish(store: Store, tmp_path: Path, names: tuple[str, ...]) -> Store:
    homes = "".join(f"H{at},甲村,{name}\n" for at, name in enumerate(names))
    folder = tmp_path / names[0]
    folder.mkdir()
    store.take(folder, {
        "village": "name,county\n甲村,陇西县\n", "household": f"name,village,head\n{homes}", "fund": "name\n自筹\n", "project": "name,village\n路,甲村\n",
        "entry": ENTRIES.format(*names),
    })  # fmt: skip
    store.ok("fund", "add", "周转金", "--form", "loan")
    store.ok("receipt", "add", "100", "--fund", "周转金", "--date", "2018-01-01")
    store.ok(
        "loan",
        "add",
        "10",
        "--fund",
        "周转金",
        "--household",
        "H0",
        "--date",
        "2018-01-02",
        "--guarantor",
        f"{names[1]} 之兄",
        "--ref",
        "J1",
    )
    return store


# What anybody may know is asked for, and names of the one store and of the other.
TYPED = (
    "张**",
    "张**(代领)",
    "农户",
    FIRM,
    "王**五金店",
    "五金",
    "代领",
    "**",
    NAMES[0],
    OTHERS[0],
    f"{NAMES[2]}五金店",
    f"{OTHERS[2]}五金店",
    "李四",
    "㵤",
    "zhao",
)
QUERIES = [
    *(("spending", "list", "--payee", text) for text in TYPED),
    *(("report", "overview", "--payee", text) for text in TYPED),
    *(("spending", "list", "--where", f"收款人{operator}{text}") for text in TYPED for operator in ("=", "~", ">=", "<=")),
    *(("report", "payee", "--where", f"payee~{text}") for text in TYPED),
    *(("find", text, *more) for text in TYPED for more in ((), ("--limit", "1"))),
    ("spending", "list", "--sort", "payee"), ("spending", "list", "--sort", "-收款人", "--limit", "3"), ("receipt", "list", "--sort", "payer"),
    ("receipt", "list", "--where", f"付款单位~{NAMES[2]}"), ("receipt", "list", "--payer", f"{NAMES[2]}(代)"), ("receipt", "list", "--payer", "王**(代)"),
    ("loan", "list", "--where", f"担保人~{NAMES[1]}"), ("loan", "list", "--sort", "担保人", "--where", "担保人~之兄"), ("report", "loan"),
    ("spending", "list", "--columns", "payee,amount"), ("spending", "show", "9"), ("report", "payee"), ("report", "payee", "--explain"),
    ("report", "rollup", "--by", "payee,month", "--explain"), ("report", "rollup", "--by", "project", "--across", "payee"),
    ("report", "fund", "自筹", "--by", "payee"), ("report", "alerts"), ("report", "alerts", "--explain"), ("report", "quality"),
    ("report", "project", "路", "--explain"), ("report", "village", "甲村"), ("batch", "show", "1"), ("log",), ("export", "entry"), ("export", "spending"),
    ("spending", "add", "30", "--project", "路", "--date", "2018-02-02", "--payee", NAMES[0], "--voucher", "记-2", "--dry-run"),
]  # fmt: skip


def plain(store: Store, *line: str) -> tuple[int, str]:
    """An answer without what no two stores share: where it lies, who it is, moments and hashes."""
    answer = store(
        *line,
        *(
            []
            if line[0] in ("export", "spending") and line[1] == "add"
            else ["--format", "csv" if line[0] == "export" else "json"]
        ),
    )
    said = (answer.out + answer.err).replace(store.db, "DB")
    said = re.sub(
        r"store_\d+|\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.+Z]*|[0-9a-f]{12,}|[0-9a-f]{7,8}(?=-\d+\n)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "?",
        said,
    )
    return answer.code, re.sub(r'"(before|after)":.*', "", said)


@pytest.fixture
@once
def kept(store: Store, tmp_path: Path) -> Store:
    return furnish(store, tmp_path, NAMES)


def test_no_answer_hangs_on_how_heads_are_called(
    kept: Store, new_store: Callable[[str], Store], tmp_path: Path
) -> None:
    other = furnish(new_store(kept.engine), tmp_path, OTHERS)
    for line in QUERIES:
        (code, said), (same_code, same) = plain(kept, *line), plain(other, *line)
        assert code == same_code and not (
            apart := [two for two in zip(said.splitlines(), same.splitlines(), strict=True) if two[0] != two[1]]
        ), (line, apart)
        asked = " ".join(line)
        assert not any(name in said.replace(asked, "") for name in NAMES if name not in asked), line


def test_who_was_a_head_stays_masked_until_he_is_forgotten(store: Store, tmp_path: Path) -> None:
    store.take(tmp_path, {
        "village": "name\n甲村\n", "household": "name,village,head\nH0,甲村,赵大有\nH1,甲村,钱二多\n", "fund": "name\n自筹\n",
        "project": "name,village\n路,甲村\n",
    })  # fmt: skip
    store.ok("household", "edit", "H0", "--head", "孙三强")
    store.ok("household", "remove", "H1", "--yes")
    store.take(tmp_path, {"entry": """kind,date,fund,project,amount,payee
receipt,2018-01-02,自筹,,5000,
allocation,2018-01-03,自筹,路,4000,
spending,2018-02-01,自筹,路,100,赵大有
spending,2018-02-02,自筹,路,30,钱二多(代领)
spending,2018-02-03,自筹,路,20,孙三强
"""})  # fmt: skip
    answers = (
        ("spending", "list"),
        ("report", "payee"),
        ("report", "rollup", "--by", "payee"),
        ("export", "entry"),
        ("spending", "show", "3"),
    )
    for line in answers:
        for format in ("csv",) if line[0] == "export" else ("json", "csv", "plain", "html"):
            said = store.ok(*line, "--format", format).out
            assert not any(name in said for name in ("赵大有", "钱二多", "孙三强")), (line, format)
    assert store.ok("spending", "list", "--payee", "赵大有", "--format", "json").rows() == []
    assert "赵大有" in store.ok("spending", "list", "--show-personal").out


def test_a_name_is_masked_where_it_stands() -> None:
    known = Heads({key(name) for name in (*NAMES, "王", "三丰收", "周平", "周平安")})
    for text, shown in {
        "张三丰、李四光": "张**、李**", " 张 三丰(代领)": " 张**(代领)", "付给ＺＨＡＯ　ＬＩＵ": "付给Ｚ**", "张三丰收": "张**", "王": "王**", "王二": "王二",
        "张三": "张三", "示例五金": "示例五金", "欧阳㵤烎欧阳㵤烎": "欧**欧**", "张**": "张**", "e\u0301王平": "e**",
        "付周平": "付周**", "付周平安": "付周**",
    }.items():  # fmt: skip
        assert known.masked(text) == shown
        assert known.in_text(text) == (shown != text)
        assert known.masked(shown) == shown
