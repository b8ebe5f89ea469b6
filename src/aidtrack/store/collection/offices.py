"""The offices of a collection: who they are, by which key they sign, and how far each was taken in."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import Any, Protocol, TypeVar

from aidtrack.bundle.content import Manifest
from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.phrase import phrase
from aidtrack.store.collection.own_rows import OFFICE, OWN, rows, tell
from aidtrack.store.collection.span import Span
from aidtrack.store.engine.collections import HANDS_OVER
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.values.text import safe

GIVEN = 900000  # numbers above it are given to offices that have none of their own


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `head` is the hash of record `received_to` of its log, written `recorded_at`; `names`: it handed over names.

    `public_key` is None until something of it came signed, and `signed` says whether what came last was. `confirmed`: somebody held its
    key against what it reads out itself.
    """

    number: int
    code: str
    name: str | None
    store_id: str
    public_key: str | None
    signed: bool
    confirmed: bool
    received_to: int
    head: str
    recorded_at: str | None
    received_at: str
    names: bool

    @property
    def span(self) -> Span:
        return Span(self.number)


def every(connection: Connection, but: Collection[tuple[int, int]] = ()) -> list[Office]:
    """By number; nothing is asked of numbers from a first up to the next that is none of them (`but`)."""
    chosen = " AND ".join(f"(id < {first} OR id >= {after})" for first, after in but)
    return _read(connection, chosen or "1 = 1", {})


def looked_at(connection: Connection) -> list[Office]:
    """Those of which what is read is."""
    numbers = connection.parts if connection.one is None else (connection.one,)
    return [one for one in every(connection) if numbers is None or one.number in numbers]


def numbered(connection: Connection, number: int) -> Office:
    """The office of this number; no other is asked for. Raises Refused."""
    for one in _read(connection, "id = :number", {"number": number}):
        return one
    raise unknown(str(number))


def _read(connection: Connection, chosen: str, params: Mapping[str, object]) -> list[Office]:
    columns = OWN[OFFICE][1]
    rows = connection.rows(f"SELECT id, {', '.join(columns)} FROM office WHERE {chosen} ORDER BY id", params)
    return [made(id, dict(zip(columns, values, strict=True))) for id, *values in rows]


def made(number: int, said: Mapping[str, Any]) -> Office:
    """Of what its row says, or the collection's log of that."""
    flags = {name: bool(said[name]) for name in ("signed", "confirmed", "names")}
    return Office(number=number, **{**{name: said[name] for name in OWN[OFFICE][1]}, **flags})


def number_of(said: Manifest, known: Sequence[Office], instead_of: Sequence[str] = ()) -> int:
    """What ids of an office are made of: its own number; where it has none the one that its store was given here, or the store that it
    takes the place of, or the next free one.
    """
    if said.number:
        return int(said.number)
    own = next((one.number for one in known if one.store_id == said.store_id), None)
    own = own or next((one.number for one in known if one.code == said.office and one.code in instead_of), None)
    return own or free_number(known)


def free_number(known: Sequence[Office]) -> int:
    """The next one that none of these has."""
    taken = {one.number for one in known}
    return next(number for number in count(GIVEN + 1) if number not in taken)


class _Known(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str | None: ...


Some = TypeVar("Some", bound=_Known)


def called(some: Sequence[Some], code: str) -> Some:
    """The one of these that has this code, or name, or number. Raises Refused."""
    found = [one for one in some if code in (one.code, str(one.number), one.name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            t(
                "“{name}” names {count}: {choices}.",
                name=safe(code),
                count=len(found),
                choices=safe("、".join(one.code for one in found)),
            ),
            t("Say which, as in {choice}.", choice=safe(found[0].code)),
        )
    raise unknown(code)


def unknown(code: str) -> Refused:
    return Refused(
        t("There is no office “{name}” in this collection.", name=safe(code)),
        t("List them: aidtrack report office."),
    )


def confirm(writer: Writer, office: Office) -> bool:
    """Somebody held its key against what the office reads out; returns whether that is anything new. Raises Refused where it has none."""
    if office.public_key is None:
        raise Refused(
            t("Nothing of the office {office} came signed: there is no key to confirm.", office=safe(office.code)),
            phrase("Its first file brings one, which it writes with {command}", command=HANDS_OVER),
        )
    if office.confirmed:
        return False
    before = rows(writer, OFFICE, [office.number])
    writer.update("office", office.number, {"confirmed": 1})
    tell(writer, "confirm", OFFICE, before)
    return True


def put(writer: Writer, manifest: Manifest, known: Office | None, *, confirmed: bool) -> None:
    """How far an office was taken in now; a key that it had stays where this came without one."""
    had = None if known is None else known.public_key
    row = {
        "id": int(manifest.number), "code": manifest.office, "name": manifest.office_name, "store_id": manifest.store_id,
        "public_key": manifest.key or had, "signed": int(bool(manifest.key)), "confirmed": int(confirmed), "received_to": manifest.to, "head": manifest.head,
        "recorded_at": manifest.at, "received_at": writer.stamp, "names": int(manifest.names),
    }  # fmt: skip
    if known is None:
        writer.insert_columns("office", {name: [value] for name, value in row.items()}, {})
    else:
        writer.update("office", known.number, {name: value for name, value in row.items() if name != "id"})


def figures(connection: Connection, office: int) -> list[tuple[int, str, int]]:
    """What the office said at its head of all its entries: fund (its own id), kind, sum in fen."""
    found = connection.rows("SELECT fund_id, kind, fen FROM office_figure WHERE office_id = :id", {"id": office})
    return [(int(fund), str(kind), int(fen)) for fund, kind, fen in found]


def entries_by_office(connection: Connection) -> dict[int, int]:
    """How many each office said that it has, by its number."""
    return dict(connection.rows("SELECT office_id, fen FROM office_figure WHERE fund_id = 0"))


def put_thresholds(writer: Writer, manifest: Manifest) -> None:
    """In place of those that it had: they stand in no log, and the last that came is what it goes by."""
    office, said = int(manifest.number), manifest.thresholds
    if not manifest.key:
        return  # they are settings of who signs
    writer.execute("DELETE FROM office_threshold WHERE office_id = :id", {"id": office})
    if said:
        writer.insert_columns("office_threshold", {"name": [*said], "value": [*said.values()]}, {"office_id": office})


def put_figures(writer: Writer, manifest: Manifest) -> None:
    """Keep them, for `check`: sums, and how many entries there are under the kind of none; what is nothing is not kept."""
    office = int(manifest.number)
    writer.execute("DELETE FROM office_figure WHERE office_id = :id", {"id": office})
    said = [(0, "", manifest.entries)]
    said += [(fund, kind, fen) for fund, sums in manifest.funds.items() for kind, fen in sums.items()]
    if kept := [figure for figure in said if figure[-1]]:
        columns = dict(zip(("fund_id", "kind", "fen"), map(list, zip(*kept, strict=True)), strict=True))
        writer.insert_columns("office_figure", columns, {"office_id": office})
