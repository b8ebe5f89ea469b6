"""Codes, vouchers and 流水号: digits that are text, and digits that Excel has lost."""

from importing.books import Cells, ods, xls, xlsx
from importing.corpus.case import SHEET, Files, Row, Told, problem, spent

_HEAD = ["日期", "资金", "项目", "金额（元）", "凭证号", "文号", "流水号"]
_LOST = "is a number of more than 15 digits or with a fraction; Excel has lost what stood there."
_TYPE_AGAIN = "Set the column to text in the sheet, then type it again."

_codes = Told(("precision 13",), "支出", "spending")
_wrapped = Told(("wrappers", "precision 13"), "支出", "spending")
_long = Told(("long numbers", "precision 13"), "支出", "spending")


def _sheet(*codes: tuple[object, object, object]) -> Cells:
    return [_HEAD, *[["2017-09-20", "自筹资金", "菌菜大棚", 5, *three] for three in codes]]


def _book(*codes: tuple[object, object, object]) -> Files:
    return {"支出.xlsx": xlsx({SHEET: _sheet(*codes)})}


def _coded(row: int, voucher: str | None, doc_no: str | None = None, ref: str | None = None) -> Row:
    given = {"voucher": voucher, "doc_no": doc_no, "ref": ref}
    return spent(row, 500, **{name: code for name, code in given.items() if code is not None})


CASES = [
    *_codes.accepted("leading-zeros", _sheet(("00123", "甘工发〔2017〕5号", "0001")), [_coded(2, "00123", "甘工发〔2017〕5号", "0001")]),
    *_codes.accepted("what-looks-like-a-number", _sheet(("1E5", "1.50", "2017-09")), [_coded(2, "1E5", "1.50", "2017-09")]),
    *_codes.accepted("eighteen-digits-as-text", _sheet(("621122199001011234", "", "123456789012345678901")), [_coded(2, "621122199001011234", None, "123456789012345678901")]),
    *_wrapped.accepted("wrapped", _sheet(('="00123"', '="甘工发5号"', '="007"')), [_coded(2, "00123", "甘工发5号", "007")]),
    *_wrapped.accepted("apostrophes", _sheet(("'00123", "'123", "'007")), [_coded(2, "00123", "123", "007")]),
    *_wrapped.accepted("wrapped-quotes", _sheet(('="00""1"', "", "")), [_coded(2, '00"1')]),
    *_wrapped.accepted("an-apostrophe-of-its-own", _sheet(("'十五号", "", "")), [_coded(2, "'十五号")]),  # nothing that Excel would protect
    *Told(("wrappers",), "村", "village").accepted(
        "wrapped-division-code", [["村名", "区划代码"], ["新村", '="621122101299"'], ["西村", "'621122101298"]],
        [{"noun": "village", "name": "新村", "code": "621122101299"}, {"noun": "village", "name": "西村", "code": "621122101298"}],
    ),
    *Told(("wrappers",), "村", "village").accepted("wrapped-name", [["村名", "县区"], ['="新村"', "陇西县"]], [{"noun": "village", "name": "新村", "county": "陇西县", "prefecture": "定西市"}]),
    *_codes.accepted("codes-as-numbers", _book((123, 20175, 123456789012345)), [_coded(2, "123", "20175", "123456789012345")]),
    *_codes.accepted("numbers-of-an-xls", {"支出.xls": xls({SHEET: _sheet((123, 20175, 99))})}, [_coded(2, "123", "20175", "99")], also=["xls"]),
    *_codes.accepted("numbers-of-an-ods", {"支出.ods": ods({SHEET: _sheet((123, 20175, 99))})}, [_coded(2, "123", "20175", "99")], also=["xls"]),
    *_long.refused(
        "numbers-too-long", _book((621122199001011234, None, None), (None, 1234567890123456, None), (None, None, 12345678901234567890)),
        [problem(2, "凭证号", _LOST, _TYPE_AGAIN), problem(3, "文号", _LOST, _TYPE_AGAIN), problem(4, "流水号", _LOST, _TYPE_AGAIN)],
    ),
    *_long.refused("numbers-too-long-in-an-xls", {"支出.xls": xls({SHEET: _sheet((621122199001011234, None, None))})}, [problem(2, "凭证号", _LOST)], also=["xls"]),
    *_long.refused("numbers-with-a-fraction", _book((12.5, None, None), (None, 0.1, None)), [problem(2, "凭证号", _LOST), problem(3, "文号", _LOST)]),
    *Told(("long numbers", "precision 13"), "村", "village").accepted(
        "division-code-as-a-number", {"村.xlsx": xlsx({SHEET: [["村名", "区划代码"], ["新村", 621122101299]]})},
        [{"noun": "village", "name": "新村", "code": "621122101299"}],
    ),
    *Told(("precision 13",), "村", "village").refused(
        "division-codes-that-are-none", [["村名", "区划代码"], ["甲村", "6211221012"], ["乙村", "62112210120A"], ["丙村", "６２１１２２１０１２９９１"]],
        [problem(row, "区划代码", "is not a 12-digit division code.") for row in (2, 3, 4)],
    ),
    *Told(("precision 13", "compatibility"), "村", "village").accepted(
        "division-code-full-width", [["村名", "区划代码"], ["新村", "６２１１２２１０１２９９"]], [{"noun": "village", "name": "新村", "code": "621122101299"}]
    ),
    *Told(("precision 13",), "项目", "project").accepted(
        "project-code-as-a-number", {"项目.xlsx": xlsx({SHEET: [["项目名称", "项目编号", "协议编号"], ["水窖", 2017001, 15]]})},
        [{"noun": "project", "name": "水窖", "code": "2017001", "agreement_no": "15"}],
    ),
    *Told(("long numbers", "precision 13"), "项目", "project").refused(
        "project-code-too-long", {"项目.xlsx": xlsx({SHEET: [["项目名称", "项目编号"], ["水窖", 20170101000000001]]})}, [problem(2, "项目编号", _LOST)]
    ),
]  # fmt: skip
