"""Dates: a whole day with one meaning, and everything else."""

from datetime import date
from typing import Any

from importing.books import Cells, changed, ods, xls, xlsx
from importing.corpus.case import SHEET, Told, line, problem, received, spent, twins

_DAY = date(2017, 9, 20)
_right = Told(("dates",), "到账", "receipt")
_text = Told(("dates",), "到账", "receipt", forms=(".csv",))
_SERIAL = "is a bare number, not a date; Excel may have stored the date as one."
_FORMAT = "Format the column as a date, or write 2017-09-20."
_VAGUE = "is not a date with one meaning."
_WHOLE = "is not a whole date."
_NO_DAY = "does not exist: that month has no such day."
_NO_MONTH = "has no such month."


def _sheet(*cells: object) -> Cells:
    return [["日期", "资金", "金额（元）"], *[[cell, "自筹资金", "5"] for cell in cells]]


_RIGHT = {
    "chinese": "2017年9月20日",
    "chinese-number": "2017年9月20号",
    "chinese-with-zeros": "2017年09月20日",
    "points": "2017.9.20",
    "strokes": "2017/9/20",
    "strokes-with-zeros": "2017/09/20",
    "iso": "2017-09-20",
    "hyphens": "2017-9-20",
    "packed": "20170920",
    "full-width": "２０１７－９－２０",
    "full-width-chinese": "２０１７年９月２０日",
    "blanks": " 2017 年 9 月 20 日 ",
    "midnight": "2017/9/20 0:00:00",
    "midnight-iso": "2017-09-20T00:00:00",
    "text-of-excel": '="2017-09-20"',
}
_WRONG = {
    "serials": {"serial": ("42998", _SERIAL), "serial-with-a-fraction": ("42998.5", _VAGUE)},
    "vague dates": {
        "two-digit-year": ("17.9.20", _VAGUE),
        "american": ("9/20/2017", _VAGUE),
        "no-year": ("9月20日", "has no year."),
        "no-day": ("2017年9月", _WHOLE),
        "year-alone": ("2017年", _WHOLE),
        "no-day-iso": ("2017-09", _WHOLE),
        "today": ("今天", _VAGUE),
        "month-thirteen": ("2017-13-01", _NO_MONTH),
        "mixed-separators": ("2017-9/20", _VAGUE),
        "range": ("2017.9.20-9.25", _VAGUE),
        "two-days": ("2017年9月20、21日", _VAGUE),
        "last-third-of-the-month": ("2017年9月下旬", _VAGUE),
        "chinese-digits": ("二〇一七年九月二十日", _VAGUE),
        "two-lines": ("2017-2-1\n5", _VAGUE),
        "a-number-on-the-next-line": ("2017年2月\n5", _VAGUE),
        "blank-between-digits": ("20170 920", _VAGUE),
    },
    "impossible dates": {
        "30-february": ("2017年2月30日", _NO_DAY),
        "29-february": ("2017-02-29", _NO_DAY),
        "31-june": ("20170631", _NO_DAY),
        "zeros": ("0000-00-00", "lies outside 1949–2100."),
        "2107": ("2107-09-20", "lies outside 1949–2100."),
        "1017": ("1017-09-20", "lies outside 1949–2100."),
        "future": ("2099-01-01", "lies in the future."),
    },
    "precision 1": {"blank": ("", "is blank."), "only-blanks": ("　", "is blank.")},
}

_CHINESE = [
    'yyyy"年"m"月"d"日";@',
    '[$-804]yyyy"年"m"月"d"日"',
    '[DBNum1][$-804]yyyy"年"m"月"d"日"',
    'm"月"d"日"',
    "yyyy.m.d",
    "yyyymmdd",
]


def _in_chinese(book: Any, page: Any) -> None:
    """The same day in every format: how a cell shows its day says nothing of which it is."""
    for row, shown in enumerate(_CHINESE, 1):
        page.write_datetime(row, 0, _DAY, book.add_format({"num_format": shown}))


# Each in a CSV file of its own, and all of a family in one workbook.
CASES = [
    *[
        case
        for name, cell in _RIGHT.items()
        for case in _text.accepted(
            f"date-{name}", _sheet(cell), [received(2, 500, "2017-09-20")], also=["precision 15"] if "号" in cell or "00:00" in cell else []
        )
    ],
    *[
        case
        for about, wrong in _WRONG.items()
        for name, (cell, sentence) in wrong.items()
        for case in Told((about,), "到账", "receipt", forms=(".csv",)).refused(f"date-{name}", _sheet("2017-09-20", cell), [problem(3, "日期", sentence)])
    ],
    *_right.accepted(
        "dates-of-a-workbook", {"到账.xlsx": xlsx({SHEET: _sheet(*_RIGHT.values())})}, [received(row, 500, "2017-09-20") for row in range(2, 2 + len(_RIGHT))],
        notes=[twins(len(_RIGHT) - 1)],
    ),
    *[
        case
        for about, wrong in _WRONG.items()
        for case in Told((about,), "到账", "receipt").refused(
            f"{about.replace(' ', '-')}-dates-in-a-workbook",
            {"到账.xlsx": xlsx({SHEET: _sheet(*[cell for cell, _ in wrong.values()])})},
            [problem(row, "日期", sentence) for row, (_, sentence) in enumerate(wrong.values(), 2)],
        )
    ],
    *_right.accepted("leap-day", _sheet("2016-02-29", "2000年2月29日"), [received(2, 500, "2016-02-29"), received(3, 500, "2000-02-29")]),
    *_right.accepted("date-cell", {"到账.xlsx": xlsx({SHEET: _sheet(_DAY)})}, [received(2, 500, "2017-09-20")], also=["serials"]),
    *_right.accepted("packed-number", {"到账.xlsx": xlsx({SHEET: _sheet(20170920)})}, [received(2, 500, "2017-09-20")]),
    *_right.accepted(
        "date-cells-in-chinese-formats",
        {"到账.xlsx": xlsx({SHEET: _sheet(*_CHINESE)}, _in_chinese)}, [received(row, 500, "2017-09-20") for row in range(2, 2 + len(_CHINESE))], notes=[twins(len(_CHINESE) - 1)], also=["serials"],
    ),
    *Told(("serials",), "到账", "receipt").accepted(
        "date-cell-1904", {"到账.xlsx": xlsx({SHEET: _sheet(_DAY)}, date_1904=True)}, [received(2, 500, "2017-09-20")]
    ),
    *Told(("serials", "xls"), "到账", "receipt").accepted("date-cell-xls", {"到账.xls": xls({SHEET: _sheet(_DAY)})}, [received(2, 500, "2017-09-20")]),
    *Told(("serials", "xls"), "到账", "receipt").accepted("date-cell-ods", {"到账.ods": ods({SHEET: _sheet(_DAY)})}, [received(2, 500, "2017-09-20")]),
    *Told(("serials",), "到账", "receipt").refused(
        "number-cell", {"到账.xlsx": xlsx({SHEET: _sheet(_DAY, 42998)})}, [problem(3, "日期", _SERIAL, _FORMAT)]
    ),
    *Told(("serials", "xls"), "到账", "receipt").refused(
        "number-cell-xls", {"到账.xls": xls({SHEET: _sheet(_DAY, 42998)})}, [problem(3, "日期", _SERIAL, _FORMAT)]
    ),
    *Told(("dates",), "到账", "receipt").accepted(
        "date-cell-with-a-time",
        {"到账.xlsx": changed(xlsx({SHEET: _sheet(_DAY)}), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>42998</v>", b"<v>42998.6</v>"))},
        [received(2, 500, "2017-09-20")], notes=["到账.xlsx「Sheet1」: 1 date had a time of day, which was dropped."],
    ),
    *Told(("impossible dates",), "到账", "receipt").accepted(
        "future-allowed", _sheet("2099-01-01"), [received(2, 500, "2099-01-01")], options=["--allow-future"]
    ),
    *Told(("early dates",), "支出", "spending").accepted(
        "before-the-village-was-helped",  # taken, for an old debt may be paid; but a year typed wrong looks just so
        {
            "村.csv": "村名,县区,帮扶起\n新村,陇西县,2016\n".encode(),
            "支出.csv": "日期,资金,项目,村,金额（元）,超支原因\n2007-09-20,自筹资金,菌菜大棚,新村,5,补记\n2016-01-01,自筹资金,菌菜大棚,新村,6,补记\n".encode(),
        },
        [
            {"noun": "village", "name": "新村", "county": "陇西县", "prefecture": "定西市", "helped_from": "2016"},
            spent(2, 500, "2007-09-20", village="新村", over="补记", file=2), spent(3, 600, "2016-01-01", village="新村", over="补记", file=2),
        ],
        read=[line("村.csv", None, "village", "utf-8", 1), line("支出.csv", None, "spending", "utf-8", 2)],
        notes=["支出.csv: 1 entry is dated before its village was helped: check the year."],
    ),
    *Told(("dates",), "项目", "project").accepted(
        "as-precise-as-a-noun-knows", [["项目名称", "计划开工", "计划完工", "结项日期"], ["水窖", "2017年", "2017.9", "2018-5-1"]],
        [{"noun": "project", "name": "水窖", "planned_start": "2017", "planned_end": "2017-09", "closed_on": "2018-05-01"}],
    ),
]  # fmt: skip
