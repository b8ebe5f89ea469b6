"""What schema 3 adds, by subject: each has its statements below, and its step in `upgrade`.

Frozen once a store of it is out: until then a subject's statements may still be added to, and recorded for blank stores
(`PYTHONPATH=tests python tests/store/blank.py`).
"""

from typing import Any
from uuid import uuid4

from alembic import op

from aidtrack.ledger.earmark import COMPARED, spellings
from aidtrack.store.schema.migrations.as_they_stood import record_standing
from aidtrack.store.schema.migrations.carried_marks import mark_carried
from aidtrack.store.schema.migrations.versions.m0001_money_chain import run

revision = "3"
down_revision = "2"

# The kinds of entry and of batch are open: guards refuse what nobody declared, no CHECK lists them. SQLite cannot drop a CHECK:
# these tables are made anew beside the old ones, for the last time.
OPEN_KINDS = {
    "sqlite": """
CREATE TABLE batch_3 (
    id {id},
    at {text} NOT NULL,
    actor {text} NOT NULL,
    kind {text} NOT NULL,
    undoes {int} CONSTRAINT batch_undoes UNIQUE REFERENCES batch (id),
    entries {int},
    first_entry_id {int},
    last_entry_id {int}
) {strict};
INSERT INTO batch_3 SELECT id, at, actor, kind, undoes, entries, first_entry_id, last_entry_id FROM batch;
DROP TABLE batch;
ALTER TABLE batch_3 RENAME TO batch;
CREATE TABLE entry_3 (
    id {id},
    kind {text} NOT NULL,
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
INSERT INTO entry_3
    SELECT id, kind, date, fund_id, project_id, village_id, amount_fen, payee, voucher, doc_no, ref, purpose, reason, over,
           reverses_id, batch_id, file_no, row_no, household_id, term, yearly_rate, schedule, guarantor, loan_id
    FROM entry;
DROP TABLE entry;
ALTER TABLE entry_3 RENAME TO entry;
CREATE INDEX entry_fund ON entry (fund_id, date);
CREATE INDEX entry_project ON entry (project_id, date);
CREATE INDEX entry_village ON entry (village_id, date);
CREATE INDEX entry_reverses ON entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_over ON entry (fund_id) WHERE over IS NOT NULL;
CREATE INDEX entry_household ON entry (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX entry_loan ON entry (loan_id) WHERE loan_id IS NOT NULL;
""",
    "postgresql": """
ALTER TABLE batch DROP CONSTRAINT batch_kind;
ALTER TABLE entry DROP CONSTRAINT entry_kind;
""",
}
# The keys by which earmarks are compared.
SPELLINGS = """
CREATE TABLE spelling (
    id {id},
    text {text} NOT NULL,
    part {int} NOT NULL,
    word {text} NOT NULL
) {strict};
CREATE INDEX spelling_text ON spelling (substr(text, 1, 100));
"""
# Money carried on into another year's fund.
CARRIED = """
ALTER TABLE entry ADD COLUMN carries_id {int} REFERENCES entry (id);
CREATE INDEX entry_carries ON entry (carries_id) WHERE carries_id IS NOT NULL;
CREATE INDEX entry_carried_to ON entry (fund_id, date) WHERE carries_id IS NOT NULL;
"""
# Money moved within a year, from one fund to another or from one project to another: what came names what left.
MOVED = """
ALTER TABLE entry ADD COLUMN moves_id {int} REFERENCES entry (id);
CREATE INDEX entry_moves ON entry (moves_id) WHERE moves_id IS NOT NULL;
"""
# What was raised for a fund, apart from its budget; which villages its earmark allows by how poor they are.
RAISED = """
ALTER TABLE fund ADD COLUMN raised_fen {int} CONSTRAINT fund_raised CHECK (raised_fen >= 0);
ALTER TABLE fund ADD COLUMN raised_from {text};
ALTER TABLE fund ADD COLUMN raised_to {text};
ALTER TABLE fund ADD COLUMN raised_qualifier {text} CONSTRAINT fund_raised_qualifier CHECK (raised_qualifier IN ('=', '≥', '≈'));
ALTER TABLE fund ADD COLUMN earmark_depth {text};
"""
# Of the money of which office a fund is, where an office gave it.
FROM_OFFICE = """
ALTER TABLE fund ADD COLUMN from_office {text};
"""
# What projects are planned to cost, by source and year.
PLANS = """
CREATE TABLE plan (
    id {id},
    name {text} NOT NULL CONSTRAINT plan_source CHECK (name <> ''),
    project_id {int} NOT NULL REFERENCES project (id),
    year {int},
    amount_fen {int} NOT NULL CONSTRAINT plan_amount CHECK (amount_fen >= 0),
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX plan_key ON plan (project_id, name, coalesce(year, 0));
"""
# Closed periods: through which day the books are closed, since which entry, and what was in them then. Nothing is at first.
CLOSED = """
CREATE TABLE closed_books (
    id {id},
    at {text},
    actor {text},
    period {text},
    through {text} CONSTRAINT closed_books_day CHECK (length(through) = 10),
    reason {text} CONSTRAINT closed_books_reason CHECK (trim(reason) <> ''),
    after_entry_id {int} NOT NULL,
    until_entry_id {int}
) {strict};
INSERT INTO closed_books (after_entry_id) VALUES (0);
CREATE TABLE closed_figure (
    id {id},
    closing_id {int} NOT NULL REFERENCES closed_books (id),
    fund_id {int} NOT NULL,
    project_id {int} NOT NULL,
    village_id {int} NOT NULL,
    kind {text} NOT NULL,
    fen {int} NOT NULL
) {strict};
CREATE INDEX closed_figure_closing ON closed_figure (closing_id);
"""
# Entries recorded anew.
CORRECTED = """
ALTER TABLE entry ADD COLUMN corrects_id {int} REFERENCES entry (id);
CREATE INDEX entry_corrects ON entry (corrects_id) WHERE corrects_id IS NOT NULL;
"""
# What undoing and the rules of money ask of a store.
UNDO = """
CREATE INDEX audit_batch ON audit (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX audit_entry ON audit (object_id) WHERE noun = 'entry';
CREATE INDEX fund_part_of ON fund (part_of_id) WHERE part_of_id IS NOT NULL;
CREATE INDEX posting_village ON posting (village_id) WHERE village_id IS NOT NULL;
CREATE INDEX indicator_village ON indicator (village_id) WHERE village_id IS NOT NULL;
"""
# What funds and projects were called before.
FORMER_NAMES = """
ALTER TABLE fund ADD COLUMN alias {text};
ALTER TABLE project ADD COLUMN alias {text};
"""
# How far a project's work had come by a day.
PROGRESS = """
ALTER TABLE step ADD COLUMN percent {text};
"""
# What activities and postings state besides, and whose loan an indicator speaks of, by its 流水号 or number.
PROGRAMME = """
ALTER TABLE activity ADD COLUMN project_id {int} REFERENCES project (id);
ALTER TABLE activity ADD COLUMN capacity {text};
CREATE INDEX activity_project ON activity (project_id) WHERE project_id IS NOT NULL;
ALTER TABLE posting ADD COLUMN honour {text};
ALTER TABLE posting ADD COLUMN title {text};
ALTER TABLE indicator ADD COLUMN loan {text};
DROP INDEX indicator_key;
CREATE UNIQUE INDEX indicator_key ON indicator
    (coalesce(village_id, 0), coalesce(project_id, 0), coalesce(activity_id, 0), coalesce(household_id, 0), coalesce(loan, ''),
     coalesce(as_of, ''), coalesce(goal, ''), name);
"""
# Which row another was found to be the same as; villages that became part of others.
MERGED = """
ALTER TABLE village ADD COLUMN merged_into_id {int} REFERENCES village (id);
ALTER TABLE village ADD COLUMN merged_on {text};
CREATE INDEX village_merged ON village (merged_into_id) WHERE merged_into_id IS NOT NULL;
""" + "".join(
    f"""
ALTER TABLE {noun} ADD COLUMN same_as_id {{int}} REFERENCES {noun} (id);
CREATE INDEX {noun}_same_as ON {noun} (same_as_id) WHERE same_as_id IS NOT NULL;
"""
    for noun in ("village", "organization", "fund", "project", "household")
)
# What was merged is told apart by what it is merged into, and its place is free.
MERGED_PLACES = """
DROP INDEX village_place;
CREATE UNIQUE INDEX village_place ON village
    (name, coalesce(township, ''), coalesce(county, ''), coalesce(prefecture, ''), coalesce(province, ''), coalesce(code, ''))
    WHERE same_as_id IS NULL;
DROP INDEX project_place;
CREATE UNIQUE INDEX project_place ON project (name, coalesce(village_id, 0), coalesce(code, '')) WHERE same_as_id IS NULL;
DROP INDEX household_key;
CREATE UNIQUE INDEX household_key ON household (village_id, name) WHERE same_as_id IS NULL;
CREATE INDEX household_village ON household (village_id);
"""
# Which of several columns of amounts a part of a sheet is, and the day on which these had been reached.
WIDE = """
ALTER TABLE batch_file ADD COLUMN heading {text};
ALTER TABLE batch_file ADD COLUMN as_of {text} CONSTRAINT batch_file_as_of CHECK (length(as_of) = 10);
"""

# Which store it is, and where an entry came from that another store exported; who paid; what else is to be said.
FROM_ELSEWHERE = """
CREATE TABLE identity (
    id {id},
    uuid {text} NOT NULL CONSTRAINT identity_uuid CHECK (length(uuid) = 36),
    after_entry_id {int} NOT NULL
) {strict};
ALTER TABLE entry ADD COLUMN origin {text};
CREATE INDEX entry_origin ON entry (origin) WHERE origin IS NOT NULL;
ALTER TABLE entry ADD COLUMN payer {text};
ALTER TABLE entry ADD COLUMN note {text};
"""
# Personal values of the log stand beside it, under the hashes that its records hold.
PERSONAL_VALUES = """
CREATE TABLE personal_value (
    id {id},
    hash {text} NOT NULL CONSTRAINT personal_value_hash UNIQUE,
    noun {text} NOT NULL,
    object_id {int} NOT NULL,
    field {text} NOT NULL,
    salt {text},
    value {text}
) {strict};
CREATE INDEX personal_value_object ON personal_value (object_id, noun);
"""
# With what the digest of a batch's entries is salted: it leaves the store with the names alone.
SALTED = """
ALTER TABLE batch ADD COLUMN salt {text};
"""
# How sheets are read that come every month, and the headers on which each was first used.
LAYOUTS = """
CREATE TABLE layout (
    id {id},
    name {text} NOT NULL CONSTRAINT layout_name UNIQUE,
    content {text} NOT NULL,
    headers {text}
) {strict};
"""
# Who a server says that the actor of a record is, and who may do what there.
ROLES = """
ALTER TABLE audit ADD COLUMN login {text};
CREATE TABLE granted (
    id {id},
    role {text} NOT NULL CONSTRAINT granted_role UNIQUE,
    word {text} NOT NULL
) {strict};
"""
# A name may hold a slash. SQLite drops a CHECK no other way; the content stays as it is.
_NAMED = {
    "village": "village_name",
    "project": "project_name",
    "household": "household_named",
    "activity": "activity_named",
}
SLASHES = {
    "sqlite": """
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, ' AND name NOT LIKE ''%/%''', '') WHERE type = 'table';
PRAGMA writable_schema = RESET;
""",
    "postgresql": "".join(
        f"""
ALTER TABLE {noun} DROP CONSTRAINT {check};
ALTER TABLE {noun} ADD CONSTRAINT {check} CHECK (name <> '');
"""
        for noun, check in _NAMED.items()
    ),
}
# What the open standards of publishing ask for.
PUBLISHED = """
CREATE TABLE category (
    id {id},
    name {text} NOT NULL CONSTRAINT category_name CHECK (name <> ''),
    sector {text} CONSTRAINT category_sector CHECK (length(sector) = 5),
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX category_key ON category (name);
ALTER TABLE organization ADD COLUMN code {text};
ALTER TABLE organization ADD COLUMN type {text};
ALTER TABLE document ADD COLUMN url {text};
"""
# Sums up to a day go along an index and look up no entry: those of cells in the order of cells, those of funds day by day.
COVERING = """
DROP INDEX entry_fund;
CREATE INDEX entry_fund ON entry (fund_id, date, kind, amount_fen);
DROP INDEX entry_village;
CREATE INDEX entry_village ON entry (village_id, project_id, fund_id, kind, date, amount_fen);
"""


def upgrade() -> None:
    connection: Any = op.get_bind()
    run(connection, OPEN_KINDS[connection.dialect.name])
    run(connection, SPELLINGS)
    _spell(connection)
    run(connection, CARRIED)
    mark_carried(connection)
    run(connection, MOVED)
    run(connection, RAISED)
    run(connection, FROM_OFFICE)
    run(connection, PLANS)
    run(connection, CLOSED)
    run(connection, CORRECTED)
    run(connection, UNDO)
    run(connection, FORMER_NAMES)
    run(connection, PROGRESS)
    run(connection, PROGRAMME)
    run(connection, MERGED)
    run(connection, MERGED_PLACES)
    run(connection, WIDE)
    run(connection, FROM_ELSEWHERE)
    run(connection, f"INSERT INTO identity (uuid, after_entry_id) VALUES ('{uuid4()}', 0)")
    run(connection, PERSONAL_VALUES)
    run(connection, SALTED)
    run(connection, LAYOUTS)
    run(connection, ROLES)
    run(connection, SLASHES[connection.dialect.name])
    run(connection, COVERING)
    run(connection, PUBLISHED)
    record_standing(connection)


def _spell(connection: Any) -> None:
    """Work out the keys of all that earmarks compare."""
    texts: dict[str, None] = {}
    for noun, columns in COMPARED.items():
        for column in columns:
            found = connection.exec_driver_sql(
                f"SELECT DISTINCT {column} FROM {noun} WHERE {column} IS NOT NULL ORDER BY 1"
            )
            texts |= dict.fromkeys(text for (text,) in found.fetchall())
    rows = [(text, part, word) for text in texts for part, word in enumerate(spellings(text))]
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    if rows:
        connection.exec_driver_sql(f"INSERT INTO spelling (text, part, word) VALUES ({mark}, {mark}, {mark})", rows)
