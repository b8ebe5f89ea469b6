"""Entries, and files of imports, in which somebody is forgotten: his name is masked where it stands, as whoever may not see it saw it before.

An entry that came alone has a record of its own for that, which says the texts by hashes; of entries that a batch brought the batch has one,
with a digest and a salt of theirs as they are now, so that no name can be tried on the former one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from aidtrack.bundle.told import FILE
from aidtrack.ledger.batch import FILE_TEXTS
from aidtrack.ledger.entry import ENTRY, ERASED
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.chain import FORGET, values
from aidtrack.store.log.entries_digest import of_batch
from aidtrack.store.records.handing_over.whom import Gone
from aidtrack.store.records.payees import MAY_BE_HEADS
from aidtrack.values.blocks import blocks
from aidtrack.values.record import new_salt
from aidtrack.values.text import key

_AT_ONCE = 500
_Texts = dict[str, str]  # by column
_FILES = [FILE.index(name) for name in FILE_TEXTS]


def mask(writer: Writer, chain: Chain, gone: Gone, namesakes: Collection[int]) -> tuple[int, int, list[str]]:
    """How many entries have a name masked now; how many keep it, being of a household whose own head has it; whom the first named in more
    words than the name, as they name them now.
    """
    found, others, longer = _found(writer, gone, namesakes)
    logged = _logged(writer, found)
    of_batches: defaultdict[int, dict[int, _Texts]] = defaultdict(dict)
    for id, (batch, now) in sorted(found.items()):
        if batch is None or id in logged:
            _mask_alone(writer, chain, id, now)
        else:
            of_batches[batch][id] = now
    files = _files(writer, gone)
    for batch in sorted(of_batches.keys() | files.keys()):
        _mask_batch(writer, chain, gone, batch, of_batches.get(batch, {}), files.get(batch, {}))
    return len(found), len(others), longer


def _found(
    connection: Connection, gone: Gone, namesakes: Collection[int]
) -> tuple[dict[int, tuple[int | None, _Texts]], set[int], list[str]]:
    """The batch of each entry that holds a name, and how its texts are to be; the entries that keep theirs; whom the first name in more words."""
    found, others, longer = dict[int, tuple[int | None, _Texts]](), set[int](), dict[str, None]()
    for column in ERASED:
        masked = gone.masked if column in MAY_BE_HEADS else gone.unnamed
        texts = connection.stream(f"SELECT DISTINCT {column} FROM entry WHERE {column} IS NOT NULL")
        shown = {text: now for (text,) in texts if (now := masked(str(text))) != text}
        for some in blocks(shown, _AT_ONCE):
            listed, named = among(some)
            rows = connection.rows(f"SELECT id, batch_id, household_id, {column} FROM entry WHERE {column} IN ({listed})", named)  # fmt: skip
            for id, batch, household, text in rows:
                if household in namesakes:
                    others.add(id)
                else:
                    found.setdefault(id, (batch, {}))[1][column] = shown[text]
                    if column in MAY_BE_HEADS and key(text) not in gone.keys:
                        longer[shown[text]] = None
    return found, others, [*longer]


def _logged(connection: Connection, ids: Collection[int]) -> set[int]:
    """Those with a record of their own."""
    found = set[int]()
    for some in blocks(sorted(ids), _AT_ONCE):
        listed = ", ".join(map(str, some))
        found |= {id for (id,) in connection.rows(
            f"SELECT object_id FROM audit WHERE noun = 'entry' AND object_id IN ({listed})")}  # fmt: skip
    return found


def _mask_alone(writer: Writer, chain: Chain, id: int, now: _Texts) -> None:
    [stood] = writer.rows(f"SELECT {', '.join(now)} FROM entry WHERE id = :id", {"id": id})
    chain.append(FORGET, ENTRY.name, id, before=dict(zip(now, stood, strict=True)), after=now)
    writer.update(ENTRY.name, id, now)
    for column, text in now.items():
        writer.execute(
            "UPDATE personal_value SET salt = NULL, value = NULL"
            " WHERE noun = :noun AND object_id = :id AND field = :field AND value <> :now",
            {"noun": ENTRY.name, "id": id, "field": column, "now": text},
        )


def _mask_batch(
    writer: Writer, chain: Chain, gone: Gone, id: int, entries: dict[int, _Texts], files: dict[int, _Texts]
) -> None:
    said = _said(writer, id)
    [(first, last)] = writer.rows("SELECT first_entry_id, last_entry_id FROM batch WHERE id = :id", {"id": id})
    salt = new_salt()
    after = {name: gone.unnamed(one) if isinstance(one, str) else one for name, one in said.items()}
    after |= of_batch(writer, id, first or 0, last or -1, entries).said(salt)
    if files:
        after["files"] = [_called(file, files.get(number, {})) for number, file in _numbered(said.get("files", []))]
    after["masked"] = sorted(entries)
    chain.append(FORGET, "batch", id, batch_id=id, before={"digest": said.get("digest")}, after=after)
    for entry, now in entries.items():
        writer.update(ENTRY.name, entry, now)
    for number, now in files.items():
        sets = ", ".join(f"{name} = :{name}" for name in now)
        of = {**now, "batch": id, "number": number}
        writer.execute(f"UPDATE batch_file SET {sets} WHERE batch_id = :batch AND file_no = :number", of)
    writer.update("batch", id, {"salt": salt})


def _said(connection: Connection, id: int) -> dict[str, Any]:
    """What the newest record of a batch says of it."""
    sql = "SELECT after FROM audit WHERE batch_id = :id AND noun = 'batch' AND object_id = :id ORDER BY id DESC LIMIT 1"
    return values(connection.value(sql, {"id": id})) or {}


def _numbered(files: list[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """The files of a record by their numbers: of such as an older program told less of, from 1 on."""
    for at, file in enumerate(files, 1):
        yield (int(file[-1]) if len(file) == len(FILE) else at), file


def _called(file: list[Any], now: _Texts) -> list[Any]:
    named = dict(zip(FILE_TEXTS, _FILES, strict=True))
    file = [*file]
    for name, text in now.items():
        if named[name] < len(file):
            file[named[name]] = text
    return file


def _files(connection: Connection, gone: Gone) -> dict[int, dict[int, _Texts]]:
    """What files are to be called whose name holds one, by batch and number."""
    found: defaultdict[int, dict[int, _Texts]] = defaultdict(dict)
    for batch, number, *texts in connection.rows(
        f"SELECT batch_id, file_no, {', '.join(FILE_TEXTS)} FROM batch_file ORDER BY id"
    ):
        said = {name: text for name, text in zip(FILE_TEXTS, texts, strict=True) if text is not None}
        if now := {name: shown for name, text in said.items() if (shown := gone.unnamed(text)) != text}:
            found[batch][number] = now
    return found
