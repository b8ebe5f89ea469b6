"""An attack: a household's name goes in at every door, and comes out at none of them unless it is asked for, which is logged."""

import io
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from aidtrack.cli.params import SHOW_PERSONAL
from aidtrack.cli.registry import commands
from aidtrack.cli.store import SHELLS
from aidtrack.cli.typer_internals import Command
from aidtrack.exchange.sheets import SHEETS
from aidtrack.ledger.kind import KINDS, EntryKind
from aidtrack.nouns import NOUNS
from aidtrack.render.formats import FORMATS
from aidtrack.reports.registry import REPORTS
from aidtrack.values.field import Noun
from conftest import SOME, Answer, Store
from nouns.samples import options, row, sample
from proofs.commands import OF_SERVERS
from test_manual import COMMANDS

pytestmark = pytest.mark.long

NAME = "欧阳𬭸㵤烎"
SECRET = NAME[2:]  # what stands for nothing else; the mask shows the first character
OTHER = "诸葛䶮㙓" + SECRET
ID_NUMBER = "621122198001018888"
LOAN = "J-1"  # the 流水号 of the furnished store's loan


def leaks(text: str) -> bool:
    return (
        SECRET in text or ID_NUMBER in text or any(f"\\u{ord(one):04x}" in text for one in SECRET if ord(one) < 2**16)
    )


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder as text, workbooks unpacked; stores aside, which hold the names."""
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b"SQLite format 3"
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                yield from (
                    (f"{path.name}/{part}", book.read(part).decode("utf-8", "replace")) for part in book.namelist()
                )
        elif not data.startswith(b"SQLite format 3"):
            yield path.name, data.decode("utf-8", "replace")
            yield path.name, data.decode("gb18030", "replace")


@dataclass
class Victim:
    """A store with households, and an empty folder to which a command may write."""

    store: Store
    folder: Path

    def attack(self, *args: str, lang: str = "zh", stdin: bytes = b"") -> Answer:
        """Run a command; nothing that it prints or writes may hold the name."""
        answer = self.store(*args, lang=lang, stdin=stdin)
        assert not leaks(answer.out + answer.err), (args, answer)
        assert "Traceback" not in answer.err
        for name, text in contents(self.folder):
            assert not leaks(text), (args, name)
        return answer


def furnish(store: Store, folder: Path) -> None:
    """Households from the command line and from a sheet, and something of everything beside them."""
    store.ok("db", "setting", "office", "621122")
    store.ok("village", "add", "牙河村", "--county", "陇西县")
    store.ok("household", "add", "001", "--village", "牙河村", "--head", NAME, "--persons", "4")
    store.ok("household", "edit", "001", "--head", OTHER)
    store.ok("household", "edit", "001", "--head", NAME, "--food", "unmet")
    (folder / "户.csv").write_text(
        f"户编号,村,户主,人口,身份证号\n002,牙河村,{NAME},3,{ID_NUMBER}\n003,牙河村,{OTHER},1,\n"
    )
    store.ok("import", str(folder / "户.csv"))
    (folder / "布局.toml").write_text('as = "户"\n')
    store.ok("layout", "add", "花名册", str(folder / "布局.toml"))
    store.ok("household", "add", "004", "--village", "牙河村", "--head", NAME)
    store.ok("household", "remove", "004", "--yes")
    for noun in NOUNS.values():
        if noun.name not in ("village", "household"):
            given = {field.name: row(noun)[field.name] for field in noun.fields if not field.refers}
            given.pop("loan", None)  # of an entry, which comes later
            given |= {"household": "001"} if any(field.refers == "household" for field in noun.fields) else {}
            store.ok(noun.name, "add", given["name"], *options(noun, {**given, **sensible(noun)}))
    store.ok("fund", "add", "周转金", "--form", "loan")
    store.ok("project", "add", "另一项目", "--village", "牙河村")
    for fund in (called("fund"), "周转金"):
        store.ok("receipt", "add", "1000", "--fund", fund, "--date", "2017-01-01")
    store.ok("loan", "add", "100", *placed(KINDS["loan"]), "--term", "12", "--ref", LOAN)
    for kind in KINDS.values():
        store.ok(kind.name, "add", "5", *placed(kind), "--over", "补记")


@pytest.fixture(scope="module")
def furnished(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is furnished once, and copied for each attack."""
    folder = tmp_path_factory.mktemp("furnished")
    shutil.copyfile(blank_file, folder / "aidtrack.db")
    store = Store(str(folder / "aidtrack.db"), "sqlite")
    furnish(store, folder)
    (folder / "方案.txt").write_text("方案")
    (folder / "命令.txt").write_text(
        f"household edit 001 --head {OTHER}\nhousehold add 005 --village 牙河村 --head {NAME}\n"
    )
    store.ok("document", "attach", row(NOUNS["document"])["name"], str(folder / "方案.txt"))
    return folder


@pytest.fixture
def victim(furnished: Path, tmp_path: Path) -> Victim:
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    out = tmp_path / "out"
    out.mkdir()
    return Victim(Store(str(tmp_path / "aidtrack.db"), "sqlite"), out)


def called(noun: str) -> str:
    """What the furnished store calls a thing of this noun."""
    return {"village": "牙河村", "household": "001"}.get(noun) or row(NOUNS[noun])["name"]


# Where money is moved from, a noun, and into what.
MOVES = {("fund", "transfer"): ("fund", "周转金"), ("reallocate",): ("project", "另一项目")}


def argument_of(path: tuple[str, ...], name: str, folder: Path) -> list[str]:
    """What a command takes as an argument of this name."""
    noun = NOUNS.get(path[0])
    if path == ("report", "publish"):
        return ["iati"]
    if path[0] == "report":
        return [called(REPORTS[path[1]].noun or "")]
    if path[0] == "notice":
        return [called(path[1])]
    if path[0] == "layout":
        file = "户.csv" if path[1] == "draft" else "布局.toml"
        return ["花名册" if name == "name" else str(folder.parent / file)]
    if path == ("batch", "run"):
        return [str(folder.parent / "命令.txt")]
    if path in MOVES:
        return {"name": [called(MOVES[path][0])], "into": [MOVES[path][1]], "amount": ["1"]}[name]
    if path[-1] == "merge" and noun is not None:
        return [called(noun.name)]
    if name == "name" and noun is not None:
        if path[1] == "add":
            return [row(noun, second=True)["name"], *options(noun, sensible(noun, second=True))]
        return [called(noun.name)]
    if name == "amount":
        return ["1", *placed(KINDS[path[0]])]
    known = {
        "id": ["1"], "files": [str(folder.parent / "户.csv"), "--again"], "nouns": [*NOUNS] if path[0] == "template" else [],
        "office": ["621122"], "shell": [SHELLS[0]], "text": [NAME], "period": ["2016"], "file": [str(folder.parent / "方案.txt" if path[0] == "document" else folder / "copy.db")],
    }  # fmt: skip
    return known.get(name, [])


def sensible(noun: Noun, *, second: bool = False) -> dict[str, str]:
    """What a row of this noun needs, of things that the furnished store holds; a person's name where it takes one."""
    given = {field.name: NAME for field in noun.fields if field.personal}
    for field in noun.fields:
        if field.required and field.name != "name":
            given[field.name] = called(field.refers) if field.refers else sample(field, second).zh
    return given


def change(noun: Noun) -> list[str]:
    """An option of `edit` with a value that any row may take: the first field that can be blanked, else another name."""
    field = next((field for field in noun.fields if not field.required), None)
    return ["--name", row(noun, second=True)["name"]] if field is None else [field.option, ""]


def placed(kind: EntryKind) -> list[str]:
    """Where an entry of a kind belongs, in the furnished store."""
    fund = ["--fund", "周转金" if kind.loan else called("fund"), "--date", "2017-01-02"]
    if kind.loan:
        lent = ["--household", "001", "--guarantor", OTHER] if kind.loan > 0 else ["--loan", LOAN, "--reason", "因灾"]
        return [*fund, "--payee", NAME, *lent]
    return [*fund, "--payee", OTHER, *(["--project", called("project")] if kind.per_cell else [])]


def loaded(path: tuple[str, ...]) -> Command:
    command: Command = commands()[path[0]].load()
    for word in path[1:]:
        command = command.entries[word].load()  # type: ignore[attr-defined]  # a group
    return command


# What a command needs that is no field of a noun.
NEEDED = {"--reason": "更正", "--to": "2018"}
# Commands that write one file, and its ending.
WRITTEN = {("template",): ".xlsx", ("document", "fetch"): ".xlsx", ("handover",): ".aidb"}


def command_lines(path: tuple[str, ...], folder: Path) -> Iterator[list[str]]:
    """A command with its arguments, as it comes and in every third format, one after another; in a campaign in all."""
    params = loaded(path).params
    args = [*path]
    for param in params:
        if param.param_type_name == "argument":
            args += argument_of(path, str(param.name), folder)
    if path[0] in NOUNS and path[1] == "edit":
        args += change(NOUNS[path[0]])
    if path[-1] == "correct":
        args += ["--voucher", "X-9"]
    for param in params:
        if param.required and param.opts[0] in NEEDED and param.opts[0] not in args:
            args += [param.opts[0], NEEDED[param.opts[0]]]
    given = {name for param in params for name in param.opts}
    args += [word for word in ("--yes",) if word in given]
    if path == ("export",):
        for format, sheets in SHEETS.items():
            yield [*args, "--format", format, "--force", "-o", str(folder)]
            for encoding in sheets.encodings:
                yield [
                    *args,
                    "household",
                    "--format",
                    format,
                    "--encoding",
                    encoding,
                    "--force",
                    "-o",
                    str(folder / "户"),
                ]
    elif path in WRITTEN:
        yield [*args, "--force", "-o", str(folder / f"x{WRITTEN[path]}")]
    elif "--format" in given:
        first = COMMANDS.index(path) % SOME
        yield from (
            [*args, "--format", format, "--force", "-o", str(folder / f"{'-'.join(path)}.{format}")]
            for format in [*FORMATS][first::SOME]
        )
        yield args
    else:
        yield args


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_no_command_shows_a_name(victim: Victim, path: tuple[str, ...], tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    shutil.copyfile(victim.store.db, kept)
    worked = []
    for number, line in enumerate(command_lines(path, victim.folder)):
        worked.append(victim.attack(*line, lang=("zh", "en")[number % 2]))
        shutil.copyfile(kept, victim.store.db)  # a command may have written
        for written in victim.folder.iterdir():
            written.unlink()
    elsewhere = {"db restore", *OF_SERVERS}  # there is no backup, and no server
    assert worked[0].code in (0, 1) or " ".join(path) in elsewhere, worked[0]


def test_what_shows_names_shows_them_masked(victim: Victim, tmp_path: Path) -> None:
    for args in (("household", "list"), ("household", "show", "002"), ("log", "--noun", "household")):
        assert f"{NAME[0]}**" in victim.attack(*args).out
    victim.attack("export", "household", "--force", "-o", str(victim.folder / "户.csv"))
    assert f"{NAME[0]}**" in (victim.folder / "户.csv").read_text("utf-8-sig")
    assert victim.attack("export", "household").out.count(f"{NAME[0]}**") == 2


UNSOUND = {
    "a line break": '户编号,村,户主\n005,牙河村,"{name}\n之妻"\n',
    "a control character": "户编号,村,户主\n005,牙河村,{name}\x07\n",
    "too long": "户编号,村,户主\n005,牙河村," + "{name}" * 60 + "\n",
    "columns changed places": "户编号,村,户主,人口,食\n005,{name},牙河村,4,\n",
    "a name for a number": "户编号,村,户主,人口,致贫原因,不愁吃,状态日期\n005,牙河村,{name},{name},{name},{name},{name}\n",
    "a cell too many": "户编号,村,户主\n005,牙河村,{name},{name}\n",
    "a column without a header": "户编号,村,户主,\n005,牙河村,,{name}\n",
    "a village too much": "户编号,村,户主\n005,没有的村,{name}\n",
    "no header": "005,牙河村,{name}\n006,牙河村,{name}\n",
    "no header, and the name first": "{name},005,牙河村\n",
    "the same twice": "户编号,村,户主\n005,牙河村,{name}\n005,牙河村,{name}\n",
    "what is there already": "户编号,村,户主\n001,牙河村,{name}\n",
    "an open quotation mark": '户编号,村,户主\n005,牙河村,"{name}\n',
    "identity numbers": "户编号,村,户主,身份证号,人口\n005,牙河村,{name},{id},一\n",
    "blank village": "户编号,村,户主\n005,,{name}\n",
    "sound": "户编号,村,户主\n005,牙河村,{name}\n",
    "notes": "户编号,村,户主\n005,牙河村,{name}\n填表人:{name},,\n",
    "json": '{{"schema": 1, "tables": [{{"name": "household", "columns": [{{"name": "name"}}, {{"name": "village"}},'
            ' {{"name": "head"}}, {{"name": "persons"}}], "rows": [{{"name": "005", "village": "牙河村", "head": "{name}",'
            ' "persons": "{name}"}}]}}]}}',
}  # fmt: skip
OTHERS = {
    "放款": "日期,资金,借款户,金额（元）\n2017-01-01,周转金,{name},5\n",
    "措施": "措施内容,户编号\n修房,{name}\n",
    "指标": "指标名称,户编号,数值\n收入,{name},1\n",
    "数据": "户主,村\n{name},牙河村\n",
}
WAYS = (
    (), ("--dry-run",), ("--rejected", "坏.csv"), ("--rejected", "坏.xlsx", "--force", "--format", "json"), ("--mode", "update"), ("--mode", "upsert"),
    ("--partial", "--rejected", "坏.xlsx", "--force"), ("--ignore-extra",), ("--as", "village"), ("--fill-down", "村"), ("--format", "xlsx", "-o", "答.xlsx", "--force"),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_no_import_shows_a_name(victim: Victim, way: tuple[str, ...], tmp_path: Path) -> None:
    options = [str(victim.folder / word) if word.endswith((".csv", ".xlsx")) else word for word in way]
    sheets = {f"户{number}": text for number, text in enumerate(UNSOUND.values())} | OTHERS
    for stem, text in sheets.items():
        path = tmp_path / f"{stem}.{'json' if text.startswith('{{') else 'csv'}"
        path.write_text(text.format(name=NAME, id=ID_NUMBER))
        victim.attack("import", str(path), *options, lang="zh" if stem in OTHERS else "en")
        if not way:
            victim.attack("import", "--as", "household", "-", stdin=path.read_bytes())
    victim.attack("log")


@pytest.mark.parametrize(
    "args",
    [
        ("household", "add", "009", "--village", "牙河村", "--head", f"{NAME}\x07"),
        ("household", "add", "009", "--village", "牙河村", "--head", NAME * 60),
        ("household", "edit", "001", "--head", f"两行\n{NAME}"),
        ("household", "edit", "001", "--head", NAME, NAME),
        ("household", "edit", "001", "--persons", NAME),
        ("household", "add", "001", "--village", "牙河村", "--head", NAME),
        ("household", "show", NAME),
        ("household", "show", NAME, NAME),
        ("household", "remove", NAME, "--yes"),
        ("measure", "add", "修房", "--household", NAME),
        ("measure", "list", "--household", NAME),
        ("indicator", "add", "收入", "--household", NAME),
        ("loan", "add", "5", "--fund", "周转金", "--household", NAME),
        ("loan", "list", "--household", NAME),
    ],
    ids=lambda args: " ".join(args[:3])[:40],
)
def test_no_error_of_the_command_line_shows_a_name(victim: Victim, args: tuple[str, ...]) -> None:
    for lang in ("zh", "en"):
        assert victim.attack(*args, lang=lang).code in (1, 2)


def test_check_masks_what_was_changed_behind_its_back(victim: Victim) -> None:
    with sqlite3.connect(victim.store.db) as behind:
        behind.execute("UPDATE household SET head = ? WHERE name = '001'", (f" {NAME} ",))
    for format in FORMATS:
        answer = victim.attack("check", "--format", format, "--force", "-o", str(victim.folder / f"check.{format}"))
        assert answer.code == 5


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_asked_for_it_is_shown_and_logged(
    engine: str, new_store: Callable[[str], Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(engine)
    furnish(store, tmp_path)
    monkeypatch.setenv("AIDTRACK_USER", "审计员")
    bad = tmp_path / "坏户.csv"
    bad.write_text(f"户编号,村,户主,人口\n007,牙河村,{NAME},{NAME}\n")
    asked = {
        "household list": ("household", "list"),
        "household show": ("household", "show", "001"),
        "household edit": ("household", "edit", "001", "--note", "改", "--show"),
        "export": ("export", "household"),
        "log": ("log", "--noun", "household"),
        "import": ("import", str(bad), "--dry-run"),
    }
    for number, (command, args) in enumerate(asked.items(), 1):
        assert not leaks(str(store(*args)))
        answer = store(*args, SHOW_PERSONAL)
        assert NAME in answer.out and answer.code == (1 if command == "import" else 0)
        assert not leaks(str(store(*args)))  # it lasts for one command
        records = store.ok("log", "--noun", "personal", "--format", "json").rows()
        assert len(records) == number
        record = records[-1]
        assert (record["action"], record["actor"]) == ("reveal", "审计员")
        assert record["after"] == f'{{"command":"aidtrack {command}"}}'
    assert "显示姓名" in store.ok("log", "--noun", "个人信息", lang="zh").out
    store.ok("check")


def test_a_store_that_cannot_be_written_shows_no_names(
    server_store: Store, new_store: Callable[[str], Store], tmp_path: Path
) -> None:
    store = server_store
    furnish(store, tmp_path)
    joined = "&" if "?" in store.db else "?"
    stores = [Store(f"{store.db}{joined}options=-c%20default_transaction_read_only%3Don", "postgresql")]
    if os.geteuid():  # nothing is closed to root
        file = new_store("sqlite")
        furnish(file, tmp_path)
        Path(file.db).chmod(0o400)
        stores.append(file)
    for one in stores:
        assert one.ok("household", "list").out
        for args in (("household", "list"), ("export", "household"), ("log",)):
            refused = one(*args, SHOW_PERSONAL)
            assert (refused.code, refused.out, leaks(refused.err)) == (4, "", False)
