"""Several names in one text, set apart by 、; one that holds a separator, or begins with a quotation mark, stands in "…"."""

from collections.abc import Iterable

from aidtrack.pattern import pattern

_SEPARATORS = "、,，;；|"
_NAME = pattern(rf'\s*(?:"((?:[^"]|"")*)"\s*|([^{_SEPARATORS}]*))(?:[{_SEPARATORS}]|$)')


def names_in(text: str | None) -> list[str]:
    """The names that a text holds, blanks left out."""
    found = [(quoted or "").replace('""', '"') or bare.strip() for quoted, bare in _NAME.findall(text or "")]
    return [name for name in found if name]


def as_text(names: Iterable[str]) -> str:
    """The text that holds these names."""
    listed = list(names)
    plain = "、".join(listed)
    return plain if names_in(plain) == listed else "、".join(map(_quoted, listed))


def _quoted(name: str) -> str:
    if not name.startswith('"') and not any(sign in name for sign in _SEPARATORS):
        return name
    return '"' + name.replace('"', '""') + '"'
