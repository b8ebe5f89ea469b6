"""`aidtrack report …`: each report that is declared in `reports/registry/` as a command with the options that it can take."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aidtrack.cli import fields, report_words
from aidtrack.cli.asking import no_headings
from aidtrack.cli.command import command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.complete import words as complete_words
from aidtrack.cli.fields import name_typed
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.params import argument, option
from aidtrack.cli.period import period_options
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.ledger.quantity import SPENT
from aidtrack.locale import t
from aidtrack.reports.belonging import is_own
from aidtrack.reports.dimension import DIMENSIONS
from aidtrack.reports.period import Period, earlier, period, since
from aidtrack.reports.registry import REPORTS
from aidtrack.reports.registry.declared import Declared, Question
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.books import is_closed
from aidtrack.values.report import Report


def group() -> Group:
    return Group(
        "report",
        t("Reports that compare allocations with spending."),
        {
            **{word: _listed(declared) for word, declared in REPORTS.items()},
            "publish": Listed(
                "What is missing before an open standard can be published, with the command that fills it.",
                _preflight,
            ),
        },
    )


def _preflight() -> Command:
    from aidtrack.cli import publish

    return publish.preflight()


def _listed(declared: Declared) -> Listed:
    return Listed(declared.help, lambda: _command(declared))


def _command(declared: Declared) -> Command:
    def report(
        run: Run, year: str | None, from_: str | None, to: str | None, as_of: str | None,
        explain: bool = False, compare: str | None = None, name: str | None = None, by: str | None = None,
        bars: bool = False, level: tuple[str, ...] = (), kind: tuple[str, ...] = (), new: str | None = None,
        across: str | None = None, figures: str | None = None, **options: tuple[str, ...],
    ) -> Report:  # fmt: skip
        when = period(year, from_, to, as_of, today=run.today)
        lasts = any(option is not None for option in (year, from_, to))
        before = None if compare is None else earlier(compare, when, lasts=lasts)
        named = None if name is None else name_typed(name)
        words = report_words.levels(declared, by)
        beside = report_words.across(declared, words, across, alone=compare is None and not bars)
        known = None if new is None else since(new, when)
        explain = _has_place(run, explain=explain, bars=bars)
        wanted = explain or (run.format is not None and run.format.explained)
        filters = fields.asked(options)
        with run.read() as connection:
            when, before = _chosen(run, connection, declared, filters, when, before)
            behind = run.prefix if wanted else None
            picked = report_words.figures(declared, figures)
            asked = Question(
                connection, when, named, words, run.prefix, behind, level, kind, known, across=beside, figures=picked
            )
            answer = _answered(connection, declared, asked, before, filters)
            if wanted and run.asked is not None and run.asked.columns:
                from aidtrack.reports.asking.behind import of_picked

                answer = of_picked(answer, run.asked)
            if explain:
                from aidtrack.reports.provenance import counted
                from aidtrack.store.names.find import Names

                answer = counted(Names(connection), answer, run.prefix, run.today)
            closed = is_closed(connection, answer.as_of or when.day)
        notes = list(answer.notes)
        if when.start:
            notes.append(t("Movements from {start} on; positions at the end.", start=when.start))
        filters_told = [*answer.filters, *(replace(one, said="") for one in when.filters)]  # people read it in the note
        day = answer.as_of or when.day
        return replace(answer, as_of=day, notes=notes, filters=filters_told, bars=bars, closed=closed)

    return command(
        declared.word,
        t(declared.help),
        _params(declared),
        report,
        personal=declared.personal,
        lists=no_headings,
        parts=True,
    )


def _has_place(run: Run, *, explain: bool, bars: bool) -> bool:
    """Whether what is behind the rows is shown too; said where the format has no place for that, or for bars."""
    placed = explain and (run.format is None or run.format.behind)
    if explain and not placed and run.format is not None:
        run.say(
            t(
                "{format} has no place for what --explain shows: table, plain, markdown, json and html have.",
                format=run.format.name,
            )
        )
    if bars and run.format is not None and not run.format.talks:
        run.say(t("--bars draws in text tables: --format table or plain."))
    return placed


def _answered(
    connection: Connection,
    declared: Declared,
    asked: Question,
    before: Period | None,
    filters: Mapping[str, Sequence[str]],
) -> Report:
    """What the report answers; beside it what it said `before`, unless it tells itself what changed since; narrowed as it was asked for."""
    answer = declared.answer(replace(asked, before=before) if declared.since else asked)
    if before is not None and not declared.since:
        from aidtrack.reports.compare import compared

        answer = compared(declared.answer(replace(asked, when=before)), answer, before, asked.when)
    if any(column.name == "village" for table in answer.tables for column in table.columns):
        from aidtrack.reports.counties import with_counties

        answer = with_counties(connection, answer)
    if not filters:
        return answer
    from aidtrack.reports.narrowed import narrowed

    return narrowed(connection, answer, declared.narrowed, filters, asked.when.choice)


def _chosen(
    run: Run,
    connection: Connection,
    declared: Declared,
    filters: Mapping[str, Sequence[str]],
    when: Period,
    before: Period | None,
) -> tuple[Period, Period | None]:
    """The periods, of the entries or rows that the filters leave; said where a word of theirs is nowhere. Raises Usage, NotFound."""
    if not filters:
        return when, before
    from aidtrack.reports.filters import chosen
    from aidtrack.store.names.find import Names

    names = Names(connection)
    when = replace(when, choice=chosen(names, filters, when, declared.rows))
    run.explain_nothing(connection, declared.narrowed, filters, declared.rows or SPENT.kinds[0])
    if before is not None:
        before = replace(before, choice=chosen(names, filters, before, declared.rows))
    return when, before


def _params(declared: Declared) -> list[Parameter]:
    params: list[Parameter] = [*period_options()]
    if declared.noun is not None:
        about = t("Name, alias, code, county/name or id.")
        params.insert(0, argument("name", about, required=declared.required, complete=complete_names(declared.noun)))
    if declared.by:
        params.append(
            option("--by", report_words.by_help(declared), metavar="WORDS" if declared.figures else "WORD",
                   complete=complete_words(lambda: report_words.levels_of(declared), several=bool(declared.figures)))
        )  # fmt: skip
    if declared.figures:
        params.append(
            option("--across", t("A column for each value of one more of these words."), metavar="WORD",
                   complete=complete_words(lambda: report_words.levels_of(declared)))
        )  # fmt: skip
        figures = complete_words(lambda: report_words.figures_of(declared), several=True)
        params.append(option("--figures", report_words.figures_help(declared), metavar="WORDS", complete=figures))
    if declared.compares:
        params.append(option("--compare", t("Beside it what this day said, and the change."), metavar="DATE"))
    elif declared.since:
        params.append(
            option("--compare", t("What was recorded since this day in periods closed then."), metavar="DATE")
        )
    params.append(option("--explain", t("Under each row, the commands that list what is behind it."), flag=True))
    if declared.charts:
        params.append(option("--bars", t("In text tables, bars that compare the rows."), flag=True))
    if declared.alerts:
        params += _of_alerts()
    own = [word for word in declared.filters if is_own(declared.narrowed, word)]
    others = [DIMENSIONS[word] for word in declared.filters if word not in own]
    return params + fields.filter_options(declared.narrowed, [declared.narrowed.field(word) for word in own], others)


def _of_alerts() -> list[Parameter]:
    from aidtrack.reports.alerting.asked import KIND_WORDS, LEVEL_WORDS

    levels = t("One of: {choices}.", choices=", ".join(word.english for word in LEVEL_WORDS.values()))
    return [
        option("--level", levels, metavar="WORD", many=True, complete=complete_words(LEVEL_WORDS.values)),
        option("--kind", t("A kind of alert, as in {example}.", example="voucher_twice"), metavar="WORD", many=True,
               complete=complete_words(KIND_WORDS.values)),
        option("--new", t("What was not there on this day."), metavar="DATE"),
    ]  # fmt: skip
