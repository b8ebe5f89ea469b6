"""What a row of a noun belongs to: by what it refers to, or by the entries that are of it."""

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.reports.dimension import DIMENSIONS, Dimension
from aidtrack.values.field import Noun

# The nouns whose rows have entries, each as the dimension that it is.
HAVE_ENTRIES = {one.of: one for one in DIMENSIONS.values() if one.is_row}


def reachable(declared: Noun) -> list[Dimension]:
    """The dimensions that narrow the list of a noun beside its own fields."""
    own = {field.name for field in declared.fields if field.filters or is_own(declared, field.name)}
    all = [one for one in DIMENSIONS.values() if one.narrows and one.word not in own]
    return [one for one in all if declared.name in HAVE_ENTRIES or held_by(declared, one) is not None]


def is_own(declared: Noun, word: str) -> bool:
    """Whether a filter of this word is a field of the noun itself, and no dimension: what belongs to a row may be named by another field."""
    if word in DIMENSIONS and (declared is ENTRY or DIMENSIONS[word].is_row):
        return False
    return any(field.name == word for field in declared.fields)


def held_by(declared: Noun, dimension: Dimension) -> str | None:
    """The SQL of what a row refers to that the dimension is a field of; None where it refers to no such thing."""
    if declared is ENTRY:
        return dimension.held()
    return None if dimension.of == ENTRY.name else _referred(declared, dimension.of)


def _referred(declared: Noun, noun: str) -> str | None:
    """Itself, what a field of it names, else what that belongs to: a project before the activity that looked at it."""
    if declared.name == noun:
        return f"{noun}.id"
    found = [f"{declared.name}.{field.column}" for field in declared.fields if field.refers == noun]
    named = {field.refers: field for field in declared.fields if field.refers not in (noun, declared.name)}
    for other in NOUNS:
        theirs = _referred(NOUNS[other], noun) if other in named else None
        if theirs is not None:
            at = f"{declared.name}.{named[other].column}"
            found.append(f"(SELECT {theirs} FROM {other} WHERE {other}.id = {at})")
    return f"coalesce({', '.join(found)})" if len(found) > 1 else found[0] if found else None
