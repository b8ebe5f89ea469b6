"""Nothing is dropped silently: of every row below the header the answer says what became of it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Answer, Store, examples
from importing.desk import Desk, based

HEAD = "日期,资金,项目,金额（元）,用途\n"
SOUND = "2017-09-20,自筹资金,菌菜大棚,1.00,料款\n"
AT_FAULT = "2017-02-30,自筹资金,菌菜大棚,1.00,料款\n"
SKIPPED = {
    "blank": "  ,,,,\n",
    "total": "合计,,,1.00,\n",
    "note": ",,,,说明:以上为本年数\n",
    "header_again": HEAD,
    "signature": "制表人:某某,,审核人:某某,,\n",
    "excluded": "示例,自筹资金,菌菜大棚,1.00,料款\n",
}


def reasons(answer: Answer) -> dict[str, int]:
    return {row["reason"]: row["rows"] for row in answer.rows("skipped")}


def counts(answer: Answer) -> tuple[int, ...]:
    [row] = answer.rows("files")
    return tuple(row[name] for name in ("read", "created", "rejected", "skipped", "held_back"))


def test_each_reason_is_told(file_store: Store, tmp_path: Path) -> None:
    desk = based(file_store, tmp_path)
    lines = "".join(SKIPPED[reason] for reason in ("excluded", "header_again"))
    below = "".join(SKIPPED[reason] for reason in ("total", "blank", "note", "signature"))
    answer = desk.bring({"支出.csv": HEAD + lines + "\n" + SOUND + below}, "--dry-run")
    assert (answer.code, reasons(answer)) == (0, dict.fromkeys(sorted(SKIPPED), 1))
    assert counts(answer) == (7, 1, 0, 6, 0)  # the empty line holds nothing
    refused = desk.bring({"支出.csv": HEAD + SOUND + AT_FAULT + SOUND + SKIPPED["total"]})
    assert (refused.code, counts(refused), reasons(refused)) == (1, (4, 0, 1, 1, 2), {"total": 1})
    wrong = desk.bring({"支出.csv": HEAD + SOUND + SKIPPED["total"].replace("1.00", "2.00")})
    assert (counts(wrong), reasons(wrong)) == ((2, 0, 1, 0, 1), {})  # a total that is wrong is not skipped
    partial = desk.bring({"支出.csv": HEAD + SOUND + AT_FAULT}, "--partial", "--rejected", str(tmp_path / "坏.csv"))
    assert (partial.code, counts(partial)) == (0, (2, 1, 1, 0, 0))


ROWS = st.lists(st.sampled_from([*SKIPPED, "sound", "sound", "at fault", "nothing"]), min_size=1, max_size=12)


@given(ROWS)
@settings(max_examples=examples(30))
def test_whatever_stands_below_the_header(new_store: Callable[[str], Store], tmp_path: Path, rows: list[str]) -> None:
    """Notes and signatures count as such below the data alone; a total may be wrong: both are at fault else."""
    text = {**SKIPPED, "sound": SOUND, "at fault": AT_FAULT, "nothing": "\n"}
    store = new_store("sqlite")
    store.ok("fund", "add", "自筹资金")
    store.ok("project", "add", "菌菜大棚")
    answer = Desk(store, tmp_path).bring({"支出.csv": HEAD + "".join(map(text.__getitem__, rows))}, "--dry-run")
    [row] = answer.rows("files")
    came, skipped = Counter(rows), reasons(answer)
    assert row["read"] == len(rows) - came["nothing"]
    for reason in ("blank", "header_again", "excluded"):
        assert skipped.get(reason, 0) == came[reason]
    for reason in ("total", "note", "signature"):
        assert skipped.get(reason, 0) <= came[reason]
    assert row["rejected"] + row["held_back"] + row["created"] + row["skipped"] == row["read"]
    assert row["created"] in (0, came["sound"])
