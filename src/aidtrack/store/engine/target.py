"""Which store is meant: a path to a SQLite file, or a `postgresql://` URL."""

import os
import re
from pathlib import Path

from aidtrack.dataclass import dataclass
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.values.text import safe

DEFAULT = "aidtrack.db"
_OTHER_URL = pattern(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_SCHEMA = pattern(r"([?&])schema=([^&]*)(&?)")
# They end the names of schemas that stand beside a store's own.
BESIDE = ("_masked", "_offices", "_offices_masked", "_every", "_every_masked")
_LONGEST = 63 - max(map(len, BESIDE))  # bytes: a server has 63 for a name
_URL = pattern(r"postgres(?:ql)?(?:\+psycopg)?://")


@dataclass(frozen=True, slots=True)
class Target:
    """Exactly one of `path` and `url` is set."""

    path: Path | None
    url: str | None

    @property
    def schema(self) -> str | None:
        """Of several stores in one database which: `?schema=lx`."""
        found = None if self.url is None else _SCHEMA.search(self.url)
        if found is None:
            return None
        from urllib.parse import unquote

        return unquote(found[2]) or None

    @property
    def address(self) -> str:
        """The URL as the server's own tools take it."""
        assert self.url is not None
        return _SCHEMA.sub(lambda found: found[1] if found[3] else "", self.url)

    @property
    def shown(self) -> str:
        """The target as it may be shown: a password in a URL is masked."""
        return safe(str(self.path)) if self.url is None else _masked(re.sub(r"(://[^/@:]*):.*@", r"\1:***@", self.url))

    @property
    def pasted(self) -> str:
        """The target as `--db` takes it in a command that goes on; a password is left to ~/.pgpass or PGPASSWORD."""
        return str(self.path) if self.url is None else _without_password(self.url)


def _without_password(url: str) -> str:
    bare = re.sub(r"(://[^/@:]*):.*@", r"\1@", url)
    return _masked(re.sub(r"(?<=[?&])\w*password=[^&]*&?", "", bare).rstrip("?&"))


def _masked(url: str) -> str:
    return re.sub(r"(password=)[^&]*", r"\1***", url)


def target(text: str | None) -> Target:
    """The store that `--db` or $AIDTRACK_DB names; `aidtrack.db` in the current folder where neither does.

    Raises Usage for an empty name, for a URL of another kind of server, and for a schema that no store can have.
    """
    if text is None:
        text = DEFAULT
    if not text.strip():
        raise Usage(t("--db names no store."), t("Give a file, or leave --db out for {file}.", file=DEFAULT))
    if (other := _OTHER_URL.match(text)) and not _URL.match(text):
        raise Usage(
            t("A store at {scheme} is not known here.", scheme=safe(other[0])),
            t("Give a file, or a URL that begins with postgresql://."),
        )
    if _URL.match(text):
        if not text.isprintable():
            raise Usage(t("The URL of the store holds what no URL holds: {url}.", url=safe(text)), t("Type it again."))
        named = Target(None, _URL.sub("postgresql://", text, count=1))
        _require_name(named.schema)
        return named
    return Target(Path(text), None)


def _require_name(schema: str | None) -> None:
    """Raises Usage for a schema that a server keeps to itself, that may be another store's views, or a name that it would cut: two long ones
    would be one store.
    """
    if schema is None or (
        len(schema.encode()) <= _LONGEST
        and not schema.startswith("pg_")
        and schema != "information_schema"
        and not schema.endswith(BESIDE)
    ):
        return
    raise Usage(
        t("No store is kept in a schema named “{schema}”.", schema=safe(schema)),
        t(
            "Give another name: at most {bytes} bytes, not beginning with pg_, not ending in {endings}.",
            bytes=_LONGEST,
            endings=", ".join(BESIDE[:2]),
        ),
    )


def is_url(text: str) -> bool:
    """Whether a store on a server is named."""
    return _URL.match(text) is not None


def sqlite_uri(path: Path, mode: str) -> str:
    """A `file:` URI that opens `path` in `mode` ("rw", "ro") and never creates it."""
    from urllib.parse import quote

    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
