"""Two rows of a noun that are one and the same: everything that names the one comes to name the other, in one act.

What the one still holds of money is recorded anew for the other (`correcting.py`), in the other one's village where it lay in its own; what
refers to it refers to the other one; the other one's fields stand, and what is blank of them is filled in. The row itself remains, for entries of the past name it for ever:
it is the `same_as` the other one, which its name, its code and its id mean from now on, and no list shows it any more.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from aidtrack.errors import Refused
from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import command, t
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.find import Names
from aidtrack.store.records.blanks import new_home
from aidtrack.store.records.books import require_open
from aidtrack.store.records.correcting import Correcting, correcting, holding
from aidtrack.store.records.mentions import mentions
from aidtrack.store.records.mergeable import Merged, Values, holders, require_no_clash, require_same_form
from aidtrack.store.records.references import referring
from aidtrack.store.records.rows import stored
from aidtrack.values.aliases import as_text, names_in
from aidtrack.values.text import key, safe


def merge(
    writer: Writer,
    noun: str,
    from_id: int,
    into_id: int,
    *,
    reason: str,
    over: str | None = None,
    leave_entries: bool = False,
) -> Merged:
    """`over` is the reason why what comes of it may break a rule; with `leave_entries` all stays in the village where it lies.

    Raises Refused, naming what stands in the way.
    """
    names = Names(writer)
    if from_id == into_id:
        raise Refused(
            t("Both words name the {noun} “{name}”.", noun=NOUNS[noun].label, name=safe(names.choice(noun, into_id))),
            t("Name two, each as the list shows it: aidtrack {noun} list.", noun=noun),
        )
    before, into = stored(writer, noun, from_id) or {}, stored(writer, noun, into_id) or {}
    if noun == "fund":
        require_same_form(names, before, into, (from_id, into_id))
    found = mentions(names, noun, from_id, str(into["name"]))
    texts = Counter(other for other, _ in found)
    for other, id, column in holders(writer, noun, from_id):
        found.setdefault((other, id), {}).update(_turned(other, id, column, into_id, noun))
    require_no_clash(names, found)
    moving = {column: holding(writer, column, from_id) for column in _naming(noun)}
    _require_open(
        writer, noun, names, from_id, into_id, [one["date"] for found in moving.values() for one in found.values()]
    )
    moved = {} if leave_entries else _moved_home(names, moving, into_id)
    filled = _filled(noun, before, into, into_id)
    hints = {"G5": t("Or leave its entries in their village: --leave-entries.")} if moved else {}
    with correcting(writer, "merge", reason=reason, over=over, hints=hints) as act:
        # A code is one row's; with it goes what it means.
        act.edit(noun, from_id, {"same_as_id": into_id, **({"code": None} if "code" in filled else {})})
        act.edit(noun, into_id, {**filled, **_aliases(act, noun, before, into, into_id)})
        for (other, id), values in found.items():
            act.edit(other, id, values)
        for column, entries in moving.items():
            act.change({id: {column: into_id, **moved.get(id, {})} for id in entries})
    given = tuple(field.name for field in NOUNS[noun].fields if field.column in filled)
    return Merged(
        noun, from_id, into_id, act.batch_id, len(act.anew), len(moved), len(found), texts, (before, into), given
    )


def _moved_home(names: Names, moving: Mapping[str, Mapping[int, Values]], into_id: int) -> dict[int, dict[str, object]]:
    """The village of another project or household, by the id of each entry that lay in its former one's."""
    found = {}
    for column in moving.keys() & {"project_id", "household_id"}:
        for id, entry in moving[column].items():
            home = new_home(names, entry, {**entry, column: into_id})
            if home and home["village_id"] != entry["village_id"]:
                found[id] = home
    return found


def _naming(noun: str) -> list[str]:
    """The columns of entries that name a row of the noun."""
    return [field.column for _, field in referring(noun, (ENTRY,))]


def _require_open(writer: Writer, noun: str, names: Names, from_id: int, into_id: int, days: Sequence[str]) -> None:
    """Raises Refused where one of the days of what would be recorded anew is closed."""
    instead: Said = ""
    if noun == "village":
        edit = command("village", "edit", names.choice(noun, from_id), "--merged-into", names.choice(noun, into_id))
        instead = t(
            "A village that was merged by government keeps its history: {command} --merged-on DAY.", command=edit
        )
    require_open(writer, min(days, default=None), t("They cannot be merged"), instead)


def _filled(noun: str, before: Values, into: Values, into_id: int) -> dict[str, object]:
    """What is blank of a row and the other one states. What qualifies a sum goes with it; where a village went is its own."""
    apart = {"name", "alias", "merged_into_id", "merged_on"}
    if into.get("budget_fen") is not None:
        apart |= {"qualifier", "raw"}
    return {
        field.column: before[field.column]
        for field in NOUNS[noun].fields
        if field.column not in apart
        and into[field.column] is None
        and before[field.column] is not None
        and not (field.refers == noun and before[field.column] == into_id)
    }


def _turned(other: str, id: int, column: str, into_id: int, noun: str) -> dict[str, object]:
    """What a row states instead; what would refer to itself refers to nothing."""
    if (other, id) != (noun, into_id):
        return {column: into_id}
    return {column: None, **({"merged_on": None} if column == "merged_into_id" else {})}


def _aliases(act: Correcting, noun: str, before: Values, into: Values, into_id: int) -> dict[str, object]:
    """The other one's names beside its own, but for what names a third one of the same place."""
    if "alias" not in into:
        return {}
    aliases = {key(name): name for name in names_in(into["alias"])}
    index = act.names.index(noun)
    for name in (str(before["name"]), *names_in(before["alias"])):
        if (
            key(name) != key(str(into["name"]))
            and index.others_alias({**into, "alias": as_text([name])}, into_id) is None
        ):
            aliases.setdefault(key(name), name)
    found = as_text(aliases.values())
    return {} if found == (into["alias"] or "") else {"alias": found}
