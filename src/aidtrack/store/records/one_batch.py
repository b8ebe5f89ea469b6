"""Many commands as one: all that they record is of one batch, which is taken back as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.entries_digest import of_batch, recorded
from aidtrack.store.records.bulk import begin, complete


@contextmanager
def one_batch(writer: Writer, kind: str) -> Iterator[int]:
    """The batch of this kind to which all that is recorded inside belongs. Names, and what entries may repeat, are read once for all."""
    batch_id = begin(writer, kind)
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM entry"))
    writer.batch_id, writer.kept, writer.alikes = batch_id, {}, {}
    yield batch_id
    writer.batch_id = writer.kept = writer.alikes = None
    brought = "SELECT count(*) FROM entry WHERE id > :last AND batch_id = :batch"
    count = int(writer.value(brought, {"last": last, "batch": batch_id}))
    digest = of_batch(writer, batch_id, *complete(writer, batch_id, count, last))
    after = recorded(writer, batch_id, digest)
    Chain(writer).append(kind, "batch", batch_id, batch_id=batch_id, after=after)
