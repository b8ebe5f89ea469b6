"""Every report that is declared, as it can be asked: without a name and with one, and by each level."""

from collections.abc import Iterator, Mapping

from aidtrack.reports.registry import REPORTS

# What a report is asked about that takes a NAME: by its own word, else by the noun. The store of `everything` has them.
NAMED = {"village": "牙河村", "fund": "自筹资金", "loan": "小额借款", "project": "大棚", "indicator": "批次"}


def asked(named: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    """The words and options after `aidtrack report`. A noun that is not known here is a KeyError: say above what it is asked about."""
    return list(_asked(named or NAMED))


def _asked(named: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for word, declared in REPORTS.items():
        if not declared.required:
            yield from ((word, "--by", by) for by in declared.by)
            if not declared.by:
                yield (word,)
        if declared.noun is not None:
            name = named.get(word) or named[declared.noun]
            yield (word, name)
            yield from ((word, name, "--by", by) for by in declared.by_named)
