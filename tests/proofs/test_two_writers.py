"""Writers at once: a fund is never exceeded, what was acknowledged is there once, what was refused is not."""

from collections import Counter
from pathlib import Path

from conftest import Store
from proofs.writers import at_once

WRITERS, ADDS = 8, 20
CORRECTIONS = 5
ROOM = 60  # yuan of cash; every spending is of one yuan
FUND, PROJECTS = "自筹资金", ("菌菜大棚", "危房改造")


def prepared(store: Store) -> Store:
    """Cash for 60 one-yuan spendings, and more allocated than that to each of two projects."""
    store.ok("village", "add", "牙河村")
    store.ok("fund", "add", FUND, "--budget", "1000")
    store.ok("receipt", "add", str(ROOM), "--fund", FUND, "--date", "2017-01-01")
    for project in PROJECTS:
        store.ok("project", "add", project, "--village", "牙河村")
        store.ok("allocation", "add", "400", "--fund", FUND, "--project", project, "--date", "2017-01-02")
    return store


def spending(number: int, voucher: str) -> list[str]:
    return ["spending", "add", "1", "--fund", FUND, "--project", PROJECTS[number % 2], "--date", "2017-03-01",
            "--voucher", voucher]  # fmt: skip


def vouchers(store: Store) -> Counter[str]:
    return Counter(row["voucher"] for row in store.ok("spending", "list", "--format", "json").rows())


def spent_and_sound(store: Store) -> str:
    """What the fund has spent; everything agrees, and nothing needs an alert."""
    findings = store.ok("check", "--strict", "--format", "json").rows("findings")
    assert findings == []
    return str(store.ok("report", "fund", FUND, "--format", "json").rows("funds")[0]["spent"])


def test_eight_writers_share_one_fund(store: Store) -> None:
    prepared(store)
    names = [[f"{writer}-{number}" for number in range(ADDS)] for writer in range(WRITERS)]
    work = [[spending(number, name) for number, name in enumerate(mine)] for mine in names]
    answers = at_once(store, work)
    done = Counter(
        name
        for mine, said in zip(names, answers, strict=True)
        for name, one in zip(mine, said, strict=True)
        if one.code == 0
    )
    assert done.total() == ROOM
    assert vouchers(store) == done
    assert spent_and_sound(store) == f"{ROOM}.00"
    # Village, fund, receipt, two projects with money.
    assert len(store.ok("log", "--format", "json").rows()) == 7 + ROOM


def test_importers_adders_and_readers_at_once(store: Store, tmp_path: Path) -> None:
    prepared(store)
    files, work = [], []
    for importer in range(2):
        for number in range(6):
            path = tmp_path / f"支出{importer}-{number}.csv"
            rows = [f"2017-04-01,{FUND},{PROJECTS[row % 2]},1.00,{path.stem}-{row}" for row in range(10)]
            path.write_text("\n".join(("日期,资金,项目,金额(元),凭证号", *rows)) + "\n", encoding="utf-8")
            files.append(path)
        work.append([["import", str(path)] for path in files[-6:]])
    names = [[f"{adder}-{number}" for number in range(20)] for adder in range(3)]
    work += [[spending(number, name) for number, name in enumerate(mine)] for mine in names]
    work += [[["report", "fund", "--format", "json"]] * 20, [["report", "village", "牙河村", "--format", "json"]] * 20]
    answers = at_once(store, work)

    done = Counter(
        name
        for mine, said in zip(names, answers[2:5], strict=True)
        for name, one in zip(mine, said, strict=True)
        if one.code == 0
    )
    for path, one in zip(files, answers[0] + answers[1], strict=True):
        if one.code == 0:
            done.update(f"{path.stem}-{row}" for row in range(10))
    assert vouchers(store) == done
    assert ROOM - 10 < done.total() <= ROOM
    assert spent_and_sound(store) == f"{done.total()}.00"
    for one in answers[5] + answers[6]:
        assert one.code == 0
        assert all(float(row["spent"] or 0) <= ROOM for row in one.rows("funds"))


def test_eight_writers_correct_at_once(store: Store) -> None:
    """Each corrects entries of its own, and all of them one: every acknowledged correction is there once, nothing is lost."""
    prepared(store)
    for number in range(WRITERS):
        store.ok(*spending(number, f"own-{number}"), "--ref", f"own-{number}")
    store.ok(*spending(0, "shared"), "--ref", "shared")

    def correction(ref: str, *change: str) -> list[str]:
        return ["spending", "correct", ref, *change, "--reason", "录错"]

    work = [
        [
            *(correction(f"own-{writer}", "--amount", str(2 + number)) for number in range(CORRECTIONS)),
            *(correction("shared", "--payee", f"{writer}-{number}") for number in range(CORRECTIONS)),
        ]
        for writer in range(WRITERS)
    ]
    answers = at_once(store, work)
    assert {one.code for said in answers for one in said} == {0}
    rows = store.ok("spending", "list", "--format", "json").rows()
    assert len([row for row in rows if row["corrects"]]) == 2 * WRITERS * CORRECTIONS
    payees = [row["payee"] for row in rows if row["corrects"] and row["payee"]]
    assert Counter(payee for payee in payees) == Counter(
        f"{one}-{two}" for one in range(WRITERS) for two in range(CORRECTIONS)
    )
    assert spent_and_sound(store) == f"{WRITERS * (1 + CORRECTIONS) + 1}.00"
