"""Fields that name an organization as text: a merge writes the one that stands, a new name is written where that is asked for."""

from typing import Any

import pytest

from aidtrack.nouns import NOUNS
from conftest import Store, once

JSON = ("--format", "json")
# (noun, field) → what it says of 总工会 (also called 老工会), and what it says when that is 省总工会.
SAID = {
    ("fund", "provider"): ("总工会", "省总工会"),
    ("project", "implementer"): ("总 工会", "省总工会"),
    ("project", "responsible"): ("张三", "张三"),
    ("project", "responsible_unit"): ("总工会筹建处", "总工会筹建处"),
    ("household", "helper"): ("张三,总工会", "张三,省总工会"),
    ("measure", "owner"): ("老工会", "省总工会"),
    ("measure", "confirmed_by"): ("同名", "同名"),
    ("activity", "organiser"): ("总工会", "省总工会"),
    ("activity", "partners"): ("县工会、总工会; 省总工会", "县工会、省总工会"),
    ("posting", "name"): ("总工会", "省总工会"),
    ("finding", "owner"): ("总工会；县工会", "省总工会；县工会"),
    ("document", "parties"): ("省总工会、总工会", "省总工会"),
    ("step", "handled_by"): ("总工会", "省总工会"),
}  # fmt: skip


@pytest.fixture
@once
def desk(store: Store) -> Store:
    said = {key: before for key, (before, _) in SAID.items()}
    store.run(
        "organization add 总工会 --alias 老工会", "organization add 省总工会", "organization add 县工会", "village add 甲村",
        f"fund add 自筹 --provider {said['fund', 'provider']}",
    )  # fmt: skip
    store.ok("project", "add", "路", "--village", "甲村", *given("project"))
    store.ok("household", "add", "H-1", "--village", "甲村", *given("household"))
    store.ok("measure", "add", "养牛", "--household", "H-1", *given("measure"))
    store.ok("activity", "add", "慰问", *given("activity"))
    store.ok("posting", "add", said["posting", "name"], "--role", "member_unit", "--organization", "总工会")
    store.ok("finding", "add", "未公示", *given("finding"))
    store.ok("document", "add", "协议", *given("document"))
    store.ok("step", "add", "proposal", "--project", "路", *given("step"))
    return store


def given(noun: str) -> list[str]:
    fields = {field: before for (one, field), (before, _) in SAID.items() if one == noun}
    return [word for field, text in fields.items() for word in (NOUNS[noun].field(field).option, text)]


def says(store: Store) -> dict[tuple[str, str], Any]:
    rows = {noun: store.ok(noun, "list", *JSON).rows()[0] for noun, _ in SAID}
    return {(noun, field): rows[noun][field] for noun, field in SAID}


BEFORE, AFTER = ({key: said[at] for key, said in SAID.items()} for at in range(2))


def test_every_field_that_names_one_is_here() -> None:
    assert set(SAID) == {(noun.name, field.name) for noun in NOUNS.values() for field in noun.fields if field.names}


def test_a_merge_writes_the_one_that_stands(desk: Store) -> None:
    tried = desk.ok("organization", "merge", "总工会", "省总工会", "--reason", "重复", "--dry-run", "--format", "json")
    assert says(desk) == BEFORE
    done = desk.ok("organization", "merge", "总工会", "省总工会", "--reason", "重复", lang="zh")
    assert "文字写着「总工会」的记录已改为「省总工会」:" in done.err and "派驻 1 条" in done.err, done
    assert says(desk) == AFTER
    assert tried.rows("merge")[0]["references"] == len({noun for noun, _ in SAID})
    desk.ok("check")
    batch = desk.ok("batch", "list", *JSON).rows()[0]["id"]
    desk.ok("batch", "undo", str(batch), "--yes")
    assert says(desk) == BEFORE
    desk.ok("check")


def test_what_both_have_goes_first(desk: Store) -> None:
    desk.ok("posting", "add", "省总工会", "--role", "member_unit")
    refused = desk("organization", "merge", "总工会", "省总工会", "--reason", "重复")
    assert (refused.code, "省总工会" in refused.err, "posting remove 1" in refused.err) == (1, True, True), refused
    desk.ok("posting", "remove", "1", "--yes")
    desk.ok("organization", "merge", "总工会", "省总工会", "--reason", "重复")


def test_only_what_names_that_one_is_rewritten(desk: Store) -> None:
    desk.run("organization add 同名", "organization merge 县工会 同名 --reason 重复")
    assert says(desk) == {
        **BEFORE, ("activity", "partners"): "同名、总工会; 省总工会", ("finding", "owner"): "总工会；同名",
    }  # fmt: skip


def test_a_new_name_is_written_where_that_is_asked_for(desk: Store) -> None:
    """What was signed keeps the name it was signed under, unless told; the former name means it all the same."""
    plain = desk.ok("organization", "edit", "总工会", "--name", "甘肃省总工会")
    assert "organization edit 1 --name '甘肃省总工会' --with-texts" in plain.err, plain
    assert says(desk) == BEFORE
    done = desk.ok("organization", "edit", "1", "--name", "甘肃省总工会", "--with-texts", lang="zh")
    assert "文字写着它的记录已改为新名" in done.err + done.out
    new = {
        key: text.replace("省总工会", "甘肃省总工会") if "省" not in SAID[key][0] else None
        for key, text in AFTER.items()
    }
    new |= {
        ("document", "parties"): "省总工会、甘肃省总工会",
        ("activity", "partners"): "县工会、甘肃省总工会; 省总工会",
    }
    assert says(desk) == new
    [batch] = desk.ok("batch", "list", *JSON).rows()
    desk.ok("batch", "undo", str(batch["id"]), "--yes")
    assert says(desk) == BEFORE
    lost = desk.ok("organization", "edit", "1", "--name", "工会", "--alias", "", "--no-alias")
    assert "means nothing any more" in lost.err, lost
    assert desk("organization", "edit", "1", "--note", "改", "--with-texts").code == 2
    desk.ok("check")
