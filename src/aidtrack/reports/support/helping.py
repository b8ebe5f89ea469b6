"""Which unit helps a village on a day (DOMAIN section 2.7: units were re-assigned, so the link has its from and to).

The units posted to the village; where none is, those that sent the persons posted there. Two at once help together: neither the
whole nor a half of what was put in is said to be one's.
"""

from collections import defaultdict
from dataclasses import field, replace

from aidtrack.dataclass import dataclass
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection
from aidtrack.store.names.find import Names
from aidtrack.values.dates import day_after, day_before, first_day, last_day

# The first of these roles that somebody holds says who helps.
_UNITS = (("helper",), ("department",), ("member_unit", "lead_unit"))
_PERSONS = ("first_secretary", "team_leader", "cadre", "leader")
_TIERS = (*_UNITS, _PERSONS)
_OPEN = "9999"

Units = tuple[str, ...]


@dataclass(slots=True)
class Helping:
    """By village: (tier, unit, first day, last day) of each posting that says who helps. `months` are those in which one begins or ends."""

    posted: dict[int, list[tuple[int, str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    months: set[str] = field(default_factory=set)

    def units(self, village: int, day: str) -> Units:
        """The names of the units that help the village on a day (or in a month within which none begins or ends); mostly one."""
        held = [(tier, unit) for tier, unit, start, end in self.posted.get(village, ()) if start <= day <= end]
        first = min((tier for tier, _ in held), default=None)
        return tuple(sorted({unit for tier, unit in held if tier == first}))

    def spans(self, village: int, when: Period) -> list[tuple[Units, Period]]:
        """The period cut where the units that help the village change, oldest first."""
        bounds = {day for _, _, start, end in self.posted.get(village, ()) for day in (start, _next(end))} - {_OPEN}
        last = when.end or _OPEN
        starts = [when.start or "", *sorted(day for day in bounds if (when.start or "") < day <= last)]
        found: list[tuple[Units, Period]] = []
        for start, after in zip(starts, [*starts[1:], None], strict=True):
            end = when.end if after is None else day_before(after)
            units = self.units(village, start)
            if found and found[-1][0] == units:
                start = found.pop()[1].start or ""
            found.append((units, replace(when, start=start or None, end=end)))
        return found

    def villages(self, when: Period) -> dict[Units, set[int]]:
        """Who helped which villages on some day of the period."""
        found: dict[Units, set[int]] = defaultdict(set)
        for village, posted in self.posted.items():
            # Who helps changes where a posting begins, and on the day after its end.
            bounds = {day for _, _, start, end in posted for day in (start, _next(end))}
            for day in (when.start or "", *bounds, when.day):
                if (when.start or "") <= day <= when.day and (units := self.units(village, day)):
                    found[units].add(village)
        return found


def helping(connection: Connection) -> Helping:
    """Who helps, as the postings say. A unit is called as its organization is, where one of that name or alias is known."""
    organizations = Names(connection).index("organization")
    found = Helping()
    for village, role, name, organization, starts_on, ends_on in connection.rows(
        "SELECT village_id, role, name, organization_id, starts_on, ends_on FROM posting WHERE village_id IS NOT NULL ORDER BY id"
    ):
        tier = next((at for at, roles in enumerate(_TIERS) if role in roles), None)
        if tier is None or (role in _PERSONS and organization is None):
            continue
        known = [organization] if organization is not None else organizations.named(name)
        unit = organizations.rows[known[0]].name if len(known) == 1 else str(name)
        start, end = first_day(starts_on) if starts_on else "", last_day(ends_on) if ends_on else _OPEN
        found.posted[village].append((tier, unit, start, end))
        found.months |= {day[:7] for day in (start, end) if day not in ("", _OPEN)}
    return found


def _next(day: str) -> str:
    return _OPEN if day.startswith(_OPEN) else day_after(day)
