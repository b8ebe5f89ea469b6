"""What a fund, a project, a village or a household may not come to state, because of the money it has: as SQL for both engines."""

from aidtrack.dataclass import dataclass
from aidtrack.ledger.at_home import HOUSEHOLD_LEFT, VILLAGE_LEFT
from aidtrack.ledger.closed_projects import LATE_EXCUSED_FEN, late_sums
from aidtrack.ledger.earmark import EARMARK_FITS, of_county
from aidtrack.ledger.excuse import UNEXCUSED_FEN, UNEXCUSED_LENT_FEN
from aidtrack.ledger.quantity import ALLOCATED, LENT, allocatable_sql, unallocated_sql

# A fund may not come to state less than is already allocated, nor become a grant where it has lent; nor may an earmark come to
# exclude what was allocated.
_BUDGET_SHORT = f"""EXISTS (
    SELECT 1 FROM fund_balance b WHERE b.fund_id = NEW.id AND {unallocated_sql("NEW.budget_fen")} < 0
      AND {allocatable_sql("NEW.budget_fen")} < {allocatable_sql("OLD.budget_fen")})"""
_EARMARK_BROKEN = f"""EXISTS (
    SELECT 1 FROM cell_balance c JOIN fund f ON f.id = c.fund_id
    LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id
    WHERE {{of}} AND {ALLOCATED.sql("c")} > 0 AND NOT {EARMARK_FITS} AND {UNEXCUSED_FEN} > 0)"""
# What a village states of its county says also where others lie that state none.
_LYING_SO = f"""SELECT other.id FROM village other
    WHERE other.county IS NULL AND ({of_county("other", "NEW.code")} OR {of_county("other", "OLD.code")})"""
_PLACED_ELSEWHERE = _EARMARK_BROKEN.format(of=f"c.village_id IN (SELECT NEW.id UNION {_LYING_SO})")
_LENT_ALREADY = f"""NEW.form = 'grant' AND coalesce(OLD.form, '') <> 'grant' AND EXISTS (
    SELECT 1 FROM fund_balance b WHERE b.fund_id = NEW.id AND {LENT.sql("b")} > 0 AND {UNEXCUSED_LENT_FEN} > 0)"""
_CLOSED_TOO_EARLY = f"""NEW.closed_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM {late_sums("SELECT NEW.id")} late JOIN project p ON p.id = late.project_id
    WHERE late.fen > 0 AND late.fen > {LATE_EXCUSED_FEN})"""


# Where plans say what a project is to cost, nothing else is said beside: their sum is what it comes to.
_NOT_THE_SUM = """NEW.planned_cost_fen IS NOT NULL AND EXISTS (
    SELECT 1 FROM plan p WHERE p.project_id = NEW.id GROUP BY p.project_id HAVING sum(p.amount_fen) <> NEW.planned_cost_fen)"""
COST = "plan"
HOME = "household"


@dataclass(frozen=True, slots=True)
class NounGuard:
    """A rule on what some columns of a noun may come to state; `broken` speaks of the changed row, NEW, and of what it was, OLD.

    `rests_on_others`: what a row states holds for others too, and when it goes the rule may be broken by these.
    """

    name: str
    noun: str
    columns: tuple[str, ...]
    rule: str
    broken: str
    rests_on_others: bool = False

    @property
    def of_balances(self) -> bool:
        """Whether it asks what balances say."""
        return "_balance " in self.broken

    def judged(self) -> str:
        """The same asked of a row of the noun's table, `present`, and of what it was before an act of several steps, `former`."""
        return self.broken.replace("NEW.", "present.").replace("OLD.", "former.")


_PLACE = ("name", "alias", "township", "county", "prefecture", "province", "code", "depth")
NOUN_GUARDS = (
    NounGuard("fund_budget_guard", "fund", ("budget_fen",), "G1", _BUDGET_SHORT),
    NounGuard("fund_earmark_guard", "fund", ("earmark_category", "earmark_place", "earmark_depth"), "G5", _EARMARK_BROKEN.format(of="c.fund_id = NEW.id")),
    NounGuard("fund_form_guard", "fund", ("form",), "G5 form", _LENT_ALREADY),
    NounGuard("project_earmark_guard", "project", ("category",), "G5", _EARMARK_BROKEN.format(of="c.project_id = NEW.id")),
    NounGuard("village_earmark_guard", "village", _PLACE, "G5", _PLACED_ELSEWHERE, rests_on_others=True),
    NounGuard("project_cost_guard", "project", ("planned_cost_fen",), COST, _NOT_THE_SUM),
    NounGuard("project_closing_guard", "project", ("closed_on", "stage"), "G6", _CLOSED_TOO_EARLY),
    NounGuard("household_home_guard", "household", ("village_id",), HOME, HOUSEHOLD_LEFT),
    NounGuard("village_home_guard", "village", ("merged_into_id",), HOME, VILLAGE_LEFT),
)  # fmt: skip
