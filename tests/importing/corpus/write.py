"""Write the corpus out to look at: `python tests/importing/corpus/write.py FOLDER`.

Each case gets a folder of its own with its files and `verdict.json`: the command line, and what must come of it. Beside them
`known/` holds the sheets that must be imported before, batch by batch.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from importing.corpus.all import CASES
from importing.corpus.known import BATCHES


def write(folder: Path) -> None:
    for number, batch in enumerate(BATCHES, 1):
        inside = folder / "known" / str(number)
        inside.mkdir(parents=True, exist_ok=True)
        for name, text in batch.items():
            (inside / name).write_text(text, encoding="utf-8")
    for case in CASES:
        inside = folder / "cases" / case.name
        inside.mkdir(parents=True, exist_ok=True)
        for name in case.files:
            if (content := case.content(name)) is not None:
                (inside / name).write_bytes(content)
        verdict = json.dumps(case.verdict(), ensure_ascii=False, indent=1)
        (inside / "verdict.json").write_text(verdict + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(Path(sys.argv[1]))
    print(f"{len(CASES)} cases")
