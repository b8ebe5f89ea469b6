"""Sheets whose content is in the store already, or comes twice in one import. A workbook is known sheet by sheet."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import field

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.matching.opening import Opened
from aidtrack.importing.matching.options import Options
from aidtrack.importing.problems import Origin, Problems
from aidtrack.importing.reading.files import File
from aidtrack.locale import spoken, t
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.names.held import HELD

Known = Mapping[
    Origin, tuple[int, str, tuple[str, ...]]
]  # the batch that brought a sheet, its day, and what it was read as


@dataclass(slots=True)
class Refusal:
    """The sheets that are not read; `only_known`: all of them are in the store already, and there is nothing else."""

    origins: set[Origin] = field(default_factory=set)
    only_known: bool = False


def refuse_again(writer: Writer, opened: Opened, options: Options, problems: Problems) -> Refusal:
    """Each sheet that the store or another of the files has is a problem, once for a file of which that is so of all.

    Of sheets that grow the rows themselves tell.
    """
    refusal = Refusal()
    known = {} if options.again or options.new_only else _known(writer, opened)
    said = 0
    for file in opened.files:
        origins = [origin for origin in opened.origins if origin.file == file.name]
        if all(origin in known for origin in origins) and len({known[origin][:2] for origin in origins}) == 1:
            batch, day, _ = known[origins[0]]
            nouns = [*dict.fromkeys(noun for origin in origins for noun in known[origin][2])]
            _refuse(problems, refusal, origins, Origin(file.name), _imported(batch, day, nouns))
            said += 1
            continue
        for origin in origins:
            if origin in known:
                fault = _imported(*known[origin], others=[one for one in origins if one not in known])
                _refuse(problems, refusal, [origin], origin, fault)
                said += 1
    refusal.only_known = refusal.origins == {*opened.origins} and problems.count == said
    if not options.allow_duplicates:
        _refuse_twice(opened, problems, refusal)
    return refusal


def _refuse(problems: Problems, refusal: Refusal, origins: Sequence[Origin], told: Origin, fault: Fault) -> None:
    for origin in origins:
        problems.forget(origin)
    refusal.origins.update(origins)
    problems.fault(fault, told, None, None, None, None)


def _known(writer: Writer, opened: Opened) -> Known:
    """The sheets that a batch brought which was not undone; what had been reached by one day may be so by another."""
    files = {file.name: file for file in opened.files}
    reached_on = {sheet.origin: sheet.as_of for sheet in opened.sheets if sheet.as_of is not None}
    found: dict[Origin, tuple[int, str, tuple[str, ...]]] = {}
    for origin in opened.origins:
        if origin.file in files:
            rows = writer.rows(
                "SELECT f.batch_id, b.at, f.noun FROM batch_file f JOIN batch b ON b.id = f.batch_id"
                " WHERE f.sha256 = :sha256 AND f.sheet IS NOT DISTINCT FROM CAST(:sheet AS TEXT)"
                " AND (CAST(:reached_on AS TEXT) IS NULL OR f.as_of = :reached_on)"
                " AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = f.batch_id) ORDER BY f.batch_id, f.file_no",
                {"sha256": files[origin.file].sha256, "sheet": origin.sheet, "reached_on": reached_on.get(origin)},
            )
            for batch, at, noun in rows:
                first, day, nouns = found.get(origin, (batch, str(at)[:10], ()))
                if batch == first:
                    found[origin] = batch, day, tuple(dict.fromkeys((*nouns, noun)))
    return found


def _imported(batch: int, day: str, nouns: Sequence[str], others: Sequence[Origin] = ()) -> Fault:
    what = "、".join(spoken(HELD[noun]) for noun in nouns)
    said = t("was imported already as batch {batch} on {date}, read as {what}.", batch=batch, date=day, what=what)
    if not others:
        advice = t(
            "To take that back: aidtrack batch undo {batch}. To import it once more, or as something else: --again.",
            batch=batch,
        )
        return Fault(said, advice, code=Code.IMPORTED_BEFORE)
    options = shlex.join(word for origin in others for word in ("--sheet", str(origin.sheet)))
    return Fault(
        said,
        t("To import the others alone: {options}. To import it once more: --again.", options=options),
        code=Code.IMPORTED_BEFORE,
    )


def _refuse_twice(opened: Opened, problems: Problems, refusal: Refusal) -> None:
    """The copy of a file beside it."""
    first: dict[str, File] = {}
    for file in opened.files:
        other = first.setdefault(file.sha256, file)
        origins = [origin for origin in opened.origins if origin.file == file.name]
        if other is not file and not refusal.origins.intersection(origins):
            fault = Fault(
                t("has the same content as {other}.", other=other.name), t("Give it once."), code=Code.GIVEN_TWICE
            )
            _refuse(problems, refusal, origins, Origin(file.name), fault)
