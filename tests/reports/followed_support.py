"""How the figures of `report support` come from the rows that its commands list."""

from collections.abc import Callable
from decimal import Decimal

from reports.behind import Behind, Row, total

PLANNED, USED, WHOM, WHENCE = "# planned:", "# used:", "# whom it reached:", "# where it is from:"
REACHES = {"household": "to_households", "village": "to_village"}
ORIGINS = {
    "fiscal": "fiscal", "credit": "credit", "union": "own", "self": "own", "donation": "donated", "east_west": "drawn_in",
    "other": "other_source",
}  # fmt: skip


def put_in(column: str | None = None) -> Callable[[Row, Behind], Decimal | None]:
    """Of aid put in: what was spent, less what was returned, and lent, less what was repaid; what of it a column splits off."""

    def amount(_: Row, it: Behind) -> Decimal | None:
        reach = {row["name"]: REACHES.get(row["reach"], "reach_unknown") for row in it.under(WHOM, "project")}
        funds = {row["name"]: row for row in it.under(WHENCE, "fund")}
        found: list[Decimal] = []
        for row in it.under(USED, "spending"):
            source = fund = funds[row["fund"]]
            while source["source"] in (None, "surplus") and source["part_of"]:
                source = funds[source["part_of"]]
            of = {reach.get(row["project"], "reach_unknown"), ORIGINS.get(source["source"], "source_unknown")}
            assert fund["name"] == row["fund"]
            if column in (None, *of):
                found.append(Decimal(row["amount"]))
        if column in (None, "to_households", "credit"):
            found += [Decimal(row["amount"]) for row in it.under(USED, "loan")]
            found += [-Decimal(row["amount"]) for row in it.under(USED, "repayment")]
        return sum(found, Decimal(0)) if found else None

    return amount


AID: dict[tuple[str, ...], Callable[[Row, Behind], object]] = {
    ("support", "support", "plan"): lambda _, it: total(it.under(PLANNED, "project"), "planned_cost"),
    ("support", "support", "used"): put_in(),
    **{
        ("support", "support", column): put_in(column)
        for column in (*REACHES.values(), "reach_unknown", *ORIGINS.values(), "source_unknown")
    },
}
