"""Money that one office of a collection gave another: each has it in its own lines, a sum over both has it once, where it was given.

A fund says of which office's money it is (`from_office`). Of such a fund the budget, what it received and what it allocated leave every
sum in which the giver has money too, at whatever time; where the giver has none in it, the money came from outside. What it spent is
nobody else's. A sum of everything has all offices in it whose funds stand, whether anything is set aside of them or not.
"""

from collections.abc import Iterable, Mapping

from aidtrack.reports.begun import not_begun
from aidtrack.reports.period import Period
from aidtrack.reports.stands import standing_of
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection
from aidtrack.values.text import key


def named(connection: Connection) -> dict[str, int]:
    """Of several offices that are looked at the numbers, by the key of a code, name or number; none where two share it."""
    among = connection.parts
    if among is None:
        return {}
    from aidtrack.store.collection import offices  # a store of one office has none

    found: dict[str, set[int]] = {}
    for one in offices.every(connection):
        if one.number in among:
            for word in (one.code, one.name, str(one.number)):
                found.setdefault(key(word or ""), set()).add(one.number)
    return {word: numbers.pop() for word, numbers in found.items() if word and len(numbers) == 1}


def givers(connection: Connection) -> dict[int, int]:
    """Fund → number of the office of whose money it is, where several are looked at and that is another of them."""
    if connection.parts is None:
        return {}
    said = connection.rows("SELECT id, from_office FROM fund WHERE from_office IS NOT NULL")
    known = named(connection) if said else {}
    found = {id: known.get(key(word)) for id, word in said}
    return {id: giver for id, giver in found.items() if giver is not None and giver != id // SPAN}


def passed_on(funds: Iterable[int], known: Mapping[int, int], beside: Iterable[int] = ()) -> set[int]:
    """Those of some funds that another of their offices gave the money; `known` are the givers.

    `beside` are funds that are in the sum as well, though nothing of theirs is in its figures.
    """
    if not known:
        return set()
    all = {*funds}
    among = {id // SPAN for id in (*all, *beside)}
    return {id for id in all if known.get(id) in among}


def standing_funds(connection: Connection, when: Period) -> set[int]:
    """Those that are in a sum of everything: they have begun and, where some are chosen whole, are among these."""
    if not when.choice.of_funds:
        return set()
    stands = standing_of(connection, "fund", when)
    absent = not_begun(connection, when)
    return {
        id for (id,) in connection.rows("SELECT id FROM fund") if id not in absent and (stands is None or id in stands)
    }


def pots(left: Iterable[int], known: Mapping[int, int]) -> dict[int, int]:
    """Office → the pot that its money is in, of those that gave the funds which `left` a sum theirs: what a giver holds and what became of
    what it gave are one, also where it was given some itself.
    """
    gave = {id: known[id] for id in sorted(left)}
    above = {giver: giver for giver in gave.values()}

    def first(office: int) -> int:
        while above[office] != office:
            office = above[office]
        return office

    for id, giver in gave.items():
        if id // SPAN in above:
            above[first(id // SPAN)] = first(giver)
    return {office: first(office) for office in above}
