"""Every rule of `report alerts`, declared once, in the order in which findings of one level are listed."""

from aidtrack.reports.alerting import between, entries, money, notices, pace, people, projects, taken_over
from aidtrack.reports.alerting.payee_spellings import payee_spellings
from aidtrack.reports.alerting.rule import Rule
from aidtrack.reports.alerting.thresholds import (
    AUDIT,
    BALANCE,
    CARRYOVER,
    COST,
    MONEY,
    NOTICE,
    OWN,
    PACE,
    PAID,
    PLAN,
    PROCEDURE,
    WAITING,
)

RULES: dict[str, Rule] = {
    rule.kind: rule
    for rule in (
        Rule("overspent", "超支", "serious", "spent ≤ allocated, G2", MONEY, money.overspent),
        Rule("over_allocated", "超安排", "serious", "allocated ≤ budget, else received, G1", MONEY, money.over_allocated),
        Rule("overdrawn", "透支", "serious", "cash ≥ 0, spent ≤ received, G3", MONEY, money.overdrawn),
        Rule("over_received", "超计划到账", "warning", "received ≤ an exact budget", MONEY, money.over_received),
        Rule("over_disbursed", "超拨", "warning", "disbursed ≤ allocated", MONEY, money.over_disbursed),
        Rule("with_reason", "凭原因登记", "warning", "money goes where and when it may, G5, G6, G8, G9", MONEY, money.with_reason),
        Rule("voucher_twice", "凭证重复", "warning", "one voucher of a year is paid once to a payee", PLAN, entries.voucher_twice),
        Rule("payee_spellings", "收款人写法不一", "warning", "one payee is written in one way", OWN, payee_spellings),
        Rule("paid_to_office", "支给填报单位", "warning", "what is passed on to an office is disbursed, and spent there", OWN, between.paid_to_office),
        Rule("not_received", "已拨未到账", "warning", "what an office gave another, that received", OWN, between.not_received),
        Rule("not_given", "已到账未拨", "warning", "what an office received of another, that gave", OWN, between.not_given),
        Rule("counted_twice", "两单位重复", "warning", "what an office recorded, no other hands over too", OWN, taken_over.counted_twice),
        Rule("future_dated", "日期在未来", "warning", "no entry lies in the future", PLAN, entries.future_dated),
        Rule("before_year", "早于资金年度", "warning", "no entry lies before its fund's year", PLAN, entries.before_year),
        Rule("overdue_loan", "借款逾期", "warning", "principal comes back when it is due", PLAN, people.overdue_loan),
        Rule("overdue_finding", "整改逾期", "warning", "findings are closed by their deadline", PLAN, people.overdue_finding),
        Rule("overdue_project", "项目逾期", "warning", "work is complete by its planned end", PLAN, projects.overdue_project),
        Rule("unconfirmed", "未确认先安排", "warning", "一提出六确认 before an allocation", PROCEDURE, projects.unconfirmed),
        Rule("no_agreement", "无协议书", "warning", "an agreement for each project", PROCEDURE, projects.no_agreement),
        Rule("helped_twice", "重复帮扶", "warning", "a household is helped once a year with one thing", OWN, people.helped_twice),
        Rule("lent_twice", "重复借款", "warning", "a household owes one loan for one purpose", OWN, people.lent_twice),
        Rule("idle_long", "长期闲置", "hint", "spent within {idle_long_years} years", CARRYOVER, pace.idle_long, waits=True),
        Rule("idle", "闲置", "hint", "spent within {idle_years} years", AUDIT, pace.idle, waits=True),
        Rule("year_end_balance", "年末结余过高", "hint", "at most {year_end_balance_percent}% of a year's receipts kept over its end", BALANCE, pace.year_end_balance, waits=True),
        Rule("behind", "进度滞后", "hint", "rate at most {behind_points} points behind elapsed", PACE, pace.behind_schedule, waits=True),
        Rule("disbursed_unspent", "拨付滞留", "hint", "disbursed money is spent within {disbursed_days} days", PAID, pace.disbursed_unspent),
        Rule("unallocated", "待安排", "hint", "money is allocated within {unallocated_days} days", WAITING, pace.unallocated, waits=True),
        Rule("over_plan", "超计划投资", "hint", "at most {over_plan_percent}% over the planned cost", COST, projects.over_plan),
        Rule("change_over_plan", "变更超计划", "hint", "a change of at most {over_plan_percent}% over the planned cost", COST, projects.change_over_plan),
        Rule("no_notice", "无公示", "hint", "a public notice of each project", NOTICE, notices.no_notice),
        Rule("notice_short", "公示期不足", "hint", "a notice of at least {notice_days} days", NOTICE, notices.notice_short),
        Rule("notice_unclosed", "公示未结束登记", "hint", "a notice ends with its result", NOTICE, notices.notice_unclosed),
        Rule("notice_running", "公示中", "hint", "a notice runs until its last day", NOTICE, notices.notice_running),
    )
}  # fmt: skip
