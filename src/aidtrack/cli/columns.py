"""`--columns A,B,C` of every list: what is shown of it, in which order."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from aidtrack.cli.params import TextOption, option
from aidtrack.cli.typer_internals import Context
from aidtrack.errors import Usage
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said, Word
from aidtrack.values.nearness import near_sentence
from aidtrack.values.report import Report
from aidtrack.values.text import apart, key, safe


def columns_option(words: Callable[[], Iterable[Word]]) -> TextOption:
    """`words` are the columns there are, as they are called in either language: the shell completes the last of those typed."""

    def complete(_: Context, typed: str) -> list[str]:
        last = re.split("[,，、]", typed)[-1]
        before = typed.removesuffix(last)
        every = [name for word in words() for name in (word.spellings if last else (word.english,))]
        return [before + name for name in dict.fromkeys(every) if name.startswith(last)]

    return option(
        "--columns",
        t("Only these columns, in this order: A,B,C, as they are headed."),
        metavar="NAMES",
        complete=complete,
    )


def chosen(answer: Report, typed: str | None) -> Report:
    """The list with the columns asked for, also those that people are spared otherwise. Raises Usage."""
    if typed is None:
        return answer
    table = answer.tables[0]
    known = {key(name): one for one in table.columns for name in (one.name, *_spellings(one.label))}
    picked = {}
    for name in apart(typed):
        column = known.get(key(name)) or known.get(key(name.lstrip("-").replace("-", "_")))
        if column is None:
            names = [name for one in table.columns for name in (one.name, *_spellings(one.label))]
            every = ", ".join(dict.fromkeys(spoken(one.label) for one in table.columns))
            raise Usage(
                t("There is no column “{name}” here.", name=safe(name)),
                near_sentence(name, dict.fromkeys(names)) or t("Use one of: {choices}.", choices=every),
            )
        picked[column.name] = replace(column, hidden=False)
    if not picked:
        raise Usage(t("{option} is blank.", option="--columns"), t("Name the columns, as they are headed: A,B,C."))
    total = table.total if table.total is not None and picked.keys() & table.total.keys() else None
    return replace(answer, tables=[replace(table, columns=[*picked.values()], total=total), *answer.tables[1:]])


def _spellings(label: Said) -> tuple[str, ...]:
    return label.spellings if isinstance(label, Word) else ()
