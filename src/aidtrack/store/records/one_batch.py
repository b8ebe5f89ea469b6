"""Many commands as one: all that they record is of one batch, which is taken back as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.log.entries_digest import of_batch, recorded
from aidtrack.store.records.bulk import begin, complete
from aidtrack.store.schema.triggers import schema_on

# Commands after which a server learns anew how much there is: what it planned for little is not kept until there is much.
_KNOWN_AFTER = frozenset(64 * 4**at for at in range(8))


@contextmanager
def one_batch(writer: Writer, kind: str) -> Iterator[int]:
    """The batch of this kind to which all that is recorded inside belongs. Names, and what entries may repeat, are read once for all."""
    batch_id = begin(writer, kind)
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM entry"))
    writer.batch_id, writer.kept, writer.alikes = batch_id, {}, {}
    with writer.by_index():  # a table that is read whole while it is small is so when it has grown
        yield batch_id
        writer.batch_id = writer.kept = writer.alikes = None
        brought = "SELECT count(*) FROM entry WHERE id > :last AND batch_id = :batch"
        count = int(writer.value(brought, {"last": last, "batch": batch_id}))
        digest = of_batch(writer, batch_id, *complete(writer, batch_id, count, last))
        after = recorded(writer, batch_id, digest)
        Chain(writer).append(kind, "batch", batch_id, batch_id=batch_id, after=after)


def ran(writer: Writer, commands: int) -> None:
    """So many of them ran."""
    if commands in _KNOWN_AFTER:
        schema_on(writer.engine).known_to_plans(writer)
