"""Record again what LibreOffice shows: `PYTHONPATH=tests python -m importing.number_formats.render`.

It runs by hand, with `soffice` on the path, when a format is added: no test needs LibreOffice. It shows every number of formats.py
as an office in China sees it and writes shown.json beside this file, and the workbook as LibreOffice saves it: formats.ods and
formats.xls. Three spellings are Chinese editions' own and are told to LibreOffice in others' words: `!` for `\\`, G/通用格式 for
General, 红色 for Red. Its text carries no colour; [Red] in the format says where there is one.
"""

import csv
import json
import subprocess
import tempfile
from pathlib import Path

from importing.number_formats.formats import FORMATS, HELD, book

_HERE = Path(__file__).parent
_LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item></oor:items>
"""
_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"


def _known(code: int | str) -> int | str:
    if isinstance(code, int):
        return code
    return code.replace("!", "\\").replace("G/通用格式", "General").replace("[红色]", "[Red]")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "profile/user").mkdir(parents=True)
        (here / "profile/user/registrymodifications.xcu").write_text(_LOCALE, encoding="utf-8")
        (here / "formats.xlsx").write_bytes(
            book({"shown": [[(_known(code), held) for held in HELD] for code in FORMATS]})
        )
        words = ["soffice", f"-env:UserInstallation={(here / 'profile').as_uri()}", "--headless"]
        subprocess.run([*words, "--convert-to", _AS_SHOWN, "formats.xlsx"], cwd=here, check=True)
        for kind in ("ods", "xls"):
            subprocess.run([*words, "--convert-to", kind, "--outdir", str(_HERE), "formats.xlsx"], cwd=here, check=True)
        version = subprocess.run([*words, "--version"], check=True, capture_output=True, text=True).stdout.strip()
        with (here / "formats.csv").open(encoding="utf-8", newline="") as lines:
            shown = list(csv.reader(lines))
    formats = [[code, *texts] for code, texts in zip(FORMATS, shown, strict=True)]
    listed = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in formats)
    text = f'{{"by": {json.dumps(version)},\n "held": {HELD},\n "shown": [\n  {listed}\n]}}\n'
    (_HERE / "shown.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
