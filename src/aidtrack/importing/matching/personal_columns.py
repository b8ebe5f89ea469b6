"""Where persons are named in a sheet, so that what is quoted of it can be masked."""

from aidtrack.importing.matching.header import Header
from aidtrack.importing.matching.header_lines import Heading
from aidtrack.importing.matching.spelling import (
    PERSONAL,
    split_unit,
)
from aidtrack.nouns import NOUNS
from aidtrack.values.field import Noun


def refers_to_persons(noun: Noun) -> frozenset[str]:
    """The fields that name somebody's household: people write the name of who lives there instead of its number."""
    return frozenset(one.name for one in noun.fields if one.refers in NOUNS and NOUNS[one.refers].personal)


def personal_columns(heading: Heading, matched: Header) -> dict[int, bool]:
    """The columns of personal data by their place: True for one that is never shown, False for one whose names are masked."""
    found = {at: True for at, head in enumerate(heading.heads) if split_unit(head.own)[0] in PERSONAL}
    return found | {column.at: False for column in matched.columns if column.field.personal}
