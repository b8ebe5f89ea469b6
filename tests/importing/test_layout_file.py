"""A layout file says once how a sheet is read that comes every month."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Usage
from aidtrack.importing.matching.layout_file import KEYS, KEYS_OF_TAKE, options_in
from conftest import Store, examples
from importing.desk import Desk, based

STATEMENT = """交易日期,摘要,借方金额,贷方金额,余额,对方户名,对方账号
2018-03-01,拨款,,1000000.00,1000000.00,某县财政局,621122000000
2018-03-05,材料款,20000.00,,980000.00,某建材,621122000001
2018-03-21,结息,,312.50,980312.50,,
"""
LAYOUT = """unit = "元"
ignore = ["余额", "对方账号"]
[columns]
"交易日期" = "日期"
"摘要" = "用途"
[set]
"资金" = "自筹资金"
[[wide]]
take = "贷方金额"
as = "利息"
where = { "用途" = ["利息", "结息"] }
[[wide]]
take = "贷方金额"
as = "到账"
columns = { "对方户名" = "付款单位" }
[[wide]]
take = "借方金额"
as = "支出"
columns = { "对方户名" = "收款单位" }
set = { "项目" = "菌菜大棚" }
"""


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def listed(desk: Desk, kind: str, *fields: str) -> list[list[object]]:
    rows = desk.store.ok(kind, "list", "--from", "2018-01-01", "--format", "json").rows()
    return [[row[name] for name in fields] for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("option", ["--layout", "--mapping"])
def test_a_statement_in_its_three_kinds(desk: Desk, encoding: str, option: str) -> None:
    layout = desk.put("银行.toml", LAYOUT.encode(encoding))
    desk.take({"流水.csv": STATEMENT}, option, layout)
    assert listed(desk, "receipt", "date", "amount", "payer") == [["2018-03-01", "1000000.00", "某县财政局"]]
    assert listed(desk, "interest", "date", "amount", "purpose") == [["2018-03-21", "312.50", "结息"]]
    assert listed(desk, "spending", "date", "amount", "payee", "project") == [
        ["2018-03-05", "20000.00", "某建材", "菌菜大棚"]
    ]


def test_what_is_typed_wins(desk: Desk) -> None:
    received = "".join(line for line in STATEMENT.splitlines(keepends=True) if "材料款" not in line)
    typed = ("--set", "资金=专项资金", "--set", "备注=三月", "--unit", "万元")
    desk.take({"流水.csv": received}, "--layout", desk.put("银行.toml", LAYOUT), *typed)
    assert listed(desk, "receipt", "amount", "fund", "note") == [["10000000000.00", "专项资金", "三月"]]


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('unit = "元"\nunti = "元"\n', "unti", 2),
        ('unit = "元"\n\n[columms]\n"a" = "用途"\n', "columms", 3),
        (LAYOUT.replace("where", "were"), "were", 11),
        (LAYOUT.replace('columns = { "对方户名" = "收款单位" }', "colums = 1"), "colums", 19),
        ('[columns]\n"fill" = "用途"\n[set]\n"备注" = "x"\n', None, None),
        ("fill-down = [\"村\"]\nnew-only = true\n", None, None),
    ],
)  # fmt: skip
def test_a_key_that_is_not_known_is_named_with_its_line(
    desk: Desk, text: str, key: str | None, line: int | None
) -> None:
    layout = desk.put("月报.toml", text)
    for lang, said in (("en", f"(line {line})"), ("zh", f"第 {line} 行")):
        answer = desk.store("import", desk.put("流水.csv", STATEMENT), "--layout", layout, lang=lang)
        if key is None:
            assert answer.code == 1  # the sheet is no such sheet; the layout is none the worse
        else:
            assert (answer.code, f"“{key}”" in answer.err or f"「{key}」" in answer.err, said in answer.err) == (
                2,
                True,
                True,
            )


@pytest.mark.parametrize(
    "text",
    ["wide = 1\n", "[[wide]]\nas = '支出'\n", "[[wide]]\ntake = 'x'\nas = ['支出', '到账']\n", "ignore = 3\n", "new_only = 1\n", b"\xff\xff\xff",
     "[[wide]]\ntake = ' '\n", "[[wide]]\ntake = 'x'\nwhere = 1\n", "fill_down = 3\n", "sheet = {a = 1}\n", "reason = 3\n"],
)  # fmt: skip
def test_what_a_layout_cannot_say(desk: Desk, text: str | bytes) -> None:
    answer = desk.store("import", desk.put("流水.csv", STATEMENT), "--layout", desk.put("月报.toml", text))
    assert (answer.code, answer.out) == (2, "")


_VALUES = st.recursive(
    st.one_of(
        st.integers(-9, 3000).map(str),
        st.sampled_from(("true", "1.5", "inf", "2017-03-01", "07:32:00", "2017-03-01T07:32:00Z")),
        st.sampled_from(("", " ", ",", "资金", "支出", "金额", "元", "1月..12月", "a=b", "3-4", "last", "标题")).map(json.dumps),
    ),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda values: f"[{', '.join(values)}]")
        | st.dictionaries(st.sampled_from(("a", '""', '"资金"', "kind", "take")), inner, max_size=2).map(
            lambda pairs: f"{{{', '.join(f'{key} = {value}' for key, value in pairs.items())}}}"
        )
    ),
    max_leaves=4,
)  # fmt: skip


@pytest.mark.parametrize("key", [*KEYS, *(f"wide.{key}" for key in KEYS_OF_TAKE)])
@settings(max_examples=examples(15))
@given(value=_VALUES)
def test_whatever_stands_after_a_key_is_taken_or_refused(key: str, value: str) -> None:
    table, _, name = key.rpartition(".")
    said = {"take": "'x'", name: value} if table else {name: value}
    text = "".join([f"[[{table}]]\n" if table else "", *(f"{name} = {value}\n" for name, value in said.items())])
    with suppress(Usage):
        options_in(text, "月报.toml")


def test_columns_of_no_name_are_none(desk: Desk) -> None:
    sheet = desk.put("支出.csv", "日期,资金,项目,金额\n2018-03-01,自筹资金,菌菜大棚,5\n")
    answer = desk.store("import", sheet, "--as", "spending", "--wide-columns", " ,")
    assert (answer.code, "which is to be taken" in answer.out + answer.err) == (1, True), answer
