"""A small bundle made without a store, and members of it that somebody changed: hashed anew and signed, as who has the key could."""

import io
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import Any

from aidtrack.bundle.content import (  # fmt: skip
    BATCH,
    BATCH_FILE,
    CLOSED_FIGURE,
    ENTRY_ROW,
    LEFT,
    PERSONAL,
    Bundle,
    Manifest,
    Row,
    Rows,
    every_entry,
    rows_left,
)
from aidtrack.bundle.opened import opened
from aidtrack.bundle.written import written
from aidtrack.store.engine.connection import SCHEMA
from aidtrack.values.record import GENESIS, RECORD, record_hash
from bundle.kept import KEY, made, parts

RECORDS = "records.jsonl"
_AT = "2018-01-01T00:00:00+00:00"
_FIGURE = sha256(b'{"fen":100,"fund_id":1,"kind":"receipt","project_id":0,"village_id":0}\n').hexdigest()
_SAID: tuple[tuple[str, str, int | None, str | None], ...] = (
    ("add", "setting", None, '{"name":"office","value":"621122"}'),
    ("add", "village", 1, '{"county":"陇西县","name":"牙河村"}'),
    ("add", "household", 1, '{"head":{"#":"%s"},"name":"001","village_id":1}' % ("a" * 64)),
    ("add", "fund", 1, '{"budget_fen":100,"name":"自筹资金"}'),
    ("add", "entry", 1, '{"amount_fen":100,"date":"2018-01-01","fund_id":1,"kind":"receipt"}'),
    (
        "import",
        "batch",
        1,
        '{"digest":"x","entries":1,"files":[["支出.csv",null,"%s",1,"receipt","utf-8"]]}' % ("c" * 64),
    ),
    (
        "close",
        "books",
        2,
        '{"after_entry_id":2,"digest":"' + _FIGURE + '","figures":1,"period":"2017","through":"2017-12-31"}',
    ),
)


@cache
def members() -> dict[str, bytes]:
    """Each of its parts holds something."""
    rows, previous = list[Row](), GENESIS
    for id, (action, noun, of, after) in enumerate(_SAID, 1):
        record = {
            "at": _AT,
            "actor": "a",
            "action": action,
            "noun": noun,
            "object_id": of,
            "after": after,
            "previous": previous,
        }
        previous = record_hash(record)
        rows.append(tuple(({"id": id, "hash": previous} | record).get(name) for name in RECORD))
    rows.append(tuple({"id": 8, "previous": previous, "hash": "b" * 64}.get(name) for name in RECORD))
    entry = {"id": 2, "kind": "receipt", "date": "2018-01-02", "fund_id": 1, "amount_fen": 5, "batch_id": 1, "file_no": 1, "row_no": 2}  # fmt: skip
    manifest = Manifest(
        "0" * 8 + "-0000" * 3 + "-" + "0" * 12, "621122", "621122", None, 0, 8, GENESIS, "b" * 64, _AT, 2, {1: {"receipt": 105}},
        False, SCHEMA, "0",
    )  # fmt: skip
    bundle = Bundle(
        manifest,
        _rows(RECORD, rows),
        _rows(BATCH, [(1, _AT, "a", "import", None, 1, 2, 2, None)]),
        _rows(BATCH_FILE, [(1, 1, 1, "支出.csv", None, "c" * 64, "receipt", "utf-8", 1, None, None)]),
        _rows(ENTRY_ROW, [tuple(entry.get(name) for name in ENTRY_ROW)]),
        _rows(LEFT, [("village", 1, 1, None, None, None), ("household", 1, 1, None, None, None), ("household", 2, 1, None, '{"head":"张**","name":"002","village_id":1}', None), ("fund", 1, 1, 1, None, None)]),
        _rows(CLOSED_FIGURE, [(1, 2, 1, 0, 0, "receipt", 100)]),
        _rows(PERSONAL, [("a" * 64, "household", 1, "head", "张**", None, None)]),
    )  # fmt: skip
    out = io.BytesIO()
    written(bundle, KEY, out)
    return parts(out.getvalue())


def _rows(columns: tuple[str, ...], rows: Sequence[Row]) -> Rows:
    return Rows(columns, lambda: rows)


def signed(name: str, content: bytes) -> bytes:
    """The bundle with another content of one member."""
    changed = members() | {name: content}
    if name != RECORDS:
        return made(changed, KEY)
    lines, previous = list[bytes](), GENESIS
    for at, line in enumerate(content.split(b"\n")):
        told: Any = None
        with suppress(ValueError, RecursionError):
            told = json.loads(line)
        if at and isinstance(told, list) and len(told) == len(RECORD):
            record = dict(zip(RECORD, told, strict=True)) | {"previous": previous}
            with suppress(UnicodeEncodeError):
                previous = record_hash(record) if record["action"] is not None else "b" * 64
            line = json.dumps([*(record | {"hash": previous}).values()], ensure_ascii=True).encode()
        lines.append(line)
    changed[RECORDS] = b"\n".join(lines)

    def headed(said: dict[str, Any]) -> None:
        said["head"] = previous

    return made(changed, KEY, headed)


def gone_through(data: bytes) -> None:
    """Open it and look at all that it says. Raises what `opened` does."""
    bundle = opened(io.BytesIO(data), SCHEMA)
    for entry in every_entry(bundle):
        assert {"fund_id", "kind"} <= entry.keys() <= {*ENTRY_ROW}
    for _, _, _, values in rows_left(bundle):
        assert values is None or all(isinstance(value, (str, int, dict)) for value in values.values())
