"""The nouns of the programme, one file each. A new noun is its file and one line here."""

from aidtrack.nouns.fund import FUND
from aidtrack.nouns.organization import ORGANIZATION
from aidtrack.nouns.project import PROJECT
from aidtrack.nouns.village import VILLAGE
from aidtrack.values.field import Noun

# In the order in which a load can resolve them: a project names its village, nothing names a project but an entry.
NOUNS: dict[str, Noun] = {noun.name: noun for noun in (VILLAGE, ORGANIZATION, FUND, PROJECT)}
