"""Of what is never changed: the one thing that is, where a household is forgotten. The newest record of the log says of which entry or batch,
and a text becomes itself with something masked in it, a batch gets another salt; all else of the row stays as it is.
"""

from collections.abc import Callable

from aidtrack.bundle.content import BATCH, BATCH_FILE, ENTRY_ROW
from aidtrack.ledger.batch import FILE_TEXTS
from aidtrack.ledger.entry import ERASED
from aidtrack.store.log.chain import FORGET
from aidtrack.values.personal import MARK

_ROWS = {"entry": (ENTRY_ROW, ERASED), "batch_file": (BATCH_FILE, FILE_TEXTS), "batch": (BATCH, ("salt",))}
# Of which entry or batch a record `a` may be, so that it speaks of the row.
_OF = {
    "entry": "(a.noun = 'entry' AND a.object_id = OLD.id OR a.noun = 'batch' AND a.object_id = OLD.batch_id)",
    "batch_file": "a.noun = 'batch' AND a.object_id = OLD.batch_id",
    "batch": "a.noun = 'batch' AND a.object_id = OLD.id",
}
TABLES = tuple(_ROWS)
Masks = Callable[[str, str], str]  # the SQL condition that the second text is the first with signs of it masked


def forgets(table: str, masks: Masks) -> str:
    """The SQL condition that an UPDATE of the row OLD to NEW does so."""
    columns, texts = _ROWS[table]
    same = [f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in columns if name not in texts]
    masked = [
        f"(NEW.{name} IS NOT DISTINCT FROM OLD.{name} OR {masks(f'OLD.{name}', f'NEW.{name}')})"
        for name in texts
        if name != "salt"
    ]
    said = f"EXISTS (SELECT 1 FROM audit a WHERE a.id = (SELECT max(id) FROM audit) AND a.action = '{FORGET}' AND {_OF[table]})"
    return f"coalesce({' AND '.join([*same, *masked, said])}, false)"


def masks_glob(text: str, masked: str) -> str:
    """On SQLite, where two stars stand for any signs."""
    return f"({masked} LIKE '_{MARK}%' OR {masked} LIKE '%_{MARK}%') AND {text} GLOB replace(replace({masked}, '[', '[[]'), '?', '[?]')"


def masks_like(text: str, masked: str) -> str:
    """On a server."""
    pattern = f"replace(replace(replace({masked}, '!', '!!'), '%', '!%'), '_', '!_')"
    return f"position('{MARK}' in {masked}) > 1 AND {text} LIKE replace({pattern}, '{MARK}', '%') ESCAPE '!'"
