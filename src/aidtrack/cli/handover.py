"""`aidtrack handover -o FILE.aidb`: what is new in a store, signed, for the office above."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aidtrack.cli.answer_options import force_option
from aidtrack.cli.command import command
from aidtrack.cli.files_written import require_free
from aidtrack.cli.key import key_of
from aidtrack.cli.numbers import whole_number
from aidtrack.cli.params import option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Refused, Usage
from aidtrack.locale import t
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.bundle.content import Bundle
    from aidtrack.store.engine.connection import Connection
    from aidtrack.store.records.handing_over.texts import Holding
    from aidtrack.store.records.identity import Identity

_ENDING = ".aidb"


def handover_command() -> Command:
    params = [
        option("--output", t("The file; its name ends in {ending}.", ending=_ENDING), metavar="FILE", short="-o", required=True),
        option("--all", t("Everything, for a superior who has nothing yet."), flag=True, parameter="everything"),
        option("--since", t("What came after this record of the log."), metavar="RECORD"),
        option("--with-names", t("Names of heads of households too; else they stay here."), flag=True),
        option("--with-files", t("The files of documents too."), flag=True),
        force_option(),
    ]  # fmt: skip
    return command(
        "handover", t("Hand over what is new to the office above, in one signed file."), params, handover, answers=False
    )


def handover(run: Run, output: str, everything: bool, since: str | None, with_names: bool, with_files: bool) -> None:
    from aidtrack.bundle.keys import fingerprint
    from aidtrack.bundle.written import written
    from aidtrack.files import in_place
    from aidtrack.reports.alerting.kinds import KINDS
    from aidtrack.reports.alerting.settings import set_in
    from aidtrack.store.engine.collections import require_entered
    from aidtrack.store.records import handed_over
    from aidtrack.store.records.identity import identity

    place = _place(output)
    if everything and since is not None:
        raise Usage(t("--all and --since exclude each other."), t("Leave one of them out."))
    start = 0 if everything else whole_number("--since", since)
    require_free(run, [place])
    with ExitStack() as kept:
        with run.read() as connection:
            require_entered(connection)
            who = _office(identity(connection), run)
            before = handed_over.tos(connection)
            bundle = _content(run, connection, who, start, names=with_names)
            bundle = replace(bundle, manifest=replace(bundle.manifest, thresholds=set_in(run.target, KINDS)))
            attached, lacking = _files(connection, bundle, wanted=with_files)
            key, is_new = key_of(who.store_id, was_used=bool(before))
            whole = replace(bundle, files=attached)
            kept.enter_context(in_place.placing([(place, partial(written, whole, key))], private=True, first=True))
            count = handed_over.count(connection, bundle.manifest.since, bundle.manifest.to)
        said = {
            "to": bundle.manifest.to,
            "head": bundle.manifest.head,
            "file": safe(place.name),
            "names": int(with_names) or None,
        }
        with run.write() as writer:
            handed_over.record(writer, said)
    run.say(
        t("Wrote {file}: {counted}.", file=safe(str(place)),
          counted=t("records {first} to {last} of the log, {count} of them, {size} bytes", first=bundle.manifest.since + 1,
                    last=bundle.manifest.to, count=count, size=f"{place.stat().st_size:,}"))
    )  # fmt: skip
    _say_more(run, bundle, before, lacking)
    if is_new:
        run.say(t("Made the key of this office: {fingerprint}", fingerprint=fingerprint(key.public)))
        run.say(t("Read it out to the office above when it receives the first file."))


def _place(output: str) -> Path:
    """Raises Usage for what is no name of such a file."""
    place = Path(output)
    if place.suffix.lower() != _ENDING:
        raise Usage(
            t("“{value}” names no file to hand over.", value=safe(output)),
            t("Let its name end in {ending}, as in -o {example}.", ending=_ENDING, example=f"2018-12{_ENDING}"),
        )
    if place.exists() and not place.is_file():
        raise Usage(t("{file} is no ordinary file.", file=safe(output)), t("Give the name of a file."))
    return place


def _office(who: "Identity", run: Run) -> "Identity":
    """Raises Refused for a store of which nobody said whose it is."""
    if who.office is None:
        raise Refused(
            t("Nobody said whose store {store} is.", store=run.target.shown),
            t("Say it: aidtrack db setting office CODE, with the office's division code."),
        )
    return who


def _content(run: Run, connection: "Connection", who: "Identity", start: int | None, *, names: bool) -> "Bundle":
    from aidtrack.store.records import handed_over
    from aidtrack.store.records.handing_over import content
    from aidtrack.store.records.handing_over.texts import holding
    from aidtrack.store.records.handing_over.whom import persons

    to = handed_over.news(connection)
    since = handed_over.begin(connection, to) if start is None else start
    handed_over.require_record(connection, since, to)
    bundle = content(connection, who, since=since, to=to, names=names)
    if not names and (found := list(holding(bundle, persons(connection)))):
        raise _with_names(found)
    return bundle


def _with_names(found: list["Holding"]) -> Refused:
    """What holds names, and what can be done about it."""
    from aidtrack.store.records.handing_over.texts import MOST_TOLD

    return Refused(
        t("Texts that hold the name of a head of a household: {count}. Nothing was written.", count=len(found)),
        *(one.told() for one in found[:MOST_TOLD]),
        t("Take the names out, or hand them over: --with-names."),
    )


def _files(
    connection: "Connection", bundle: "Bundle", *, wanted: bool
) -> tuple[dict[str, Callable[[], BinaryIO]], int]:
    """What opens each file of the documents in a bundle, and how many of these stay here or are not there."""
    from aidtrack.bundle.content import rows_left
    from aidtrack.store.records import document_files

    named = sorted(
        {
            document_files.checked(str(values["sha256"]))
            for noun, _, _, values in rows_left(bundle)
            if noun == "document" and values is not None and values.get("sha256")
        }
    )
    if not wanted:
        return {}, len(named)
    home = document_files.require_folder(connection.target)
    there = [one for one in named if document_files.condition(connection.target, one) == "kept"]
    return {one: partial(_opened, document_files.place(home, one)) for one in there}, len(named) - len(there)


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _say_more(run: Run, bundle: "Bundle", before: list[int], lacking: int) -> None:
    if before and before[-1] == bundle.manifest.to:
        run.say(t("Nothing is new since the last time."))
    if not bundle.manifest.number:
        run.say(t("The office has no number of its own: the collection gives it one."))
    if lacking:
        run.say(t("Files of documents that are not in it: {count}.", count=lacking))
