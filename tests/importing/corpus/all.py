"""Every case there is."""

from importing.corpus import (
    again,
    amounts,
    codes,
    dates,
    delimiters,
    encodings,
    guards,
    headers,
    hostile,
    offices_money,
    offices_places,
    offices_spending,
    personal,
    texts,
    totals,
    units,
    villages,
    workbooks,
)
from importing.corpus.case import Case

# By subject, which is the name of the module: `pytest -k amounts`.
SUBJECTS: dict[str, list[Case]] = {
    subject.__name__.rpartition(".")[2]: subject.CASES
    for subject in (
        encodings, delimiters, headers, units, amounts, dates, texts, codes, totals, villages, again, guards, personal, workbooks,
        hostile, offices_money, offices_spending, offices_places,
    )
}  # fmt: skip
NAMED = {f"{subject}/{case.name}": case for subject, cases in SUBJECTS.items() for case in cases}
CASES = [case for cases in SUBJECTS.values() for case in cases]
