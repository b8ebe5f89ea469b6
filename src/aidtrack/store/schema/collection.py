"""The tables of a collection, which many offices fill by what they hand over: those of a store without what guards them, and its own.

What an office recorded was judged there, so nothing here refuses a row: names are unique at an office only, references are its own. An
id is the office's number x 10^9 + the one that the row has at its office, so every table is parted by office without a column for it.
"""

import re

from aidtrack.store.engine.collections import MARK, MONTHS

_UNIQUE = re.compile(r"\n? *(\w+) (\{\w+\}[^,\n]*?) CONSTRAINT \w+ UNIQUE")
_REFERENCE = re.compile(r" REFERENCES \w+ \(id\)")
_KEY = "ref {text} NOT NULL PRIMARY KEY"
_FIRST = ("closed_books (after_entry_id) VALUES (0)", "closed_books (id, after_entry_id) VALUES (1, 0)")
_TABLE = re.compile(r'CREATE TABLE "?(\w+)"?')

# The offices by number, and up to which record of its log each was taken in; what its last bundle says of its figures (of all its entries
# how many there are, under fund 0), and of its alerts' thresholds; the bundles; of batches whose entries came masked the digest of what came; of each table of its rows a trace; what was put aside of
# an office, row by row as JSON, for another history of it or another store; what its entries come to by cell, kind and month, and apart
# what was put in and what was taken back, so that such sums are summed as entries are. What a store has of itself (log, settings) stands beside the collection's own; of a record that came sealed all but its link is blank.
OWN = (
    """CREATE TABLE office (
    id {id},
    code {text} NOT NULL,
    name {text},
    store_id {text} NOT NULL,
    public_key {text},
    signed {int} NOT NULL,
    confirmed {int} NOT NULL,
    received_to {int} NOT NULL,
    head {text} NOT NULL,
    recorded_at {text},
    received_at {text} NOT NULL,
    names {int} NOT NULL
) {strict}""",
    """CREATE TABLE office_figure (
    office_id {int} NOT NULL,
    fund_id {int} NOT NULL,
    kind {text} NOT NULL,
    fen {int} NOT NULL,
    PRIMARY KEY (office_id, fund_id, kind)
) {strict}""",
    """CREATE TABLE office_digest (
    id {id},
    digest {text} NOT NULL
) {strict}""",
    """CREATE TABLE office_trace (
    office_id {int} NOT NULL,
    part {text} NOT NULL,
    trace {text} NOT NULL,
    PRIMARY KEY (office_id, part)
) {strict}""",
    """CREATE TABLE office_setting (
    office_id {int} NOT NULL,
    name {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (office_id, name)
) {strict}""",
    """CREATE TABLE office_threshold (
    office_id {int} NOT NULL,
    name {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (office_id, name)
) {strict}""",
    # Of an office whose store is a copy that went on: of which it was one until which entry, in the order of its log.
    """CREATE TABLE office_copied (
    office_id {int} NOT NULL,
    record {int} NOT NULL,
    store_id {text} NOT NULL,
    copy_of {text} NOT NULL,
    after_entry_id {int} NOT NULL,
    PRIMARY KEY (office_id, record)
) {strict}""",
    """CREATE TABLE bundle (
    id {id},
    office_id {int} NOT NULL,
    code {text} NOT NULL,
    name {text},
    file {text} NOT NULL,
    sha256 {text},
    since {int} NOT NULL,
    until {int} NOT NULL,
    head {text} NOT NULL,
    received_at {text} NOT NULL
) {strict}""",
    "CREATE INDEX bundle_office ON bundle (office_id)",
    # Which numbers of offices another server keeps, in tables of which schema: from the first up to the next that is none of them.
    """CREATE TABLE office_place (
    id {id},
    prefix {text} NOT NULL,
    server {text} NOT NULL,
    first {int} NOT NULL,
    next {int} NOT NULL,
    schema {int} NOT NULL
) {strict}""",
    """CREATE TABLE former_office (
    id {id},
    office_id {int} NOT NULL,
    code {text} NOT NULL,
    name {text},
    store_id {text} NOT NULL,
    why {text} NOT NULL,
    reason {text} NOT NULL,
    after {int} NOT NULL,
    head {text} NOT NULL,
    records {int} NOT NULL,
    entries {int} NOT NULL,
    put_aside_at {text} NOT NULL
) {strict}""",
    """CREATE TABLE former_row (
    former_id {int} NOT NULL,
    part {text} NOT NULL,
    row_id {int} NOT NULL,
    content {text} NOT NULL,
    PRIMARY KEY (former_id, part, row_id)
) {strict}""",
    f"""CREATE TABLE {MONTHS} (
    fund_id {{int}} NOT NULL,
    project_id {{int}},
    village_id {{int}},
    kind {{text}} NOT NULL,
    date {{text}} NOT NULL,
    amount_fen {{int}} NOT NULL
) {{strict}}""",
    *(f"CREATE INDEX {MONTHS}_{column} ON {MONTHS} ({column}_id)" for column in ("fund", "project", "village")),
    f"""CREATE TABLE {MARK} (
    id {{id}},
    at {{text}},
    actor {{text}},
    action {{text}},
    noun {{text}},
    object_id {{int}},
    batch_id {{int}},
    before {{text}},
    after {{text}},
    previous {{text}} NOT NULL,
    hash {{text}} NOT NULL,
    login {{text}}
) {{strict}}""",
    f"CREATE INDEX {MARK}_object ON {MARK} (object_id, noun)",
    f"CREATE INDEX {MARK}_batch ON {MARK} (batch_id) WHERE batch_id IS NOT NULL",
)


def collected(statements: str) -> str:
    """The statements that make an empty store, as a collection has them: nothing unique, no references, and what it has beside."""
    made = []
    for statement in statements.split(";\n"):
        made += _without_guards(statement.strip())
    return "".join(f"{one};\n" for one in (*made, *OWN))


def _without_guards(statement: str) -> list[str]:
    if not statement:
        return []
    plain = _REFERENCE.sub("", statement).replace("CREATE UNIQUE INDEX", "CREATE INDEX")
    table = _TABLE.match(plain)
    if table is None:
        return [plain.replace(*_FIRST)]
    unique = [column for column, _ in _UNIQUE.findall(plain)]
    plain = _UNIQUE.sub(lambda found: found[0][: found[0].rindex(" CONSTRAINT")], plain)
    indexes = [f"CREATE INDEX {table[1]}_{column} ON {table[1]} ({column})" for column in unique]
    if _KEY in plain:
        # Offices number alike, so that of one 流水号 there are as many as offices: each finds its own.
        indexes.append(f"CREATE INDEX {table[1]}_ref ON {table[1]} (ref, entry_id)")
        plain = plain.replace(_KEY, _KEY.removesuffix(" PRIMARY KEY"))
    return [plain, *indexes]
