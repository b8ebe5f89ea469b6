"""A sheet is read before the store is locked: whoever else writes waits for no file, and what he wrote first is known to the import."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import write
from aidtrack.store.records import nouns
from conftest import Store
from importing.desk import based, sheet

HEADER = ("日期", "资金", "项目", "金额（元）")
BEGUN = Connection.begun


@pytest.mark.parametrize("name", ["支出.csv", "支出.txt"])
def test_a_sheet_is_read_before_the_lock(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk = based(store, tmp_path)
    path = Path(desk.put(name, sheet(HEADER, *(("2017-03-01", "自筹资金", "菌菜大棚", "100") for at in range(1_200)))))

    @contextmanager
    def begun(self: Connection) -> Iterator[None]:
        monkeypatch.setattr(Connection, "begun", BEGUN)
        path.unlink()  # where the lock is asked for, nothing is read of it any more
        with write(store.target, actor="别人") as other:
            nouns.add(other, "village", {"name": "石桥村"})
        with BEGUN(self):
            yield

    monkeypatch.setattr(Connection, "begun", begun)
    [file] = store.ok("import", str(path), "--format", "json").rows("files")
    assert (file["read"], file["created"]) == (1_200, 1_200)
    assert not path.exists()
    assert store.ok("village", "show", "石桥村", "--format", "json").rows()
    [spent] = {
        row["spent"] for row in store.ok("report", "fund", "--format", "json").rows() if row["fund"] == "自筹资金"
    }
    assert spent == "120000.00"


def test_a_short_text_says_where_it_breaks(store: Store, tmp_path: Path) -> None:
    rows = [("2017-03-01", "自筹资金", "菌菜大棚", f"{at + 1}") for at in range(1_500)]
    broken = sheet(HEADER, *rows) + '2017-03-01,自筹资金,"菌菜大棚,7\n'
    answer = based(store, tmp_path).bring({"支出.csv": broken})
    [problem] = answer.rows("problems")
    assert (answer.code, problem["row"]) == (1, 1_502)
