"""The verbs of a noun as a person uses them: names that fit one, several or none, and what cannot be."""

from pathlib import Path
from typing import Any

import pytest

from aidtrack.nouns import NOUNS
from conftest import Store


def shown(store: Store, noun: str, id: int) -> dict[str, Any]:
    [row] = store.ok(noun, "show", str(id), "--format", "json").rows()
    return row


NAME_ALONE = [name for name, noun in NOUNS.items() if [one.name for one in noun.fields if one.required] == ["name"]]


@pytest.mark.parametrize("noun", NAME_ALONE)
def test_add_list_show_edit_remove(store: Store, noun: str) -> None:
    first = store.ok(noun, "add", "甲", "--note", "一", "--format", "json").rows()[0]["id"]
    store.ok(noun, "add", "乙")
    assert [row["name"] for row in store.ok(noun, "list", "--format", "json").rows(noun)] == ["甲", "乙"]
    store.ok(noun, "edit", "甲", "--name", "丙")
    assert shown(store, noun, first) == {**shown(store, noun, first), "name": "丙", "note": "一"}
    assert store(noun, "edit", "丙").code == 2
    assert store(noun, "edit", "丙", "--name", "乙").code == 1
    taken = store(noun, "add", "乙")
    assert (taken.code, "exists" in taken.err) == (1, True)
    near = store(noun, "show", "乙乙")
    assert (near.code, "Did you mean “乙”?" in near.err) == (1, True)
    assert store.ok(noun, "remove", "丙", "--format", "json").rows()[0]["name"] == "丙"
    assert store(noun, "show", "丙").code == 1
    actions = [row["action"] for row in store.ok("log", "--noun", noun, "--format", "json").rows()]
    assert actions == ["add", "add", "edit", "remove"]
    store.ok("check")


def test_what_is_referred_to_stays(store: Store) -> None:
    store.ok("village", "add", "村甲")
    store.ok("fund", "add", "总")
    store.ok("fund", "add", "分", "--part-of", "总")
    store.ok("project", "add", "项", "--village", "村甲")
    store.ok("receipt", "add", "5", "--fund", "分")
    for noun, name, user in (("village", "村甲", "project"), ("fund", "总", "fund"), ("fund", "分", "entry")):
        refused = store(noun, "remove", name, "--yes")
        assert (refused.code, f"{user} × 1" in refused.err) == (1, True)
    store.ok("project", "remove", "项")
    store.ok("village", "remove", "村甲")
    store.ok("check")


def test_a_fund_is_no_part_of_itself(store: Store) -> None:
    store.ok("fund", "add", "甲")
    store.ok("fund", "add", "乙", "--part-of", "甲")
    store.ok("fund", "add", "丙", "--part-of", "乙")
    for fund in ("甲", "乙", "丙"):
        assert store("fund", "edit", "甲", "--part-of", fund).code == 1
    store.ok("fund", "edit", "丙", "--part-of", "甲")


def test_villages_and_projects_of_one_name(store: Store) -> None:
    store.ok("village", "add", "城关村", "--county", "陇西县")
    store.ok("village", "add", "城关村", "--county", "武山县", "--alias", "关村")
    assert store("village", "add", "城关村", "--county", "武山县").code == 1
    answer = store("village", "show", "城关村")
    assert answer.code == 1
    assert "陇西县/城关村" in answer.err and "武山县/城关村" in answer.err
    for name in ("武山县/城关村", "关村", "2"):
        assert store.ok("village", "show", name, "--format", "json").rows()[0]["county"] == "武山县"
    store.ok("project", "add", "道路", "--village", "陇西县/城关村")
    store.ok("project", "add", "道路", "--village", "武山县/城关村", "--code", "D-1")
    store.ok("project", "add", "道路", "--village", "2", "--code", "D-2")
    assert store("project", "add", "道路", "--village", "2", "--code", "D-2").code == 1
    assert store.ok("project", "show", "陇西县/城关村/道路", "--format", "json").rows()[0]["id"] == 1
    assert store.ok("project", "show", "d-2", "--format", "json").rows()[0]["id"] == 3
    several = store("project", "show", "武山县/城关村/道路")
    assert (several.code, "D-1、D-2" in several.err) == (1, True)
    assert store("project", "add", "道路", "--village", "2").code == 1
    store.ok("check")


def test_a_new_category_is_taken_and_mentioned(file_store: Store) -> None:
    answer = file_store.ok("project", "add", "甲", "--category", "中药村")
    assert "中药村" in answer.err and "中药材" in answer.err
    assert "new category" not in file_store.ok("project", "add", "乙", "--category", "中药材").err


def test_a_qualifier_needs_a_budget(store: Store, tmp_path: Path) -> None:
    assert store("fund", "add", "甲", "--qualifier", "≥").code == 1
    store.ok("fund", "add", "甲", "--budget", "900万", "--qualifier", "≥")
    assert store("fund", "edit", "甲", "--budget", "").code == 1
    (tmp_path / "资金.csv").write_text("资金名称,计划数（元）,限定\n乙,,≈\n")
    refused = store("import", str(tmp_path / "资金.csv"), "--format", "json")
    assert [(row["row"], row["column"]) for row in refused.rows("problems")] == [(2, "限定")]


@pytest.mark.parametrize("noun", NAME_ALONE)
def test_people_are_spared_blank_fields_and_scripts_are_not(file_store: Store, noun: str) -> None:
    """In what people read a line says how many there are, and --wide shows them."""
    file_store.ok(noun, "add", "甲", "--note", "一")
    declared = {"id": "id"} | {field.name: field.label.english for field in NOUNS[noun].fields}
    row = shown(file_store, noun, 1)
    county = ["county"] if row.keys() - declared.keys() else []  # of a village that it names
    blank = [name for name, value in row.items() if value is None and name in declared]
    assert [*row] == [*declared, *county] and row["note"] == "一"
    for form in ("plain", "markdown", "html"):
        text = file_store.ok(noun, "show", "甲", "--format", form).out
        assert f"{len(blank)} more field{'s are' if len(blank) > 1 else ' is'} blank: --wide shows" in text or not blank

    def fields(*more: str) -> list[str]:
        lines = file_store.ok(noun, "show", "甲", "--format", "plain", *more).out.splitlines()[2:]
        return [line.split("  ")[0] for line in lines if "--wide" not in line]

    assert fields() == [label for name, label in declared.items() if name not in blank]
    assert fields("--wide") == [*declared.values()]
    assert file_store.ok(noun, "show", "甲", "--format", "csv").out.splitlines()[0].split(",") == [
        *declared.values(),
        *county,
    ]
