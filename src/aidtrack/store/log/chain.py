"""The audit log: who changed what, when, from what to what; each record carries the hash of the one before."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values import json_text
from aidtrack.values.record import FORGET as FORGET
from aidtrack.values.record import RECORD
from aidtrack.values.record import SEALED_BY as SEALED_BY
from aidtrack.values.row_origin import is_store_id

REVEAL = ("reveal", "personal")  # action and noun of a run that was asked to show names
RESTORE = ("restore", "store")  # of a backup that took the store's place
ADOPT = ("adopt", "store")  # of a copy that goes on as a store of its own
SET_ASIDE = ("set_aside", "office")  # of what a collection had of an office, and has in another way now
HANDOVER = ("handover", "bundle")  # of what was handed over to another office
BESIDE = {  # what is logged beside the nouns and entries, and what the office calls it
    "batch": "批次",
    "personal": "个人信息",
    "setting": "设置",
    "layout": "布局",
    "books": "账期",
    "store": "账本",
    "bundle": "上报包",
    "granted": "权限",
    "office": "填报单位",
    "place": "存放处",
}
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def values(text: object) -> dict[str, object] | None:
    """A row as a record keeps it; None for nothing. Raises ValueError for what no record of ours says."""
    kept = None if text is None else json_text.read(str(text))
    if kept is None or isinstance(kept, dict):
        return kept
    raise ValueError(text)


def is_ours(record: Mapping[str, object]) -> bool:
    """Whether a record says something of a thing that there is, as this program says it."""
    try:
        before, after = values(record["before"]), values(record["after"])
        id = int(str(record["object_id"] or 0))
        datetime.fromisoformat(str(record["at"]))
    except ValueError:
        return False
    noun = record["noun"]
    if (record["action"], noun) == ADOPT and not _is_adopted(after or {}):
        return False
    if noun == "setting" and not all({"name", "value"} <= said.keys() for said in (before, after) if said is not None):
        return False
    if noun == "batch" and after is None:
        return False
    return id >= 0 and (noun in BESIDE or noun in NOUNS or noun == ENTRY.name)


def _is_adopted(said: Mapping[str, object]) -> bool:
    last = said.get("after_entry_id")
    return (
        all(is_store_id(said.get(name)) for name in ("store_id", "copy_of")) and type(last) is int and 0 <= last < SPAN
    )


def spelled(values: Mapping[str, object] | None) -> str | None:
    """Values as the log keeps them: JSON with sorted keys, blanks left out."""
    if values is None:
        return None
    kept = {name: value for name, value in values.items() if value is not None}
    return _encoded(kept)


def records(connection: Connection) -> Iterator[dict[str, object]]:
    """Every record in order, with its id and hash."""
    cursor = connection.execute(f"SELECT {', '.join(RECORD)} FROM audit ORDER BY id")
    for row in cursor:
        yield dict(zip(RECORD, row, strict=True))
