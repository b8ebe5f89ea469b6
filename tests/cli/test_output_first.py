"""An answer that cannot be written is noticed before the store is: every command that writes, and every reason there is."""

from itertools import cycle
from pathlib import Path

import pytest

from conftest import TIMES, Store, call
from proofs.commands import OF_SERVERS, every
from proofs.writing import everything_at_hand, writing

SAID = {
    "fehlt/x.csv": (4, "文件或文件夹不存在"),
    "ordner.csv": (4, "这是文件夹"),
    "协议.pdf/x.csv": (4, "路径中有一段不是文件夹"),
    f"{'长' * 90}.csv": (4, "名称太长"),
    "/proc/x.csv": (4, "无法写入"),
    "x.docx": (2, "docx"),
    "aid.db": (2, "数据库"),
    "协议.pdf": (1, "已存在"),
}


def test_where_an_answer_cannot_go_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything_at_hand(tmp_path)
    (tmp_path / "ordner.csv").mkdir()
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    answering = {name for name, made in every() if any("--output" in param.opts for param in made.params)}
    places = cycle(SAID.items())
    tried = 0
    for name, words in writing():
        if name not in answering or name in OF_SERVERS or "-o" in words or "--output" in words:
            continue
        for place, (code, said) in SAID.items() if TIMES > 1 else [next(places)]:
            for other in ("--format=xls", None) if place == "fehlt/x.csv" else (None,):
                asked = [f"-o{place}"] if other is None else [other]
                db = [] if words[0] == "--db" else ["--db", "aid.db"]
                answer = call("--lang", "zh", *db, *(word for word in words if word != "--force"), *asked)
                told = (code, said) if other is None else (2, "xls")
                assert (answer.code, told[1] in answer.err, answer.out) == (told[0], True, ""), (name, asked, answer)
                tried += 1
    assert tried > 100
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_device_or_a_pipe_is_not_made_anew(file_store: Store, tmp_path: Path) -> None:
    assert file_store("village", "add", "甲", "-o", "/dev/null", "--format", "csv").code == 0
    answer = file_store("village", "add", "乙", "-o", str(tmp_path / "x.csv"), "--show")
    assert answer.code == 0 and [path.name for path in tmp_path.glob("*x.csv*")] == ["x.csv"]
