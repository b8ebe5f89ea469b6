"""The reasons given for breaking a limit, put behind the flags of the figures that they explain."""

from collections.abc import Iterable, Mapping, Sequence

from aidtrack.reports.counted import Into
from aidtrack.reports.figures import Figures, Key
from aidtrack.reports.flags import OVER_SPENT, give_reason
from aidtrack.reports.reasons import Over, excusable, misplaced
from aidtrack.values.flag import Flag


def excuse_all(
    keys: Sequence[str],
    found: Mapping[Key, Figures],
    into: Into,
    reasons: Iterable[Over],
    broken: Mapping[int, list[Flag]],
) -> None:
    """Put the reasons given behind the flags they explain; `broken` are the limits of funds that are exceeded."""
    for over in reasons:
        place = {"fund_id": over.fund_id, "project_id": over.project_id, "village_id": over.village_id}
        figures = found.get(tuple(into.get(key, {}).get(place[key], place[key]) for key in keys))
        if figures is not None:
            _excuse(figures, over, broken.get(over.fund_id, []))


def _excuse(figures: Figures, over: Over, of_fund: list[Flag]) -> None:
    """Put the reason behind the flag it explains, as long as that limit is exceeded."""
    if over.kind == "spending":
        give_reason(figures.flags, OVER_SPENT, over.reason)
    for flag in (*(one for one in excusable(over) if one in of_fund), *misplaced(over)):
        give_reason(figures.flags, flag, over.reason, unraised=True)
