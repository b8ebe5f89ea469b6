"""Which store is meant: a path to a SQLite file, or a `postgresql://` URL."""

import re
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "aidtrack.db"
_URL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")


@dataclass(frozen=True, slots=True)
class Target:
    """Exactly one of `path` and `url` is set."""

    path: Path | None
    url: str | None

    @property
    def shown(self) -> str:
        """The target as it may be shown: a password in a URL is masked."""
        if self.url is not None:
            masked = re.sub(r"(://[^/@:]*):.*@", r"\1:***@", self.url)
            return re.sub(r"(password=)[^&]*", r"\1***", masked)
        return str(self.path)


def target(text: str | None) -> Target:
    """The store that `--db` or $AIDTRACK_DB names; `aidtrack.db` in the current folder where neither does."""
    text = text or DEFAULT
    if _URL.match(text):
        return Target(None, _URL.sub("postgresql://", text, count=1))
    return Target(Path(text), None)


def sqlite_uri(path: Path, mode: str) -> str:
    """A `file:` URI that opens `path` in `mode` ("rw", "ro") and never creates it."""
    from urllib.parse import quote

    return f"file:{quote(str(path.absolute()))}?mode={mode}"
