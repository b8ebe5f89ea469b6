"""Who is forgotten at an office is forgotten in the collection with the next receipt, however his name came there; no later bundle has it."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collection.province import Province
from collection.test_copies import Split
from collection.test_receive import on_each as on_each
from collection.test_receive import province as province
from conftest import Store, examples
from ledger.chain import holds

NAME, OTHER = "张三丰", "李四光"
ALL, NAMES = "--all", "--with-names"
_PAY = "spending add {} --fund 专项资金 --project 道路 --date 2018-01-09 --payee {}"


def with_heads(province: Province, folder: Path) -> Store:
    """His name stands in what was typed and imported, in texts, in the name of a file."""
    store = province.county("621122")
    sheet = folder / f"{NAME}.csv"
    sheet.write_text(
        f"类型,日期,资金,项目,金额（元）,收款人,用途\n支出,2018-02-02,专项资金,道路,7,{NAME}、{OTHER},{NAME}修房\n支出,2018-02-03,专项资金,道路,8,某某,\n", "utf-8"
    )  # fmt: skip
    store.run(
        f"household add H1 --village 石桥村 --head {NAME}", f"household add H2 --village 石桥村 --head {OTHER}",
        "allocation add 100 --fund 专项资金 --project 道路 --date 2018-01-03", _PAY.format(2, f"{NAME}(代领)"), _PAY.format(3, OTHER),
        _PAY.format(4, f"某某 --note {NAME}代领"), f"import {sheet}", "spending correct 3 --amount 5 --reason 抄错",
    )  # fmt: skip
    return store


@pytest.mark.parametrize("first", [(NAMES,), None])
@pytest.mark.parametrize("then", [(), (ALL,), (NAMES,), (ALL, NAMES)])
def test_what_came_before_is_masked(
    province: Province, tmp_path: Path, first: Sequence[str] | None, then: Sequence[str]
) -> None:
    """Without names his note keeps all of it at home until it is masked."""
    store = with_heads(province, tmp_path)
    if first is None:
        assert store("handover", "-o", str(tmp_path / "no.aidb")).code == 1
        store.ok("household", "forget", "H1", "--reason", "本人")
        then = (ALL, *then)
    else:
        assert province.results(province.handover("621122", "first", *first)) == ["new"]
        assert holds(province.above, NAME)
        store.ok("household", "forget", "H1", "--reason", "本人")
    second = province.handover("621122", "second", *dict.fromkeys(then))
    assert province.results(second) == ["new"]
    assert holds(province.above, NAME) == []
    province.above.ok("check")
    store.run("batch undo 1 --yes", "spending reverse 4 --reason 重复", "village add 清水村")
    assert province.results(province.handover("621122", "third")) == ["new"]
    assert province.results(province.handover("621122", "again", ALL, NAMES)) == ["nothing_new"]
    assert holds(province.above, NAME) == []
    province.above.ok("check")
    store.ok("household", "forget", "H2", "--reason", "本人")
    assert province.results(province.handover("621122", "fourth", *then)) == ["new"]
    assert holds(province.above, NAME) + holds(province.above, OTHER) == []
    province.above.ok("check")


@pytest.mark.parametrize("why", ["--restored", "--instead-of"])
def test_what_is_kept_aside_holds_no_name(province: Province, tmp_path: Path, why: str) -> None:
    """Nobody looks there for who is forgotten later: in texts, names of files and records too he is masked when it is put there."""
    store, backup = with_heads(province, tmp_path), str(tmp_path / "备份.db")
    store.ok("db", "backup", backup)
    store.run(_PAY.format(9, f"{NAME} --note {NAME}代领"))
    assert province.results(province.handover("621122", "first", NAMES)) == ["new"]
    if why == "--restored":
        store.ok("db", "restore", backup, "--yes")
    else:
        Path(store.db).unlink()
        store = with_heads(province, tmp_path)
    file, of = province.handover("621122", "second", ALL, NAMES), ["621122"] if why == "--instead-of" else []
    province.above.ok("receive", str(file), why, *of, "--reason", "换机")
    [kept] = province.above.ok("collection", "former", "621122000000001", "--format", "json").rows("former")
    assert (kept["entries"], kept["after"]) == ((1, 15) if why == "--restored" else (10, None))
    store.ok("household", "forget", "H1", "--reason", "本人")
    assert province.results(province.handover("621122", "third")) == ["new"]
    assert holds(province.above, NAME) == []
    assert province.above("check").code == 0


SURNAMES = "张李王"
_offices = count(620001)


@settings(max_examples=examples(2), suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_whatever_was_handed_over_when(on_each: Province, seed: int) -> None:
    """Bundles with names and without, from wherever, late, lost or again: a name is gone above once one is received that came after it was forgotten."""
    life = Life(on_each, str(next(_offices)), Random(seed))
    for _ in range(12):
        life.step()
    life.receive(life.handover(ALL, NAMES))
    for store in (life.store, on_each.above):
        assert {name: tables for name in life.gone if (tables := holds(store, name))} == {}
        store.ok("check")


class Life:
    """Of an office with three heads, whose names no other office has."""

    def __init__(self, province: Province, code: str, chance: Random) -> None:
        self.province, self.code, self.chance = province, code, chance
        self.store, self.files = province.county(code), list[Path]()
        self.heads = {f"H{at}": f"{surname}{chr(0x4E00 + int(code) % 5000)}丰" for at, surname in enumerate(SURNAMES)}
        self.gone = set[str]()
        self.store.run(
            "allocation add 900 --fund 专项资金 --project 道路 --date 2018-01-03",
            *(f"household add {code} --village 石桥村 --head {head}" for code, head in self.heads.items()),
        )

    def step(self) -> None:
        self.chance.choices((self.pay, self.bring, self.undo, self.forget, self.post), (2, 2, 1, 1, 5))[0]()

    def _some(self) -> str:
        return "、".join(self.chance.sample([*self.heads.values(), "某某", "某人"], 2))

    def pay(self) -> None:
        self.store(*_PAY.format(1, self._some()).split(), "--allow-duplicates")

    def bring(self) -> None:
        sheet = self.province.folder / "支出.csv"
        rows = "".join(f"支出,2018-02-0{day},专项资金,道路,1,{self._some()},{self._some()}修路\n" for day in (1, 2))
        sheet.write_text(f"类型,日期,资金,项目,金额（元）,收款人,用途\n{rows}", "utf-8")
        self.store.ok("import", str(sheet), "--again", "--allow-duplicates")

    def undo(self) -> None:
        self.store("batch", "undo", str(self.chance.randint(1, 3)), "--yes")

    def forget(self) -> None:
        if self.heads:
            code, name = self.chance.choice([*self.heads.items()])
            self.store.ok("household", "forget", code, "--reason", "本人")
            self.gone.add(name)
            del self.heads[code]

    def handover(self, *options: str) -> Path:
        return self.province.handover(self.code, f"{self.code}-{len(self.files)}", *options)

    def post(self) -> None:
        """Without names none is written while a purpose holds one."""
        options = self.chance.choice([(NAMES,), (NAMES, ALL), (), (ALL,)])
        file = self.province.folder / f"{self.code}-{len(self.files)}.aidb"
        if self.store("handover", "-o", str(file), *options).code == 0:
            self.files.append(file)
        if self.files:
            self.receive(*self.chance.sample(self.files[-3:], 1))

    def receive(self, *files: Path) -> None:
        self.province.above("receive", *map(str, files))


class Named(Split):
    """What both have of him is kept beside above, with his name, as what the younger one has."""

    def county(self, code: str) -> Store:
        store = super().county(code)
        store.run(
            f"household add H1 --village 石桥村 --head {NAME}",
            "allocation add 9 --fund 专项资金 --project 道路 --date 2018-01-03",
            _PAY.format(2, NAME),
        )
        sheet = self.folder / "支出.csv"
        sheet.write_text(f"类型,日期,资金,项目,金额（元）,收款人\n支出,2018-02-02,专项资金,道路,7,{NAME}\n", "utf-8")
        store.ok("import", str(sheet))
        return store

    def handover(self, code: str, name: str, *options: str) -> Path:
        return super().handover(code, name, *options, NAMES)


def test_entries_that_two_stores_have(tmp_path: Path) -> None:
    """Each forgets him for itself: what is counted as the elder's keeps its name until the elder does."""
    province = Named(tmp_path)
    assert province.results(province.files["621122"]) == ["new"]
    province.above.ok("receive", str(province.files["620623"]), "--count-from", str(province.adopt))
    assert "former_row" in holds(province.above, NAME)
    for code, left in (("620623", {"entry", "personal_value", "household"}), ("621122", set())):
        province.counties[code].ok("household", "forget", "H1", "--reason", "本人")
        assert province.results(province.handover(code, f"{code} forgets")) == ["new"]
        assert {*holds(province.above, NAME)} == left
        assert province.above("check").code == 0
