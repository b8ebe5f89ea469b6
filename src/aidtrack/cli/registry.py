"""Every command of aidtrack: its one-line help, and what loads it when it is called."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from aidtrack.cli.group import Listed
from aidtrack.cli.typer_internals import Command
from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.phrase import Said, phrase


@cache
def commands() -> dict[str, Listed]:
    """Name → command, in the order of --help."""
    return {
        **_under(phrase("Begin here"), _to_begin()),
        **_under(phrase("What is recorded"), {name: Listed(noun.help, _noun(name)) for name, noun in NOUNS.items()}),
        **_under(
            phrase("Money"), {**{name: Listed(kind.help, _entry(name)) for name, kind in KINDS.items()}, **_of_money()}
        ),
        **_under(phrase("Sheets"), _of_sheets()),
        **_under(phrase("Answers"), _that_answer()),
        **_under(phrase("The store"), _of_the_store()),
    }


def _under(heading: Said, listed: dict[str, Listed]) -> dict[str, Listed]:
    return {name: replace(one, under=heading) for name, one in listed.items()}


def _to_begin() -> dict[str, Listed]:
    return {
        "help": Listed("The manual: start here. Also: the help of a command.", _help),
        "init": Listed("Make an empty store.", _init),
        "config": Listed("Your own settings and a folder's, and where each is from.", _config),
    }


def _of_money() -> dict[str, Listed]:
    return {"reallocate": Listed("Move allocated money from one project to another.", _reallocate)}


def _of_sheets() -> dict[str, Listed]:
    return {
        "import": Listed("Read sheets in, all or nothing.", _import),
        "layout": Listed("How sheets are read that come every month.", _layout),
        "batch": Listed(
            "What was imported, corrected, merged, carried on or run in one act, and taking it back.", _batch
        ),
        "export": Listed("Write sheets that import reads back, or a file of an open standard.", _export),
        "template": Listed("Write an empty workbook to fill in.", _template),
    }


def _that_answer() -> dict[str, Listed]:
    return {
        "report": Listed("Reports that compare allocations with spending.", _report),
        "notice": Listed("Public notices: what is set aside, what became of it.", _notice),
        "find": Listed("Where a name, a payee, a number or an amount occurs.", _find),
    }


def _of_the_store() -> dict[str, Listed]:
    return {
        "receive": Listed("Take in what offices hand over.", _receive),
        "collection": Listed("The offices of a collection.", _collection),
        "check": Listed("Recompute every figure and rule; verify the audit chain.", _check),
        "log": Listed("Who changed what.", _log),
        "handover": Listed("Hand over what is new to the office above, in one signed file.", _handover),
        "key": Listed("The key with which this office signs what it hands over.", _key),
        "db": Listed("The store itself: info, closing a year, backup, restore, upgrade, settings.", _db),
        "completion": Listed("Print the completion script of a shell.", _completion),
    }


def _noun(name: str) -> Callable[[], Command]:
    def load() -> Command:
        from aidtrack.cli import nouns

        return nouns.group(name, _VERBS[name]() if name in _VERBS else {})

    return load


def _of_fund() -> dict[str, Listed]:
    from aidtrack.cli import fund

    return fund.verbs()


def _of_project() -> dict[str, Listed]:
    from aidtrack.cli import project

    return project.verbs()


def _of_organization() -> dict[str, Listed]:
    from aidtrack.cli import organization

    return organization.verbs()


def _of_category() -> dict[str, Listed]:
    from aidtrack.cli import category

    return category.verbs()


def _of_household() -> dict[str, Listed]:
    from aidtrack.cli import household

    return household.verbs()


def _of_document() -> dict[str, Listed]:
    from aidtrack.cli import document

    return document.verbs()


# What a noun alone can do, beside what all can.
_VERBS: dict[str, Callable[[], dict[str, Listed]]] = {
    "fund": _of_fund,
    "project": _of_project,
    "organization": _of_organization,
    "category": _of_category,
    "household": _of_household,
    "document": _of_document,
}


def _entry(name: str) -> Callable[[], Command]:
    def load() -> Command:
        from aidtrack.cli import entries

        return entries.group(name)

    return load


def _reallocate() -> Command:
    from aidtrack.cli.moving import reallocate

    return reallocate()


def _init() -> Command:
    from aidtrack.cli import store

    return store.init()


def _import() -> Command:
    from aidtrack.cli import importing

    return importing.import_command()


def _layout() -> Command:
    from aidtrack.cli import layout

    return layout.group()


def _batch() -> Command:
    from aidtrack.cli import batch

    return batch.group()


def _export() -> Command:
    from aidtrack.cli import export

    return export.export_command()


def _template() -> Command:
    from aidtrack.cli import template

    return template.template_command()


def _report() -> Command:
    from aidtrack.cli import reports

    return reports.group()


def _notice() -> Command:
    from aidtrack.cli import notice

    return notice.group()


def _check() -> Command:
    from aidtrack.cli import store

    return store.check()


def _log() -> Command:
    from aidtrack.cli import store

    return store.log()


def _config() -> Command:
    from aidtrack.cli import config

    return config.config_command()


def _find() -> Command:
    from aidtrack.cli import find

    return find.find_command()


def _db() -> Command:
    from aidtrack.cli import store

    return store.db_group()


def _help() -> Command:
    from aidtrack.cli import help

    return help.help_command()


def _receive() -> Command:
    from aidtrack.cli import collection

    return collection.receive_command()


def _collection() -> Command:
    from aidtrack.cli import collection

    return collection.group()


def _completion() -> Command:
    from aidtrack.cli import store

    return store.completion()


def _handover() -> Command:
    from aidtrack.cli.handover import handover_command

    return handover_command()


def _key() -> Command:
    from aidtrack.cli.key import key_group

    return key_group()
