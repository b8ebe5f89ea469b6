"""Where money that others published finds room in the ledger, whose sums never fall below zero (DESIGN section 3).

What an activity takes back beyond what the file says it had (its beginning lies in an older file) is booked on the activity of the same
organisation that has most left of that kind; what was paid beyond what was set aside or received is marked. Limits are judged as
`ledger/limits.py` does: what helps counts first, then what uses up, day by day.
"""

from collections.abc import Iterable, Sequence

from aidtrack.importing.reading.iati_activity import Read, Transaction

_SET_ASIDE = {"allocation": 1, "spending": -1}  # what each kind does to what is set aside and not spent
_CASH = {"receipt": 1, "spending": -1}


def settle(activities: Sequence[Read]) -> list[Transaction]:
    """Those of one organisation that can be booked, in the order of the file; each says where (`at`, `moved_from`) and whether `over`."""
    kept = [one for activity in activities for one in activity.transactions]
    # What is spent decides what may be taken back of allocations.
    for kind in ("disbursement", "spending", "allocation"):
        kept = _with_room(kept, kind)
    kept = _of_receipts(kept)
    _mark(kept, activities)
    return kept


def budget(booked: Iterable[Transaction]) -> int:
    """Of the organisation's fund, in fen: commitments and receipts."""
    return sum(one.fen for one in booked if one.kind in ("allocation", "receipt"))


def _with_room(every: Sequence[Transaction], kind: str) -> list[Transaction]:
    """All, where what takes back more of a kind than its activity had has found room elsewhere; what found none is left out."""
    room: dict[str, int] = {}
    homeless: list[Transaction] = []
    for at, mine in _by_activity(every).items():
        had = sum(one.fen for one in mine if one.kind == kind and one.fen > 0)
        left = _gained(mine, _SET_ASIDE) if kind == "allocation" else had
        for one in _by_day(mine):
            takes_back = one.kind == kind and one.fen < 0
            if takes_back and min(had, left) + one.fen < 0:
                homeless.append(one)
                continue
            had += one.fen if takes_back else 0
            left += min(0, _effect(one, _SET_ASIDE)) if kind == "allocation" else one.fen if takes_back else 0
        room[at] = min(had, left)
    lost: set[int] = set()
    for one in homeless:
        most = max(room, key=lambda at: room[at])
        if room[most] + one.fen < 0:
            lost.add(id(one))
        else:
            room[most] += one.fen
            one.moved_from, one.at = one.at, most
    return [one for one in every if id(one) not in lost]


def _of_receipts(every: Sequence[Transaction]) -> list[Transaction]:
    """All, but of receipts the latest that take back more than was received at all."""
    received = sum(one.fen for one in every if one.kind == "receipt")
    lost: set[int] = set()
    for one in reversed(_by_day(one for one in every if one.kind == "receipt" and one.fen < 0)):
        if received < 0:
            received -= one.fen
            lost.add(id(one))
    return [one for one in every if id(one) not in lost]


def _mark(booked: Sequence[Transaction], activities: Sequence[Read]) -> None:
    """Say of each movement beyond what there was, or after its project was closed, that it was one."""
    closed = {one.identifier: one.closed_on for one in activities if one.closed_on}
    for one in booked:
        one.over = one.kind in _SET_ASIDE and one.day > closed.get(one.at, "9999")
    _mark_beyond(booked, _CASH, tuple(_CASH))
    for mine in _by_activity(booked).values():
        _mark_beyond(mine, _SET_ASIDE, ("spending",))


def _mark_beyond(these: Sequence[Transaction], effects: dict[str, int], kinds: Sequence[str]) -> None:
    left = _gained(these, effects)
    for one in _by_day(these):
        if (effect := _effect(one, effects)) < 0:
            left += effect
            one.over = one.over or (left < 0 and one.kind in kinds)


def _by_activity(every: Iterable[Transaction]) -> dict[str, list[Transaction]]:
    found: dict[str, list[Transaction]] = {}
    for one in every:
        found.setdefault(one.at, []).append(one)
    return found


def _by_day(these: Iterable[Transaction]) -> list[Transaction]:
    return sorted(these, key=lambda one: one.day)


def _gained(these: Iterable[Transaction], effects: dict[str, int]) -> int:
    return sum(max(0, _effect(one, effects)) for one in these)


def _effect(one: Transaction, effects: dict[str, int]) -> int:
    return effects.get(one.kind, 0) * one.fen
