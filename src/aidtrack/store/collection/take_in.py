"""One bundle into a collection, within its transaction: whole or not at all."""

from typing import BinaryIO

from aidtrack.bundle.content import Bundle
from aidtrack.bundle.faults import damaged
from aidtrack.ledger.kind import FUND_BALANCES, KINDS
from aidtrack.store.collection import offices, uncounted
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.put_entries import put_entries
from aidtrack.store.collection.put_log import open_books, put_log
from aidtrack.store.collection.put_nouns import put_nouns
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records import document_files


def take_in(writer: Writer, bundle: Bundle, known: Office | None, *, confirmed: bool) -> bool:
    """What an office handed over since it was taken in last; the bundle begins there or before. Returns whether somebody was forgotten since.

    Raises Spoilt where what then stands is not what the bundle says of the office's figures.
    """
    span = Span(int(bundle.manifest.number))
    if known is None:
        open_books(writer, span)
    told = put_log(writer, span, bundle, 0 if known is None else known.received_to)
    put_nouns(writer, span, bundle)
    put_entries(writer, span, bundle, told, 0 if known is None else uncounted.last(writer, span.number))
    offices.put(writer, bundle.manifest, known, confirmed=confirmed)
    offices.put_figures(writer, bundle.manifest)
    offices.put_thresholds(writer, bundle.manifest)
    if wrong_figures(writer, span, is_whole=known is None):
        raise damaged()
    _bring_files(writer, bundle)
    return known is not None and told.forgotten.is_any


def wrong_figures(connection: Connection, span: Span, *, is_whole: bool = False) -> list[tuple[int, str, int, int]]:
    """Where the balances of an office are not what it said of its entries: fund (its own id), kind, what it said, what is here.

    What is kept beside is counted with them, unless it is among them (`is_whole`).
    """
    count = f"SELECT count(*) FROM entry WHERE {of_office('id')}"
    here: dict[tuple[int, str], int] = {(0, ""): int(connection.value(count, span.bounds))}
    columns = [f"{name}_fen" for name in FUND_BALANCES]
    for fund, *sums in connection.rows(
        f"SELECT fund_id, {', '.join(columns)} FROM fund_balance WHERE {of_office('fund_id')}", span.bounds
    ):
        for kind, fen in zip(KINDS, sums, strict=True):
            here[fund - span.base, kind] = int(fen or 0)
    for of, sum in () if is_whole else uncounted.sums(connection, span.number).items():
        here[of] = here.get(of, 0) + sum
    said = {(fund, kind): fen for fund, kind, fen in offices.figures(connection, span.number)}
    return [
        (*of, said.get(of, 0), here.get(of, 0))
        for of in sorted(said.keys() | here.keys())
        if said.get(of, 0) != here.get(of, 0)
    ]


def _bring_files(writer: Writer, bundle: Bundle) -> None:
    def opened(sha256: str) -> BinaryIO:
        return bundle.files[sha256]()

    if bundle.files:
        document_files.bring(bundle.files, opened, document_files.require_folder(writer.target))
