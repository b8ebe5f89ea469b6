"""A baseline: the head of a store's log with counts and sums, written to a file that is kept elsewhere; a store is held against it.

Counts and sums are of what the log held up to that head, so that they are the same for ever, whatever is recorded later.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aidtrack import small_file
from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said, phrase
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.head import head
from aidtrack.store.proof import heads
from aidtrack.store.proof.discrepancy import Discrepancy
from aidtrack.store.records.identity import store_id
from aidtrack.values import json_text
from aidtrack.values.money import plain_yuan
from aidtrack.values.record import GENESIS
from aidtrack.values.text import safe

_WHAT, _FORMAT = "aidtrack baseline", 1
Sums = Mapping[str, Mapping[str, str]]  # kind → yuan, by the id of a fund


@dataclass(frozen=True, slots=True)
class Baseline:
    """Of a store whose log ended with `head`, stamped `at`; its entries had ids up to `last_entry`."""

    head: str
    at: str | None
    last_entry: int
    counts: Mapping[str, int]
    sums: Sums


def content(connection: Connection) -> bytes:
    """The file of a store as it stands."""
    newest = head(connection)
    last = int(connection.value("SELECT coalesce(max(id), 0) FROM entry"))
    names = dict(connection.rows("SELECT id, name FROM fund"))
    said = {
        "what": _WHAT,
        "format": _FORMAT,
        "store_id": store_id(connection),
        "head": newest,
        "at": connection.value("SELECT at FROM audit ORDER BY id DESC LIMIT 1"),
        "last_entry": last,
        "counts": _counts(connection, newest, last),
        "funds": [
            {"id": int(id), "name": names[int(id)], **sums} for id, sums in _sums(connection, newest, last).items()
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read(path: Path) -> Baseline:
    """Raises Refused for what is none, Usage for no ordinary file, Environment where it cannot be read."""
    try:
        said = json_text.read(small_file.content(path))
        if (said["what"], said["format"]) != (_WHAT, _FORMAT):
            raise ValueError
        sums = {
            str(int(fund["id"])): {kind: str(fund[kind]) for kind in KINDS if kind in fund} for fund in said["funds"]
        }
        counts = {str(name): int(count) for name, count in said["counts"].items()}
        last = int(said["last_entry"])
        if not 0 <= last < 2**63:
            raise ValueError
        return Baseline(heads.head_typed(said["head"]), said["at"], last, counts, sums)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        raise Refused(
            t("{file} is no baseline that this program wrote.", file=safe(str(path))),
            t("Write one: aidtrack check --baseline FILE."),
        ) from error


def compared(connection: Connection, baseline: Baseline) -> list[Discrepancy | Said]:
    """What is wrong, or that nothing is."""
    found: list[Discrepancy | Said] = [*_wrong(connection, baseline)]
    day = safe(str(baseline.at)[:10]) if baseline.at else "—"
    return found or [phrase("It agrees with the baseline, whose last record is of {day}.", day=day)]


def _wrong(connection: Connection, baseline: Baseline) -> Iterator[Discrepancy]:
    """Damage where the head is not in the log any more, or what was recorded up to it comes to something else."""
    if baseline.head != GENESIS and heads.record(connection, baseline.head) is None:
        yield heads.missing(baseline.head)
        return
    counts = _counts(connection, baseline.head, baseline.last_entry)
    for name in sorted(counts.keys() | baseline.counts.keys()):
        yield from _differs(name, baseline.counts.get(name, 0), counts.get(name, 0))
    sums = _sums(connection, baseline.head, baseline.last_entry)
    for fund in sorted(sums.keys() | baseline.sums.keys(), key=int):
        then, now = baseline.sums.get(fund, {}), sums.get(fund, {})
        for kind in sorted(then.keys() | now.keys()):
            yield from _differs(
                f"fund {fund} · {spoken(KINDS[kind].label)}", then.get(kind, "0.00"), now.get(kind, "0.00")
            )


def _differs(what: str, then: object, now: object) -> Iterator[Discrepancy]:
    if then != now:
        said = t(
            "came to {then} when the baseline was written, and comes to {now} up to the same head.", then=then, now=now
        )
        yield Discrepancy("damage", "baseline", safe(what), said)


# Of two writers at once the one who took the lower id may be recorded later.
_UP_TO = """e.id <= :last AND e.id NOT IN
    (SELECT object_id FROM audit WHERE noun = 'entry' AND action = 'add' AND id > :record AND object_id <= :last)"""


def _counts(connection: Connection, newest: str, last_entry: int) -> dict[str, int]:
    """How many records and entries there were, and, as the log tells it, rows of each noun and batches."""
    found = heads.record(connection, newest)
    up_to = {"record": found[0] if found else 0}
    rows = connection.rows(
        """SELECT noun, sum(CASE WHEN before IS NULL THEN 1 WHEN after IS NULL THEN -1 ELSE 0 END) FROM audit
        WHERE id <= :record AND object_id IS NOT NULL GROUP BY noun ORDER BY noun""",
        up_to,
    )
    counts = {noun: int(count) for noun, count in rows}
    counts["audit"] = int(connection.value("SELECT count(*) FROM audit WHERE id <= :record", up_to))
    of_entries = {"last": last_entry, **up_to}
    counts[ENTRY.name] = int(connection.value(f"SELECT count(*) FROM entry e WHERE {_UP_TO}", of_entries))
    return counts


def _sums(connection: Connection, newest: str, last_entry: int) -> dict[str, dict[str, str]]:
    record = heads.record(connection, newest)
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for fund, kind, fen in connection.rows(
        f"SELECT fund_id, kind, sum(amount_fen) FROM entry e WHERE {_UP_TO} GROUP BY fund_id, kind ORDER BY fund_id, kind",
        {"last": last_entry, "record": record[0] if record else 0},
    ):
        found[str(fund)][kind] = plain_yuan(int(fen))
    return dict(found)
