"""On a server what the entries of a run come to stands apart from the balances until the run ends.

Who looks up a row passes by every version that the same transaction wrote of it before: a balance that is written anew for each of a
thousand entries costs the square of that. So each entry of a run adds a row here, under a number after that of the last, by which the
newest is found at once; with the balance, which meanwhile stays as it was, it says what there is. Nobody reaches these rows but through
functions of ours, and what is final has none: a fund, a cell takes them in when the transaction ends, or when others ask for it.
"""

from collections.abc import Callable, Iterator

from aidtrack.ledger.kind import KINDS
from aidtrack.ledger.quantity import listed
from aidtrack.store.schema.balances import CELL_KINDS, balance_update

# `sums`: by kind what came since the balance was written; of a fund as a whole project and village are OF_FUND.
TABLE = """
    CREATE TABLE IF NOT EXISTS so_far (xact bigint, fund_id bigint, project_id bigint, village_id bigint, number bigint, sums jsonb NOT NULL,
        CONSTRAINT so_far_pkey PRIMARY KEY (xact, fund_id, project_id, village_id, number))"""
OF_FUND = -1
_KEY = ("fund_id", "project_id", "village_id")
# Of a guard: whoever is not of a run, or does not know, reads balances that hold everything.
SETTLED = "IF EXISTS (SELECT 1 FROM so_far WHERE xact = txid_current()) THEN PERFORM aidtrack_settle(); END IF;"


def of_run(batch: str) -> str:
    """The SQL condition that entries of this batch are of a run."""
    return f"EXISTS (SELECT 1 FROM batch WHERE id = {batch} AND kind = 'run')"


def _newest(key: Callable[[str], str]) -> str:
    """The relation of the newest row of a key."""
    same = " AND ".join(f"x.{column} = {key(column)}" for column in _KEY)
    return f"(SELECT x.number, x.sums FROM so_far x WHERE x.xact = txid_current() AND {same} ORDER BY x.number DESC LIMIT 1)"


# The relation of the totals `sums` by key: each counts for its fund, and of the kinds that have one for its cell.
_KEYED = f"""(SELECT fund_id, {OF_FUND}::bigint AS project_id, {OF_FUND}::bigint AS village_id, kind, total FROM sums
    UNION ALL SELECT fund_id, coalesce(project_id, 0), coalesce(village_id, 0), kind, total FROM sums WHERE kind IN {listed(CELL_KINDS)})"""


def _columns(table: str, added: str = "r.sums") -> dict[str, str]:
    """Of a balance table each column, and what it comes to with what stands in `added`."""
    kinds = CELL_KINDS if table == "cell_balance" else tuple(KINDS)
    more = {f"{KINDS[kind].balance}_fen": f"({added} ->> '{kind}')::bigint" for kind in kinds}
    return {column: f"coalesce(b.{column} + {fen}, b.{column}, {fen})" for column, fen in more.items()}


def balances(sums: str) -> str:
    """What stands for the balance tables in a statement of a run, behind its WITH: of the funds and cells of these totals what there is now."""
    fund, cell = (
        ", ".join(f"{now} AS {name}" for name, now in _columns(table).items())
        for table in ("fund_balance", "cell_balance")
    )
    of_fund = _newest(lambda column: f"k.{column}" if column == "fund_id" else str(OF_FUND))
    return f"""fund_balance AS MATERIALIZED (SELECT k.fund_id, {fund} FROM (SELECT DISTINCT fund_id FROM {sums} s) k
            LEFT JOIN fund_balance b ON b.fund_id = k.fund_id LEFT JOIN LATERAL {of_fund} r ON true),
        cell_balance AS MATERIALIZED (SELECT k.fund_id, k.project_id, k.village_id, {cell}
            FROM (SELECT DISTINCT fund_id, coalesce(project_id, 0) AS project_id, coalesce(village_id, 0) AS village_id FROM {sums} s) k
            LEFT JOIN cell_balance b ON b.fund_id = k.fund_id AND b.project_id = k.project_id AND b.village_id = k.village_id
            LEFT JOIN LATERAL {_newest(lambda column: f"k.{column}")} r ON true)"""


def taken_in(sums: str) -> str:
    """The statements that take totals of a run in. What a balance has none of yet it gets at once: that there is some others may ask."""
    first = " ".join(
        f"WHEN '{kind}' THEN b.{one.balance}_fen IS NULL{f' OR c.{one.balance}_fen IS NULL' if one.per_cell else ''}"
        for kind, one in KINDS.items()
    )
    merged = f"""(SELECT jsonb_object_agg(kind, fen) FROM (SELECT kind, sum(fen) AS fen FROM (
            SELECT key AS kind, value::bigint AS fen FROM jsonb_each_text(r.sums)
            UNION ALL SELECT s.kind, s.total FROM keyed s WHERE {" AND ".join(f"s.{column} = k.{column}" for column in _KEY)}) both_of GROUP BY kind) merged)"""
    return f"""
        IF EXISTS (WITH sums AS MATERIALIZED {sums} SELECT 1 FROM sums s LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
                LEFT JOIN cell_balance c ON c.fund_id = s.fund_id AND c.project_id = coalesce(s.project_id, 0) AND c.village_id = coalesce(s.village_id, 0)
                WHERE CASE s.kind {first} END) THEN
            {balance_update(sums, "fund_balance")}; {balance_update(sums, "cell_balance")};
        ELSE
            INSERT INTO so_far (xact, fund_id, project_id, village_id, number, sums)
            WITH sums AS MATERIALIZED {sums}, keyed AS MATERIALIZED {_KEYED}
            SELECT txid_current(), k.fund_id, k.project_id, k.village_id, coalesce(r.number, 0) + 1, {merged}
            FROM (SELECT DISTINCT fund_id, project_id, village_id FROM keyed) k LEFT JOIN LATERAL {_newest(lambda column: f"k.{column}")} r ON true;
        END IF;"""


def _put(table: str, one: str) -> str:
    """The statement by which a balance takes in what stands in row `one` of ours."""
    key = _KEY if table == "cell_balance" else _KEY[:1]
    sets = ", ".join(f"{column} = {now}" for column, now in _columns(table, f"{one}.sums").items())
    return f"UPDATE {table} b SET {sets} WHERE {' AND '.join(f'b.{column} = {one}.{column}' for column in key)};"


def functions() -> Iterator[tuple[str, str, str]]:
    """(name, what it takes and gives, body) of each."""
    yield (
        "aidtrack_put_so_far",
        "(one so_far) RETURNS void",
        f"IF one.project_id = {OF_FUND} THEN {_put('fund_balance', 'one')} ELSE {_put('cell_balance', 'one')} END IF;",
    )
    newest = f"SELECT DISTINCT ON ({', '.join(_KEY)}) * FROM so_far WHERE xact = txid_current() ORDER BY {', '.join(_KEY)}, number DESC"
    yield (
        "aidtrack_settle",  # for whoever reads balances while the run goes on
        "() RETURNS void",
        f"""DECLARE one so_far;
        BEGIN
            FOR one IN SELECT * FROM ({newest}) newest WHERE sums <> '{{}}' LOOP
                PERFORM aidtrack_put_so_far(one);
                INSERT INTO so_far VALUES (one.xact, one.fund_id, one.project_id, one.village_id, one.number + 1, '{{}}');
            END LOOP;
        END;""",
    )
    mine = " AND ".join(f"{column} = NEW.{column}" for column in ("xact", *_KEY))
    yield (
        "aidtrack_so_far_ended",
        "() RETURNS trigger",
        f"""DECLARE one so_far;
        BEGIN
            SELECT * INTO one FROM so_far WHERE {mine} ORDER BY number DESC LIMIT 1;
            IF FOUND THEN
                PERFORM aidtrack_put_so_far(one);
                DELETE FROM so_far WHERE {mine};
            END IF;
            RETURN NULL;
        END;""",
    )


ENDS = (
    "so_far_ended",  # once for each fund and cell
    "CREATE CONSTRAINT TRIGGER so_far_ended AFTER INSERT ON so_far DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW WHEN (NEW.number = 1) EXECUTE FUNCTION aidtrack_so_far_ended()",
)
