"""What a change of a noun breaks: judged on the final state of an act, and what is said of it."""

import shlex
from collections.abc import Iterator, Mapping, Sequence

from aidtrack.codes import Code, of_rule
from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.ledger.quantity import unallocated_sql
from aidtrack.locale import t
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.driver_errors import rule_broken
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.breach import Breach
from aidtrack.store.records.bulk import Act
from aidtrack.store.records.of_this_run import then
from aidtrack.store.records.rows import stored_of
from aidtrack.store.schema.noun_guards import COST, HOME, NOUN_GUARDS, NounGuard
from aidtrack.store.schema.triggers import schema_on
from aidtrack.values.blocks import blocks
from aidtrack.values.money import yuan
from aidtrack.values.text import safe

# A noun and its id, what it stated before an act and what it states now, by column.
Changed = tuple[tuple[str, int], Mapping[str, object], Mapping[str, object]]
_AT_ONCE = 100
RESTED_ON = {guard.noun for guard in NOUN_GUARDS if guard.rests_on_others}


@dataclass(frozen=True, slots=True)
class NounBreach:
    """A rule that what a row of a noun has come to state breaks."""

    rule: str
    noun: str
    id: int


def judge_nouns(writer: Writer, act: Act, entries: Sequence[Breach]) -> list[NounBreach]:
    """Every rule that the nouns changed by the act break in its final state, but for what `entries`, its own, break themselves."""
    named = {
        (breach.rule, noun, id)
        for breach in entries
        for noun, id in (("fund", breach.fund_id), ("project", breach.project_id), ("village", breach.village_id))
    }
    changed = list(_changed(writer, act))
    broken = {guard: _breaking(writer, guard, changed) for guard in NOUN_GUARDS}
    return [
        NounBreach(guard.rule, noun, id)
        for (noun, id), _, now in changed
        for guard in NOUN_GUARDS
        if (noun, id) in broken[guard] and (guard.rule, noun, id) not in named
        and not (guard.rule == "G1" and _short_fen(writer, id, now) <= _allocated_since(writer, id, act.last))
    ]  # fmt: skip


def _changed(writer: Writer, act: Act) -> Iterator[Changed]:
    """What the act changed and is still there, in the order in which it did: what it stated before, and states now."""
    stated = {
        (noun, id): now
        for noun in dict.fromkeys(noun for noun, _ in act.before)
        for id, now in stored_of(writer, noun, (id for other, id in act.before if other == noun))
    }
    yield from ((one, before, stated[one]) for one, before in act.before.items() if one in stated)


def _breaking(writer: Writer, guard: NounGuard, changed: Sequence[Changed]) -> set[tuple[str, int]]:
    """Which of them break what a guard says of the columns that it watches, many asked at once: a question takes its planning."""
    found = set()
    rows = [
        (id, before)
        for (noun, id), before, now in changed
        if noun == guard.noun and any(now[column] != before[column] for column in guard.columns)
    ]
    if rows:
        _settle(writer, guard)
    for some in blocks(rows, _AT_ONCE):
        former, params = _former(guard, some)
        sql = f"""{former} SELECT present.id FROM former CROSS JOIN {guard.noun} present
            WHERE present.id = former.id AND {guard.judged()}"""
        found |= {(guard.noun, int(id)) for (id,) in writer.rows(sql, params)}
    return found


def _settle(writer: Writer, guard: NounGuard) -> None:
    if guard.of_balances:
        schema_on(writer.engine).settle(writer)


def broken_without(writer: Writer, noun: str, gone: Sequence[tuple[int, Mapping[str, object]]]) -> list[NounBreach]:
    """Every rule that does not hold any more since rows are gone, which stated these."""
    found = []
    for guard in NOUN_GUARDS:
        if guard.noun == noun and guard.rests_on_others:
            _settle(writer, guard)
            broken = guard.broken.replace("NEW.", "former.").replace("OLD.", "former.")
            for some in blocks(gone, _AT_ONCE):
                former, params = _former(guard, some)
                rows = writer.rows(f"{former} SELECT former.id FROM former WHERE {broken} ORDER BY 1", params)
                found += [NounBreach(guard.rule, noun, int(id)) for (id,) in rows]
    return found


def require_none_broken_without(writer: Writer, noun: str, id: int, before: Mapping[str, object]) -> None:
    """Raises Refused where a rule does not hold any more since this row is gone, which stated what is `before`."""
    for breach in broken_without(writer, noun, [(id, before)]):
        raise refusal(writer, breach.rule, noun, id, before)


def _former(guard: NounGuard, rows: Sequence[tuple[int, Mapping[str, object]]]) -> tuple[str, dict[str, object]]:
    """The relation `former` of what rows stated, as the beginning of a statement, and its parameters."""
    columns = ("id", *guard.columns)
    types = {column: "BIGINT" if column == "id" or column.endswith(("_fen", "_id")) else "TEXT" for column in columns}
    values = ", ".join(
        f"({', '.join(f'CAST(:{column}_{at} AS {types[column]})' for column in columns)})" for at in range(len(rows))
    )
    params = {
        f"{column}_{at}": value
        for at, (id, before) in enumerate(rows)
        for column, value in {"id": id, **{name: before[name] for name in guard.columns}}.items()
    }
    return f"WITH former ({', '.join(columns)}) AS (VALUES {values})", params


def _short_fen(connection: Connection, fund: int, states: Mapping[str, object]) -> int:
    """By how much a fund that states this budget has allocated too much."""
    schema_on(connection.engine).settle(connection)
    sql = f"SELECT {unallocated_sql('CAST(:budget AS BIGINT)')} FROM fund_balance b WHERE b.fund_id = :id"
    return -int(connection.value(sql, {"budget": states["budget_fen"], "id": fund}) or 0)


def _allocated_since(connection: Connection, fund: int, last: int) -> int:
    """What the entries after `last` allocate: they were judged themselves."""
    sql = "SELECT coalesce(sum(amount_fen), 0) FROM entry WHERE id > :last AND kind = 'allocation' AND amount_fen > 0 AND fund_id = :fund"
    return int(connection.value(sql, {"last": last, "fund": fund}))


def rule_of(error: BaseException) -> str | None:
    """The rule by which a guard of the database refused a change."""
    broken = rule_broken(error)
    return broken.rule if broken is not None and broken.rule in {guard.rule for guard in NOUN_GUARDS} else None


def refusal(connection: Connection, rule: str, noun: str, id: int, after: Mapping[str, object]) -> Refused:
    """What a rule says to a row that would state `after`."""
    name = safe(str(after["name"]))
    if rule == "G1":
        short = yuan(_short_fen(connection, id, after))
        return Refused(
            t("Fund “{fund}” has allocated {short} yuan more than this would leave it.", fund=name, short=short),
            t("Cut allocations first: aidtrack allocation reverse ID --amount {short} --reason WHY.", short=short),
            code=of_rule(rule),
        )
    if rule == COST:
        planned = connection.value("SELECT sum(amount_fen) FROM plan WHERE project_id = :id", {"id": id})
        return Refused(
            t("The plans of project “{project}” come to {sum} yuan, not {typed}.",
              project=name, sum=yuan(int(planned)), typed=yuan(int(str(after["planned_cost_fen"])))),
            then(connection, id, t("Leave the planned cost out, or change the plans: aidtrack plan list --project {id}.", id=id), noun),
            code=Code.CONTRADICTS,
        )  # fmt: skip
    if rule == HOME:
        return _left_behind(connection, noun, id, name)
    if rule == "G5 form":
        return Refused(
            t("Fund “{fund}” has lent money, which a grant does not.", fund=name),
            t("Leave its form as it is, or reverse its loans first: aidtrack loan reverse ID --reason WHY."),
        )
    if rule == "G5":
        return Refused(
            t("Fund “{fund}” has allocations that this earmark does not allow.", fund=name)
            if noun == "fund"
            else t("“{name}” holds allocations of a fund whose earmark this would not fit.", name=name),
            t("Reverse them first: aidtrack allocation reverse ID --reason WHY."),
            code=of_rule(rule),
        )
    return Refused(
        t("Project “{project}” took money after {date}.", project=name, date=after.get("closed_on")),
        t("Give a later closing date, or reverse those entries first."),
        t(
            "Look at them: aidtrack report project {project} --from {date}.",
            project=shlex.quote(name),
            date=after.get("closed_on"),
        ),
        code=of_rule(rule),
    )


def _left_behind(connection: Connection, noun: str, id: int, name: str) -> Refused:
    """Money of households would lie in a village that is not theirs."""
    if noun == "village":
        return Refused(
            t(
                "Money that was spent on households of “{name}” is booked on the village that it became part of.",
                name=name,
            ),
            t("Correct those entries first: aidtrack spending correct ID --village VILLAGE --reason WHY."),
        )
    return Refused(
        t("Money was spent on household “{name}” in the village where it lives.", name=name),
        then(connection, id,
          t("Add it in the other village as well (aidtrack household add {name} --village VILLAGE), and keep this one with its money;"
            " if it has always lived there, merge this one into that: aidtrack household merge {id} INTO --reason WHY.",
            name=shlex.quote(name), id=id), noun),
    )  # fmt: skip
