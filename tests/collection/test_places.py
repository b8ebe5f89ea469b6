"""Offices that another server keeps, on two servers of Debian's: reports run unchanged, sums are made there, and what is down is said."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from aidtrack.reports.rollup.parts import entries_by_fund
from aidtrack.reports.sums_to_a_day import by_cell, by_fund
from aidtrack.store.collection.looking import look
from aidtrack.store.engine.connection import read
from aidtrack.store.schema.blank import leaves_on_server
from aidtrack.store.schema.parts import KEYS, span_of
from collection.province import Province
from conftest import Store, temporary_folder
from debian import Debian, started
from store.raw import sql

ENVIRONMENT = 4
OWNER, KEEPER = "owner:of-it", "keeper:of-62"  # roles that are no superusers, with their passwords
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
        for server, role in ((near, OWNER), (far, KEEPER)):
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
    with psycopg.connect(_admin(spread.near, "near"), autocommit=True) as admin:
        for row in above.json("collection", "place", "62", "--server", spread.there, "--print")["tables"][0]["rows"]:
            admin.execute(row["statement"])
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
    many = "SELECT 621122000010000 + n, 'receipt', '2018-01-02', 621122000000001, 1 FROM generate_series(1, 2000) n"
    inside, here = Store(above.target.address, "postgresql"), "SET search_path TO gansu"
    sql(inside, here, f"INSERT INTO entry (id, kind, date, fund_id, amount_fen) {many}", "ANALYZE entry_620000")
    with read(above.target) as connection:
        look(connection, [])
        for summed in (by_cell(), by_fund(), entries_by_fund(["village"], ["payee", "month"], "date <= :end")):
            rows = connection.rows(f"EXPLAIN (VERBOSE) {summed}", {"start": "2018-01-01", "end": "2018-12-31"})
            sent = [str(line) for (line,) in rows if "Remote SQL" in line]
            assert len(sent) == 3, rows
            assert all("GROUP BY" in one for one in sent), "\n".join(sent)
    sql(inside, here, "DELETE FROM entry WHERE id > 621122000010000")


def _one_that_is_down(spread: Spread) -> None:
    above = spread.province.above
    near = [
        row for row in above.json("report", "rollup", "--by", "office")["tables"][0]["rows"] if row["office"] == "65"
    ]
    spread.far.stop()
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
    assert above("report", "fund", "--office", "621122", "--without-missing").code == 1
    spread.far.start()
    assert spread.province.agrees("621122")


def test_what_goes_wrong_on_the_way(spread: Spread, monkeypatch: pytest.MonkeyPatch) -> None:
    """What arrives otherwise than it was sent is not kept, and all is as it was."""
    province, above = spread.province, spread.province.above
    province.county("621122")
    province.receive(province.month("621122", 1))
    with psycopg.connect(_admin(spread.near, "near"), autocommit=True) as admin:
        for row in above.json("collection", "place", "62", "--server", spread.there, "--print")["tables"][0]["rows"]:
            admin.execute(row["statement"])
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
