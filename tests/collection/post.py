"""Bundles on their way from offices to a collection, and what must become of each by their logs alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aidtrack.store.collection.asked import Asked
from aidtrack.store.collection.receipt import receive
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import write
from collection.parts import NOW

RESTORED = Asked(restored=True, reason="restored")


@dataclass(frozen=True)
class Letter:
    """A bundle: of which office, after which record it begins, and the hashes of the whole log up to where it ends; when its last
    record was written; `restored` are the records by which a backup took the store's place, each with its moment.
    """

    file: Path
    office: int
    since: int
    log: tuple[str, ...]
    at: str
    restored: tuple[tuple[int, str], ...]


@dataclass
class Post:
    """What is on its way or came already; by office the one that the collection took last."""

    above: Target
    letters: list[Letter] = field(default_factory=list)
    received: dict[int, Letter] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)  # how often something of an office went aside

    def deliver(self, letters: Sequence[Letter], *, restored: bool) -> None:
        """All in one receipt, in this order: each must have the result that the logs say."""
        expected: dict[Path, str] = {}
        for office in {one.office for one in letters}:
            expected |= self._expected([one for one in letters if one.office == office], restored=restored)

        files = list(dict.fromkeys(one.file for one in letters))
        asked = RESTORED if restored else Asked()
        results = [*receive(files, lambda: write(self.above, actor="above", now=NOW, of_collection=True), asked, {})]
        found = {one.file: str(one.judged.outcome) for one in results}
        assert found == expected, (found, expected, [one.judged.problem for one in results])

    def _expected(self, letters: Sequence[Letter], *, restored: bool) -> dict[Path, str]:
        office, found = letters[0].office, dict[Path, str]()
        before, gone = self.received.get(office), 0
        here = before
        for one in sorted(dict.fromkeys(letters), key=lambda one: (one.since, len(one.log))):
            found[one.file] = said = _said(one, here, restored=restored)
            if said not in ("new", "nothing_new"):
                return dict.fromkeys((letter.file for letter in letters), said)
            if said == "new":
                gone += here is not None and one.log[: len(here.log)] != here.log
                here = one
        if here is not None:
            self.received[office] = here
            self.gone[office] = self.gone.get(office, 0) + gone
        return found


def _said(one: Letter, last: Letter | None, *, restored: bool) -> str:
    if last is None:
        return "unknown" if one.since else "new"
    here = last.log
    if one.since > len(here):
        return "gap"
    both = min(len(here), len(one.log))
    if one.log[:both] == here[:both]:
        return "new" if len(one.log) > len(here) else "nothing_new"
    parted = next(at for at in range(both) if one.log[at] != here[at])
    return (
        "new"
        if restored and not one.since and any(id > parted and at >= last.at for id, at in one.restored)
        else "diverged"
    )
