"""What a collection publishes of an office is what the office publishes itself, under the same identifiers."""

import re
from pathlib import Path

from conftest import Store
from publishing.test_iati import ORG, illustration

NAMED = (f"db setting publisher_code {ORG}", "db setting office_name 示例省总工会", "db setting publisher_type ngo",
         "db setting publisher_360giving abc", "db setting publisher_oc4ids oc4ids-a1b2c3")  # fmt: skip
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00|urn:uuid:[0-9a-f-]+")


def published(store: Store, folder: Path, file: str, standard: str, *options: str) -> str:
    """A file of a standard, its times left out."""
    place = folder / file
    store.ok("export", standard, "-o", str(place), *options)
    written = place / "entries.csv" if place.is_dir() else place
    return TIMES.sub("", written.read_text("utf-8"))


def test_above_as_at_home(tmp_path: Path) -> None:
    home, above = (Store(str(tmp_path / f"{name}.db"), "sqlite") for name in ("home", "above"))
    home.ok("init", "--office", "621122", "--name", "陇西县总工会")
    illustration(home)
    home.run("document add 协议 --project 牙河村危房改造 --kind agreement --date 2017-02 --url https://example.org/x.pdf",
             "step add change --project 牙河村危房改造 --date 2017-05-02 --before 甲 --after 乙")  # fmt: skip
    home.ok("handover", "-o", str(tmp_path / "b.aidb"))
    above.ok("init", "--collection", "--name", "示例省总工会")
    above.ok("receive", str(tmp_path / "b.aidb"))
    for store in (home, above):
        store.run(*NAMED)
    for standard in ("iati", "360giving", "oc4ids", "fiscal"):
        options = [] if standard == "fiscal" else ["--partial"]
        home_file, above_file = (
            published(store, tmp_path, f"{standard}-{store.db[-7:-3]}", standard, *options) for store in (home, above)
        )
        assert home_file == above_file, standard
        assert re.search("621122-P1|621122-F1P1", home_file)
