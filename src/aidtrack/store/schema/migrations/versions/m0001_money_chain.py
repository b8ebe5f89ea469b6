"""The money chain: villages, organizations, funds, projects, entries, balances, batches and the audit log.

Frozen: what a store of schema 1 holds. Triggers and views are not here; `store/schema/build.py` makes them anew for
whatever schema the store has come to.
"""

from typing import Any

from alembic import op

from aidtrack.store.schema.spelled import spelled

revision = "1"
down_revision = None

# `kind = … OR kind = …`, not `kind IN (…)`: SQLite builds the list anew for every row, two seconds a million.
TABLES = """
CREATE TABLE batch (
    id {id},
    at {text} NOT NULL,
    actor {text} NOT NULL,
    kind {text} NOT NULL CONSTRAINT batch_kind CHECK (kind IN ('import', 'undo')),
    undoes {int} CONSTRAINT batch_undoes UNIQUE REFERENCES batch (id),
    entries {int},
    first_entry_id {int},
    last_entry_id {int}
) {strict};
CREATE TABLE batch_file (
    id {id},
    batch_id {int} NOT NULL REFERENCES batch (id),
    file_no {int} NOT NULL,
    name {text} NOT NULL,
    sheet {text},
    sha256 {text} NOT NULL,
    noun {text} NOT NULL,
    encoding {text} NOT NULL,
    row_count {int} NOT NULL
) {strict};
CREATE INDEX batch_file_sha256 ON batch_file (sha256);
CREATE TABLE audit (
    id {id},
    at {text} NOT NULL,
    actor {text} NOT NULL,
    action {text} NOT NULL,
    noun {text} NOT NULL,
    object_id {int},
    batch_id {int},
    before {text},
    after {text},
    previous {text} NOT NULL,
    hash {text} NOT NULL
) {strict};
CREATE INDEX audit_object ON audit (noun, object_id);
CREATE TABLE village (
    id {id},
    name {text} NOT NULL CONSTRAINT village_name CHECK (name <> '' AND name NOT LIKE '%/%'),
    alias {text},
    township {text},
    county {text},
    prefecture {text},
    province {text},
    code {text} CONSTRAINT village_code UNIQUE,
    depth {text},
    exit_status {text},
    exited_on {text},
    income_fen {int},
    income_on {text},
    helped_from {text},
    helped_to {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX village_place ON village
    (name, coalesce(township, ''), coalesce(county, ''), coalesce(prefecture, ''), coalesce(province, ''), coalesce(code, ''));
CREATE TABLE organization (
    id {id},
    name {text} NOT NULL CONSTRAINT organization_name UNIQUE CONSTRAINT organization_named CHECK (name <> ''),
    alias {text},
    role {text},
    place {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE TABLE fund (
    id {id},
    name {text} NOT NULL CONSTRAINT fund_name UNIQUE CONSTRAINT fund_named CHECK (name <> ''),
    source {text},
    provider {text},
    year {int},
    budget_fen {int} CONSTRAINT fund_budget CHECK (budget_fen >= 0),
    qualifier {text} CONSTRAINT fund_qualifier CHECK (qualifier IN ('=', '≥', '≈')),
    raw {text},
    form {text},
    doc_no {text},
    earmark_category {text},
    earmark_place {text},
    part_of_id {int} REFERENCES fund (id),
    idle_from {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE TABLE project (
    id {id},
    name {text} NOT NULL CONSTRAINT project_name CHECK (name <> '' AND name NOT LIKE '%/%'),
    code {text} CONSTRAINT project_code UNIQUE,
    category {text},
    village_id {int} REFERENCES village (id),
    content {text},
    implementer {text},
    responsible {text},
    agreement_no {text},
    planned_cost_fen {int} CONSTRAINT project_cost CHECK (planned_cost_fen >= 0),
    planned_start {text},
    planned_end {text},
    actual_start {text},
    actual_end {text},
    closed_on {text},
    stage {text},
    households {int},
    persons {int},
    target {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX project_place ON project (name, coalesce(village_id, 0), coalesce(code, ''));
CREATE INDEX project_village ON project (village_id);
CREATE TABLE entry (
    id {id},
    kind {text} NOT NULL CONSTRAINT entry_kind CHECK
        (kind = 'spending' OR kind = 'allocation' OR kind = 'receipt' OR kind = 'disbursement' OR kind = 'interest'
         OR kind = 'loan' OR kind = 'repayment'),
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
    CONSTRAINT entry_reason CHECK (amount_fen > 0 OR reason IS NOT NULL)
) {strict};
CREATE INDEX entry_fund ON entry (fund_id, date);
CREATE INDEX entry_project ON entry (project_id, date);
CREATE INDEX entry_village ON entry (village_id, date);
CREATE INDEX entry_reverses ON entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_over ON entry (fund_id) WHERE over IS NOT NULL;
CREATE TABLE entry_ref (
    ref {text} NOT NULL PRIMARY KEY,
    entry_id {int} NOT NULL REFERENCES entry (id)
) {strict};
CREATE TABLE cell_balance (
    fund_id {int} NOT NULL REFERENCES fund (id),
    project_id {int} NOT NULL,
    village_id {int} NOT NULL,
    allocated_fen {int},
    disbursed_fen {int},
    spent_fen {int},
    PRIMARY KEY (fund_id, project_id, village_id)
) {strict};
CREATE INDEX cell_balance_project ON cell_balance (project_id);
CREATE INDEX cell_balance_village ON cell_balance (village_id);
CREATE TABLE fund_balance (
    fund_id {int} NOT NULL PRIMARY KEY REFERENCES fund (id),
    received_fen {int},
    interest_fen {int},
    allocated_fen {int},
    disbursed_fen {int},
    spent_fen {int},
    lent_fen {int},
    repaid_fen {int}
) {strict};
"""


def run(connection: Any, statements: str) -> None:
    """Run statements written for both engines."""
    for statement in spelled(statements, connection.dialect.name):
        connection.exec_driver_sql(statement.replace("%", "%%") if connection.dialect.name != "sqlite" else statement)


def upgrade() -> None:
    run(op.get_bind(), TABLES)
