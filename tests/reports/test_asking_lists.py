"""`--where`, `--sort`, `--limit` of a list against the same said in plain Python over all its rows, on both engines."""

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.reports import entries, listing
from aidtrack.reports.asking.asked import Asked, Order, Wish
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import Connection, read
from aidtrack.values.kinds import WordKind
from aidtrack.values.money import plain_yuan
from aidtrack.values.report import Report, Row
from conftest import Store, examples, once

EVER = Period(today="2030-01-01")
PAYEES = ("ABC建材", "ａｂｃ建材", "abc 建材", "Straße", "STRASSE", "ΣΊΣΥΦΟΣ", "50%的", "甲_乙", "!", "Éé", "", "甲!%")
NUMERIC = (
    "amount",
    "id",
    "line",
    "batch",
    "reverses",
    "corrects",
    "year",
    "budget",
    "planned_cost",
    "households",
    "persons",
    "value",
)
DAYS = ("date", "exited_on", "planned_start", "as_of")


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Store:
    return filled(store, tmp_path)


@once
def filled(store: Store, folder: Path) -> Store:
    lines = [
        f"{date},{kind},F{n % 3},{'' if n % 4 == 0 else 'P'},{amount},{payee},{n * n % 7}"
        for n, (date, amount, payee) in enumerate(
            (f"2018-0{1 + n % 3}-1{n % 5}", 100 + n % 5 * 37.5, PAYEES[n % len(PAYEES)]) for n in range(30)
        )
        for kind in (["到账"] if n < 3 else ["支出"] if n % 4 else ["到账"])
    ]
    store.run(
        *(f"fund add F{n} --year 201{n + 6} --source {source} {'--budget 10万' if n else ''}"
          for n, source in enumerate(("self", "fiscal", "union"))),
        "village add 甲村 --county 陇西县 --exited-on 2018-05",
        "village add 乙村 --county ＬＸ县 --exited-on 2018 --code 621122101201",
        "village add 丙村 --exited-on 2018-05-20 --depth 深度贫困村",
        "project add P --village 甲村 --stage implementing --planned-start 2017",
        "indicator add 收入 --value 900 --unit 元 --village 甲村 --as-of 2017-12-31",
        "indicator add 收入 --value 3000.5 --unit 元 --village 乙村 --as-of 2016 --qualifier ≥",
        "indicator add 人次 --value -3 --village 丙村",
        *(f"receipt add 1000000 --fund F{n} --date 2018-01-01" for n in range(3)),
        *(f"allocation add 100000 --fund F{n} --project P --date 2018-01-01" for n in range(3)),
    )  # fmt: skip
    head = "日期,类型,资金,项目,金额（元）,收款人,凭证号\n"
    spent = [line for line in lines if "支出" in line]
    for name, some in (("一", spent[:9]), ("二", spent[9:])):
        store.take(folder, {name: head + "\n".join(some) + "\n"})
    store.run(
        "spending add 12.34 --fund F1 --project P --date 2018-06-01 --payee 乙店 --ref ZC-1",
        "spending reverse ZC-1 --amount 2.34 --reason 退回",
        "spending correct 10 --amount 77.77 --reason 写错",
        "spending correct ZC-1 --payee 丙店 --reason 写错",
    )
    return store


def key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def value(name: str, cell: object) -> Decimal | str:
    return Decimal(str(cell)) if name in NUMERIC else str(cell)


def spelled(noun: str, name: str, cell: object) -> list[str]:
    """How a cell may be spelled: the stored word or the office's."""
    if name in ("amount", "budget", "planned_cost"):
        return [plain_yuan(int(str(cell)))]
    declared = ENTRY if noun == "spending" else NOUNS[noun]
    kind = next((field.kind for field in declared.fields if field.name == name), None)
    words = dict(kind.words) if isinstance(kind, WordKind) else {}
    return [str(cell), words.get(str(cell), str(cell))]


def meets(noun: str, wish: Wish, row: Row) -> bool:
    name, cell = wish.column, row[wish.column]
    if wish.operator == "=" and not wish.text:
        return cell is None
    if cell is None:
        return False
    if wish.operator == "~":
        return any(key(wish.text) in key(one) for one in spelled(noun, name, cell))
    if name in NUMERIC:
        scale = 100 if name in ("amount", "budget", "planned_cost") else 1
        found, wanted = value(name, cell), Decimal(wish.text) * scale
        return {"=": found == wanted, ">=": found >= wanted, "<=": found <= wanted}[wish.operator]  # type: ignore[operator]  # both are numbers
    if name in DAYS:
        day = str(cell)
        within = day.startswith(wish.text)
        return {"=": within, ">=": day >= wish.text, "<=": within or day <= wish.text}[wish.operator]
    if wish.operator == "=":
        return any(key(wish.text) == key(one) for one in spelled(noun, name, cell))
    return key(str(cell)) >= key(wish.text) if wish.operator == ">=" else key(str(cell)) <= key(wish.text)


def modelled(noun: str, rows: Sequence[Row], asked: Asked) -> list[Row]:
    groups: dict[tuple[str, bool], list[Wish]] = {}
    for wish in asked.where:
        groups.setdefault((wish.column, wish.operator in (">=", "<=")), []).append(wish)
    left = [
        row
        for row in rows
        if all((all if bound else any)(meets(noun, one, row) for one in some) for (_, bound), some in groups.items())
    ]
    for order in reversed(asked.sort):
        known = [row for row in left if row[order.column] is not None]
        name = order.column
        rank: Callable[[Row], Decimal | str] = lambda row, name=name: value(name, row[name])  # type: ignore[misc]  # noqa: E731
        known.sort(key=rank, reverse=order.down)  # one column's values compare
        left = [*known, *(row for row in left if row[order.column] is None)]
    return left


def asking(noun: str, rows: Sequence[Row]) -> st.SearchStrategy[Asked]:
    """Questions about columns of these rows, mostly such as some row answers to."""
    names = [name for name in rows[0] if name != "at" and any(row[name] is not None for row in rows)]

    @st.composite
    def wish(draw: st.DrawFn) -> Wish:
        name = draw(st.sampled_from(names))
        cells = sorted({str(row[name]) for row in rows if row[name] is not None})
        cell = draw(st.sampled_from(cells))
        operator = draw(st.sampled_from(("=", "~", ">=", "<=")))
        if name in NUMERIC and operator != "~":
            scale = 100 if name in ("amount", "budget", "planned_cost") else 1
            number = Decimal(cell) / scale + draw(st.sampled_from((0, 0, 1, -1)))
            return Wish(name, operator, f"{number:f}")
        if name in DAYS and operator != "~":
            return Wish(name, operator, draw(st.sampled_from([cell[:4], cell[:7], cell])))
        words = spelled(noun, name, cell)
        text = draw(st.sampled_from(words)).swapcase() if draw(st.booleans()) else draw(st.sampled_from(words))
        if operator == "~":
            start = draw(st.integers(0, max(len(text) - 1, 0)))
            text = text[start : start + draw(st.integers(1, 3))]
        return Wish(name, operator, "" if operator == "=" and draw(st.integers(0, 9)) == 0 else text)

    orders = st.builds(Order, st.sampled_from(names), st.booleans())
    return st.builds(
        Asked,
        where=st.lists(wish(), max_size=3).map(tuple),
        sort=st.lists(orders, max_size=3).map(tuple),
        limit=st.none() | st.integers(0, 8),
    )


def listed(connection: Connection, noun: str, asked: Asked | None = None) -> Report:
    if noun == "spending":
        return entries.of_kind(connection, noun, {}, EVER, asked=asked)
    return listing.nouns(connection, noun, {}, asked=asked)


@pytest.mark.parametrize("noun", ["spending", "village", "fund", "indicator"])
def test_a_list_answers_as_its_rows_would(books: Store, noun: str) -> None:
    with read(books.target) as connection:
        rows = [*listed(connection, noun).tables[0].rows]
        assert len(rows) > 2

        @settings(max_examples=examples(100))
        @given(asking(noun, rows))
        def answers(asked: Asked) -> None:
            table = listed(connection, noun, asked).tables[0]
            expected = modelled(noun, rows, asked)
            most = len(expected) if asked.limit is None else asked.limit
            assert [*table.rows] == expected[:most]
            assert (len(table.rows), table.count or 0) == (
                len(expected[:most]),
                0 if asked.limit is None else len(expected),
            )
            if noun == "spending" and table.total is not None:
                assert table.total["amount"] == sum(int(str(row["amount"])) for row in expected)

        answers()


def test_where_an_entry_came_from_is_asked_as_it_is_shown(books: Store) -> None:
    rows = books.ok("spending", "list", "--format", "json").rows()
    assert {row["file"] for row in rows} == {"一.csv", "二.csv", None}
    assert all(row["by"] and row["at"] for row in rows)
    by_file = [row["id"] for row in rows if row["file"] == "一.csv"]
    found = books.ok("spending", "list", "--where", "文件~一", "--format", "json").rows()
    assert [row["id"] for row in found] == by_file and len(by_file) > 2
    today = rows[0]["at"][:4]
    assert len(books.ok("spending", "list", "--where", f"登记时间>={today}", "--format", "json").rows()) == len(rows)
    assert books.ok("spending", "list", "--where", "at<=2001", "--format", "json").rows() == []


def test_names_of_persons_choose_nothing_unseen(books: Store) -> None:
    books.run("household add H1 --village 甲村 --head 张三", "household add H2 --village 甲村 --head 李四")
    for option in ("--where=户主~张", "--sort=-head"):
        assert books("household", "list", option).code == 2
    shown = books.ok("household", "list", "--where", "户主~张", "--show-personal", "--format", "json").rows()
    assert [row["head"] for row in shown] == ["张三"]
