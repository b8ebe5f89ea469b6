"""Every dimension is a field that its noun declares, and its SQL says the same of an entry on both engines as a look at its rows."""

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.reports.dimension import DIMENSIONS, OF_CELL, OF_VILLAGE, ROLLED
from aidtrack.store.engine.connection import read
from conftest import Store

_ROWS = (
    "village add 牙河村 --county 陇西县 --township 福星镇 --prefecture 定西市 --province 甘肃省 --depth deep",
    "household add 牙河1 --village 牙河村 --head 王五",
    "fund add 专项 --source fiscal --provider 省总工会 --year 2017",
    "fund add 借款 --form loan",
    "project add 大棚 --category 菌菜大棚 --village 牙河村 --implementer 县总工会 --stage implementing",
    "receipt add 100 --fund 专项 --date 2017-01-05",
    "allocation add 50 --fund 专项 --project 大棚 --date 2017-02-05",
    "spending add 20 --fund 专项 --project 大棚 --date 2018-03-06 --payee 张三建筑队",
    "receipt add 100 --fund 借款 --date 2017-01-05",
    "loan add 10 --fund 借款 --household 牙河1 --date 2017-06-01",
)
_SPENT = {
    "office": 0, "fund": 1, "fund_year": 2017, "source": "fiscal", "provider": "省总工会", "project": 1, "category": "菌菜大棚",
    "stage": "implementing", "implementer": "县总工会", "village": 1, "depth": "deep", "township": "福星镇", "county": "陇西县",
    "prefecture": "定西市", "province": "甘肃省", "household": None, "payee": "张三建筑队", "year": "2018", "month": "2018-03",
}  # fmt: skip


def test_each_is_a_field_of_its_noun() -> None:
    for one in DIMENSIONS.values():
        assert one.field in [field.name for field in (ENTRY if one.of == "entry" else NOUNS[one.of]).fields], one.word
    assert {one.word for one in DIMENSIONS.values() if one.is_row} == {"fund", "project", "village", "household"}
    assert {one.word for one in DIMENSIONS.values() if one.is_closed} == {"source", "stage", "depth"}
    assert {one.word for one in DIMENSIONS.values() if one.personal} == {"household"}
    assert DIMENSIONS["county"].above == ("province", "prefecture")


def test_the_sql_says_what_an_entry_is_of(store: Store) -> None:
    store.run(*_ROWS)
    words = {*OF_CELL, *ROLLED}
    with read(store.target) as connection:
        columns = ", ".join(DIMENSIONS[word].sql("e") for word in words)
        by_kind = {
            row[0]: dict(zip(words, row[1:], strict=True))
            for row in connection.rows(f"SELECT kind, {columns} FROM entry e")
        }
    assert by_kind["spending"] == _SPENT
    of_loan = {"office": 0, "fund": 2, "household": 1, "payee": None, "year": "2017", "month": "2017-06"}
    assert by_kind["loan"] == dict.fromkeys(words) | {word: _SPENT[word] for word in OF_VILLAGE} | of_loan
