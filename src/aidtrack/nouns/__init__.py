"""The nouns of the programme, one file each. A new noun is its file and one line here."""

from aidtrack.nouns.activity import ACTIVITY
from aidtrack.nouns.category import NAMED as CATEGORY
from aidtrack.nouns.document import DOCUMENT
from aidtrack.nouns.finding import FINDING
from aidtrack.nouns.fund import FUND
from aidtrack.nouns.household import HOUSEHOLD
from aidtrack.nouns.indicator import INDICATOR
from aidtrack.nouns.measure import MEASURE
from aidtrack.nouns.organization import ORGANIZATION
from aidtrack.nouns.plan import PLAN
from aidtrack.nouns.posting import POSTING
from aidtrack.nouns.project import PROJECT
from aidtrack.nouns.step import STEP
from aidtrack.nouns.village import VILLAGE
from aidtrack.values.field import Noun

# In the order in which a load can resolve them: each names only those before it (a fund also another fund).
NOUNS: dict[str, Noun] = {
    noun.name: noun
    for noun in (
        VILLAGE,
        ORGANIZATION,
        CATEGORY,
        FUND,
        PROJECT,
        HOUSEHOLD,
        MEASURE,
        ACTIVITY,
        POSTING,
        FINDING,
        DOCUMENT,
        STEP,
        PLAN,
        INDICATOR,
    )
}
