"""`aidtrack db grant ROLE --as WORD` and `aidtrack db revoke ROLE`: who may do what in a store on a server."""

from aidtrack.cli.command import command
from aidtrack.cli.params import TextArgument, argument, option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command, Parameter
from aidtrack.locale import t
from aidtrack.phrase import Word, phrase
from aidtrack.store.engine.rights import GIVEN, SAID
from aidtrack.values.report import Report
from aidtrack.values.text import safe


def grant() -> Command:
    def grant(run: Run, role: str, as_: str, print_: bool) -> Report:
        from aidtrack.reports import granted as report
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.records import granted

        granted.require_server(run.target)
        word = granted.word_typed(as_)
        if print_:
            with run.read() as connection:
                return report.statements(granted.printed(connection, role, word, run.actor))
        with run.write() as writer:
            changed = granted.grant(writer, role, word)
            answer = report.rights(writer, role)
        told = Word(word, SAID[word])
        said = (
            phrase("The role {role} is {word} now", role=safe(role), word=told)
            if changed
            else phrase(
                "The role {role} is {word} already; its rights were given once more", role=safe(role), word=told
            )
        )
        return confirmed(answer, said)

    params = [
        _role(),
        option("--as", t("What it may: {choices}; each holds what the one before may.", choices=", ".join(GIVEN)), metavar="WORD",
               required=True, parameter="as_", complete=lambda _, word: [one for one in GIVEN if one.startswith(word)]),
        _print(),
    ]  # fmt: skip
    return command("grant", t("Give a role of the server a right, in place of any other."), params, grant, writes=True)


def revoke() -> Command:
    def revoke(run: Run, role: str, print_: bool) -> Report:
        from aidtrack.reports import granted as report
        from aidtrack.reports.confirmed import confirmed
        from aidtrack.store.records import granted

        granted.require_server(run.target)
        if print_:
            with run.read() as connection:
                return report.statements(granted.printed(connection, role, None, run.actor))
        with run.write() as writer:
            granted.revoke(writer, role)
            answer = report.rights(writer)
        return confirmed(answer, phrase("The role {role} may do nothing here any more", role=safe(role)))

    return command("revoke", t("Take its right from a role of the server."), [_role(), _print()], revoke, writes=True)


def _print() -> Parameter:
    return option(
        "--print", t("Only print the SQL that does it, for psql; nothing is changed."), flag=True, parameter="print_"
    )


def _role() -> TextArgument:
    return argument("role", t("A role of the server, under which people log in or of which they are members."))
