"""A layout as a row of a sheet: how sheets are read that come every month. It is nothing of a programme, and none of NOUNS.

`aidtrack layout` keeps layouts; an export carries them along, and an import of it brings them back.
"""

import json

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.phrase import phrase
from aidtrack.values import json_text, kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import Kind
from aidtrack.values.text import escaped


def _quoted(text: str | int) -> str:
    """A text of several lines as one, exactly: as JSON spells it."""
    return escaped(json.dumps(text, ensure_ascii=False))


def _unquoted(cell: str) -> str:
    try:
        text = json_text.read(cell)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise Fault(
            phrase("is no text as export writes a layout's."),
            phrase("Keep the layout by its file: aidtrack layout add NAME FILE.toml."),
            code=Code.MALFORMED,
        )
    return text


QUOTED = Kind(_unquoted, export=_quoted)

LAYOUT = Noun(
    "layout",
    "布局",
    "How sheets are read that come every month.",
    (
        Field("name", "布局名称", kinds.NAME, required=True, since=3),
        Field("toml", "布局内容", QUOTED, required=True, since=3),
        Field("headers", "所认表头", QUOTED, since=3),
    ),
    key=("name",),
)
