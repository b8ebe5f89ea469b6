"""`aidtrack receive FILE…` and `aidtrack collection`: what offices handed over comes together in a collection."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aidtrack.cli.command import command
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.numbers import id_typed, whole_number
from aidtrack.cli.params import argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import AidtrackError, Environment, Interrupted, Usage
from aidtrack.locale import some_of, t
from aidtrack.phrase import phrase
from aidtrack.values.report import Report
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from aidtrack.store.collection.one_bundle import Result, Source
    from aidtrack.store.engine.transaction import Writer

_ENDING = ".aidb"
_MOST = 10  # offices or files that are named


def receive_command() -> Command:
    params = [
        argument("file", t("What offices handed over, in any order; of a folder all files that end in {ending}; or the URL of an office's store on a server.", ending=_ENDING), many=True),
        option("--dry-run", t("Only say what would become of them; nothing is kept."), flag=True),
        option("--head", t("A head that an office told you, as in 621122=ecb6c3207f41: it must be in its log."), metavar="CODE=HASH", many=True),
        option("--expect", t("The fingerprint of a new office's key, as it reads it out."), metavar="FINGERPRINT", many=True),
        option("--new-key", t("The fingerprint of a key that takes an older one's place."), metavar="FINGERPRINT", many=True),
        option("--restored", t("An office restored a backup: take its complete bundle; what its log no longer has is kept aside."), flag=True),
        option("--instead-of", t("The office whose store is gone: take another one's complete bundle; the old part is kept aside."), metavar="CODE", many=True),
        option("--count-from", t("Of a store that is a copy of another: from which record on it counts."), metavar="RECORD"),
        option("--reason", t("With --restored or --instead-of: why, for the log.")),
    ]  # fmt: skip
    return command("receive", t("Take in what offices hand over."), params, _receive, writes=True, prints=True)


def _receive(
    run: Run,
    file: tuple[str, ...],
    dry_run: bool,
    head: tuple[str, ...],
    expect: tuple[str, ...],
    new_key: tuple[str, ...],
    restored: bool,
    instead_of: tuple[str, ...],
    count_from: str | None,
    reason: str | None,
) -> Report:
    from aidtrack.render.progress import progress
    from aidtrack.reports.confirmed import only_tried
    from aidtrack.reports.receipt import receipt
    from aidtrack.store.collection import missing
    from aidtrack.store.collection.asked import Asked
    from aidtrack.store.collection.from_server import from_server
    from aidtrack.store.collection.one_bundle import Server
    from aidtrack.store.collection.receipt import receive
    from aidtrack.store.engine.collections import require_collection
    from aidtrack.store.engine.target import is_url, target
    from aidtrack.store.proof.wiping import wipe

    heads = _heads(head)
    asked = Asked(
        expect,
        new_key,
        restored,
        instead_of,
        _reason(reason, wanted=restored or bool(instead_of)),
        whole_number("--count-from", count_from),
    )
    servers = [target(one) for one in file if is_url(one)]
    files = [path for one in file if not is_url(one) for path in _files(one)]
    with run.read() as connection:
        require_collection(connection)
        asked = replace(asked, lacks=missing.lacking(connection))

    def writing() -> "AbstractContextManager[Writer]":
        return run.write(dry_run=dry_run)

    results: list[Result] = []
    ended = None
    with progress(t("Receiving")):
        try:
            results.extend(receive(files, writing, asked, heads))
            for server in servers:
                results.extend(from_server(server, run.read, writing, asked, heads))
        except (AidtrackError, KeyboardInterrupt) as error:
            if not run.wrote:
                raise
            ended = error if isinstance(error, AidtrackError) else Interrupted(t("Interrupted; nothing was written."))
    if ended is not None:
        for sentence in (*ended.args, *_standing(results, [*files, *(Server(one.pasted) for one in servers)])):
            run.say(sentence)
        return replace(receipt(results), exit_code=ended.exit_code)
    if unknown := heads.keys() - {one.bundle.manifest.office for one in results if one.bundle is not None}:
        run.say(t("No bundle that was given is of the office {office}.", office=safe("、".join(sorted(unknown)))))
    if any(one.forgot for one in results) and not dry_run:
        run.say_all(wipe(run.target))
    answer = receipt(results)
    return only_tried(answer) if dry_run else answer


def _standing(results: "Sequence[Result]", files: "Sequence[Source]") -> Iterator[str]:
    """Of which offices all is taken though the collection cannot be written any more, and which files are to be given again."""
    taken = dict.fromkeys(
        safe(one.bundle.manifest.office) for one in results if one.bundle is not None and not one.judged.problem
    )
    looked_at = {one.file for one in results}
    again = [safe(file.name) for file in files if file not in looked_at]
    yield t("Received before, and kept: {offices}.", offices=some_of([*taken], _MOST))
    yield t("Give these again: {files}.", files=some_of(again, _MOST))


def _reason(given: str | None, *, wanted: bool) -> str:
    """Raises Usage where it lacks, or is of nothing."""
    from aidtrack.values.reason import perhaps

    said = perhaps("--reason", given)
    if wanted and said is None:
        raise Usage(t("“{name}” is missing.", name="--reason"), t("Say why: --reason WHY."))
    if said is not None and not wanted:
        raise Usage(t("--reason is of nothing."), t("Leave it out, or add --restored or --instead-of CODE."))
    return said or ""


def _files(given: str) -> list[Path]:
    """Raises Environment for a folder that holds none."""
    path = Path(given)
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.iterdir() if one.suffix.lower() == _ENDING)
    if not found:
        raise Environment(
            t("The folder {folder} holds no file that ends in {ending}.", folder=safe(given), ending=_ENDING),
            t("Give the files, or the folder in which they are."),
        )
    return found


def _heads(given: Sequence[str]) -> dict[str, list[str]]:
    """By office. Raises Usage."""
    from aidtrack.store.proof.heads import head_typed

    found: dict[str, list[str]] = {}
    for one in given:
        code, equals, hash = one.partition("=")
        if not (code and equals):
            raise Usage(t("“{value}” is not CODE=HASH.", value=safe(one)), t("Write it as in 621122=ecb6c3207f41."))
        found.setdefault(code, []).append(head_typed(hash))
    return found


def group() -> Group:
    return Group(
        "collection",
        t("The offices of a collection."),
        {
            "confirm": Listed("Say that an office read out its key to you, and that it is the one.", _confirm),
            "former": Listed("What was kept aside of offices, and what went of one of them.", _former),
            "place": Listed("Keep the offices whose code begins so on another PostgreSQL server.", _place),
        },
    )


def _former() -> Command:
    def former(run: Run, id: str | None) -> Report:
        from aidtrack.reports import former as report
        from aidtrack.store.collection.former import by_id
        from aidtrack.store.engine.collections import require_collection

        number = None if id is None else id_typed("id", id)
        with run.read() as connection:
            require_collection(connection)
            lacks = run.leave_out_missing(connection)
            if number is None:
                return report.list_of_parts(connection)
            lacks.require_id(number)
            return report.part(connection, by_id(connection, number))

    params = [argument("id", t("Its id in the list; without it the list."), required=False)]
    return command("former", t("What was kept aside of offices, and what went of one of them."), params, former)


def _place() -> Command:
    def place(run: Run, prefix: str, server: str | None, here: bool, print_: bool) -> Report:
        from aidtrack.reports import granted as report
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.reports.placed import placed
        from aidtrack.store.collection import missing, placing
        from aidtrack.store.collection.places import prefix_typed
        from aidtrack.store.engine.collections import require_collection
        from aidtrack.store.engine.target import target

        if here == (server is not None) or (here and print_):
            raise Usage(t("Where they are to be kept is said once."), t("Give --server URL, or --here."))
        if server is None:
            return _brought_back(run, prefix_typed(prefix))
        begins, other = prefix_typed(prefix), target(server)
        placing.require_servers(run.target, other)
        with run.read() as connection:
            require_collection(connection)
            if print_:
                return report.statements([*placing.for_superuser(connection, other)])
        with run.write() as writer:
            known = missing.lacking(writer).every(writer)
            made, moved = placing.place(writer, begins, other, known)
            answer = placed(writer, known)
        return confirmed(
            answer,
            phrase("The offices {prefix}* are kept by {server} now; {count} rows went there", prefix=begins, server=made.server, count=moved),
        )  # fmt: skip

    params = [
        argument("prefix", t("The beginning of their codes, as in 62.")),
        option("--server", t("The server, as this collection's own server reaches it."), metavar="URL"),
        option("--here", t("Bring those that another server keeps back to the collection's own."), flag=True),
        option("--print", t("Only print the SQL that a superuser must run first; nothing is changed."), flag=True, parameter="print_"),
    ]  # fmt: skip
    return command(
        "place", t("Keep the offices whose code begins so on another PostgreSQL server."), params, place, writes=True
    )


def _brought_back(run: Run, prefix: str) -> Report:
    from aidtrack.reports.confirmed import confirmed
    from aidtrack.reports.placed import placed
    from aidtrack.store.collection import bringing_back, missing
    from aidtrack.store.engine.collections import require_collection

    with run.write() as writer:
        require_collection(writer)
        known = missing.lacking(writer).every(writer)
        place, came, left = bringing_back.bring_back(writer, prefix, known)
        answer = placed(writer, known)
    for said in bringing_back.clear(left):
        run.say(said)
    return confirmed(
        answer,
        phrase("The offices {prefix}* are kept here again; {count} rows came from {server}", prefix=prefix, server=place.server, count=came),
    )  # fmt: skip


def _confirm() -> Command:
    def confirm(run: Run, office: str) -> Report:
        from aidtrack.bundle.keys import fingerprint
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.reports.office import office as report
        from aidtrack.reports.period import Period
        from aidtrack.store.collection import missing, offices
        from aidtrack.store.engine.collections import require_collection

        with run.read() as connection:
            require_collection(connection)
            found = missing.leave_out(connection).office(connection, office)
        with run.write() as writer:
            changed = offices.confirm(writer, offices.numbered(writer, found.number))
        with run.read() as connection:
            missing.leave_out(connection)
            answer = report(connection, Period(today=run.today.isoformat()), only=found.number)
        said = {"office": safe(found.code), "fingerprint": fingerprint(found.public_key or "")}
        return confirmed(
            answer,
            phrase("The key of the office {office} is confirmed: {fingerprint}", **said)
            if changed
            else phrase("The key of the office {office} was confirmed already: {fingerprint}", **said),
        )

    params = [argument("office", t("Its code, name or number."))]
    return command(
        "confirm",
        t("Say that an office read out its key to you, and that it is the one."),
        params,
        confirm,
        writes=True,
    )
