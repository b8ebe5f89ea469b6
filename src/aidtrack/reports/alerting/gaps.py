"""Every kind of gap that `report quality` looks for, declared once, in the order in which they are listed."""

from aidtrack.reports.alerting import between, missing, stale
from aidtrack.reports.alerting.gap import Gap

GAPS: dict[str, Gap] = {
    gap.kind: gap
    for gap in (
        Gap("untouched", "久未更新", stale.untouched),
        Gap("overdue_project", "项目逾期", missing.past_end),
        Gap("no_document", "无文件", missing.no_document),
        Gap("no_agreement", "无协议书", missing.no_agreement),
        Gap("no_implementer", "缺实施单位", missing.project_lacks("implementer")),
        Gap("no_responsible", "缺责任人", missing.project_lacks("responsible")),
        Gap("no_planned_end", "缺计划完工", missing.project_lacks("planned_end")),
        Gap("no_planned_cost", "缺计划投资", missing.project_lacks("planned_cost")),
        Gap("no_budget", "缺计划数", missing.lacks("fund", "budget_fen")),
        Gap("giver_unsaid", "划拨单位未写", between.giver_unsaid),
        Gap("no_voucher", "缺凭证号", missing.entries_lack("voucher")),
        Gap("no_payee", "缺收款人", missing.entries_lack("payee")),
        Gap("no_code", "缺区划代码", missing.lacks("village", "code")),
        Gap("no_county", "缺县区", missing.lacks("village", "county")),
        Gap("code_elsewhere", "区划代码属别县", missing.code_elsewhere),
        Gap("no_plan", "无一户一策", missing.no_plan),
        Gap("overdue_indicator", "指标未报", stale.overdue_indicator),
    )
}
