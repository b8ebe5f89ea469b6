"""The key with which an office signs, as its user and the office above may know it."""

from aidtrack.bundle.keys import fingerprint
from aidtrack.phrase import phrase
from aidtrack.store.records.identity import Identity
from aidtrack.values.report import Report, Table, column
from aidtrack.values.text import safe


def key(who: Identity, public: str, file: str) -> Report:
    title = phrase("The key of this office")
    columns = [
        column("office", "单位代码"), column("office_name", "单位名称"), column("fingerprint", "指纹"),
        column("store_id", "账本标识"), column("named", "写在"),
    ]  # fmt: skip
    row = {
        "office": who.office, "office_name": who.office_name, "fingerprint": fingerprint(public), "store_id": who.store_id,
        "named": safe(file),
    }  # fmt: skip
    return Report("key", title, [Table("key", title, columns, [row])])
