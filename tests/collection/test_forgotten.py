"""Who is forgotten at an office is forgotten in the collection with the next receipt, however his name came there; no later bundle has it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from collection.province import Province
from collection.test_receive import province as province
from conftest import Store
from ledger.chain import dump

NAME, OTHER = "张三丰", "李四光"
ALL, NAMES = "--all", "--with-names"
_PAY = "spending add {} --fund 专项资金 --project 道路 --date 2018-01-09 --payee {}"


def holds(store: Store, name: str) -> list[str]:
    return [table for table, rows in dump(store).items() if any(name in row for row in rows)]


def with_heads(province: Province, folder: Path) -> Store:
    """His name stands in what was typed and imported, in texts, in the name of a file."""
    store = province.county("621122")
    sheet = folder / f"{NAME}.csv"
    sheet.write_text(
        f"类型,日期,资金,项目,金额（元）,收款人,用途\n支出,2018-02-02,专项资金,道路,7,{NAME}、{OTHER},{NAME}修房\n支出,2018-02-03,专项资金,道路,8,某某,\n", "utf-8"
    )  # fmt: skip
    store.run(
        f"household add H1 --village 石桥村 --head {NAME}", f"household add H2 --village 石桥村 --head {OTHER}",
        "allocation add 100 --fund 专项资金 --project 道路 --date 2018-01-03", _PAY.format(2, f"{NAME}(代领)"), _PAY.format(3, OTHER),
        _PAY.format(4, f"某某 --note {NAME}代领"), f"import {sheet}", "spending correct 3 --amount 5 --reason 抄错",
    )  # fmt: skip
    return store


@pytest.mark.parametrize("first", [(NAMES,), None])
@pytest.mark.parametrize("then", [(), (ALL,), (NAMES,), (ALL, NAMES)])
def test_what_came_before_is_masked(
    province: Province, tmp_path: Path, first: Sequence[str] | None, then: Sequence[str]
) -> None:
    """Without names his note keeps all of it at home until it is masked."""
    store = with_heads(province, tmp_path)
    if first is None:
        assert store("handover", "-o", str(tmp_path / "no.aidb")).code == 1
        store.ok("household", "forget", "H1", "--reason", "本人")
        then = (ALL, *then)
    else:
        assert province.results(province.handover("621122", "first", *first)) == ["new"]
        assert holds(province.above, NAME)
        store.ok("household", "forget", "H1", "--reason", "本人")
    second = province.handover("621122", "second", *dict.fromkeys(then))
    assert province.results(second) == ["new"]
    assert holds(province.above, NAME) == []
    province.above.ok("check")
    store.run("batch undo 1 --yes", "spending reverse 4 --reason 重复", "village add 清水村")
    assert province.results(province.handover("621122", "third")) == ["new"]
    assert province.results(province.handover("621122", "again", ALL, NAMES)) == ["nothing_new"]
    assert holds(province.above, NAME) == []
    province.above.ok("check")
    store.ok("household", "forget", "H2", "--reason", "本人")
    assert province.results(province.handover("621122", "fourth", *then)) == ["new"]
    assert holds(province.above, NAME) + holds(province.above, OTHER) == []
    province.above.ok("check")
