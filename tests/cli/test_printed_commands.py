"""Every command that a message prints for going on can be typed as it stands: its words in capitals are what the person knows."""

import re
from pathlib import Path

import pytest

from aidtrack.cli.rights import at_home
from aidtrack.locale.en import ONE
from aidtrack.locale.zh import MESSAGES
from cli.printed import fault, printed
from collection.province import Province
from conftest import Store

_FILLED = {"noun": "village", "kind": "spending", "verb": "reverse", "cell": "--fund 甲 --village 乙"}


def test_of_every_message_in_both_languages() -> None:
    said = {text for english, chinese in MESSAGES.items() for text in (english, chinese, ONE.get(english, english))}
    found = [
        words for text in said for words in printed(re.sub(r"{(\w+)}", lambda name: _FILLED.get(name[1], "1"), text))
    ]
    assert len(found) > 100
    assert {" ".join(words): wrong for words in found if (wrong := fault(*words)) is not None} == {}


def test_what_does_not_parse_is_told() -> None:
    for text, count in (
        ("So: aidtrack project edit.", 1), ("请用:aidtrack fund carry 甲。", 1), ("aidtrack village merge 1 2 --why X", 1), ("aidtrack check names it.", 0),
        ("aidtrack --db '/a b.db' db close 2018。", 0), ("No “aidtrack village 村” here.", 0), ("an aidtrack store", 0),
    ):  # fmt: skip
        assert len([words for words in printed(text) if fault(*words)]) == count, text


REFUSED = (
    "undo", "merge 1 2", "spending add 900 --project 甲村/路 --date 2018-02-01", "receipt reverse 1 --reason 退", "fund edit F --budget 1", "spending show 1",
    "spending correct 1 --amount 3 --reason 错", "spending reverse 3 --reason 错", "spending correct 3 --payee 乙 --reason 错", "spending correct R-1 --payee 乙 --reason 错",
    "receipt add 3 --fund F --ref R-1 --date 2018-02-01", "village merge 甲村 乙村 --reason 重复", "batch undo 1",
    "village remove 甲村", "village add 甲", "village edit 丙村 --name 甲", "fund carry G --to 2019", "village show 没有", "layout show 没有", "document fetch 方案 -o x",
    "project edit 甲村/路 --closed-on 2018-01-01", "db reopen 2018 --reason 补", "receipt add 500 --fund F --date 2018-01-01 --ref A-1",
)  # fmt: skip


def test_of_what_is_put_together_where_it_is_said(file_store: Store) -> None:
    """Refusals whose commands hold names and numbers of the store; some go on with an option of the command itself."""
    file_store.run(
        "village add 甲村", "village add 乙村", "village add 丙村", "project add 路 --village 甲村", "project add 路 --village 乙村", "fund add F", "fund add G",
        "document add 方案", "receipt add 500 --fund F --date 2018-01-01 --ref A-1", "allocation add 400 --fund F --project 甲村/路 --date 2018-01-02",
        "spending add 100 --project 甲村/路 --date 2018-01-03 --ref R-1", "spending correct R-1 --payee 乙 --reason 错",
        "spending reverse R-1 --amount 5 --reason 退",
    )  # fmt: skip
    for lang in ("zh", "en"):
        for line in REFUSED:
            said = file_store(*line.split(), lang=lang)
            named = [*printed(said.err)]
            assert said.code in (1, 2) and (named or "--" in said.err), (line, said)
            assert {" ".join(words): wrong for words in named if (wrong := fault(*words)) is not None} == {}, line


ABOVE = (
    "report quality", "report alerts", "report support --by village", "report pack", "report thresholds", "report office", "report publish iati", "report publish oc4ids",
    "export iati -o x.xml", "export 360giving -o x.json", "notice fund 620623/专项资金", "notice project 620623/道路 --phase before", "document fetch 620623/协议 -o x",
    "project show 道路", "collection confirm 65", "spending show 1", "village add 甲村",
)  # fmt: skip


def test_of_a_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its offices record it never tells to record there, and what it tells them to run names their own rows."""
    monkeypatch.chdir(tmp_path)
    above = Store(str(tmp_path / "above.db"), "sqlite")
    province = Province(tmp_path, above)
    for code in ("620623", "621122"):
        province.county(code).run("document add 协议", "household add H --village 石桥村")
        province.receive(province.month(code, 1))
    for lang in ("zh", "en"):
        for office in ("", "620623"):
            for line in ABOVE:
                chosen = ["--office", office] if office and not line.startswith(("collection", "village add")) else []
                if office:
                    line = line.replace(f"{office}/", "")
                answer = above(*chosen, *line.split(), lang=lang)
                said = answer.out + answer.err
                assert at_home(said, settings=bool(office)) in (None, said) and said.count("handover -o") <= 1, (
                    line,
                    said,
                )
                assert {
                    " ".join(words): wrong
                    for words in printed(answer.err.replace("「…」", "2018"))
                    if (wrong := fault(*words)) is not None
                } == {}, line
                told = re.findall(r"aidtrack (?!--db)(?:project|fund|step|document) \S.*", said)
                assert not any("620623" in one for one in told), told
