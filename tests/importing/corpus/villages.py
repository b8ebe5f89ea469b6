"""Which village, fund and project a row means: a blank, a name, a path, a code, a place beside."""

from importing.books import Cells
from importing.corpus.case import Row, Told, entry, problem

_HEAD = ["日期", "资金", "项目", "村", "金额（元）"]
_blank = Told(("precision 5",), "安排", "allocation")
_named = Told(("precision 14",), "安排", "allocation", forms=(".csv",))
_places = Told(("precision 8",), "安排", "allocation")
_BLANK = "is blank, and the project has no home village."
_OFFER = "Fill it in, write 未分村, or add --fill-down village where it means the village above."


def _sheet(*rows: tuple[str, str, str], head: list[str] = _HEAD) -> Cells:
    return [head, *[["2017-06-01", "自筹资金", project, village, amount] for project, village, amount in rows]]


def _set(row: int, project: str, village: str | None, fen: int = 500) -> Row:
    """`village` None: not assigned."""
    return entry(
        "allocation",
        row,
        "2017-06-01",
        fen,
        fund="自筹资金",
        project=project,
        **({"village": village} if village else {}),
    )


_NAMES = {
    "whole": "牙河村",
    "short": "牙河",
    "alias": "崖河村",
    "county-and-name": "陇西县/牙河村",
    "prefecture-county-name": "定西市/陇西县/牙河村",
    "prefecture-and-name": "定西市/牙河村",
    "code": "621122101201",
    "wrapped-code": '="621122101201"',
    "blanks-inside": "牙 河 村",
    "id": "1",
}

CASES = [
    *_blank.accepted("home-village", _sheet(("菌菜大棚", "", "5"), ("菌菜大棚", "咀儿村", "5")), [_set(2, "菌菜大棚", "牙河村"), _set(3, "菌菜大棚", "咀儿村")]),
    *_blank.accepted("not-assigned", _sheet(("菌菜大棚", "未分村", "5"), ("技能培训", "not assigned", "5")), [_set(2, "菌菜大棚", None), _set(3, "技能培训", None)]),
    *_blank.accepted(
        "no-village-column", [["日期", "资金", "项目", "金额（元）"], ["2017-06-01", "自筹资金", "菌菜大棚", "5"], ["2017-06-01", "自筹资金", "技能培训", "5"]],
        [_set(2, "菌菜大棚", "牙河村"), _set(3, "技能培训", None)],
    ),
    *_blank.accepted("empty-village-column", _sheet(("技能培训", "", "5")), [_set(2, "技能培训", None)]),
    *_blank.refused(
        "blank-among-villages", _sheet(("技能培训", "牙河村", "5"), ("技能培训", "", "6"), ("菌菜大棚", "", "7"), ("技能培训", "", "8")),
        [problem(3, "村", _BLANK, _OFFER), problem(5, "村", _BLANK, _OFFER)],
    ),
    *_blank.refused("blank-above-villages", _sheet(("技能培训", "", "5"), ("技能培训", "牙河村", "6")), [problem(2, "村", _BLANK)]),
    *_blank.refused("nothing-above-to-fill-down", _sheet(("技能培训", "", "5"), ("技能培训", "牙河村", "6")), [problem(2, "村", _BLANK, "Fill it in, or write 未分村.")],
                    options=["--fill-down", "village"]),
    *_blank.accepted(
        "filled-down", _sheet(("技能培训", "牙河村", "5"), ("技能培训", "", "6"), ("技能培训", "咀儿村", "7"), ("技能培训", "", "8")),
        [_set(2, "技能培训", "牙河村"), _set(3, "技能培训", "牙河村", 600), _set(4, "技能培训", "咀儿村", 700), _set(5, "技能培训", "咀儿村", 800)],
        options=["--fill-down", "village"],
    ),
    *_blank.accepted(
        "filled-down-to-totals-and-notes", [*_sheet(("技能培训", "牙河村", "5"), ("", "", "6")), ["合计", "", "", "", "11"], ["说明：无", "", "", "", ""]],
        [_set(2, "技能培训", "牙河村"), _set(3, "技能培训", "牙河村", 600)], options=["--fill-down", "村,项目"],
        notes=["HERE: 1 note line was skipped.", "HERE: 1 total line was checked, not imported."],
    ),
    *[case for name, cell in _NAMES.items() for case in _named.accepted(f"village-by-{name}", _sheet(("技能培训", cell, "5")), [_set(2, "技能培训", "牙河村")])],
    *_named.refused(
        "village-of-several", _sheet(("技能培训", "城关村", "5"), ("技能培训", "牙何村", "5")),
        [
            problem(2, "村", "“城关村” names 2: 定西市/陇西县/巩昌镇/城关村、天水市/武山县/城关镇/城关村."),
            problem(3, "村", "There is no village “牙何村”.", "Did you mean “牙河村”?"),
        ],
    ),
    *_named.accepted("village-of-several-by-its-path", _sheet(("技能培训", "武山县/城关村", "5")), [_set(2, "技能培训", "武山县/城关村")]),
    *_named.accepted("project-by-its-code", _sheet(("px-1", "牙河村", "5")), [_set(2, "技能培训", "牙河村")]),
    *_named.accepted("project-by-its-village", _sheet(("道路硬化", "咀儿村", "5"), ("牙河村/道路硬化", "", "5")), [_set(2, "咀儿村/道路硬化", "咀儿村"), _set(3, "牙河村/道路硬化", "牙河村")]),
    *_named.refused(
        "project-of-several", _sheet(("道路硬化", "", "5")),
        [problem(2, "项目", "“道路硬化” names 2: 牙河村/道路硬化、咀儿村/道路硬化.")],
    ),
    *_named.refused(
        "nothing-is-known", [_HEAD, ["2017-06-01", "省级资金", "水窖", "石桥村", "5"]],
        [
            problem(2, "村", "There is no village “石桥村”."), problem(2, "资金", "There is no fund “省级资金”."), problem(2, "项目", "There is no project “水窖”."),
        ],
    ),
    *_places.accepted(
        "county-beside", [["日期", "资金", "项目", "县区", "村", "金额（元）"], ["2017-06-01", "自筹资金", "技能培训", "武山县", "城关村", "5"]],
        [_set(2, "技能培训", "武山县/城关村")], also=["precision 14"],
    ),
    *_places.accepted(
        "prefecture-and-township-beside",
        [["日期", "资金", "项目", "市州", "乡镇", "村", "金额（元）"], ["2017-06-01", "自筹资金", "技能培训", "定西市", "巩昌镇", "城关村", "5"]],
        [_set(2, "技能培训", "陇西县/城关村")], also=["precision 14"],
    ),
    *_places.refused(
        "the-wrong-county-beside", [["日期", "资金", "项目", "县区", "村", "金额（元）"], ["2017-06-01", "自筹资金", "技能培训", "陇西县", "咀儿村", "5"]],
        [problem(2, "村", "There is no village “咀儿村” in 陇西县.", "Known: 天水市/武山县/马力镇/咀儿村. If that one is meant, write its place as it is there, or have the sheet's read as that: --value '县区:陇西县=武山县'.")],
    ),
    *Told(("precision 14",), "村", "village").accepted(
        "stroke-in-a-name", [["村名", "县区"], ["牙河/村", "陇西县"]], [{"noun": "village", "name": "牙河/村", "county": "陇西县", "prefecture": "定西市"}]
    ),
    *Told(("precision 14",), "村", "village").refused(
        "stroke-in-a-level", [["村名", "县区"], ["新庄村", "陇西县/福星镇"]],
        [problem(2, "县区", "holds “/”, which parts one level of a place from the next.", "Write one level in each column.")],
    ),
    *Told(("precision 14",), "项目", "project").accepted(
        "stroke-in-a-projects-name", [["项目名称", "村"], ["牙河村/大棚", "牙河村"]], [{"noun": "project", "name": "牙河村/大棚", "village": "牙河村"}]
    ),
    *Told(("precision 14",), "村", "village").accepted(
        "one-name-in-two-counties", [["村名", "县区"], ["新庄村", "陇西县"], ["新庄村", "武山县"]],
        [{"noun": "village", "name": "新庄村", "county": "陇西县", "prefecture": "定西市"}, {"noun": "village", "name": "新庄村", "county": "武山县", "prefecture": "天水市"}],
    ),
    *Told(("precision 14",), "村", "village", forms=(".csv",)).refused(
        "a-word-that-is-none", [["村名", "县区"], ["未分村", "陇西县"]], [problem(2, "村名", "is a word that sheets use for something else.")]
    ),
    *Told(("precision 14",), "项目", "project").accepted(
        "closed-without-a-day", [["项目名称", "阶段"], ["水窖", "结项"]], [{"noun": "project", "name": "水窖", "stage": "closed"}]
    ),
    *Told(("precision 14",), "项目", "project", forms=(".csv",)).accepted(
        "one-project-in-two-villages", [["项目名称", "村"], ["水窖", "牙河村"], ["水窖", "咀儿村"]],
        [{"noun": "project", "name": "水窖", "village": "牙河村"}, {"noun": "project", "name": "水窖", "village": "咀儿村"}],
    ),
    *Told(("precision 14", "precision 2"), "项目", "project", forms=(".csv",)).refused(
        "a-project-that-is-there", [["项目名称", "村"], ["菌菜大棚", "牙河村"], ["水窖", ""], ["水窖", ""]],
        [problem(2, "项目名称", "The project “菌菜大棚” exists already (id 1)."), problem(4, "项目名称", "stands in line 3 too.")],
    ),
]  # fmt: skip
