"""What stands before a store's tables for a reader on a server: the same rows, in which the name of a head of a household is masked.

They are in a schema of views beside the store's own, which comes first in the search path of whoever is no more than a reader: so each statement reads
what its role may. The rule is `Heads.masked` of `store/records/persons.py`, said in SQL. It calls no function of ours: one that a reader could
call would tell whether a name that he tries is one. Whose names they are, and in which texts one stands, is worked out once a statement, where it asks
for such a column; who asks for sums of money alone pays nothing.
"""

from collections.abc import Callable, Iterable, Iterator

from aidtrack.ledger.batch import FILE_TEXTS
from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS, ORIGIN
from aidtrack.nouns import NOUNS
from aidtrack.store.log.chain import FORGET, SEALED_BY
from aidtrack.store.log.naming import FREE, SEALED
from aidtrack.store.log.personal_values import PERSONAL
from aidtrack.store.schema.views import ENTRY_VIEWS, view_of_entries
from aidtrack.values.personal import MARK
from aidtrack.values.record import RECORD

_ENDS = ("before", "after")
_LEAST = 2  # a single sign is no name to look for inside a text
_MAY_BE_HEADS = tuple(field.column for field in ENTRY.fields if field.may_be_head)
_ENTRY = ("id", *ENTRY_COLUMNS, *ORIGIN)
_BATCH = ("id", "at", "actor", "kind", "undoes", "entries", "first_entry_id", "last_entry_id")
_FILE = ("id", "batch_id", "file_no", "sha256", "row_count", "noun", "encoding", "as_of")
_SEALED = "', '".join(SEALED)
HEADS = "heads"  # who they are, for the other views alone
# The tables that they read.
READ = ("household", "audit", "entry", "batch", "batch_file", "personal_value", "fund", "project", "village")
MASKED = ("household", "audit", "entry", "batch", "batch_file", "personal_value", *ENTRY_VIEWS)


def masked_views(read: Callable[[str], str], masked: str, key: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """(name, SQL) of the views of the schema `masked` (quoted): `read` says where a table's rows are read, `key` is the key of a text."""
    known = f"SELECT head FROM {read('household')} WHERE head IS NOT NULL UNION SELECT value FROM {read('personal_value')} WHERE noun = 'household' AND value IS NOT NULL"
    yield HEADS, f"SELECT DISTINCT {key('head')} AS key FROM ({known}) known WHERE substr(head, 2) <> '{MARK}'"

    def instead(texts: str) -> str:
        return f"(SELECT jsonb_object_agg(text, shown) FROM ({named(texts, f'{masked}.{HEADS}', key)}) named)"

    def text(column: str, texts: str) -> str:
        return f'(coalesce({instead(texts)} ->> {column}, {column}))::text COLLATE "C" AS {column}'

    household = NOUNS["household"]
    heads = {field.column for field in household.stored if field.personal}
    columns = [
        "id",
        *(_masked(name) if name in heads else name for name in (field.column for field in household.stored)),
        "batch_id",
    ]
    yield "household", f"SELECT {', '.join(columns)} FROM {read('household')}"
    columns = [text(name, _texts(read("entry"), [name])) if name in _MAY_BE_HEADS else name for name in _ENTRY]
    yield "entry", f"SELECT {', '.join(columns)} FROM {read('entry')}"
    yield "batch", f'SELECT {", ".join(_BATCH)}, NULL::text COLLATE "C" AS salt FROM {read("batch")}'
    columns = [*_FILE, *(text(name, _texts(read("batch_file"), [name])) for name in FILE_TEXTS)]
    yield "batch_file", f"SELECT {', '.join(columns)} FROM {read('batch_file')}"
    others = instead(_texts(read("personal_value"), ["value"], f"noun = '{ENTRY.name}'"))
    is_head = f"(noun <> '{ENTRY.name}' OR coalesce({others} ? value, false))"
    shown = (
        f"CASE WHEN noun <> '{ENTRY.name}' THEN left(value, 1) || '{MARK}' ELSE coalesce({others} ->> value, value) END"
    )
    columns = [
        "id",
        "hash",
        "noun",
        "object_id",
        "field",
        f'(CASE WHEN NOT {is_head} THEN salt END)::text COLLATE "C" AS salt',
    ]
    columns.append(f'({shown})::text COLLATE "C" AS value')
    yield "personal_value", f"SELECT {', '.join(columns)} FROM {read('personal_value')}"
    told = f"coalesce({_told(read('audit'), f'{masked}.{HEADS}', key)} ? id::text, false)"
    hidden = f"({_in_the_clear()} OR {told} OR coalesce({_of_forgotten(read('audit'))} ? id::text, false))"
    ends = {end: f'(CASE WHEN NOT {hidden} THEN {end} END)::text COLLATE "C" AS {end}' for end in _ENDS}
    columns = [ends.get(name, name) for name in RECORD]
    yield "audit", f"SELECT {', '.join(columns)}, {hidden} AS hidden FROM {read('audit')}"
    for name in ENTRY_VIEWS:
        yield name, view_of_entries(f"{masked}.entry", read)


def _masked(column: str) -> str:
    return f"CASE WHEN {column} <> '' THEN left({column}, 1) || '{MARK}' ELSE {column} END AS {column}"


def _texts(table: str, columns: Iterable[str], where: str = "true") -> str:
    """Each text of these columns once, as `text`."""
    return " UNION ".join(
        f"SELECT DISTINCT {name} AS text FROM {table} WHERE {where} AND {name} IS NOT NULL" for name in columns
    )


def _in_the_clear() -> str:
    """Whether a record holds a personal value: a hash stands in the place of each, but in records of older programs (`log/chain.spelled`)."""
    said = [
        f"noun = '{noun}' AND position('\"{column}\":\"' in coalesce({end}, '')) > 0"
        for noun, columns in PERSONAL.items()
        for column in columns
        for end in _ENDS
    ]
    return f"({' OR '.join(said)})"


def _of_forgotten(audit: str) -> str:
    """The numbers of the records that hold the name of somebody who was forgotten since: nobody knows it any more, the record of the forgetting says which."""
    sealed = f"SELECT jsonb_array_elements_text(after::jsonb -> '{SEALED_BY}') AS id FROM {audit} WHERE (action, noun) = ('{FORGET}', 'personal')"
    return f"(SELECT jsonb_object_agg(id, 1) FROM ({sealed}) ids)"


def _told(audit: str, heads: str, key: Callable[[str], str]) -> str:
    """The numbers of the records of which a text holds a name: of entries apart, for these are many, and their content is hardly ever asked for."""
    free = [(noun, column) for noun, columns in FREE.items() for column in columns]
    free += [(ENTRY.name, column) for column in _MAY_BE_HEADS]

    def numbers(of_entries: bool) -> str:
        pairs = ", ".join(f"('{noun}', '{column}')" for noun, column in free if (noun == ENTRY.name) is of_entries)
        said = f"{audit} a CROSS JOIN LATERAL (VALUES (before), (after)) ends (said)"
        texts = f"""SELECT a.id, told.value AS text FROM {said} CROSS JOIN LATERAL jsonb_each_text(said::jsonb) told
            WHERE noun {"=" if of_entries else "<>"} '{ENTRY.name}' AND said IS NOT NULL AND (noun, told.key) IN ({pairs})"""
        if not of_entries:
            texts += f" UNION ALL SELECT a.id, said FROM {said} WHERE noun IN ('{_SEALED}') AND said IS NOT NULL"
        holding = named("SELECT DISTINCT text FROM told", heads, key)
        return f"(SELECT jsonb_object_agg(id::text, 1) FROM (WITH told AS MATERIALIZED ({texts}) SELECT id FROM told WHERE text IN (SELECT text FROM ({holding}) named)) ids)"

    return f"(CASE WHEN noun = '{ENTRY.name}' THEN {numbers(True)} ELSE {numbers(False)} END)"


def named(texts: str, heads: str, key: Callable[[str], str]) -> str:
    """Of `texts` (SQL) those that are or hold a head's name, and as they are shown: each name masked where it stands.

    `spans` are the names in a text by key, at each place the longest, from `first` up to before `past`; `joined` those that lie over one another as
    one; `signs` the text sign by sign, with how many signs of the key there are up to it. Where signs are one only together it is not known where a
    name stands: then all is masked.
    """
    return f"""WITH heads AS MATERIALIZED (SELECT key, length(key) AS many FROM {heads}),
        begun AS MATERIALIZED (SELECT DISTINCT left(key, {_LEAST}) AS signs, many FROM heads WHERE many >= {_LEAST}),
        texts AS MATERIALIZED (SELECT text, {key("text")} AS whole FROM ({texts}) every),
        spans AS MATERIALIZED (
            SELECT t.text, t.whole, at AS first, max(at + b.many) AS past
            FROM texts t CROSS JOIN LATERAL generate_series(1, length(t.whole) - 1) at
            JOIN begun b ON b.signs = substr(t.whole, at, {_LEAST}) JOIN heads h ON h.key = substr(t.whole, at, b.many)
            WHERE NOT EXISTS (SELECT 1 FROM heads h WHERE h.key = t.whole) GROUP BY t.text, t.whole, at),
        joined AS MATERIALIZED (
            SELECT text, whole, min(first) AS first, max(past) AS past FROM (
                SELECT *, sum(begins) OVER (PARTITION BY text ORDER BY first) AS number FROM (
                    SELECT *, CASE WHEN first < max(past) OVER (PARTITION BY text ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                        THEN 0 ELSE 1 END AS begins FROM spans) s) s
            GROUP BY text, whole, number),
        signs AS MATERIALIZED (
            SELECT *, length(said) AS long, sum(length(said)) OVER (PARTITION BY text ORDER BY at) AS up_to FROM (
                SELECT t.text, t.whole, at, substr(t.text, at, 1) AS sign, {key("substr(t.text, at, 1)")} AS said
                FROM (SELECT DISTINCT text, whole FROM joined) t CROSS JOIN LATERAL generate_series(1, length(t.text)) at) s)
        SELECT t.text, left(t.text, 1) || '{MARK}' AS shown FROM texts t JOIN heads h ON h.key = t.whole
        UNION ALL SELECT text, CASE WHEN string_agg(said, '' ORDER BY at) = whole THEN string_agg(shown, '' ORDER BY at) ELSE left(text, 1) || '{MARK}' END
        FROM (
            SELECT s.text, s.whole, s.at, s.said, CASE
                WHEN count(*) FILTER (WHERE s.up_to - s.long < j.first AND j.first <= s.up_to) > 0
                    THEN repeat(s.sign || '{MARK}', (count(*) FILTER (WHERE s.up_to - s.long < j.first AND j.first <= s.up_to))::int)
                WHEN count(*) FILTER (WHERE j.first <= s.up_to AND s.up_to - s.long < j.past - 1) > 0 THEN ''
                ELSE s.sign END AS shown
            FROM signs s JOIN joined j ON j.text = s.text
            GROUP BY s.text, s.whole, s.at, s.said, s.sign, s.up_to, s.long) shown
        GROUP BY text, whole"""
