"""The columns of reports: their stable names, and the headings people read."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from aidtrack.ledger.kind import CELL_BALANCES, KINDS
from aidtrack.nouns.fund import SOURCES
from aidtrack.nouns.project import STAGES
from aidtrack.nouns.step import PRECISIONS
from aidtrack.phrase import Word, phrase, words
from aidtrack.values.field import Field, Noun
from aidtrack.values.report import Chart, Column, ColumnKind, Row

_COLUMNS: dict[str, tuple[str, ColumnKind]] = {
    **{kind.balance: (kind.zh, "money") for kind in KINDS.values()},
    "id": ("编号", "id"),
    "fund": ("资金", "text"),
    "project": ("项目", "text"),
    "village": ("村", "text"),
    "county": ("县区", "text"),
    "category": ("类别", "text"),
    "stage": ("阶段", "text"),
    "source": ("来源", "text"),
    "year": ("年度", "id"),
    "month": ("月份", "text"),
    "fund_year": ("资金年度", "id"),
    "payee": ("收款人", "text"),
    "share": ("占比", "rate"),
    "budget": ("计划数", "money"),
    "qualifier": ("限定", "text"),
    "amount_qualifier": ("金额限定", "text"),
    "unallocated": ("待安排", "money"),
    "remaining": ("余额", "money"),
    "cash": ("现金", "money"),
    "outstanding": ("在借余额", "money"),
    "unmet": ("未保障", "text"),
    "measures": ("措施", "count"),
    "measures_done": ("已完成", "count"),
    "measures_overdue": ("逾期未完成", "count"),
    "exited": ("已脱贫户", "count"),
    "planned": ("有一户一策", "count"),
    "capital": ("本金总额", "money"),
    "household": ("借款户", "text"),
    "lent_on": ("放款日", "date"),
    "due": ("到期日", "date"),
    "overdue": ("逾期", "money"),
    "overdue_30": ("逾期1–30天", "money"),
    "overdue_90": ("逾期31–90天", "money"),
    "overdue_180": ("逾期91–180天", "money"),
    "overdue_older": ("逾期180天以上", "money"),
    "at_risk": ("30天风险率", "rate"),
    "turnover": ("周转率", "rate"),
    "office": ("单位代码", "text"),
    "number": ("期次", "count"),
    "principal": ("应还本金", "money"),
    "payment": ("应还合计", "money"),
    "unpaid": ("未还本金", "money"),
    "rate": ("支出率", "rate"),
    "projects": ("项目数", "count"),
    "households": ("受益户", "count"),
    "persons": ("受益人", "count"),
    "flags": ("提示", "flags"),
    "province": ("省", "text"),
    "prefecture": ("市州", "text"),
    "township": ("乡镇", "text"),
    "implementer": ("实施单位", "text"),
    # Months and years: what came in and went out beside the time gone by.
    "month_end": ("月末", "date"),
    "spent_this_month": ("当月支出", "money"),
    "elapsed": ("序时进度", "rate"),
    "ahead": ("差距(百分点)", "points"),
    "rank": ("排名", "count"),
    # The outlook to the year's end.
    "base": ("基数", "money"),
    "short": ("落后金额", "money"),
    "by_pace": ("年末支出(按进度)", "money"),
    "by_plan": ("年末支出(按计划)", "money"),
    "needed": ("每月须支出", "money"),
    "opening": ("年初结转", "money"),
    "returned": ("收回", "money"),
    "closing": ("年末结余", "money"),
    "idle_since": ("起算日期", "date"),
    "age": ("账龄", "text"),
    # Steps of projects, each the day on which it was passed.
    "proposal": ("提出", "date"),
    "confirmations": ("确认", "text"),
    "approval": ("批复", "date"),
    "notice": ("公示", "date"),
    "acceptance": ("验收", "date"),
    "handover": ("移交", "date"),
    "next_step": ("下一步", "text"),
    "waits_since": ("等待起", "date"),
    "days": ("天数", "count"),
    "done": ("完成比例", "rate"),
    **{name: (zh, "text") for name, zh in PRECISIONS.items()},
    # Activities: how many, and what their indicators count.
    "activities": ("活动数", "count"),
    "batches": ("批次", "quantity"),
    "person_times": ("人次", "quantity"),
    "sessions": ("场次", "quantity"),
    "beneficiaries": ("受益人", "quantity"),
    "prefectures": ("市州数", "quantity"),
    "counties": ("县区数", "quantity"),
    "townships": ("乡镇数", "quantity"),
    "villages": ("村数", "count"),
    "places_named": ("地点数", "count"),
    "state": ("状态", "text"),
    "days_open": ("已历天数", "count"),
    "days_overdue": ("逾期天数", "count"),
    "jobs": ("带动就业", "quantity"),
    "idle_days": ("闲置天数", "count"),
    "households_helped": ("受帮扶户", "count"),
    # Indicators: whose they are, how they changed, what they aim at.
    "subject": ("对象类别", "text"),
    "subject_name": ("对象", "text"),
    "quantity": ("数值", "quantity"),
    "change": ("变化", "quantity"),
    "target": ("目标", "quantity"),
    "kept": ("文件保存", "text"),
    # The dashboard: how many funds hold money of an age, and the incomes of a year's villages.
    "funds": ("资金数", "count"),
    "lowest": ("最低", "quantity"),
    "median": ("中位数", "quantity"),
    "highest": ("最高", "quantity"),
    # A written account.
    "item": ("事项", "sentence"),
    "details": ("说明", "sentence"),
    "as_of": ("时点", "date"),
    # Alerts, gaps, and what they go by.
    "level": ("级别", "level"),
    "kind": ("类型", "text"),
    "what": ("对象", "text"),
    "amount": ("金额", "money"),
    "rule": ("依据", "sentence"),
    "command": ("命令", "text"),
    "gaps": ("件数", "count"),
    "name": ("名称", "text"),
    "value": ("取值", "text"),
    "default": ("默认", "text"),
    "unit": ("单位", "text"),
    "meaning": ("含义", "sentence"),
    "in_office": ("在任", "count"),
    "vacant": ("空缺", "count"),
    "findings": ("问题数", "count"),
    # Aid put in: planned, used, whom it reached, where it came from.
    "organization": ("帮扶单位", "text"),
    "villages_helped": ("帮扶村", "text"),
    "plan": ("规划投入", "money"),
    "used": ("已投入", "money"),
    "to_households": ("到户", "money"),
    "to_village": ("到村", "money"),
    "reach_unknown": ("到户到村未说明", "money"),
    "fiscal": ("财政专项", "money"),
    "credit": ("信贷", "money"),
    "own": ("单位自筹", "money"),
    "donated": ("社会募捐", "money"),
    "drawn_in": ("社会引资", "money"),
    "other_source": ("其他来源", "money"),
    "source_unknown": ("来源未说明", "money"),
    # Changes of projects.
    "changes": ("变更数", "count"),
    "difference": ("差额", "money"),
    # What is carried over into another year.
    "into": ("结转到", "text"),
    "released": ("收回安排", "money"),
    "batch": ("批次", "id"),
    "carried_in": ("结转转入", "money"),
    "carried_out": ("结转转出", "money"),
    "moved": ("调剂", "money"),
    # Public notices: where, how long, what became of it; how long the notice is posted and where to complain.
    "place": ("实施地点", "text"),
    "period": ("期限", "date"),
    "worked": ("实际工期", "date"),
    "accepted_on": ("验收日期", "date"),
    "posted_from": ("公示起", "date"),
    "posted_to": ("公示止", "date"),
    "channel": ("监督投诉渠道", "text"),
}


# Two rates have one key, and are headed apart.
_RATED = {"rate": Word("rate of allocated", "支出率(占安排)")}
_RATED_OF_RECEIVED = Word("rate of received", "支出率(占到账)")
# Of a day cash is what a fund has; of a month or year by how much that grew.
_CASH_MOVED = Word("change in cash", "现金增减")
_OF_ALLOCATED, _OF_RECEIVED = ("spent", ("allocated",)), ("spent", ("received", "interest"))

# What a report of cells compares.
OF_CELLS = (*CELL_BALANCES, "remaining", "rate")


def columns(*names: str) -> list[Column]:
    """The columns of these names."""
    nowhere = {"village": phrase("village not assigned"), "project": phrase("project not assigned")}
    made = [Column(name, _RATED.get(name) or Word(name, _COLUMNS[name][0]), _COLUMNS[name][1]) for name in names]
    made = [replace(one, blank=nowhere[one.name]) if one.name in nowhere else one for one in made]
    return [replace(one, ratio=_OF_ALLOCATED) if one.name == "rate" else one for one in made]


def of_received(shown: Sequence[Column]) -> list[Column]:
    """The columns of funds, whose rate is of what came in; that of projects and places is of what was set aside for them."""
    return [replace(one, label=_RATED_OF_RECEIVED, ratio=_OF_RECEIVED) if one.name == "rate" else one for one in shown]


def of_movements(shown: Sequence[Column]) -> list[Column]:
    """The columns of months and years, which have no position of a day."""
    return [replace(one, label=_CASH_MOVED) if one.name == "cash" else one for one in shown]


def usual(shown: Sequence[Column], rows: Sequence[Row], always: Collection[str] = ()) -> list[Column]:
    """The columns, those of the kinds of entry that are not usual kept from people where no row holds any; of `always` none."""
    seldom = [kind.balance for kind in KINDS.values() if not kind.usual and kind.balance not in always]
    return filled(shown, rows, *seldom) if seldom else [*shown]


def compared(table: str, *labels: str) -> Chart:
    """The picture of a table that compares allocation with spending: a pair of bars for each row, named by `labels`."""
    [heading] = columns(labels[0])
    title = phrase("Allocated and spent by {heading}", heading=heading.label)
    return Chart("bars", table, title, labels, ("allocated", "spent"))


def of_noun(declared: Noun, *names: str) -> list[Column]:
    """The columns of these fields of a noun, as their own declaration heads and types them."""
    return [of_field(declared.field(name)) for name in names]


def of_field(field: Field, *, hidden: bool = False) -> Column:
    """The column of a field; what it refers to among entries has no name but an id."""
    kind: ColumnKind = "id" if field.refers == "entry" else field.kind.shown
    return Column(field.name, field.label, kind, hidden, personal=field.personal)


def filled(columns: Sequence[Column], rows: Sequence[Row], *names: str) -> list[Column]:
    """The columns, those of `names` (all where none is named) in which no row holds anything kept from people."""
    return [
        replace(
            one,
            hidden=one.hidden
            or ((not names or one.name in names) and all(row.get(one.name) in (None, "", ()) for row in rows)),
        )
        for one in columns
    ]


def told_apart(columns: Sequence[Column], rows: Sequence[Row], by: Sequence[str], *more: str) -> list[Column]:
    """The columns, those named in `more` kept from people unless two rows would read alike in those named in `by`."""
    alike = len({tuple(row.get(name) for name in by) for row in rows}) < len(rows)
    return [replace(one, hidden=one.hidden or (one.name in more and not alike)) for one in columns]


def word_labels(*names: str) -> dict[str, dict[str, Word]]:
    """How the stored words of `stage` and `source` are shown to people."""
    return {name: words({"stage": STAGES, "source": SOURCES}[name]) for name in names}
