"""Bytes and characters: what a file is written in, and what is no text at all."""

import codecs

from importing.corpus.case import Row, Told, line, problem

_NOTED = "村名,县区,备注\n𠮷村,陇西县,“𠮷”字难打\n"
_PLAIN = "村名,县区,备注\n吉村,陇西县,字好打\n"
_RARE: list[Row] = [
    {"noun": "village", "name": "𠮷村", "county": "陇西县", "prefecture": "定西市", "note": "“𠮷”字难打"}
]
_USUAL: list[Row] = [{"noun": "village", "name": "吉村", "county": "陇西县", "prefecture": "定西市", "note": "字好打"}]
_NO_HEADER = (
    "Put the field names into the first ten lines, as in an export, or name the columns with --map and give what they lack"
    " with --set; if the text looks garbled, give --encoding."
)

_right = Told(("encodings",), "村", "village")
_foreign = Told(("foreign encodings",), "村", "village")
_mixed = Told(("mixed encodings",), "村", "village")


def _is_no_text(row: int, encoding: str = "UTF-8 / GB18030") -> list[Row]:
    return [problem(None, None, f"is not text in {encoding} (line {row}).", sheet=None)]


CASES = [
    *_right.accepted("utf-8", {"村.csv": _NOTED.encode()}, _RARE),
    *_right.accepted("utf-8-bom", {"村.csv": _NOTED.encode("utf-8-sig")}, _RARE, encoding="utf-8-sig"),
    *_right.accepted("gb18030-rare", {"村.csv": _NOTED.encode("gb18030")}, _RARE, encoding="gb18030"),
    *_right.accepted("gbk", {"村.csv": _PLAIN.encode("gbk")}, _USUAL, encoding="gb18030"),
    *_right.accepted("gb2312", {"村.csv": _PLAIN.encode("gb2312")}, _USUAL, encoding="gb18030"),
    *_right.accepted(
        "utf-16-le-bom", {"村.csv": codecs.BOM_UTF16_LE + _NOTED.encode("utf-16-le")}, _RARE, encoding="utf-16"
    ),
    *_right.accepted(
        "utf-16-be-bom", {"村.csv": codecs.BOM_UTF16_BE + _NOTED.encode("utf-16-be")}, _RARE, encoding="utf-16"
    ),
    *_right.accepted("utf-16-le-bare", {"村.csv": _NOTED.encode("utf-16-le")}, _RARE, encoding="utf-16-le"),
    *_right.accepted("utf-16-be-bare", {"村.csv": _NOTED.encode("utf-16-be")}, _RARE, encoding="utf-16-be"),
    *_right.accepted(
        "utf-16-tabs",  # what Excel calls "Unicode text"
        {"村.txt": codecs.BOM_UTF16_LE + _NOTED.replace(",", "\t").encode("utf-16-le")},
        _RARE,
        encoding="utf-16",
    ),
    *_right.accepted(
        "stated", {"村.csv": _NOTED.encode("gb18030")}, _RARE, options=["--encoding", "gb18030"], encoding="gb18030"
    ),
    *_right.accepted(
        "a-thousand-rows-of-utf-16",
        {"村.csv": ("村名,县区\n" + "".join(f"村{n}号村,陇西县\n" for n in range(1000))).encode("utf-16-le")},
        [{"noun": "village", "name": f"村{n}号村", "county": "陇西县", "prefecture": "定西市"} for n in range(1000)],
        encoding="utf-16-le",
    ),
    *_right.refused(
        "stated-wrongly", {"村.csv": _NOTED.encode("gb18030")}, _is_no_text(1, "utf-8"), options=["--encoding", "utf-8"]
    ),
    # Whose bytes are text in both: as GB18030 it would read 缁嬪.
    *Told(("utf-8 first",), "村", "village").accepted(
        "valid-in-both",
        {"村.csv": "name,note\n绋嬪,x\n".encode()},
        [{"noun": "village", "name": "绋嬪", "note": "x"}],
    ),
    *_foreign.refused(
        "big5",
        {"村.csv": "村名,縣區\n牙河村,隴西縣\n".encode("big5")},
        [problem(None, None, "has no header that is known here…", _NO_HEADER)],
    ),
    *_foreign.refused(
        "shift-jis",
        {"村.csv": "村名,県区\n牙河村,西県\n".encode("shift-jis")},
        [problem(None, None, "has no header that is known here…", _NO_HEADER)],
    ),
    *_foreign.refused(
        "big5-said-to-be-spending",
        {"支出.csv": "日期,資金,項目,金額\n2017-09-20,自籌資金,大棚,5\n".encode("big5")},
        [problem(None, None, "has no header that is known here…", _NO_HEADER)],
    ),
    *_mixed.refused(
        "gb18030-after-utf-8", {"村.csv": "村名,县区\n牙河村,陇西县\n".encode() + "咀儿村,武山\n".encode("gb18030")}, _is_no_text(3)
    ),
    *_mixed.refused(
        "utf-8-after-gb18030", {"村.csv": "村名,县区\n甲村,县\n".encode("gb18030") + "咀儿村,武山\n".encode()}, _is_no_text(3)
    ),
    *_mixed.refused("bytes-that-are-nothing", {"村.csv": _NOTED.encode() + b"\xff\xff,\xff\n"}, _is_no_text(3)),
    *_mixed.refused("utf-16-cut-in-half", {"村.csv": b"\xff\xfe\x00\xd8\x00\xd8"}, _is_no_text(1, "utf-16")),
    *Told(("nul",), "村", "village").refused(
        "nul", {"村.csv": _NOTED.encode() + b"\0\n"}, _is_no_text(3)
    ),
    *Told(("nul",), "村", "village").refused(
        "nul-in-a-cell", {"村.csv": "村名,县区\n牙\0河村,陇西县\n".encode()}, _is_no_text(2)
    ),
    *Told(("encodings", "precision 12"), "村", "village").accepted(
        "two-encodings-in-one-call",
        {"村甲.csv": _PLAIN.encode("gbk"), "村乙.csv": _NOTED.encode()},
        [*_USUAL, *_RARE],
        read=[line("村甲.csv", None, "village", "gb18030", 1), line("村乙.csv", None, "village", "utf-8", 1)],
    ),
]  # fmt: skip
