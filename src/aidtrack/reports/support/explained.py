"""What is behind the rows of `report support`: the projects planned, what was spent, lent and repaid, and what splits it."""

from collections import defaultdict

from aidtrack.phrase import Said, phrase
from aidtrack.reports.counted import counted_in
from aidtrack.reports.explain import Explainer
from aidtrack.reports.period import Period
from aidtrack.reports.support.helping import Helping
from aidtrack.reports.support.sums import LENDING, LOAN_VILLAGE, PAID_OUT, TAKEN, Key, Sums
from aidtrack.store.engine.connection import Connection


class SupportSources:
    """Writes the commands of each row; `by` is "organization" or "village"."""

    def __init__(
        self, connection: Connection, explainer: Explainer, when: Period, helped: Helping, by: str, sums: Sums
    ) -> None:
        self._explainer = explainer
        self._when = when
        self._helped = helped
        self._by = by
        self._sums = sums
        self._part_of = dict(connection.rows("SELECT id, part_of_id FROM fund"))
        self._spent = self._spending(connection)
        self._lent = self._lending(connection)

    def commands(self, key: Key) -> list[Said]:
        """What was planned; what was spent, lent, repaid; the projects that say whom it reached, the funds that say where it is from."""
        found: list[Said] = []
        rest, place = self._sums.rests[key], {"village": key} if isinstance(key, int) and key else {}
        if rest.planned:
            found += [phrase("# planned:"), self._explainer.rows("project", rest.planned, **place)]
        used = [*self._spent.get(key, ()), *self._lent.get(key, ())]
        if used:
            found += [phrase("# used:"), *used]
        if rest.projects:
            found += [phrase("# whom it reached:"), self._explainer.rows("project", rest.projects)]
        if rest.funds:
            found += [phrase("# where it is from:"), self._explainer.rows("fund", self._with_origins(rest.funds))]
        return found

    def _spending(self, connection: Connection) -> dict[Key, list[str]]:
        found: dict[Key, list[str]] = defaultdict(list)
        for kind in PAID_OUT:
            for key, lines in self._of_kind(connection, kind).items():
                found[key] += lines
        return found

    def _of_kind(self, connection: Connection, kind: str) -> dict[Key, list[str]]:
        """By the days on which the village was helped so; what takes back on a day of another unit is named by its id, as all beside it.

        Everything in one row is listed without a village.
        """
        alone = len(self._sums.rests) == 1
        if self._by == "village" or alone:
            return {
                key: [self._explainer.entries(kind, self._when, [] if alone else self._place(key))]
                for key, rest in self._sums.rests.items()
                if rest.villages[kind]
            }
        listed, strays = self._days(connection, kind)
        found: dict[Key, list[str]] = defaultdict(list)
        for (key, village), periods in sorted(listed.items()):
            if (key, village) in strays:
                found[key].append(self._explainer.numbered(kind, self._ids(connection, kind, key, village)))
                continue
            place = self._explainer.place(village=village)
            for one in sorted(periods, key=lambda one: one.start or ""):
                found[key].append(self._explainer.entries(kind, one, place))
        return found

    def _days(
        self, connection: Connection, kind: str
    ) -> tuple[dict[tuple[Key, int], set[Period]], set[tuple[Key, int]]]:
        """The days on which units that helped a village spent there; and those of whom some was spent or returned on another's day."""
        listed: dict[tuple[Key, int], set[Period]] = defaultdict(set)
        strays: set[tuple[Key, int]] = set()
        villages = {village for rest in self._sums.rests.values() for village in rest.villages[kind]}
        changed = {village for village in villages if len(self._helped.spans(village, Period())) > 1}
        for key, rest in self._sums.rests.items():  # where one unit helps for ever, no day matters
            for village in rest.villages[kind] - changed:
                listed[key, village].add(self._when)
        if not changed:
            return listed, strays
        spans = {village: self._helped.spans(village, self._when) for village in changed}
        among = ", ".join(map(str, sorted(changed)))  # ids, nothing that was typed
        for village, day, origin in connection.rows(
            f"SELECT DISTINCT coalesce(e.village_id, 0), e.date, coalesce(o.date, e.date) {TAKEN}{self._when.choice.entries('e')} AND e.kind = :kind"
            f" AND e.village_id IN ({among})",
            {**self._when.params, "kind": kind},
        ):
            on, span = next(one for one in spans[village] if one[1].overlaps(day, None))
            of = on if origin == day else self._helped.units(village, origin)
            listed[of, village] |= {span} if on == of else set()
            strays |= {(on, village), (of, village)} if on != of else set()
        return listed, strays

    def _with_origins(self, funds: set[int]) -> set[int]:
        found: set[int] = set()
        for fund in funds:
            at: int | None = fund
            while at is not None and at not in found:
                found.add(at)
                at = self._part_of[at]
        return found

    def _place(self, key: Key) -> list[str]:
        return self._explainer.place(village=key) if isinstance(key, int) else []

    def _ids(self, connection: Connection, kind: str, key: Key, village: int) -> list[int]:
        rows = connection.rows(
            f"SELECT e.id, coalesce(o.date, e.date) {TAKEN}{self._when.choice.entries('e')} AND e.kind = :kind AND coalesce(e.village_id, 0) = :village",
            {**self._when.params, "kind": kind, "village": village},
        )
        return [id for id, day in rows if self._helped.units(village, day) == key]

    def _lending(self, connection: Connection) -> dict[Key, list[str]]:
        """By id: a loan's village is its household's, which no list of entries goes by."""
        ids: dict[tuple[Key, str], list[int]] = defaultdict(list)
        merged = counted_in(connection, "village", self._when)
        for id, kind, village, day in connection.rows(
            f"SELECT e.id, e.kind, {LOAN_VILLAGE}, coalesce(o.date, e.date) {TAKEN}{self._when.choice.entries('e')} AND e.kind IN {LENDING}",
            self._when.params,
        ):
            key = self._helped.units(village, day) if self._by == "organization" else merged.get(village, village)
            ids[key, kind].append(id)
        found: dict[Key, list[str]] = defaultdict(list)
        for (key, kind), some in sorted(ids.items(), key=lambda one: one[0][1]):
            found[key].append(self._explainer.numbered(kind, some))
        return found
