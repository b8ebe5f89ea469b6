"""The verbs of its own that a fund has: `aidtrack fund carry FUND --to YEAR`; `fund transfer` is in `moving.py`."""

from aidtrack.cli import fields
from aidtrack.cli.command import command
from aidtrack.cli.group import Listed
from aidtrack.cli.nouns import name_argument
from aidtrack.cli.params import option
from aidtrack.cli.run import Run
from aidtrack.cli.typer_internals import Command
from aidtrack.errors import Fault
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.nouns.fund import FUND
from aidtrack.values.kinds import YEAR
from aidtrack.values.report import Report
from aidtrack.values.text import typed_wrong


def verbs() -> dict[str, Listed]:
    return {
        "carry": Listed("Carry what is left of it into another year.", _carry),
        "transfer": Listed("Move money of it into another fund.", _transfer),
    }


def _transfer() -> Command:
    from aidtrack.cli.moving import transfer

    return transfer()


def _carry() -> Command:
    def carry(run: Run, name: str, to: str, called: str | None, surplus: bool, dry_run: bool) -> Report:
        from aidtrack.ledger.carrying import CARRY_DAY
        from aidtrack.reports import confirmed
        from aidtrack.reports.carried import carried
        from aidtrack.reports.clock import idle_since
        from aidtrack.reports.period import Period
        from aidtrack.store.names.find import Names
        from aidtrack.store.records.carry import carry as carry_on

        try:
            year = int(YEAR.parse(to))
            typed = called and str(FUND.field("name").kind.parse(called))
        except Fault as fault:
            raise typed_wrong("--to" if called is None else "--name", to if called is None else called, fault) from None
        day = CARRY_DAY.format(year=year)
        with run.write(dry_run=dry_run) as writer:
            id = Names(writer).find("fund", fields.name_typed(name))
            done = carry_on(
                writer,
                id,
                year,
                name=typed or None,
                idle_from=idle_since(writer, Period(end=day)).get(id),
                surplus=surplus,
            )
            answer = carried(writer, done, day, dry_run=dry_run)
        return answer if dry_run else confirmed.carried(answer)

    params = [
        *name_argument(NOUNS["fund"]),
        option("--to", t("The year into which it goes."), metavar="YEAR", required=True),
        option("--name", t("What the new fund is called."), metavar="NAME", parameter="called"),
        option("--surplus", t("As surplus: its source becomes “surplus”, and no allocation goes on."), flag=True),
        option("--dry-run", t("Show what would happen, write nothing."), flag=True),
    ]
    return command("carry", t("Carry what is left of it into another year."), params, carry, writes=True)
