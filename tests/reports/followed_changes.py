"""How the figures of `report changes` come from the rows that its commands list."""

from collections.abc import Callable
from decimal import Decimal

from reports.behind import Behind, Row, minus, total

BEFORE, MOVED = "# allocated before:", "# what the change moved:"


def of_change(column: str) -> Callable[[Row, Behind], Decimal | None]:
    """Of a change: each place where it moved money, as the entries say; else what its steps state."""

    def amount(row: Row, it: Behind) -> Decimal | None:
        found: dict[str, list[Decimal]] = {"amount_before": [], "amount_after": [], "difference": []}
        document, places = "changes" in row, moved_places(it)
        first = {one["project"]: one for one in reversed(it.rows("step"))}
        for project, village in places:
            before = [
                amount_of(one)
                for one in it.under(BEFORE, "allocation")
                if (one["project"], one["village"]) == (project, village)
            ]
            moved = sum(
                amount_of(one)
                for one in it.under(MOVED, "allocation")
                if (one["project"], one["village"]) == (project, village)
            )
            if document and first.get(project, {}).get("result") == "failed":
                continue
            if before:
                found["amount_before"].append(sum(before, Decimal(0)))
            found["amount_after"].append(sum(before, Decimal(0)) + moved)
            found["difference"].append(Decimal(moved))
        for step in it.rows("step"):
            if step["project"] in {project for project, _ in places} and step == first[step["project"]]:
                continue
            stated = [None if step[name] is None else Decimal(step[name]) for name in ("amount_before", "amount_after")]
            whole = None not in stated
            if document and (step["result"] == "failed" or not whole):
                continue
            for name, one in zip(found, [*stated, minus(stated[1], stated[0]) if whole else None], strict=True):
                found[name] += [] if one is None else [one]
        return sum(found[column], Decimal(0)) if found[column] else None

    return amount


def amount_of(entry: Row) -> Decimal:
    return Decimal(entry["amount"])


def moved_places(it: Behind) -> set[tuple[str | None, str | None]]:
    return {(one["project"], one["village"]) for one in it.under(MOVED, "allocation")}


def changes(_: Row, it: Behind) -> int:
    """A row for each place where the change moved money; and for each step that moved none."""
    places, steps = moved_places(it), it.rows("step")
    return len(places) + len(steps) - len({project for project, _ in places} & {step["project"] for step in steps})


CHANGES: dict[tuple[str, ...], Callable[[Row, Behind], object]] = {
    **{
        ("changes", table, column): of_change(column)
        for table in ("changes", "documents")
        for column in ("amount_before", "amount_after", "difference")
    },
    ("changes", "changes", "amount"): lambda row, it: total(it.rows("step")[:1], "amount"),
    ("changes", "documents", "changes"): changes,
}
