"""A store's tables as they follow from bundles alone: what no bundle holds is missing here."""

import io
from collections.abc import Mapping
from typing import Any

from aidtrack.bundle.content import Bundle, every_entry, rows_left
from aidtrack.bundle.opened import opened
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import SCHEMA
from aidtrack.values import json_text

Row = dict[str, Any]
# Every table of a store that a bundle brings; and those that follow from these, by what they follow.
BROUGHT = {*NOUNS, "audit", "batch", "batch_file", "entry", "closed_books", "closed_figure", "personal_value", "setting", "layout", "granted", "identity"}  # fmt: skip
FOLLOW = {
    "fund_balance": "sums of entries",
    "cell_balance": "sums of entries",
    "entry_ref": "the 流水号 of every entry whose batch nobody undid",
    "spelling": "keys of the texts that earmarks compare",
}


class Replayed:
    """Takes bundles in, one after another; `tables` are by id, settings by name."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[Any, Row]] = {name: {} for name in BROUGHT}
        self.tables["closed_books"][1] = {"id": 1, "after_entry_id": 0}
        self.to = 0

    def take(self, data: bytes) -> Bundle:
        bundle = opened(io.BytesIO(data), SCHEMA)
        assert bundle.manifest.since <= self.to
        for part, table in {"records": "audit", "batches": "batch", "batch_files": "batch_file", "closed_figures": "closed_figure"}.items():  # fmt: skip
            self._put(table, getattr(bundle, part).named())
        self._put("entry", every_entry(bundle))
        self._rows(bundle)
        for record in bundle.records.named():
            if record["action"] is not None and record["id"] > self.to:  # type: ignore[operator]
                self._take_in(record)
        self.to = bundle.manifest.to
        return bundle

    def _put(self, table: str, rows: Any) -> None:
        self.tables[table].update({row["id"]: row for row in rows})

    def _rows(self, bundle: Bundle) -> None:
        known = {row["hash"]: row for row in bundle.personal.named()}
        kept = self.tables["personal_value"]
        kept.update(
            {hash: {name: value for name, value in row.items() if name != "shown"} for hash, row in known.items()}
        )
        for noun, id, batch, values in rows_left(bundle):
            if values is None:
                self.tables[noun].pop(id, None)
                continue
            plain = {name: self._plain(known, value) for name, value in values.items()}
            self.tables[noun][id] = {"id": id, "batch_id": batch, **plain}

    @staticmethod
    def _plain(known: Mapping[object, Row], value: object) -> object:
        return known[value["#"]]["value"] if isinstance(value, dict) else value

    def _take_in(self, record: Row) -> None:
        noun, id = record["noun"], record["object_id"]
        before, after = (json_text.read(record[end] or "null") for end in ("before", "after"))
        if noun in ("setting", "layout", "granted"):
            named = (after or before)["name"] if noun == "setting" else id
            self.tables[noun].pop(named, None)
            if after is not None:
                renamed = {"word" if name == "right" else name: value for name, value in after.items()}
                self.tables[noun][named] = renamed | ({} if noun == "setting" else {"id": id})
        elif noun == "books":
            books = self.tables["closed_books"]
            books[max(books)]["until_entry_id"] = after["after_entry_id"]
            books[id] = {"id": id} | {name: value for name, value in after.items() if name not in ("figures", "digest")}
        elif noun == "store" and record["action"] == "adopt":
            self.tables["identity"][id] = {
                "id": id,
                "uuid": after["store_id"],
                "after_entry_id": after["after_entry_id"],
            }
