"""Recording entries one at a time, and taking them back."""

from collections.abc import Mapping

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.entry import PLACED
from aidtrack.locale import command, t
from aidtrack.store.engine.driver_errors import rule_broken
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.append import Chain
from aidtrack.store.records.again import again
from aidtrack.store.records.books import day_back
from aidtrack.store.records.corrected import corrected_already
from aidtrack.store.records.halves import other_half
from aidtrack.store.records.of_this_run import then, told
from aidtrack.store.records.rows import held_fen, loan_of, newest_of, stored
from aidtrack.values.money import plain_yuan, yuan
from aidtrack.values.text import safe


def add(writer: Writer, values: Mapping[str, object]) -> int:
    """Record one entry; returns its id. Raises Refused for a broken rule or a 流水号 in use."""
    entry = {**values, "kind": str(values["kind"])}
    batch = {} if writer.batch_id is None else {"batch_id": writer.batch_id}
    try:
        with writer.attempt():
            id = writer.insert("entry", {**entry, **batch})
    except Exception as error:
        raise _refused(writer, error, entry) or error from error
    if not batch:  # a batch's record says it of all its entries
        Chain(writer).append("add", "entry", id, after=entry)
    return id


def _refused(writer: Writer, error: Exception, entry: Mapping[str, object]) -> Refused | None:
    from aidtrack.ledger.guards import JUDGED, RULES
    from aidtrack.store.records.breach import Breach, broken, ref_in_use, sentence

    refused = rule_broken(error)
    if refused is None or refused.rule not in (*RULES, "ref"):
        return None
    if refused.rule == "ref":
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


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The id of the entry that takes back; of what was carried on, the `other` half and the id of what takes that back."""

    id: int
    other: int | None = None
    other_id: int | None = None


# The entry that was recorded anew when entry :id took its predecessor back.
_FOR_A_CORRECTION = """SELECT n.id FROM entry c JOIN entry n ON n.corrects_id = c.reverses_id AND n.batch_id = c.batch_id
    WHERE c.id = :id"""


def reverse(
    writer: Writer,
    id: int,
    *,
    amount_fen: int | None,
    reason: str,
    date: str | None,
    over: str | None = None,
) -> TakenBack:
    """Take back an entry, or `amount_fen` of it. Raises Refused where less is left.

    With a reason a half of what was carried on into another year is taken back together with as much of the other one.
    Where no `date` is given it is the entry's own, or where that is closed and no reason given the first open one.
    """
    original = stored(writer, "entry", id)
    assert original is not None
    undoes = writer.value("SELECT undoes FROM batch WHERE id = :batch", {"batch": original["batch_id"]})
    if undoes is not None:
        raise Refused(
            t("Entry {id} belongs to the taking back of batch {batch}, which stays.", id=id, batch=undoes),
            again(writer, undoes),
        )
    corrected = writer.value(_FOR_A_CORRECTION, {"id": id})
    if corrected is not None:
        raise Refused(
            t(
                "Entry {id} belongs to a correction: it is entry {now} that stands.",
                id=told(writer, id),
                now=told(writer, newest_of(writer, corrected)),
            ),
            then(
                writer,
                id,
                t("Take the whole correction back: aidtrack batch undo {batch}.", batch=original["batch_id"]),
            ),
        )
    if date is not None and date < original["date"]:
        raise Refused(
            t(
                "{date} lies before the entry that is to be taken back, which is of {day}.",
                date=date,
                day=original["date"],
            ),
            t("Give that day or a later one."),
        )
    other = other_half(writer, id, both=over is not None)
    held = held_fen(writer, id)
    if held == 0 and (now := newest_of(writer, id)) != id:
        given = {"--amount": None if amount_fen is None else plain_yuan(amount_fen), "--date": date, "--over": over}
        words = [word for option, text in given.items() if text is not None for word in (option, text)]
        again_there = command(str(original["kind"]), "reverse", str(now), *words, "--reason", reason)
        raise corrected_already(writer, id, now, t("Take that one back: {command}.", command=safe(again_there)))
    if held == 0:
        raise Refused(
            t("Entry {id} has been taken back whole already.", id=told(writer, id)),
            then(writer, id, t("Look at it: aidtrack {kind} show {id}.", kind=original["kind"], id=id)),
        )
    back = abs(held) if amount_fen is None else amount_fen
    if back <= 0:
        raise Refused(t("The amount to take back must be above zero."))
    if back > abs(held):
        raise Refused(
            t("Entry {id} still holds {held} yuan; {amount} cannot be taken back.",
              id=told(writer, id), held=yuan(abs(held)), amount=yuan(back)),
            t("Take back at most what it holds."),
        )  # fmt: skip
    day = date or day_back(writer, original["date"], writer.today, over=over)
    said = {"date": day, "reason": reason, "over": over}
    taken = TakenBack(_take_back(writer, id, back, said))
    if other is None:
        return taken
    # As much is left of both then; where less was left of the other one it makes up for that alone.
    left = abs(held_fen(writer, other))
    with_it = min(back - (abs(held) - left), left)
    return taken if with_it <= 0 else TakenBack(taken.id, other, _take_back(writer, other, with_it, said))


def _take_back(writer: Writer, id: int, fen: int, told: Mapping[str, object]) -> int:
    """Enter what takes back so much of an entry; returns its id."""
    original, held = stored(writer, "entry", id) or {}, held_fen(writer, id)
    back = {
        **{name: original[name] for name in (*PLACED, "payee")}, **told,
        "amount_fen": -fen if held > 0 else fen, "reverses_id": id, "loan_id": loan_of(original, id),
    }  # fmt: skip
    return add(writer, back)
