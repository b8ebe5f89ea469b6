"""Strangers' bytes: a bundle is taken as it was signed, or not at all, and nothing more of it is read than was signed.

By hand: `AIDTRACK_BUNDLE_FLIPS=1000 pytest -n 0 tests/bundle/test_attacks.py`.
"""

import io
import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidtrack.bundle.content import ENTRY_ROW, Bundle, every_entry, rows_left
from aidtrack.bundle.faults import Newer, Spoilt
from aidtrack.bundle.opened import opened
from aidtrack.bundle.written import SIGNATURE
from aidtrack.store.engine.connection import SCHEMA
from bundle.kept import KEY, STRANGER, handed, made, parts, sizes_changed, together
from bundle.small import members, signed
from conftest import Store, examples
from proofs.writing import everything_at_hand

FLIPS = int(os.environ.get("AIDTRACK_BUNDLE_FLIPS") or examples(100))
RECORDS, ENTRIES = "records.jsonl", "entries.jsonl"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("good")
    everything_at_hand(folder)
    return handed(Store(str(folder / "aid.db"), "sqlite"), names=False)


def fault(data: bytes) -> str | None:
    """What is said of it; None where it is taken."""
    try:
        opened(io.BytesIO(data), SCHEMA)
    except (Spoilt, Newer) as error:
        return str(error.fault)
    return None


def test_what_was_signed_is_taken(good: bytes) -> None:
    assert fault(good) is None
    assert made(parts(good), KEY) == good


def test_no_bit_can_be_turned(good: bytes) -> None:
    for at in range(0, len(good), max(len(good) // FLIPS, 1)):
        spoilt = bytearray(good)
        spoilt[at] ^= 1 << (at % 8)
        assert fault(bytes(spoilt)) is not None, at


@pytest.mark.parametrize("other", [b"", b"x", b"PK\5\6" + bytes(18)])
def test_nothing_before_between_behind(good: bytes, other: bytes) -> None:
    directory = good.index(b"PK\1\2")
    changed = [other + good, good + other, good[:directory] + other + good[directory:], good[: len(good) // 2], other]
    assert all(fault(one) == "damaged" for one in changed if one != good)


LEFT_OUT: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "the first record": lambda lines: [lines[0], *lines[2:]],
    "one in between": lambda lines: [*lines[:9], *lines[10:]],
    "the last record": lambda lines: lines[:-1],
    "two change places": lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]],
    "one twice": lambda lines: [*lines[:5], lines[5], *lines[5:]],
    "another amount": lambda lines: [one.replace(b'\\"amount_fen\\":', b'\\"amount_fen\\":9') for one in lines],
    "another hash": lambda lines: [*lines[:3], lines[3].replace(lines[3][-11:-3], b"00000000"), *lines[4:]],
    "no record": lambda lines: lines[:1],
}


@pytest.mark.parametrize("change", LEFT_OUT)
def test_the_chain_holds_though_the_key_is_the_right_one(good: bytes, change: str) -> None:
    members = parts(good)
    lines = members[RECORDS].splitlines(keepends=True)
    members[RECORDS] = b"".join(LEFT_OUT[change](lines))
    assert fault(made(members, KEY)) == "forged"


WRONG: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a batch that no record speaks of": ("batches.jsonl", lambda text: text.replace(b"[1,", b"[7,")),
    "no batch": ("batches.jsonl", lambda text: text.splitlines(keepends=True)[0]),
    "an entry of no batch": (ENTRIES, lambda text: text.replace(b",1,1,4]", b",9,1,4]")),
    "an entry twice": (ENTRIES, lambda text: text + text.splitlines(keepends=True)[-1]),
    "a row that no record left": ("left.jsonl", lambda text: text + b'["village",77,1,null,null,null]\n'),
    "a row that is gone": ("left.jsonl", lambda text: text.replace(b'["village",1,1,', b'["village",1,0,')),
    "a row of no noun": ("left.jsonl", lambda text: text + b'["sqlite_master",1,1,null,"{}",null]\n'),
    "a text for a number": (ENTRIES, lambda text: text.replace(b",100,", b',"100",')),
    "a number beyond 64 bits": (ENTRIES, lambda text: text.replace(b",100,", b",%d," % 2**70)),
    "a name where none is to be": ("personal.jsonl", lambda text: text.replace(b",null,null]", b',"00","x"]')),
}


@pytest.mark.parametrize("change", WRONG)
def test_what_is_signed_must_be_a_bundle(good: bytes, change: str) -> None:
    name, replace = WRONG[change]
    members = parts(good)
    before = members[name]
    members[name] = replace(before)
    assert members[name] != before
    assert fault(made(members, KEY)) == "forged"


def test_whose_it_is(good: bytes) -> None:
    """A stranger who signs it anew says so himself, by his key; one who keeps the office's key has no signature that fits."""
    members = parts(good)
    anew = opened(io.BytesIO(made(members, STRANGER)), SCHEMA)
    assert anew.manifest.key == STRANGER.public != KEY.public

    def of_office(said: dict[str, Any]) -> None:
        said["key"] = KEY.public

    assert fault(made(members, STRANGER, of_office)) == "forged"
    unsigned = bytearray(good)
    at = good.index(members[SIGNATURE])
    unsigned[at : at + 64] = bytes(64)
    assert fault(bytes(unsigned)) == "damaged"  # its sum in the zip is another


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "files/../x", "files/" + "A" * 64, "x", "C:\\x", "files/" + "0" * 64]
)
def test_no_other_names(good: bytes, name: str) -> None:
    assert fault(made(parts(good) | {name: b"x"}, KEY)) == "damaged"


@pytest.mark.parametrize("name", ["records.jsonl", ENTRIES, "files/" + "0" * 64, "records.jsonl\0", "records.jsonl ", "记录.jsonl", "RECORDS.JSONL"])  # fmt: skip
def test_a_member_twice_or_under_a_name_like_it(good: bytes, name: str) -> None:
    """A reader that takes the last, or the first, of two would read what was not held against the chain."""
    members = [*parts(good).items()]
    whole = parts(good).get(name, b"")
    ours = [one for one in members if one[0].endswith(".jsonl")]
    for more in ([(name, whole)], [(name, whole + b"x")], [(name, b"")]):
        assert fault(made([*ours, *more, *members[len(ours) :]], KEY)) == "damaged"
        assert fault(made([*more, *members], KEY)) == "damaged"
    assert fault(together([*members, members[-1]])) == fault(together([*members, *members[-2:]])) == "damaged"


@pytest.mark.parametrize("size", [0, 1, 2**31, 2**32 - 1])
def test_a_size_that_is_a_lie(good: bytes, size: int) -> None:
    """Small, or so large that a signed number of 32 bits is below nothing; nothing is made ready for it."""
    tracemalloc.start()
    lies = {fault(sizes_changed(good, name, size)) for name in parts(good)}
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lies == {"damaged"} and most < 1 << 24


def test_members_in_another_order_or_left_out(good: bytes) -> None:
    members = parts(good)
    assert fault(made(dict(reversed(members.items())), KEY)) == "damaged"
    assert fault(made({name: one for name, one in members.items() if name != "left.jsonl"}, KEY)) == "damaged"


def test_nothing_is_inflated_beyond_what_was_said(good: bytes) -> None:
    """32 MiB of nothing, packed into 32 KiB: refused where its size is a lie, and never held."""
    members = parts(good) | {ENTRIES: bytes(1 << 25)}

    def as_said(said: dict[str, Any]) -> None:
        next(one for one in said["members"] if one["name"] == ENTRIES)["size"] = 1000

    whole, signed = made(members, KEY), made(members, KEY, as_said)
    del members
    assert len(whole) < 1 << 18
    tracemalloc.start()
    assert fault(whole) == "damaged"  # no lines
    lies = [fault(sizes_changed(one, ENTRIES, 1000)) for one in (whole, signed)]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lies == ["damaged", "damaged"] and most < 1 << 24


def test_a_manifest_of_a_size(good: bytes) -> None:
    def swollen(said: dict[str, Any]) -> None:
        said["office_name"] = "x" * (1 << 24)

    assert fault(made(parts(good), KEY, swollen)) == "damaged"


@pytest.mark.parametrize(("name", "value", "expected"), [
    ("format", 2, "newer"), ("schema", SCHEMA + 1, "newer"), ("format", "1", "damaged"), ("what", "x", "damaged"), ("members", {}, "damaged"),
    ("since", 5, "forged"), ("since", -1, "forged"), ("to", 1, "forged"), ("head", "0" * 64, "forged"), ("previous", "1" * 64, "forged"),
    ("store_id", "x", "forged"), ("office", "a b", "forged"), ("number", "0", "forged"), ("entries", "1", "forged"), ("names", 1, "forged"),
    ("funds", {"1": {"gold": 1}}, "forged"), ("funds", {"x": {}}, "damaged"), ("more", 1, "damaged"),
])  # fmt: skip
def test_what_a_manifest_may_say(good: bytes, name: str, value: object, expected: str) -> None:
    def change(said: dict[str, Any]) -> None:
        said[name] = value

    assert fault(made(parts(good), KEY, change)) == expected


def test_a_newer_one_is_called_so_whoever_signed_it(good: bytes) -> None:
    """How it is signed may be another thing by then."""

    def change(said: dict[str, Any]) -> None:
        said |= {"format": 9, "key": "x"}

    assert fault(made(parts(good), KEY, change)) == "newer"


def test_a_member_cannot_be_exchanged(good: bytes) -> None:
    """Not even for one of the same length in the same place, with its sums in the zip."""
    members = parts(good)
    assert together(members) == good
    changed = members[ENTRIES].replace(b",100,", b",101,")
    assert changed != members[ENTRIES]
    assert fault(together(members | {ENTRIES: changed})) == "damaged"


def test_files_are_what_they_are_called(good: bytes) -> None:
    import hashlib

    name = hashlib.sha256(b"%PDF").hexdigest()
    found: Bundle = opened(io.BytesIO(made(parts(good) | {f"files/{name}": b"%PDF"}, KEY)), SCHEMA)
    with found.files[name]() as one, found.files[name]() as other:
        assert one.read() == other.read() == b"%PDF"
    assert fault(made(parts(good) | {f"files/{name}": b"%PD"}, KEY)) == "damaged"


FORMAT_1 = Path(__file__).parent / "format1.aidb"


def test_every_format_is_read() -> None:
    """A bundle as the first program wrote it, recorded: it is read for ever."""
    with FORMAT_1.open("rb") as stream:
        bundle = opened(stream, SCHEMA)
        assert (bundle.manifest.format, bundle.manifest.office, bundle.manifest.to) == (1, "621122", 8)
        assert [entry["amount_fen"] for entry in every_entry(bundle)] == [5, 100]
        assert [(noun, id) for noun, id, *_ in rows_left(bundle)] == [("village", 1), ("household", 1), ("household", 2), ("fund", 1)]  # fmt: skip


def test_a_column_that_an_older_program_did_not_know_is_blank() -> None:
    lines = [json.loads(line) for line in members()[ENTRIES].splitlines()]
    at = lines[0].index("note")
    older = [[*row[:at], *row[at + 1 :]] for row in lines]
    other = [[*row[:at], *row[at + 1 :], row[at]] for row in lines]
    newer = [[*row, "x"] for row in lines]
    ragged = [lines[0], lines[1][:-1]]
    told = ["\n".join([*map(json.dumps, rows), ""]).encode() for rows in (older, other, newer, ragged)]
    assert [fault(signed(ENTRIES, one)) for one in told] == [None, "damaged", "damaged", "damaged"]
    [entry, _] = every_entry(opened(io.BytesIO(signed(ENTRIES, told[0])), SCHEMA))
    assert entry.keys() == {*ENTRY_ROW} and entry["note"] is None and entry["amount_fen"] == 5
