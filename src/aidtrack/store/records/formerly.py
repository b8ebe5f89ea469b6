"""A village under the place where it lay before: its township was renamed or joined another, and last month's list is brought once more."""

from collections.abc import Mapping
from itertools import islice

from aidtrack.nouns.village import PLACE
from aidtrack.store.names.find import Names
from aidtrack.values import json_text

_LOOKED_AT = 20  # of villages of one name: each asks the log, and a province has hundreds of the commonest


def lay_there(names: Names, values: Mapping[str, object], *, but: int | None = None) -> int | None:
    """The id of a village of the name in `values` that lies elsewhere, and lay where these say before, as the log has it; or None.

    `but` is the id of one that is not asked for.
    """
    index, stated = names.index("village"), {level: values.get(level) for level in PLACE}
    for id in islice(dict.fromkeys(index.named(str(values["name"]))), _LOOKED_AT):
        here = dict(zip(PLACE, index.rows[id].key_values, strict=True))
        moved = {level: text for level, text in stated.items() if text is not None and text != here[level]}
        if id == but or not moved or (values.get("code") and index.rows[id].code):
            continue
        sql = "SELECT before FROM audit WHERE noun = 'village' AND object_id = :id AND action = 'edit' AND before IS NOT NULL"
        left = [json_text.read(before) for (before,) in names.connection.rows(sql, {"id": id})]
        if all(any(one.get(level) == text for one in left) for level, text in moved.items()):
            return id
    return None
