"""What rows name and the store lacks, made on the way where `--create` says so: with its name and its place, and nothing else."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field

from aidtrack.codes import unknown
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.loading.nouns import NounLoad
from aidtrack.importing.rows.block import Block
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.names.not_found import NotFound
from aidtrack.store.records.counties import in_a_sheet
from aidtrack.values.text import safe

_ORGANIZATIONS = ("payer", "provider", "implementer")


@dataclass(frozen=True, slots=True)
class Created:
    """A line of the answer's table `created`: `place` is what stands before its name, blank where nothing is known."""

    noun: str
    name: str
    place: str


@dataclass(slots=True)
class Creating:
    """Makes what is missing of these nouns."""

    nouns: NounLoad
    wanted: frozenset[str]
    created: list[Created] = field(default_factory=list)

    def missing(self, noun: str, text: str, place: Mapping[str, str], village: int | None) -> int | None:
        """The id of what is made for a name that nothing has; None where nothing is.

        Raises NotFound where it is likely one that is there, or may be a path to one that is not.
        """
        if noun not in self.wanted:
            return None
        if "/" in text and NOUNS[noun].key != ("name",):
            said = t("There is no {noun} “{name}”.", noun=NOUNS[noun].label, name=safe(text))
            hint = t("A name with “/” may be a path and is not made unasked: aidtrack {noun} add NAME.", noun=noun)
            raise NotFound(said, hint, code=unknown(noun))
        try:
            name = NOUNS[noun].field("name").kind.parse(text)
        except Fault:
            return None
        values: dict[str, object] = {"name": name}
        if noun == "village":
            values |= place
            if among := self.nouns.counties.fill(values):
                unclear = in_a_sheet(among)
                raise NotFound(unclear.problem, unclear.suggestion, code=unclear.code)
        elif noun == "project" and village:
            values["village_id"] = village
        if (fault := self.nouns.likely(noun, values)) is not None:
            raise NotFound(fault.problem, fault.suggestion, code=fault.code)
        id = self.nouns.make(noun, values)
        path = self.nouns.names.path(noun, id)
        self.created.append(Created(noun, str(name), path.removesuffix(str(name)).rstrip("/")))
        return id

    def look_at(self, block: Block) -> None:
        """Make the organizations that the next rows name: who pays, provides or carries out, never a payee, who may be anyone."""
        if "organization" in self.wanted:
            for name in dict.fromkeys(name for field in _ORGANIZATIONS for name in block.columns.get(field, ())):
                if name is not None:
                    with suppress(NotFound):
                        self.nouns.names.find("organization", str(name))
