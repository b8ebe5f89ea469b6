"""What every report and list of a large store holds at its peak, each written once to a pipe as csv: by hand, --only memory."""

from collections.abc import Iterator, Sequence

from lines import spelled
from measure import Command, run
from stores import AIDTRACK, Stores

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.reports.registry import REPORTS

VILLAGE = "牙河村"  # the store has no indicators, whose report is left out


def measured(stores: Stores, sizes: Sequence[int]) -> Iterator[str]:
    store = stores.store(sizes[-1])
    asked = [one for one in REPORTS.values() if not one.required or one.noun == "village"]
    words = [("report", one.word, *([VILLAGE] if one.required else [])) for one in asked]
    words += [(name, "list") for name in (*NOUNS, *KINDS)]
    words += [("check",), ("log",), ("batch", "list"), ("export", "-o", str(stores.folder / "export.xlsx"), "--force")]
    for line in words:
        form = () if line[0] == "export" else ("--format", "csv")
        one = run(Command([AIDTRACK, "--db", store, *line, *form]))
        said = " ".join(word for word in line if not word.startswith(("/", "-")))
        yield f"{said + ', ' + format(sizes[-1], ','):72} {spelled(one.processor):>9} {one.peak:8.0f} MiB"
