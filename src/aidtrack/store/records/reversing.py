"""Taking back an entry, or a part of it; what was carried on together with as much of its other half."""

from collections.abc import Mapping

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.entry import PLACED
from aidtrack.locale import command, t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.again import again
from aidtrack.store.records.books import day_back
from aidtrack.store.records.corrected import corrected_already
from aidtrack.store.records.entries import add
from aidtrack.store.records.halves import other_half
from aidtrack.store.records.of_this_run import then, told
from aidtrack.store.records.rows import held_fen, loan_of, newest_of, stored
from aidtrack.values.money import plain_yuan, yuan
from aidtrack.values.text import safe


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
    _require_its_own(writer, id, original["batch_id"])
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
    if held == 0:
        given = {"--amount": None if amount_fen is None else plain_yuan(amount_fen), "--date": date, "--over": over}
        raise _taken_back_already(writer, id, str(original["kind"]), {**given, "--reason": reason})
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


def _require_its_own(writer: Writer, id: int, batch: int | None) -> None:
    """What took back a batch, and what a correction consists of, is not taken back by itself. Raises Refused."""
    undoes = writer.value("SELECT undoes FROM batch WHERE id = :batch", {"batch": batch})
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
                t("Take the whole correction back: aidtrack batch undo {batch}.", batch=batch),
            ),
        )


def _taken_back_already(writer: Writer, id: int, kind: str, given: Mapping[str, str | None]) -> Refused:
    """That an entry holds nothing any more; where it was corrected, what stands is taken back by the options that were given."""
    if (now := newest_of(writer, id)) != id:
        words = [word for option, text in given.items() if text is not None for word in (option, text)]
        again_there = command(kind, "reverse", str(now), *words)
        return corrected_already(writer, id, now, t("Take that one back: {command}.", command=safe(again_there)))
    return Refused(
        t("Entry {id} has been taken back whole already.", id=told(writer, id)),
        then(writer, id, t("Look at it: aidtrack {kind} show {id}.", kind=kind, id=id)),
    )


def _take_back(writer: Writer, id: int, fen: int, told: Mapping[str, object]) -> int:
    """Enter what takes back so much of an entry; returns its id."""
    original, held = stored(writer, "entry", id) or {}, held_fen(writer, id)
    back = {
        **{name: original[name] for name in (*PLACED, "payee")}, **told,
        "amount_fen": -fen if held > 0 else fen, "reverses_id": id, "loan_id": loan_of(original, id),
    }  # fmt: skip
    return add(writer, back)
