"""Awards: what a fund set aside for a project, and what of it was disbursed, as standards of grants have it."""

from collections.abc import Iterator, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, phrase
from aidtrack.reports.publishing.activity import Activity


@dataclass(slots=True)
class Award:
    """Sums in fen, of one fund (by its identifier) and one project; `day` is that of its first allocation."""

    fund: str
    project: Activity
    day: str
    awarded_fen: int = 0
    disbursed_fen: int | None = None

    @property
    def is_given(self) -> bool:
        """Whether anything of it stands; what was taken back whole, or more, is no grant."""
        return self.awarded_fen > 0


def awards(project: Activity) -> list[Award]:
    """All of a project, the funds in the order of their first allocation."""
    found: dict[str, Award] = {}
    for moved in project.movements:
        if moved.kind == "allocation" and moved.fund is not None:
            award = found.setdefault(moved.fund, Award(moved.fund, project, moved.day))
            award.day = min(award.day, moved.day)
            award.awarded_fen += moved.fen
    for moved in project.movements:
        if moved.kind == "disbursement" and moved.fund in found:
            award = found[moved.fund]
            award.disbursed_fen = (award.disbursed_fen or 0) + moved.fen
    return [*found.values()]


def given(project: Activity) -> bool:
    """Whether it has a grant."""
    return any(award.is_given for award in awards(project))


def every(activities: Sequence[Activity]) -> Iterator[Award]:
    """Those that stand."""
    for one in activities:
        if one.noun == "project":
            yield from (award for award in awards(one) if award.is_given)


def left_out(activities: Sequence[Activity]) -> list[Said]:
    """What of these projects is in no file of grants."""
    taken_back = sum(not award.is_given for one in activities if one.noun == "project" for award in awards(one))
    notes: list[Said] = [phrase("The file says what was awarded and disbursed; what was spent is not in it.")]
    if taken_back:
        notes.append(phrase("Awards of nothing, or less, are not in the file: {count}.", count=taken_back))
    return notes
