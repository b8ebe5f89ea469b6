"""How a text file sets its cells apart, and its quotation marks and lines."""

from importing.corpus.case import Row, Told, problem, spent

_TEXT = "日期,资金,项目,金额（元）\n2017-09-20,自筹资金,菌菜大棚,1200.50\n"
_ONE = [spent(2, 120050)]
_OPEN = "has a quotation mark that is not closed."

_delimiters = Told(("delimiters",), "支出", "spending")
_quotes = Told(("quoted newline",), "支出", "spending")
_open = Told(("open quote",), "支出", "spending")


def _noted(row: int, amount_fen: int, purpose: str) -> Row:
    return spent(row, amount_fen, purpose=purpose)


CASES = [
    *_delimiters.accepted("comma", {"支出.csv": _TEXT.encode()}, _ONE),
    *_delimiters.accepted("tab", {"支出.tsv": _TEXT.replace(",", "\t").encode()}, _ONE),
    *_delimiters.accepted("semicolon", {"支出.csv": _TEXT.replace(",", ";").encode()}, _ONE),
    *_delimiters.accepted("tab-in-txt", {"支出.txt": _TEXT.replace(",", "\t").encode()}, _ONE, also=["precision 12"]),
    *_delimiters.accepted("comma-in-txt", {"支出.txt": _TEXT.encode()}, _ONE, also=["precision 12"]),
    *_delimiters.accepted("tab-in-csv", {"支出.csv": _TEXT.replace(",", "\t").encode()}, _ONE),
    *_delimiters.accepted("ending-in-capitals", {"支出.CSV": _TEXT.encode()}, _ONE),
    *_delimiters.accepted("sep-comma", {"支出.csv": b"sep=,\n" + _TEXT.encode()}, [spent(3, 120050)]),
    *_delimiters.accepted(
        "sep-semicolon", {"支出.csv": b"sep=;\r\n" + _TEXT.replace(",", ";").encode()}, [spent(3, 120050)]
    ),
    *_delimiters.accepted(
        "semicolons-around-amounts-with-commas",
        {"支出.csv": _TEXT.replace(",", ";").replace("1200.50", "1,200.50").encode()},
        _ONE,
    ),
    *_delimiters.refused(
        "full-width-comma",
        {"支出.csv": _TEXT.replace(",", "，").encode()},
        [problem(None, None, "has its cells set apart by the full-width comma ，.", "Use the comma , or save the sheet as CSV again.")],
    ),
    *_delimiters.refused(
        "vertical-bars",
        {"支出.csv": _TEXT.replace(",", "|").encode()},
        [problem(None, None, "has no header that is known here (it begins: 日期|…")],
    ),
    *_delimiters.refused(
        "an-amount-whose-comma-sets-apart",
        {"支出.csv": _TEXT.replace("1200.50", "1,200.50").encode()},
        [problem(2, None, "The row has 5 cells, the header 4.")],
        also=["columns"],
    ),
    *_quotes.accepted(
        "crlf-cells-of-several-lines",
        {
            "支出.csv": "日期,资金,项目,金额（元）,用途\r\n"
            '2017-09-20,自筹资金,菌菜大棚,5,"棚膜\r\n两卷"\r\n'
            '2017-09-20,自筹资金,菌菜大棚,6,"一\n二\n三"\r\n'
            "2017-09-20,自筹资金,菌菜大棚,7,地膜\r\n".encode()
        },
        [_noted(2, 500, "棚膜\n两卷"), _noted(4, 600, "一\n二\n三"), _noted(7, 700, "地膜")],
    ),
    *_quotes.refused(
        "a-fault-below-a-cell-of-several-lines",
        {"支出.csv": '日期,资金,项目,金额（元）,用途\n2017-09-20,自筹资金,菌菜大棚,5,"一\n二"\n2017-09-20,自筹资金,菌菜大棚,x,三\n'.encode()},
        [problem(4, "金额（元）", "is not an amount.")],
    ),
    *_quotes.accepted(
        "quotation-marks-in-a-cell",
        {"支出.csv": '日期,资金,项目,金额（元）,用途\n2017-09-20,自筹资金,菌菜大棚,5,"买""好膜""两卷"\n'.encode()},
        [_noted(2, 500, '买"好膜"两卷')],
    ),
    *_quotes.accepted("cr-alone", {"支出.csv": _TEXT.replace("\n", "\r").encode()}, _ONE, also=["delimiters"]),
    *_quotes.accepted("crlf", {"支出.csv": _TEXT.replace("\n", "\r\n").encode()}, _ONE, also=["delimiters"]),
    *_quotes.accepted("no-line-end-at-the-end", {"支出.csv": _TEXT.strip().encode()}, _ONE, also=["delimiters"]),
    *_quotes.accepted(
        "a-line-break-in-a-name",
        {"支出.csv": '日期,资金,项目,金额（元）\n2017-09-20,自筹资金,"菌菜\n大棚",5\n'.encode()},
        [spent(2, 500)],
    ),
    *_open.refused(
        "opened-in-the-first-row",
        {"支出.csv": '日期,资金,项目,金额（元）\n2017-09-20,自筹资金,"菌菜大棚,5\n2017-09-20,自筹资金,菌菜大棚,6\n'.encode()},
        [problem(2, None, _OPEN)],
    ),
    *_open.refused(
        "opened-after-thirty-rows",
        {"支出.csv": (_TEXT + "2017-09-20,自筹资金,菌菜大棚,5\n" * 30 + '2017-09-20,"自筹资金,菌菜大棚,5\n').encode()},
        [problem(33, None, _OPEN)],
    ),
    *_open.refused(
        "opened-in-the-header",
        {"支出.csv": ('日期,"资金,项目,金额（元）\n' + "2017-09-20,自筹资金,菌菜大棚,5\n").encode()},
        [problem(1, None, _OPEN)],
    ),
    *_open.refused(
        "text-after-a-closed-mark",
        {"支出.csv": _TEXT.replace("菌菜大棚", '"菌菜"大棚').encode()},
        [problem(2, None, _OPEN)],
    ),
]  # fmt: skip
