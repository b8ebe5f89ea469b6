"""What is typed wrongly on the command line: one sentence in the user's language, exit 2, no traceback."""

import pytest

from conftest import Store

WRONG = [
    (("village", "list", "--depth", "穷"), "贫困类型「穷」不在可选的词里。\n可用:深度贫困村、贫困村、非贫困村。\n"),
    (("fund", "list", "--year", "去年"), "年度「去年」不是年份。\n请写 4 位数字,如 2017。\n"),
    (("log", "--limit", "-1"), "--limit「-1」小于零。\n请写 1 或更大的整数。\n"),
    (
        ("report", "overview", "--year", "\x1b[31m"),
        "--year「\\x1b[31m」不是年份。\n请写 4 位数字,如 2017。\n",
    ),
    (
        ("receipt", "add", "1E+05"),
        "金额「1E+05」是 Excel 的科学计数法,原来的数字已看不出。\n请写数字,如 1200.50 或 12.5万元。\n",
    ),
]


@pytest.mark.parametrize(("args", "sentence"), WRONG, ids=[" ".join(args[:2]) for args, _ in WRONG])
def test_wrong_word(file_store: Store, args: tuple[str, ...], sentence: str) -> None:
    answer = file_store(*args, lang="zh")
    assert (answer.code, answer.out, answer.err) == (2, "", sentence)


def test_long_text_is_shown_in_part(file_store: Store) -> None:
    answer = file_store("spending", "add", "x" * 5000, lang="en")
    assert answer.code == 2
    assert answer.err.startswith(f"amount “{'x' * 80}…” is not an amount.")


def test_missing_file_is_named_once(file_store: Store) -> None:
    answer = file_store("import", "没有.csv", lang="zh")
    assert answer.code == 4
    assert "\n没有.csv 无法读取(文件或文件夹不存在)。请核对文件名和权限。\n" in answer.out
