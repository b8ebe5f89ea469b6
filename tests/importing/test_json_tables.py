"""A JSON file is held once: what thousands of rows share stands in memory for all of them."""

import json
from pathlib import Path

import pytest

from aidtrack.importing.reading import files, json_tables
from aidtrack.importing.reading.grid import LineFault

ROWS = [{"name": f"石桥村{at}", "county": "陇西县", "note": None, "households": at} for at in range(1500)]
TABLE = {"name": "village", "columns": [{"name": name} for name in ROWS[0]], "rows": ROWS}


def read(folder: Path, document: object, encoding: str = "utf-8") -> list[json_tables.Records]:
    path = folder / "村.json"
    path.write_bytes(json.dumps(document, ensure_ascii=False).encode(encoding))
    return json_tables.tables(files.look(str(path)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_share_their_names_and_what_they_say(tmp_path: Path, encoding: str) -> None:
    [table] = read(tmp_path, {"schema": 1, "tables": [TABLE]}, encoding)
    assert len({id(row.names) for row in table.rows}) == len({id(row.get("county")) for row in table.rows}) == 1
    cells = [row for _, rows in table.blocks(1) for row in rows]
    assert cells == [[f"石桥村{at}", "陇西县", "", str(at)] for at in range(1500)]


def test_rows_may_name_fewer_columns_in_any_order_and_no_others(tmp_path: Path) -> None:
    rows = [{"county": "陇西县", "name": "石桥村"}, {"name": "牙河村"}, {}]
    [table] = read(tmp_path, {"tables": [{**TABLE, "rows": rows}]})
    assert [row for _, some in table.blocks(1) for row in some] == [
        ["石桥村", "陇西县", "", ""],
        ["牙河村", "", "", ""],
        [""] * 4,
    ]
    for wrong in ({"nom": "石桥村"}, ["石桥村"], {"name": {"a": 1}}, {"name": True}):
        [table] = read(tmp_path, {"tables": [{**TABLE, "rows": [rows[0], wrong]}]})
        with pytest.raises(LineFault) as fault:
            list(table.blocks(1))
        assert fault.value.line == 3
