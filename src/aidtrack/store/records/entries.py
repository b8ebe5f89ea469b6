"""Recording entries one at a time."""

from collections.abc import Mapping

from aidtrack.errors import Refused
from aidtrack.store.engine.driver_errors import rule_broken
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain


def add(writer: Writer, values: Mapping[str, object]) -> int:
    """Record one entry; returns its id. Raises Refused for a broken rule or a 流水号 in use."""
    entry = {**values, "kind": str(values["kind"])}
    batch = {} if writer.batch_id is None else {"batch_id": writer.batch_id}
    try:
        with writer.attempt():
            id = writer.insert("entry", {**entry, **batch})
    except Exception as error:
        raise _refused(writer, error, entry) or error from error
    if writer.alikes:
        from aidtrack.store.records.alikes import note

        ref = entry.get("ref")
        note(writer, id, entry, None if ref is None else str(ref))
    if not batch:  # a batch's record says it of all its entries
        Chain(writer).append("add", "entry", id, after=entry)
    return id


def _refused(writer: Writer, error: Exception, entry: Mapping[str, object]) -> Refused | None:
    from aidtrack.ledger.guards import JUDGED, RULES
    from aidtrack.store.records.breach import Breach, broken, is_in_use, ref_in_use, sentence

    refused = rule_broken(error)
    if refused is None or refused.rule not in (*RULES, "ref"):
        return None
    # Which guard an engine asks first is its own affair: what is recorded already wants no more money.
    if refused.rule == "ref" or is_in_use(writer, entry.get("ref")):
        return ref_in_use(writer, str(entry["ref"]))
    names = [name for name in JUDGED if name != "id"]
    types = {True: "BIGINT", False: "TEXT"}
    row = ", ".join(f"CAST(:{name} AS {types[name.endswith(('_id', '_fen', '_no'))]}) AS {name}" for name in names)
    rows = f"(SELECT (SELECT coalesce(max(id), 0) + 1 FROM entry) AS id, {row})"
    sums = f"(SELECT fund_id, project_id, village_id, kind, amount_fen AS total, date AS first_on, date AS last_on FROM {rows} one)"
    found = broken(writer, rows, sums, {name: entry.get(name) for name in names})
    if not found:  # a reversal is judged by all that take its entry back, the new one among them
        fund, amount = int(str(entry["fund_id"])), abs(int(str(entry["amount_fen"])))
        found = [Breach("G4 reversal", 0, fund, None, None, amount)]
    return Refused("\n".join(sentence(writer, breach, entry) for breach in found))
