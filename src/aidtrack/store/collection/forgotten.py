"""What the new records of an office's log say of whoever was forgotten there."""

from dataclasses import field

from aidtrack.bundle.content import Values
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.store.collection import traces
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log import chain
from aidtrack.store.log.personal_values import hash_in


@dataclass(slots=True)
class Forgotten:
    """In what somebody is forgotten: hashes of texts by entry that came alone and column; batches, with their entries in which; records
    that hold the name.
    """

    texts: dict[int, dict[str, str]] = field(default_factory=dict)
    batches: dict[int, set[int]] = field(default_factory=dict)
    records: set[int] = field(default_factory=set)
    households: int = 0

    @property
    def is_any(self) -> bool:
        return self.households > 0

    def take_in(self, writer: Writer, span: Span, record: Values) -> None:
        """What stands beside the log of whoever it speaks of goes at once; of entries and records all is looked at once they are there."""
        noun, id, said = record["noun"], record["object_id"], chain.values(record["after"]) or {}
        if noun == "personal":
            self.households += 1
            self.records |= {*_numbers(said.get(chain.SEALED_BY))}
        elif noun == "batch" and isinstance(id, int):
            self.batches.setdefault(id, set()).update(_numbers(said.get("masked")))
        elif isinstance(id, int):
            chosen = f"noun = :noun AND object_id = :id AND {of_office('id')}"
            of = {"noun": noun, "id": span.above([id])[0], **span.bounds}
            if noun == ENTRY.name:
                texts = {column: str(hash_in(value)) for column, value in said.items()}
                self.texts.setdefault(id, {}).update(texts)
                listed, named = among([*texts])
                chosen, of = f"{chosen} AND field IN ({listed})", of | named
            traces.goes(writer, span, "personal_value", chosen, of)
            writer.execute(f"UPDATE personal_value SET salt = NULL, value = NULL WHERE {chosen}", of)
            traces.is_back(writer, span, "personal_value", chosen, of)


def _numbers(said: object) -> list[int]:
    return [one for one in said if type(one) is int] if isinstance(said, list) else []
