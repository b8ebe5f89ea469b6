"""Which entries can be recorded anew, and what to do instead of those that cannot."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from aidtrack.errors import Refused
from aidtrack.ledger.correcting import newest
from aidtrack.ledger.holding import held
from aidtrack.locale import command, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.corrected import corrected_already
from aidtrack.store.records.halves import Half
from aidtrack.store.records.of_this_run import then, told
from aidtrack.store.records.rows import held_fen, newest_of
from aidtrack.values.text import safe


def require_correctable(connection: Connection, picked: str, words: Sequence[str] = ()) -> None:
    """Raises Refused for the first of the entries (`picked` is a relation of their ids) that cannot be recorded anew.

    `words` are those with which one was to be corrected on the command line.
    """
    for refused in _refusals(connection, picked, words).values():
        raise refused


def not_correctable(connection: Connection, ids: Collection[int]) -> dict[int, Refused]:
    """Why those of these entries cannot be recorded anew that cannot."""
    return _refusals(connection, f"(SELECT id FROM entry WHERE id IN ({', '.join(map(str, ids))}))") if ids else {}


def _refusals(connection: Connection, picked: str, words: Sequence[str] = ()) -> dict[int, Refused]:
    found = connection.rows(
        f"""SELECT e.id, e.kind, e.reverses_id, {newest("e.id")}, {_HALF},
        CASE WHEN {_MOVED} THEN 1 ELSE 0 END FROM {picked} k CROSS JOIN entry e WHERE e.id = k.id
        AND (e.reverses_id IS NOT NULL OR {held("e")} = 0 OR {_HALF} IS NOT NULL) ORDER BY e.id"""
    )
    return {id: _refusal(connection, words, id, *told) for id, *told in found}


# The batch that carried entry e on into another year, or moved it into another fund, as either half. What was moved to another project may
# go along with it.
_MOVED = "(e.kind = 'receipt' AND (e.moves_id IS NOT NULL OR EXISTS (SELECT 1 FROM entry x WHERE x.moves_id = e.id)))"
_HALF = f"""(CASE WHEN e.carries_id IS NOT NULL OR EXISTS (SELECT 1 FROM entry x WHERE x.carries_id = e.id) OR {_MOVED}
    THEN coalesce(e.batch_id, 0) END)"""


def _refusal(
    connection: Connection,
    words: Sequence[str],
    id: int,
    kind: str,
    reverses: int | None,
    now: int,
    half: int | None,
    moved: int,
) -> Refused:
    if reverses is not None:
        again = _reversal(connection, kind, reverses, words)
        if held_fen(connection, id) == 0:
            return Refused(
                t("Entry {id} took back entry {other}, and was taken back itself.", id=told(connection, id), other=told(connection, reverses)),
                then(connection, reverses, t("Record it anew, in a sheet under another 流水号: {command} --reason WHY.", command=again)),
            )  # fmt: skip
        return Refused(
            t("Entry {id} takes back entry {other}, and is not corrected itself.", id=told(connection, id), other=told(connection, reverses)),
            then(connection, id,
              t("Take it back: aidtrack {kind} reverse {id} --reason WHY. Then record it anew, in a sheet under another 流水号:"
                " {command} --reason WHY.", kind=kind, id=id, command=again)),
        )  # fmt: skip
    if now != id:
        if not words:
            return corrected_already(
                connection, id, now, t("Look at it: aidtrack {kind} show {id}.", kind=kind, id=now)
            )
        anew = safe(command(kind, "correct", str(now), *words))
        return corrected_already(connection, id, now, t("Correct that one: {command}.", command=anew))
    if half is not None:
        return Half(id, half, bool(moved)).refused()
    return Refused(
        t("Entry {id} has been taken back whole already.", id=told(connection, id)),
        t("Record it anew: aidtrack {kind} add YUAN --fund FUND.", kind=kind),
    )


def _reversal(connection: Connection, kind: str, id: int, words: Sequence[str]) -> str:
    """The command that takes back a part of what stands for an entry now: as much as was to be, and of the day given, where these were typed."""
    typed = dict(pairwise(words))
    amount = typed.get("--amount", "").lstrip("-") or t("YUAN")
    day = ["--date", typed["--date"]] if typed.get("--date") else []
    return safe(command(kind, "reverse", str(newest_of(connection, id)), "--amount", amount, *day))
