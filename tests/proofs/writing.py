"""A folder in which every command that writes finds what it needs, and the line by which each succeeds there."""

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from conftest import Store
from proofs.commands import every

_PROJECT = (  # what a notice asks for
    "--category 道路 --content 硬化 --stage approved --implementer 示例公司 --responsible 张某 --responsible-unit 示例镇 --target 通车"
    " --planned-start 2017-03 --planned-end 2017-10 --households 12 --persons 40"
)
_MONEY = "--fund F --project P --date 2017-02-01"
_HEADER = ("日期", "资金", "项目", "金额（元）")
OLD = "what stood here before"


def everything_at_hand(folder: Path) -> None:
    """`aid.db`, new or as it stands there, with some of everything, a backup of it, sheets, a layout, a file to attach."""
    store = Store(str(folder / "aid.db"), "sqlite")
    if not (folder / "aid.db").exists():
        store.ok("init")
    some_of_everything(store, folder)
    store.ok("db", "backup", str(folder / "备份.db"))
    Store(str(folder / "无密钥.db"), "sqlite").ok("init")
    above = Store(str(folder / "上级.db"), "sqlite")
    above.ok("init", "--collection")
    store.ok("handover", "--with-names", "-o", str(folder / "初报.aidb"))
    above.ok("receive", str(folder / "初报.aidb"))
    store.ok("village", "edit", "V", "--note", "备份以后")
    store.ok("handover", "--with-names", "-o", str(folder / "次报.aidb"))


def some_of_everything(store: Store, folder: Path) -> None:
    """In a store that is empty; sheets, a layout, a file to attach in the folder."""
    store.run(
        "db setting office 621122", "db setting office_name 陇西县总工会",
        "village add V --county 陇西县 --note 记", "village add W --county 陇西县", "village add U --county 陇西县",
        "organization add O1", "category add 道路", "organization add O2", "organization add O3",
        "fund add F --budget 100000 --source self --doc-no 示字1号", "fund add G --form loan --budget 100000", "fund add E1",
        "fund add E2", "fund add E3",
        f"project add P --village V {_PROJECT}", "project add Q --village V", "project add R --village V", "project add S --village V",
        "household add H1 --village V --head 张三丰", "household add H2 --village V", "household add H3 --village V",
        "measure add M1 --household H1", "activity add A1 --village V --starts-on 2017-05-01", "posting add 干部甲 --role cadre --village V",
        "finding add 问题甲 --village V", "indicator add 人均 --village V --value 4900 --unit 元 --as-of 2016",
        "step add proposal --project Q --date 2017-01-01", "plan add self --project Q --year 2017 --amount 70", "document add D1", "document add D2",
        "receipt add 50000 --fund F --date 2017-01-01 --ref R1", "receipt add 50000 --fund G --date 2017-01-01",
        "receipt add 70 --fund E1 --date 2017-01-01", "interest add 10 --fund F --date 2017-01-02 --ref I1",
        "allocation add 9000 --fund F --project P --date 2017-01-03", f"allocation add 20 {_MONEY} --ref A1",
        f"disbursement add 30 {_MONEY} --ref D1", f"spending add 40 {_MONEY} --ref S1",
        "loan add 1000 --fund G --household H1 --date 2017-03-01 --ref L1", "loan add 500 --fund G --household H1 --date 2017-03-02 --ref L2",
        "repayment add 100 --loan L1 --date 2017-04-01 --ref P1", "writeoff add 50 --loan L1 --reason 去世 --date 2017-05-01 --ref W1",
        "db close 2015",
    )  # fmt: skip
    rows = [(f"2017-0{1 + row % 9}-11", "F", "P", f"{row + 1}") for row in range(40)]
    for name, content in {"先支出": rows[:3], "支出": rows, "不全支出": [*rows, ("2017-02-30", "F", "P", "1")]}.items():
        (folder / f"{name}.csv").write_text("\n".join(",".join(row) for row in (_HEADER, *content)) + "\n", "utf-8")
    book = xlsxwriter.Workbook(folder / "支出.xlsx")
    page = book.add_worksheet("支出")
    for at, row in enumerate((_HEADER, *rows)):
        page.write_row(at, 0, row)
    book.close()
    for name, yuan in {"命令": 3, "坏命令": 0}.items():
        (folder / f"{name}.txt").write_text(f"spending add {yuan} --fund F --project P --date 2017-07-01\n", "utf-8")
    (folder / "布局.toml").write_text('unit = "元"\n', "utf-8")
    (folder / "新布局.toml").write_text('unit = "万元"\n', "utf-8")
    (folder / "协议.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 40)
    store.ok("import", str(folder / "先支出.csv"), "--allow-duplicates")
    store.ok("layout", "add", "L1", str(folder / "布局.toml"))
    store.ok("document", "attach", "D2", str(folder / "协议.pdf"))
    for name in ("问题.csv", "公示.html", "报表.html", "全部.xlsx", "空表.xlsx", "基线.json", "取回.pdf", "上报.aidb"):
        (folder / name).write_text(OLD, "utf-8")


_REFS = {"receipt": "R1", "interest": "I1", "allocation": "A1", "disbursement": "D1", "spending": "S1", "loan": "L2",
         "repayment": "P1", "writeoff": "W1"}  # fmt: skip
_NAMES = {"organization": "O1", "category": "道路", "measure": "M1", "activity": "A1", "finding": "问题甲", "posting": "干部甲", "indicator": "人均",
          "village": "U", "fund": "E2", "project": "R", "household": "H2", "document": "D1", "step": "1", "plan": "1"}  # fmt: skip
_WORDS = {
    "init": "--db neu.db init",
    "household add": "household add H9 --village V",
    "household forget": "household forget H1 --reason 本人要求",
    "posting add": "posting add 丁 --role cadre --village V",
    "step add": "step add proposal --project S --date 2017-01-01",
    "plan add": "plan add fiscal --project S --year 2017 --amount 50",
    "measure add": "measure add M9 --household H1",
    "project advance": "project advance S --date 2017-01-02",
    "village merge": "village merge U W --reason 同一村", "organization merge": "organization merge O2 O3 --reason 同一单位",
    "fund merge": "fund merge E2 E3 --reason 同一笔", "project merge": "project merge R S --reason 同一项目",
    "household merge": "household merge H2 H3 --reason 同一户",
    "fund carry": "fund carry E1 --to 2018", "fund transfer": "fund transfer F E2 5 --reason 调 --date 2017-06-01",
    "reallocate": "reallocate P Q 5 --fund F --reason 调 --date 2017-06-01",
    "document attach": "document attach D1 协议.pdf", "document fetch": "document fetch D2 --output 取回.pdf --force",
    "receipt add": "receipt add 7 --fund F --date 2017-06-01", "interest add": "interest add 7 --fund F --date 2017-06-01",
    "allocation add": "allocation add 7 --fund F --project P --date 2017-06-01",
    "disbursement add": "disbursement add 7 --fund F --project P --date 2017-06-01",
    "spending add": "spending add 7 --fund F --project P --date 2017-06-01",
    "loan add": "loan add 7 --fund G --household H1 --date 2017-06-01",
    "repayment add": "repayment add 7 --loan L1 --date 2017-06-01",
    "writeoff add": "writeoff add 7 --loan L1 --reason 去世 --date 2017-06-01",
    "import": "import 支出.csv --allow-duplicates", "batch undo": "batch undo 1 --yes", "batch run": "batch run 命令.txt",
    "layout add": "layout add L2 布局.toml", "layout edit": "layout edit L1 新布局.toml", "layout remove": "layout remove L1",
    "export": "export village fund entry --force -o 全部.xlsx", "template": "template spending --force -o 空表.xlsx",
    "notice fund": "notice fund F --channel 示例电话12317 --force -o 公示.html",
    "notice project": "notice project P --channel 示例电话12317 --force -o 公示.html",
    "check": "check --baseline 基线.json --force",
    "db backup": "db backup 二.db", "db restore": "db restore 备份.db --yes", "db close": "db close 2016", "db reopen": "db reopen 2015 --reason 补记",
    "db setting": "db setting require_steps on", "db upgrade": "db upgrade",
    "db adopt": "db adopt --office 620623 --name 天祝县总工会",
    "handover": "handover --with-names --force -o 上报.aidb", "key new": "key new --yes",
    "receive": "--db 上级.db receive 次报.aidb", "collection confirm": "--db 上级.db collection confirm 621122",
}  # fmt: skip
# The same command may go another way.
_OTHERWISE = {
    "import of a workbook": "import 支出.xlsx --allow-duplicates",
    "import in part": "import 不全支出.csv --allow-duplicates --partial --force --rejected 问题.csv",
    "correct in a sheet's batch": "spending correct S1 --payee 某 --reason 补",
    "backup with files": "db backup 三.zip",
    "report to a file": "report fund --force -o 报表.html",
    "show names": "household list --show-personal",
}


def typed(name: str) -> str:
    """What is typed of a verb that many nouns or kinds have."""
    if name in _WORDS:
        return _WORDS[name]
    noun, _, verb = name.partition(" ")
    thing = _REFS.get(noun) or _NAMES.get(noun, "1")
    return {
        "add": f"{name} 新",
        "edit": f"{name} {thing} --note 改",
        "remove": f"{name} {thing} --yes",
        "correct": f"{name} {thing} --note 改 --reason 错",
        "reverse": f"{name} {thing} --amount 1 --reason 错",
        "show": f"{name} {thing}",
    }.get(verb, f"{name} 1")


def writing() -> Iterator[tuple[str, list[str]]]:
    """Each command that says what it wrote, from the registry, and what else writes files: its name and words."""
    for name, made in every():
        says_so = any("--quiet" in param.opts for param in made.params)
        if says_so or name in _WORDS:
            yield name, typed(name).split()
    for name, line in _OTHERWISE.items():
        yield name, line.split()
