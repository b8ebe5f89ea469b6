"""The whole programme: households and their measures, activities, postings, findings, documents, steps, indicators; loans.

Frozen: what a store of schema 2 holds besides. A village's income becomes an indicator, which the audit log records.
"""

from datetime import UTC, datetime
from typing import Any

from alembic import op

from aidtrack.store.log.chain import spelled
from aidtrack.store.schema.migrations.versions.m0001_money_chain import run
from aidtrack.values import json_text
from aidtrack.values.record import GENESIS, record_hash

revision = "2"
down_revision = "1"

TABLES = """
CREATE TABLE household (
    id {id},
    name {text} NOT NULL CONSTRAINT household_named CHECK (name <> '' AND name NOT LIKE '%/%'),
    village_id {int} NOT NULL REFERENCES village (id),
    head {text},
    persons {int},
    causes {text},
    attribute {text},
    food {text},
    clothing {text},
    education {text},
    medical {text},
    housing {text},
    status {text},
    status_on {text},
    helper {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX household_key ON household
    (village_id, name);
CREATE TABLE measure (
    id {id},
    name {text} NOT NULL CONSTRAINT measure_named CHECK (name <> ''),
    household_id {int} NOT NULL REFERENCES household (id),
    category {text},
    owner {text},
    due {text},
    done_on {text},
    confirmed_by {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX measure_key ON measure
    (household_id, name);
CREATE TABLE activity (
    id {id},
    name {text} NOT NULL CONSTRAINT activity_named CHECK (name <> '' AND name NOT LIKE '%/%'),
    kind {text},
    starts_on {text},
    ends_on {text},
    village_id {int} REFERENCES village (id),
    places {text},
    organiser {text},
    partners {text},
    persons {text},
    content {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX activity_key ON activity
    (coalesce(starts_on, ''), name);
CREATE INDEX activity_village ON activity (village_id);
CREATE TABLE posting (
    id {id},
    name {text} NOT NULL CONSTRAINT posting_named CHECK (name <> ''),
    role {text} NOT NULL,
    village_id {int} REFERENCES village (id),
    place {text},
    organization_id {int} REFERENCES organization (id),
    starts_on {text},
    ends_on {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX posting_key ON posting
    (coalesce(village_id, 0), role, coalesce(starts_on, ''), name);
CREATE INDEX posting_organization ON posting (organization_id);
CREATE TABLE finding (
    id {id},
    name {text} NOT NULL CONSTRAINT finding_named CHECK (name <> ''),
    source {text},
    activity_id {int} REFERENCES activity (id),
    found_on {text},
    rule {text},
    village_id {int} REFERENCES village (id),
    project_id {int} REFERENCES project (id),
    fund_id {int} REFERENCES fund (id),
    amount_fen {int} CONSTRAINT finding_amount CHECK (amount_fen >= 0),
    measure {text},
    owner {text},
    due {text},
    closed_on {text},
    evidence {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX finding_key ON finding
    (coalesce(found_on, ''), coalesce(village_id, 0), coalesce(project_id, 0), name);
CREATE INDEX finding_activity ON finding (activity_id);
CREATE INDEX finding_village ON finding (village_id);
CREATE INDEX finding_project ON finding (project_id);
CREATE INDEX finding_fund ON finding (fund_id);
CREATE TABLE document (
    id {id},
    name {text} NOT NULL CONSTRAINT document_named CHECK (name <> ''),
    kind {text},
    doc_no {text},
    date {text},
    until {text},
    parties {text},
    village_id {int} REFERENCES village (id),
    project_id {int} REFERENCES project (id),
    fund_id {int} REFERENCES fund (id),
    file {text},
    sha256 {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX document_key ON document
    (coalesce(date, ''), coalesce(village_id, 0), coalesce(project_id, 0), name);
CREATE INDEX document_village ON document (village_id);
CREATE INDEX document_project ON document (project_id);
CREATE INDEX document_fund ON document (fund_id);
CREATE TABLE step (
    id {id},
    name {text} NOT NULL CONSTRAINT step_named CHECK (name <> ''),
    project_id {int} NOT NULL REFERENCES project (id),
    date {text},
    ends_on {text},
    phase {text},
    handled_by {text},
    result {text},
    objections {text},
    before {text},
    after {text},
    amount_fen {int} CONSTRAINT step_amount CHECK (amount_fen >= 0),
    amount_before_fen {int} CONSTRAINT step_amount_before CHECK (amount_before_fen >= 0),
    amount_after_fen {int} CONSTRAINT step_amount_after CHECK (amount_after_fen >= 0),
    reason {text},
    doc_no {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX step_key ON step
    (project_id, name, coalesce(date, ''), coalesce(result, ''), coalesce(phase, ''));
CREATE TABLE indicator (
    id {id},
    name {text} NOT NULL CONSTRAINT indicator_named CHECK (name <> ''),
    value {text},
    unit {text},
    qualifier {text},
    raw {text},
    as_of {text},
    goal {text},
    village_id {int} REFERENCES village (id),
    project_id {int} REFERENCES project (id),
    activity_id {int} REFERENCES activity (id),
    household_id {int} REFERENCES household (id),
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX indicator_key ON indicator
    (coalesce(village_id, 0), coalesce(project_id, 0), coalesce(activity_id, 0), coalesce(household_id, 0), coalesce(as_of, ''), coalesce(goal, ''), name);
CREATE INDEX indicator_project ON indicator (project_id);
CREATE INDEX indicator_activity ON indicator (activity_id);
CREATE INDEX indicator_household ON indicator (household_id);
CREATE TABLE setting (
    name {text} NOT NULL PRIMARY KEY CONSTRAINT setting_named CHECK (name <> ''),
    value {text} NOT NULL
) {strict};
ALTER TABLE fund_balance ADD COLUMN written_off_fen {int};
ALTER TABLE village ADD COLUMN raw {text};
ALTER TABLE organization ADD COLUMN raw {text};
ALTER TABLE project ADD COLUMN reach {text};
ALTER TABLE project ADD COLUMN responsible_unit {text};
"""
# SQLite cannot change a CHECK: these tables are made anew beside the old ones.
REMADE = """
CREATE TABLE batch_2 (
    id {id},
    at {text} NOT NULL,
    actor {text} NOT NULL,
    kind {text} NOT NULL CONSTRAINT batch_kind CHECK (kind IN ('import', 'undo', 'carry')),
    undoes {int} CONSTRAINT batch_undoes UNIQUE REFERENCES batch (id),
    entries {int},
    first_entry_id {int},
    last_entry_id {int}
) {strict};
INSERT INTO batch_2 SELECT id, at, actor, kind, undoes, entries, first_entry_id, last_entry_id FROM batch;
DROP TABLE batch;
ALTER TABLE batch_2 RENAME TO batch;
CREATE TABLE entry_2 (
    id {id},
    kind {text} NOT NULL CONSTRAINT entry_kind CHECK
        (kind = 'spending' OR kind = 'allocation' OR kind = 'receipt' OR kind = 'disbursement' OR kind = 'interest'
         OR kind = 'loan' OR kind = 'repayment' OR kind = 'writeoff'),
    date {text} NOT NULL CONSTRAINT entry_date CHECK (length(date) = 10 AND date >= '1949-01-01' AND date < '2101'),
    fund_id {int} NOT NULL REFERENCES fund (id),
    project_id {int} REFERENCES project (id),
    village_id {int} REFERENCES village (id),
    amount_fen {int} NOT NULL CONSTRAINT entry_amount CHECK (amount_fen <> 0),
    payee {text},
    voucher {text},
    doc_no {text},
    ref {text},
    purpose {text},
    reason {text} CONSTRAINT entry_reason_given CHECK (trim(reason) <> ''),
    over {text} CONSTRAINT entry_over_given CHECK (trim(over) <> ''),
    reverses_id {int} REFERENCES entry (id),
    batch_id {int} REFERENCES batch (id),
    file_no {int},
    row_no {int},
    household_id {int} REFERENCES household (id),
    term {int},
    yearly_rate {text},
    schedule {text},
    guarantor {text},
    loan_id {int} REFERENCES entry (id),
    CONSTRAINT entry_reason CHECK (amount_fen > 0 OR reason IS NOT NULL)
) {strict};
INSERT INTO entry_2
    SELECT id, kind, date, fund_id, project_id, village_id, amount_fen, payee, voucher, doc_no, ref, purpose, reason, over,
           reverses_id, batch_id, file_no, row_no, NULL, NULL, NULL, NULL, NULL, NULL
    FROM entry;
DROP TABLE entry;
ALTER TABLE entry_2 RENAME TO entry;
CREATE INDEX entry_fund ON entry (fund_id, date);
CREATE INDEX entry_project ON entry (project_id, date);
CREATE INDEX entry_village ON entry (village_id, date);
CREATE INDEX entry_reverses ON entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_over ON entry (fund_id) WHERE over IS NOT NULL;
"""
ALTERED = """
ALTER TABLE batch DROP CONSTRAINT batch_kind;
ALTER TABLE batch ADD CONSTRAINT batch_kind CHECK (kind IN ('import', 'undo', 'carry'));
ALTER TABLE entry DROP CONSTRAINT entry_kind;
ALTER TABLE entry ADD CONSTRAINT entry_kind CHECK
    (kind IN ('receipt', 'interest', 'allocation', 'disbursement', 'spending', 'loan', 'repayment', 'writeoff'));
ALTER TABLE entry ADD COLUMN household_id {int} REFERENCES household (id), ADD COLUMN term {int}, ADD COLUMN yearly_rate {text},
    ADD COLUMN schedule {text}, ADD COLUMN guarantor {text}, ADD COLUMN loan_id {int} REFERENCES entry (id);
"""
LAST = """
CREATE INDEX entry_household ON entry (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX entry_loan ON entry (loan_id) WHERE loan_id IS NOT NULL;
ALTER TABLE village DROP COLUMN income_fen;
ALTER TABLE village DROP COLUMN income_on;
"""


def upgrade() -> None:
    connection = op.get_bind()
    run(connection, TABLES)
    run(connection, REMADE if connection.dialect.name == "sqlite" else ALTERED)
    _move_incomes(connection)
    run(connection, LAST)


def _move_incomes(connection: Any) -> None:
    """Each income becomes an indicator; the log says so of both, so that it still fits the tables.

    Of a village that raw SQL made it says nothing, before or now: `check` goes on telling of it.
    """
    found = connection.exec_driver_sql(
        "SELECT v.id, v.income_fen, v.income_on, a.after FROM village v LEFT JOIN audit a ON a.id ="
        " (SELECT max(id) FROM audit WHERE noun = 'village' AND object_id = v.id) WHERE v.income_fen IS NOT NULL OR v.income_on IS NOT NULL"
    ).fetchall()
    previous = connection.exec_driver_sql("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").scalar() or GENESIS
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    for number, (village, fen, day, after) in enumerate(found, 1):
        changes = []
        if after is not None:
            left = {
                name: value for name, value in json_text.read(after).items() if name not in ("income_fen", "income_on")
            }
            changes.append(("edit", "village", village, after, spelled(left)))
        if fen is not None:
            yuan = f"{fen // 100}.{fen % 100:02d}".removesuffix(".00")
            made = {"name": "农民人均纯收入", "value": yuan, "unit": "元", "as_of": day, "village_id": village}
            names = ", ".join(("id", *made))
            sql = f"INSERT INTO indicator ({names}) VALUES ({', '.join([mark] * (len(made) + 1))})"
            connection.exec_driver_sql(sql, (number, *made.values()))
            changes.append(("add", "indicator", number, None, spelled(made)))
        for action, noun, id, before, now in changes:
            record = {
                "at": at, "actor": "aidtrack db upgrade", "action": action, "noun": noun, "object_id": id,
                "batch_id": None, "before": before, "after": now, "previous": previous,
            }  # fmt: skip
            record["hash"] = previous = record_hash(record)
            sql = f"INSERT INTO audit ({', '.join(record)}) VALUES ({', '.join([mark] * len(record))})"
            connection.exec_driver_sql(sql, tuple(record.values()))
    if connection.dialect.name != "sqlite" and found:
        connection.exec_driver_sql(
            "SELECT setval(pg_get_serial_sequence('indicator', 'id'), (SELECT max(id) FROM indicator))"
        )
