"""Every threshold of the alerts, declared once: where it begins, what it means, what it rests on. None is a national standard.

Rules that were found are for fiscal money and bind no other; `aidtrack.toml` sets what an office goes by.
"""

from decimal import Decimal

from aidtrack.dataclass import dataclass

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """What a rule or a threshold rests on (English, for `t`); one made for `fiscal` money is a hint for other money."""

    text: str
    fiscal: bool = False


OWN = Source("aidtrack's own default")
MONEY = Source("aidtrack's rules of money")
PROCEDURE = Source("the programme's own procedure")
PLAN = Source("what the books themselves state")
CARRYOVER = Source("Ministry of Finance 2015; for fiscal money", fiscal=True)
AUDIT = Source("National Audit Office 2014, 2016, 2017: classes of idle money; for fiscal money", fiscal=True)
PAID = Source("Chongqing 2019, a local rule for fiscal money; the days are aidtrack's own default", fiscal=True)
PACE = Source("time gone by, as offices compare it for fiscal money; no figure of any month was found", fiscal=True)
BALANCE = Source("Jinzhong, Shanxi, 2018-12-06; a local rule for fiscal money", fiscal=True)
COST = Source("Danfeng, Shaanxi; a local rule for fiscal money", fiscal=True)
NOTICE = Source("State guidance on public notices, as quoted; for fiscal money", fiscal=True)
WAITING = Source("as fiscal money is looked at; the days are aidtrack's own default", fiscal=True)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number in `unit`s; `help` is English, for `t`. Only per cents and points take decimals; each is at most `most`."""

    key: str
    default: int
    unit: str
    help: str
    source: Source
    most: int

    @property
    def in_whole_numbers(self) -> bool:
        return self.unit in ("days", "years")


THRESHOLDS: dict[str, Threshold] = {
    one.key: one
    for one in (
        Threshold(
            "behind_points",
            0,
            "points",
            "A fund's rate of spending may lie so many percentage points behind the share of the year gone by.",
            PACE,
            100,
        ),
        Threshold(
            "year_end_balance_percent",
            7,
            "percent",
            "At the end of a year a fund keeps at most this share of what it received in that year.",
            BALANCE,
            1000,
        ),
        Threshold(
            "disbursed_days", 90, "days", "Disbursed money is looked at when it is not spent for so long.", PAID, 36500
        ),
        Threshold("idle_years", 1, "years", "Money of a fund is idle from this age on.", AUDIT, 100),
        Threshold("idle_long_years", 2, "years", "Idle money of this age may be taken back.", CARRYOVER, 100),
        Threshold("unallocated_days", 90, "days", "Money that waits so long for a project is looked at.", WAITING, 36500),
        Threshold("notice_days", 10, "days", "A public notice lasts at least so long.", NOTICE, 36500),
        Threshold("over_plan_percent", 10, "percent", "A project may exceed its planned cost by this share.", COST, 1000),
        Threshold("untouched_days", 180, "days", "What nobody recorded anything of for so long is stale.", OWN, 36500),
    )
}  # fmt: skip
