"""In which prefecture a county lies that a new village names alone, by the villages that are known: a second county of its name is never
made by a blank.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.nouns.village import PLACE
from aidtrack.store.names.find import Names
from aidtrack.values.text import key, safe

_PROVINCE, _PREFECTURE, _COUNTY = (PLACE.index(level) for level in ("province", "prefecture", "county"))
_OF_PREFECTURE = 4  # so many digits of a village's code are those of its prefecture
Above = tuple[str | None, str]  # the province, where it is known, and the prefecture


@dataclass(slots=True)
class Counties:
    """The prefectures of each county's villages, of the store and of this import, and whose the first digits of codes are."""

    names: Names
    _known: dict[str, dict[str, Above]] | None = None  # by the keys of the county and of the prefecture
    _coded: dict[str, dict[str, Above]] = field(default_factory=lambda: defaultdict(dict))  # by digits, and that key

    def fill(self, values: dict[str, object]) -> list[str]:
        """Give a new village, by column, the prefecture of its county where it says none; those among which nobody can choose."""
        county = values.get("county")
        if county is None or values.get("prefecture") is not None:
            return []
        above = self._above(str(county), values.get("province"), values.get("code"))
        if len(above) > 1:
            return [prefecture for _, prefecture in above]
        for province, prefecture in above:
            values["prefecture"] = prefecture
            if province is not None:
                values.setdefault("province", province)
        return []

    def add(self, values: Mapping[str, object]) -> None:
        """Make known where a new village lies."""
        if self._known is not None:
            self._put(self._known, tuple(values.get(level) for level in PLACE), values.get("code"))

    def _above(self, county: str, province: object, code: object) -> list[Above]:
        """What lies above a county of this name, as far as it agrees with the province and the code that are said."""
        if self._known is None:
            self._known = {}
            for row in self.names.index("village").rows.values():
                self._put(self._known, row.key_values, row.code)
        of_county, of_code = self._known.get(key(county), {}), self._coded.get(str(code or "")[:_OF_PREFECTURE], {})
        of_both = of_county.keys() & of_code.keys()
        found = [of_county[one] for one in of_both] or [*(of_county or of_code).values()]
        return [one for one in found if None in (province, one[0]) or key(str(province)) == key(str(one[0]))]

    def _put(self, known: dict[str, dict[str, Above]], place: tuple[object, ...], code: object) -> None:
        province, prefecture, county = place[_PROVINCE], place[_PREFECTURE], place[_COUNTY]
        if not prefecture:
            return
        named = key(str(prefecture))
        groups = [known.setdefault(key(str(county)), {})] if county else []
        groups += [self._coded[str(code)[:_OF_PREFECTURE]]] if code else []
        for group in groups:
            before, _ = group.get(named, (None, ""))
            group[named] = (before or (str(province) if province else None), str(prefecture))


def several(prefectures: list[str], way: str) -> Fault:
    """That a county lies in each of these; `way` is how to say in which it does."""
    said = t("lies in several prefectures: {prefectures}.", prefectures=safe("、".join(prefectures)))
    return Fault(said, way, code=Code.AMBIGUOUS_NAME)


def in_a_sheet(prefectures: list[str]) -> Fault:
    """The same of a sheet."""
    return several(
        prefectures, t("Say which in a column 市州, or --set 市州={prefecture}.", prefecture=safe(prefectures[0]))
    )
