"""Offices that another server keeps, on two servers of Debian's: reports run unchanged, sums are made there, and what is down is said."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg
import pytest

from aidtrack.reports.choice import EVERYTHING
from aidtrack.reports.rollup.parts import entries_by_fund
from aidtrack.reports.sums_to_a_day import ENTRIES, Sources, by_cell, by_fund, sources
from aidtrack.store.collection import one_bundle
from aidtrack.store.collection.looking import look
from aidtrack.store.engine.connection import SCHEMA, read
from aidtrack.store.schema.blank import leaves_on_server
from aidtrack.store.schema.parts import KEYS, span_of
from collection.province import Province
from conftest import Store, temporary_folder
from debian import Debian, started
from store.raw import sql

ENVIRONMENT = 4
# Roles that are no superusers, with their passwords.
OWNER, KEEPER, READER = "owner:of-it", "keeper:of-62", "reader:of-all"
REPORTS = ("report rollup --by office", "report rollup --by county,category", "report fund --as-of 2018-02-28", "report dashboard", "village list",
           "spending list", "report rollup --by payee,month", "report rollup --by fund --across year", "report alerts", "household list")  # fmt: skip


@dataclass
class Spread:
    """A collection on one server, and another server that is to keep some of it."""

    province: Province
    near: Debian
    far: Debian

    @property
    def there(self) -> str:
        return f"postgresql://{KEEPER}@localhost:{self.far.port}/far"

    def place(self, prefix: str, code: int = 0) -> str:
        answer = self.province.above("collection", "place", prefix, "--server", self.there, "--show")
        assert answer.code == code, answer
        return answer.out + answer.err

    def answers(self) -> dict[str, str]:
        """What each report answers, but for the seal and when it was asked."""
        return {one: str(self.province.above.json(*one.split())["tables"]) for one in REPORTS}

    def held_there(self) -> int:
        """How many entries, whatever the collection says."""
        with psycopg.connect(self.there) as there:
            schemas = there.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'entry'").fetchall()
            return sum(
                int(count)
                for (schema,) in schemas
                for (count,) in there.execute(f"SELECT count(*) FROM {schema}.entry")
            )


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Debian, Debian]]:
    with ExitStack() as stack:
        who = "host all postgres localhost trust\nhost all all localhost scram-sha-256\n"
        near, far = (started(stack, Path(stack.enter_context(temporary_folder())), who, {}) for _ in range(2))
        for server, role in ((near, OWNER), (near, READER), (far, KEEPER)):
            name, password = role.split(":")
            with psycopg.connect(_admin(server)) as admin:
                admin.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
        yield near, far


@pytest.fixture
def spread(servers: tuple[Debian, Debian], tmp_path: Path) -> Spread:
    near, far = servers
    for server, role, database in ((near, OWNER, "near"), (far, KEEPER, "far")):
        with psycopg.connect(_admin(server), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {database} OWNER {role.split(':')[0]} ENCODING 'UTF8' TEMPLATE template0")
    above = Store(f"postgresql://{OWNER}@localhost:{near.port}/near?schema=gansu", "postgresql")
    return Spread(Province(tmp_path, above), near, far)


def _admin(server: Debian, database: str = "postgres") -> str:
    return f"postgresql://postgres@localhost:{server.port}/{database}"


def test_offices_on_another_server(spread: Spread) -> None:
    province, above = spread.province, spread.province.above
    for code in ("621122", "620623", "440106", "65"):
        province.county(code).ok("household", "add", "H1", "--village", "石桥村")
    assert set(province.results(*(province.month(code, month) for month in (1, 2) for code in province.counties))) == {
        "new"
    }
    before = spread.answers()

    refused = above("collection", "place", "62", "--server", spread.there)
    assert (refused.code, "--print" in refused.err) == (ENVIRONMENT, True), refused
    _allowed(spread)
    said = spread.place("62")
    assert KEEPER.split(":")[1] not in said
    assert spread.held_there() == 2 * 5
    assert spread.answers() == before
    _is_summed_there(above)
    assert "Everything agrees" in (answer := above("check")).out, answer.out
    spread.place("6211", code=1)  # whose place is that of 62
    spread.place("44")
    assert spread.answers() == before

    files = [province.month(code, 3) for code in province.counties]
    assert set(province.results(*files)) == {"new"}
    assert set(province.results(*files)) == {"nothing_new"}
    assert all(province.agrees(code) for code in province.counties)
    province.county("6203")  # that comes later is kept there too
    assert province.results(province.month("6203", 1)) == ["new"]
    assert province.agrees("6203")
    assert spread.held_there() == 3 * 7 + 3
    assert "Everything agrees" in (answer := above("check")).out, answer.out
    _one_that_is_down(spread)


def _is_summed_there(above: Store) -> None:
    """No row of an entry comes over: each statement to the other server has its GROUP BY. Of a handful of rows it makes no difference."""
    row = "'receipt', '2018-01-01', 621122000000001, 1 FROM generate_series(1, 2000) n"
    inside, here = Store(above.target.address, "postgresql"), "SET search_path TO gansu"
    for table, columns, many in (
        ("entry", "id, kind, date, fund_id, amount_fen", f"SELECT 621122000010000 + n, {row}"),
        ("month_sum", "kind, date, fund_id, amount_fen", f"SELECT {row}"),
    ):
        sql(inside, here, f"INSERT INTO {table} ({columns}) {many}", f"ANALYZE {table}_620000")
    with read(above.target) as connection:
        look(connection, [])
        days: tuple[Sources, ...] = tuple(
            sources(connection, EVERYTHING, None, end) for end in ("2018-12-31", "2018-12-30")
        )
        assert [len(of) for of in days] == [1, 2]
        by_place = ((by("WHERE 1 = 1", of), len(of)) for by in (by_cell, by_fund) for of in (ENTRIES, *days))
        for summed, times in (*by_place, (entries_by_fund(["village"], ["payee", "month"], "date <= :end"), 1)):
            rows = connection.rows(f"EXPLAIN (VERBOSE) {summed}", {"start": "2018-01-01", "end": "2018-12-31"})
            sent = [str(line) for (line,) in rows if "Remote SQL" in line]
            assert len(sent) == 3 * times, rows
            assert all("GROUP BY" in one for one in sent), "\n".join(sent)
    sql(
        inside,
        here,
        "DELETE FROM entry WHERE id > 621122000010000",
        "DELETE FROM month_sum WHERE amount_fen = 1",
    )


def _one_that_is_down(spread: Spread) -> None:
    above = spread.province.above
    spread.province.counties["65"].run("project edit 道路 --content 修路 --stage accepted --planned-start 2018-01 --implementer 公司", "category edit 道路 --sector 21020",
                                       "disbursement add 1 --fund 专项资金 --project 道路 --date 2018-03-09")  # fmt: skip
    spread.province.receive(spread.province.handover("65", "published"))
    above.run("db setting publisher_code CN-USCI-81620000000000000X", "db setting publisher_type ngo", "db setting publisher_360giving abc",
              "db setting publisher_oc4ids oc4ids-a1b2c3")  # fmt: skip
    near = [
        row for row in above.json("report", "rollup", "--by", "office")["tables"][0]["rows"] if row["office"] == "65"
    ]
    above.ok("db", "grant", READER.split(":")[0], "--as", "reader")
    spread.far.stop()
    reader = Store(above.db.replace(OWNER, READER), "postgresql")
    for asked, ends in (("db info", 0), ("report fund", 0), ("household list", 0), ("report payee", ENVIRONMENT)):
        answer = reader(*asked.split(), *(["--without-missing"] if asked != "db info" else []))
        assert (answer.code, "--without-missing" in answer.err) == (ends, False), answer
    for words in ("report rollup --by office", "report office", "check"):
        answer = above(*words.split())
        assert (answer.code, str(spread.far.port) in answer.err, "Traceback" in answer.err) == (
            ENVIRONMENT,
            True,
            False,
        ), answer
    answer = above("report", "rollup", "--by", "office", "--without-missing", "--format", "json")
    assert answer.rows("rollup") == near
    for code in ("621122", "620623", "440106", "6203"):
        assert f"{code} {code}县总工会" in answer.out + answer.err, answer
    assert above("report", "fund", "--office", "65", "--without-missing").code == 0
    _some_that_are_down(spread)
    kept_back = _of_the_collection_itself(spread)
    spread.far.start()
    assert spread.province.results(kept_back) == ["new"]
    assert spread.province.agrees("621122")


def _some_that_are_down(spread: Spread) -> None:
    """What is asked for and missing is known by code, name, number and the beginning of a code; what is there is answered, and exported."""
    province, above = spread.province, spread.province.above
    for word, asked, lang in (
        ("621122", "report fund", "zh"), ("621122县总工会", "export fund", "en"), ("62*", "spending list", "zh"), ("62*", "export fiscal -o x", "en"),
    ):  # fmt: skip
        answer = above(*asked.split(), "--office", word, "--without-missing", lang=lang)
        assert (answer.code, "621122 621122县总工会" in answer.err, answer.out) == (ENVIRONMENT, True, ""), answer
        assert "report office --without-missing" in answer.err and str(spread.far.port) in answer.err
    assert above("report", "fund", "--office", "99", "--without-missing").code == 1
    assert above("report", "office", "--without-missing").code == 0
    above.ok("db", "setting", "handover_day", "15")  # its own, which stand here
    alone = above("report", "fund", "--office", "65", "--without-missing", "--format", "json").rows()
    several = above("report", "fund", "--office", "65", "--office", "62*", "--without-missing", "--format", "json")
    assert [row["office"] for row in several.rows()] == ["65"] * len(alone)
    assert "621122" in several.err and "440106" not in several.out + several.err
    assert "65" not in above("report", "fund", "--office", "65", "--without-missing").err
    for number, words in enumerate(
        (
            ["iati", "--partial"],
            ["360giving", "--partial"],
            ["oc4ids", "--partial"],
            ["fiscal"],
            ["village", "fund", "entry"],
        )
    ):
        file = province.folder / f"export{number}{'.xlsx' if 'village' in words else ''}"
        answer = above("export", *words, "-o", str(file), "--without-missing", "--force")
        assert (answer.code, "440106 440106县总工会" in answer.err) == (0, True), (words, answer)


def _of_the_collection_itself(spread: Spread) -> Path:
    """What it has of its own is answered, saying what lacks, and the other offices are received; what the server keeps is not: returns such a file."""
    province, above = spread.province, spread.province.above
    near, far = (province.month(code, 4) for code in ("65", "621122"))
    new = province.county("66") and province.handover("66", "66")
    answer = above("receive", *map(str, (far, near)))
    assert (answer.code, "65" in answer.out, far.name in answer.err) == (ENVIRONMENT, True, True), answer
    assert province.agrees("65") and province.results(near) == ["nothing_new"]
    for words, code, said in (
        ("db info", 0, "440106 440106县总工会"), ("collection former", 0, "440106 440106县总工会"), ("collection former 621122000000001", ENVIRONMENT, "621122 621122县总工会"),
        ("collection former 9", 1, "9"), ("collection confirm 65", 0, "65"), ("collection confirm 62", 1, "62"), ("collection confirm 6203县总工会", ENVIRONMENT, "6203 6203县总工会"),
        ("collection place 6211 --server " + spread.there, 1, "62*"), (f"receive {new}", ENVIRONMENT, str(spread.far.port)), ("document attach 1 x", 1, "receive"),
    ):  # fmt: skip
        for lang in ("zh", "en"):
            answer = above(*words.split(), lang=lang)
            assert (answer.code, said in answer.out + answer.err) == (code, True), (words, answer)
    del province.counties["66"]
    return far


def _allowed(spread: Spread) -> None:
    with psycopg.connect(_admin(spread.near, "near"), autocommit=True) as admin:
        for row in spread.province.above.json("collection", "place", "62", "--server", spread.there, "--print")[
            "tables"
        ][0]["rows"]:
            admin.execute(row["statement"])


def test_a_receipt_of_offices_on_two_servers_that_break(spread: Spread, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each office is taken whole or not at all, whichever server breaks at whatever moment; given again, all are."""
    province, above = spread.province, spread.province.above
    for code in ("65", "621122"):
        province.county(code).ok("household", "add", "H1", "--village", "石桥村")
        province.receive(province.month(code, 1))
    _allowed(spread)
    spread.place("62")
    keep = one_bundle._keep  # the last of a receipt before its commit

    def breaking(*words: object, **named: object) -> None:
        keep(*words, **named)  # type: ignore[arg-type]
        if _head_of(words[2]) == "621122":
            spread.far.stop()

    files = [province.month(code, 2) for code in province.counties]
    with monkeypatch.context() as patch:
        patch.setattr(one_bundle, "_keep", breaking)
        answer = above("receive", *map(str, files))
    assert (answer.code, "65" in answer.err, "621122" in answer.err, "Traceback" in answer.err) == (
        ENVIRONMENT,
        True,
        True,
        False,
    ), answer
    spread.far.start()
    assert (province.agrees("65"), province.agrees("621122")) == (True, False)
    assert province.results(*files) == ["nothing_new", "new"]
    _all_agree(spread)

    # The server of the collection breaks after the other one has committed: nothing that stands here itself is there.
    province.counties["621122"].ok("village", "add", "Qiao Nan", "--township", "Xin Xiang")
    before = _own(spread)
    again = province.month("621122", 3)
    assert province.results(again) == ["new"]
    _own(spread, before)
    assert province.agrees("621122")
    assert "Everything agrees" not in above("check").out
    assert province.results(again) == ["nothing_new"]
    _all_agree(spread)
    assert province.results(province.month("621122", 4)) == ["new"]
    _all_agree(spread)

    assert f"schema {SCHEMA}" in above("db", "info").out
    with monkeypatch.context() as patch:  # a program whose schema is a later one
        patch.setattr("aidtrack.store.proof.upgrade.SCHEMA", SCHEMA + 1)
        answer = above("db", "upgrade")
        assert (answer.code, "place 62 --here" in answer.err, str(spread.far.port) in answer.err) == (1, True, True), (
            answer
        )
    with monkeypatch.context() as patch:
        patch.setattr("aidtrack.store.proof.collection.SCHEMA", SCHEMA + 1)
        assert (answer := above("check", "--quick")).code == 5 and str(spread.far.port) in answer.out, answer

    answers = spread.answers()
    assert above("collection", "place", "44", "--here").code == 1
    assert above("collection", "place", "62").code == 2
    answer = above("collection", "place", "62", "--here")
    assert (answer.code, spread.held_there()) == (0, 0), answer
    assert spread.answers() == answers
    _all_agree(spread)
    spread.place("62")  # to the same server
    spread.far.stop()
    answer = above("collection", "place", "62", "--here")
    assert (answer.code, "Traceback" in answer.err) == (ENVIRONMENT, False), answer
    spread.far.start()
    _all_agree(spread)


def _head_of(bundle: object) -> str:
    return str(bundle.manifest.office)  # type: ignore[attr-defined]


def _all_agree(spread: Spread) -> None:
    assert all(spread.province.agrees(code) for code in spread.province.counties)
    assert "Everything agrees" in (answer := spread.province.above("check")).out, answer.out


_OWN = ("bundle", "audit", "spelling")  # what a receipt writes beside the rows of its office


def _own(spread: Spread, before: dict[str, int] | None = None) -> dict[str, int]:
    """The last id of what stands with the collection itself; what came after those `before` goes."""
    found = {}
    with psycopg.connect(_admin(spread.near, "near")) as admin:
        admin.execute("SET session_replication_role = replica")
        for table in _OWN:
            [found[table]] = admin.execute(f"SELECT coalesce(max(id), 0) FROM gansu.{table}").fetchall()[0]
            if before is not None:
                assert admin.execute(f"DELETE FROM gansu.{table} WHERE id > {before[table]}").rowcount, table
    return found


def test_what_goes_wrong_on_the_way(spread: Spread, monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrives otherwise than it was sent is not kept, and all is as it was."""
    province, above = spread.province, spread.province.above
    province.county("621122")
    province.receive(province.month("621122", 1))
    _allowed(spread)
    wrong = "CREATE TRIGGER wrong BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION public.wrong()"
    with psycopg.connect(_admin(spread.far, "far"), autocommit=True) as admin:
        admin.execute(
            "CREATE FUNCTION public.wrong() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.amount_fen := NEW.amount_fen + 1; RETURN NEW; END'"
        )
        admin.execute("GRANT USAGE ON SCHEMA public TO keeper")
    leaves = leaves_on_server()
    with monkeypatch.context() as patch:
        patch.setattr("aidtrack.store.collection.placing.leaves_on_server", lambda: [*leaves, wrong])
        assert "entry" in spread.place("62", code=ENVIRONMENT)
    assert province.agrees("621122")
    assert "Everything agrees" in (answer := above("check")).out, answer.out
    spread.place("62")  # what the attempt left is no hindrance
    assert province.agrees("621122")
    with read(above.target) as connection:
        for table, key in KEYS.items():
            left = f"SELECT count(*) FROM {table}_rest WHERE {key} >= {62 * span_of(table)}"
            assert connection.value(left) == 0, table


STRIKES = int(os.environ.get("AIDTRACK_PLACE_KILLS", "0"))  # by hand: a second each


@pytest.mark.skipif(not STRIKES, reason="by hand: AIDTRACK_PLACE_KILLS=100")
def test_killed_at_any_moment(spread: Spread) -> None:
    """The command while offices go and come back, and the collection's server while it receives: all is as before, or done."""
    province, above, chance = spread.province, spread.province.above, Random(1)
    for code in ("65", "621122"):
        province.county(code)
        province.receive(province.month(code, 1))
    _allowed(spread)
    answers = spread.answers()
    moves = (("--server", spread.there), ("--here",))
    for strike in range(STRIKES):
        is_there = _is_spread(above)
        words = (
            "collection",
            "place",
            "62",
            *(moves[1] if is_there else (*moves[0][:1], f"{spread.there}?schema=s{strike}")),
        )
        process = subprocess.Popen([sys.executable, "-m", "aidtrack", "--db", above.db, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(chance.uniform(0.2, 1.2))
        process.kill()
        process.wait()
        assert spread.answers() == answers, strike
        _all_agree(spread)
    if not _is_spread(above):
        assert above("collection", "place", "62", "--server", f"{spread.there}?schema=last").code == 0
    for strike in range(STRIKES):
        province.counties["621122"].ok("village", "add", f"Cun {strike}")
        file = province.handover("621122", f"strike{strike}")
        process = subprocess.Popen([sys.executable, "-m", "aidtrack", "--db", above.db, "receive", str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(chance.uniform(0.3, 1.0))
        spread.near.stop()
        process.wait()
        spread.near.start()
        assert province.results(file)[0] in ("new", "nothing_new"), strike
        _all_agree(spread)


def _is_spread(above: Store) -> bool:
    """Whether some offices are kept elsewhere."""
    with read(above.target) as connection:
        return bool(connection.value("SELECT count(*) FROM office_place"))
