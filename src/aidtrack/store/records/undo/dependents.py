"""What leans on the rows that a batch brought: as long as anything of others does, the batch cannot be taken back."""

from collections.abc import Iterator

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import held
from aidtrack.ledger.positions import resting_on
from aidtrack.locale import command, spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.merged_by import merged_by
from aidtrack.store.records.others import MOST_NAMED, Other, commands, entries_of, named
from aidtrack.store.records.references import referring
from aidtrack.store.records.undo.batch import Standing
from aidtrack.store.records.undo.entries import GOING
from aidtrack.values.text import safe

BROUGHT = "brought"  # the temporary table of the rows that the batch brought or took over
_PLACE = ("kind", "fund_id", "project_id", "village_id", "household_id")


def require_no_entries(writer: Writer, batch: Standing) -> None:
    """Raises Refused, naming the entries of others that what the batch brought is still needed for."""
    _require_none(batch, [*_entries(writer, batch), *_carrying_on(writer)])


def require_not_taken_back(writer: Writer, batch: Standing) -> None:
    """Raises Refused where somebody took back since, by a command or a sheet, what the batch recorded anew of older entries (a correction,
    a merge, a sheet of corrections): money that came back, which would be lost with it. A correction since then goes along.
    """
    rows = writer.rows(
        f"""WITH back AS MATERIALIZED (SELECT e.* FROM entry o CROSS JOIN entry f CROSS JOIN entry e
            WHERE o.id BETWEEN :first AND :last AND o.batch_id = :batch AND f.id = o.corrects_id AND f.id < :first AND e.reverses_id = o.id
            AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.id = e.batch_id AND u.undoes IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM entry n WHERE n.corrects_id = o.id AND n.batch_id = e.batch_id))
        SELECT e.kind, e.id, e.batch_id FROM back e WHERE {held("e")} <> 0 ORDER BY e.id LIMIT {MOST_NAMED + 1}""",
        {"batch": batch.id, "first": batch.first, "last": batch.last},
    )
    if found := entries_of(rows):
        raise Refused(
            t("Batch {batch} cannot be taken back: {uses} took back since what it recorded anew.", batch=batch.id, uses=named(found)),
            t("Take those back first: {commands}.", commands=commands(found)),
        )  # fmt: skip


def require_no_positions(writer: Writer, batch: Standing) -> None:
    """Raises Refused, naming the later batches of positions that were worked out from those of this one."""
    if batch.kind != "import" or not writer.rows(
        "SELECT 1 FROM batch_file WHERE batch_id = :batch AND as_of IS NOT NULL LIMIT 1", {"batch": batch.id}
    ):
        return
    rows = writer.rows(f"{resting_on(GOING)} ORDER BY 2 LIMIT {MOST_NAMED + 1}")
    if found := entries_of(rows):
        raise Refused(
            t("Batch {batch} cannot be taken back: {uses} are differences to what it had reached.", batch=batch.id, uses=named(found)),
            t("Take those back first: {commands}.", commands=commands(found)),
        )  # fmt: skip


def require_no_nouns(writer: Writer, batch: Standing) -> None:
    """Asked when what the batch changed is as before. Raises Refused, naming the rows of others that refer to what it brought."""
    _require_none(batch, [*_nouns(writer)])


def require_nothing_lives_in_what_was_merged(writer: Writer, batch: Standing, last: int) -> None:
    """Asked when every entry that goes has its counter-entry, after the id `last`, and nouns are as before. Raises Refused, naming the merging
    since, where what the batch had taken back would live again in what was merged away.
    """
    for noun in NOUNS.values():
        for column in (field.column for _, field in referring(noun.name, (ENTRY,)) if noun.merges):
            for id, name in writer.rows(
                f"""SELECT n.id, n.name FROM entry c CROSS JOIN entry e CROSS JOIN entry o CROSS JOIN {noun.name} n
                WHERE c.id > :last AND e.id = c.reverses_id AND o.id = e.reverses_id AND n.id = o.{column} AND n.same_as_id IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM {GOING} g WHERE g.id = o.id) LIMIT 1""",
                {"last": last},
            ):
                raise Refused(
                    t("Batch {batch} cannot be taken back: what it took back would live again in {noun} “{name}”, which was merged into another since.",
                      batch=batch.id, noun=spoken(noun.label), name=safe(name)),
                    t("Take those back first: {commands}.", commands=command("batch", "undo", str(merged_by(writer, noun.name, id)))),
                )  # fmt: skip


def _require_none(batch: Standing, found: list[Other]) -> None:
    if found:
        raise Refused(
            t(
                "Batch {batch} cannot be taken back: {uses} refer to what it brought.",
                batch=batch.id,
                uses=named(found),
            ),
            t("Take those back or change them first: {commands}.", commands=commands(found)),
        )


def _nouns(writer: Writer) -> Iterator[Other]:
    """Rows of others; what another undo had to keep leans on nothing."""
    for noun in NOUNS:
        for other, field in referring(noun, NOUNS.values()):
            table, column = other.name, field.column
            rows = writer.rows(
                f"""SELECT o.name, o.batch_id FROM {BROUGHT} b CROSS JOIN {table} o
                WHERE b.noun = :noun AND o.{column} = b.id
                  AND NOT EXISTS (SELECT 1 FROM {BROUGHT} x WHERE x.noun = :table AND x.id = o.id)
                  AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = o.batch_id) ORDER BY o.id LIMIT {MOST_NAMED + 1}""",
                {"noun": noun, "table": table},
            )
            blanked = None if field.required else field.option
            yield from (Other(table, name, batch, blanked) for name, batch in rows)


def _carrying_on(writer: Writer) -> Iterator[Other]:
    """What came elsewhere when something that goes left its own fund or project."""
    rows = writer.rows(
        f"""SELECT e.kind, e.id, e.batch_id FROM {GOING} g CROSS JOIN entry e
        WHERE (e.carries_id = g.id OR e.moves_id = g.id) AND {held("e")} <> 0 AND NOT EXISTS (SELECT 1 FROM {GOING} k WHERE k.id = e.id) ORDER BY e.id LIMIT {MOST_NAMED + 1}"""
    )
    yield from entries_of(rows)


def _entries(writer: Writer, batch: Standing) -> Iterator[Other]:
    """Entries that still hold something, where the sums of all that does not go with the batch do not come to nothing."""
    places: dict[tuple[object, ...], None] = {}
    for noun in NOUNS:
        for column in (field.column for _, field in referring(noun, (ENTRY,))):
            rows = writer.rows(
                f"""SELECT {", ".join(f"e.{name}" for name in _PLACE)}
                FROM {BROUGHT} b CROSS JOIN entry e LEFT JOIN {GOING} g ON g.id = e.id
                WHERE b.noun = :noun AND e.{column} = b.id AND g.id IS NULL
                GROUP BY {", ".join(f"e.{name}" for name in _PLACE)} HAVING sum(e.amount_fen) <> 0 LIMIT {MOST_NAMED}""",
                {"noun": noun},
            )
            places.update(dict.fromkeys(rows))
    for place in list(places)[:MOST_NAMED]:
        where = " AND ".join(
            f"e.{name} IS NULL" if value is None else f"e.{name} = :{name}"
            for name, value in zip(_PLACE, place, strict=True)
        )
        rows = writer.rows(
            f"""SELECT e.kind, e.id, e.batch_id FROM entry e LEFT JOIN {GOING} g ON g.id = e.id
            WHERE {where} AND g.id IS NULL AND e.reverses_id IS NULL AND {held("e")} <> 0
            ORDER BY e.id LIMIT {MOST_NAMED + 1}""",
            dict(zip(_PLACE, place, strict=True)),
        )
        yield from entries_of(rows)
