"""A broken rule of money, and what it says to the person who broke it: what is wrong, with its figures, and the command that goes on."""

import shlex
from collections.abc import Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.closed_books import CLOSED_THROUGH
from aidtrack.ledger.guards import breaches
from aidtrack.ledger.quantity import ALLOCATED
from aidtrack.locale import spoken, t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.records.allocated_elsewhere import unallocated
from aidtrack.store.records.carriable import carried_away
from aidtrack.store.records.halves import half_of
from aidtrack.store.records.of_this_run import then, told
from aidtrack.store.records.repaid import reverse_first
from aidtrack.store.records.rows import name_of
from aidtrack.store.records.successors import still_allocated
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values import personal
from aidtrack.values.blocks import blocks
from aidtrack.values.money import yuan
from aidtrack.values.text import safe
from aidtrack.values.words import NO_VILLAGE

_AT_ONCE = 5_000  # entries of a look-up


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that one entry breaks (G1–G9; some say which part of it), and by how much."""

    rule: str
    entry_id: int
    fund_id: int
    project_id: int | None
    village_id: int | None
    short_fen: int


def broken(connection: Connection, rows: str, sums: str, params: Mapping[str, object] | None = None) -> list[Breach]:
    """Every rule that `rows` break, each once for an entry: by the most that it is short."""
    schema_on(connection.engine).settle(connection)
    found: dict[tuple[int, str], Breach] = {}
    for rule, id, fund, project, village, short in connection.rows(breaches(rows, sums), params):
        breach = Breach(rule, id, fund, project, village, int(short))
        known = found.get((id, rule[:2]))
        if known is None or (breach.short_fen, known.rule) > (known.short_fen, breach.rule):
            found[id, rule[:2]] = breach
    return [found[key] for key in sorted(found)]


def in_the_end(breaches: Sequence[Breach]) -> list[Breach]:
    """Where entries go as one act, not row by row: of each sum that they leave short, the breach that says by how much in the end."""
    most: dict[tuple[object, ...], Breach] = {}
    for one in breaches:
        key = _sum_of(one)
        if key not in most or most[key].short_fen < one.short_fen:
            most[key] = one
    return [*most.values()]


def in_all(breaches: Sequence[Breach], days: Mapping[int, str]) -> list[tuple[Breach, int, str]]:
    """Each breach of a sheet's rows, with the fen that all rows leave its sum short in the end, and the first day on which it is short:
    to mend that once mends them all. `days` are those of the rows, by the id of their entry.
    """
    most = {_sum_of(one): one.short_fen for one in in_the_end(breaches)}
    first: dict[tuple[object, ...], str] = {}
    for one in breaches:
        first[_sum_of(one)] = min(days[one.entry_id], first.get(_sum_of(one), days[one.entry_id]))
    return [(one, most[_sum_of(one)], first[_sum_of(one)]) for one in breaches]


def entries_of(connection: Connection, breaches: Sequence[Breach]) -> dict[int, dict[str, object]]:
    """Of the entries that break a rule, by id, where each stands in a sheet and what `sentence` says of it."""
    names = ("file_no", "row_no", "kind", "date", "reverses_id", "household_id")
    found: dict[int, dict[str, object]] = {}
    for ids in blocks(dict.fromkeys(breach.entry_id for breach in breaches), _AT_ONCE):
        those, params = among(ids)
        rows = connection.rows(f"SELECT id, {', '.join(names)} FROM entry WHERE id IN ({those})", params)
        found |= {id: dict(zip(names, values, strict=True)) for id, *values in rows}
    return found


def _sum_of(one: Breach) -> tuple[object, ...]:
    """The sum that a breach leaves short, of which its rule is; else the entry."""
    cell = (one.fund_id, one.project_id, one.village_id)
    where = cell if one.rule in _OF_CELL else cell[:1] if one.rule in _OF_FUND else (one.entry_id,)
    return (one.rule, *where)


def is_in_use(connection: Connection, ref: object) -> bool:
    return ref is not None and connection.value("SELECT 1 FROM entry_ref WHERE ref = :ref", {"ref": ref}) is not None


def ref_in_use(connection: Connection, ref: str) -> Refused:
    """That a 流水号 stands for an entry already, and for which."""
    of_ref = "SELECT e.id, e.kind FROM entry_ref r JOIN entry e ON e.id = r.entry_id WHERE r.ref = :ref"
    [(id, kind)] = connection.rows(of_ref, {"ref": ref})
    return Refused(
        t("The 流水号 “{ref}” is in use by entry {id}.", ref=safe(ref), id=told(connection, id)),
        t("Each 流水号 stands for one entry. Give another, or none."),
        then(
            connection, id, t("Look at it: aidtrack {kind} show {id}.", kind=kind, id=shlex.quote(f"ref:{safe(ref)}"))
        ),
    )


def sentence(
    connection: Connection,
    breach: Breach,
    entry: Mapping[str, object],
    *,
    of_sheet: bool = False,
    needed_fen: int | None = None,
    needed_on: str | None = None,
) -> str:
    """What the rule says: the fund, what is short and by how much, and what would fix it, in a row of a sheet (`of_sheet`) or with a command.

    `needed_fen` is what its sum lacks in all, where that is more, and `needed_on` from which day on, where that is earlier than the entry's.
    """
    needed_fen = breach.short_fen if needed_fen is None else needed_fen
    names = {
        "fund": name_of(connection, "fund", breach.fund_id),
        "project": name_of(connection, "project", breach.project_id),
        "village": name_of(connection, "village", breach.village_id) if breach.village_id else spoken(NO_VILLAGE),
        "short": yuan(breach.short_fen),
        "needed": yuan(needed_fen),
        "date": entry.get("date"),
        "day": needed_on or entry.get("date"),
        "kind": entry.get("kind"),
        "through": connection.value(f"SELECT {CLOSED_THROUGH}"),
        "month": str(entry.get("date"))[:7],
        "with_over": t("in the column 超支原因") if of_sheet else t("with --over"),
    }
    names |= _as_typed(names, breach)
    if breach.rule == "G4 half":
        half = half_of(connection, breach.entry_id)
        names["carrying"] = half.batch if half else 0
    returned = breach.rule == "G1" and entry.get("kind") != "allocation"
    waits = []
    if breach.rule == "G2" and breach.village_id:
        waits = [*still_allocated(connection, breach.fund_id, breach.project_id, breach.village_id, names["date"])]
    elsewhere = _elsewhere(connection, breach, entry)
    rule = "G1 return" if returned else "G2 elsewhere" if elsewhere else "G2 waits" if waits else breach.rule
    if rule == "G1" and (budget := _budget(connection, breach)) is not None:
        rule, names["budget"], names["raised"] = "G1 budget", yuan(budget), yuan(budget + needed_fen)
    if rule == "G2" and (meant := _likely_meant(connection, breach, of_sheet=of_sheet)):
        rule, names["meant"] = "G2 another", meant
    said = _SENTENCES[rule]({**names, **elsewhere})
    further: list[str] = []
    if breach.rule in _OF_CELL:
        further += carried_away(connection, breach.fund_id, (breach.project_id, breach.village_id))
    elif breach.rule in _OF_FUND:
        further += carried_away(connection, breach.fund_id)
    if breach.rule == "G5" and not breach.village_id and _is_for_villages(connection, breach.fund_id):
        further.append(
            t("No village is named: if it is for one, name it (in the column 村).")
            if of_sheet
            else t("No village is named: if it is for one, name it with --village.")
        )
    if breach.rule == "G4 loan" and entry.get("kind") == "loan" and entry.get("loan_id") is not None:
        further += reverse_first(connection, int(str(entry["loan_id"])))
    return " ".join([said, *further, *waits])


# What of a rule may be short because it was carried on into another year.
_OF_CELL, _OF_FUND = ("G2", "G4 cut", "G4 sum"), ("G1", "G3")


def _budget(connection: Connection, breach: Breach) -> int | None:
    """What a fund states as its budget, in fen: then no receipt gives it more to allocate."""
    budget = connection.value("SELECT budget_fen FROM fund WHERE id = :id", {"id": breach.fund_id})
    return None if budget is None else int(budget)


def _likely_meant(connection: Connection, breach: Breach, *, of_sheet: bool) -> str | None:
    place = breach.fund_id, breach.project_id, breach.village_id
    return unallocated(connection, place, of_sheet=of_sheet)


def _elsewhere(connection: Connection, breach: Breach, entry: Mapping[str, object]) -> dict[str, str]:
    """Of a household of a village where its project, which is one of another village, has nothing: the household, and where the project is."""
    if breach.rule != "G2" or entry.get("household_id") is None:
        return {}
    home = connection.value("SELECT village_id FROM project WHERE id = :id", {"id": breach.project_id})
    has_some = f"SELECT 1 FROM cell_balance c WHERE c.project_id = :project AND c.village_id = :village AND {ALLOCATED.sql('c')} > 0"
    if home in (None, breach.village_id) or connection.value(
        has_some, {"project": breach.project_id, "village": breach.village_id}
    ):
        return {}
    household = connection.value("SELECT name FROM household WHERE id = :id", {"id": entry["household_id"]})
    home_name = name_of(connection, "village", home)
    return {
        "household": safe(personal.guarded(str(household))),
        "home": home_name,
        "home_named": shlex.quote(home_name),
    }


def _is_for_villages(connection: Connection, fund_id: int) -> bool:
    """Whether a fund is earmarked for places, or for how poor they are: what is of no village fits none."""
    sql = "SELECT 1 FROM fund WHERE id = :id AND (earmark_place IS NOT NULL OR earmark_depth IS NOT NULL)"
    return connection.value(sql, {"id": fund_id}) is not None


def _as_typed(names: Mapping[str, object], breach: Breach) -> dict[str, str]:
    """The fund, the project and the whole cell as the commands name them that a sentence prints."""
    fund, project, village = (str(names[name]) for name in ("fund", "project", "village"))
    cell = ["--fund", fund, *(["--project", project] if breach.project_id else [])]
    cell += ["--village", village if breach.village_id else spoken(NO_VILLAGE)]
    return {"named": shlex.quote(fund), "project_named": shlex.quote(project), "cell": shlex.join(cell)}


_SENTENCES = {
    "G1": lambda names: t(
        "Fund “{fund}” cannot allocate this: {short} yuan more than it has. Record the receipt (aidtrack receipt add {needed} --fund {named} --date {day}) or raise its budget (aidtrack fund edit {named} --budget YUAN) first;"
        " if it has happened already, give the reason {with_over}.", **names),
    "G1 budget": lambda names: t(
        "Fund “{fund}” cannot allocate this: {short} yuan more than its budget of {budget} leaves. Raise the budget first: aidtrack fund edit {named} --budget {raised};"
        " if it has happened already, give the reason {with_over}.", **names),
    "G1 return": lambda names: t(
        "Fund “{fund}” cannot give this back: {short} yuan more are allocated than would be left. Cut allocations first: aidtrack allocation reverse ID --amount {short} --reason WHY;"
        " if it has happened already, give the reason {with_over}.", **names),
    "G2": lambda names: t(
        "Fund “{fund}”, project “{project}”, village “{village}”: spending would exceed the allocation by {short} yuan."
        " Allocate more first: aidtrack allocation add {needed} {cell} --date {day}; if it has been paid already, give the reason {with_over}.", **names),
    "G2 another": lambda names: t(
        "Fund “{fund}”, project “{project}”, village “{village}”: spending would exceed the allocation by {short} yuan. {meant}"
        " Else allocate more first: aidtrack allocation add {needed} {cell} --date {day}; if it has been paid already, give the reason {with_over}.", **names),
    "G2 elsewhere": lambda names: t(
        "Household “{household}” lives in “{village}”, and project “{project}” is one of “{home}”: nothing is allocated to it in “{village}” (fund “{fund}”, {short} yuan)."
        " Name a household of “{home}” (aidtrack household list --village {home_named}) or a project of “{village}”; if it has been paid so, give the reason {with_over}.", **names),
    "G2 waits": lambda names: t(
        "Fund “{fund}”, project “{project}”, village “{village}”: spending would exceed the allocation by {short} yuan.", **names),
    "G3": lambda names: t(
        "Fund “{fund}” does not hold this cash: {short} yuan short. Record the receipt first: aidtrack receipt add {needed} --fund {named} --date {day}; if it has been paid"
        " already, give the reason {with_over}.", **names),
    "G4 reversal": lambda names: t(
        "Fund “{fund}”: this takes back more than the entry still holds, by {short} yuan, or is not of its kind and place, or"
        " lies before it. Look at what is left of it: aidtrack {kind} show ID.", **names),
    "G4 cut": lambda names: t(
        "Fund “{fund}”, project “{project}”, village “{village}”: the cut goes {short} yuan below what is spent or"
        " allocated. Cut less, or take spending back first: aidtrack spending reverse ID --reason WHY.", **names),
    "G4 sum": lambda names: t(
        "Fund “{fund}”, project “{project}”, village “{village}”: this takes back {short} yuan more than was recorded."
        " Take back less.", **names),
    "G4 loan": lambda names: t(
        "Fund “{fund}”: this takes back {short} yuan more than is outstanding of the loan, or than was repaid or written off of"
        " it. Look at the loan: aidtrack report loan.", **names),
    "G4 no loan": lambda names: t(
        "Fund “{fund}”: {short} yuan name no loan of this fund that was lent by {date}. Name the loan with --loan (column 借款流水号);"
        " to take back a loan itself: aidtrack loan reverse ID --reason WHY (column 冲销流水号).", **names),
    "G4 carried": lambda names: t(
        "Fund “{fund}”: these {short} yuan carry on no receipt of as much below zero that left another fund on {date}, or one that was"
        " carried on already. Name that one's 流水号 (column 结转流水号), or leave it blank where the money came from outside.", **names),
    "G4 moved": lambda names: t(
        "Fund “{fund}”: these {short} yuan move nothing of as much below zero that left another fund, or another project of this fund, on"
        " {date}, or what was moved already. Name that one's 流水号 (column 调剂流水号), or leave it blank.", **names),
    "G4 half": lambda names: t(
        "Fund “{fund}”: of what was carried on or moved, {short} yuan less or more would be left of one half than of the other."
        " Take back, or move, as much of both; the whole of it: aidtrack batch undo {carrying}.", **names),
    "G4 corrected": lambda names: t(
        "Fund “{fund}”: these {short} yuan correct no earlier entry of their kind, or take one back themselves. Name the corrected"
        " entry's 流水号 (column 更正流水号), or leave it blank.", **names),
    "G4 borrower": lambda names: t(
        "Fund “{fund}”: a loan of {short} yuan without its borrower. Give the household with --household (column 户编号).", **names),
    "G4 reason": lambda names: t(
        "Fund “{fund}”: {short} yuan are given up without a reason. Give it with --reason (column 原因).", **names),
    "G4 household": lambda names: t(
        "Fund “{fund}”: {short} yuan were spent on a household of another village. Leave the village out, or name a household of it.", **names),
    "G5 form": lambda names: t(
        "Fund “{fund}” is a grant and lends nothing ({short} yuan). Use a fund of the form loan; if it has happened already,"
        " give the reason {with_over}.", **names),
    "G8 allocation": lambda names: t(
        "Project “{project}” lacks its proposal or one of its six confirmations, which this store asks for before an allocation"
        " ({short} yuan from fund “{fund}”). Record it: aidtrack project advance {project_named}; if it has happened already, give the reason"
        " {with_over}.", **names),
    "G8 spending": lambda names: t(
        "Project “{project}” is not accepted, which this store asks for before spending ({short} yuan from fund “{fund}”)."
        " Record it: aidtrack project advance {project_named}; if it is paid before for a reason, give it {with_over}.", **names),
    "G5": lambda names: t(
        "Fund “{fund}” is earmarked; project “{project}”, village “{village}” does not fit its category, place or depth of poverty ({short} yuan)."
        " Use another fund; if it has happened already, give the reason {with_over}.", **names),
    "G6": lambda names: t(
        "Fund “{fund}”: project “{project}” is closed or cancelled and takes no money dated {date} ({short} yuan). Check the"
        " date or the project's 结项日期 (aidtrack project edit {project_named} --closed-on DAY); if it has happened already, give the reason {with_over}.", **names),
    "G9": lambda names: t(
        "Fund “{fund}”: the books are closed through {through}, and these {short} yuan are dated {date}. Date it on a later day, or open"
        " the period again: aidtrack db reopen {month} --reason WHY; if it belongs there all the same, give the reason {with_over}.", **names),
    "G9 early": lambda names: t(
        "Fund “{fund}”: with these {short} yuan, entries that it has would be dated before what another fund left came into it (aidtrack report fund"
        " {named}). Take those back first, or use a fund without them.", **names),
    "G9 carried": lambda names: t(
        "Fund “{fund}”: what another fund left came into it later than {date}, from which these {short} yuan are. Check the date or the"
        " fund; if it is right, give the reason {with_over}.", **names),
}  # fmt: skip
