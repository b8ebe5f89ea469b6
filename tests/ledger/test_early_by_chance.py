"""What is carried into a fund, recorded there, taken back and given life back at random: whatever the guards let pass `check` finds right."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.store.engine.driver_errors import rule_broken
from aidtrack.store.engine.transaction import Writer, write
from aidtrack.store.proof.books import wrong
from conftest import Store, examples

NOW = datetime(2020, 6, 30, 12, tzinfo=UTC)
DAYS = st.sampled_from(("2017-05-01", "2018-01-01", "2018-05-01", "2019-01-01"))
OVER = st.sampled_from((None, None, "迟"))
STEPS = st.one_of(
    st.tuples(st.just("carry"), DAYS, st.none(), st.just(0)),
    st.tuples(st.just("add"), DAYS, OVER, st.just(0)),
    st.tuples(st.just("reverse"), DAYS, OVER, st.integers(0, 9)),
)


def test_what_the_guards_let_pass_is_right(store: Store) -> None:
    store.ok("fund", "add", "旧")
    store.ok("fund", "add", "新")
    store.ok("receipt", "add", "100", "--fund", "旧", "--date", "2017-01-01")

    @settings(max_examples=examples(200))
    @given(steps=st.lists(STEPS, min_size=3, max_size=10))
    def right(steps: list[tuple[str, str, str | None, int]]) -> None:
        try:
            with write(store.target, actor="会计", now=NOW) as writer:
                for step in steps:
                    take(writer, *step)
                assert [one for one in wrong(writer) if one.level == "rule"] == []
                raise Refused("")  # nothing is kept
        except Refused:
            return

    right()


def take(writer: Writer, what: str, day: str, over: str | None, at: int) -> None:
    """A step, unless a rule refuses it."""
    same = {"kind": "receipt", "date": day, "over": over, "reason": "试"}
    made = writer.rows("SELECT id, amount_fen FROM entry WHERE fund_id = 2 ORDER BY id")
    try:
        with writer.attempt():
            if what == "carry":
                put(writer, {**same, "fund_id": 1, "amount_fen": -10, "carries_id": None, "reverses_id": None})
                left = writer.value("SELECT max(id) FROM entry")
                put(writer, {**same, "fund_id": 2, "amount_fen": 10, "carries_id": left, "reverses_id": None})
            elif what == "add":
                put(writer, {**same, "fund_id": 2, "amount_fen": 10, "carries_id": None, "reverses_id": None})
            elif made:
                of, fen = made[at % len(made)]
                put(writer, {**same, "fund_id": 2, "amount_fen": -fen, "carries_id": None, "reverses_id": of})
    except Exception as error:
        if rule_broken(error) is None:
            raise


def put(writer: Writer, row: dict[str, object]) -> None:
    names = ", ".join(row)
    writer.execute(f"INSERT INTO entry ({names}) VALUES ({', '.join(f':{name}' for name in row)})", row)
