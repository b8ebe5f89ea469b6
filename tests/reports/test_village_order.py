"""Every report has villages in one order: by code, then by the names above them, then as they were recorded."""

from conftest import Store

# Recorded in this order: of each its county, prefecture and code.
VILLAGES = (
    ("丁村", "武山县", "天水市", None),
    ("甲村", "陇西县", "定西市", None),
    ("乙村", "陇西县", "定西市", "621122100202"),
    ("丙村", "陇西县", "定西市", "621122100201"),
    ("戊村", None, None, "620524100201"),
    ("己村", None, None, None),
    ("庚村", "武山县", "天水市", None),
)
# The codes first, 6205 before 6211; 甲村 has none, its county has; 武山县 has none at all; of 己村 nothing is known.
ORDER = ("戊村", "丙村", "乙村", "甲村", "丁村", "庚村", "己村")
ASKED = (
    ("overview", "villages", "village"),
    ("forecast", "villages", "village"),
    ("rollup --by village", "rollup", "village"),
    ("rollup --by household", "rollup", "village"),
    ("support --by village", "support", "village"),
    ("posting", "postings", "village"),
    ("household", "households", "village"),
    ("indicator 户数", "values", "subject_name"),
)


def test_villages_stand_in_one_order(store: Store) -> None:
    store.ok("fund", "add", "甲", "--budget", "1000")
    store.ok("receipt", "add", "1000", "--fund", "甲", "--date", "2018-01-01")
    for number, (village, *places) in enumerate(VILLAGES):
        named = zip(("--county", "--prefecture", "--code"), places, strict=True)
        given = [word for option, value in named if value for word in (option, value)]
        store.ok("village", "add", village, *given)
        at = ("--village", village)
        store.ok("project", "add", f"{village}水渠", *at)
        store.ok("household", "add", f"H{9 - number}", *at)
        store.ok("posting", "add", "张三", "--role", "cadre", *at)
        store.ok("indicator", "add", "户数", "--value", "10", *at)
        money = ("--fund", "甲", "--project", f"{village}水渠", *at, "--date", "2018-01-01")
        store.ok("allocation", "add", "10", *money)
        store.ok("spending", "add", "1", *money, "--household", f"H{9 - number}")
    for asked, table, column in ASKED:
        rows = store.ok("report", *asked.split(), "--as-of", "2018-12-31", "--format", "json").rows(table)
        order = [str(row[column]).rpartition("/")[2] for row in rows]
        assert tuple(dict.fromkeys(order)) == ORDER, asked


def test_a_county_that_the_code_says_is_told_beside_what_is_written(file_store: Store) -> None:
    """Lists, answers of one village and exports have what is stored; filters and reports go by the code, and that is said."""
    file_store.run("village add 甲村 --county 陇西县 --code 621122100201", "village add 乙村 --code 621122100202", "village add 丙村 --code 620524100201",
                   "village add 丁村", "village add 戊村 --county 武山县 --prefecture 天水市")  # fmt: skip
    for asked, count, said in (
        ((), 5, "2 villages state no county"), (("--county", "陇西县"), 2, "1 village states no county"), (("--county", "武山县"), 1, ""),
    ):  # fmt: skip
        answer = file_store.ok("village", "list", *asked)
        rows = file_store.ok("village", "list", *asked, "--format", "json").rows()
        assert len(rows) == count and {row["county"] for row in rows if row["name"] == "乙村"} <= {None}
        assert (said in answer.out) if said else "no county" not in answer.out
    for village, said in (("乙村", "it lies in 陇西县."), ("丙村", "it lies in 620524."), ("甲村", ""), ("丁村", "")):
        out = file_store.ok("village", "show", village).out
        assert (said in out) if said else "No county is written" not in out
    assert [row["county"] for row in file_store.ok("export", "village", "--format", "json").rows()][:2] == [
        "陇西县",
        None,
    ]
