"""What a report says as of a day, no entry of a later day changes: every report that there is, on both engines."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidtrack.ledger.kind import KINDS
from aidtrack.locale import use
from aidtrack.render import json
from aidtrack.reports.period import Period, period
from aidtrack.reports.registry import REPORTS
from aidtrack.reports.registry.declared import Question
from aidtrack.store.engine.connection import read
from conftest import ENGINES, Server, Store, examples
from databases import Databases
from reports.everything import everything

TODAY = date(2019, 12, 31)
FIRST = date(2016, 1, 1)
# What a report that takes a NAME is asked for, by noun.
NAMES = {"village": "牙河村", "fund": "自筹资金", "project": "大棚", "indicator": "批次"}
FUNDS, PROJECTS = ("自筹资金", "专项资金", "子资金", "小额借款"), ("大棚", "道路", "水窖", "巡讲")
# Both engines run the same SQL, but for a few words: a server, which is slower, is asked less often.
EXAMPLES = {"sqlite": examples(6), "postgresql": examples(3)}


@dataclass(frozen=True)
class Step:
    """Something that is recorded `later` days after the day as of which the reports are asked; `pick` chooses among what there is."""

    day: int
    later: int
    act: str
    pick: int
    yuan: int

    @property
    def as_of(self) -> str:
        return (FIRST + timedelta(self.day)).isoformat()

    @property
    def date(self) -> str:
        return (FIRST + timedelta(self.day + self.later)).isoformat()


_DAYS, _LATER, _PICK, _YUAN = st.integers(0, 1200), st.integers(1, 260), st.integers(0, 10**6), st.integers(1, 3000)
_ADDS = st.builds(Step, _DAYS, _LATER, st.sampled_from(tuple(KINDS)), _PICK, _YUAN)
_REVERSE, _UNDO = (st.builds(Step, _DAYS, _LATER, st.just(act), _PICK, _YUAN) for act in ("reverse", "undo"))
# The books end in April 2018.
_CARRY = st.builds(Step, st.integers(860, 1450), st.just(1), st.just("carry"), _PICK, _YUAN)
# An addition or two, a carrying and what is taken back before or after it.
STEPS = st.tuples(_ADDS, _REVERSE, _CARRY, _REVERSE, _UNDO) | st.tuples(_ADDS, _ADDS, _CARRY, _REVERSE, _REVERSE, _UNDO)


def when(step: Step) -> Period:
    """A period that ends on the day: without a beginning, or from the first of its year or of its month on."""
    periods = (
        period(as_of=step.as_of, today=TODAY),
        period(year=step.as_of[:4], as_of=step.as_of, today=TODAY),
        period(from_=step.as_of[:7], to=step.as_of, today=TODAY),
    )
    return periods[(step.day + step.yuan) % len(periods)]


def answers(store: Store, step: Step) -> dict[tuple[str, ...], str]:
    """The JSON of every report that can be asked, in all that it can be asked for."""
    use("en")
    time = when(step)
    found: dict[tuple[str, ...], str] = {}
    with read(store.target) as connection:
        for declared in REPORTS.values():
            if declared.word == "office":  # how far a log goes is no position of a day
                continue
            names: list[str | None] = [] if declared.required else [None]
            names += [NAMES[declared.noun]] if declared.noun else []
            for name in names:
                for by in declared.by or ("",):
                    said = declared.answer(Question(connection, time, name, (by,), ["aidtrack"], None))
                    found[declared.word, name or "", by, time.start or "", time.end or ""] = "".join(
                        json.render(said, None)
                    )
    return found


def record(store: Store, step: Step, folder: Path) -> bool:
    """Do what the step says, dated later than its day; whether the store took it."""
    if step.act == "reverse":
        return _reverse(store, step)
    if step.act == "undo":
        return _undo(store, step, folder)
    if step.act == "carry":
        return _carry(store, step)
    return _add(store, step)


def took(store: Store, *command: str) -> bool:
    """Whether the store took it; a rule may refuse it, and nothing else."""
    answer = store(*command)
    assert answer.code in (0, 1), (command, answer)
    return answer.code == 0


def _add(store: Store, step: Step) -> bool:
    kind = KINDS[step.act]
    words = [
        kind.name,
        "add",
        str(step.yuan),
        "--date",
        step.date,
        "--over",
        "补记",
        "--reason",
        "记",
        "--allow-duplicates",
    ]
    if kind.loan >= 0:
        words += ["--fund", "小额借款" if kind.loan else FUNDS[step.pick % len(FUNDS)]]
    if kind.per_cell:
        words += [
            "--project",
            PROJECTS[step.pick // 7 % len(PROJECTS)],
            "--village",
            ("牙河村", "咀儿村")[step.pick % 2],
        ]
    if kind.loan > 0:
        words += ["--household", ("牙河村/H1", "牙河村/H2")[step.pick % 2], "--term", "3", "--purpose", "养羊"]
    if kind.loan < 0:
        words += ["--loan", ("J-1", "J-2", "J-3")[step.pick % 3]]
    return took(store, *words)


def _reverse(store: Store, step: Step) -> bool:
    with read(store.target) as connection:
        known = connection.rows("SELECT kind, id FROM entry WHERE date <= :day ORDER BY id", {"day": step.date})
    if not known:
        return False
    kind, id = known[step.pick % len(known)]
    part = ("--amount", str(step.yuan)) if step.pick % 2 else ()
    return took(store, kind, "reverse", str(id), *part, "--reason", "误记", "--date", step.date, "--over", "补记")


def _undo(store: Store, step: Step, folder: Path) -> bool:
    """A sheet is imported and taken back again: of both nothing may be seen before."""
    path = folder / "later.csv"
    path.write_text(
        f"类型,日期,资金,项目,村,金额（元）,原因,超支原因\n到账,{step.date},{FUNDS[step.pick % 3]},,,{step.yuan},,\n"
        f"支出,{step.date},{FUNDS[step.pick % 3]},大棚,牙河村,{step.yuan},,补记\n",
        "utf-8",
    )
    if not took(store, "import", str(path), "--allow-duplicates"):
        return False
    with read(store.target) as connection:
        batch = connection.value("SELECT max(id) FROM batch")
    return step.pick % 2 == 0 or took(store, "batch", "undo", str(batch), "--yes")


def _carry(store: Store, step: Step) -> bool:
    """What a fund leaves goes on into the first year that begins after the day."""
    year = str(int(step.as_of[:4]) + 1)
    with read(store.target) as connection:
        known = connection.rows(
            "SELECT f.name FROM fund f JOIN fund_balance b ON b.fund_id = f.id WHERE f.form IS NULL ORDER BY f.id"
        )
    return took(store, "fund", "carry", known[step.pick % len(known)][0], "--to", year)


@contextmanager
def copies(engine: str, request: pytest.FixtureRequest, base: Store, folder: Path) -> Iterator[Callable[[], Store]]:
    """A function that gives the base anew, each time in place of the last."""
    if engine == "sqlite":
        path = folder / "copy.db"
        yield lambda: Store(str(shutil.copyfile(base.db, path)), engine)
        return
    server: Server = request.getfixturevalue("server")
    databases: Databases = request.getfixturevalue("databases")
    name = base.db.split("?")[0].rsplit("/", 1)[1]
    made: list[str] = []

    def copy() -> Store:
        while made:
            databases.leave(made.pop())
        made.append(databases.make(name))
        return Store(server.get_uri(database=made[0]), engine)

    yield copy
    while made:
        databases.leave(made.pop())


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_later_changes_a_report(
    engine: str, request: pytest.FixtureRequest, new_store: Callable[[str], Store], tmp_path: Path
) -> None:
    base = everything(new_store(engine), tmp_path)
    taken: dict[str, int] = {}
    with copies(engine, request, base, tmp_path) as copy:

        @settings(
            max_examples=EXAMPLES[engine], deadline=None, print_blob=True, suppress_health_check=list(HealthCheck)
        )
        @given(STEPS)
        def nothing_later(steps: tuple[Step, ...]) -> None:
            store = copy()
            for step in steps:
                before = answers(store, step)
                if record(store, step, tmp_path):
                    taken[step.act] = taken.get(step.act, 0) + 1
                    changed = {asked: said for asked, said in answers(store, step).items() if said != before[asked]}
                    assert not changed, _first(before, changed, step)

        nothing_later()
    assert {"reverse", "undo", "carry"} <= taken.keys() and sum(taken.values()) >= EXAMPLES[engine]


def _first(before: dict[Any, str], after: dict[Any, str], step: Step) -> str:
    """The first report that changed, and its lines that did."""
    asked = next(iter(after))
    old, new = before[asked].splitlines(), after[asked].splitlines()
    gone, came = [line for line in old if line not in new], [line for line in new if line not in old]
    return f"{step}: {asked} said {gone[:5]}, now {came[:5]}; in all {sorted({key[0] for key in after})}"
