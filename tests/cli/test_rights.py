"""On a server: for every role every command's exit, what a reader is not shown, and how rights are given."""

import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from aidtrack.cli.rights import OF_OFFICES, is_of_collection, of_an_office, right_of
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.reports.registry import REPORTS
from aidtrack.store.schema.masked import MASKED
from cli import roles
from cli.roles import Office
from conftest import Answer, Store, call
from proofs.commands import SHEET, every, lines
from store.raw import sql

office = roles.office
WORDS = ("reader", "auditor", "clerk", "officer", "owner")
# The least that a command takes, by its name or, of nouns and kinds of entry, by its verb; a report is what readers have. One in no line fails.
LEAST = {
    "reader": {"document fetch", "layout draft", "export", "find", "key new", "key show", "report publish", "db info", "db setting", *(f"batch {verb}" for verb in ("list", "show")),
               *(f"{noun} {verb}" for noun in (*NOUNS, *KINDS, "layout") for verb in ("list", "show")), *(f"report {name}" for name in REPORTS)},
    "auditor": {"check", "log", "db backup", "handover", "collection former"},
    "clerk": {"import", "batch run", *(f"{kind} {verb}" for kind in KINDS for verb in ("add", "reverse"))},
    "officer": {*(f"{kind} correct" for kind in KINDS), "layout add", "layout edit", "layout remove", "batch undo", "notice fund", "notice project", "fund carry", "project advance",
                "document attach", "fund transfer", "reallocate", *(f"{noun} {verb}" for noun in NOUNS for verb in ("add", "edit", "remove", "merge"))},
    "owner": {"init", "db restore", "db upgrade", "db close", "db reopen", "db grant", "db revoke", "db adopt", "household forget", "receive", "collection confirm", "collection place"},
}  # fmt: skip
OPENS_NONE = {"help", "completion", "template", "config"}
# What less than that is asked for first: of a clerk it depends on the batch.
NAMED = {"batch undo": "clerk"}


# Beside what clerks and officers do.
OFFICES_OWN = {"handover", "db close", "db reopen", "db adopt", "household forget"}


def test_whose_a_command_is_that_is_told_in_a_collection() -> None:
    """The offices' are those that a collection refuses; those that answer for offices go on with them."""
    for name, made in every():
        refused = name in OFFICES_OWN or (right_of(name) in ("clerk", "officer") and not is_of_collection(name))
        assert bool(re.match(of_an_office(settings=False), name)) == refused, name
        takes = any(param.name == "offices" for param in made.params) and name != "report office"
        assert bool(re.match(OF_OFFICES, name)) == takes, name


def least(name: str) -> str:
    return "reader" if name in OPENS_NONE else next(word for word, names in LEAST.items() if name in names)


def test_every_command_has_a_row() -> None:
    """And no row is of a command that there is not."""
    rows = [name for names in LEAST.values() for name in names]
    names = {name for name, _ in every()}
    assert len(rows) == len(set(rows)) and names - OPENS_NONE == names & set(rows)
    assert {name for name in set(rows) - names if name.partition(" ")[0] not in (*NOUNS, "report")} == set()


def lacks(answer: Answer) -> bool:
    """Whether a right was asked for that was not there."""
    return answer.code == 4 and (" db grant " in answer.err or "to whom the store belongs" in answer.err)


def advises_too_much(said: str, word: str) -> bool:
    """Whether a sentence names a command that this word is not enough for, and does not say so."""
    known = {name for name, _ in every()}
    told = (
        " ".join(filter(None, found))
        for found in re.findall(r"aidtrack (?:--db '[^']*' )?([a-z]+)(?: ([a-z]+))?", said)
    )
    more = [
        name
        for name in told
        if name in known and WORDS.index(least(name) if name != "batch undo" else "clerk") > WORDS.index(word)
    ]
    return bool(more) and "db grant" not in more and "That takes the right" not in said


def test_a_hint_says_what_it_takes(office: Office) -> None:
    """A clerk is told of what he may run himself, and of whom to ask for the rest."""
    clerk = office.as_(office.role("clerk"))
    ran = clerk.ok("batch", "run", "命令.txt")
    assert "let an officer run: aidtrack" in ran.err and lacks(clerk("batch", "undo", "2", "--yes"))
    own = clerk.ok("import", "支出.csv", "--again", "--allow-duplicates")
    assert "To take that back: aidtrack" in own.out and "That takes the right" not in own.out
    clerk.ok("batch", "undo", "3", "--yes")
    over = clerk("allocation", "add", "999999", "--fund", "F", "--project", "P", "--date", "2017-03-01", lang="zh")
    assert over.code == 1 and "fund edit" in over.err and "这需要「主管」权限,你的是「录入」" in over.err
    ran = office.as_(office.role("officer")).ok("batch", "run", "命令.txt")
    assert "To take that back: aidtrack" in ran.err and "That takes" not in ran.err


@pytest.mark.parametrize("word", [None, *WORDS])
def test_every_command_has_its_exit_for_every_role(office: Office, word: str | None) -> None:
    grant = ("db", "grant", office.role(), "--as", "clerk")
    store = office.store if word == "owner" else office.as_(office.role(word))
    wrong = []
    for line, (name, _) in zip(lines(), every(), strict=True):
        answer = store(*(grant if name == "db grant" else line))
        needed = least(name)
        may = name in OPENS_NONE or (word is not None and WORDS.index(word) >= WORDS.index(needed))
        if may and (answer.code not in (0, 1, 2, 7) or "Traceback" in answer.err):
            wrong.append((name, "is refused", answer))
        if not may and not lacks(answer):
            wrong.append((name, "is let through", answer))
        named = NAMED.get(name, needed) if word != "clerk" else needed
        if not may and needed != "owner" and f"--as {named}" not in answer.err:
            wrong.append((name, "names no right", answer))
        if word and any(advises_too_much(said, word) for said in answer.err.splitlines()):
            wrong.append((name, "advises what he may not", answer))
    assert not wrong, "\n".join(map(str, wrong))


def test_an_auditor_hands_over(office: Office) -> None:
    office.store.ok("db", "setting", "office", "621122")
    auditor = office.as_(office.role("auditor"))
    auditor.ok("handover", "-o", "上报.aidb")
    assert office.store.json("log", "--limit", "1")["tables"][0]["rows"][0]["action"] == "handover"
    office.store.ok("check")


def test_what_may_be_a_head_is_masked_for_a_reader(office: Office, tmp_path: Path) -> None:
    """As to anybody who does not ask for names, whoever was a head too; nobody asks past it, and by raw SQL there is no more to be had."""
    office.store.run("household edit 1 --head 李四", "household add 2 --village V --head 欧阳ab")
    paid = {"张三丰": "张**", "李四、张三丰": "李**、张**", "张三丰(代领)": "张**(代领)", "付给张三丰工资": "付给张**工资", "张三丰五金店": "张**五金店",
            "张家川县建筑公司": "张家川县建筑公司", "示例建材": "示例建材", "张**": "张**", "欧阳ＡＢ、欧 阳Ab店": "欧**、欧**店"}  # fmt: skip
    lines = "".join(f"spending,2017-02-0{at},F,P,{at},{payee}\n" for at, payee in enumerate(paid, 1))
    office.store.take(tmp_path, {"张三丰": f"kind,date,fund,project,amount,payee\n{lines}"})
    office.store.run(
        "receipt add 1 --fund F --date 2017-02-10 --payer 李四", "receipt add 2 --fund F --date 2017-02-11 --payer 王五"
    )
    role = office.role("reader")
    reader = office.as_(role)
    listed = reader.json("spending", "list", "--to", "2017-02-28")["tables"][0]["rows"]
    assert [row["payee"] for row in listed] == [*paid.values()]
    for asked, met in (
        ("--payee 张三丰", 0),
        ("--payee 张**", 2),
        ("--payee 农户", 3),
        ("--where payee~三丰", 0),
        ("--where payee~张**", 6),
    ):
        assert len(reader.json("spending", "list", *asked.split())["tables"][0]["rows"]) == met, asked
    with psycopg.connect(office.url(role), autocommit=True) as raw:
        seen = everything_masked(raw)
        assert not re.search("三丰|李四|阳", seen) and "王五" in seen and "张家川县建筑公司" in seen
        salts = raw.execute("SELECT value FROM public_masked.personal_value WHERE salt IS NOT NULL").fetchall()
        assert salts == [("王五",)] and raw.execute("SELECT DISTINCT salt FROM public_masked.batch").fetchall() == [
            (None,)
        ]
        for name in ("heads", *MASKED):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(f"SELECT * FROM {'public_masked' if name == 'heads' else 'public'}.{name}")
        # Nobody knows these names any more, and what the log holds for ever stays hidden.
        office.store.run("household forget 1 --reason 来信 --yes", "household forget 2 --reason 来信 --yes", "check")
        assert not re.search("三丰|李四|阳", everything_masked(raw))
        assert reader.json("spending", "list", "--to", "2017-02-28")["tables"][0]["rows"] == listed


def everything_masked(reader: psycopg.Connection[tuple[object, ...]]) -> str:
    return "\n".join(str(reader.execute(f"SELECT * FROM public_masked.{name}").fetchall()) for name in MASKED)


def test_what_a_reader_is_not_shown(office: Office) -> None:
    role = office.role("reader")
    reader = office.as_(role)
    assert "张**" in reader.ok("household", "list").out
    for line in (
        ["household", "list"],
        ["household", "show", "1"],
        ["report", "household", "1"],
        ["export", "household"],
        ["find", "张三丰"],
    ):
        assert "三丰" not in reader(*line).out.replace("find 张三丰", "").replace("“张三丰”", ""), line
        assert lacks(reader(*line, "--show-personal")), line
    with psycopg.connect(office.url(role), autocommit=True) as raw:
        for statement in (
            "SELECT head FROM household",
            "SELECT after FROM audit",
            "SELECT value FROM personal_value",
            "INSERT INTO entry DEFAULT VALUES",
            "CREATE TABLE x (y text)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(statement)
        assert raw.execute("SELECT head FROM public_masked.household").fetchall() == [("张**",)]
        # Of the log what a bundle without names holds: hashes in the place of names, and nothing of a record that has none.
        told = raw.execute("SELECT noun, after FROM public_masked.audit WHERE after IS NOT NULL").fetchall()
        assert {"household", "entry", "batch"} <= {noun for noun, _ in told} and "张三丰" not in str(told)
        assert older(office, raw) == [(None, None)] * 6 + [('{"name":"张三丰村"}', None), ('{"payee":"王五"}', None)]
    auditor = office.as_(office.role("auditor"))
    assert "张三丰" in auditor.ok("household", "list", "--show-personal").out
    assert auditor.ok("check").code == 0


def older(office: Office, reader: psycopg.Connection[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What a reader has of records of an older program, which hold a name in the clear; the last two hold none of a head."""
    with psycopg.connect(office.store.db) as owner:
        owner.execute("ALTER TABLE audit DISABLE TRIGGER ALL")
        for noun, said in (
            ("household", '{"head":"张三丰","name":"1"}'), ("entry", '{"payee":"付张三丰","amount_fen":1}'), ("entry", '{"purpose":"给张三丰"}'),
            ("village", '{"name":"V","note":"张三丰家"}'), ("batch", '{"files":[{"name":"张三丰.csv"}]}'), ("personal", '{"reason":"张三丰来信"}'),
            ("village", '{"name":"张三丰村"}'), ("entry", '{"payee":"王五"}'),
        ):  # fmt: skip
            owner.execute(
                "INSERT INTO audit (at, actor, action, noun, object_id, before, previous, hash) VALUES ('2017', '', 'edit', %s, 1, %s, '', 'x')",
                (noun, said),
            )
        owner.commit()
        found = reader.execute("SELECT before, after FROM public_masked.audit WHERE hash = 'x' ORDER BY id")
        told = found.fetchall()
        owner.execute("DELETE FROM audit WHERE hash = 'x'")
        owner.execute("ALTER TABLE audit ENABLE TRIGGER ALL")
    return told


def test_how_rights_are_given(office: Office) -> None:
    store, add = (
        office.store,
        ("spending", "add", "2", "--fund", "F", "--project", "P", "--date", "2017-08-01", "--allow-duplicates"),
    )
    nobody = store("db", "grant", 'an "odd" one', "--as", "clerk")
    assert nobody.code == 4 and 'CREATE ROLE "an ""odd"" one" LOGIN' in nobody.err
    assert store("db", "grant", "x", "--as", "king").code == 2
    name = office.role()
    printed = store.ok("db", "grant", name, "--as", "clerk", "--print").out
    assert (
        f"GRANT INSERT (at, actor, kind, undoes, entries, first_entry_id, last_entry_id, salt) ON public.batch TO {name}"
        in printed
        and lacks(office.as_(name)(*add))
    )
    told = office.as_(name)(*add)
    assert f"aidtrack --db '{store.target.pasted}' db grant {name} --as clerk" in told.err, told
    store.ok("db", "grant", name, "--as", "officer")
    office.as_(name).ok("village", "add", "W")
    store.ok("db", "grant", name, "--as", "clerk")  # the newer word replaces the older
    assert lacks(office.as_(name)("village", "add", "X"))
    with psycopg.connect(office.url(name)) as raw, pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute("UPDATE fund SET budget_fen = 1")
    member = office.role()
    office.server.execute(f"GRANT {name} TO {member}")
    office.as_(member).ok(*add)
    assert store.json("log", "--noun", "entry", "--limit", "1")["tables"][0]["rows"][0]["login"] == member
    sql(store, "GRANT SELECT ON v_fund TO PUBLIC")
    said = store.ok("db", "upgrade").err
    assert "grants on v_fund" in said and "v_village" not in said  # what it gives anew itself is nothing of others
    sql(store, "REVOKE SELECT ON v_fund FROM PUBLIC")
    office.as_(member).ok(*add)
    granted = [(row["role"], row["right"]) for row in store.ok("db", "info", "--format", "json").rows("granted")]
    assert granted[1:] == [(name, "clerk")] and granted[0][1] == "owner"
    owning = office.role()
    office.server.execute(f"ALTER ROLE {owning} SUPERUSER")
    rows = store.ok("db", "info", "--format", "json").rows("granted")
    office.server.execute(f"ALTER ROLE {owning} NOSUPERUSER")
    assert [(row["role"], row["right"]) for row in rows[1:]] == [(owning, "owner"), (name, "clerk")]
    store.ok("check")
    store.ok("db", "revoke", name)
    assert lacks(office.as_(member)(*add)) and store("db", "revoke", name).code == 1
    assert store.json("check")["tables"][0]["rows"] == []


def test_what_is_published_takes_the_names_that_are_kept_out_of_it(office: Office) -> None:
    """A reader sees what is missing; he is shown no names, and so could not keep them out of a file."""
    office.store.run("db setting publisher_code CN-USCI-81620000000000000X", "db setting office_name 示例县总工会", "db setting publisher_type ngo",
                     "project edit P --content 给张三丰家 --stage implementing --planned-start 2017 --category 培训")  # fmt: skip
    reader, auditor = (office.as_(office.role(word)) for word in ("reader", "auditor"))
    assert reader("report", "publish", "iati").code == 0
    assert lacks(reader("export", "iati", "-o", "x.xml")) and not Path("x.xml").exists()
    for folder in ("fiscal", "parquet"):
        assert lacks(reader("export", folder, "-o", "d")) and not Path("d").exists()
    assert auditor("export", "iati", "-o", "x.xml").code == 1 and not Path("x.xml").exists()
    office.store.ok("project", "edit", "P", "--content", "给农户")
    auditor.ok("export", "iati", "-o", "x.xml")
    assert "张三丰" not in Path("x.xml").read_text("utf-8")


def test_a_clerk_takes_back_what_he_imported_himself(office: Office) -> None:
    one, other = (office.as_(office.role("clerk")) for _ in range(2))
    Path("新支出.csv").write_text(SHEET.replace("2017-03-01", "2017-04-01"), "utf-8")
    one.ok("import", "新支出.csv")
    assert lacks(other("batch", "undo", "2", "--yes")) and lacks(one("batch", "undo", "1", "--yes"))
    one.ok("batch", "undo", "2", "--yes")
    Path("村.csv").write_text("村名\nV9\n", "utf-8")
    assert lacks(one("import", "村.csv"))
    assert lacks(office.as_(office.role("officer"))("db", "setting", "require_steps", "on"))
    office.as_(office.role("officer")).ok("db", "setting", "notice_days", "7")
    assert office.store.json("check")["tables"][0]["rows"] == []


LINKED = (
    "类型,日期,资金,金额（元）,原因,流水号,冲销流水号,更正流水号,调剂流水号,结转流水号\n到账,2017-04-01,F,10,,R-1,,,,\n"
)
OF_OFFICERS = {
    "corrects": "到账,2017-04-01,F,-10,误,,R-1,,,\n到账,2017-04-01,F,9,误,,,R-1,,\n",
    "moves": "到账,2017-04-02,F,-10,调剂,M-1,,,,\n到账,2017-04-02,G,10,调剂,,,,M-1,\n",
    "carries": "到账,2018-01-01,F,-10,结转,C-1,,,,\n到账,2018-01-01,G,10,结转,,,,,C-1\n",
}


@pytest.mark.parametrize("does", OF_OFFICERS)
def test_the_right_is_asked_by_what_a_sheet_does(office: Office, does: str) -> None:
    """What the commands of officers record, a clerk does not bring in by the columns of links; what takes back is his."""
    office.store.ok("fund", "add", "G")
    before = office.store.json("log", "--limit", "1")
    clerk, officer = (office.as_(office.role(word)) for word in ("clerk", "officer"))
    Path("联.csv").write_text(LINKED + OF_OFFICERS[does], "utf-8")
    Path("冲.csv").write_text(LINKED + "到账,2017-04-01,F,-10,误,,R-1,,,\n", "utf-8")
    for options in ((), ("--dry-run",), ("--new-only",), ("--partial", "--rejected", "问题.csv")):
        assert lacks(told := clerk("import", "联.csv", *options)) and "--as officer" in told.err, told
    assert office.store.json("log", "--limit", "1")["tables"][0]["rows"][0]["action"] == "grant"
    assert not Path("问题.csv").exists() and before["tables"][0]["rows"][0]["noun"] == "fund"
    clerk.ok("import", "冲.csv", "--dry-run")
    officer.ok("import", "联.csv")
    assert office.store.json("check")["tables"][0]["rows"] == []


def test_a_file_of_commands_names_the_line_that_takes_more(office: Office) -> None:
    clerk = office.as_(office.role("clerk"))
    Path("多.txt").write_text("receipt add 1 --fund F --date 2017-02-01\n\nvillage add W\nvillage add X\n", "utf-8")
    for options in ((), ("--each",), ("--format", "jsonl")):
        told = clerk("batch", "run", "多.txt", *options)
        assert lacks(told) and told.err.startswith("Line 3: "), told
    assert clerk("batch", "run", "多.txt", lang="zh").err.startswith("第 3 行")


def test_a_file_knows_no_roles(file_store: Store) -> None:
    for line in (["db", "grant", "x", "--as", "clerk"], ["db", "revoke", "x"]):
        answer = file_store(*line)
        assert answer.code == 2 and "permissions" in answer.err
    assert call("--db", file_store.db, "db", "info", "--format", "json").json()["tables"][1:] == []


@pytest.mark.parametrize("schema", ["", "县 账"])
def test_what_is_printed_is_what_psql_runs(office: Office, tmp_path: Path, schema: str) -> None:
    """As it is, by the owner: afterwards all is as if the commands themselves had been run, the log too."""
    store = office.store
    if schema:
        store = Store(f"{store.db}&schema={quote(schema)}", "postgresql")
        store.ok("init")
        store.run("village add V", "fund add F --budget 9")
    one, other = office.role(), office.role()
    file = tmp_path / "授权.sql"
    [(folder,)] = sql(office.store, "SELECT setting FROM pg_config WHERE name = 'BINDIR'")

    def run(*words: str, lang: str) -> None:
        file.write_text(store.ok(*words, "--print", lang=lang).out, "utf-8")
        psql = (
            str(Path(folder) / "psql"),
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            store.target.address,
            "-f",
            str(file),
        )
        done = subprocess.run(psql, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done

    def rights() -> dict[str, str]:
        rows = store.ok("db", "info", "--format", "json").rows("granted")
        return {row["role"]: row["right"] for row in rows if row["role"] in (one, other)}

    for word, lang in (("reader", "zh"), ("clerk", "en"), ("officer", "zh"), ("clerk", "zh")):
        run("db", "grant", one, "--as", word, lang=lang)
        store.ok("db", "grant", other, "--as", word)
        assert rights() == {one: word, other: word}
        own, same = (_privileges(office.store, role) for role in (one, other))
        assert own == same and own
    receipt = ("receipt", "add", "1", "--fund", "F", "--date", "2017-02-01")
    his = Store(store.db.replace("//postgres:", f"//{one}:"), "postgresql")
    his.ok(*receipt)
    assert lacks(his("village", "add", "W"))
    run("db", "revoke", one, lang="en")
    store.ok("db", "revoke", other)
    assert rights() == {} and lacks(his(*receipt, "--allow-duplicates"))
    assert _privileges(office.store, one) == _privileges(office.store, other) == []
    store.ok("check", "--strict")


def _privileges(store: Store, role: str) -> list[tuple[Any, ...]]:
    """What the server's own catalogues say that a role may do."""
    of_tables = f"SELECT c.oid::regclass::text, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a WHERE a.grantee = '{role}'::regrole"
    of_functions = f"SELECT p.oid::regprocedure::text, a.privilege_type FROM pg_proc p, aclexplode(p.proacl) a WHERE a.grantee = '{role}'::regrole"
    return sorted(sql(store, f"{of_tables} UNION ALL {of_functions}"))
