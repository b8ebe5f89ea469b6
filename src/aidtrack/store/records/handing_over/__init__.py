"""What a store hands over: its log since a record, and what stands in its tables alone. Without names what speaks of a person is sealed or masked."""

from aidtrack import __version__
from aidtrack.bundle.content import BATCH, BATCH_FILE, CLOSED_FIGURE, ENTRY_ROW, LEFT, PERSONAL, Bundle, Manifest, Rows
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.records.handing_over import rows
from aidtrack.store.records.handing_over.spoken import spoken, table
from aidtrack.store.records.handing_over.whom import NOBODY, persons
from aidtrack.store.records.identity import Identity
from aidtrack.values.record import GENESIS, RECORD


def content(connection: Connection, who: Identity, *, since: int, to: int, names: bool) -> Bundle:
    """The records after number `since` up to `to`, which is the newest that is news, and all that they speak of; no files.

    Its rows are read while the connection is: within one transaction that reads.
    """
    span = {"since": since, "to": to}
    known = NOBODY if names else persons(connection)
    about = spoken(connection, span, known, names=names)
    manifest = Manifest(
        store_id=who.store_id,
        office=who.office or "",
        number=who.number or "",
        office_name=who.office_name,
        since=since,
        to=to,
        previous=_hash(connection, since),
        head=_hash(connection, to),
        at=connection.value("SELECT at FROM audit WHERE id = :id", {"id": to}),
        entries=int(connection.value("SELECT count(*) FROM entry")),
        funds=_sums(connection),
        names=names,
        schema=SCHEMA,
        program=__version__,
        upgraded=about.upgraded,
    )
    of_batches = "SELECT object_id FROM audit WHERE noun = 'batch' AND id > :since AND id <= :to"
    of_closings = "SELECT object_id FROM audit WHERE noun = 'books' AND id > :since AND id <= :to"
    return Bundle(
        manifest,
        records=Rows(RECORD, lambda: rows.records(connection, span, about.sealed)),
        batches=Rows(
            BATCH, lambda: rows.batches(table(connection, "batch", BATCH, f"id IN ({of_batches})", span), names)
        ),
        batch_files=Rows(
            BATCH_FILE,
            lambda: rows.batch_files(
                table(connection, "batch_file", BATCH_FILE, f"batch_id IN ({of_batches})", span), known
            ),
        ),
        entries=Rows(ENTRY_ROW, lambda: rows.entries(connection, of_batches, span, about.entries, known)),
        left=Rows(LEFT, lambda: rows.left(connection, about)),
        closed_figures=Rows(
            CLOSED_FIGURE,
            lambda: table(connection, "closed_figure", CLOSED_FIGURE, f"closing_id IN ({of_closings})", span),
        ),
        personal=Rows(PERSONAL, lambda: rows.beside(connection, about.rows, span, known, names=names)),
    )


def _hash(connection: Connection, id: int) -> str:
    return str(connection.value("SELECT hash FROM audit WHERE id = :id", {"id": id})) if id else GENESIS


def _sums(connection: Connection) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for fund, kind, fen in connection.rows(
        "SELECT fund_id, kind, sum(amount_fen) FROM entry GROUP BY fund_id, kind ORDER BY fund_id, kind"
    ):
        found.setdefault(int(fund), {})[str(kind)] = int(fen)
    return found
