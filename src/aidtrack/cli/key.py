"""`aidtrack key new|show`: the key with which an office signs what it hands over. It lies in its user's folder, never in the store."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from aidtrack.cli.command import command
from aidtrack.cli.group import Group, Listed
from aidtrack.cli.params import option
from aidtrack.cli.preferences import own_file
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Environment, Refused
from aidtrack.locale import t
from aidtrack.phrase import phrase
from aidtrack.values.report import Report
from aidtrack.values.text import safe

if TYPE_CHECKING:
    from aidtrack.bundle.keys import Key


def key_group() -> Group:
    return Group(
        "key",
        t("The key with which this office signs what it hands over."),
        {
            "new": Listed("Make the key of this store, on this computer.", _new),
            "show": Listed("Its fingerprint, which the office above compares.", _show),
        },
    )


def key_of(store_id: str, *, was_used: bool) -> tuple["Key", bool]:
    """The key of a store, and whether it was made just now. Raises Refused where what was handed over was signed with one that is not here."""
    from aidtrack.bundle import keys

    path = _path(store_id)
    found = keys.read(path)
    if found is not None:
        return found, False
    if was_used:
        raise Refused(
            t("The key of this store is not on this computer: {file}.", file=safe(str(path))),
            t(
                "Copy it from the other one, or make another: aidtrack key new. The office above then needs its fingerprint."
            ),
        )
    made = keys.new()
    keys.keep(path, made)
    return made, True


def _path(store_id: str) -> Path:
    """Raises Environment where the system says no folder."""
    from aidtrack.bundle.keys import place

    own = own_file(os.environ)
    if own is None:
        raise Environment(
            t("The system names no folder for your own files, in which the key would lie."),
            t("Set the variable {variable}.", variable="HOME"),
        )
    return place(own.parent, store_id)


def _new() -> Command:
    def new(run: Run, yes: bool) -> Report:
        from aidtrack.bundle import keys
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.reports.key import key
        from aidtrack.store.engine.beside import free_name
        from aidtrack.store.records.identity import identity

        with run.read() as connection:
            who = identity(connection)
        path = _path(who.store_id)
        if path.exists():
            run.confirm(
                t(
                    "There is a key. The office above will take nothing until it has the new one's fingerprint. Make another?"
                ),
                yes=yes,
            )
            path.rename(free_name(path, "before"))
        made = keys.new()
        keys.keep(path, made)
        return confirmed(
            key(who, made.public, str(path)),
            phrase(
                "Made the key of {store}: {fingerprint}",
                store=run.target.shown,
                fingerprint=keys.fingerprint(made.public),
            ),
        )

    params = [option("--yes", t("Do not ask."), flag=True)]
    return command("new", t("Make the key of this store, on this computer."), params, new, writes=True)


def _show() -> Command:
    def show(run: Run) -> Report:
        from aidtrack.bundle import keys
        from aidtrack.reports.key import key
        from aidtrack.store.records.identity import identity

        with run.read() as connection:
            who = identity(connection)
        path = _path(who.store_id)
        found = keys.read(path)
        if found is None:
            raise Refused(
                t("This store has no key on this computer: {file}.", file=safe(str(path))),
                t("Make it: aidtrack key new. The first handover does so too."),
            )
        return key(who, found.public, str(path))

    return command("show", t("Its fingerprint, which the office above compares."), [], show)
