"""Columns of personal numbers are dropped with a note, wherever they stand."""

from importing.books import Cells, xlsx
from importing.corpus.case import SHEET, Told, problem, received

_HEADERS = ["证件号码", "身份证号", "手机号", "电话", "联系电话", "银行卡号", "银行账号", "一卡通号", "社保卡号"]
_personal = Told(("precision 9",), "到账", "receipt")
_each = Told(("precision 9",), "到账", "receipt", forms=(".csv",))


def _left_out(*headers: str) -> list[str]:
    return [f"HERE: The column {header} holds personal data and was left out." for header in headers]


def _sheet(*headers: str, number: object = "62112219500101001X") -> Cells:
    return [["日期", "资金", *headers, "金额（元）"], ["2017-06-01", "自筹资金", *[number for _ in headers], "5"]]


CASES = [
    *[case for header in _HEADERS for case in _each.accepted(f"personal-{header}", _sheet(header), [received(2, 500)], notes=_left_out(header))],
    *_personal.accepted("personal-all-at-once", _sheet(*_HEADERS), [received(2, 500)], notes=_left_out(*_HEADERS)),
    *_personal.accepted(  # what has lost its digits is no fault where nothing of it is kept
        "personal-as-a-number", {"到账.xlsx": xlsx({SHEET: _sheet("银行卡号", number=621122195001010011)})}, [received(2, 500)], notes=_left_out("银行卡号")
    ),
    *_personal.accepted("personal-broken", {"到账.xlsx": xlsx({SHEET: _sheet("电话", number="#N/A")})}, [received(2, 500)], notes=_left_out("电话")),
    *_personal.accepted("personal-with-a-control", _sheet("电话", number="138\x1b0000"), [received(2, 500)], notes=_left_out("电话")),
    *_personal.refused(
        "personal-beside-a-fault", [["日期", "资金", "联系电话", "金额（元）"], ["2017-06-01", "自筹资金", "13800000000", "x"]],
        [problem(2, "金额（元）", "is not an amount.")], notes=_left_out("联系电话"),
    ),
    *_each.accepted("personal-spelled-loosely", _sheet(" 联系 电话 "), [received(2, 500)], notes=_left_out("联系 电话")),
]  # fmt: skip
