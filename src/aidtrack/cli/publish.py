"""`aidtrack report publish STANDARD` and `aidtrack export STANDARD -o FILE`: what is missing for an open standard, and the file itself."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aidtrack.cli.command import command
from aidtrack.cli.complete import names as complete_names
from aidtrack.cli.files_written import require_free
from aidtrack.cli.params import argument, option
from aidtrack.cli.rights import TO_SHOW_NAMES
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.errors import Fault, Refused, Usage
from aidtrack.locale import spoken, t
from aidtrack.values.kinds import YEAR
from aidtrack.values.report import Report
from aidtrack.values.text import safe, typed_wrong

if TYPE_CHECKING:
    from aidtrack.reports.publishing.activity import Published
    from aidtrack.reports.publishing.asked import Asked
    from aidtrack.reports.publishing.gaps import Told
    from aidtrack.reports.publishing.wanted import Standard

_NAMES = ("iati", "360giving", "oc4ids", "fiscal")  # as reports/publishing/standards.py declares them
_MOST_GAPS = 5
Words = tuple[str, ...]


def preflight() -> Command:
    def publish(run: Run, standard: str, year: str | None, of_fund: Words, of_project: Words) -> Report:
        from aidtrack.reports.publishing.gaps import report

        wanted, asked = _standard(standard), _asked(run, year, of_fund, of_project)
        with run.read() as connection:
            return report(connection, wanted, asked, run.prefix)

    params = [
        argument("standard", t("One of: {choices}.", choices=", ".join(_NAMES)), complete=_standards),
        *chosen_options(),
    ]
    return command(
        "publish",
        t("What is missing before an open standard can be published, with the command that fills it."),
        params,
        publish,
        parts=True,
    )


def is_standard(nouns: Words) -> bool:
    """Whether what is to be exported is a file of a standard."""
    return any(name in nouns for name in _NAMES)


def chosen_options() -> list[Parameter]:
    """What is published: all, or some."""
    return [
        option("--year", t("Projects with money or planned time in this year, with all their money up to its end."), metavar="YEAR"),
        option("--fund", t("Only projects that this fund pays for; as often as wanted."), metavar="FUND", many=True,
               parameter="of_fund", complete=complete_names("fund")),
        option("--project", t("Only this project; as often as wanted."), metavar="PROJECT", many=True,
               parameter="of_project", complete=complete_names("project")),
    ]  # fmt: skip


def publish_options() -> list[Parameter]:
    """Those of `export` that standards alone take."""
    return [
        *chosen_options(),
        option("--disbursements", t("What was disbursed, instead of what was spent."), flag=True),
        option("--with-purpose", t("The purposes of entries too."), flag=True),
        option("--partial", t("Leave out the projects that lack something."), flag=True),
    ]


def export(
    run: Run, nouns: Words, output: str | None, *, year: str | None, of_fund: Words, of_project: Words,
    disbursements: bool, with_purpose: bool, partial_: bool,
) -> None:  # fmt: skip
    from aidtrack.reports.publishing.money import DISBURSEMENT

    if len(nouns) > 1:
        raise Usage(
            t("A file of a standard holds nothing else."), t("Name it alone: aidtrack export {name}.", name=_NAMES[0])
        )
    standard = _standard(nouns[0])
    if output in (None, "-"):
        raise Usage(
            t("A file of a standard needs a name."),
            t("Give it with -o, as in -o {file}.", file=f"2018{standard.ending}"),
        )
    if (disbursements or with_purpose) and standard.says:
        option_ = "--disbursements" if disbursements else "--with-purpose"
        raise Usage(
            t("A file of {standard} has no such choice.", standard=standard.title),
            t("Leave {option} out.", option=option_),
        )
    place = Path(str(output))
    run.require_right(TO_SHOW_NAMES)  # who may not read the names could not keep them out
    asked = replace(
        _asked(run, year, of_fund, of_project),
        purposes=with_purpose,
    )
    asked = replace(asked, says=standard.says or ((DISBURSEMENT,) if disbursements else asked.says))
    _require_place(run, standard, place)
    found = _found(run, standard, asked, partial_=partial_)
    _put(run, standard, found, place)
    run.say(t("Wrote {file}: {counted}.", file=safe(str(place)), counted=standard.counted(found)[1]))
    for note in standard.notes(found):
        run.say(note)


def _require_place(run: Run, standard: "Standard", place: Path) -> None:
    """Raises Refused, Usage."""
    from aidtrack.folder import require_ours

    if standard.apart:
        require_ours(place, force=run.force)
    else:
        require_free(run, [place])


def _put(run: Run, standard: "Standard", found: "Published", place: Path) -> None:
    from aidtrack.files.in_place import put_all
    from aidtrack.folder import put_folder
    from aidtrack.render import fiscal

    if standard.apart:
        put_folder(place, fiscal.files(found, run.now))
    else:
        put_all([(place, partial(_write, standard, found, run))])


def _write(standard: "Standard", found: "Published", run: Run, stream: BinaryIO) -> None:
    from aidtrack.render import giving360, iati, oc4ids

    {"iati": iati, "360giving": giving360, "oc4ids": oc4ids}[standard.name].write(stream, found, run.now)


def _found(run: Run, standard: "Standard", asked: "Asked", *, partial_: bool) -> "Published":
    """What goes into the file. Raises Refused where that would not be valid."""
    from aidtrack.ledger.kind import KINDS
    from aidtrack.reports.publishing.gaps import gaps, told
    from aidtrack.reports.publishing.view import published
    from aidtrack.store.engine.collections import SPAN

    with run.read() as connection:
        found, money = published(connection, asked, standard.holds)
        lacking = told(connection, gaps(connection, standard, found, asked.today.isoformat()), run.prefix)
    if asked.purposes and money.named:
        kind, id = money.named[0]
        raise Refused(
            t(
                "Purposes of {count} entries hold the name of a household's head, the first that of {kind} {id}.",
                count=len(money.named),
                kind=KINDS[kind].label,
                id=id,
            ),
            t(
                "Change it: aidtrack {kind} correct {id} --purpose TEXT --reason WHY; or leave --with-purpose out.",
                kind=kind,
                id=id % SPAN,
            ),
        )
    waiting = {one.gap.project for one in lacking}
    if lacking and (not partial_ or None in waiting):
        raise _refused(run, standard, lacking)
    kept = [one for one in found.activities if one.noun != "project" or one.id not in waiting]
    left = replace(found, activities=kept)
    if standard.counted(left)[0] == 0 or (waiting and not any(one.noun == "project" for one in kept)):
        raise Refused(
            t("There is nothing to publish."),
            t("See what is missing: aidtrack report publish {name}.", name=standard.name),
        )
    if waiting:
        run.say(t("Left out for what they lack: {count} projects.", count=len(waiting)))
    return left


def _refused(run: Run, standard: "Standard", lacking: "Sequence[Told]") -> Refused:
    told = dict.fromkeys(map(_told, lacking))
    first = list(told)[:_MOST_GAPS]
    partial_helps = all(one.gap.project is not None for one in lacking)
    return Refused(
        t(
            "What {standard} wants is missing in {count} places; nothing was written.",
            standard=standard.title,
            count=len(told),
        ),
        *first,
        t("All of it: aidtrack report publish {name}.", name=standard.name),
        t("--partial leaves out the projects that lack something.") if partial_helps else "",
    )


def _told(one: "Told") -> str:
    lacks = f"{safe(one.gap.name)}: {spoken(one.gap.problem)}"
    if one.office is None:
        return f"{lacks} {one.command}"
    return t("{lacks} At the office {office}: {command}", lacks=lacks, office=safe(one.office), command=one.command)


def _asked(run: Run, year: str | None, funds: Words, projects: Words) -> "Asked":
    """Raises Usage for a year that is none."""
    from aidtrack.cli.fields import name_typed
    from aidtrack.reports.publishing.asked import Asked

    filters = {
        word: tuple(name_typed(one) for one in texts)
        for word, texts in (("fund", funds), ("project", projects))
        if texts
    }
    try:
        wanted = None if year is None else int(YEAR.parse(year))
    except Fault as fault:
        raise typed_wrong("--year", str(year), fault) from None
    return Asked(run.today, wanted, filters)


def _standard(name: str) -> "Standard":
    from aidtrack.reports.publishing.standards import STANDARDS
    from aidtrack.values.choices import one_of

    return STANDARDS[one_of(name, [*STANDARDS], t("There is no standard “{word}” here.", word=safe(name)))]


def _standards(_: object, word: str) -> list[str]:
    return [name for name in _NAMES if name.startswith(word)]
