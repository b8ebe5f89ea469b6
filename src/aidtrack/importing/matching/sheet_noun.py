"""Which noun a sheet holds, or which kind of entry: what is said outright, its name, its headers (DESIGN section 4)."""

from collections.abc import Iterator, Sequence

from aidtrack.codes import Code
from aidtrack.errors import Fault
from aidtrack.importing.matching.given import place_of
from aidtrack.importing.matching.made import DAY_PARTS
from aidtrack.importing.matching.spelling import (
    IGNORED,
    NOT_KEPT,
    PERSONAL,
    fields_by_spelling,
    kind_reached,
    kind_said,
    place_beside,
)
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import KINDS, EntryKind
from aidtrack.locale import spoken, t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.layout import LAYOUT
from aidtrack.phrase import listed
from aidtrack.store.names.held import HELD
from aidtrack.values.field import Noun
from aidtrack.values.nearness import nearest_sentence
from aidtrack.values.text import safe

_EVERY = (*NOUNS, *KINDS)
_NOUNS = {**NOUNS, LAYOUT.name: LAYOUT}


def sheet_noun(
    headers: Sequence[str], names: Sequence[str], as_: str | None, titles: Sequence[str] = ()
) -> tuple[Noun, str | None]:
    """The noun of a sheet, and the entry kind where it holds one kind. Raises Fault with the candidates.

    `headers` are spelled as we know them, `names` the sheet's and the file's; the `titles` above the header decide where these do not.
    """
    if as_ is not None:
        return named_noun(as_)
    says_kind = "类型" in headers or "kind" in headers
    if says_kind and not any(_fits(name, headers) for name in NOUNS):
        return ENTRY, None
    candidates = _candidates(headers, names)
    if len(candidates) > 1:
        candidates = [name for name in candidates if _fits(name, headers)]
    if len(candidates) != 1:
        candidates = _by_title(headers, titles) or candidates
    if len(candidates) == 1:
        _require_same_kind(candidates[0], headers)
        return named_noun(candidates[0])
    way = t("Say it with --as, in the file's name, or in a column 类型 (kind).")
    kinds = {header: kind for header in headers if (kind := kind_reached(header)) is not None}
    if kinds and not candidates:
        candidates = list(dict.fromkeys(kinds.values()))
        way = t(
            "Its column {header} is what had been reached by a day: add --positions --as-of 2018-05-31.",
            header=safe(next(iter(kinds))),
        )
    raise Fault(
        t(
            "does not say what it holds: {candidates}?",
            candidates=listed(HELD[name] for name in _likeliest(candidates or _EVERY, headers)),
        ),
        way,
        code=Code.UNCLEAR_NOUN,
    )


def likeliest(headers: Sequence[str]) -> str | None:
    """The noun whose columns most of the headers are, where none is as near; they hold what every row of it needs."""
    known = {
        name: sum(1 for one in headers if one in fields_by_spelling(NOUNS[name]) or place_of(NOUNS[name], one))
        for name in NOUNS
        if _could_be(name, headers)
    }
    first, *others = sorted(known, key=lambda name: -known[name]) or [""]
    return first if first and (not others or known[first] > known[others[0]]) else None


def _likeliest(candidates: Sequence[str], headers: Sequence[str]) -> Sequence[str]:
    """What is asked: where all is possible, whether it is what the headers look most like."""
    first = likeliest(headers) if len(candidates) == len(_EVERY) else None
    return candidates if first is None else (first,)


def _require_same_kind(name: str, headers: Sequence[str]) -> None:
    """A sheet called 安排 whose amounts are 支付金额 is not guessed at. Raises Fault."""
    said = {kind: header for header in headers if (kind := kind_said(header)) is not None}
    if name in KINDS and said and name not in said:
        [(kind, header), *_] = said.items()
        raise Fault(
            t(
                "is called {name}, and its column {header} says {kind}.",
                name=spoken(KINDS[name].label), header=safe(header), kind=spoken(KINDS[kind].label),
            ),
            t("Say which with --as, as in --as spending."),
            code=Code.UNCLEAR_NOUN,
        )  # fmt: skip


def _candidates(headers: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    """What the names mean: a word for a kind before one for a noun, and first where the headers could be its. Between the two
    stands the kind that the header of an amount says.
    """
    said = [words_in(name) for name in names]
    of_kinds, of_nouns = ([[word for word in words if word in known] for words in said] for known in (KINDS, _NOUNS))
    named = [group for group in (*of_kinds, *of_nouns) if group]
    of_headers = list(dict.fromkeys(kind for header in headers if (kind := kind_said(header)) is not None))
    for group in (*filter(None, of_kinds), of_headers, *filter(None, of_nouns)):
        if fitting := [word for word in group if _could_be(word, headers)]:
            return fitting
    likely = (group for group in named if not all(_is_rather_of_entries(word, headers) for word in group))
    return next(likely, _EVERY)


def _by_title(headers: Sequence[str], titles: Sequence[str]) -> Sequence[str]:
    """The one kind, else the one noun, that a title names and the headers could be of."""
    said = [word for title in titles for word in words_in(title) if _could_be(word, headers)]
    for known in (KINDS, _NOUNS):
        if len(found := {word for word in said if word in known}) == 1:
            return [*found]
    return []


def _is_rather_of_entries(name: str, headers: Sequence[str]) -> bool:
    """Whether a noun has no column of its own name here, and fewer of the others than entries have: 资金台账 lists what was spent. One more
    says nothing: a village stands in sheets of anything.
    """
    if name not in NOUNS or _could_be(name, headers):
        return False
    of_noun, of_entries = (fields_by_spelling(noun) for noun in (NOUNS[name], ENTRY))
    return sum(one in of_entries for one in headers) > sum(one in of_noun for one in headers) + 1


def named_noun(word: str) -> tuple[Noun, str | None]:
    """A noun or entry kind by its English or Chinese word. Raises Fault."""
    for name, noun in _NOUNS.items():
        if word in (name, noun.zh):
            return noun, None
    for name in KINDS:
        if word in (name, KINDS[name].zh):
            return ENTRY, name
    if word in (ENTRY.name, ENTRY.zh):
        return ENTRY, None
    raise Fault(
        t("“{word}” is nothing that a sheet can hold.", word=safe(word)),
        nearest_sentence(word, _words()) or t("Use one of: {choices}.", choices=listed(HELD.values())),
        code=Code.UNCLEAR_NOUN,
    )


def _words() -> Iterator[str]:
    for label in HELD.values():
        yield from label.spellings


def words_in(stem: str) -> list[str]:
    """The entry kinds and nouns whose words a name holds; where it is such a word itself, that alone."""
    stem = stem.casefold().strip()
    things: tuple[EntryKind | Noun, ...] = (*KINDS.values(), *_NOUNS.values())
    exact = [thing.name for thing in things if stem in (thing.name, thing.zh)]
    return exact or [thing.name for thing in things if any(word in stem for word in (thing.name, *thing.words))]


def _could_be(name: str, spelled: Sequence[str]) -> bool:
    """Whether the headers hold what every row of this noun needs."""
    noun = _NOUNS.get(name, ENTRY)
    fields = fields_by_spelling(noun)
    given = {fields[spelling].name for spelling in spelled if spelling in fields}
    if noun is ENTRY and any(map(kind_reached, spelled)):
        given.add("amount")
    if noun is ENTRY and {"month", "day"} <= {DAY_PARTS.get(spelling) for spelling in spelled}:
        given.add("date")
    return {declared.name for declared in noun.fields if declared.required} <= given


def _fits(name: str, spelled: Sequence[str]) -> bool:
    """Whether the headers hold what it needs and nothing that it does not know."""
    noun = _NOUNS.get(name, ENTRY)
    fields = fields_by_spelling(noun)
    narrowed = any(declared.refers == "village" for declared in noun.fields)
    known = all(
        s in fields
        or s in IGNORED
        or s in NOT_KEPT
        or s in PERSONAL
        or (narrowed and place_beside(s))
        or (noun is ENTRY and (kind_reached(s) or s in DAY_PARTS))
        for s in spelled
    )
    return known and _could_be(name, spelled)
