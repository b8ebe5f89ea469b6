"""Payees that are written in several ways: they look like one, and what it was paid is then told apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import listed
from aidtrack.pattern import pattern
from aidtrack.phrase import Joined, phrase
from aidtrack.reports.alerting.rule import Alert
from aidtrack.reports.alerting.snapshot import Snapshot
from aidtrack.store.records.payees import payees
from aidtrack.values.text import key, safe

_PAID = tuple(name for name, kind in KINDS.items() if kind.payee)
_FORM = pattern("(?<=..)(有限责任公司|股份有限公司|集团有限公司|有限公司|总公司|公司)$")
_SIGNS = pattern(r"[\W_]+")
# What tells one from another where all else is the same: 示例一村农户, 示例二村农户.
_TELLING = frozenset("0123456789一二三四五六七八九十甲乙丙丁戊己庚辛壬癸东南西北中上下前后左右大小新老总分")
_LEAST = 6  # signs of a name of which one may have been forgotten
_MOST_ASKED = 200  # names in one question; of more the sums of all are read
Spellings = dict[str, dict[str, int]]  # payee → kind → fen


def payee_spellings(snapshot: Snapshot) -> Iterator[Alert]:
    """Payees that differ in blanks, width, signs or the form of a company alone, or by one sign that was forgotten."""
    for office, paid in sorted(_paid(snapshot).items()):
        yield from _of_office(snapshot, office, paid)


def _of_office(snapshot: Snapshot, office: int, paid: Spellings) -> Iterator[Alert]:
    for same in alike(paid):
        sums = sorted((sum(paid[payee].values()) for payee in same), reverse=True)
        kind = next(kind for kind in reversed(_PAID) if any(kind in paid[payee] for payee in same))
        options = [word for payee in same for word in ("--payee", payee)]
        yield Alert(
            snapshot.command(kind, "list", *options, office=office),
            subject=Joined(tuple(map(safe, same)), " / "),
            amount_fen=sum(sums[1:]),
            details=phrase("{count} spellings", count=len(same)),
            office=office,
        )


def _paid(snapshot: Snapshot) -> dict[int, Spellings]:
    """By office, what each that may be written in several ways was paid; heads of households are no firms, and are not named.

    To look for the names takes half the time of all sums, and in most books it ends there.
    """
    known = payees(snapshot.connection)
    where = f"WHERE payee IS NOT NULL AND kind IN {listed(_PAID)} AND date <= :end"
    end = {"end": snapshot.when.params["end"]}
    office = snapshot.office("fund_id")
    names: dict[int, list[str]] = defaultdict(list)
    for of, name in snapshot.connection.rows(f"SELECT DISTINCT {office}, payee FROM entry {where}", end):
        if not known.holds_head(name):
            names[of].append(name)
    wanted = list(dict.fromkeys(name for some in names.values() for same in alike(some) for name in same))
    found: dict[int, Spellings] = defaultdict(lambda: defaultdict(dict))
    if not wanted:
        return found
    given = {f"name{at}": name for at, name in enumerate(wanted)} if len(wanted) <= _MOST_ASKED else {}
    chosen = f" AND payee IN ({', '.join(f':{name}' for name in given)})" if given else ""
    for of, payee, kind, fen in snapshot.connection.rows(
        f"SELECT {office}, payee, kind, sum(amount_fen) FROM entry {where}{chosen}"
        " GROUP BY 1, payee, kind HAVING sum(amount_fen) <> 0 ORDER BY payee, kind",
        {**end, **given},
    ):
        if not known.holds_head(payee):
            found[of][payee][kind] = int(fen)
    return found


def alike(names: Iterable[str]) -> list[list[str]]:
    """Groups of names that look like one, each name in one group at most."""
    of_core: dict[str, list[str]] = defaultdict(list)
    for name in names:
        of_core[_core(name)].append(name)
    first = {core: core for core in of_core}  # the core that a core counts as

    def root(core: str) -> str:
        while first[core] != core:
            core = first[core]
        return core

    for core in sorted(of_core, key=len, reverse=True):
        if len(core) >= _LEAST:
            for at, sign in enumerate(core):
                shorter = core[:at] + core[at + 1 :]
                if shorter in of_core and sign not in _TELLING:
                    first[root(shorter)] = root(core)
    groups: dict[str, list[str]] = defaultdict(list)
    for core, spelled in of_core.items():
        groups[root(core)] += spelled
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _core(name: str) -> str:
    """What two spellings share."""
    plain = _SIGNS.sub("", key(name))
    return _FORM.sub("", plain) or plain
