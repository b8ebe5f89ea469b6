"""Lists of villages, funds and projects as offices keep them."""

from functools import partial

from importing.books import Cells, delimited, xls, xlsx
from importing.corpus.case import SHEET, Row, Told, line, problem
from importing.corpus.paper import paper

_villages = Told(("titles and totals", "precision 5"), "村", "village", office=True)
_funds = Told(("titles and totals", "precision 6"), "资金", "fund", office=True)
_projects = Told(("titles and totals", "precision 14"), "项目", "project", office=True)
_SUM = "HERE: 1 total line was checked, not imported."


def _village(name: str, township: str, county: str, prefecture: str, **more: str) -> Row:
    return {"noun": "village", "name": name, "township": township, "county": county, "prefecture": prefecture, **more}


_POOR: Cells = [
    ["省总工会帮扶贫困村名单", None, None, None, None, None, None],
    ["序号", "市州", "县区", "乡镇", "村名", "贫困类型", "脱贫日期"],
    [1, "定西市", "陇西县", "福星镇", "马家村", "深度贫困村", "2018年"],
    [2, None, None, None, "水家村", "贫困村", None],
    [3, None, None, "德兴乡", "水家村", "贫困村", 2019],
    [4, "天水市", "武山县", "马力镇", "北顺村", "非贫困村", "2016-12"],
    ["注：名单以省扶贫办文件为准", None, None, None, None, None, None],
]
_POOR_ROWS = [
    _village("马家村", "福星镇", "陇西县", "定西市", depth="deep", exited_on="2018"),
    _village("水家村", "福星镇", "陇西县", "定西市", depth="poor"),
    _village("水家村", "德兴乡", "陇西县", "定西市", depth="poor", exited_on="2019"),
    _village("北顺村", "马力镇", "武山县", "天水市", depth="other", exited_on="2016-12"),
]
_NOTE = "HERE: 1 note line was skipped."

_PLANS: Cells = [
    ["2018年帮扶资金计划（单位：万元）", None, None, None, None, None],
    ["资金名称", "来源", "年度", "下达数", "文号", "备注"],
    ["2018年省级专项", "财政专项", "2018年", 300, "甘财社〔2018〕3号", "待分配"],
    ["2018年留成补助", "工会留成补助", 2018, 85.5, "总工办发〔2018〕17号", None],
    ["2018年社会捐赠", "社会捐赠", 2018, None, None, "未定"],
    ["合计", None, None, 385.5, None, None],
    ["填表人：陈七", None, "审核：", "刘八", None, None],
]
_PLAN_ROWS: list[Row] = [
    {
        "noun": "fund",
        "name": "2018年省级专项",
        "source": "fiscal",
        "year": 2018,
        "budget_fen": 300_000_000,
        "doc_no": "甘财社〔2018〕3号",
        "note": "待分配",
    },
    {
        "noun": "fund",
        "name": "2018年留成补助",
        "source": "union",
        "year": 2018,
        "budget_fen": 85_500_000,
        "doc_no": "总工办发〔2018〕17号",
    },
    {"noun": "fund", "name": "2018年社会捐赠", "source": "donation", "year": 2018, "note": "未定"},
]
_STORE: Cells = [
    ["2018年度帮扶项目库", None, None, None, None, None, None, None, None, None],
    ["填报单位（盖章）：陇西县总工会", None, None, None, None, None, None, None, None, None],
    ["序号", "县区", "实施地点", "项目名称", "类别", "建设内容", "计划投资（万元）", "受益户数", "负责人", "联系电话"],
    [1, "陇西县", "牙河村", "安全饮水", "安全饮水", "蓄水池1座\n管网3公里", 12.5, "86户", "李主席", "139****0000"],
    [2, "陇西县", "牙河村", "村道硬化二期", "道路硬化", "硬化2.1公里", 63, 120, "李主席", "139****0000"],
    [3, "武山县", "城关村", "技能培训班", "培训", None, "0.8", "1,020", None, None],
    ["合计", None, None, None, None, None, 76.3, 1226, None, None],
]

CASES = [
    *_villages.accepted(
        "office-villages-merged", {"贫困村名单.xlsx": paper(_POOR, "A1:G1", "B3:B5", "C3:C5", "D3:D4", "A7:G7")}, _POOR_ROWS, notes=[_NOTE], also=["precision 14", "precision 4"]
    ),
    *_villages.accepted(
        "office-villages-filled-down", {"贫困村名单.csv": delimited(_POOR, encoding="gbk")}, _POOR_ROWS, options=["--fill-down", "市州,县区,乡镇"], encoding="gb18030", notes=[_NOTE],
        also=["encodings"],
    ),
    *_villages.refused(
        "office-villages-twice", {"贫困村名单.xls": partial(xls, {SHEET: [["名单"], ["村名", "县区", "乡镇"], ["马家村", "陇西县", "福星镇"], ["马家村", "陇西县", "福星镇"], ["牙河村", "陇西县", "福星镇"], ["坪/上村", "陇西县", "福星镇"]]})},
        [
            problem(4, "村名", "stands in line 3 too."),
            problem(5, "村名", "The village “定西市/陇西县/福星镇/牙河村” exists already (id 1)."),
        ],
        also=["precision 14", "xls"],
    ),
    *_funds.accepted("office-funds", {"2018年资金计划.xlsx": paper(_PLANS, "A1:F1", wps=True)}, _PLAN_ROWS, notes=[_NOTE, _SUM], also=["precision 4", "wps"]),
    *_funds.refused(
        "office-funds-about",
        {"2018年资金计划.xlsx": paper([_PLANS[0], _PLANS[1], ["甲资金", "财政", "18", "约300", None, None], ["乙资金", "财政专项", 2018, "200万元", None, None], ["丙资金", "自筹", 2018, "5元", None, None]], "A1:F1")},
        [
            problem(3, "来源", "is none of the words known here."), problem(3, "年度", "is not a year."), problem(3, "下达数", "is not an exact amount."),
            problem(5, "下达数", "says 元, but its column counts in 万元."),
        ],
    ),
    *_funds.accepted(
        "office-funds-with-qualifiers",
        {"资金.xlsx": paper([["历年资金", None, None, None], ["资金名称", "计划数（元）", "限定", "原文"], ["甲资金", 9_000_000, "≥", "900多万元"], ["乙资金", 3_000_000, "约", "近300万元"]], "A1:D1")},
        [
            {"noun": "fund", "name": "甲资金", "budget_fen": 900_000_000, "qualifier": "≥", "raw": "900多万元"},
            {"noun": "fund", "name": "乙资金", "budget_fen": 300_000_000, "qualifier": "≈", "raw": "近300万元"},
        ],
    ),
    *_projects.accepted(
        "office-projects", {"项目库.xlsx": paper(_STORE, "A1:J1", "A2:J2", "A7:F7")},
        [
            {"noun": "project", "name": "安全饮水", "village": "牙河村", "category": "安全饮水", "content": "蓄水池1座\n管网3公里", "planned_cost_fen": 12_500_000, "households": 86, "responsible": "李主席"},
            {"noun": "project", "name": "村道硬化二期", "village": "牙河村", "category": "道路硬化", "content": "硬化2.1公里", "planned_cost_fen": 63_000_000, "households": 120, "responsible": "李主席"},
            {"noun": "project", "name": "技能培训班", "village": "武山县/城关村", "category": "培训", "planned_cost_fen": 800_000, "households": 1020},
        ],
        notes=["“安全饮水” is new in category.", "“道路硬化” is new in category.", "HERE: The column 联系电话 holds personal data and was left out.", _SUM], also=["precision 9", "precision 3", "precision 8"],
    ),
    *_projects.refused(
        "office-projects-with-faults",
        {"项目库.xlsx": paper([_STORE[0], _STORE[2][:9], [1, "陇西县", "咀儿村", "安全饮水", "饮水", None, 12.5, "八十户", None], [2, "陇西县", "牙河村", "菌菜大棚", None, None, "#REF!", 5, None], ["合计", None, None, None, None, None, 80, None, None]], "A1:I1")},
        [
            problem(3, "受益户数", "is not a whole number."), problem(3, "实施地点", "There is no village “咀儿村” in 陇西县."),
            problem(4, "计划投资（万元）", "is an error of the spreadsheet."),
            problem(4, "项目名称", "The project “菌菜大棚” exists already (id 1)."),
        ],
        also=["errors", "precision 8"],
    ),
    *_projects.accepted(
        "office-book-of-a-whole-programme",
        {"台账.xlsx": partial(xlsx, {
            "村": [["帮扶村", None], ["村名", "县区"], ["新庄村", "通渭县"]],
            "资金": [["单位：万元"], ["资金名称", "计划数", "年度"], ["2019年专项", 20, 2019]],
            "项目": [["项目名称", "村", "计划投资（元）"], ["产业路", "新庄村", 180000], ["合计", None, 180000]],
            "安排": [["单位：万元"], ["日期", "资金", "项目", "金额"], ["2019-03-01", "2019年专项", "产业路", 18], ["制表：某人"]],
            "填表说明": [],
        })},
        [
            {"noun": "village", "name": "新庄村", "county": "通渭县"}, {"noun": "fund", "name": "2019年专项", "budget_fen": 20_000_000, "year": 2019},
            {"noun": "project", "name": "产业路", "village": "新庄村", "planned_cost_fen": 18_000_000},
            {"noun": "allocation", "row": 3, "file": 4, "date": "2019-03-01", "amount_fen": 18_000_000, "fund": "2019年专项", "project": "产业路", "village": "新庄村"},
        ],
        read=[line("台账.xlsx", name, noun, "xlsx", 1) for name, noun in (("村", "village"), ("资金", "fund"), ("项目", "project"), ("安排", "allocation"))],
        notes=[
            "台账.xlsx「填表说明」: is empty and was left out.", "台账.xlsx「项目」: 1 total line was checked, not imported.", "台账.xlsx「安排」: 1 note line was skipped.",
        ],
        also=["precision 7"],
    ),
]  # fmt: skip
