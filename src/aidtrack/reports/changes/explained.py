"""What is behind the rows of `report changes`: the steps that state a change, and the allocations before it and of it."""

from collections.abc import Iterable
from dataclasses import field

from aidtrack.dataclass import dataclass
from aidtrack.phrase import Said, phrase
from aidtrack.reports.explain import Explainer


@dataclass(slots=True)
class Rests:
    """The ids of what a row rests on: steps, and allocations: those before the change, and those that it moved."""

    steps: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)

    def commands(self, explainer: Explainer) -> list[Said]:
        lines: list[Said] = [explainer.rows("step", self.steps)] if self.steps else []
        for head, ids in (
            (phrase("# allocated before:"), self.before),
            (phrase("# what the change moved:"), self.moved),
        ):
            if ids:
                lines += [head, explainer.numbered("allocation", ids)]
        return lines


def together(parts: Iterable[Rests]) -> Rests:
    total = Rests()
    for part in parts:
        total.steps |= part.steps
        total.before |= part.before
        total.moved |= part.moved
    return total
