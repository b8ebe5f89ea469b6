"""What every noun keeps, also those not written yet: the verbs, its sheets, the audit log, in both languages."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aidtrack.importing.matching.header_columns import match
from aidtrack.importing.matching.header_lines import of_one_line
from aidtrack.importing.matching.sheet_noun import named_noun
from aidtrack.importing.matching.spelling import PERSONAL, plain
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import read
from aidtrack.store.names.find import Names
from aidtrack.store.records.rows import stored
from aidtrack.values import kinds
from aidtrack.values.field import Field, Noun
from aidtrack.values.lists import OpenKind
from aidtrack.values.personal import guarded
from aidtrack.values.text import key
from aidtrack.values.words import RESERVED
from conftest import Store, call
from exchange.stores import equal
from exchange.test_round_trip import FILES, export
from nouns.samples import NOBODY, add_referred, needed, options, row, sample, shown
from store.raw import behind_the_guards

CJK = re.compile(r"[\u3400-\u9fff]")
EVERY = pytest.mark.parametrize("noun", NOUNS.values(), ids=list(NOUNS))
NewStore = Callable[[str], Store]
ENGINE_AND_LANG = pytest.mark.parametrize(("engine", "lang"), [("sqlite", "zh"), ("postgresql", "en")])


def shows(store: Store, noun: Noun, id: object) -> dict[str, Any]:
    [found] = store.ok(noun.name, "show", str(id), "--format", "json").rows(noun.name)
    return {name: value for name, value in found.items() if name != "id"}


def added(store: Store, noun: Noun, *, second: bool = False, lang: str = "zh") -> int:
    """Add the first or second sample row with everything it refers to; returns its id."""
    values = row(noun, lang, second)
    answer = store.ok(noun.name, "add", values["name"], *options(noun, values), "--format", "json")
    return int(answer.rows(noun.name)[0]["id"])


@EVERY
def test_declared_whole(noun: Noun) -> None:
    assert noun.field("name").required
    for name in (*noun.key, *noun.stays):
        assert noun.field(name).name == name
    assert CJK.search(noun.zh) and not CJK.search(noun.name) and not CJK.search(noun.help)
    spellings = [plain(spelling) for field in noun.fields for spelling in dict.fromkeys(field.headers)]
    assert sorted(spellings) == sorted(set(spellings))
    for field in noun.fields:
        assert re.fullmatch("[a-z][a-z0-9_]*", field.name) and CJK.search(field.zh)
        assert field.refers is None or list(NOUNS).index(field.refers) <= list(NOUNS).index(noun.name)
    for words in (noun.name, noun.zh):
        assert named_noun(words)[0] is noun


@EVERY
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("verb", ["add", "edit"])
def test_every_option_is_described(noun: Noun, lang: str, verb: str) -> None:
    help = call("--lang", lang, noun.name, verb, "--help").out
    for field in noun.fields:
        if (verb, field.name) == ("add", "name"):
            continue
        [line] = [line for line in help.splitlines() if line.split()[:1] == [field.option]]
        described = line.split(maxsplit=2)[2]
        assert (field.zh if lang == "zh" else field.name.replace("_", " ")) in described


@EVERY
def test_every_header_is_found(noun: Noun) -> None:
    for field in noun.fields:
        for spelling in field.headers:
            found, faults = match(of_one_line([spelling]), noun, None, unit="元", ignore_extra=False, own={})
            assert [column.field for column in found.columns] == [field], spelling
            assert not any(about for about, _ in faults)


@EVERY
@ENGINE_AND_LANG
def test_added_listed_shown_edited_removed(new_store: NewStore, engine: str, noun: Noun, lang: str) -> None:
    store = new_store(engine)
    add_referred(store, noun)
    before = store.json(noun.name, "list")["tables"][0]["rows"]
    id = added(store, noun, lang=lang)
    assert shows(store, noun, id) == shown(noun)
    for field in noun.fields:
        if field.filters:
            rows = store.ok(noun.name, "list", field.option, sample(field).typed(lang), "--format", "json").rows()
            assert id in [one["id"] for one in rows] and {one[field.name] for one in rows} == {sample(field).shown}
    again = store(noun.name, "add", row(noun, lang)["name"], *options(noun, row(noun, lang)), lang=lang)
    assert (again.code, again.out) == (1, "") and again.err
    other = row(noun, lang, second=True)
    former = ["--no-alias"] if any(field.name == "alias" for field in noun.fields) else []
    store.ok(noun.name, "edit", str(id), "--name", other["name"], *options(noun, other), *former, lang=lang)
    assert shows(store, noun, id) == shown(noun, second=True)
    gone = store.ok(noun.name, "remove", str(id), "--yes", "--format", "json").rows()
    assert [one["id"] for one in gone] == [id]
    assert store.json(noun.name, "list")["tables"][0]["rows"] == before
    assert store(noun.name, "show", NOBODY).code == 1
    records = store.ok("log", "--noun", noun.name, "--id", str(id), "--format", "json").rows()
    assert [record["action"] for record in records] == ["add", "edit", "remove"]
    said = [{end: record[end] and json.loads(record[end]) for end in ("before", "after")} for record in records]
    columns = {field.column for field in noun.fields}
    assert said[0]["before"] is None and set(said[0]["after"]) == columns
    assert said[1]["before"] == said[0]["after"] and said[2]["before"] == said[1]["after"]
    assert {name for name in columns if said[1]["before"][name] == said[1]["after"][name]} == set()
    assert said[2]["after"] is None
    store.ok("check")


@EVERY
@ENGINE_AND_LANG
def test_an_edit_that_changes_nothing_says_so_and_writes_nothing(
    new_store: NewStore, engine: str, noun: Noun, lang: str
) -> None:
    store = new_store(engine)
    add_referred(store, noun)
    id, values = added(store, noun), row(noun)
    before = store.json("log")["tables"][0]["rows"]
    edit = (noun.name, "edit", str(id), "--name", values["name"], *options(noun, values))
    said = store.ok(*edit, lang=lang).out
    assert said.startswith("没有变化:" if lang == "zh" else "Nothing changed: "), said
    assert store.json("log")["tables"][0]["rows"] == before
    one = next(field for field in noun.fields if field.name != "name")
    changed = options(noun, {**values, one.name: sample(one, second=True).zh})
    again = store.ok(*edit[:5], *changed, lang="en").out
    assert again.startswith("Changed ") and again.endswith(f"({one.name})\n")


def days_of(noun: Noun, pair: tuple[str, str], days: tuple[str, str]) -> list[str]:
    return options(noun, dict(zip(pair, days, strict=True)))


@pytest.mark.parametrize(("noun", "pair"), [(noun, pair) for noun in NOUNS.values() for pair in noun.in_order])
@ENGINE_AND_LANG
def test_no_day_lies_before_the_one_that_it_follows(
    new_store: NewStore, engine: str, noun: Noun, pair: tuple[str, str], lang: str
) -> None:
    """Of whatever precision both are; what an older program took remains, is told, and lets everything else be changed."""
    store = new_store(engine)
    first, last = pair
    add_referred(store, noun)
    others = [field.name for field in noun.fields if field.required and field.name != "name"]
    needs = options(noun, {name: sample(noun.field(name)).zh for name in others})
    add = (noun.name, "add", sample(noun.field("name")).zh, *needs)
    refused = store(*add, *days_of(noun, pair, ("2026-05", "2026-03")), lang=lang)
    assert refused.code == 1 and ("早于 2026-05" if lang == "zh" else "lies before 2026-05") in refused.err, refused
    id = store.ok(*add, *days_of(noun, pair, ("2026-05", "2026")), "--format", "json").rows()[0]["id"]
    edit = (noun.name, "edit", str(id))
    for days in (("2026", "2026-01"), ("2026-05-31", "2026-05"), ("2026-05", "2026-06")):
        store.ok(*edit, *days_of(noun, pair, days))
    assert store(*edit, noun.field(last).option, "2026-03").code == 1
    behind_the_guards(store, f"UPDATE {noun.name} SET {last} = '2026-03' WHERE id = {id}")
    store.ok(*edit, "--note", "照旧")
    assert store(*edit, noun.field(first).option, "2026-06").code == 1
    [told] = [row for row in store("check", "--format", "json").rows() if row["rule"] == "order"]
    assert (told["level"], told["what"]) == ("alert", f"{noun.name} {id}")
    typed = told["problem"].split(": aidtrack ")[1].removesuffix(" DAY.")
    assert call(*shlex.split(typed), "2026-07").code == 0
    assert "order" not in {row["rule"] for row in store("check", "--format", "json").rows()}


@EVERY
def test_every_field_is_blanked_unless_it_is_needed(file_store: Store, noun: Noun) -> None:
    add_referred(file_store, noun)
    id = added(file_store, noun)
    expected = shown(noun)
    for field in reversed(noun.fields):  # what qualifies or follows another stands behind it
        blank = file_store(noun.name, "edit", str(id), field.option, "")
        if field.required:
            assert (blank.code, field.name in blank.err) == (2, True)
        else:
            assert blank.code == 0, blank
            expected[field.name] = None
        assert shows(file_store, noun, id) == expected
    file_store.ok("check")


@EVERY
def test_a_bad_value_is_one_clear_problem(file_store: Store, noun: Noun, tmp_path: Path) -> None:
    """Fields in one language and the other, in turn: what a field is called is looked up alike for all."""
    add_referred(file_store, noun)
    id = added(file_store, noun)
    before = file_store.ok("db", "info", "--format", "json").out
    for at, field in enumerate(noun.fields):
        lang = ("zh", "en")[at % 2]
        path = tmp_path / f"{noun.name if lang == 'en' else noun.zh}.csv"
        bad = sample(field).bad
        if bad is None:
            assert isinstance(field.kind, OpenKind)  # which takes every word
            continue
        refused = file_store(noun.name, "edit", str(id), field.option, bad, lang=lang)
        assert (refused.code, refused.out) == (1 if field.refers else 2, "")
        seen = personal_as_shown(noun, field, bad)
        assert seen[0] in refused.err and len(refused.err.strip().splitlines()) == 2
        assert field.refers or (field.zh if lang == "zh" else field.name) in refused.err
        path.write_text(sheet(noun, lang, [{**row(noun, lang, second=True), field.name: bad}]), "utf-8")
        answer = file_store("import", str(path), "--format", "json", lang=lang)
        assert answer.code == 1
        [problem] = answer.rows("problems")
        assert (problem["row"], problem["field"], problem["value"]) == (2, field.name, seen)
        assert problem["problem"] and problem["suggestion"]
    assert file_store.ok("db", "info", "--format", "json").out == before
    assert shows(file_store, noun, id) == shown(noun)


def personal_as_shown(noun: Noun, field: Field, bad: str) -> str:
    """A bad text as problems show it: where a person's name may stand it is masked."""
    may_name = noun.personal or (field.refers is not None and NOUNS[field.refers].personal)
    return guarded(bad) if may_name else bad


@EVERY
@pytest.mark.parametrize("file", FILES)
def test_exported_and_read_back(file_store: Store, new_store: NewStore, noun: Noun, file: str, tmp_path: Path) -> None:
    add_referred(file_store, noun)
    for second in (False, True):
        added(file_store, noun, second=second)
    other = new_store("sqlite")
    lang, back = ("zh", "en") if FILES.index(file) % 2 else ("en", "zh")
    other.ok("import", *export(file_store, tmp_path, file, lang), lang=back)
    assert equal(other) == equal(file_store)
    other.ok("check")


@EVERY
def test_what_is_personal_goes_out_masked_and_comes_back_as_nothing(
    file_store: Store, new_store: NewStore, noun: Noun, tmp_path: Path
) -> None:
    add_referred(file_store, noun)
    id = added(file_store, noun)
    file_store.ok("export", "-o", str(tmp_path / "全部.json"), lang="zh")
    other = new_store("sqlite")
    notes = other.ok("import", str(tmp_path / "全部.json"), "--format", "json").rows("notes")
    assert any("masked" in note["note"] for note in notes) == noun.personal
    with read(file_store.target) as one, read(other.target) as two:
        names = [field.column for field in noun.fields if field.personal]
        held = stored(one, noun.name, id)
        assert held is not None and stored(two, noun.name, id) == {**held, **dict.fromkeys(names)}
    # Read back over the same rows it takes nothing away.
    before = equal(file_store)
    file_store.ok("import", str(tmp_path / "全部.json"), "--mode", "upsert")
    assert equal(file_store) == before


def test_no_noun_has_a_field_for_identity_bank_or_telephone_numbers() -> None:
    spelled = {plain(spelling) for noun in (*NOUNS.values(), ENTRY) for one in noun.fields for spelling in one.headers}
    assert spelled.isdisjoint(PERSONAL)
    told = re.compile("证件|身份证|身份号|电话|手机|银行卡|账号|社保|一卡通|identity|phone|mobile|account")
    assert [spelling for spelling in spelled if told.search(spelling)] == []
    assert [
        one.name for noun in NOUNS.values() for one in noun.fields if one.kind is kinds.PERSON and not one.personal
    ] == []


def sheet(noun: Noun, lang: str, rows: list[dict[str, str]], fields: tuple[Field, ...] = ()) -> str:
    """A CSV sheet of some fields of a noun, all where none is named, under the headers of a language."""
    chosen = fields or noun.fields
    lines = [[field.zh if lang == "zh" else field.name for field in chosen]]
    lines += [[values.get(field.name, "") for field in chosen] for values in rows]
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in lines)


@EVERY
@ENGINE_AND_LANG
def test_imported_changed_and_taken_back(
    new_store: NewStore, engine: str, noun: Noun, lang: str, tmp_path: Path
) -> None:
    store = new_store(engine)
    path = tmp_path / f"{noun.zh if lang == 'zh' else noun.name}.csv"
    add_referred(store, noun)
    before = store.ok(noun.name, "list", "--format", "json").rows()
    path.write_text(sheet(noun, lang, [row(noun, lang), row(noun, lang, second=True)]), "utf-8")
    [file] = store.ok("import", str(path), "--format", "json", lang=lang).rows("files")
    assert (file["noun"], file["created"]) == (noun.name, 2)
    [first, second] = [one for one in store.ok(noun.name, "list", "--format", "json").rows() if one not in before]
    assert shows(store, noun, first["id"]) == shown(noun)
    assert shows(store, noun, second["id"]) == shown(noun, second=True)
    twice = store("import", str(path), "--again", "--format", "json", lang=lang)
    assert {problem["field"] for problem in twice.rows("problems")} == {"name"}
    assert store("import", str(path), "--again", "--mode", "update", lang=lang).code == 0
    # What is no part of the key, nor needed, is changed by an update; a blank leaves it.
    also = (field.name for field in noun.fields if field.name in ("alias", "code") or field.required)
    named = {"name", *noun.key, *also}
    changed = {**row(noun, lang), **{n: v for n, v in row(noun, lang, second=True).items() if n not in named}}
    path.write_text(sheet(noun, lang, [{n: v for n, v in row(noun, lang).items() if n in named}]), "utf-8")
    [file] = store.ok("import", str(path), "--mode", "update", "--format", "json", lang=lang).rows("files")
    assert (file["updated"], file["unchanged"]) == (0, 1)
    path.write_text(sheet(noun, lang, [changed]), "utf-8")
    [file] = store.ok("import", str(path), "--mode", "upsert", "--format", "json", lang=lang).rows("files")
    assert (file["updated"], file["unchanged"]) == (1, 0)
    expected = {name: (shown(noun) if name in named else shown(noun, second=True))[name] for name in shown(noun)}
    assert shows(store, noun, first["id"]) == expected
    store.ok("check")
    early = store("batch", "undo", "1")
    assert (early.code, f"batch undo {file['batch']}" in early.err) == (1, True), early
    store.ok("batch", "undo", str(file["batch"]))
    assert shows(store, noun, first["id"]) == shown(noun)
    store.ok("batch", "undo", "1")
    assert store.ok(noun.name, "list", "--format", "json").rows() == before
    store.ok("check")


@EVERY
def test_a_template_filled_in(file_store: Store, noun: Noun, tmp_path: Path) -> None:
    store, path = file_store, tmp_path / "模板.xlsx"
    add_referred(store, noun)
    before = store.ok(noun.name, "list", "--format", "json").rows()
    for lang in ("zh", "en"):
        store.ok("template", noun.name, "--force", "-o", str(path), lang=lang)
        book = openpyxl.load_workbook(path)
        page = book.worksheets[0]
        heads = [str(cell.value) for cell in page[1]]
        for at, field in enumerate(noun.fields, 1):
            assert heads[at - 1].startswith(field.zh if lang == "zh" else field.name)
            assert heads[at - 1].endswith("*") == field.required
            filled = sample(field, second=lang == "en")
            page.cell(4, at).value = str(filled.shown) if field.kind.shown == "money" else filled.typed(lang)
        book.save(path)
        answer = store.ok("import", str(path), "--format", "json", lang=lang)
        assert [(file["noun"], file["created"]) for file in answer.rows("files")] == [(noun.name, 1)]
    made = [one for one in store.ok(noun.name, "list", "--format", "json").rows() if one not in before]
    assert [shows(store, noun, one["id"]) for one in made] == [shown(noun), shown(noun, second=True)]


@EVERY
def test_a_row_that_can_be_named_names_itself(file_store: Store, noun: Noun) -> None:
    """No word that means something else in a sheet is a name, unless names are words of a closed list."""
    add_referred(file_store, noun)
    for word in sorted(RESERVED):
        refused = file_store(noun.name, "add", word, *needed(noun))
        assert (refused.code, refused.out) == (2, ""), word
    id = added(file_store, noun)
    with read(file_store.target) as connection:
        names = Names(connection)
        assert names.find(noun.name, names.choice(noun.name, id)) == id
        assert key(str((stored(connection, noun.name, id) or {})["name"]))
