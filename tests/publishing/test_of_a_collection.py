"""What a collection publishes of an office is what the office publishes itself, under the same identifiers."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from aidtrack.reports.publishing.lake import parts
from aidtrack.store.collection.looking import look
from aidtrack.store.engine.connection import read
from conftest import Store
from publishing.test_iati import ORG, illustration

NAMED = (f"db setting publisher_code {ORG}", "db setting office_name 示例省总工会", "db setting publisher_type ngo",
         "db setting publisher_360giving abc", "db setting publisher_oc4ids oc4ids-a1b2c3")  # fmt: skip
VALUES = {
    "publisher_code": ORG, "office_name": "示例总工会", "publisher_type": "ngo", "publisher_360giving": "abc", "publisher_oc4ids": "oc4ids-a1b2c3",
    "content": "修路", "stage": "accepted", "planned_start": "2018-01", "category": "道路", "sector": "21020", "implementer": "示例公司",
}  # fmt: skip
SECONDARY = ' secondary-reporter="1"'
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00|urn:uuid:[0-9a-f-]+")


def published(store: Store, folder: Path, file: str, standard: str, *options: str) -> str:
    """A file of a standard, its times left out."""
    place = folder / file
    store.ok("export", standard, "-o", str(place), *options)
    written = place / "entries.csv" if place.is_dir() else place
    return TIMES.sub("", written.read_text("utf-8"))


@pytest.mark.parametrize("code", ["621122", "陇西"])  # of which the one is a number too
def test_above_as_at_home(tmp_path: Path, code: str) -> None:
    home, above = (Store(str(tmp_path / f"{name}.db"), "sqlite") for name in ("home", "above"))
    home.ok("init", "--office", code, "--name", "示例省总工会")
    illustration(home)
    home.run("document add 协议 --project 牙河村危房改造 --kind agreement --date 2017-02 --url https://example.org/x.pdf",
             "step add change --project 牙河村危房改造 --date 2017-05-02 --before 甲 --after 乙", *NAMED)  # fmt: skip
    above.ok("init", "--collection", "--name", "示例省总工会")
    above.ok("receive", str(_handed(home, tmp_path)))
    above.run(*NAMED)  # it may publish all of it itself
    for standard in ("iati", "360giving", "oc4ids", "fiscal"):
        options = [] if standard == "fiscal" else ["--partial"]
        own = published(home, tmp_path, f"home-{standard}", standard, *options)
        assert published(above, tmp_path, f"office-{standard}", standard, *options, "--office", code) == own, standard
        itself = published(above, tmp_path, f"above-{standard}", standard, *options)
        # As of who reports what others do, which IATI alone has a word for.
        assert itself.count(SECONDARY) == (itself.count("<reporting-org") if standard == "iati" else 0)
        assert (itself.replace(SECONDARY, "") == own) == (code == "621122"), standard
        number = code if code == "621122" else "900001"
        assert re.search(f"{number}-P1|{number}-F1P1", itself)


def _handed(home: Store, folder: Path) -> Path:
    file = folder / f"{Path(home.db).stem}.aidb"
    home.ok("handover", "-o", str(file), "--force")
    return file


def test_each_office_has_sectors_of_its_own(tmp_path: Path) -> None:
    above = Store(str(tmp_path / "above.db"), "sqlite")
    above.ok("init", "--collection", "--name", "示例省总工会")
    for code, sector in (("621122", "21020"), ("620623", "14031")):
        home = Store(str(tmp_path / f"{code}.db"), "sqlite")
        home.ok("init", "--office", code)
        home.run("fund add F", "project add 路 --category 道路 --content 修路 --stage accepted --planned-start 2018-01", f"category edit 道路 --sector {sector}",
                 "receipt add 9 --fund F --date 2018-01-01", "spending add 1 --fund F --project 路 --date 2018-01-02 --over 已付")  # fmt: skip
        above.ok("receive", str(_handed(home, tmp_path)))
    for chosen, told in ((["620623"], {"620623"}), (["62*"], {"620623", "621122"}), ([], {"620623", "621122"})):
        with read(above.target) as connection:
            look(connection, chosen)
            assert {part.office for part in parts(connection)} == told  # what a lake is written of
    above.run(*NAMED)
    said = published(above, tmp_path, "both", "fiscal")
    assert sorted((line[:6], sector) for line in said.splitlines() for sector in ("21020", "14031") if sector in line) == [
        ("620623", "14031"), ("621122", "21020"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_lacks_is_told_to_who_records_it(tmp_path: Path, lang: str) -> None:
    """Each command that is printed leads on: the office's at the office, which hands over again; the collection's in the collection."""
    above, homes = Store(str(tmp_path / "above.db"), "sqlite"), dict[str, Store]()
    above.ok("init", "--collection")
    for code in ("621122", "620623"):
        home = homes[code] = Store(str(tmp_path / f"{code}.db"), "sqlite")
        home.ok("init", "--office", code)
        home.run("fund add F", "village add V", "project add 路 --village V", "receipt add 9 --fund F --date 2018-01-01",
                 "allocation add 5 --fund F --project 路 --date 2018-01-02",
                 "disbursement add 1 --fund F --project 路 --date 2018-01-02")  # fmt: skip
        above.ok("receive", str(_handed(home, tmp_path)))
    for standard in ("iati", "360giving", "oc4ids"):
        file = str(tmp_path / standard)
        for chosen in (["--office", "620623"], []):
            for _ in range(4):
                rows = above.ok("report", "publish", standard, *chosen, "--format", "json", lang=lang).rows()
                answers = [above("export", standard, "-o", file, "--force", *chosen, lang=lang), above(*chosen, "export", standard, "-o", file, "--force", lang=lang)]  # fmt: skip
                assert {answer.code for answer in answers} == {int(bool(rows))}
                if not rows:
                    break
                told = answers[0].err
                assert answers[1].err == told and ("handover -o" in told) == any(
                    "--db" not in row["command"] for row in rows
                )
                for row in rows:
                    _fill(row, above, homes, str(row.get("office") or (chosen or [""])[-1]))
                for home in homes.values():
                    above.ok("receive", str(_handed(home, tmp_path)))
            assert not rows
            above.ok("export", standard, "-o", file, "--force", *chosen)


def _fill(row: dict[str, Any], above: Store, homes: dict[str, Store], office: str) -> None:
    """As whoever reads it would: a command that names a store is of that, every other one the office's."""
    words = shlex.split(str(row["command"]))[1:-1]
    value = VALUES[str(row["field"] if row["noun"] != "setting" else row["name"])]
    store = homes.get(office, above)
    if "--db" in words:
        assert words[:2] == ["--db", above.db] and "--office" not in words
        store, words = above, words[2:]
    store.ok(*words, value)
