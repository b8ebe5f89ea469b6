"""The layouts of a store: how sheets are read that come every month. `store/records/layout_changes.py` changes them."""

import json

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.locale import t
from aidtrack.phrase import listed
from aidtrack.store.engine.connection import Connection
from aidtrack.values import json_text
from aidtrack.values.nearness import closest_sentence
from aidtrack.values.text import key, safe

Headers = tuple[tuple[str, ...], ...]  # of each sheet what its columns are called, in their order


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as it is kept: `content` is the text of its file, `headers` those of the sheets on which it was first used by name."""

    id: int
    name: str
    content: str
    headers: Headers = ()

    @property
    def logged(self) -> dict[str, object]:
        """Its row as the log keeps it."""
        return {"name": self.name, "content": self.content, "headers": headers_spelled(self.headers)}


def every(connection: Connection) -> list[Layout]:
    """All of them, by name."""
    rows = connection.rows("SELECT id, name, content, headers FROM layout ORDER BY name, id")
    return [Layout(id, name, content, headers_in(headers) or ()) for id, name, content, headers in rows]


def known(connection: Connection, name: str) -> Layout | None:
    """The one of this name, compared as names are."""
    return next((one for one in every(connection) if key(one.name) == key(name)), None)


def find(connection: Connection, name: str) -> Layout:
    """The one of this name. Raises Refused, with the near ones or all."""
    found = known(connection, name)
    if found is None:
        raise no_such(connection, name)
    return found


def no_such(connection: Connection, name: str) -> Refused:
    names = [one.name for one in every(connection)]
    said = t("There is no layout “{name}”.", name=safe(name))
    if not names:
        return Refused(said, t("Keep one: aidtrack layout add NAME FILE.toml."))
    return Refused(said, closest_sentence(name, names) or t("There are: {names}.", names=listed(map(safe, names))))


def headers_spelled(headers: Headers) -> str | None:
    return json.dumps(headers, ensure_ascii=False) if headers else None


def headers_in(text: str | None) -> Headers | None:
    """What `Layout.logged` spells of the headers; None where a text is nothing of the kind."""
    if not text:
        return ()
    try:
        listed = json_text.read(text)
    except ValueError:
        return None
    sheets = listed if isinstance(listed, list) else [None]
    if not all(isinstance(sheet, list) and all(isinstance(name, str) for name in sheet) for sheet in sheets):
        return None
    return tuple(map(tuple, sheets))
