"""A village under the place where it lay before: its township was renamed or joined another, and last month's list is brought once more."""

import shlex
from collections.abc import Mapping
from itertools import islice

from aidtrack.locale import t
from aidtrack.nouns.village import PLACE, VILLAGE
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.index import Index
from aidtrack.values import json_text
from aidtrack.values.text import safe

_LOOKED_AT = 20  # of villages of one name: each asks the log, and a province has hundreds of the commonest


def lay_there(
    connection: Connection, villages: Index, values: Mapping[str, object], *, but: int | None = None
) -> int | None:
    """The id of a village of the name in `values` that lies elsewhere, and lay where these say before, as the log has it; or None.

    `but` is the id of one that is not asked for.
    """
    for id in islice(dict.fromkeys(villages.named(str(values["name"]))), _LOOKED_AT):
        moved = _moved(villages, id, values)
        if id == but or not moved or (values.get("code") and villages.rows[id].code):
            continue
        sql = "SELECT before FROM audit WHERE noun = 'village' AND object_id = :id AND action = 'edit' AND before IS NOT NULL"
        left = [json_text.read(before) for (before,) in connection.rows(sql, {"id": id})]
        if all(any(one.get(level) == text for one in left) for level, (text, _) in moved.items()):
            return id
    return None


def _moved(villages: Index, id: int, values: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """The levels of the place at which a village lies elsewhere than these values say: what they say, and what is so now."""
    here = dict(zip(PLACE, villages.rows[id].key_values, strict=True))
    stated = ((level, values.get(level)) for level in PLACE)
    return {level: (text, here[level]) for level, text in stated if text is not None and text != here[level]}


def as_it_lies_now(villages: Index, id: int, values: Mapping[str, object]) -> str:
    """How a sheet is read that says of a village where it lay before."""
    if not (options := _read_as(_moved(villages, id, values))):
        return t("It lay there before: write its place as it is now.")
    return t(
        "It lay there before: write its place as it is now, or have the sheet's read as that: {options}.",
        options=options,
    )


def as_it_lies_there(villages: Index, id: int, values: Mapping[str, object]) -> str:
    """How a sheet is read that says another place of the only village of a name, where that one is meant."""
    if not (options := _read_as(_moved(villages, id, values))):
        return t("If that one is meant, write its place as it is there.")
    return t(
        "If that one is meant, write its place as it is there, or have the sheet's read as that: {options}.",
        options=options,
    )


def _read_as(moved: Mapping[str, tuple[object, object]]) -> str:
    """The options that read what a sheet says as what is so now; none where that is not known of a level."""
    if any(now is None for _, now in moved.values()):
        return ""
    read = (shlex.quote(f"{VILLAGE.field(level).zh}:{before}={now}") for level, (before, now) in moved.items())
    return safe(" ".join(f"--value {one}" for one in read))
