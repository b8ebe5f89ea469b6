"""`export`: a noun's rows under the headers that import reads back."""

from collections.abc import Iterator

from aidtrack.ledger.entry import ENTRY, KINDS
from aidtrack.locale import language
from aidtrack.nouns import NOUNS
from aidtrack.store.find import Names
from aidtrack.store.reading import Connection
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import MoneyKind
from aidtrack.values.text import defused


def headers(noun: Noun) -> list[str]:
    """The header line: our words in the language of this run, the unit written beside money."""
    if language() == "zh":
        return [f"{field.zh}（元）" if isinstance(field.kind, MoneyKind) else field.zh for field in noun.fields]
    return [field.name for field in noun.fields]


def lines(connection: Connection, name: str) -> Iterator[list[str]]:
    """The header, then every row of a noun or of one kind of entry ("entry" is all kinds)."""
    declared = NOUNS.get(name, ENTRY)
    names = Names(connection)
    yield headers(declared)
    columns = ", ".join(f"o.{field.column}" for field in declared.fields)
    where = "WHERE o.kind = :kind" if name in KINDS else ""
    cursor = connection.execute(
        f"SELECT {columns} FROM {declared.name} o {where} ORDER BY o.id",
        {"kind": name} if name in KINDS else {},
    )
    for row in cursor:
        line = [_cell(connection, names, field, value) for field, value in zip(declared.fields, row, strict=True)]
        if declared is ENTRY:
            _say_no_village(line)
        yield line


_PROJECT_AT, _VILLAGE_AT = (ENTRY.fields.index(ENTRY.field(name)) for name in ("project", "village"))


def _say_no_village(line: list[str]) -> None:
    """Beside a project a blank village would be read back as the project's home."""
    if line[_PROJECT_AT] and not line[_VILLAGE_AT]:
        line[_VILLAGE_AT] = "未分村" if language() == "zh" else "not assigned"


def _cell(connection: Connection, names: Names, field: Field, value: str | int | None) -> str:
    if value is None:
        return ""
    if field.refers == "village":
        return defused(names.village_choice(int(value)))
    if field.refers == "project":
        return defused(names.project_path(int(value)))
    if field.refers == "fund":
        return defused(names.funds[int(value)])
    if field.refers == "entry":
        return defused(str(connection.value("SELECT ref FROM entry WHERE id = :id", {"id": value}) or ""))
    spelled = field.kind.export(value)
    return spelled if isinstance(field.kind, MoneyKind) else defused(spelled)
