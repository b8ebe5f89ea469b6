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

CASES: list[Case] = [
    case
    for subject in (
        encodings, delimiters, headers, units, amounts, dates, texts, codes, totals, villages, again, guards, personal, workbooks,
        hostile, offices_money, offices_spending, offices_places,
    )
    for case in subject.CASES
]  # fmt: skip
