"""A run of lines comes to what the same lines come to each by itself, and ends at the first of them that is refused."""

import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.test_batch_run import filled, objects, ran
from conftest import Store, examples
from store.raw import sql

_OTHER = "技能培训"
_AMOUNTS = st.sampled_from((1, 40, 400, 600))
_PLACES = st.sampled_from(("道路硬化", _OTHER))
_REFS = st.integers(0, 5)
_ADDED = {
    "receipt": "receipt add {fen} --fund 资金",
    "allocation": "allocation add {fen} --fund 资金 --project {place}",
    "spending": "spending add {fen} --project {place}",  # of the project's only fund
    "excused": "spending add {fen} --fund 资金 --project {place} --over 灾情",
    "returned": "spending add -{fen} --fund 资金 --project {place} --reason 退回",
}
_DATED = st.sampled_from((
    " --date 2017-03-01 --allow-duplicates",
    *(f" --date 2017-03-01 --payee {payee}{voucher}" for payee in "甲乙" for voucher in ("", " --voucher 一", " --voucher 二")),
))  # fmt: skip
LINES = st.one_of(
    st.builds(lambda text, fen, place, dated: text.format(fen=fen, place=place) + dated, st.sampled_from([*_ADDED.values()]), _AMOUNTS, _PLACES, _DATED),
    st.builds(lambda fen, ref, dated: f"spending add {fen} --fund 资金 --project 道路硬化 --ref R{ref}{dated}", _AMOUNTS, _REFS, _DATED),
    st.builds(lambda ref: f"spending reverse R{ref} --reason 退回", _REFS),
    st.builds(lambda fen, ref, more: f"spending correct R{ref} --amount {fen} --reason 写错{more}", _AMOUNTS, _REFS, st.sampled_from(("", " --allow-duplicates", " --dry-run"))),
    st.builds(lambda place, ref: f"spending correct R{ref} --project {place} --reason 写错 --allow-duplicates", _PLACES, _REFS),
    st.builds(lambda yuan: f"fund edit 资金 --budget {yuan}", st.sampled_from((500, 1000, 5000))),
    st.builds(lambda words: f"fund edit 资金 --earmark-category {words}", st.sampled_from(("道路", "培训", "''"))),
    st.builds(lambda words, place: f"project edit {place} --category {words}", st.sampled_from(("道路", "培训")), _PLACES),
)  # fmt: skip
# What a run calls otherwise than what stands, and a store than another.
_CALLED = re.compile(r"(entry|line) (of line )?\d+( of batch \d+)?|(of line )?\d+|--db '?[^ ]*")


def test_a_run_comes_to_what_its_lines_come_to(store: Store, new_store: Callable[[str], Store]) -> None:
    together, each = (filled(one) for one in (store, new_store(store.engine)))
    for one in (together, each):
        one.run(f"project add {_OTHER} --village 牙河村")

    @settings(max_examples=examples(6), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(LINES, min_size=1, max_size=9))
    def comes_to_the_same(lines: list[str]) -> None:
        before, jsonl = _balances(together), ("--format", "jsonl")
        run = ran(together, *lines, options=jsonl)
        one_by_one = objects(ran(each, *lines, options=(*jsonl, "--each")))
        bad = next((one for one in one_by_one if not one["ok"]), None)
        assert (run.code == 0) == (bad is None), (run, one_by_one)
        if bad is not None:
            [told] = objects(run)
            assert (told["line"], _said(told["problem"])) == (bad["line"], _said(bad["problem"]))
            assert _balances(together) == before
            # The others went on there: so they do here.
            ran(together, *lines, options=("--each",))
        assert _balances(together) == _balances(each)

    comes_to_the_same()
    assert together.json("check")["tables"][0]["rows"] == each.json("check")["tables"][0]["rows"]


def _said(problem: str) -> str:
    """What is wrong, without what can be done with it: that is another thing where nothing of it stands."""
    return _CALLED.sub("", problem.split(". ")[0])


def _balances(store: Store) -> list[object]:
    return [sql(store, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("fund_balance", "cell_balance")]
