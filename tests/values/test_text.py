"""Text: cleaned where it comes in, the same after a round through a sheet, harmless where it is shown."""

import csv
import io
import json
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aidtrack.errors import Fault
from aidtrack.phrase import english
from aidtrack.values.text import MAX_LENGTH, clean, defused, escaped, is_plain, key, keys, safe, wrong

# Any text, with more of what does harm than chance would bring.
ODD = st.sampled_from(list("=+-@'＝＋－＠\"\t\r\n\x1b\x9b\x1f\u202e\u2028\u200b\ufeff\u3000 0村[/]"))
HIDING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))  # categories of Unicode
TEXTS = st.lists(st.one_of(ODD, st.characters()), max_size=12).map("".join)


def cleaned(text: str) -> str | None:
    try:
        return clean(text)
    except Fault:
        return None


@given(TEXTS)
@example("''=x")
@example("'甲''乙")
@example('=""')
def test_what_is_stored_comes_back_from_an_exported_sheet(text: str) -> None:
    stored = cleaned(text)
    if stored is None:
        return
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\r\n").writerow([defused(stored)])
    assert clean(next(csv.reader(io.StringIO(sheet.getvalue(), newline="")))[0]) == stored


@given(TEXTS)
def test_an_exported_cell_starts_no_formula(text: str) -> None:
    stored = cleaned(text)
    if stored is not None:
        assert not defused(stored).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_no_character_that_hides_or_moves_is_shown() -> None:
    marks: dict[str, list[str]] = {}
    for mark in map(chr, range(sys.maxunicode + 1)):
        marks.setdefault(unicodedata.category(mark), []).append(mark)
    hiding = {mark for category in HIDING for mark in marks[category]}
    assert hiding.isdisjoint(safe("".join(hiding)))
    plain = "".join(marks["Lo"] + marks["Po"] + marks["Zs"])
    assert safe(plain) == plain


@given(TEXTS)
def test_what_is_shown_is_one_line_without_controls(text: str) -> None:
    shown = safe(text)
    assert not any(unicodedata.category(mark) in HIDING for mark in shown)
    stored = cleaned(text)
    if stored is not None:
        assert safe(stored) == stored.replace("\n", "⏎")


@given(st.lists(TEXTS, max_size=6))
def test_a_plain_column_is_one_that_cleaning_leaves(texts: list[str]) -> None:
    if is_plain(texts):
        assert [cleaned(text) for text in texts] == texts


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ('="say ""hi"""', 'say "hi"'),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("\u3000 牙河村\u200b\ufeff", "牙河村"),
        ("两行\r\n文字", "两行\n文字"),
        ("[red]x[/]", "[red]x[/]"),
        ("'tis", "'tis"),
        ("𠮷村", "𠮷村"),
    ],
)
def test_cleaned(written: str, stored: str) -> None:
    assert clean(written) == stored


@pytest.mark.parametrize(
    "mark", ["\x00", "\x1b", "\x9b", "\x08", "\x1f", "\u202e", "\u2028", "\u200b", "\ufeff", "\U000e0041"]
)
def test_what_hides_or_moves_is_refused(mark: str) -> None:
    with pytest.raises(Fault, match=f"U\\+{ord(mark):04X}"):
        clean(f"牙河{mark}村")


def test_the_longest_text() -> None:
    assert clean("村" * MAX_LENGTH) == "村" * 4000
    with pytest.raises(Fault, match="4001"):
        clean("村" * 4001)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("⽯桥村", "石桥村", True),
        ("Ａ 村", "a村", True),
        ("牙河 村", "牙河村", True),
        ("石橋村", "石桥村", False),
        ("羣", "群", False),
        ("戶", "户", False),
        ("一村", "—村", False),
    ],
)
def test_a_key_unifies_spellings_and_not_variants(one: str, other: str, same: bool) -> None:
    assert (key(one) == key(other)) is same


def test_a_plain_column_is_known_at_a_look() -> None:
    assert is_plain([]) and is_plain(["牙河村", "", "=".join("ab")])
    for odd in (" x", "x\u3000", "=x", "'x", "x\ny", "x" * (MAX_LENGTH + 1)):
        assert not is_plain(["牙河村", odd]), odd


@given(TEXTS)
@example("\U000e0041\u200b\x9b")
def test_json_keeps_its_meaning_where_what_hides_is_escaped(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert not any(unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Zl", "Zp") for mark in written)


def test_a_long_text_is_quoted_as_far_as_it_helps() -> None:
    for text, quoted in (("x" * 80, "x" * 80), ("x" * 81, "x" * 80 + "…")):
        assert f"“{quoted}”" in english(wrong("name", text, Fault("is too long.")))
    assert "“" not in english(wrong("name", "", Fault("is blank.")))


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=8)))
def test_the_keys_of_a_column_are_those_of_its_texts(texts: list[str]) -> None:
    assert keys(texts) == [key(text) for text in texts]
