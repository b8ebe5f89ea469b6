"""In which prefecture a county lies that a sheet's new village names alone, by the villages that are known: a second county of its name
is never made by a blank.
"""

from collections.abc import Mapping

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.nouns.village import PLACE
from aidtrack.store.names.find import Names
from aidtrack.values.text import key, safe

_PROVINCE, _PREFECTURE, _COUNTY = (PLACE.index(level) for level in ("province", "prefecture", "county"))
Above = tuple[str | None, str]  # the province, where it is known, and the prefecture


@dataclass(slots=True)
class Counties:
    """The prefectures of each county's villages, of the store and of this import."""

    names: Names
    _known: dict[str, dict[str, Above]] | None = None  # by the keys of the county and of the prefecture

    def fill(self, values: dict[str, object]) -> Fault | None:
        """Give a new village, by column, the prefecture of its county where it says none; why that cannot be."""
        county = values.get("county")
        if county is None or values.get("prefecture") is not None:
            return None
        above = self._above(str(county), values.get("province"))
        if len(above) > 1:
            return _several(str(county), [prefecture for _, prefecture in above])
        for province, prefecture in above:
            values["prefecture"] = prefecture
            if province is not None:
                values.setdefault("province", province)
        return None

    def add(self, values: Mapping[str, object]) -> None:
        """Make known where a new village lies."""
        if self._known is not None:
            self._put(self._known, tuple(values.get(level) for level in PLACE))

    def _above(self, county: str, province: object) -> list[Above]:
        """What lies above a county of this name, as far as it agrees with the province that is said."""
        if self._known is None:
            self._known = {}
            for row in self.names.index("village").rows.values():
                self._put(self._known, row.key_values)
        found = self._known.get(key(county), {}).values()
        return [one for one in found if None in (province, one[0]) or key(str(province)) == key(str(one[0]))]

    def _put(self, known: dict[str, dict[str, Above]], place: tuple[object, ...]) -> None:
        province, prefecture, county = place[_PROVINCE], place[_PREFECTURE], place[_COUNTY]
        if county and prefecture:
            of_county = known.setdefault(key(str(county)), {})
            before, _ = of_county.get(key(str(prefecture)), (None, ""))
            of_county[key(str(prefecture))] = (before or (str(province) if province else None), str(prefecture))


def _several(county: str, prefectures: list[str]) -> Fault:
    return Fault(
        t("lies in several prefectures: {prefectures}.", prefectures=safe("、".join(prefectures))),
        t("Say which in a column 市州, or --set 市州={prefecture}.", prefecture=safe(prefectures[0])),
        code=Code.AMBIGUOUS_NAME,
    )
