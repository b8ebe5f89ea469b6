"""What the open records of a bundle say of its other parts, held against these: who has the key may still sign what contradicts his own log."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from aidtrack.bundle.content import CLOSED_FIGURE, Bundle, Values
from aidtrack.bundle.faults import Spoilt, forged
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.phrase import phrase
from aidtrack.values import json_text, personal
from aidtrack.values.record import FORGET, hashes_in, is_of

# What the record of a batch says of each file, in this order; older records say less of it.
FILE = ("name", "sheet", "sha256", "row_count", "noun", "encoding", "heading", "as_of", "file_no")
_FIGURE = CLOSED_FIGURE[2:]
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def files_fit(files: Sequence[list[Any]], logged: object) -> bool:
    """Whether the files of a batch, each as its FILE, are those of its record; such as are told of less are numbered from 1 on."""
    if not isinstance(logged, list) or len(files) != len(logged):
        return False
    for number, (file, one) in enumerate(zip(files, logged, strict=True), 1):
        if not isinstance(one, list) or file[: len(one)] != one or (len(one) < len(file) and file[-1] != number):
            return False
    return True


def spans_fit(first: object, last: object, span: tuple[int, int] | None) -> bool:
    """Whether a batch's range is that of its entries; before the first of them ids may have been left out."""
    if span is None or not isinstance(first, int):
        return span is None and first is None and last is None
    return first <= span[0] and last == span[1]


@dataclass(slots=True)
class _Batch:
    record: int
    said: Mapping[str, object]
    began: tuple[object, ...] | None  # when, who, what: where its first record is in the bundle
    files: list[list[Any]] = field(default_factory=list)
    range: tuple[object, object] = (None, None)  # as its row says it
    span: tuple[int, int] | None = None  # ids of its first and last entry


@dataclass(slots=True)
class Told:
    """Takes in the records, then looks at row after row of the other parts. Raises Spoilt, which names the record."""

    bundle: Bundle
    batches: dict[object, _Batch] = field(default_factory=dict)
    hashes: dict[str, tuple[int, tuple[object, ...]]] = field(default_factory=dict)  # record, and of what each is
    # Of rows that begin here.
    owners: dict[tuple[object, object], tuple[int, set[object]]] = field(default_factory=dict)
    closings: dict[object, tuple[int, Mapping[str, object]]] = field(default_factory=dict)
    figures: defaultdict[object, list[tuple[object, ...]]] = field(default_factory=lambda: defaultdict(list))
    listed: set[object] = field(default_factory=set)  # ids of batches
    sealed: int = 0
    unsaid: int = 0  # rows of a batch that no open record gives them

    def record(self, record: Values, *, sealed: bool) -> None:
        self.sealed += sealed
        noun, id, number = record["noun"], record["object_id"], int(str(record["id"]))
        if sealed or id is None:
            return
        if noun == "batch" and record["after"] is not None:
            began = (record["at"], record["actor"], record["action"]) if record["before"] is None else None
            known = self.batches.setdefault(id, _Batch(number, {}, began))
            known.record, known.said = number, _said(record["after"])
        elif noun == "books" and record["after"] is not None:
            self.closings[id] = number, _said(record["after"])
        elif noun in NOUNS or noun == ENTRY.name:
            for end in ("before", "after"):
                for column, hash in hashes_in(record[end]):
                    self.hashes[hash] = number, (noun, id, column)
            if noun == ENTRY.name and record["action"] == FORGET:
                return  # it says the texts alone
            if noun == ENTRY.name:
                self._entry(id, _said(record["after"]).get("batch_id"))
            elif record["before"] is None:
                self.owners[noun, id] = number, {record["batch_id"]}
            elif (noun, id) in self.owners:
                self.owners[noun, id][1].add(record["batch_id"])

    def batch(self, row: Values, at: int) -> None:
        self.listed.add(row["id"])
        if (one := self.batches.get(row["id"])) is None:
            return
        one.range = row["first_entry_id"], row["last_entry_id"]
        began = one.began is None or one.began == (row["at"], row["actor"], row["kind"])
        of_others = all(row[name] == one.said.get(name) for name in ("undoes", "entries"))
        _require(began and of_others, one.record, "batches", at)

    def batch_file(self, row: Values) -> None:
        if (one := self.batches.get(row["batch_id"])) is not None:
            one.files.append([row[name] for name in FILE])

    def entry(self, row: Values) -> None:
        self._entry(row["id"], row["batch_id"])

    def _entry(self, id: object, batch: object) -> None:
        if (one := self.batches.get(batch)) is not None:
            number = int(str(id))
            first, last = one.span or (number, number)
            one.span = min(first, number), max(last, number)

    def left(self, row: Values, at: int) -> None:
        """A row is of the batch that brought it, or of one that changed it since that was taken back. A sealed record may be of such a change,
        but of one row alone.
        """
        if (told := self.owners.get((row["noun"], row["id"]))) is None:
            return
        if row["batch_id"] not in (told[1] if row["stands"] == 1 else {None}):
            self.unsaid += 1
            may_be = row["stands"] == 1 and row["batch_id"] in self.listed | {None}
            _require(may_be and self.unsaid <= self.sealed, told[0], "left", at)

    def closed_figure(self, row: Values) -> None:
        self.figures[row["closing_id"]].append(tuple(row[name] for name in _FIGURE))

    def personal(self, row: Values, at: int) -> None:
        hash, salt, value = str(row["hash"]), row["salt"], row["value"]
        number, of = self.hashes.get(hash, (0, None))
        is_told = of == (row["noun"], row["object_id"], row["field"])
        # Of a hash that no record here speaks of, one before these or a sealed one may.
        _require(is_told or (of is None and not self._is_whole), number, "personal", at)
        if value is not None:
            shown = row["noun"] == ENTRY.name or row["shown"] == personal.mask(str(value))
            _require(shown and is_of(hash, str(salt), str(value)), number, "personal", at)

    def require(self) -> None:
        """Once all rows were looked at."""
        for id, one in self.batches.items():
            fit = files_fit(sorted(one.files, key=lambda file: int(file[-1])), one.said.get("files", []))
            _require(fit, one.record, "batch_files", int(str(id)))
            _require(spans_fit(*one.range, one.span), one.record, "batches", int(str(id)))
        for id, (record, said) in self.closings.items():
            fit = _figures(self.figures.get(id, [])) == (said.get("figures"), said.get("digest"))
            _require(fit, record, "closed_figures", int(str(id)))

    @property
    def _is_whole(self) -> bool:
        return self.bundle.manifest.is_complete and not self.sealed


def _figures(figures: list[tuple[object, ...]]) -> tuple[object, object]:
    """How many, and their digest, as the record of a closing has them."""
    digest = hashlib.sha256()
    for figure in sorted(figures):
        digest.update(f"{_encoded(dict(zip(_FIGURE, figure, strict=True)))}\n".encode())
    return (len(figures), digest.hexdigest()) if figures else (None, None)


def _said(text: object) -> Mapping[str, object]:
    said = None if text is None else json_text.read(str(text))
    return said if isinstance(said, dict) else {}


def _require(fits: bool, record: int, part: str, row: int) -> None:
    if not fits:
        raise _contradicts(record, part, row)


def _contradicts(record: int, part: str, row: int) -> Spoilt:
    if not record:
        return forged(phrase("No record of its log speaks of what is signed ({part}, row {row}).", part=part, row=row))
    said = {"record": record, "part": part, "row": row}
    return forged(phrase("What is signed is not what record {record} of its log says ({part}, row {row}).", **said))
