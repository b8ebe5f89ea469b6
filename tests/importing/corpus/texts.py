"""Text: what is stripped, what is kept apart, what is refused, what only looks dangerous."""

from importing.books import Cells
from importing.corpus.case import Row, Told, problem, spent, twins

_HEAD = ["日期", "资金", "项目", "金额（元）", "用途"]
_text = Told(("blanks",), "支出", "spending", forms=(".csv",))


def _sheet(*purposes: str, fund: str = "自筹资金", project: str = "菌菜大棚") -> Cells:
    return [_HEAD, *[["2017-09-20", fund, project, "5", purpose] for purpose in purposes]]


def _allocation(village: str) -> Cells:
    return [["日期", "资金", "项目", "村", "金额（元）"], ["2017-09-20", "自筹资金", "技能培训", village, "5"]]


def _for(row: int, purpose: str) -> Row:
    return spent(row, 500, purpose=purpose)


def _no_village(name: str, near: str) -> Row:
    return problem(2, "村", f"There is no village “{name}”.", f"Did you mean “{near}”?")


_STRIPPED = {
    "ideographic-space": "　棚膜　",
    "zero-width-space": "\u200b棚膜\u200b",
    "byte-order-mark": "\ufeff棚膜",
    "no-break-space": "\u00a0棚膜\u00a0",
    "tabs-around": "\t棚膜\t",
}
_CONTROLS = {
    "esc": ("棚\x1b[31m膜", "U+001B"),
    "osc": ("\x1b]0;x\x07棚膜", "U+001B"),
    "c1": ("棚\x9b膜", "U+009B"),
    "backspace": ("棚\x08膜", "U+0008"),
    "rlo": ("棚\u202e膜", "U+202E"),
    "line-separator": ("棚\u2028膜", "U+2028"),
    "zero-width-inside": ("棚\u200b膜", "U+200B"),
    "soft-hyphen": ("棚\xad膜", "U+00AD"),
    "tab-inside": ("棚\t膜", "U+0009"),
    "delete": ("棚\x7f膜", "U+007F"),
}
_MARKUP = [
    "[red]棚膜",
    "[/]",
    "[link=file:///etc/passwd]棚膜[/link]",
    "<b>棚膜</b>",
    "**棚膜**",
    "{purpose}",
    "%s",
    "\\n",
    "&lt;",
]
_FORMULAS = ["=cmd|'/c calc'!A0", "+1+1", "-1-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x"]

CASES = [
    *[case for name, text in _STRIPPED.items() for case in _text.accepted(f"stripped-{name}", _sheet(text), [_for(2, "棚膜")])],
    *_text.accepted("stripped-names", _sheet("膜", fund=" 自筹资金\u200b", project="　菌菜大棚 "), [_for(2, "膜")]),
    *_text.accepted("stripped-amount-and-date", [_HEAD, ["\u200b2017-09-20", "自筹资金", "菌菜大棚", "5\u200b", "　"]], [spent(2, 500)]),
    *_text.accepted("only-invisible-is-blank", _sheet("\u200b", "　"), [spent(2, 500), spent(3, 500)], notes=[twins(1)]),
    *Told(("blanks",), "支出", "spending", forms=(".xlsx",)).accepted(
        "stripped-in-a-workbook", _sheet(*_STRIPPED.values()), [_for(row, "棚膜") for row in range(2, 7)], notes=[twins(4)]
    ),
    *_text.accepted("composed-and-decomposed", _sheet("café", "café"), [_for(2, "café"), _for(3, "café")], notes=[twins(1)]),
    *Told(("variants",), "安排", "allocation").refused("variant-bridge", _allocation("牙河邨"), [_no_village("牙河邨", "牙河村")]),
    *Told(("variants",), "安排", "allocation", forms=(".csv",)).refused("variant-near", _allocation("呀河村"), [_no_village("呀河村", "牙河村")]),
    *Told(("variants",), "安排", "allocation", forms=(".csv",)).refused("variant-far", _allocation("石桥"), [
        problem(2, "村", "There is no village “石桥”.", "List them: aidtrack village list. To make it of its name alone: --create village.")]),
    *Told(("variants",), "村", "village").accepted(
        "variants-stay-apart", [["村名", "县区"], ["石橋村", "陇西县"], ["石桥村", "陇西县"], ["羣力村", "陇西县"], ["群力村", "陇西县"], ["一村", "陇西县"], ["—村", "陇西县"]],
        [{"noun": "village", "name": name, "county": "陇西县", "prefecture": "定西市"} for name in ("石橋村", "石桥村", "羣力村", "群力村", "一村", "—村")],
    ),
    *Told(("variants",), "支出", "spending", forms=(".csv",)).refused(
        "variant-fund", _sheet("膜", fund="自籌资金"), [problem(2, "资金", "There is no fund “自籌资金”.", "Did you mean “自筹资金”?")]
    ),
    *Told(("compatibility",), "支出", "spending").accepted(
        "compatible-names", _sheet("５０㎡①", fund="⾃筹资⾦"), [_for(2, "５０㎡①")]
    ),
    *Told(("compatibility",), "村", "village").refused(
        "compatible-twins", [["村名", "县区"], ["⽯桥村", "陇西县"], ["石桥村", "陇西县"]],
        [problem(3, "村名", "stands in line 2 too.", "Keep one of the two rows.")],
    ),
    *Told(("compatibility",), "村", "village").accepted(
        "stored-as-it-came", [["村名", "备注"], ["⽯桥村", "Ａ①㎡"]], [{"noun": "village", "name": "⽯桥村", "note": "Ａ①㎡"}]
    ),
    *Told(("markup",), "支出", "spending").accepted("markup", _sheet(*_MARKUP), [_for(row, text) for row, text in enumerate(_MARKUP, 2)]),
    *Told(("markup",), "村", "village").accepted(
        "markup-in-a-name", [["村名", "备注"], ["[red]村", "[bold]"]], [{"noun": "village", "name": "[red]村", "note": "[bold]"}]
    ),
    *Told(("markup",), "支出", "spending").refused(
        "markup-in-an-unknown-name", _sheet("膜", project="[red]大棚"), [problem(2, "项目", "There is no project “[red]大棚”.")]
    ),
    *[
        case
        for name, (text, code) in _CONTROLS.items()
        for case in Told(("controls",), "支出", "spending", forms=(".csv",)).refused(
            f"control-{name}", _sheet(text), [problem(2, "用途", f"holds an invisible control character ({code}).", "Type the text again without it.")]
        )
    ],
    *Told(("controls",), "支出", "spending").refused(
        "controls-at-once", _sheet("好", "棚\u202e膜", "棚\u2028膜", "好"),
        [problem(3, "用途", "holds an invisible control character (U+202E)."), problem(4, "用途", "holds an invisible control character (U+2028).")],
    ),
    *Told(("controls",), "村", "village").refused(
        "control-in-a-name", [["村名", "县区"], ["牙\u202e河村", "陇西县"]], [problem(2, "村名", "holds an invisible control character (U+202E).")]
    ),
    *Told(("controls",), "支出", "spending").refused(
        "carriage-return-alone", {"支出.csv": '日期,资金,项目,金额（元）,用途\n2017-09-20,自筹资金,菌菜大棚,5,"一\r二"\n'.encode()},
        [problem(2, "用途", "holds an invisible control character (U+000D).")],
    ),
    *Told(("formula text", "precision 15"), "支出", "spending").accepted(
        "formulas-as-text", _sheet(*_FORMULAS), [_for(row, text) for row, text in enumerate(_FORMULAS, 2)]
    ),
    *Told(("formula text", "precision 15"), "支出", "spending").accepted(
        "formulas-defused-by-an-export", _sheet(*["'" + text for text in _FORMULAS]), [_for(row, text) for row, text in enumerate(_FORMULAS, 2)]
    ),
    *Told(("huge field",), "支出", "spending").accepted("4000-characters", _sheet("长" * 4000), [_for(2, "长" * 4000)]),
    *Told(("huge field",), "支出", "spending").refused(
        "4001-characters", _sheet("长" * 4001), [problem(2, "用途", "is 4001 characters long; at most 4000 fit.", "Shorten it.")]
    ),
    *Told(("huge field",), "支出", "spending", forms=(".csv",)).refused(
        "200000-characters", _sheet("膜", "长" * 200_000), [problem(3, None, "has a cell that is far too long.", "A quotation mark may be missing before it.")]
    ),
    *Told(("huge field", "precision 14"), "村", "village", forms=(".csv",)).refused(
        "name-of-201-characters", [["村名", "县区"], ["长" * 201, "陇西县"]], [problem(2, "村名", "is 201 characters long; at most 200 fit.")]
    ),
    *Told(("precision 15", "capitals"), "支出", "spending", forms=(".csv",)).refused(
        "capitals-beside-a-right-row", [_HEAD, ["2017-09-20", "自筹资金", "菌菜大棚", "5", "膜"], ["2017-09-20", "自筹资金", "菌菜大棚", "壹万贰仟元整", "膜"]],
        [problem(3, "金额（元）", "is not an amount.")],
    ),
]  # fmt: skip
