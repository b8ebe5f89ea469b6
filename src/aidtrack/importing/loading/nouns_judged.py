"""What can be said of an import's nouns only when everything that it brings is there: whether it fits all that is stored."""

from collections.abc import Sequence

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.loading.heard import Heard
from aidtrack.locale import t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.loans import loans_named
from aidtrack.store.records import step_progress
from aidtrack.store.records.breach import Breach
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.county_codes import misplaced
from aidtrack.store.records.noun_rules import judge_nouns, refusal
from aidtrack.store.records.rows import stored
from aidtrack.store.schema.noun_guards import COST


def judge_heard(writer: Writer, heard: Heard, batch_id: int, act: Act, entries: Sequence[Breach]) -> None:
    """Every row that does not fit gets its problem; `entries` are the breaches of the import's own entries."""
    _rules(writer, heard, act, entries)
    _codes(writer, heard)
    _loans(writer, heard)
    _progress(writer, heard)
    _costs(writer, heard, batch_id)


def _rules(writer: Writer, heard: Heard, act: Act, entries: Sequence[Breach]) -> None:
    """What has come to be stated must fit all that is stored now."""
    for breach in judge_nouns(writer, act, entries):
        after = stored(writer, breach.noun, breach.id) or {}
        said = refusal(writer, breach.rule, breach.noun, breach.id, after)
        heard.changed[breach.noun, breach.id].fault("name", Fault.of(said))


def _codes(writer: Writer, heard: Heard) -> None:
    odd = misplaced(writer) if heard.coded else {}
    for id in heard.coded.keys() & odd.keys():
        heard.coded[id].fault("code", odd[id].fault)


def _loans(writer: Writer, heard: Heard) -> None:
    """Each indicator of a loan names one, of the store or of this import: its entries are there by now."""
    rows = heard.of("indicator", "loan").values()
    known = loans_named(writer, {str(row.values["loan"]) for row in rows})
    for row in rows:
        if str(row.values["loan"]) not in known:
            unknown = t("is no loan of the store or of this import.")
            row.fault("loan", Fault(unknown, t("Check the 流水号."), code=Code.UNKNOWN_ENTRY))


def _progress(writer: Writer, heard: Heard) -> None:
    """How far a project had come falls back only for a reason, whatever the order of the rows."""
    rows = heard.of("step", "percent")
    projects = {int(str(row.values["project_id"])) for row in rows.values() if row.values.get("project_id") is not None}
    for one, before in step_progress.falls(writer, projects):
        row = rows.get(one.id) or rows.get(before.id)
        if row is not None:
            row.fault("percent", step_progress.fault(one, before, in_a_sheet=True))


def _costs(writer: Writer, heard: Heard, batch_id: int) -> None:
    """What a project that comes with this import is said to cost is what its plans come to; of one that was there a guard says so."""
    typed = heard.of("project", "planned_cost_fen")
    if not typed or not any(noun == "plan" for noun, _ in heard.seen):
        return
    sql = """SELECT p.project_id, sum(p.amount_fen) FROM plan p JOIN project q ON q.id = p.project_id
        WHERE q.batch_id = :batch GROUP BY p.project_id, q.planned_cost_fen HAVING sum(p.amount_fen) <> q.planned_cost_fen"""
    for id, _ in writer.rows(sql, {"batch": batch_id}):
        if id in typed:
            said = refusal(writer, COST, "project", id, {"name": typed[id].values["name"], **typed[id].values})
            typed[id].fault("planned_cost", Fault.of(said))
